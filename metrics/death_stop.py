"""死亡停发比对: deaths against the death exits of each benefit list, by township and month, with the usual lag.

A death is expected to be stopped in its own month or the two after it, so exits are held against deaths over three
months at a time. How many of the dead were on a list nobody returns; the county's own share (exits over deaths of the
twelve months up to the closing month, all townships together) stands for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import exp

import pandas as pd

from metrics.formatting import NOT_REPORTED, digits, month_text
from metrics.grid import Grid, months_before, months_of, period_text
from metrics.results import Exhibit, View
from metrics.source import Source

DEATHS = "deaths_persons"
LISTS = {
    "dibao_death_exits_persons": "低保",
    "age_allowance_death_exits_persons": "高龄津贴",
    "disability_death_exits_persons": "残疾人两补",
}
LAG = 2  # months after the month of death
YEAR = 12
RARE = 0.001  # chance below which so few exits are no accident
COLUMNS = ["单位", "判断", "停发/死亡", "应约", "死亡", *(f"{name}停发" for name in LISTS.values())]
LAG_WORDS = "死亡当月及后两个月内停发为常见；应停人数按全县近12个月停发与死亡之比估算，不是名单比对结果"


@dataclass
class Watch:
    """Deaths and exits of the areas below over the months of a year, and the county's shares."""

    grid: Grid
    shares: dict[str, Fraction]  # exits per death, by list
    months: list[int]
    rows: dict[str, dict[str, dict[int, Fraction | None]]] = field(default_factory=dict)  # area, indicator, month

    def sum(self, area: str, code: str, months: Sequence[int]) -> Fraction | None:
        values = [self.grid.value(code, area, month) for month in months]
        return None if None in values else sum(values, Fraction(0))

    def exits(self, area: str, months: Sequence[int]) -> Fraction | None:
        parts = [self.sum(area, code, months) for code in self.shares]
        return None if None in parts or not parts else sum(parts, Fraction(0))

    def expected(self, deaths: Fraction) -> Fraction:
        return deaths * sum(self.shares.values(), Fraction(0))


def watch(source: Source, area: str, month: int) -> Watch:
    """Two range reads. month: the closing month (yyyymm)."""
    first = month // 100 * 100 + 1
    start = min(months_before(month, YEAR - 1), months_before(first, LAG))
    grid = Grid(source, area, start, month).read([DEATHS, *LISTS])
    return Watch(grid, _shares(grid, month), months_of(first, month))


def _shares(grid: Grid, month: int) -> dict[str, Fraction]:
    """Σ exits ÷ Σ deaths over the areas and months where both are known."""
    shares = {}
    for code in LISTS:
        pairs = [
            (grid.value(code, area, one), grid.value(DEATHS, area, one))
            for area in grid.areas[1:] or grid.areas
            for one in months_of(months_before(month, YEAR - 1), month)
        ]
        known = [(exits, deaths) for exits, deaths in pairs if exits is not None and deaths is not None]
        deaths = sum(pair[1] for pair in known)
        if deaths:
            shares[code] = sum((pair[0] for pair in known), Fraction(0)) / deaths
    return shares


def poisson_at_most(count: int, mean: float) -> float:
    """The chance of at most `count` cases where `mean` are usual."""
    term = total = exp(-mean)
    for number in range(1, count + 1):
        term *= mean / number
        total += term
    return total


def gaps(seen: Watch, area: str) -> list[list[int]]:
    """Runs of months in which far fewer exits were returned than deaths would lead to; overlapping windows joined."""
    found: list[list[int]] = []
    for month in seen.months:
        window = months_of(months_before(month, LAG), month)
        deaths, exits = seen.sum(area, DEATHS, window), seen.exits(area, window)
        if deaths is None or exits is None or poisson_at_most(int(exits), float(seen.expected(deaths))) >= RARE:
            continue
        if found and window[0] <= found[-1][-1]:
            found[-1] = sorted({*found[-1], *window})
        else:
            found.append(window)
    return [_without_stopped(seen, area, months) for months in found]


def _without_stopped(seen: Watch, area: str, months: list[int]) -> list[int]:
    """The window's own edges may hold months that were stopped as usual: they are left out."""
    kept = list(months)
    for edge in (0, -1):
        while len(kept) > 1 and _is_usual(seen, area, kept[edge]):
            kept.pop(edge)
    return kept


