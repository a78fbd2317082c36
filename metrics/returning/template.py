"""What a unit must report of one business line in one month: a row per figure, with last month's beside it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from data_access.reads import figures
from data_access.specs import SCALE
from metrics.formatting import month_text
from metrics.grid import months_before
from metrics.model import Indicator
from metrics.reporting import falls_due, owed
from metrics.results import Span
from metrics.source import Source


@dataclass(frozen=True, slots=True)
class Asked:
    """One figure to fill in. before: last month's, quarter's or year's, in base units; None where it is unknown."""

    area: str
    area_name: str
    indicator: str
    unit: str
    before: Fraction | None
    definition: str


@dataclass(frozen=True, slots=True)
class Form:
    """title names the month and nothing else that looks like one: the reader takes the month from it."""

    title: str
    unit_name: str
    month: int
    before: int
    asked: tuple[Asked, ...]


def lines(source: Source, unit: str, month: int) -> dict[str, str]:
    """The business lines, id to name, of which the unit or an area below it owes anything for that month."""
    owing = {one.line for one in _asked_for(source) if owed(source, one, unit, month)}
    return {line.id: line.name for line in source.catalogue.lines if line.id in owing}


def form(source: Source, unit: str, month: int, line: str) -> Form:
    """The core figures of the line that fall due in the month, by area: quarterly and yearly ones in theirs."""
    name = source.tree.name(unit)
    of_line = [one for one in _asked_for(source) if one.line == line and falls_due(one, month)]
    known = _before(source, unit, month, of_line)
    asked = []
    for one in of_line:
        for area in owed(source, one, unit, month):
            value = known.get((one.id, area))
            last = None if value is None else Fraction(value, SCALE)
            asked.append(Asked(area, source.tree.name(area), one.name, one.unit, last, one.definition))
    asked.sort(key=lambda row: row.area)  # stable: within an area the catalogue's order
    words = next(one.name for one in source.catalogue.lines if one.id == line)
    return Form(f"{name}{month_text(month)}{words}报表", name, month, months_before(month, 1), tuple(asked))


def _before(source: Source, unit: str, month: int, several: list[Indicator]) -> dict[tuple[str, str], int | None]:
    """By indicator and area the figure of the span before: last month's, last quarter's, last year's."""
    by_span: dict[Span, list[str]] = defaultdict(list)
    for one in several:
        by_span[span_before(one, month)].append(one.id)
    found = {}
    for span, codes in by_span.items():
        read = figures(source.connection, source.scope, codes, span.kind, span.month, span.month, under=unit)
        found |= {(row.indicator, row.area): row.value for row in read}
    return found


def span_before(one: Indicator, month: int) -> Span:
    """The span for which the figure was due the time before."""
    if one.is_yearly:
        return Span("year", (month // 100 - 1) * 100 + 12)
    earlier = (months_before(month, count) for count in range(1, 13))
    return Span("month", next((one_month for one_month in earlier if falls_due(one, one_month)), months_before(month, 1)))


def _asked_for(source: Source) -> list[Indicator]:
    return [one for one in source.catalogue.stored() if one.duty and one.tier == "core" and source.has_line(one.line)]
