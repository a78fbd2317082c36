"""The demo county's figures as they came in: set-up tables, two years of history, then month by month."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import cache

import numpy as np

from data_access.specs import SCALE, Observation, Return
from sample_data.demo import county, funeral, stories
from sample_data.demo.areas import COUNTY, TOWNSHIPS, township_code, villages
from sample_data.demo.profile import MONTHS, YEARS, Series, at

OFFICE, LATE_OFFICE = "示例县民政局办公室", "三岔乡民政办"
SET_UP = datetime(2025, 1, 6, 9, 0)
# sheets returned once a year, for all of it, when the system was set up: name of the table by sheet
YEARLY_SHEETS = {"表9": "基础数据（人口、村社区、符合条件人数）", "表8": "村级设施核定表", "表10": "预算表"}
OF_DENOMINATORS = "_eligible_persons", "_due_persons"  # on the sheets of their lines, returned with the population

Chosen = Callable[[str, str], bool]  # (sheet, indicator) → is it in this return?


@cache
def codes(rows: int) -> tuple[str, ...]:
    """Area codes by the number of rows: one county, 18 townships or 232 villages."""
    if rows == 1:
        return (COUNTY,)
    if rows == len(TOWNSHIPS):
        return tuple(township_code(index) for index in range(rows))
    return tuple(row.code for row in villages())


def returns() -> list[Return]:
    """Every return in the order in which it came."""
    found = [*_set_up(), *_months(), *_late(), _caught_up(), *_corrected()]
    return sorted(found, key=lambda one: one.submitted_at)


# -- set-up and history -----------------------------------------------------------------------------------------------


def _set_up() -> Iterator[Return]:
    """Denominators, facilities and budgets of three years, then the history of 2023 and 2024."""
    moment = SET_UP
    for sheet, name in YEARLY_SHEETS.items():
        for index, year in enumerate(YEARS):
            moment += timedelta(minutes=20)
            title = f"{year}年度{name}"
            rows = list(_yearly(index, lambda on, one, sheet=sheet: _yearly_sheet(on, one) == sheet))
            yield Return("yearly", title, COUNTY, rows, f"{title}.xlsx", submitted_by=OFFICE, submitted_at=moment)
    for index, year in enumerate(YEARS[:2]):
        moment += timedelta(days=1)
        rows = [row for month in MONTHS[12 * index : 12 * index + 12] for row in _monthly(month)] + list(_closing(index))
        yield Return(
            "history", f"{year}年历史数据", COUNTY, rows, f"{year}年民政统计台账.xlsx", submitted_by=OFFICE, submitted_at=moment,
            note=f"系统启用时由{year}年各月台账一次导入。",
        )  # fmt: skip


def _yearly_sheet(sheet: str, indicator: str) -> str:
    """The yearly table that an indicator stands in; nothing for what is settled at the year's end."""
    if indicator.endswith(OF_DENOMINATORS):
        return "表9"
    return sheet if sheet in YEARLY_SHEETS else ""


def _yearly(index: int, chosen: Chosen) -> Iterator[Observation]:
    """Figures of a bare year."""
    for sheet, letter, name, series in _columns():
        if series.values.shape[1] == len(YEARS) and chosen(sheet, name):
            for line, area in enumerate(codes(len(series.values))):
                value = round(series.values[line, index] * SCALE)
                yield Observation(area, name, value, year=YEARS[index], source=f"{sheet}!{letter}{line + 5}")


def _closing(index: int) -> Iterator[Observation]:
    """What a year's last return adds: assessments and staff of the whole year."""
    return _yearly(index, lambda sheet, name: not _yearly_sheet(sheet, name))


# -- month by month ---------------------------------------------------------------------------------------------------


def _months() -> Iterator[Return]:
    wrong = {(*key, one.month): value for one in _corrections() for key, value in one.first.items()}
    for month in MONTHS[24:]:
        rows = [row for row in _monthly(month, wrong) if not stories.is_apart(row.area, month)]
        if month % 100 == 12:
            rows += _closing(month // 100 - YEARS[0])
        yield _monthly_return(month, COUNTY, rows, _deadline(month), OFFICE, note=stories.NOTES.get(month, ""))


def _monthly_return(
    month: int, area: str, rows: list[Observation], moment: datetime, by: str, what="民政月报", note=""
) -> Return:
    title = f"{month // 100}年{month % 100}月{what}"
    return Return("monthly", title, area, rows, f"{title}.xlsx", submitted_by=by, submitted_at=moment, note=note)


def _deadline(month: int) -> datetime:
    """Early in the month that follows."""
    year, before = divmod(month, 100)
    return datetime(year + before // 12, before % 12 + 1, 4 + month % 3, 10 + month % 5, 15)


def _monthly(month: int, instead: dict | None = None, first: int = 0) -> Iterator[Observation]:
    """A month's figures. instead: what was returned in place of the true ones. first: flows run from that month on."""
    column = at(month)
    for sheet, letter, name, series in _columns():
        if series.values.shape[1] != len(MONTHS):
            continue
        for line, area in enumerate(codes(len(series.values))):
            value = _value(series, line, column, first)
            if not np.isnan(value):
                value = instead.get((name, area, month), value) if instead else value
                start = first if first and series.is_flow else month
                yield Observation(area, name, round(value * SCALE), start, month, source=f"{sheet}!{letter}{line + 5}")


def _value(series: Series, line: int, column: int, first: int) -> float:
    value = series.values[line, column]
    if first and series.is_flow and not np.isnan(value):
        return float(np.nansum(series.values[line, at(first) : column + 1]))
    return value


@cache
def _columns() -> tuple[tuple[str, str, str, Series], ...]:
    """Sheet, column letter, indicator and figures; a sheet's first two columns hold the area."""
    return tuple(
        (sheet, _letter(number), name, series)
        for sheet, figures in county.sheets().items()
        for number, (name, series) in enumerate(figures.items(), start=3)
    )


def _letter(number: int) -> str:
    above, below = divmod(number - 1, 26)
    return (chr(64 + above) if above else "") + chr(65 + below)


# -- late, caught up, corrected ---------------------------------------------------------------------------------------


def _late() -> Iterator[Return]:
    """三岔乡's months that came after everybody else's."""
    for month, moment in stories.LATE.items():
        rows = [row for row in _monthly(month) if row.area.startswith(stories.LATE_TOWNSHIP)]
        yield _monthly_return(month, stories.LATE_TOWNSHIP, rows, moment, LATE_OFFICE, "三岔乡民政月报", stories.LATE_NOTE)


def _caught_up() -> Return:
    """三岔乡's November: flows from January on, so that October's are in it but cannot be told apart."""
    month = stories.CAUGHT_UP_IN
    rows = [row for row in _monthly(month, first=month // 100 * 100 + 1) if row.area.startswith(stories.LATE_TOWNSHIP)]
    moment, note = stories.CAUGHT_UP_AT, stories.CAUGHT_UP_NOTE
    return _monthly_return(month, stories.LATE_TOWNSHIP, rows, moment, LATE_OFFICE, "三岔乡民政月报（累计）", note)


def _corrections() -> list[stories.Correction]:
    return stories.corrections(funeral.deaths())


def _corrected() -> Iterator[Return]:
    """The true figures of a month that was first returned wrongly."""
    for one in _corrections():
        rows = [row for row in _monthly(one.month) if (row.indicator, row.area) in one.first]
        yield _monthly_return(one.month, one.area, rows, one.submitted_at, OFFICE, "民政月报（更正）", one.note)
