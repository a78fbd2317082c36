"""A briefing as a file: its pins as exhibits, what would change at another data version, what a file's code stands for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from data_access import engine, exported
from data_access.briefings import Pin
from data_access.errors import CockpitError, InputError
from data_access.exported import Printed
from data_access.scope import Scope
from metrics.formatting import month_key, span_text
from metrics.rebuild import check_name, exhibit_of
from metrics.results import Exhibit, Span, View
from metrics.source import Source
from pages.exports import paper_record
from pages.exports.grids import Grid
from pages.exports.pack import Pack, packed, printed_grid

NOTHING = "无"
Progress = Callable[[int], None]
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Change:
    """One printed figure at two data versions. where: 枫林乡·数值."""

    where: str
    before: str
    now: str


def keys_of(view: View) -> dict[str, str]:
    """What a pin keeps of a View: everything but its version."""
    keys = {"area": view.area, "span": view.span.kind, "to": month_key(view.span.month), "compare": view.compare}
    return keys | {name: text for name, text in (("indicator", view.indicator), ("exhibit", view.exhibit)) if text}


def view_of(keys: Mapping[str, str], version: int | None) -> View:
    """The way back. version: None reads the newest."""
    month = int(keys["to"].replace("-", ""))
    span = Span(keys["span"], month // 100 * 100 + 12 if keys["span"] == "year" else month)
    return View(keys["area"], span, keys["compare"], keys.get("indicator", ""), version, exhibit=keys.get("exhibit", ""))


def exhibit_at(source: Source, name: str, keys: Mapping[str, str], version: int | None) -> Exhibit:
    """An exhibit at a data version. Raises InputError for an area that is gone, or that has nothing to draw."""
    _ready(source, name, keys)
    found = exhibit_of(source, name, view_of(keys, version))
    if found.frame.empty:
        where = f"{source.tree.name(found.view.area)}{span_text(found.view.span)}"
        raise InputError(f"“{found.title}”：{where}没有可以列出的数据。", "请换一个单位或期间，或从汇报材料里移除它。")
    return found


def _ready(source: Source, name: str, keys: Mapping[str, str]) -> None:
    if keys["area"] not in source.tree or not source.scope.covers(keys["area"]):
        raise InputError(f"单位“{keys['area']}”已不在区划表中或无权查看，图表不能取出。", "请从汇报材料里移除它，另选一个单位。")
    check_name(source, name)


def check(source: Source, name: str, pins: Sequence[Pin]) -> None:
    """What can be said without reading a figure: areas that are gone, indicators that were retired. Raises InputError."""
    _each(name, pins, lambda pin: _ready(source, pin.exhibit, pin.keys))


def pack_of(source: Source, name: str, pins: Sequence[Pin], progress: Progress = lambda done: None) -> Pack:
    """Every pin at its own data version. progress: told how many are read. Raises InputError that names each pin that cannot be shown."""

    def shown(pin: Pin) -> Exhibit:
        found = exhibit_at(source, pin.exhibit, pin.keys, pin.version)
        progress(pins.index(pin) + 1)
        return replace(found, title=pin.title or found.title)

    found = _each(name, pins, shown)
    if len({(one.view.area, one.view.span) for one in found}) > 1:  # the footer cannot name them all
        found = [replace(one, notes=(_scope_words(source, one.view), *one.notes)) for one in found]
    return packed(source, found, name, [pin.note for pin in pins])


def _each(name: str, pins: Sequence[Pin], work: Callable[[Pin], Result]) -> list[Result]:
    if not pins:
        raise InputError(f"汇报材料“{name}”里还没有图表。", "请打开要汇报的画面，点图表右上角的“选入汇报材料”。")
    found, problems = [], []
    for place, pin in enumerate(pins, start=1):
        try:
            found.append(work(pin))
        except CockpitError as fault:
            problems.append(f"第{place}个“{pin.title or pin.found}”：{fault.what}")
    if problems:
        raise InputError(
            f"汇报材料“{name}”没有导出：有{len(problems)}个图表取不出来。", "请移除这些图表后重试。", tuple(problems)
        )
    return found


def _scope_words(source: Source, view: View) -> str:
    return f"{source.tree.name(view.area)}{span_text(view.span)}"


def keep(scope: Scope, pack: Pack) -> None:
    """Keep what a file of the pack prints under its code, so that `reproduce` finds it."""
    printed = [
        Printed(one.exhibit.id, keys_of(one.exhibit.view), one.exhibit.view.area, one.version, one.grid.heads, one.grid.rows)
        for one in pack.entries
    ]
    with engine.writing() as connection:
        exported.keep(connection, scope, pack.code, pack.title, printed)


def changes_since(source: Source, one: Printed, version: int | None) -> list[Change]:
    """Which printed figures another version gives differently. Raises InputError where it gives no exhibit at all."""
    if one.exhibit.startswith(paper_record.PREFIX):
        return differences(Grid(one.heads, one.rows), paper_record.again(source, one, version))
    now = printed_grid(replace(source, as_of=version), exhibit_at(source, one.exhibit, one.keys, version))
    return differences(Grid(one.heads, one.rows), now)


def pin_changes(source: Source, pin: Pin) -> tuple[Exhibit, list[Change]]:
    """A pin's exhibit at the newest version, and the printed figures that differ from those at its own."""
    before, now = (exhibit_at(source, pin.exhibit, pin.keys, version) for version in (pin.version, source.version))
    return now, differences(printed_grid(source, before), printed_grid(source, now))


def differences(before: Grid, now: Grid) -> list[Change]:
    """Cell by cell, by the names of row and column: a ranking's areas may have changed their places."""
    old, new = _cells(before), _cells(now)
    where = list(dict.fromkeys([*old, *new]))
    pairs = [
        (f"{row}·{head}", old.get((row, head, nth), NOTHING), new.get((row, head, nth), NOTHING)) for row, head, nth in where
    ]
    return [Change(*pair) for pair in pairs if pair[1] != pair[2]]


def _cells(grid: Grid) -> dict[tuple[str, str, int], str]:
    """nth: tells rows of the same name apart."""
    found: dict[tuple[str, str, int], str] = {}
    seen: dict[str, int] = {}
    for row in grid.rows:
        nth = seen[row[0]] = seen.get(row[0], 0) + 1
        found |= {(row[0], head, nth): text for head, text in zip(grid.heads[1:], row[1:], strict=True)}
    return found


def kept(source: Source, code: str) -> list[Printed]:
    """What the newest file of a verification code printed. Raises InputError."""
    found = exported.kept(source.connection, source.scope, code.strip().upper())
    if not found:
        raise InputError(f"没有校验码为“{code}”的导出文件，或无权查看。", "请照文件页脚“校验码”后面的8位字符填写。")
    return found
