"""A pack as a Word report in the register of official papers: 一、 headings, a paragraph, a table with its head repeated."""

from __future__ import annotations

from datetime import datetime

from docx.document import Document as Paper
from docx.shared import Pt
from pptx.shapes.shapetree import SlideShapes

from metrics.formatting import chinese_number
from pages.exports import layout, word_charts
from pages.exports.official import (
    CELL,
    DOCX,
    INNER,
    PAD,
    TITLE,
    TITLE_FONT,
    Text,
    footnote,
    heading,
    new_paper,
    paragraph,
    saved,
    table,
)
from pages.exports.pack import Entry, Pack, listed

__all__ = ["DOCX", "docx"]


def docx(pack: Pack, made: datetime) -> bytes:
    """The report; the same pack and moment give the same bytes."""
    paper = new_paper()
    footnote(paper, pack.footer)
    paragraph(paper, [Text(pack.title, TITLE_FONT)], TITLE, align="centre")
    paragraph(paper, [Text(f"（{pack.area}　{pack.when}）")], align="centre")
    shapes = word_charts.scratch()
    for place, entry in enumerate(pack.entries, start=1):
        _section(paper, shapes, place, entry)
    _sources(paper, pack)
    return saved(paper, pack.title, made)


def _section(paper: Paper, shapes: SlideShapes, place: int, entry: Entry) -> None:
    heading(paper, f"{chinese_number(place)}、{entry.title}", 1)
    for text in (entry.note, entry.story, "；".join(filter(None, (*entry.exhibit.notes, entry.completeness)))):
        if text:
            paragraph(paper, [Text(text if text.endswith("。") else f"{text}。")])
    word_charts.add(paper, shapes, entry.exhibit)
    for part in layout.parts(entry.grid, INNER, CELL.pt, PAD):
        table(paper, part)
        paper.add_paragraph().paragraph_format.space_after = Pt(0)


def _sources(paper: Paper, pack: Pack) -> None:
    """口径 and 来源."""
    heading(paper, f"{chinese_number(len(pack.entries) + 1)}、口径与来源", 1)
    definitions = dict.fromkeys(text for entry in pack.entries for text in entry.definitions)
    sources = dict.fromkeys(text for entry in pack.entries for text in entry.sources)
    for number, text in enumerate(definitions, start=1):
        paragraph(paper, [Text(f"{number}.{text}")])
    if sources:
        paragraph(paper, [Text(f"来源：{listed(list(sources))}。")])
