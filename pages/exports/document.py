"""A pack as a Word report in the register of official papers: 一、 headings, a paragraph, a table with its head repeated."""

from __future__ import annotations

from datetime import datetime

from docx.document import Document as Paper
from docx.shared import Pt

from metrics.formatting import chinese_number
from pages.exports.grids import Grid
from pages.exports.official import DOCX, TITLE, TITLE_FONT, Text, heading, new_paper, paragraph, saved, table
from pages.exports.pack import Entry, Pack, listed

__all__ = ["DOCX", "docx"]
WIDE = 7  # columns; a wider table stands below itself in parts


def docx(pack: Pack, made: datetime) -> bytes:
    """The report; the same pack and moment give the same bytes."""
    paper = new_paper()
    paragraph(paper, [Text(pack.title, TITLE_FONT)], TITLE, align="centre")
    paragraph(paper, [Text(f"（{pack.area}　{pack.when}）")], align="centre")
    for place, entry in enumerate(pack.entries, start=1):
        _section(paper, place, entry)
    _sources(paper, pack)
    return saved(paper, pack.title, made)


def _section(paper: Paper, place: int, entry: Entry) -> None:
    heading(paper, f"{chinese_number(place)}、{entry.title}", 1)
    for text in (entry.note, entry.story, "；".join(filter(None, (*entry.exhibit.notes, entry.completeness)))):
        if text:
            paragraph(paper, [Text(text if text.endswith("。") else f"{text}。")])
    step = WIDE - 1
    for left in range(1, len(entry.grid.heads), step):
        heads = (entry.grid.heads[0], *entry.grid.heads[left : left + step])
        rows = tuple((row[0], *row[left : left + step]) for row in entry.grid.rows)
        table(paper, Grid(heads, rows, entry.grid.total))
        paper.add_paragraph().paragraph_format.space_after = Pt(0)


def _sources(paper: Paper, pack: Pack) -> None:
    """口径, 来源 and what the figures can be found again by."""
    heading(paper, f"{chinese_number(len(pack.entries) + 1)}、口径与来源", 1)
    definitions = dict.fromkeys(text for entry in pack.entries for text in entry.definitions)
    sources = dict.fromkeys(text for entry in pack.entries for text in entry.sources)
    for number, text in enumerate(definitions, start=1):
        paragraph(paper, [Text(f"{number}.{text}")])
    if sources:
        paragraph(paper, [Text(f"来源：{listed(list(sources))}。")])
    paragraph(paper, [Text(pack.footer)])
