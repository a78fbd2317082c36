"""重点工作推进: the area's tasks as a table and as bars against the pace. One of them in depth: `progress_detail`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from metrics import pace
from metrics.answers import exact
from metrics.evaluate import PER
from metrics.exhibits import NAN
from metrics.expectation import MEAN, SEASON, Expectation, expectations
from metrics.formatting import light_text, month_text, number_text, reported_text, rounded, value_text
from metrics.light_rules import in_force, since_text
from metrics.model import Indicator
from metrics.pace import STAGES, Progress, gap_text, remaining_text
from metrics.results import Exhibit, Span, View
from metrics.source import Source

PLAIN = "指标目标"  # a target that belongs to no key task
CATEGORIES = ("民生实事", "上级目标", "年度任务", "", PLAIN)
COLUMNS = (
    "类别",
    "任务",
    "灯",
    "目标",
    "完成",
    "完成率",
    "序时",
    "差距",
    "还差",
    "预计全年·月均",
    "预计全年·上年进度",
    "责任科室",
    "文号",
)
STAGE = "stage"


@dataclass(frozen=True, slots=True)
class Row:
    """One task or target. expected: by the two methods, none for a task without a number."""

    progress: Progress
    name: str
    category: str
    indicator: Indicator | None = None
    expected: tuple[Expectation, ...] = ()

    @property
    def light(self) -> str:
        return STAGE if self.progress.way == "stage" else self.progress.light


def board(source: Source, view: View) -> list[Row]:
    """The area's key tasks and targets of the year, by category, in the order they were set."""
    rows = pace.targets_of(source, view.area, view.span.year)
    tasks = {row.indicator for row in rows if row.task}
    kept = [row for row in rows if row.task or (row.indicator not in tasks and row.indicator)]
    found = [_row(source, view, one) for one in pace.progresses(source, view.area, kept, view.span)]
    return sorted(found, key=lambda row: CATEGORIES.index(row.category) if row.category in CATEGORIES else len(CATEGORIES))


def _row(source: Source, view: View, progress: Progress) -> Row:
    target = progress.target
    one = source.indicator(target.indicator) if target.indicator else None
    category = target.category if target.task else PLAIN
    if one is None or progress.way == STAGE:
        return Row(progress, target.task or (one.label if one else ""), category, one)
    return Row(progress, target.task or one.label, category, one, expectations(source, one.id, view.area, view.span))


def sentence(source: Source, view: View, rows: Sequence[Row]) -> str:
    """截至2025年10月底，示例县12项重点任务9项达序时、3项滞后，1项按阶段推进；差得最多的是……"""
    tasks = [row for row in rows if row.category != PLAIN]
    counted = tasks or rows
    judged = [row for row in counted if row.progress.light != "none"]
    behind = [row for row in judged if not row.progress.is_on_pace]
    text = f"截至{month_text(view.span.last)}底，{source.tree.name(view.area)}{len(judged)}项{'重点任务' if tasks else PLAIN}"
    text += f"{len(judged) - len(behind)}项达序时" + (f"、{len(behind)}项滞后" if behind else "")
    for light, words in ((STAGE, "按阶段推进"), ("none", "暂无数据")):
        count = sum(row.light == light for row in counted)
        text += f"，{count}项{words}" if count else ""
    if behind:
        worst = min(behind, key=_by_lag)
        text += f"；差得最多的是“{worst.name}”（{gap_text(worst.progress)}）"
    return text + "。"


def _by_lag(row: Row) -> tuple:
    """The worst light first, then the largest lag behind the pace, or behind a goal that should hold."""
    one = row.progress
    order = {"off": 0, "behind": 1, "mark": 2, "on": 3}.get(one.light, 4)
    share = one.completion - 100 if one.completion is not None else 0
    return order, one.gap if one.gap is not None else -abs(share)


def chosen(rows: Sequence[Row], code: str) -> Row | None:
    """The row of the indicator, else the one that is worst off."""
    counted = [row for row in rows if row.indicator is not None and row.expected]
    return next((row for row in counted if row.indicator.id == code), min(counted, key=_by_lag, default=None))


# -- the table and the bars -------------------------------------------------------------------------------------------


def table(source: Source, view: View, rows: Sequence[Row]) -> Exhibit:
    """Kind `table`: the printed COLUMNS, then light, indicator and the formulas behind both expectations."""
    records = [dict(zip(COLUMNS, _printed(row), strict=True)) | _behind(row) for row in rows]
    frame = pd.DataFrame(records, columns=[*COLUMNS, "light", "indicator", "explained"])
    numbers = tuple(row.progress.number for row in rows if row.progress.number is not None)
    return Exhibit(
        "progress.board", "table", "任务清单", frame, "", view, finding=sentence(source, view, rows), notes=_table_notes(view, rows),
        numbers=numbers, options={"columns": list(COLUMNS)},
    )  # fmt: skip


def _table_notes(view: View, rows: Sequence[Row]) -> tuple[str, ...]:
    """What the two expectations mean, and which of them stop at an earlier month."""
    found = [each for row in rows for each in row.expected if each.value is not None]
    if not found:
        return ()
    early = {each.month for each in found if each.month != view.span.last}
    months = "、".join(f"1—{month % 100}月" if month % 100 > 1 else "1月" for month in sorted(early))
    note = f"月均 = {MEAN}；上年进度 = {SEASON}；括号内为占目标的百分比"
    return (note, f"{month_text(view.span.last, year=False)}未报全的按{months}推算") if early else (note,)


