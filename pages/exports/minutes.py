"""会议纪要 as .docx: a section per view of the queue with its figures, and what was decided, by whom and until when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from pages.exports.official import DOCX, TITLE, TITLE_FONT, Text, heading, new_paper, paragraph, saved

__all__ = ["DOCX", "Entry", "docx"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One view of the queue, every text printed as it is. what: area, span, source; figures: a sentence each."""

    title: str
    what: str
    figures: tuple[str, ...]
    decision: str
    owner: str
    due: str


def docx(title: str, under: str, entries: Sequence[Entry]) -> bytes:
    """The whole file. A view at which nothing was decided says so."""
    paper = new_paper()
    paragraph(paper, [Text(title, TITLE_FONT)], TITLE, align="centre")
    paragraph(paper, [Text(under)], align="centre")
    for place, entry in enumerate(entries, start=1):
        heading(paper, f"{place}. {entry.title}", 1)
        for line in (entry.what, *entry.figures):
            paragraph(paper, [Text(line)])
        for texts in _decided(entry):
            paragraph(paper, texts)
    return saved(paper, title, datetime.now(UTC).replace(microsecond=0, tzinfo=None))


def _decided(entry: Entry) -> Iterator[list[Text]]:
    if not entry.decision:
        yield [Text("本项没有形成决定。")]
        return
    for label, text in (("决定事项", entry.decision), ("责任人", entry.owner or "未定"), ("完成时限", entry.due or "未定")):
        yield [Text(f"{label}：", bold=True), Text(text)]
