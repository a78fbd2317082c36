"""The figures that a scheme's rules look at: read with the account's Scope and data version, or entered by hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from data_access import plans
from data_access.assessments import Entry
from data_access.specs import SCALE, TargetRow
from metrics.assessment.model import Item, Scheme
from metrics.assessment.scoring import Fact
from metrics.evaluate import PER, children, numbers
from metrics.model import Indicator
from metrics.ranking import is_rankable
from metrics.results import Number, Span
from metrics.source import Source

Facts = dict[str, dict[str, Fact]]  # area → key of a rule → Fact
SIDES = ("official", "self")  # whose entry counts, the first that is there


def read(
    source: Source, scheme: Scheme, parent: str, areas: Collection[str], span: Span, entries: Iterable[Entry], upto: int | None = None
) -> Facts:  # fmt: skip
    """The facts of each area. parent: the area above them, or the only area itself. upto: as of that last target."""
    codes = [source.catalogue.resolve(code) for code in scheme.codes]
    found = _figures(source, codes, parent, areas, span) if codes else {}
    goals = _targets(source, parent, span.year, areas, upto)
    by_hand = tuple(entries)
    return {
        area: {
            **{code: _figure(source, scheme, found[code][area], goals, parent) for code in codes},
            **_entered(scheme, area, by_hand),
        }
        for area in areas
    }


def _figures(source: Source, codes: list[str], parent: str, areas: Collection[str], span: Span) -> dict[str, dict[str, Number]]:
    if list(areas) == [parent]:
        return {code: {parent: number} for code, number in numbers(source, codes, parent, span).items()}
    return children(source, codes, parent, span)


def _targets(
    source: Source, parent: str, year: int, areas: Collection[str], upto: int | None
) -> dict[tuple[str, str], TargetRow]:
    """A plain target before a key task's, as everywhere. The parent's holds for its areas, also where it is not seen itself."""
    scope = replace(source.scope, areas=(*source.scope.areas, parent))
    rows = plans.targets(source.connection, scope, year, {parent, *areas}, upto)
    found: dict[tuple[str, str], TargetRow] = {}
    for row in sorted(rows, key=lambda row: bool(row.task)):
        if row.value is not None:
            found.setdefault((row.indicator, row.area), row)
    return found


def _figure(source: Source, scheme: Scheme, number: Number, goals: Mapping, parent: str) -> Fact:
    one = source.indicator(number.indicator)
    goal = goals.get((one.id, number.area)) or (goals.get((one.id, parent)) if one.unit in PER else None)
    absent, reason = absence(one, number, scheme.incomplete)
    pair = None if number.n is None or not number.d else (number.n, number.d)
    return Fact(
        number.value, number, one.unit, None if goal is None else Fraction(goal.value, SCALE), goal.document if goal else "",
        absent, reason, pair,
    )  # fmt: skip


def absence(one: Indicator, number: Number, incomplete: str) -> tuple[str, str]:
    """Why a figure cannot be scored, in kind and words; empty where it can."""
    if number.value is None:
        nothing = number.d == 0 or number.state == "not_due" or number.low is not None or not number.expected
        return ("inapplicable" if nothing and number.state != "masked" else "missing"), number.reason or "未报"
    if incomplete == "leave_out" and not is_rankable(one, number):
        return "incomplete", f"未报全（上报{number.reporting}/{number.expected}）"
    return "", ""


def _entered(scheme: Scheme, area: str, entries: Collection[Entry]) -> dict[str, Fact]:
    """Scores of manual items, figures of items without an indicator, and cases that were registered.

    考评 counts before 自评, where it states the same thing: an official score leaves the unit's own figure standing.
    """
    found = {}
    for item in scheme.items:
        for key in {item.key_of(number) for number in range(len(item.rules))}:
            if key != item.code and "#" not in key:
                continue
            field = "points" if item.is_manual and key == item.code else "value"
            given = [one for one in entries if (one.area, one.item) == (area, key) and getattr(one, field) is not None]
            entry = min(given, key=lambda one: SIDES.index(one.kind), default=None)
            value = None if entry is None else getattr(entry, field)
            if value is not None:
                unit = "例" if key != item.code else "分" if item.is_manual else ""
                found[key] = Fact(Fraction(value), unit=unit, by_hand=True, reason=entry.reason, document=entry.evidence)
            elif key == item.code:
                found[key] = Fact(None, absent="missing", reason="未评分" if item.is_manual else "未填报")
    return found


def entry_of(item: Item, area: str, entries: Iterable[Entry], kind: str) -> Entry | None:
    return next((one for one in entries if (one.area, one.item, one.kind) == (area, item.code, kind)), None)
