"""Targets against the calendar: 完成率, 序时进度, 还差多少, and the light by the rule in force (`light_rules`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from data_access.specs import SCALE, TargetRow
from metrics.derivation import is_point
from metrics.evaluate import PER, numbers
from metrics.formatting import difference_text, value_text
from metrics.light_rules import DEFAULT, LightRule, in_force
from metrics.model import Indicator
from metrics.results import Number, Span
from metrics.source import Source

STAGES = ("申报", "批复", "开工", "验收")
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Progress:
    """One target and how far it is. completion, pace and gap in percent (points); light: on, mark, behind, off, none.

    way: how it is judged. calendar (twelfths), milestones (the task's own plan), level (a rate that should hold all
    year), ceiling (what should stay low), stage (no number). reason: why there is no light.
    """

    target: TargetRow
    number: Number | None
    goal: Fraction | None
    completion: Fraction | None = None
    pace: Fraction | None = None
    light: str = "none"
    remaining: Fraction | None = None
    way: str = ""
    reason: str = ""
    start: Fraction = ZERO  # where a stock stood when the year began

    @property
    def gap(self) -> Fraction | None:
        """Completion less pace: positive is ahead of the calendar."""
        return None if self.completion is None or self.pace is None else self.completion - self.pace

    @property
    def is_on_pace(self) -> bool:
        return self.light in ("on", "mark")


def targets_of(source: Source, area: str, year: int) -> list[TargetRow]:
    return list(source.targets(year, [area]))


def key_tasks(source: Source, area: str, span: Span) -> list[Progress]:
    """The year's key tasks of the area (重点任务), each with its progress to the span's end."""
    return progresses(source, area, [row for row in targets_of(source, area, span.year) if row.task], span)


def by_indicator(source: Source, area: str, span: Span) -> dict[str, Progress]:
    """The targets of the area's indicators: a plain one before a key task's."""
    rows: dict[str, TargetRow] = {}
    for row in sorted(targets_of(source, area, span.year), key=lambda row: bool(row.task)):
        if row.indicator:
            rows.setdefault(row.indicator, row)
    return dict(zip(rows, progresses(source, area, list(rows.values()), span), strict=True))


def progresses(source: Source, area: str, rows: Sequence[TargetRow], span: Span) -> list[Progress]:
    """The area's targets in their order: a flow counts from January, a stock or a rate of stocks as it stands."""
    counted = {row.indicator: source.indicator(row.indicator) for row in rows if row.indicator and row.value is not None}
    points = [one.id for one in counted.values() if is_point(one, source.catalogue.indicators)]
    flows = [one.id for one in counted.values() if one.id not in points]
    found = numbers(source, points, area, span) | numbers(source, flows, area, running(span))
    began = starts(source, points, area, span)
    rule = in_force(source.settings, span.last)
    result = []
    for row in rows:
        one = counted.get(row.indicator)
        if one is None:
            result.append(Progress(row, None, None, way="stage", reason="按阶段推进"))
            continue
        goal, level = Fraction(row.value, SCALE), is_level(source, one)
        start = began.get(one.id, ZERO)
        result.append(judge(row, found[one.id], goal, one.direction, as_level=level, span=span, rule=rule, start=start))
    return result


def running(span: Span) -> Span:
    """January through the span's end."""
    return Span("ytd", span.last)


def starts(source: Source, codes: Collection[str], area: str, span: Span) -> dict[str, Fraction]:
    """Where stocks, and rates of stocks, stood at the end of last year: a build-up goes on from there."""
    before = numbers(source, codes, area, Span("month", (span.year - 1) * 100 + 12))
    return {code: number.value for code, number in before.items() if number.value is not None and number.is_complete}


def is_level(source: Source, one: Indicator) -> bool:
    """A level that should hold all year (a rate of cases) is judged as such; an amount or a build-up against the calendar."""
    return one.unit in PER and not is_point(one, source.catalogue.indicators) and not source.is_of_a_year(one)


