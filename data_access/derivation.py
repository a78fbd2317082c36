"""What the roll-up must know of an indicator. `metrics` hands these down; this floor only adds by them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

ALL_MONTHS = frozenset(range(1, 13))


@dataclass(frozen=True, slots=True)
class StoredSpec:
    """An indicator that areas state themselves (also a total or a rate that some state directly).

    nature: `flow` is solved over the year's boundaries; `stock` and `standard` hold at their month; `rate` is quoted
    for exactly its span. group: whose duty it is. yearly: returned once a year and valid for all of it.
    """

    id: str
    nature: str
    group: str = ""
    months_due: frozenset[int] = ALL_MONTHS
    yearly: bool = False


@dataclass(frozen=True, slots=True)
class SumSpec:
    id: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RatioSpec:
    """rule: how the denominator stands for a span. point: the numerator is a stock, so only month ends count."""

    id: str
    numerator: str
    denominator: str
    rule: str
    point: bool


@dataclass(frozen=True)
class Derivation:
    """sums stand in dependency order: a sum comes after its members. solve: see `metrics/spans.solve`."""

    stored: Mapping[str, StoredSpec]
    sums: tuple[SumSpec, ...]
    ratios: tuple[RatioSpec, ...]
    solve: Callable
    stated: Callable
    merge_approx: Callable
    hash: str
    sensitive: frozenset[str] = frozenset()  # counts of groups that a village's small numbers would give away
