"""How much each part of a whole did to its change: exact fractions that add up to it.

A quantity's contribution is its difference. Of a rate R = Σn/Σd the contribution of area i is
(n1ᵢ − R0·d1ᵢ)/D1 − (n0ᵢ − R0·d0ᵢ)/D0, which adds up to R1 − R0. It has two sides:

- the rate effect (n1ᵢ − r0ᵢ·d1ᵢ)/D1: what the area's own rate did, at its weight of today;
- the weight effect (d1ᵢ/D1 − d0ᵢ/D0)·(r0ᵢ − R0): what its larger or smaller share of the cases did.

An area without cases before has no rate that could have changed: all of its contribution is weight.
Source: docs/methods.md, "Why a figure changed".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

NOUGHT = Fraction(0)


class Pair(NamedTuple):
    """What a part brings to a span: numerator and denominator of a rate; of a quantity the value and nothing."""

    n: Fraction = NOUGHT
    d: Fraction = NOUGHT

    @property
    def rate(self) -> Fraction | None:
        return self.n / self.d if self.d else None


class Effect(NamedTuple):
    """rate and weight add up to the contribution; None for quantities."""

    contribution: Fraction
    rate: Fraction | None = None
    weight: Fraction | None = None


def added(pairs: Iterable[Pair]) -> Pair:
    n = d = NOUGHT
    for pair in pairs:
        n, d = n + pair.n, d + pair.d
    return Pair(n, d)


def of_quantity(before: Mapping[str, Pair], now: Mapping[str, Pair]) -> dict[str, Effect]:
    """What is in one span only was nothing in the other."""
    return {key: Effect(now.get(key, Pair()).n - before.get(key, Pair()).n) for key in dict.fromkeys((*before, *now))}


def of_ratio(before: Mapping[str, Pair], now: Mapping[str, Pair], per: int = 1) -> dict[str, Effect]:
    """In units of Σn/Σd × per; nothing where either whole has no denominator, since there is no rate then."""
    first, last = added(before.values()), added(now.values())
    if first.rate is None or last.rate is None:
        return {}
    found = {}
    for key in dict.fromkeys((*before, *now)):
        a, b = before.get(key, Pair()), now.get(key, Pair())
        contribution = (b.n - first.rate * b.d) / last.d - (a.n - first.rate * a.d) / first.d
        own = NOUGHT if a.rate is None else (b.n - a.rate * b.d) / last.d
        found[key] = Effect(contribution * per, own * per, (contribution - own) * per)
    return found


def share(contribution: Fraction, total: Fraction) -> Fraction | None:
    """In percent of the change; None where there is no change, or the part moved against it: a share would say nothing."""
    return None if not total or contribution * total < 0 else contribution / total * 100
