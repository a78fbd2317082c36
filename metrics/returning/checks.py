"""What a return says against itself and against what is in force: doubles, sums, parts above wholes, large changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from data_access.reads import figures
from data_access.specs import SCALE, Observation
from metrics.formatting import exact_text
from metrics.returning.finding import ERROR, WARNING, Finding
from metrics.source import Source

LARGE, SMALLEST = 3, 20 * SCALE  # times as much or a third; below so many units a change says little
Span = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Total:
    """A 合计 row's figure, never imported: only compared with the sum of its column."""

    sheet: str
    cell: str
    indicator: str
    kind: str
    value: int
    first: int
    last: int


def doubled(rows: list[Observation], source: Source) -> tuple[list[Observation], list[Finding]]:
    """Each figure once, and what was said of it twice."""
    kept: dict[tuple, Observation] = {}
    found = []
    for row in rows:
        key = (row.area, row.indicator, row.first, row.last)
        before = kept.setdefault(key, row)
        if before is row:
            continue
        name = f"{source.tree.name(row.area)}的“{source.indicator(row.indicator).name}”"
        if before.value == row.value:
            found.append(_at(row, source, WARNING, f"{name}与{_cell(before)}重复，数相同，只导入一次。", "请删除重复的行。"))
        else:
            remedy = "请核对后只保留正确的一个。"
            found.append(_at(row, source, ERROR, f"{name}与{_cell(before)}重复，那里是{_text(before, source)}。", remedy))
    return list(kept.values()), found


def sums(rows: list[Observation], totals: list[Total], source: Source) -> Iterator[Finding]:
    """合计 rows against their columns, and an area's figure against those of the areas below it in the same file."""
    columns = _columns(rows) if totals else {}
    for one in totals:
        by_depth = columns.get((one.sheet, one.indicator, one.first, one.last), {})
        added = by_depth[max(by_depth)] if by_depth else one.value
        if one.kind != "standard" and one.value not in (added, *by_depth.values()):
            unit = source.indicator(one.indicator).unit
            reason = f"合计是{_exact(one.value, unit)}，各行相加是{_exact(added, unit)}。"
            yield Finding(ERROR, one.sheet, one.cell, "", reason, "请核对各行和合计；合计行本身不导入。")
    by_span: dict[Span, dict[str, Observation]] = {}
    for row in rows:
        by_span.setdefault((row.indicator, row.first, row.last), {})[row.area] = row
    for (indicator, _, _), cells in by_span.items():
        if source.indicator(indicator).kind != "standard":
            yield from _above(cells, source)


def _columns(rows: list[Observation]) -> dict[tuple, dict[int, int]]:
    """By sheet, indicator and span: the sum of the areas of each depth, told by the length of their codes."""
    found: dict[tuple, dict[int, int]] = {}
    for row in rows:
        by_depth = found.setdefault((row.source.partition("!")[0], row.indicator, row.first, row.last), {})
        by_depth[len(row.area)] = by_depth.get(len(row.area), 0) + row.value
    return found


def _above(cells: dict[str, Observation], source: Source) -> Iterator[Finding]:
    for area, row in cells.items():
        below = source.tree.children_of.get(area, ())
        if below and all(child in cells for child in below):
            added = sum(cells[child].value for child in below)
            if added != row.value:
                reason = f"{source.tree.name(area)}是{_text(row, source)}，下级相加是{_exact(added, source.indicator(row.indicator).unit)}。"
                yield _at(row, source, WARNING, reason, "请核对；确认无误的请写明原因。")


def parts(rows: list[Observation], source: Source) -> Iterator[Finding]:
    """A part above its whole, by the rates of the catalogue."""
    rates = [one for one in source.catalogue.ratios() if one.unit == "%" and not one.may_exceed and one.numerator]
    concerned = {part for one in rates for part in (one.numerator, one.denominator)}
    by_indicator: dict[str, dict[tuple, Observation]] = {}
    for row in rows:
        if row.indicator in concerned:
            by_indicator.setdefault(row.indicator, {})[row.area, row.first, row.last] = row
    for rate in rates:
        wholes = by_indicator.get(rate.denominator, {})
        for cell, row in by_indicator.get(rate.numerator, {}).items() if wholes else ():
            whole = wholes.get(cell)
            if whole is not None and row.value > whole.value:
                top, bottom = source.indicator(rate.numerator).name, source.indicator(rate.denominator).name
                reason = f"{source.tree.name(row.area)}“{top}”大于“{bottom}”（{_text(whole, source)}，{_cell(whole)}）。"
                yield _at(row, source, WARNING, reason, "请核对两个数；确认无误的请写明原因。")


def against_present(rows: list[Observation], source: Source) -> tuple[list[tuple[Observation, int | None]], list[Finding]]:
    """What differs from the version in force: (row, value now), and the changes that are very large."""
    changes, found = [], []
    present = in_force(rows, source)
    for row in rows:
        now = present.get((row.indicator, row.area, row.last, kind_of(row)))
        if now == row.value:
            continue
        changes.append((row, now))
        if now is not None and max(now, row.value) >= SMALLEST and not now <= row.value * LARGE <= now * LARGE * LARGE:
            reason = f"现有数据是{_exact(now, source.indicator(row.indicator).unit)}，本次相差三倍以上。"
            found.append(_at(row, source, WARNING, reason, "请核对数和单位（元、万元）；确认无误的请写明原因。"))
    return changes, found


def kind_of(row: Observation) -> str:
    """The span kind under which a reported figure is kept: that of its month, or cumulative."""
    return "month" if row.first == row.last else "ytd"


def in_force(rows: Sequence, source: Source, as_of: int | None = None) -> dict[tuple[str, str, int, str], int | None]:
    """Figures in force by indicator, area, month and span kind: one range read per kind, month and parent.

    rows: Observations, or rows of `reads.observations`. as_of: the data version; None for the newest.
    """
    found = {}
    by_month: dict[tuple[str, int], list] = {}
    for row in rows:
        by_month.setdefault((kind_of(row), row.last), []).append(row)
    for (kind, month), here in sorted(by_month.items()):
        names = sorted({row.indicator for row in here})
        parents: dict[str, list[str]] = {}
        for area in {row.area for row in here}:
            parents.setdefault(source.tree.parent(area), []).append(area)
        for parent, areas in parents.items():
            for start in range(0, len(areas), 500):
                some = areas[start : start + 500]
                read = figures(source.connection, source.scope, names, kind, month, month, parent=parent, areas=some, as_of=as_of)
                found |= {(one.indicator, one.area, month, kind): one.value for one in read}
    return found


def _at(row: Observation, source: Source, level: str, reason: str, remedy: str) -> Finding:
    sheet, _, cell = row.source.partition("!")
    return Finding(level, sheet, cell, _text(row, source), reason, remedy)


def _cell(row: Observation) -> str:
    return row.source.partition("!")[2]


def _text(row: Observation, source: Source) -> str:
    return _exact(row.value, source.indicator(row.indicator).unit)


def _exact(value: int, unit: str) -> str:
    return exact_text(Fraction(value, SCALE), unit)
