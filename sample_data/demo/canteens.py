"""Senior canteens: which villages have one since when, and who eats there."""

from __future__ import annotations

from functools import cache

import numpy as np

from sample_data.demo import stories
from sample_data.demo.areas import TOWNSHIPS
from sample_data.demo.profile import (
    HOME,
    IS_COMMUNITY,
    MONTHS,
    SPRING_FESTIVAL,
    Figures,
    at,
    every_year,
    flow,
    per_month,
    stock,
    stream,
)

NEVER = 999912
# open at the end of the month: 14 before 2023, 62 in October 2025 (27 % of 232)
OPEN_AT = {202301: 14, 202306: 20, 202312: 27, 202406: 35, 202412: 44, 202503: 48, 202506: 54, 202509: 60, 202510: 62, 202512: 65}
IN_SANCHA = 2  # 三岔乡, which sends nothing for October 2025, opened both of its canteens before 2025


@cache
def opened() -> np.ndarray:
    """The month from which each village has an open canteen; NEVER where it has none."""
    rng = stream("canteens")
    first = np.full(len(HOME), NEVER)
    order = _order_of_opening(rng)
    open_now = np.interp(range(len(MONTHS)), [at(month) for month in OPEN_AT], list(OPEN_AT.values())).round().astype(int)
    for column, month in enumerate(MONTHS):
        before = open_now[column - 1] if column else 0
        first[order[before : open_now[column]]] = month
    return first


def _order_of_opening(rng: np.random.Generator) -> np.ndarray:
    """Communities and the towns' seats first; 三岔乡 keeps two, the planted idle ones open in 2024."""
    rank = rng.uniform(0, 1, len(HOME)) + np.where(IS_COMMUNITY, 0, 0.45)
    sancha = next(row for row, township in enumerate(TOWNSHIPS) if township.name == "三岔乡")
    rank[sancha == HOME] += 9
    rank[np.flatnonzero(sancha == HOME)[:IN_SANCHA]] = 0.05
    idle = stories.idle_canteens()
    rank[idle] += 9
    rank[stories.swapped_canteen()] = 0.1
    order = np.argsort(rank, kind="stable")
    order = order[~np.isin(order, idle)]
    return np.insert(order, 30, idle)


def figures() -> Figures:
    is_open = opened()[:, None] <= np.array(MONTHS)
    days = _days(is_open)
    meals = stories.nobody_comes(_meals(is_open, days), days)
    share = np.clip(stream("older diners").normal(0.82, 0.05, len(HOME)), 0.71, 0.91)
    of_elders = np.floor(meals * share[:, None])
    stories.swap_digits(meals, of_elders)
    subsidy = of_elders * 2 + np.where(is_open, 400, 0)
    returned = {"elder_canteen_meals_person_times": meals, "elder_canteen_meals_60plus_person_times": of_elders,
                "elder_canteen_open_days": days, "elder_canteen_subsidy_amount": subsidy}  # fmt: skip
    return {
        "canteen_villages_count": stock(is_open),
        "elder_canteens_count": stock(np.where(is_open, 1, np.nan)),
        **{name: flow(np.where(is_open, values, np.nan)) for name, values in returned.items()},
    }


def _days(is_open: np.ndarray) -> np.ndarray:
    days = stream("canteen days").integers(22, 27, is_open.shape)
    closed = per_month({month: 18 * (1 - share) for month, share in SPRING_FESTIVAL.items()}, 0).round()
    return np.where(is_open, days - closed, 0)


def _meals(is_open: np.ndarray, days: np.ndarray) -> np.ndarray:
    """A town's canteen serves 45–90 a day, a village's 8–30; the first months are slower."""
    rng = stream("meals")
    a_day = np.where(IS_COMMUNITY, rng.uniform(48, 84, len(HOME)), rng.uniform(10, 27, len(HOME)))
    age = np.cumsum(is_open, axis=1)
    older = (opened() == MONTHS[0])[:, None]
    grown = np.where(older, 1.0, np.clip(0.7 + 0.1 * age, 0, 1))
    season = every_year({10: 1.10, 11: 1.02, 7: 0.97}) * per_month(
        {month: share**0.32 for month, share in SPRING_FESTIVAL.items()}
    )
    noise = rng.normal(1, 0.04, is_open.shape)
    return np.where(is_open, np.round(a_day[:, None] * grown * season * noise * days), 0)
