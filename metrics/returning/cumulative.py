"""Cumulative columns become months by what is known of the months before; where that is missing, nothing is guessed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from data_access.reads import figures
from data_access.specs import SCALE, Observation
from metrics.formatting import exact_text, month_text, span_text
from metrics.results import Span
from metrics.returning.finding import WARNING, Finding
from metrics.source import Source
from metrics.spans import Stated, solve

Known = dict[tuple[str, str], dict[tuple[int, int], int]]  # by indicator and area: value between two of the year's boundaries


def findings(rows: Sequence[Observation], source: Source) -> Iterator[Finding]:
    """One for each cumulative figure whose month cannot be told, or would be negative."""
    told = [row for row in rows if row.first < row.last and row.first % 100 == 1]
    for year, before in _before(told, rows, source).items():
        for row in (one for one in told if one.year == year):
            stated = before[row.indicator, row.area]
            month = row.last % 100
            if (month - 1, month) in stated:
                continue
            known = solve({ends: Stated(value) for ends, value in stated.items() if ends[1] < month}, [(0, month - 1)])
            yield from _finding(row, known.get((0, month - 1)), source)


def _finding(row: Observation, before: Stated | None, source: Source) -> Iterator[Finding]:
    one, area = source.indicator(row.indicator), source.tree.name(row.area)
    sheet, _, cell = row.source.partition("!")
    earlier = span_text(Span("ytd", row.last - 1))
    name = f"{area}“{one.name}”"
    value = exact_text(Fraction(row.value, SCALE), one.unit)
    if before is None:
        reason = f"{name}是累计数，但{earlier}的累计不知道（有月份未报），算不出{month_text(row.last)}当月数；不按0处理。"
        yield Finding(WARNING, sheet, cell, value, reason, "请先补报以前的月份；确实补不齐的写明原因，只记累计数，当月为未报。")
    elif row.value < before.value:
        total = exact_text(Fraction(before.value, SCALE), one.unit)
        reason = f"{name}比{earlier}的累计{total}还小，{month_text(row.last)}当月成了负数。"
        yield Finding(WARNING, sheet, cell, value, reason, "请核对累计数；确属冲减的写明原因。")


def _before(told: list[Observation], rows: Sequence[Observation], source: Source) -> dict[int, Known]:
    """What is known of each year: of the same file first, then what is in force, of months and from January on."""
    found: dict[int, Known] = {}
    for year in {row.year for row in told}:
        wanted = {(row.indicator, row.area) for row in told if row.year == year}
        known: Known = {cell: {} for cell in wanted}
        _in_force(known, wanted, year, max(row.last for row in told if row.year == year), source)
        for row in rows:
            if row.year == year and (row.indicator, row.area) in wanted and row.value is not None:
                known[row.indicator, row.area][row.first % 100 - 1, row.last % 100] = row.value
        for (code, area), stated in known.items():
            for m in _not_due(source, code, area, year):
                stated.setdefault((m - 1, m), 0)
        found[year] = known
    return found


def _not_due(source: Source, code: str, area: str, year: int) -> list[int]:
    """Months in which nothing should have happened: not due by the rhythm, or outside the area's duty."""
    one = source.indicator(code)
    duties = source.duties.of(one.duty, area)
    held = [m for m in range(1, 13) if any(first <= year * 100 + m <= last for first, last in duties)]
    return [m for m in range(1, 13) if m not in held or m not in one.months_due] if duties and one.kind == "flow" else []


def _in_force(known: Known, wanted: set[tuple[str, str]], year: int, last: int, source: Source) -> None:
    parents: dict[str, set[str]] = defaultdict(set)
    for _, area in wanted:
        parents[source.tree.parent(area)].add(area)
    names = {indicator for indicator, _ in wanted}
    for kind in ("ytd", "month"):
        for parent, areas in parents.items():
            read = figures(source.connection, source.scope, names, kind, year * 100 + 1, last - 1, parent=parent, areas=areas)
            for one in read:
                start = 0 if kind == "ytd" else one.month % 100 - 1
                if one.value is not None and (one.indicator, one.area) in wanted and one.reporting >= one.expected:
                    known[one.indicator, one.area][start, one.month % 100] = one.value
