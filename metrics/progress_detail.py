"""One task of 重点工作推进 in depth: its months against the plan, and the areas below against their own targets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from metrics import exhibits, pace
from metrics.derivation import is_point
from metrics.evaluate import children, is_too_fine, series
from metrics.exhibits import NAN, value_of
from metrics.formatting import number_text, reported_text, value_text
from metrics.lights import Judge
from metrics.pace import Progress, gap_text
from metrics.progress_board import Row, explained
from metrics.results import Exhibit, Span, View
from metrics.source import Source


def plan_trend(source: Source, view: View, row: Row) -> Exhibit:
    """The task month by month, cumulative where it is an amount, against the line of its plan. Kind `trend`."""
    one, year = row.indicator, view.span.year
    kind = "month" if is_point(one, source.catalogue.indicators) else "ytd"
    spans = [
        Span(kind, base * 100 + m)
        for base in (year - 1, year)
        for m in range(1, 13)
        if base < year or year * 100 + m <= view.span.last
    ]
    found = series(source, one.id, view.area, spans)
    records = [
        {
            "month": number.span.month, "series": f"{number.span.year}年", "text": number_text(number) + reported_text(number),
            "role": "subject" if number.span.year == year else "last_year",
            "value": value_of(number) if one.kind == "ratio" or number.is_complete else NAN,
        }
        for number in found
    ]  # fmt: skip
    records += _plan(row, year)
    word = "" if kind == "month" else "（本年累计）"
    title = f"{row.name}：{number_text(row.progress.number)}，{gap_text(row.progress)}"
    notes = (f"逐月{word}，虚线为{_plan_word(row)}，灰线为上年", explained(row))
    return Exhibit(
        f"progress.{one.id}.plan", "trend", title, pd.DataFrame(records), one.unit, view,
        finding=f"{source.tree.name(view.area)}{row.name}逐月{word}对照{_plan_word(row)}，{gap_text(row.progress)}",
        notes=notes, numbers=tuple(found), options={"height": 300},
    )  # fmt: skip


def _plan_word(row: Row) -> str:
    ways = {"milestones": "任务自定的节点", "level": "全年保持的目标", "ceiling": "全年上限"}
    return ways.get(row.progress.way, "序时进度（按月均分）")


def _plan(row: Row, year: int) -> list[dict]:
    """What is due by each month's end; a level or a ceiling is one line."""
    one, goal = row.progress, row.progress.goal
    line = [goal] * 12
    if one.way in ("milestones", "calendar") and goal:
        line = [pace.planned_share(one.target, goal, m, one.start) * goal / 100 for m in range(1, 13)]
    return [
        {
            "month": year * 100 + m,
            "series": "计划",
            "role": "target",
            "value": float(value),
            "text": value_text(value, row.indicator.unit),
        }
        for m, value in enumerate(line, start=1)
    ]


def by_area(source: Source, view: View, row: Row) -> Exhibit | None:
    """The task in the areas below: completion of their own targets where they have some, else the figures themselves."""
    one = row.indicator
    below = source.tree.children(view.area)
    if not below or is_too_fine(source, one, below[0].code):
        return None
    span = view.span if is_point(one, source.catalogue.indicators) else pace.running(view.span)
    judge = Judge(source, view.area, span)
    found = children(source, [one.id], view.area, span)[one.id]
    shared = {area: judge.progress(one, number) for area, number in found.items()}
    if row.progress.way in ("level", "ceiling") or not any(judge.has_own(one, area) for area in found):
        return exhibits.ranking(source, View(view.area, span, view.compare, one.id, view.as_of), one.id, "progress")
    records = [_area_row(source, area, progress) for area, progress in shared.items()]
    paces = {float(progress.pace) for progress in shared.values() if progress.pace is not None}
    options: dict[str, Any] = {"direction": one.direction, "height": max(240, 22 * len(records) + 50)}
    if len(paces) == 1:
        share = paces.pop()
        options |= {
            "target": share,
            "target_text": f"序时{value_text(next(p.pace for p in shared.values() if p.pace is not None), '%')}",
        }
    words = _verdict(list(shared.values()))
    return Exhibit(
        f"progress.{one.id}.areas", "ranking", f"{one.label}：下级目标完成率，{words}", pd.DataFrame(records), "%", view,
        finding=f"{source.tree.name(view.area)}下级{one.name}目标完成率，{words}", notes=("按各单位自己的目标计算",),
        numbers=tuple(found.values()), options=options,
    )  # fmt: skip


def _verdict(found: Sequence[Progress]) -> str:
    """2个滞后，1个暂无数据: who has no figure is not among those that keep pace."""
    known = [progress for progress in found if progress.completion is not None]
    late = sum(progress.light in ("behind", "off") for progress in known)
    silent = sum(progress.goal is not None and progress.completion is None for progress in found)
    words = (f"{late}个滞后" if late else "均达序时") if known else ""
    return "，".join(filter(None, (words, f"{silent}个暂无数据" if silent else "")))


def _area_row(source: Source, area: str, progress: Progress) -> dict:
    known = progress.completion is not None
    number = progress.number
    goal = "" if progress.goal is None else value_text(progress.goal, number.unit)
    word = number_text(number) if number is not None and not number.is_known else "未设目标"
    return {
        "area": area, "name": source.tree.name(area), "role": "context" if known else "missing", "light": progress.light,
        "value": float(progress.completion) if known else NAN, "text": value_text(progress.completion, "%") if known else word,
        "detail": f"{number_text(number)}/{goal}" if known else "",
    }  # fmt: skip
