"""会议纪要 as .docx: a section per view of the queue with its figures, and what was decided, by whom and until when."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from docx import Document
from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BODY, HEAD, TITLE = ("仿宋", 16), ("黑体", 16), ("宋体", 22)  # 三号, 三号, 二号, as official papers are set
LATIN = "Times New Roman"
LINE = 28  # points from line to line


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
    paper = Document()
    _page(paper)
    _write(paper.add_heading(level=0), title, TITLE, bold=True).alignment = WD_ALIGN_PARAGRAPH.CENTER
    _write(paper.add_paragraph(), under, BODY).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for place, entry in enumerate(entries, start=1):
        _write(paper.add_heading(level=1), f"{place}. {entry.title}", HEAD)
        for line in (entry.what, *entry.figures):
            _indented(paper, "", line)
        if entry.decision:
            for label, text in (
                ("决定事项", entry.decision),
                ("责任人", entry.owner or "未定"),
                ("完成时限", entry.due or "未定"),
            ):
                _indented(paper, f"{label}：", text)
        else:
            _indented(paper, "", "本项没有形成决定。")
    content = io.BytesIO()
    paper.save(content)
    return content.getvalue()


def _page(paper: Paper) -> None:
    """A4 with the margins of official papers."""
    part = paper.sections[0]
    part.page_width, part.page_height = Cm(21), Cm(29.7)
    part.top_margin, part.bottom_margin, part.left_margin, part.right_margin = Cm(3.7), Cm(3.5), Cm(2.8), Cm(2.6)


def _indented(paper: Paper, label: str, text: str) -> None:
    paragraph = paper.add_paragraph()
    paragraph.paragraph_format.first_line_indent = Pt(2 * BODY[1])
    if label:
        _write(paragraph, label, BODY, bold=True)
    _write(paragraph, text, BODY)


def _write(paragraph: Paragraph, text: str, style: tuple[str, int], *, bold: bool = False) -> Paragraph:
    """A run that Word sets in a Chinese typeface and checks as Chinese: without both it guesses by the reader's system."""
    font, size = style
    run = paragraph.add_run("".join(letter for letter in text if letter.isprintable() or letter == "\n"))
    run.font.name, run.font.size, run.font.bold = LATIN, Pt(size), bold
    run.font.color.rgb = RGBColor(0, 0, 0)  # Word's own headings are blue
    properties = run._element.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), font)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "zh-CN")
    language.set(qn("w:eastAsia"), "zh-CN")
    properties.append(language)  # the last of its kind that the order of the format allows here
    paragraph.paragraph_format.line_spacing = Pt(LINE)
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
    return paragraph
