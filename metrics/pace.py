"""Targets against the calendar: 完成率, 序时进度, and the light. The light's rule is the catalogue's default."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from data_access import plans
from data_access.specs import SCALE, TargetRow
from metrics.derivation import is_point
from metrics.evaluate import PER, numbers
from metrics.results import Number, Span
from metrics.source import Source

# behind pace by at most … percentage points: on (with a mark), behind, off
MARK, BEHIND = 10, 30


@dataclass(frozen=True, slots=True)
class Progress:
    """One target and how far it is. completion, pace and gap in percent (points); light: on, mark, behind, off, none."""

    target: TargetRow
    number: Number | None
    goal: Fraction | None
    completion: Fraction | None = None
    pace: Fraction | None = None
    light: str = "none"
    remaining: Fraction | None = None

    @property
    def gap(self) -> Fraction | None:
        """Completion less pace: positive is ahead of the calendar."""
        return None if self.completion is None or self.pace is None else self.completion - self.pace

    @property
    def is_on_pace(self) -> bool:
        return self.light in ("on", "mark")


def targets_of(source: Source, area: str, year: int) -> list[TargetRow]:
    return plans.targets(source.connection, source.scope, year, [area])


def key_tasks(source: Source, area: str, span: Span) -> list[Progress]:
    """The year's key tasks of the area (重点任务), each with its progress to the span's end."""
    rows = [row for row in targets_of(source, area, span.year) if row.task]
    return [progress(source, row, span) for row in rows]


def by_indicator(source: Source, area: str, span: Span) -> dict[str, Progress]:
    """The targets of the area's indicators: a plain one before a key task's."""
    found: dict[str, Progress] = {}
    for row in sorted(targets_of(source, area, span.year), key=lambda row: bool(row.task)):
        if row.indicator and row.indicator not in found:
            found[row.indicator] = progress(source, row, span)
    return found


def progress(source: Source, target: TargetRow, span: Span) -> Progress:
    """A flow counts from January, a stock or a rate as it stands; a task without a number has none."""
    if not target.indicator or target.value is None:
        return Progress(target, None, None)
    one = source.indicator(target.indicator)
    running = span if is_point(one, source.catalogue.indicators) else Span("ytd", span.month)
    number = numbers(source, [one.id], target.area, running)[one.id]
    goal = Fraction(target.value, SCALE)
    return judge(target, number, goal, one.direction, as_level=is_level(source, one), span=span)


def is_level(source: Source, one) -> bool:
    """A level that should hold all year (a rate of cases) is judged as such; an amount or a build-up against the calendar."""
    return one.unit in PER and not is_point(one, source.catalogue.indicators) and "execution" not in one.id


def judge(target: TargetRow, number: Number, goal: Fraction, direction: str, *, as_level: bool, span: Span) -> Progress:
    if number.value is None or (not goal and direction != "lower_better"):
        return Progress(target, number, goal)
    if as_level:
        short = goal - number.value if direction != "lower_better" else number.value - goal
        light = "on" if short <= 0 else "mark" if short <= 1 else "behind" if short <= 3 else "off"
        completion = number.value / goal * 100 if goal else None
        return Progress(target, number, goal, completion, None, light, max(short, Fraction(0)))
    if direction == "lower_better":
        return _under_ceiling(target, number, goal)
    completion = number.value / goal * 100
    pace = planned_share(target, goal, span.month % 100)
    behind = pace - completion
    light = "on" if behind <= 0 else "mark" if behind <= MARK else "behind" if behind <= BEHIND else "off"
    return Progress(target, number, goal, completion, pace, light, max(goal - number.value, Fraction(0)))


def _under_ceiling(target: TargetRow, number: Number, goal: Fraction) -> Progress:
    """Of what should stay low, the goal is the most that the year may see: the calendar grants nothing."""
    over = number.value - goal
    excess = over / goal * 100 if goal else Fraction(over > 0) * 100
    light = "on" if over <= 0 else "mark" if excess <= MARK else "behind" if excess <= BEHIND else "off"
    return Progress(target, number, goal, number.value / goal * 100 if goal else None, None, light, max(over, Fraction(0)))


def planned_share(target: TargetRow, goal: Fraction, month: int) -> Fraction:
    """Percent of the goal due by the end of the month: by its own milestones (straight between them), else by twelfths.

    The goal itself is due in December, also where the milestones end earlier.
    """
    points = {0: Fraction(0), 12: goal * SCALE, **target.milestones}
    before = max(m for m in points if m <= month)
    after = min((m for m in points if m > month), default=before)
    value = Fraction(points[before])
    if after > before:
        value += Fraction(points[after] - points[before]) / (after - before) * (month - before)
    return value / SCALE / goal * 100
