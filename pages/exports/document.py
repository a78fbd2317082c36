"""A pack as a Word report in the register of official papers: 一、 headings, a paragraph, a table with its head repeated."""

from __future__ import annotations

import io
from datetime import datetime

from docx import Document
from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from pptx.shapes.shapetree import SlideShapes

from pages.exports import layout, word_charts
from pages.exports.grids import Grid
from pages.exports.pack import Entry, Pack, listed, steady

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TITLE_FONT, HEAD_FONT, BODY_FONT = "方正小标宋简体", "黑体", "仿宋_GB2312"
BODY, LINE = Pt(16), Pt(28)  # 三号, and the line spacing that goes with it
TENS = "一二三四五六七八九十"
TABLE, PAD = 10.5, 5.5  # points: a table's letters, and the room beside them
INNER = Mm(156).pt


def docx(pack: Pack, made: datetime) -> bytes:
    """The report; the same pack and moment give the same bytes."""
    paper = Document()
    _page(paper)
    _paragraph(paper, pack.title, TITLE_FONT, Pt(22), centred=True)
    _paragraph(paper, f"（{pack.area}　{pack.when}）", BODY_FONT, BODY, centred=True)
    shapes = word_charts.scratch()
    for place, entry in enumerate(pack.entries, start=1):
        _section(paper, shapes, place, entry)
    _sources(paper, pack)
    properties = paper.core_properties
    properties.title, properties.author, properties.language, properties.comments = pack.title, "民政领导驾驶舱", "zh-CN", ""
    properties.created = properties.modified = made
    content = io.BytesIO()
    paper.save(content)
    return steady(content.getvalue(), made)


def chinese_number(number: int) -> str:
    """一, 十, 十一, 二十三; up to 99."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{TENS[tens - 1]}十") + (TENS[ones - 1] if ones else "")


def _page(paper: Paper) -> None:
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    normal = paper.styles["Normal"]
    normal.font.size = BODY
    _font(normal.element.get_or_add_rPr(), BODY_FONT)
    foot = section.footer.paragraphs[0]
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
        _dress(run, "宋体", Pt(14))


def _font(properties, name: str) -> None:
    """The same font for Latin and East Asian letters, and the language, without which Japanese shapes appear."""
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
    language.set(qn("w:val"), "zh-CN")
    language.set(qn("w:eastAsia"), "zh-CN")


def _dress(run, font: str, size: Pt, *, bold: bool = False) -> None:
    run.font.size, run.font.bold = size, bold
    _font(run._element.get_or_add_rPr(), font)


def _paragraph(paper: Paper, text: str, font: str, size: Pt, *, centred: bool = False, level: int = 0) -> None:
    paragraph = paper.add_paragraph()
    if level:
        outline = OxmlElement("w:outlineLvl")
        outline.set(qn("w:val"), str(level - 1))
        paragraph._element.get_or_add_pPr().append(outline)
    layout = paragraph.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, LINE if size <= BODY else Pt(36)
    layout.keep_with_next = bool(level)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    else:
        layout.first_line_indent = size * 2
    _dress(paragraph.add_run(text), font, size)


def _section(paper: Paper, shapes: SlideShapes, place: int, entry: Entry) -> None:
    _paragraph(paper, f"{chinese_number(place)}、{entry.title}", HEAD_FONT, BODY, level=1)
    for text in (entry.note, entry.story, "；".join(filter(None, (*entry.exhibit.notes, entry.completeness)))):
        if text:
            _paragraph(paper, text if text.endswith("。") else f"{text}。", BODY_FONT, BODY)
    word_charts.add(paper, shapes, entry.exhibit)
    for part in layout.parts(entry.grid, INNER, TABLE, PAD):
        _table(paper, part)
        paper.add_paragraph().paragraph_format.space_after = Pt(0)


def _table(paper: Paper, grid: Grid) -> None:
    table = paper.add_table(rows=len(grid.rows) + 1, cols=len(grid.heads), style="Table Grid")
    table.autofit = False
    widths = layout.fitted(grid, INNER, TABLE, PAD)
    spare = max(INNER - sum(widths), 0) / len(widths)
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = Pt(wide + spare)
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    columns = [column.width for column in table.columns]
    for line, (row, texts) in enumerate(zip(table.rows, (grid.heads, *grid.rows), strict=True)):
        whole = OxmlElement("w:cantSplit")
        row._tr.get_or_add_trPr().insert(0, whole)
        for cell, text, wide in zip(row.cells, texts, columns, strict=True):
            cell.width = wide
            _cell(cell.paragraphs[0], text, is_head=line == 0, is_total=grid.total and line == 1)


def _cell(paragraph, text: str, *, is_head: bool, is_total: bool) -> None:
    form = paragraph.paragraph_format
    form.space_after, form.line_spacing_rule, form.line_spacing = Pt(0), WD_LINE_SPACING.EXACTLY, Pt(TABLE * 1.4)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _dress(paragraph.add_run(text), HEAD_FONT if is_head else "宋体", Pt(TABLE), bold=is_total)


def _sources(paper: Paper, pack: Pack) -> None:
    """口径, 来源 and what the figures can be found again by."""
    _paragraph(paper, f"{chinese_number(len(pack.entries) + 1)}、口径与来源", HEAD_FONT, BODY, level=1)
    definitions = dict.fromkeys(text for entry in pack.entries for text in entry.definitions)
    sources = dict.fromkeys(text for entry in pack.entries for text in entry.sources)
    for number, text in enumerate(definitions, start=1):
        _paragraph(paper, f"{number}.{text}", BODY_FONT, BODY)
    if sources:
        _paragraph(paper, f"来源：{listed(list(sources))}。", BODY_FONT, BODY)
    _paragraph(paper, pack.footer, BODY_FONT, BODY)
