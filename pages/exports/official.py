"""The look of official papers (公文) in Word: page, typefaces with their stand-ins, line spacing, page number, tables."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from docx import Document
from docx.document import Document as Paper
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

from pages.exports import layout
from pages.exports.grids import Grid
from pages.exports.pack import clean, steady

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TITLE_FONT, HEAD_FONT, SUBHEAD_FONT, BODY_FONT, TABLE_FONT = "方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312", "宋体"
# what Word takes where the typeface is not installed
STAND_INS = {TITLE_FONT: "宋体", SUBHEAD_FONT: "楷体", BODY_FONT: "仿宋"}
TITLE, BODY, LINE = Pt(22), Pt(16), Pt(28)  # 二号, 三号, and the line spacing that goes with them
TITLE_LINE = Pt(36)
INNER, PAD = Mm(156).pt, 5.5  # points: the width of the text, and the room beside a table's letters
CELL, SMALL_CELL = Pt(10.5), Pt(9)  # 五号, 小五


@dataclass(frozen=True, slots=True)
class Text:
    """A run. is_blank: marked in yellow, for the writer to fill in."""

    text: str
    face: str = BODY_FONT
    bold: bool = False
    is_blank: bool = False


def new_paper() -> Paper:
    """A4 with the margins of official papers and the page number at the foot."""
    paper = Document()
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    normal = paper.styles["Normal"]
    normal.font.size = BODY
    _typeface(normal.element.get_or_add_rPr(), BODY_FONT)
    _page_number(section.footer.paragraphs[0])
    _stand_ins(paper)
    return paper


def _page_number(foot: Paragraph) -> None:
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.add_run("— ")
    field = foot.add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        field._element.append(element)
    foot.add_run(" —")
    for run in foot.runs:
        _dress(run, TABLE_FONT, Pt(14))


def _stand_ins(paper: Paper) -> None:
    part = next(one for one in paper.part.package.iter_parts() if str(one.partname) == "/word/fontTable.xml")
    table = etree.fromstring(part.blob)
    for name, other in STAND_INS.items():
        font = etree.SubElement(table, qn("w:font"))
        font.set(qn("w:name"), name)
        etree.SubElement(font, qn("w:altName")).set(qn("w:val"), other)
    part._blob = etree.tostring(table, xml_declaration=True, encoding="UTF-8", standalone=True)


def footnote(paper: Paper, text: str) -> None:
    """A small line above the page number: what the figures can be found again by."""
    foot = paper.sections[0].footer.paragraphs[0].insert_paragraph_before()
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _dress(foot.add_run(clean(text)), TABLE_FONT, SMALL_CELL)


def _typeface(properties, name: str) -> None:
    """The same typeface for Latin and East Asian letters, and the language, without which Japanese shapes appear.

    Figures are Latin letters; called Chinese, they would be torn at the end of a line: 13,|360人.
    """
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(kind), None)
    for kind in ("w:ascii", "w:hAnsi", "w:eastAsia"):
        fonts.set(qn(kind), name)
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")


def _dress(run: Run, face: str, size: Pt, *, bold: bool = False) -> None:
    run.font.size, run.font.bold = size, bold
    _typeface(run._element.get_or_add_rPr(), face)


def paragraph(
    paper: Paper,
    texts: Sequence[Text],
    size: Pt = BODY,
    *,
    align: str = "",
    level: int = 0,
    new_page: bool = False,
    keep: bool = False,
) -> Paragraph:
    """align: "centre", "right" or "left" without the indent of two letters; level: of the outline, 0 for none; keep: on the page of what follows."""
    written = paper.add_paragraph()
    if level:
        outline = OxmlElement("w:outlineLvl")
        outline.set(qn("w:val"), str(level - 1))
        written._element.get_or_add_pPr().append(outline)
    shape = written.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, LINE if size <= BODY else TITLE_LINE
    shape.keep_with_next, shape.page_break_before = keep, new_page
    if align:
        places = {"centre": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT, "left": WD_ALIGN_PARAGRAPH.LEFT}
        written.alignment = places[align]
    else:
        shape.first_line_indent = size * 2
    for one in texts:
        run = written.add_run(clean(one.text))
        if one.is_blank:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
        _dress(run, one.face, size, bold=one.bold)
    return written


def heading(paper: Paper, text: str, level: int, more: Sequence[Text] = ()) -> None:
    """一、 in 黑体, （一） in 楷体, 1. in bold. more: what goes on in the same paragraph."""
    face = {1: HEAD_FONT, 2: SUBHEAD_FONT}.get(level, BODY_FONT)
    paragraph(paper, [Text(text, face, bold=level == 3), *more], level=level, keep=not more)


def table(paper: Paper, grid: Grid, size: Pt = CELL) -> None:
    """Its head is repeated on each page and no row is torn; the total, if there is one, stands first in bold."""
    made = paper.add_table(rows=len(grid.rows) + 1, cols=len(grid.heads), style="Table Grid")
    made.autofit = False
    fitted = layout.fitted(grid, INNER, size.pt, PAD)
    spare = max(INNER - sum(fitted), 0) / len(fitted)
    widths = [Pt(wide + spare) for wide in fitted]
    for column, wide in zip(made.columns, widths, strict=True):
        column.width = wide
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    made.rows[0]._tr.get_or_add_trPr().append(repeated)
    for line, (row, texts) in enumerate(zip(made.rows, (grid.heads, *grid.rows), strict=True)):
        whole = OxmlElement("w:cantSplit")
        row._tr.get_or_add_trPr().insert(0, whole)
        for cell, text, wide in zip(row.cells, texts, widths, strict=True):
            cell.width, cell.vertical_alignment = wide, WD_ALIGN_VERTICAL.CENTER
            inside = cell.paragraphs[0]
            inside.paragraph_format.space_after = Pt(0)
            inside.alignment = WD_ALIGN_PARAGRAPH.CENTER
            is_head = line == 0 or (grid.total and line == 1)
            _dress(inside.add_run(clean(text)), HEAD_FONT if line == 0 else TABLE_FONT, size, bold=is_head and line > 0)


def saved(paper: Paper, title: str, made: datetime) -> bytes:
    """The file; the same paper and moment give the same bytes."""
    properties = paper.core_properties
    properties.title, properties.author, properties.language, properties.comments = title, "民政领导驾驶舱", "zh-CN", ""
    properties.created = properties.modified = made
    content = io.BytesIO()
    paper.save(content)
    return steady(content.getvalue(), made)
