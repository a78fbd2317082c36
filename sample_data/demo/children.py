"""Orphans, de facto unattended children and the three lists of children to look after, by township."""

from __future__ import annotations

import numpy as np

from sample_data.demo.profile import (
    COUNT,
    MONTHS,
    Figures,
    allocate,
    flow,
    only_in,
    paid,
    per_month,
    population,
    rural_people,
    standard,
    stock,
    stream,
    to_townships,
    to_villages,
)

ALLOWANCE = standard((1_150, 1_180, 1_210, 1_245))


def figures() -> Figures:
    rng = stream("children")
    people = to_townships(population()[:, 0])
    orphans = np.repeat(allocate(28, people)[:, None], len(MONTHS), axis=1)
    joined, left = rng.poisson(0.19, orphans.shape), rng.poisson(0.185, orphans.shape)
    defacto = _unattended(allocate(260, rural_people()), joined, left)
    difficulty = _list(3_200, people, -0.02, rng)
    return {
        "orphans_persons": stock(orphans),
        "defacto_children_persons": stock(defacto),
        "orphans_defacto_children_entries": flow(joined),
        "orphans_defacto_children_exits": flow(left),
        "orphan_allowance_amount": flow(orphans * paid(ALLOWANCE)),
        "defacto_children_allowance_amount": flow(defacto * paid(ALLOWANCE)),
        "left_behind_children_persons": stock(_list(1_310, rural_people(), -0.09, rng)),
        "children_in_difficulty_persons": stock(by_village(difficulty)),
        "migrant_children_persons": stock(_list(640, people * np.where(np.arange(COUNT) == 0, 3, 1), 0.03, rng)),
        "insured_children_in_difficulty_persons": stock(only_in(np.floor(difficulty * 0.985), 3, 6, 9, 12)),
        "child_accident_insurance_amount": flow(per_month({year * 100 + 3: 50 * 3_150 for year in (2023, 2024, 2025)}, np.nan)),
    }


def _unattended(start: np.ndarray, joined: np.ndarray, left: np.ndarray) -> np.ndarray:
    """Orphans neither come nor go here: every entry and exit moves this list. Nobody leaves an empty one."""
    now, columns = start.copy(), []
    for column in range(joined.shape[1]):
        left[:, column] = np.minimum(left[:, column], now)
        now = now + joined[:, column] - left[:, column]
        columns.append(now)
    return np.stack(columns, axis=1)


def _list(start: int, weights: np.ndarray, change: float, rng: np.random.Generator) -> np.ndarray:
    path = allocate(start, weights)[:, None] * np.linspace(1, 1 + change, len(MONTHS))
    return np.round(path + rng.normal(0, 0.6, path.shape)).clip(min=0)


def by_village(lists: np.ndarray) -> np.ndarray:
    """A township's list shared out to its villages by people and chance: most have a dozen, some one, two or none."""
    people = population()[:, 0]
    return to_villages(lists, people * stream("children by village").gamma(1.2, 1.0, len(people)))
