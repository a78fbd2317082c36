"""The rules of data quality (`catalogue/checks.toml`) held against a return before it is written: what it would make of
the month together with what is in force. Parts above wholes, averages outside their band, sudden jumps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from data_access.reads import FigureRow
from data_access.specs import Observation
from metrics.checks import Checks, checks
from metrics.grid import Grid, months_before
from metrics.quality import figure_sums
from metrics.quality.finding import Finding as Doubt
from metrics.quality.jumps import BEFORE, HISTORY, jumps
from metrics.returning.finding import WARNING, Finding
from metrics.source import Source

MOST = 60  # months times areas above: back data of many years is judged on 数据质量, once it is there
REMEDY = "请核对；确认无误的请写明原因。"
Cells = dict[tuple[str, str], Observation]


def findings(rows: Sequence[Observation], source: Source, said: Iterable[Finding]) -> Iterator[Finding]:
    """One for each cell of the return that shows a doubt; said: what was found already, which is not said twice."""
    groups: dict[tuple[int, str], Cells] = defaultdict(dict)
    for row in rows:
        if row.first == row.last and row.value is not None:
            groups[row.last, source.tree.parent(row.area)][row.indicator, row.area] = row
    if len(groups) > MOST:
        return
    told = {(one.sheet, one.cell) for one in said}
    for (month, parent), cells in groups.items():
        for doubt in _doubts(source, checks(), parent, month, cells):
            row = next((cells[code, area] for code, area, _ in doubt.cells if (code, area) in cells), None)
            sheet, _, cell = row.source.partition("!") if row else ("", "", "")
            if row is None or doubt.month != month or (sheet, cell) in told:
                continue
            told.add((sheet, cell))
            yield Finding(WARNING, sheet, cell, doubt.first, f"{doubt.text}。", REMEDY)


def _doubts(source: Source, rules: Checks, parent: str, month: int, cells: Cells) -> Iterator[Doubt]:
    areas = tuple(sorted({area for _, area in cells}))
    grid = _overlaid(source, parent, month, month, cells, areas)
    for rule in rules.rules:
        if rule.kind in ("part", "catalogue_part"):
            yield from figure_sums.parts(rule, grid)
        elif rule.kind == "band" and rule.span == "month" and not rule.level:
            yield from figure_sums.bands(rule, grid, {}, [month])
    wanted = [rule for rule in rules.of("jump") if _touched(source, rule.indicators, cells)]
    if wanted:
        start = months_before(month // 100 * 100 + 1, HISTORY + BEFORE)
        codes = [code for rule in wanted for code in rule.indicators]
        past = _overlaid(source, parent, start, month, cells, areas, codes)
        for rule in wanted:
            yield from jumps(rule, past)


def _touched(source: Source, codes: Iterable[str], cells: Cells) -> bool:
    named = {code for code, _ in cells}
    return any({code, *source.catalogue.indicators[code].members} & named for code in codes)


def _overlaid(
    source: Source, parent: str, first: int, month: int, cells: Cells, areas: tuple[str, ...], codes: Sequence[str] = ()
) -> Grid:
    """What is in force, with the return's own figures over it; totals of which it states a member are added up anew."""
    known = source.catalogue.indicators
    codes = codes or [one.id for one in known.values() if one.tier == "core" and one.kind != "ratio"]
    parts = [member for code in codes for member in known[code].members]
    grid = _read(Grid(source, parent, first, month), [*dict.fromkeys([*codes, *parts])], parent, areas)
    for (code, area), row in cells.items():
        grid.rows[code, area, month] = _row(code, area, month, row.value)
    named = {code for code, _ in cells}
    for code in codes:
        members = known[code].members
        for area in areas if named.intersection(members) else ():
            rows = [grid.row(member, area, month) for member in members]
            values = [None if row is None else row.value for row in rows]  # None, too, of what is hidden from the sender
            if (code, area) not in cells and None not in values:
                grid.rows[code, area, month] = _row(code, area, month, sum(values))
    return grid


def _read(grid: Grid, codes: Sequence[str], parent: str, areas: tuple[str, ...]) -> Grid:
    """Of the areas of the return alone. A county has none above it: it is read by itself."""
    grid.areas = areas  # in place of the parent and all that lies below it
    grid.area = parent if parent in grid.source.tree else areas[0]
    return grid.read(codes)


def _row(code: str, area: str, month: int, value: int) -> FigureRow:
    return FigureRow(code, "month", month, area, 0, value, None, None, 1, 1, "reported", "", None)
