"""Who lives in the demo county, its calendar, and the few draws that every business line shares.

Arrays have a row per area (1: the county, 18: townships, 232: villages) and a column per month (36) or year (3).
NaN is a figure that nobody had to return.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from zlib import crc32

import numpy as np

from sample_data.demo.areas import TOWNSHIPS, villages

SEED = 20251031
YEARS = (2023, 2024, 2025)
MONTHS = tuple(year * 100 + month for year in YEARS for month in range(1, 13))
COUNT = len(TOWNSHIPS)
RAISED_IN, PAID_IN = 7, 9  # standards rise in July and are back-paid in September
# share of an ordinary month's custom: 22 January 2023, 10 February 2024 and 29 January 2025 are New Year's Days
SPRING_FESTIVAL = {202301: 0.65, 202402: 0.65, 202501: 0.65, 202502: 0.9}


@dataclass(frozen=True, slots=True)
class Series:
    """One indicator's figures over areas and periods. A flow may be returned for several months at once."""

    values: np.ndarray
    is_flow: bool


Figures = dict[str, Series]


def flow(values) -> Series:
    return Series(np.atleast_2d(np.asarray(values, float)), True)


def stock(values) -> Series:
    """A stock or a standard: it belongs to a month's end or to a year."""
    return Series(np.atleast_2d(np.asarray(values, float)), False)


def stream(name: str) -> np.random.Generator:
    """The random numbers of one subject: the same on every run, whatever the other subjects draw."""
    return np.random.default_rng([SEED, crc32(name.encode())])


def at(month: int) -> int:
    """The column of a month."""
    return MONTHS.index(month)


def per_month(by_month: dict[int, float], otherwise: float = 1.0) -> np.ndarray:
    """A factor per month of the three years."""
    return np.array([by_month.get(month, otherwise) for month in MONTHS])


def every_year(by_calendar_month: dict[int, float], otherwise: float = 1.0) -> np.ndarray:
    """A factor per month that comes back every year."""
    return np.array([by_calendar_month.get(month % 100, otherwise) for month in MONTHS])


def only_in(values: np.ndarray, *calendar_months: int) -> np.ndarray:
    """The same figures, with nothing to return in all other months."""
    return np.where([month % 100 in calendar_months for month in MONTHS], values, np.nan)


def allocate(total: float, weights: np.ndarray) -> np.ndarray:
    """Whole numbers that add up to `total`, in proportion to the weights (largest remainders)."""
    if not weights.sum():
        return np.zeros(len(weights))
    exact = total * weights / weights.sum()
    whole = np.floor(exact)
    short = round(total - whole.sum())
    whole[np.argsort(whole - exact, kind="stable")[:short]] += 1
    return whole


def allocate_columns(totals: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """`allocate` for each period."""
    return np.stack([allocate(total, weights) for total in totals], axis=1)


def standard(levels: tuple[float, float, float, float]) -> np.ndarray:
    """What is in force each month: the level before July 2023, then a new one from each July."""
    return np.array([levels[month // 100 - YEARS[0] + (month % 100 >= RAISED_IN)] for month in MONTHS], float)


def paid(level: np.ndarray) -> np.ndarray:
    """What is paid a head each month: July's rise reaches people in September, with July and August back-paid."""
    payment = level.astype(float).copy()
    for year in YEARS:
        july, september = at(year * 100 + RAISED_IN), at(year * 100 + PAID_IN)
        rise = level[july] - level[july - 1]
        payment[july:september] -= rise
        payment[september] += rise * (september - july)
    return payment


# -- people -----------------------------------------------------------------------------------------------------------

HOME = np.array([int(row.parent[6:]) - 1 for row in villages()])  # the township row of each village
IS_COMMUNITY = np.array([row.kind == "社区" for row in villages()])
IS_COUNTY_TOWN = np.arange(COUNT) == 0
IS_TOWN = np.array([township.name.endswith("镇") for township in TOWNSHIPS])


def by_kind(county_town: float, town: float, rural: float) -> np.ndarray:
    """A value per township by its kind: 城关镇, other 镇, 乡."""
    return np.where(IS_COUNTY_TOWN, county_town, np.where(IS_TOWN, town, rural))


def to_townships(per_village: np.ndarray) -> np.ndarray:
    """Sums of the villages of each township."""
    sums = np.zeros((COUNT, *per_village.shape[1:]))
    np.add.at(sums, HOME, per_village)
    return sums


def to_villages(per_township: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Each township's whole numbers shared out to its villages by weight, period by period."""
    shared = np.zeros((len(HOME), per_township.shape[1]))
    for row in range(COUNT):
        shared[row == HOME] = allocate_columns(per_township[row], weights[row == HOME])
    return shared


@cache
def population() -> np.ndarray:
    """Registered residents per village and year."""
    urban_share = by_kind(0.79, 0.19, 0.08)
    size = stream("village sizes").uniform(0.7, 1.3, len(HOME))
    columns = []
    for shrink in (1.0, 0.998, 0.996):
        column = np.zeros(len(HOME))
        for row, township in enumerate(TOWNSHIPS):
            total = round(township.population * shrink)
            urban = round(total * urban_share[row]) if township.communities else 0
            for chosen, people in ((IS_COMMUNITY, urban), (~IS_COMMUNITY, total - urban)):
                here = (row == HOME) & chosen
                column[here] = allocate(people, size[here])
        columns.append(column)
    return np.stack(columns, axis=1)


@cache
def aged_60() -> np.ndarray:
    return _aged((97_400, 98_300, 99_000), by_kind(0.170, 0.218, 0.238))


@cache
def aged_80() -> np.ndarray:
    return _aged((13_200, 13_400, 13_600), by_kind(0.022, 0.030, 0.034))


def _aged(totals: tuple[int, int, int], share: np.ndarray) -> np.ndarray:
    weights = population()[:, 0] * share[HOME]
    return allocate_columns(np.array(totals), weights)


def rural_people() -> np.ndarray:
    """Per township, of the first year: the weight of whatever is found mostly in the villages."""
    return to_townships(np.where(IS_COMMUNITY, 0, population()[:, 0]))


def urban_people() -> np.ndarray:
    return to_townships(np.where(IS_COMMUNITY, population()[:, 0], 0))
