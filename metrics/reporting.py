"""报送情况: what each area owed for each month, what has come, and who was late by how many days.

Due is what the area's duties, the payment rhythm and the frequency of a return ask for: a quarterly allowance is not
late in between, a yearly return is settled with the year. A month that a later cumulative return holds is named, not
counted as reported: it cannot be told apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

import pandas as pd

from data_access import quality, reads
from metrics.derivation import frequency
from metrics.formatting import month_text
from metrics.grid import months_of, period_text
from metrics.model import Indicator
from metrics.source import Source

DEADLINE_SETTING, DEADLINE = "report_deadline_day", 10  # day of the following month
AS_A_WHOLE = "history"  # a batch of years back: its months were never late
DEADLINE_WORDS = (
    f"次月{DEADLINE}日前报送为按时；按季、按年发放的项目只在应发月份计入；年度报表到年底才判断；历史数据一次导入，不算迟报。"
)
WORDS = {"full": "● 已报", "late": "◆ 迟报", "partial": "▲ 漏项", "missing": "— 未报", "none": "不应报"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One area and month. due: figures owed; missing: of them, not there; days: late by; note: what its return says."""

    area: str
    month: int
    due: int
    missing: int
    days: int = 0
    note: str = ""
    names: tuple[str, ...] = ()  # of what is missing

    @property
    def state(self) -> str:
        if not self.due:
            return "none"
        if self.missing:
            return "missing" if self.missing == self.due else "partial"
        return "late" if self.days else "full"

    @property
    def text(self) -> str:
        """● 已报; ◆ 迟报8天; ▲ 漏2项·迟报8天; — 未报; 不应报."""
        late = f"迟报{self.days}天" if self.days else ""
        if self.state == "late":
            return f"◆ {late}"
        if self.state == "partial":
            return "·".join(filter(None, (f"▲ 漏{self.missing}项", late)))
        return WORDS[self.state]


@dataclass(frozen=True)
class Calendar:
    """The year's months through the closing month, for the area itself (its own registers) and those below it."""

    top: str
    months: tuple[int, ...]
    areas: tuple[str, ...]
    cells: dict[tuple[str, int], Cell] = field(default_factory=dict)

    def of(self, state: str, month: int) -> list[Cell]:
        found = (self.cells[area, month] for area in self.areas)
        return [cell for cell in found if cell.state == state]


