"""Deaths, cremations and where the ashes went: by village, because one village can be the whole story."""

from __future__ import annotations

from functools import cache

import numpy as np

from sample_data.demo import stories
from sample_data.demo.profile import (
    COUNT,
    HOME,
    MONTHS,
    YEARS,
    Figures,
    aged_60,
    at,
    flow,
    stock,
    stream,
    to_townships,
)

DEATHS = (3_640, 3_660, 3_720)
SHARES = (10.5, 9.3, 8.8, 7.8, 7.4, 7.0, 7.5, 7.5, 7.3, 7.9, 8.6, 10.4)  # of a year's deaths by month, per cent
WAVE = 1.6  # January 2023
OUTSIDE_ZONE = ("松坡乡", "大堰乡")  # 土葬改革区
MORTALITY = {"枫林乡": 1.0}
CARRIED_OVER = 6  # deaths of December's last days that are cremated in January


def zone() -> np.ndarray:
    """Whether each village lies in the cremation zone."""
    return ~np.isin(HOME, [stories.township(name) for name in OUTSIDE_ZONE])


@cache
def deaths() -> np.ndarray:
    rng = stream("deaths")
    factor = np.ones(COUNT)
    for name, value in MORTALITY.items():
        factor[stories.township(name)] = value
    weights = aged_60()[:, 0] * factor[HOME]
    totals = [DEATHS[month // 100 - 2023] * SHARES[month % 100 - 1] / 100 * rng.normal(1, 0.015) for month in MONTHS]
    totals[0] *= WAVE
    return np.stack([rng.multinomial(round(total), weights / weights.sum()) for total in totals], axis=1).astype(float)


@cache
def cremations() -> np.ndarray:
    rng = stream("cremations")
    kept_rule = np.clip(rng.normal(0.9665, 0.008, COUNT), 0.95, 0.99)
    kept_rule[stories.township("枫林乡")] = 0.992
    chance = np.where(zone(), kept_rule[HOME], 0.18)[:, None]
    cremated = rng.binomial(deaths().astype(int), chance).astype(float)
    stories.buried_without_cremation(deaths(), cremated)
    stories.all_cremated(deaths(), cremated)
    _carry_over(cremated)
    return cremated


def _carry_over(cremated: np.ndarray) -> None:
    """December's last deaths are cremated in January, in villages whose January stays at or below its own deaths."""
    planted = np.isin(HOME, [stories.township("枫林乡"), stories.township("梅坞乡")])
    for year in YEARS[1:]:
        january = at(year * 100 + 1)
        room = (cremated[:, january] < deaths()[:, january]) & (cremated[:, january - 1] > 0)
        rows = np.flatnonzero(room & zone() & ~planted)[:CARRIED_OVER]
        cremated[rows, january - 1] -= 1
        cremated[rows, january] += 1


def figures() -> Figures:
    inside = zone()[:, None]
    died, cremated = deaths(), cremations()
    return {
        "deaths_persons": flow(died),
        "cremations_count": flow(cremated),
        "cremation_zone_deaths_persons": flow(died * inside),
        "cremation_zone_cremations_count": flow(cremated * inside),
        **_ashes(to_townships(cremated)),
        **_relief(to_townships(cremated)),
        **_county_ledger(died.sum(axis=0), cremated.sum(axis=0)),
        **_cemeteries(),
    }


def _ashes(cremated: np.ndarray) -> Figures:
    rng = stream("where ashes go")
    shares = np.tile((0.857, 0.073, 0.045, 0.025), (COUNT, 1))
    stories.ashes_taken_home(shares)
    tracked = rng.binomial(cremated.astype(int), 0.985)
    parts = np.zeros((4, *tracked.shape))
    for column, month in enumerate(MONTHS):
        greener = (month // 100 - 2024) * 0.012  # ecological burials win ground every year
        shifted = shares + np.array((-greener, 0, greener, 0)) * (shares[:, 2:3] > 0.03)
        for row in range(COUNT):
            parts[:, row, column] = rng.multinomial(tracked[row, column], shifted[row])
    names = ("ashes_public_cemetery_count", "ashes_joint_burial_count", "ashes_ecological_burial_count", "ashes_unplaced_count")
    return {"ashes_tracked_count": flow(tracked), **{name: flow(part) for name, part in zip(names, parts, strict=True)}}


def _relief(cremated: np.ndarray) -> Figures:
    """About 150 people a year, 1,500 to 1,800 yuan each."""
    rng = stream("funeral relief")
    persons = rng.binomial(cremated.astype(int), 0.042)
    return {
        "funeral_relief_persons": flow(persons),
        "funeral_relief_amount": flow(np.round(persons * rng.uniform(1_540, 1_760, persons.shape), -1)),
    }


def _county_ledger(died: np.ndarray, cremated: np.ndarray) -> Figures:
    """The ledger also counts outsiders who died here and residents who died and were cremated elsewhere."""
    rng = stream("ledger")
    home_place = np.minimum(rng.poisson(1.2, len(MONTHS)), died - cremated)
    outsiders = rng.poisson(7, len(MONTHS))
    elsewhere = np.minimum(rng.poisson(5, len(MONTHS)), died - cremated - home_place)
    return {
        "cremations_home_place_count": flow(home_place),
        "county_ledger_deaths_persons": flow(died + outsiders),
        "county_ledger_cremations_count": flow(cremated + home_place + elsewhere + rng.binomial(outsiders, 0.9)),
    }


def _cemeteries() -> Figures:
    """Per township and year: cemeteries, their equipment, and the yearly assessment."""
    rng = stream("cemeteries")
    base = np.clip(np.bincount(HOME) // 3, 2, 6)[:, None]
    built = base + np.array([0, 0, 1]) * (np.arange(COUNT)[:, None] % 3 == 0)
    excellent = rng.binomial(built, 0.32)
    failed = rng.binomial(built - excellent, np.array([0.10, 0.06, 0.03]))
    return {
        "rural_public_cemeteries_count": stock(built),
        "cemeteries_with_facilities_count": stock(built - rng.binomial(built, np.array([0.2, 0.12, 0.08]))),
        "cemeteries_with_keeper_count": stock(built - rng.binomial(built, np.array([0.12, 0.05, 0.02]))),
        "public_cemeteries_assessed_count": flow(built),
        "public_cemeteries_excellent_count": flow(excellent),
        "public_cemeteries_qualified_count": flow(built - excellent - failed),
        "public_cemeteries_unqualified_count": flow(failed),
    }


def township_deaths() -> np.ndarray:
    """Deaths per township and month, for the lists that must lose the dead."""
    return to_townships(deaths())
