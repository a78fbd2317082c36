"""The village facility return: who has what, 1 or 0, by quarter or by year. What is built stays."""

from __future__ import annotations

import numpy as np

from sample_data.demo.profile import HOME, IS_COMMUNITY, MONTHS, Figures, only_in, stock, stream

# share of the villages or communities that may have one: at the start and at the end of the three years
QUARTERLY = {
    "elder_station_villages_count": (None, 0.58, 0.74),
    "rural_yiyang_home_villages_count": (False, 0.24, 0.42),
    "community_elder_centers_count": (True, 0.55, 0.85),
    "embedded_elder_home_communities_count": (True, 0.11, 0.30),
}
YEARLY = {
    "assistance_station_villages_count": (0.82, 0.93, 1.0),
    "public_cemetery_villages_count": (0.78, 0.84, 0.89),
    "children_home_villages_count": (0.61, 0.70, 0.78),
    "village_rules_revised_count": (0.90, 0.97, 1.0),
    "village_supervision_committees_count": (1.0, 1.0, 1.0),
    "grid_management_villages_count": (0.98, 1.0, 1.0),
}


def figures() -> Figures:
    found: Figures = {}
    for name, (of_communities, first, last) in QUARTERLY.items():
        may = np.ones(len(HOME), bool) if of_communities is None else of_communities == IS_COMMUNITY
        have = _having(name, may, np.linspace(first, last, len(MONTHS)))
        found[name] = stock(only_in(have, 3, 6, 9, 12))
    for name, shares in YEARLY.items():
        found[name] = stock(_having(name, np.ones(len(HOME), bool), np.array(shares)))
    return found


def _having(name: str, may: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """1 for the first so many of a fixed order, so that nobody loses what it has."""
    rank = np.where(may, stream(name).permutation(len(HOME)) + 1.0, np.inf)
    place = np.argsort(np.argsort(rank, kind="stable"), kind="stable")
    return (place[:, None] < np.round(shares * may.sum())) & may[:, None]
