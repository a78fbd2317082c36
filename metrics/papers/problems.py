"""What a report may say of shortcomings: candidates that the writer ticks, and the unfinished tasks of the year.

Nothing enters a report by itself. A shortcoming of an area below is offered apart, so that a township's fault never
enters a report for the superior without being chosen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from metrics.attention import Item, attention
from metrics.formatting import difference_text, number_text, value_text
from metrics.overview import columns
from metrics.pace import STAGES, Progress, key_tasks
from metrics.papers.paper import Piece
from metrics.papers.structure import Structure
from metrics.progress_board import stage_text
from metrics.results import View
from metrics.source import Source

GROUPS = {"structural": "共性问题", "own": "本级指标", "below": "涉及下级单位"}
STEPS = "【措施、责任人和完成时限】"


@dataclass(frozen=True, slots=True)
class Candidate:
    """key: what it stays known by while its figures change; group: of GROUPS."""

    key: str
    text: str
    group: str


def candidates(source: Source, structure: Structure, view: View) -> list[Candidate]:
    """The structure's own sentences, then what the view's figures raise: the area's own before those below it."""
    written = [text for part in structure.parts for text in part.candidates]
    found = [Candidate(hashlib.sha256(text.encode()).hexdigest()[:8], text, "structural") for text in written]
    if not any(part.kind == "problems" for part in structure.parts):
        return []
    items = attention(source, view, columns(source))
    raised = [Candidate(item.key, _text(item), "own" if item.area == view.area else "below") for item in items]
    return found + sorted(raised, key=lambda one: one.group == "below")


def _text(item: Item) -> str:
    """A task's own words end with its figure: 适老化改造进展滞后，目前为317户，滞后序时…"""
    task, _, figure = item.title.rpartition(" ")
    return f"“{task}”进展滞后，目前为{figure}，{item.rule}。" if task else f"{item.title}，{item.rule}。"


def chosen(source: Source, structure: Structure, view: View, ticked: Sequence[str]) -> list[str]:
    """The texts of the ticked candidates, in the order of `candidates`; what is no longer raised is left out."""
    return [one.text for one in candidates(source, structure, view) if one.key in ticked] if ticked else []


def unfinished(source: Source, view: View) -> list[list[Piece]]:
    """A sentence per key task of the area that is not done: how far it is, and a blank for what is to be done."""
    return [_task(source, task) for task in key_tasks(source, view.area, view.span) if not _is_done(task)]


def _is_done(task: Progress) -> bool:
    if task.number is None:
        return task.target.stage.startswith(STAGES[-1])
    return task.number.value is not None and not task.remaining


def _task(source: Source, task: Progress) -> list[Piece]:
    head = Piece(f"继续推进{task.target.task}。")
    ahead = [Piece("，"), Piece(STEPS, is_blank=True), Piece("。")]
    if task.number is None:
        stage = task.target.stage
        return [head, Piece(f"目前处于{stage_text(stage)[0]}阶段" if stage else "按阶段推进"), *ahead]
    number, one = task.number, source.indicator(task.number.indicator)
    goal = value_text(task.goal, one.unit)
    if number.value is None:
        return [head, Piece(f"年度目标{goal}，目前"), Piece("【完成数未报，待补】", is_blank=True), *ahead]
    short = difference_text(task.remaining, one.unit, signed=False)
    words = f"超出年度目标{goal}共{short}" if one.direction == "lower_better" else f"距年度目标{goal}还差{short}"
    return [head, Piece("目前为"), Piece(number_text(number), number, number.key), Piece(f"，{words}"), *ahead]
