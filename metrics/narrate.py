"""The overview's one sentence, in the reports' own register, from figures only."""

from __future__ import annotations

from collections.abc import Collection

from metrics.attention import Item
from metrics.compare import changes
from metrics.formatting import change_text, completeness_text, number_text
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
        parts.append(f"；{name}{number_text(change.current)}")
        text = change_text(change.now, change.before, change.current.unit)
        if text not in ("—", "持平"):
            parts.append(f"，同比{'上升' if change.difference > 0 else '下降'}{text.lstrip('+−')}")
        elif text == "持平":
            parts.append("，同比持平")
    worst = next((item for item in items if item.kind == "off" and item.indicator == leading), None)
    if worst is not None:
        parts.append(f"，{worst.title.replace(source.indicator(leading).label, '')}需调度")
    return "".join(parts) + "。"


def reported(expected: int, late: Collection[str]) -> str:
    """已上报17个，未报1个（三岔乡）."""
    return completeness_text(expected - len(late), expected, list(late))
