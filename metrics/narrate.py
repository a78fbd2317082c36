"""The overview's one sentence, in the reports' own register, from figures only."""

from __future__ import annotations

from collections.abc import Collection

from metrics.attention import Item, completeness
from metrics.compare import Change, changes
from metrics.formatting import change_text, completeness_text, number_text, reported_text
from metrics.pace import Progress
from metrics.results import View
from metrics.source import Source


def headline(source: Source, view: View, tasks: Collection[Progress], items: Collection[Item], leading: str) -> str:
    """截至…底: tasks on and off pace, the leading indicator and its change, and who needs a call."""
    parts = [f"截至{view.span.year}年{view.span.last % 100}月底"]
    counted = [task for task in tasks if task.light != "none"]
    if counted:
        on = sum(task.is_on_pace for task in counted)
        behind = len(counted) - on
        parts.append(f"，{len(counted)}项重点任务{on}项达序时" + (f"、{behind}项滞后" if behind else ""))
    change = changes(source, [leading], view.area, view.span, "yoy")[leading]
    if change.current.is_known:
        name = source.indicator(leading).label
        parts.append(f"；{name}{number_text(change.current)}{reported_text(change.current)}{_change(change)}")
    worst = next((item for item in items if item.kind == "off" and item.indicator == leading), None)
    if worst is not None:
        parts.append(f"，{worst.title.replace(source.indicator(leading).label, '')}需调度")
    if len(parts) == 1:
        parts.append("，主要指标还没有可以概括的数据")
    return "".join(parts) + "。"


def _change(change: Change) -> str:
    """，同比下降0.7个百分点; nothing where there is no base to compare with."""
    if change.amount is None:
        return ""
    text = change_text(change.now, change.before, change.current.unit)
    like = f"（{change.like_for_like}个均上报单位）" if change.like_for_like else ""
    way = "" if text in ("持平", "基本持平") else "上升" if change.amount > 0 else "下降"
    return f"，同比{way}{text.lstrip('+−')}{like}"


def reported(source: Source, view: View, codes: Collection[str]) -> str:
    """已上报17个，未报1个（三岔乡）: of the areas below that owe figures for the closing month."""
    owing = completeness(source, view, codes)
    silent = [row.name for row in owing if row.missing == row.due]
    partly = [row.name for row in owing if 0 < row.missing < row.due]
    if not owing:
        return "本期没有下级单位应报的数据"
    text = completeness_text(len(owing) - len(silent), len(owing), silent)
    return text + (f"；漏项{len(partly)}个（{'、'.join(partly[:5])}{'等' if len(partly) > 5 else ''}）" if partly else "")
