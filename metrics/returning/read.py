"""From a sheet's cells to observations: what cannot be told is a finding at its cell, never a guess."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

from data_access.importing.grids import Grid, cell_name
from data_access.names import match
from data_access.specs import AreaRow, Observation
from metrics.formatting import month_text
from metrics.model import Indicator
from metrics.returning.cells import ADDING, MISSING, SUBTOTAL, TOTALS, Column, Heads, amount, month_of
from metrics.returning.finding import ERROR, MOST, WARNING, Finding
from metrics.returning.layout import LIST, WIDE, Layout, layout_of, stated_month
from metrics.returning.words import plain

DEPTH = {"county": 0, "township": 1, "village": 2}
MOST_GUESSED = 50  # unknown names for which a like one is looked for
Months = tuple[int, int]


class SheetReader:
    """One sheet. `observations` and `findings` grow as it is read; totals: 合计 rows, kept for the check of the sums."""

    def __init__(self, grid: Grid, heads: Heads, areas: Iterable[AreaRow], period: int, newest: int, area: str = "") -> None:
        self.grid, self._heads, self._period, self._newest, self._area = grid, heads, period, newest, area
        self._areas = {row.code: row for row in areas}
        self._names = {plain(name): code for name, code in heads.form.names.items() if code in self._areas}
        self._known: dict[str, str | None] = {}
        self.layout: Layout | None = None
        self.unknown: dict[str, list[str]] = {}  # names of no area, each with the codes of those called most like it
        self._column, self._factor = lru_cache(self._heads.column), lru_cache(self._heads.factor)
        self.observations: list[Observation] = []
        self.findings: list[Finding] = []
        self.totals: list[tuple[str, Column, int, Months]] = []

    def read(self) -> bool:
        """False where the sheet is no return at all."""
        layout = self.layout = layout_of(self.grid, self._heads)
        if layout is None:
            return False
        self._say_what_is_odd(layout)
        stated, is_cumulative = stated_month(layout, self.grid.name)
        if self._period and stated and stated != self._period:
            self.fault(
                "A1", "", f"表上写的是{month_text(stated)}，报送的是{month_text(self._period)}。", "请核对月份，改正后重新提交。"
            )
        month = self._period or stated
        for number, cells in layout.rows:
            if layout.kind == WIDE:
                self._wide(layout, number, cells, month, is_cumulative)
            else:
                self._long(layout, number, cells, month)
            if len(self.findings) >= MOST - 1:
                self.fault(f"A{number}", "", "错误过多，这一行以下没有再核对。", "请先改正表头、单位和月份，再重新提交。")
                break
        return True

    def fault(self, cell: str, value: str, reason: str, remedy: str, level: str = ERROR) -> None:
        self.findings.append(Finding(level, self.grid.name, cell, value, reason, remedy))

    def _say_what_is_odd(self, layout: Layout) -> None:
        for cell, head, what in layout.faults:
            self.fault(cell, head, what, "请改正表头里的单位。")
        for cell, head in layout.strangers:
            self.fault(cell, head, "不认识的列，这一列没有导入。", "如应导入，请改用指标名称作列名，或提供对应表。", WARNING)
        for cell in self.grid.unsaid[:MOST]:
            self.fault(cell, "", "公式没有保存计算结果，读不到数。", "请在Excel中打开、重新计算并保存，或改填数值。")
        if self.grid.is_hidden:
            self.fault("A1", "", "这张工作表是隐藏的，其中的数也读入了。", "不应报送的请删除该表。", WARNING)
        read = {number for number, _ in layout.rows} if self.grid.hidden else set()
        for row in [row for row in self.grid.hidden if row in read][:MOST]:
            self.fault(f"A{row}", "", "这一行是隐藏的，其中的数也读入了。", "不应报送的请删除该行。", WARNING)
        for note in self.grid.notes:
            self.fault("A1", "", note, "请确认表内数值是最新的。", WARNING)

    # -- areas down, indicators across ---------------------------------------------------------------------------------

    def _wide(self, layout: Layout, number: int, cells: list[str | None], month: int, is_cumulative: bool) -> None:
        at = layout.places["area"]
        name = plain(_at(cells, at))
        is_total = name in TOTALS or any(plain(cell) in TOTALS for cell in cells[: at + 1])
        values = [(column, _at(cells, column.place)) for column in layout.columns]
        if not name and not is_total and all(plain(cell) in MISSING for _, cell in values):
            return
        code = "" if is_total else self._place(name, cell_name(number, at))
        if code is None or name.startswith(("填表", "制表", "审核", "注:", "说明")):
            return
        month, own_cumulative = self._month(layout, number, cells, month)
        for column, cell in values:
            where = cell_name(number, column.place)
            value = self._amount(cell, column.factor, where)
            if value is None or not month:
                continue
            first = (
                month // 100 * 100 + 1 if column.is_cumulative or ((is_cumulative or own_cumulative) and _adds(column)) else month
            )
            if is_total:
                if not any(plain(cell) == SUBTOTAL for cell in cells[: at + 1]):  # of which rows, nothing says
                    self.totals.append((where, column, value, (first, month)))
            else:
                self._keep(column.indicator, code, value, first, month, where)

    def _month(self, layout: Layout, number: int, cells: list[str | None], month: int) -> tuple[int, bool]:
        if "month" not in layout.places:
            if not month and not any("没有写明月份" in one.reason for one in self.findings):
                self.fault("A1", "", "没有写明月份。", "请在标题写“2025年3月”，或用 --period 指明。")
            return month, False
        at = layout.places["month"]
        found, is_cumulative = month_of(_at(cells, at))
        if not found:
            self.fault(cell_name(number, at), _at(cells, at) or "", "月份写法不对。", "应写成 2025-03 或 2025年3月。")
        elif self._period and found != self._period:
            self.fault(cell_name(number, at), _at(cells, at) or "", f"不是报送的月份{month_text(self._period)}。", "请核对月份。")
        return found, is_cumulative

    # -- a row per figure ---------------------------------------------------------------------------------------------

    def _long(self, layout: Layout, number: int, cells: list[str | None], month: int) -> None:
        at = layout.places
        word, where = _at(cells, at["indicator"]) or "", cell_name(number, at["value"])
        if not plain(word):
            return
        column, fault = self._column(at["value"], word)
        if column is None or column.indicator.kind == "ratio":
            level = WARNING if layout.kind == LIST else ERROR
            reason = fault or ("比率由系统计算，没有导入。" if column else "不认识的指标，这一行没有导入。")
            self.fault(cell_name(number, at["indicator"]), word, reason, "请用指标目录里的名称或编号。", level)
            return
        unit = plain(_at(cells, at["unit"])) if "unit" in at else ""
        factor, fault = self._factor(column.indicator, unit) if unit else (column.factor, "")
        if fault:
            self.fault(cell_name(number, at["unit"]), unit, fault, "请改正单位。")
            return
        code = (
            self._listed_area()
            if layout.kind == LIST
            else self._place(plain(_at(cells, at["area"])), cell_name(number, at["area"]))
        )
        last, is_cumulative = self._month(layout, number, cells, month)
        value = self._amount(_at(cells, at["value"]), factor, where)
        if code is None or not last or value is None:
            return
        first = month_of(_at(cells, at["first"]))[0] if "first" in at else 0
        if not first:
            first = last // 100 * 100 + 1 if column.is_cumulative or (is_cumulative and _adds(column)) else last
        if first > last or first // 100 != last // 100:
            self.fault(where, "", "起始月晚于截止月，或跨了年。", "请核对起止月份，跨年的按年分开。")
            return
        self._keep(column.indicator, code, value, first if _adds(column) else last, last, where)

    def _listed_area(self) -> str | None:
        if not self._area and not any("没有写明填报单位" in one.reason for one in self.findings):
            self.fault("A1", "", "表里没有写明填报单位。", "请用 --area 指明这张表是哪个单位的。")
        return self._area or None

    # -- pieces -------------------------------------------------------------------------------------------------------

    def _keep(self, one: Indicator, code: str, value: int, first: int, last: int, where: str) -> None:
        if last > self._newest:
            self.fault(where, "", f"{month_text(last)}还没有到。", "请核对月份。")
        elif DEPTH[self._areas[code].level] > DEPTH[one.finest]:
            self.fault(where, "", f"指标“{one.name}”不统计到{self._areas[code].name}这一级。", "请填上级单位。")
        else:
            first = first if one.kind in ADDING else last
            source = f"{self.grid.name}!{where}"[:120]
            self.observations.append(Observation(code, one.id, value, first, last, last // 100, source=source))

    def _amount(self, cell: str | None, factor: int, where: str) -> int | None:
        value, fault = amount(cell, factor)
        if fault:
            self.fault(where, (cell or "").strip(), fault, "请改成数字；没有数据请留空，不要填0。")
        return value

    def _place(self, name: str, where: str) -> str | None:
        if name not in self._known:
            own = self._names.get(name) or (name if name in self._areas else None)
            self._known[name] = (own or match(name, self._areas.values())) if name else None
        code = self._known[name]
        if code is None:
            near = self._near(name)
            if name:
                self.unknown[name] = [row.code for row in near]
            hint = f"是否应为{'或'.join(f'“{row.name}”（{row.code}）' for row in near)}？" if near else ""
            self.fault(where, name, "找不到这个单位。" if name else "没有写单位。", f"{hint}请写全称或区划代码。")
        return code

    def _near(self, name: str) -> list[AreaRow]:
        """The areas called most like it. Compared letter by letter, so only for the first few names."""
        if not name or sum(code is None for code in self._known.values()) > MOST_GUESSED:
            return []
        names = {plain(row.name): row for row in self._areas.values()}
        return [names[one] for one in get_close_matches(name, names, n=2, cutoff=0.5)]


def _at(cells: list[str | None], place: int) -> str | None:
    return cells[place] if place < len(cells) else None


def _adds(column: Column) -> bool:
    return column.indicator.kind in ADDING
