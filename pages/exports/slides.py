"""A pack as a PowerPoint deck: cover, agenda, one finding a slide; native charts and tables, definitions in the notes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime

from pptx.enum.text import MSO_ANCHOR
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from pages.charts.theme import LIGHT
from pages.exports import native
from pages.exports.grids import Grid
from pages.exports.letters import in_chinese
from pages.exports.native import colour
from pages.exports.pack import Entry, Pack, listed, steady
from pages.exports.slide_template import AGENDA, CHART, COVER, FINDING, FOOT, LIST, NOTE, TITLE, UNDER, Box, Template, opened

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ROWS_A_SLIDE, COLUMNS_A_SLIDE = 19, 14
LONGEST_TITLE = 90
AGENDA_LINES = 12
NOTHING = "所选单位和期间没有数据。"


def pptx(pack: Pack, made: datetime, template: bytes | None = None) -> bytes:
    """The deck; the same pack, template and moment give the same bytes. template: the bureau's own, else the built-in one."""
    form = opened(template)
    deck = form.deck
    form.slide(COVER, {TITLE: pack.title, UNDER: f"{pack.area}　{pack.when}", FOOT: pack.footer})
    for first in range(0, len(pack.entries), AGENDA_LINES):
        _agenda(form, pack, first)
    for entry in pack.entries:
        _finding(form, pack, entry)
    properties = deck.core_properties
    properties.title, properties.author, properties.language = pack.title, "民政领导驾驶舱", "zh-CN"
    properties.created = properties.modified = made
    for slide in deck.slides:
        _chinese(slide, form.face)
    content = io.BytesIO()
    deck.save(content)
    return steady(content.getvalue(), made)


def _chinese(slide: Slide, face: str) -> None:
    in_chinese(slide._element, face)
    for shape in slide.shapes:
        if shape.has_chart:
            in_chinese(shape.chart._chartSpace, face)
    if slide.has_notes_slide:
        in_chinese(slide.notes_slide._element, face)


def _short(title: str) -> str:
    """In full in the notes."""
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"


def _write(frame, text: str, size: int, shade: str = LIGHT.ink, *, bold: bool = False) -> None:
    frame.word_wrap = True
    frame.text = text
    for paragraph in frame.paragraphs:
        paragraph.alignment = 1
        for run in paragraph.runs:
            run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, colour(shade)


def _agenda(form: Template, pack: Pack, first: int) -> None:
    lines = [
        f"{place}. {entry.title if len(entry.title) <= 52 else entry.title[:51] + '…'}"
        for place, entry in enumerate(pack.entries[first : first + AGENDA_LINES], start=first + 1)
    ]
    form.slide(AGENDA, {TITLE: "目录" if not first else "目录（续）", LIST: "\n".join(lines), FOOT: pack.footer})


def _finding(form: Template, pack: Pack, entry: Entry) -> None:
    exhibit = entry.exhibit
    box = form.box(FINDING, CHART)
    below = " · ".join(filter(None, (*exhibit.notes, entry.completeness)))
    pages = [entry.grid] if native.is_charted(exhibit) else list(_parts(entry.grid))
    for place, part in enumerate(pages):
        title = _short(entry.title) + ("（续）" if place else "")
        slide = form.slide(FINDING, {TITLE: title, NOTE: below, FOOT: pack.footer})
        if native.is_charted(exhibit):
            native.draw(slide.shapes, exhibit, box)
        elif part.rows:
            _table(slide, part, box)
        else:
            _write(slide.shapes.add_textbox(*box).text_frame, NOTHING, 20)
        slide.notes_slide.notes_text_frame.text = _notes(pack, entry)


def _parts(grid: Grid) -> Iterator[Grid]:
    """As many rows and columns as a slide holds; the names and the head stand on each."""
    step = COLUMNS_A_SLIDE - 1
    for left in range(1, max(len(grid.heads), 2), step):
        for top in range(0, max(len(grid.rows), 1), ROWS_A_SLIDE):
            rows = tuple((row[0], *row[left : left + step]) for row in grid.rows[top : top + ROWS_A_SLIDE])
            yield Grid((grid.heads[0], *grid.heads[left : left + step]), rows, grid.total and top == 0)


def _table(slide: Slide, grid: Grid, box: Box) -> None:
    lines, columns = len(grid.rows) + 1, len(grid.heads)
    size = 12 if columns <= 8 and lines <= 15 else 9
    height = min(Inches(0.34 if size == 12 else 0.265), box[3] // lines)
    first = min(Inches(1.9 if columns <= 8 else 1.25), box[2] // 4)
    table = slide.shapes.add_table(lines, columns, *box[:3], height * lines).table
    for place, column in enumerate(table.columns):
        column.width = first if place == 0 else int((box[2] - first) / max(columns - 1, 1))
    for line, texts in enumerate((grid.heads, *grid.rows)):
        table.rows[line].height = height
        for place, text in enumerate(texts):
            cell = table.cell(line, place)
            cell.margin_top = cell.margin_bottom = Emu(9000)
            cell.margin_left = cell.margin_right = Emu(45000)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            _write(
                cell.text_frame, text, size, LIGHT.paper if line == 0 else LIGHT.ink, bold=line == 0 or (grid.total and line == 1)
            )
            cell.fill.solid()
            cell.fill.fore_color.rgb = colour(LIGHT.accent if line == 0 else LIGHT.paper if line % 2 else LIGHT.page)


def _notes(pack: Pack, entry: Entry) -> str:
    """What the speaker may be asked: the finding in full, each definition, where the figures come from."""
    sources = ["来源：" + listed(entry.sources)] if entry.sources else []
    return "\n".join(filter(None, [entry.title, entry.note, entry.story, *entry.definitions, *sources, pack.footer]))
