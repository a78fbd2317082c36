"""The two disability allowances, by township; those entitled by village and year."""

from __future__ import annotations

import numpy as np

from sample_data.demo import funeral, stories
from sample_data.demo.profile import (
    COUNT,
    HOME,
    MONTHS,
    YEARS,
    Figures,
    allocate,
    flow,
    paid,
    population,
    standard,
    stock,
    stream,
    to_townships,
    to_villages,
)

STANDARD = standard((80, 80, 85, 90))


def figures() -> Figures:
    rng = stream("disability")
    weights = to_townships(population()[:, 0]) * rng.uniform(0.9, 1.1, COUNT)
    living, nursing = _list(3_860, 60, weights, rng), _list(4_930, 90, weights, rng)
    nursed = entitled(nursing, 1.008, stream("severely disabled by village").gamma(1.5, 1.0, len(HOME)))
    died = rng.binomial(funeral.township_deaths().astype(int), 0.07).astype(float)
    stories.deaths_not_stopped(died)
    return {
        "disability_living_persons": stock(living),
        "severe_disability_nursing_persons": stock(by_village(nursing, nursed)),
        "disability_living_standard": stock(STANDARD),
        "severe_disability_nursing_standard": stock(STANDARD),
        "disability_living_amount": flow(living * paid(STANDARD)),
        "severe_disability_nursing_amount": flow(nursing * paid(STANDARD)),
        "disability_death_exits_persons": flow(died),
        "disability_living_eligible_persons": stock(entitled(living, 1.012)),
        "severe_disability_nursing_eligible_persons": stock(nursed),
    }


def _list(start: int, growth: int, weights: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A list that grows slowly and by a person or two a month in each township."""
    grown = np.round(weights / weights.sum() * growth)[:, None] * np.linspace(0, 1, len(MONTHS))
    path = allocate(start, weights)[:, None] + grown
    return np.round(path + rng.normal(0, 0.8, path.shape))


def entitled(on_list: np.ndarray, above: float, spread: np.ndarray | float = 1.0) -> np.ndarray:
    """Per village and year: never fewer in a township than its longest list of the year."""
    longest = on_list.reshape(COUNT, len(YEARS), 12).max(axis=2)
    return to_villages(np.ceil(longest * above), population()[:, 0] * spread)


def by_village(on_list: np.ndarray, entitled_there: np.ndarray) -> np.ndarray:
    """Month by month those entitled less the few of their township that are not on its list: never more than entitled."""
    columns = []
    for column in range(len(MONTHS)):
        there = entitled_there[:, column // 12]
        without = (to_townships(there) - on_list[:, column])[:, None]
        columns.append(there - to_villages(without, there)[:, 0])
    return np.stack(columns, axis=1)