def calendar(source: Source, area: str, month: int, first: int = 0) -> Calendar:
    """A few range reads: the areas below, the area itself, cumulative rows, and when the returns came.

    first: the first month that is wanted; 0 for January.
    """
    months = tuple(months_of(first or month // 100 * 100 + 1, month))
    own = [one for one in source.catalogue.stored() if one.duty and one.tier == "core" and source.has_line(one.line)]
    stored = [one for one in own if frequency(one, source.catalogue.indicators) != "year"]
    below = [row.code for row in source.tree.children(area)]
    known = _known(source, area, months, stored)
    sent = _arrivals(source, area, [area, *below], months)
    cells: dict[tuple[str, int], Cell] = {}
    for code in (area, *below):
        for one in months:
            cells[code, one] = _cell(source, area, code, one, stored, known, sent)
    shown = tuple(code for code in (area, *below) if any(cells[code, one].due for one in months))
    return Calendar(area, months, shown, cells)


def _known(source: Source, area: str, months: tuple[int, ...], stored: list[Indicator]) -> dict[str, set[tuple[str, str, int]]]:
    """Complete figures by span kind: (indicator, area, month)."""
    codes, first, last = [one.id for one in stored], months[0], months[-1]
    flows = [one.id for one in stored if one.kind == "flow"]
    found: dict[str, set[tuple[str, str, int]]] = {}
    for kind, wanted in (("month", codes), ("ytd", flows)):
        rows = reads.figures(source.connection, source.scope, wanted, kind, first, last, parent=area, as_of=source.as_of)
        rows += reads.figures(
            source.connection, source.scope, wanted, kind, first, last,
            parent=source.tree.parent(area), areas=[area], as_of=source.as_of,
        )  # fmt: skip
        found[kind] = {(row.indicator, row.area, row.month) for row in rows if row.reporting >= row.expected}
    return found


def _cell(source: Source, top: str, area: str, month: int, stored: list[Indicator], known: dict, sent: dict) -> Cell:
    due = [one for one in stored if _owes(source, one, top, area, month)]
    lacking = [one for one in due if (one.id, area, month) not in known["month"]]
    missing = [one for one in lacking if not (one.kind == "flow" and (one.id, area, month) in known["ytd"])]
    arrivals = sent.get((area, month), [])
    note = _note(arrivals, len(lacking) - len(missing), month) or _held_later(sent, area, month, bool(missing))
    days = _days_late(source, arrivals, month) if due and len(missing) < len(due) else 0
    return Cell(area, month, len(due), len(missing), days, note, tuple(one.name for one in missing[:3]))


def _owes(source: Source, one: Indicator, top: str, area: str, month: int) -> bool:
    """Whether the figure falls due for that month: by the duty, the payment rhythm and how often it is returned.

    The area at the top answers only for what is its own duty; what its areas owe stands in their rows.
    """
    if not falls_due(one, month):
        return False
    if area == top and source.tree.children(top):
        return any(first <= month <= last for first, last in source.duties.of(one.duty, area))
    return source.duties.expected(one.duty, area, month, month) > 0


def falls_due(one: Indicator, month: int) -> bool:
    """Whether a figure is to be returned for that month; a yearly one is settled with the year, if nothing else is said."""
    if one.frequency == "year":
        return month % 100 in (one.due_months or (12,))
    if one.kind == "flow" and month % 100 not in one.months_due:
        return False
    return not (one.frequency == "quarter" and month % 100 % 3)


def owed(source: Source, one: Indicator, unit: str, month: int) -> tuple[str, ...]:
    """The areas at or under the unit whose own duty the figure is for that month."""
    return source.duties.holders(one.duty, unit, month, month) if falls_due(one, month) else ()


def _arrivals(source: Source, area: str, codes: Collection[str], months: tuple[int, ...]) -> dict[tuple[str, int], list]:
    """What came for each area and month, oldest first; a village's return counts for its township."""
    found: dict[tuple[str, int], list] = defaultdict(list)
    last = months[-1] // 100 * 100 + 12
    for one in quality.arrivals(source.connection, source.scope, codes, months[0], last, as_of=source.as_of):
        found[one.area, one.month].append(one)
    return found


def deadline(source: Source, month: int) -> date:
    """The last day on which a month's return is in time."""
    text = source.settings.get(DEADLINE_SETTING, "")
    day = int(text) if text.isdecimal() and 1 <= int(text) <= 28 else DEADLINE
    year, m = divmod(month, 100)
    return date(year + m // 12, m % 12 + 1, day)


def _days_late(source: Source, arrivals: list, month: int) -> int:
    """Days after the deadline on which the first return of the month came; a history handed in as a whole is never late."""
    first = next((one for one in arrivals if one.submitted_at), None)
    if first is None or first.kind == AS_A_WHOLE:
        return 0
    moment: datetime = first.submitted_at
    return max(0, (moment.date() - deadline(source, month)).days)


def _note(arrivals: list, in_cumulative: int, month: int) -> str:
    """What the month's returns say about themselves; that some of its flows came cumulatively only."""
    words = [f"{in_cumulative}项只有累计数"] if in_cumulative else []
    return "；".join((*words, *dict.fromkeys(one.note for one in arrivals if one.note and one.kind != AS_A_WHOLE)))


def _held_later(sent: dict, area: str, month: int, has_gap: bool) -> str:
    """A later return whose span holds this month: 补报."""
    if not has_gap:
        return ""
    later = [
        one
        for (code, closing), several in sent.items()
        if code == area and closing > month
        for one in several
        if one.first <= month
    ]
    return f"业务量已含在后来补报的《{later[0].title}》累计数中，不能单独分出" if later else ""


def calendar_table(source: Source, seen: Calendar) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Printed cells, and the state of each, in the same shape: a row per area, a column per month."""
    heads = [month_text(month, year=False) for month in seen.months]
    own = "（本级）" if source.tree.children(seen.top) else ""
    names = [source.tree.name(area) + (own if area == seen.top else "") for area in seen.areas]
    texts = [
        [name, *(seen.cells[area, month].text for month in seen.months)] for name, area in zip(names, seen.areas, strict=True)
    ]
    states = [["", *(seen.cells[area, month].state for month in seen.months)] for area in seen.areas]
    columns = ["单位", *heads]
    return pd.DataFrame(texts, columns=columns), pd.DataFrame(states, columns=columns)


def calendar_sentence(source: Source, seen: Calendar) -> str:
    """已报17个，未报1个（三岔乡）; and who was late how often."""
    if not seen.months or not seen.areas:
        return "所选单位没有报送任务。"
    month = seen.months[-1]
    lacking = [source.tree.name(cell.area) for state in ("missing", "partial") for cell in seen.of(state, month)]
    came = len(seen.of("full", month)) + len(seen.of("late", month))
    text = f"{month_text(month)}：已报{came}个" + (
        f"，未报或漏项{len(lacking)}个（{'、'.join(lacking[:5])}）" if lacking else "，全部报齐"
    )
    late: dict[str, list[Cell]] = defaultdict(list)
    for cell in seen.cells.values():
        if cell.days and cell.area in seen.areas:
            late[cell.area].append(cell)
    words = [
        f"{source.tree.name(area)}{period_text([cell.month for cell in cells])}迟报{'、'.join(str(cell.days) for cell in cells)}天"
        for area, cells in late.items()
    ]
    return text + "。" + (f"{'；'.join(words[:5])}。" if words else "本年没有迟报。")


NOTE_COLUMNS = ["单位", "月份", "情况", "缺少", "说明"]


def calendar_notes(source: Source, seen: Calendar) -> pd.DataFrame:
    """Every cell that is not simply reported: a row each, the newest first; columns NOTE_COLUMNS."""
    odd = [
        cell
        for cell in seen.cells.values()
        if cell.area in seen.areas and (cell.state in ("late", "partial", "missing") or (cell.due and cell.note))
    ]
    rows = [
        [
            source.tree.name(cell.area),
            month_text(cell.month),
            cell.text,
            "、".join(cell.names) + ("等" if cell.missing > len(cell.names) else ""),
            cell.note,
        ]
        for cell in sorted(odd, key=lambda cell: (-cell.month, cell.area))
    ]
    return pd.DataFrame(rows, columns=NOTE_COLUMNS)