def _printed(row: Row) -> tuple[str, ...]:
    one = row.progress
    target = one.target
    if one.way == STAGE:
        stage, rest = stage_text(target.stage)
        blank = ["—"] * 4
        return (
            row.category,
            row.name,
            "○按阶段",
            "—",
            stage,
            "—",
            "—",
            rest or "—",
            *blank[:3],
            target.owner or "—",
            target.document or "—",
        )
    unit = row.indicator.unit
    done = number_text(one.number) + reported_text(one.number)
    light = light_text(one.light) or (f"— {one.reason}" if one.reason else "—")
    shares = (_percent(one.completion), _percent(one.pace) if one.pace is not None else _way(one))
    expected = [expected_text(row, found) for found in row.expected]
    goal = f"{'不超过' if one.way == 'ceiling' else ''}{value_text(one.goal, unit)}"
    return (
        row.category, row.name, light, goal, done, *shares, gap_text(one), remaining_text(one), *expected,
        target.owner or "—", target.document or "—",
    )  # fmt: skip


def _percent(value) -> str:
    return value_text(value, "%")


def _way(progress: Progress) -> str:
    return {"level": "全年保持", "ceiling": "全年上限"}.get(progress.way, "—")


def expected_text(row: Row, found: Expectation) -> str:
    """380户（73.1%）: of the goal; — where the method says nothing."""
    if found.value is None:
        return "—"
    unit = row.indicator.unit
    share = f"（{value_text(found.value / row.progress.goal * 100, '%')}）" if row.progress.goal else ""
    whole = found.value if unit in PER or unit == "元" or "/" in unit else rounded(found.value)
    return value_text(whole, unit) + share


def stage_text(stage: str) -> tuple[str, str]:
    """开工（3/4） and what is said beside it; other words as they are."""
    found = next((number for number, word in enumerate(STAGES, start=1) if stage.startswith(word)), 0)
    if not found:
        return stage or "—", ""
    word = STAGES[found - 1]
    return f"{word}（{found}/{len(STAGES)}）", stage.removeprefix(word).lstrip("：: ")


def _behind(row: Row) -> dict[str, str]:
    return {"light": row.light, "indicator": row.indicator.id if row.indicator else "", "explained": explained(row)}


def explained(row: Row) -> str:
    """Both methods with their formulas, or why they say nothing."""
    words, reasons = [], {found.reason for found in row.expected}
    if len(reasons) == 1 and "" not in reasons:
        return f"不作全年预计：{reasons.pop()}"
    for found in row.expected:
        text = f"{found.formula} ≈ {expected_text(row, found)}" if found.value is not None else f"—（{found.reason}）"
        words.append(f"{found.method}：{text}")
    return "；".join(words)


def bars(source: Source, view: View, rows: Sequence[Row]) -> Exhibit:
    """Kind `progress`: each task's completion as a bar, its pace as a tick."""
    kept = [row for row in rows if row.progress.completion is not None]
    records = [
        {
            "name": row.name, "value": float(row.progress.completion), "text": _percent(row.progress.completion),
            "pace": NAN if row.progress.pace is None else float(row.progress.pace), "pace_text": _percent(row.progress.pace), "light": row.light,
            "detail": gap_text(row.progress), "indicator": row.indicator.id,
        }
        for row in sorted(kept, key=_by_lag)
    ]  # fmt: skip
    frame = pd.DataFrame(records, columns=["name", "value", "text", "pace", "pace_text", "light", "detail", "indicator"])
    numbers = tuple(row.progress.number for row in kept)
    title = f"完成率与序时（{len(kept)}项，滞后在前）"
    return Exhibit(
        "progress.bars", "progress", title, frame, "%", view, finding=sentence(source, view, kept), numbers=numbers,
        notes=("竖线为序时进度；保持类、上限类以目标100%为线",),
    )  # fmt: skip


# -- for whoever asks by machine --------------------------------------------------------------------------------------


def pace_answer(source: Source, code: str, area: str, span: Span) -> dict[str, Any]:
    """The target of one indicator and how far it is; `target` is null where none was set."""
    one = source.indicator(code)
    found = pace.by_indicator(source, area, span).get(one.id)
    if found is None:
        return {"target": None, "reason": f"{source.tree.name(area)}{span.year}年没有该指标的目标"}
    row = Row(found, found.target.task or one.label, found.target.category, one, expectations(source, one.id, area, span))
    return {
        "target": exact(found.goal), "document": found.target.document, "task": found.target.task, "year": span.year,
        "value": exact(found.number.value), "completion": exact(found.completion), "pace": exact(found.pace), "way": found.way,
        "gap": exact(found.gap), "gap_text": gap_text(found), "remaining": exact(found.remaining),
        "remaining_text": remaining_text(found), "light": found.light, "light_text": light_text(found.light),
        "rule": since_text(in_force(source.settings, span.last)), "reason": found.reason or None,
        "expected": [
            {"method": each.method, "value": exact(each.value), "text": expected_text(row, each), "formula": each.formula or None,
             "reason": each.reason or None}
            for each in row.expected
        ],
    }  # fmt: skip