def judge(
    target: TargetRow, number: Number, goal: Fraction, direction: str, *, as_level: bool, span: Span,
    rule: LightRule = DEFAULT, start: Fraction = ZERO,
) -> Progress:  # fmt: skip
    """A neutral figure that somebody planned is expected to come, like one of which more is better."""
    lower = direction == "lower_better"
    way = "level" if as_level else "ceiling" if lower else "milestones" if target.milestones else "calendar"
    if number.value is None:
        return Progress(target, number, goal, way=way, reason=number.reason or "未报")
    if not goal and not lower:
        return Progress(target, number, goal, way=way, reason="目标为0，不计算完成率")
    completion = number.value / goal * 100 if goal else None
    if as_level:
        short = number.value - goal if lower else goal - number.value
        return Progress(target, number, goal, completion, None, rule.light("level", max(short, ZERO)), max(short, ZERO), way)
    if lower:
        return Progress(target, number, goal, completion, None, *_under_ceiling(number.value - goal, goal, rule), way)
    pace = planned_share(target, goal, span.last % 100, start)
    light = rule.light("pace", max(pace - completion, ZERO))
    return Progress(target, number, goal, completion, pace, light, max(goal - number.value, ZERO), way, start=start)


def _under_ceiling(over: Fraction, goal: Fraction, rule: LightRule) -> tuple[str, Fraction]:
    """Of what should stay low, the goal is the most that the year may see: the calendar grants nothing."""
    if over <= 0:
        return "on", ZERO
    return (rule.light("pace", over / goal * 100) if goal else "off"), over


def planned_share(target: TargetRow, goal: Fraction, month: int, start: Fraction = ZERO) -> Fraction:
    """Percent of the goal due by the end of the month: by its own milestones (straight between them), else by twelfths.

    The goal itself is due in December, also where the milestones end earlier. start: what stood there when the year
    began, at most what the plan wants first.
    """
    planned = {month: Fraction(value, SCALE) for month, value in target.milestones.items()}
    points = {12: goal, **planned}
    points[0] = min(start, *points.values())
    return interpolated(points, month) / goal * 100


def interpolated(points: Mapping[int, Fraction], month: int) -> Fraction:
    """Straight between the points of a year (month 0–12: value); level after the last."""
    before = max(m for m in points if m <= month)
    after = min((m for m in points if m > month), default=before)
    value = points[before]
    if after > before:
        value += (points[after] - points[before]) / (after - before) * (month - before)
    return value


def plan_faults(row: TargetRow, unit: str) -> list[str]:
    """What a milestone plan must not say: it never falls, and never asks for more than the goal."""
    found, before = [], (0, 0)
    for month, value in sorted(row.milestones.items()):
        text = value_text(Fraction(value, SCALE), unit)
        if value < before[1]:
            earlier = value_text(Fraction(before[1], SCALE), unit)
            found.append(f"里程碑是累计数，不能下降：{month}月的{text}小于{before[0]}月的{earlier}，请改为累计到该月的数。")
        if row.value is not None and value > row.value:
            goal = value_text(Fraction(row.value, SCALE), unit)
            found.append(f"{month}月的里程碑{text}超过全年目标{goal}，请改小里程碑或改大目标。")
        before = (month, value)
    if row.milestones and row.value is None:
        found.append("写了里程碑却没有目标值，请补上全年目标。")
    return found


# -- in words ---------------------------------------------------------------------------------------------------------


def gap_text(progress: Progress) -> str:
    """超序时8.3个百分点, 滞后序时22.4个百分点; of a level or a ceiling, how far it is from its goal."""
    if progress.gap is not None:
        return _apart(progress.gap, "超序时", "滞后序时", "%", "与序时持平")
    if progress.light == "none":
        return "—"
    unit, over = progress.number.unit, progress.number.value - progress.goal
    if progress.way == "ceiling":
        return f"超上限{difference_text(over, unit, signed=False)}" if over > 0 else "未超上限"
    return _apart(over, "高于目标", "低于目标", unit, "与目标持平")


def _apart(points: Fraction, ahead: str, behind: str, unit: str, same: str) -> str:
    text = difference_text(abs(points), unit, signed=False)
    return same if not points or text == "基本持平" else f"{ahead if points > 0 else behind}{text}"


def remaining_text(progress: Progress) -> str:
    """还差: in the figure's own unit; 已完成, with what goes beyond the goal."""
    if progress.remaining is None:
        return "—"
    number, over = progress.number, progress.number.value - progress.goal
    if progress.way == "ceiling":
        return f"超出{difference_text(over, number.unit, signed=False)}" if over > 0 else f"余{value_text(-over, number.unit)}"
    if progress.remaining:
        return (
            difference_text(progress.remaining, number.unit, signed=False)
            if number.unit in PER
            else value_text(progress.remaining, number.unit)
        )
    return f"已完成，超{difference_text(over, number.unit, signed=False)}" if over > 0 and number.unit not in PER else "已完成"
