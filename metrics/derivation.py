"""What the roll-up needs to know of the catalogue, handed down to `data_access`."""

from __future__ import annotations

from functools import cache

from data_access.derivation import Derivation, RatioSpec, StoredSpec, SumSpec
from metrics import spans
from metrics.loading import Catalogue, catalogue
from metrics.model import Indicator


@cache
def derivation() -> Derivation:
    """The derivation of the product's own catalogue."""
    return derivation_of(catalogue())


def derivation_of(source: Catalogue) -> Derivation:
    everything = source.indicators
    return Derivation(
        stored={one.id: _stored(one, everything) for one in everything.values()},
        sums=tuple(SumSpec(one.id, one.members) for one in _in_order(everything)),
        ratios=tuple(
            RatioSpec(one.id, one.numerator, one.denominator, one.rule, is_point(one, everything))
            for one in everything.values()
            if one.kind == "ratio" and one.numerator
        ),
        solve=spans.solve,
        stated=spans.Stated,
        merge_approx=spans.merge_approx,
        hash=source.hash,
        sensitive=sensitive(everything),
    )


def sensitive(everything) -> frozenset[str]:
    """The counts that small villages keep hidden: those marked so, and the totals of nothing but such."""
    found = {one.id for one in everything.values() if one.sensitive}
    for one in _in_order(everything):
        if found.issuperset(one.members):
            found.add(one.id)
    return frozenset(found)


def is_point(one: Indicator, everything) -> bool:
    """Whether its value belongs to a month's end, not to a span: stocks, standards, and what is made of them."""
    if one.kind in ("stock", "standard"):
        return True
    if one.kind == "ratio":
        return bool(one.numerator) and is_point(everything[one.numerator], everything)
    return one.kind == "sum" and all(is_point(everything[member], everything) for member in one.members)


def frequency(one: Indicator, everything) -> str:
    """How often it is returned; of a total what all its members share, of a rate what its numerator has.

    A rate is yearly only when both parts are: a monthly numerator over a yearly denominator is monthly.
    """
    if one.kind == "ratio" and one.numerator:
        top, bottom = (frequency(everything[part], everything) for part in (one.numerator, one.denominator))
        return top if top != "year" or bottom == "year" else "month"
    if one.kind == "sum":
        shared = {frequency(everything[member], everything) for member in one.members}
        return shared.pop() if len(shared) == 1 else "month"
    return one.frequency


def is_yearly(one: Indicator, everything) -> bool:
    """Whether one figure a year holds for all its months."""
    return frequency(one, everything) == "year"


def _stored(one: Indicator, everything) -> StoredSpec:
    if one.kind == "ratio":
        # a quoted rate is never rolled up, but knows from its numerator who should have reported
        return StoredSpec(one.id, "rate", _group(one, everything))
    if one.kind == "sum":
        nature = "stock" if is_point(one, everything) else "flow"
        return StoredSpec(one.id, nature, _group(one, everything), yearly=is_yearly(one, everything))
    return StoredSpec(one.id, one.kind, one.duty, one.months_due, is_yearly(one, everything))


def _group(one: Indicator, everything) -> str:
    """The duty of a computed indicator: that of its first part that anybody must report."""
    parts = one.members if one.kind == "sum" else (one.numerator, one.denominator)
    for part in filter(None, parts):
        group = everything[part].duty or _group(everything[part], everything)
        if group:
            return group
    return one.duty


def _in_order(everything) -> list[Indicator]:
    """Sums, each after the sums it is made of. (The catalogue's rules have refused circles.)"""
    ordered: dict[str, Indicator] = {}

    def visit(one: Indicator) -> None:
        for member in one.members:
            if everything[member].kind == "sum":
                visit(everything[member])
        ordered.setdefault(one.id, one)

    for one in everything.values():
        if one.kind == "sum":
            visit(one)
    return list(ordered.values())