def _is_usual(seen: Watch, area: str, month: int) -> bool:
    deaths, exits = seen.sum(area, DEATHS, [month]), seen.exits(area, [month])
    return deaths is not None and exits is not None and exits * 2 >= seen.expected(deaths)


def caught_up(seen: Watch, area: str, last: int) -> str:
    """Whether the exits came together in the month after."""
    after = months_before(last, -1)
    exits, deaths = seen.exits(area, [after]), seen.sum(area, DEATHS, [after])
    if exits is None or deaths is None or exits <= 2 * seen.expected(deaths):
        return ""
    return f"；{after % 100}月一次停发{digits(exits)}人"


def death_stop_table(source: Source, view: View) -> pd.DataFrame:
    """A row per area below for the year to date; columns COLUMNS, printed text."""
    seen = watch(source, view.area, view.span.last)
    rows = []
    for area in seen.grid.areas[1:] or seen.grid.areas:
        months = [
            month
            for month in seen.months
            if seen.sum(area, DEATHS, [month]) is not None and seen.exits(area, [month]) is not None
        ]
        if not months or not seen.shares:
            rows.append([source.tree.name(area), "未报", *["—"] * (len(COLUMNS) - 2)])
            continue
        deaths, exits = seen.sum(area, DEATHS, months), seen.exits(area, months)
        runs = gaps(seen, area)
        word = "；".join(f"▼ {_in_year(run)}停发偏少" for run in runs) or "● 相符"
        unknown = len(seen.months) - len(months)
        word += f"，{unknown}个月未报" if unknown else ""
        each = [digits(seen.sum(area, code, months)) for code in seen.shares]
        pair = f"{digits(exits)}/{digits(deaths)}"
        rows.append([source.tree.name(area), word, pair, digits(seen.expected(deaths)), digits(deaths), *each])
    return pd.DataFrame(rows, columns=COLUMNS)


def _in_year(months: Sequence[int]) -> str:
    """3—6月; a run that reaches back before January keeps its year."""
    return period_text(months).removeprefix(f"{months[-1] // 100}年")


def death_stop_exhibit(source: Source, view: View) -> Exhibit:
    """Exits over deaths by area and month, n/d in the cell. Kind `heat`."""
    seen = watch(source, view.area, view.span.last)
    areas = seen.grid.areas[1:] or seen.grid.areas
    rows, runs, silent = [], [], 0
    for area in areas:
        runs += [f"{source.tree.name(area)}{_in_year(run)}" for run in gaps(seen, area)]
        cells = [_cell(seen, area, month) for month in seen.months]
        silent += all(cell["text"] == NOT_REPORTED for cell in cells)
        rows += [{"area": area, "name": source.tree.name(area), **cell} for cell in cells]
    title = f"死亡停发：{_verdict(runs, silent, len(areas))}"
    return Exhibit(
        "quality.death_stop", "heat", title, pd.DataFrame(rows), "%", view, finding=f"{source.tree.name(view.area)}{title}",
        notes=(f"格内为三类名单死亡停发人数/死亡人数，截至{month_text(view.span.last)}", LAG_WORDS),
        options={"direction": "neutral", "height": 40 + 26 * len(areas), "width": 1200},
    )  # fmt: skip


def _cell(seen: Watch, area: str, month: int) -> dict:
    deaths, exits = seen.sum(area, DEATHS, [month]), seen.exits(area, [month])
    if deaths is None or exits is None:
        return {"month": month, "value": float("nan"), "text": NOT_REPORTED}
    value = float(exits / deaths * 100) if deaths else float("nan")
    return {"month": month, "value": value, "text": f"{digits(exits)}/{digits(deaths)}"}


def _verdict(runs: Sequence[str], silent: int, count: int) -> str:
    """What was found; nothing found is said only of those whose returns could be compared."""
    if runs:
        return "、".join(runs[:3]) + (f"等{len(runs)}处" if len(runs) > 3 else "") + "明显偏少"
    if silent == count:
        return "没有可以比对的报数"
    return "没有发现停发明显偏少的单位" + (f"，另有{silent}个单位没有可以比对的报数" if silent else "")
