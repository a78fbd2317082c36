"""A sudden change, judged by the area's own history and by how much counts of that size vary by themselves.

Every figure is put on a scale on which counts of any size vary alike: y = 2√(value ÷ case), standard deviation 1 for a
pure count. A deviation is y less the median of the six months before. It is a jump when it is more than LIMIT times as
large as usual: 1.4826 × the median absolute deviation over the two years before, and never less than the count's own 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from statistics import median

from metrics.checks.model import Jump
from metrics.formatting import value_text
from metrics.grid import Grid, months_before, months_of
from metrics.quality.figure_sums import of_cell
from metrics.quality.finding import Finding

LIMIT = 5.0
BEFORE = 6  # months whose median is the present level
HISTORY = 24  # months whose deviations show what is usual
KNOWN = 4  # of those six
FEWEST = 6  # deviations without which nothing is judged
ALIKE = 0.5  # last year's deviation counts as the same season from this share on


@dataclass(frozen=True)
class Line:
    """One indicator of one area: value, level before and deviation by month; each worked out once."""

    values: dict[int, float]
    levels: dict[int, float]
    deviations: dict[int, float]


def jumps(rule: Jump, grid: Grid) -> Iterator[Finding]:
    """Of every area and month of the closing year; where the whole area jumps, its parts are not named one by one."""
    for code in rule.indicators:
        whole: set[int] = set()
        for area in grid.areas:
            line = line_of(rule, grid, code, area)
            for month in months_of(grid.last // 100 * 100 + 1, grid.last):
                found = _jump(rule, grid, line, code, area, month)
                if found is None or month in whole:
                    continue
                whole |= {month} if area == grid.area else set()
                yield found


def line_of(rule: Jump, grid: Grid, code: str, area: str) -> Line:
    known = {month: grid.value(code, area, month) for month in grid.months}
    values = {month: float(value) for month, value in known.items() if value is not None and value >= 0}
    levels: dict[int, float] = {}
    for month in values:
        before = [values[one] for one in months_of(months_before(month, BEFORE), months_before(month, 1)) if one in values]
        if len(before) >= KNOWN:
            levels[month] = median(before)
    deviations = {month: scaled(values[month], rule.case) - scaled(level, rule.case) for month, level in levels.items()}
    return Line(values, levels, deviations)


def scaled(value: float, case: float) -> float:
    """On this scale a pure count has a standard deviation of 1, whatever its size."""
    return 2 * sqrt(value / case)


def _jump(rule: Jump, grid: Grid, line: Line, code: str, area: str, month: int) -> Finding | None:
    strength = strength_of(rule, line, month)
    if strength is None or strength <= LIMIT:
        return None
    value, level = line.values[month], line.levels[month]
    change = (value - level) / level * 100 if level else 100.0
    if abs(change) < rule.least:
        return None
    one = grid.source.catalogue.indicators[code]
    first = grid.text(code, grid.value(code, area, month))
    second = f"前六个月中位数{value_text(Fraction(level), one.unit)}"
    words = f"{first}，{second}，{'高' if change > 0 else '低'}{abs(change):.1f}%，为往期波动的{strength:.1f}倍"
    return of_cell(rule, grid, code, area, month, first, second, words, also=one.members, size=min(1.0, abs(change) / 100))


def strength_of(rule: Jump, line: Line, month: int) -> float | None:
    """How many times the usual deviation this month's is; none where history is too short or the season explains it."""
    now = line.deviations.get(month)
    past = [line.deviations.get(one) for one in months_of(months_before(month, HISTORY), months_before(month, 1))]
    known = [one for one in past if one is not None]
    if now is None or len(known) < FEWEST:
        return None
    if rule.seasonal:
        a_year_ago = line.deviations.get(month - 100)
        if a_year_ago is not None and a_year_ago * now > 0 and abs(a_year_ago) >= ALIKE * abs(now):
            return None
    middle = median(known)
    return abs(now) / max(1.0, 1.4826 * median([abs(one - middle) for one in known]))
