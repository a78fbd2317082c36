"""The yearly denominators, and what each township is: one figure per village or township and year."""

from __future__ import annotations

import numpy as np

from sample_data.demo import canteens
from sample_data.demo.profile import (
    HOME,
    IS_COMMUNITY,
    YEARS,
    Figures,
    aged_60,
    aged_80,
    allocate_columns,
    by_kind,
    population,
    stock,
    stream,
)

RESIDENTS = (386_500, 385_600, 385_000)


def figures() -> Figures:
    people = population()
    whole = np.ones((len(HOME), len(YEARS)))
    resident = allocate_columns(np.array(RESIDENTS), people[:, 0] * by_kind(1.1, 0.82, 0.715)[HOME])
    return {
        "urban_population_persons": stock(np.where(IS_COMMUNITY[:, None], people, 0)),
        "rural_population_persons": stock(np.where(IS_COMMUNITY[:, None], 0, people)),
        "resident_population_persons": stock(resident),
        "population_60plus_persons": stock(aged_60()),
        "population_80plus_persons": stock(aged_80()),
        "meal_circle_60plus_persons": stock(_inside_meal_circle()),
        "administrative_villages_count": stock(whole * ~IS_COMMUNITY[:, None]),
        "communities_count": stock(whole * IS_COMMUNITY[:, None]),
        **_township_basics(),
    }


def _inside_meal_circle() -> np.ndarray:
    """Most old people of a village with a canteen, and a few of some neighbouring villages."""
    rng = stream("meal circle")
    near, far = rng.uniform(0.78, 0.95, len(HOME)), rng.uniform(0, 0.25, len(HOME)) * rng.integers(0, 2, len(HOME))
    has_canteen = np.stack([canteens.opened() <= year * 100 + 1 for year in YEARS], axis=1)
    has_neighbour = np.stack([np.isin(HOME, HOME[column]) for column in has_canteen.T], axis=1)
    share = np.where(has_canteen, near[:, None], np.where(has_neighbour, far[:, None], 0))
    return np.floor(aged_60() * share)


def _township_basics() -> Figures:
    """What a township has or lacks. The last ones to follow are the small remote ones."""
    have = {"towns_streets_count": (18, 18, 18), "elder_center_towns_count": (15, 17, 18),
            "minors_protection_stations_count": (16, 18, 18), "social_work_stations_count": (11, 14, 16)}  # fmt: skip
    return {name: stock(np.arange(18)[:, None] < np.array(counts)) for name, counts in have.items()}
