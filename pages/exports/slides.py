"""A pack as a PowerPoint deck: cover, agenda, one finding a slide; native charts and tables, definitions in the notes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from pages.charts.theme import LIGHT
from pages.exports import native
from pages.exports.grids import Grid
from pages.exports.letters import in_chinese
from pages.exports.native import colour
from pages.exports.pack import Entry, Pack, listed, steady

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
WIDTH, HEIGHT, EDGE = Inches(13.333), Inches(7.5), Inches(0.55)
INNER = WIDTH - 2 * EDGE
TITLE_ONLY = 5  # the layout of the library's own template
ROWS_A_SLIDE, COLUMNS_A_SLIDE = 19, 14
LONGEST_TITLE = 90
AGENDA_LINES = 12


def pptx(pack: Pack, made: datetime) -> bytes:
    """The deck; the same pack and moment give the same bytes."""
    deck = _empty()
    _cover(deck, pack)
    for first in range(0, len(pack.entries), AGENDA_LINES):
        _agenda(deck, pack, first)
    for entry in pack.entries:
        _finding(deck, pack, entry)
    properties = deck.core_properties
    properties.title, properties.author, properties.language = pack.title, "民政领导驾驶舱", "zh-CN"
    properties.created = properties.modified = made
    for slide in deck.slides:
        _chinese(slide)
    content = io.BytesIO()
    deck.save(content)
    return steady(content.getvalue(), made)


def _empty() -> Deck:
    """The library's template, widened to 16:9 with all that stands in it."""
    deck = Presentation()
    factor = WIDTH / deck.slide_width
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    for layer in (deck.slide_master, *deck.slide_layouts):
        for shape in layer.placeholders:
            if shape._element.spPr.xfrm is not None:
                shape.left, shape.width = Emu(int(shape.left * factor)), Emu(int(shape.width * factor))
    return deck


def _chinese(slide: Slide) -> None:
    in_chinese(slide._element)
    for shape in slide.shapes:
        if shape.has_chart:
            in_chinese(shape.chart._chartSpace)
    if slide.has_notes_slide:
        in_chinese(slide.notes_slide._element)


def _slide(deck: Deck, title: str, footer: str = "") -> Slide:
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    head = slide.shapes.title
    head.left, head.top, head.width, head.height = EDGE, Inches(0.3), INNER, Inches(0.95)
    shown = title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"  # in full in the notes
    size = 26 if len(shown) <= 34 else 20
    _write(head.text_frame, shown, size, bold=True)
    head.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    if footer:
        _text(slide, footer, (EDGE, Inches(7.06), INNER, Inches(0.3)), 10, LIGHT.muted)
    return slide


def _write(frame, text: str, size: int, shade: str = LIGHT.ink, *, bold: bool = False) -> None:
    frame.word_wrap = True
    frame.text = text
    for paragraph in frame.paragraphs:
        paragraph.alignment = 1
        for run in paragraph.runs:
            run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, colour(shade)


def _text(slide: Slide, text: str, box: tuple, size: int, shade: str = LIGHT.ink) -> None:
    _write(slide.shapes.add_textbox(*box).text_frame, text, size, shade)


def _cover(deck: Deck, pack: Pack) -> None:
    slide = _slide(deck, pack.title)
    head = slide.shapes.title
    head.top, head.height = Inches(2.4), Inches(1.3)
    _write(head.text_frame, pack.title, 36 if len(pack.title) <= 24 else 28, LIGHT.accent, bold=True)
    _text(slide, f"{pack.area}　{pack.when}", (EDGE, Inches(3.8), INNER, Inches(0.6)), 22)
    _text(slide, pack.footer, (EDGE, Inches(6.6), INNER, Inches(0.4)), 12, LIGHT.muted)


def _agenda(deck: Deck, pack: Pack, first: int) -> None:
    slide = _slide(deck, "目录" if not first else "目录（续）", pack.footer)
    lines = [
        f"{place}. {entry.title if len(entry.title) <= 52 else entry.title[:51] + '…'}"
        for place, entry in enumerate(pack.entries[first : first + AGENDA_LINES], start=first + 1)
    ]
    _text(slide, "\n".join(lines), (EDGE, Inches(1.4), INNER, Inches(5.4)), 18)


def _finding(deck: Deck, pack: Pack, entry: Entry) -> None:
    exhibit = entry.exhibit
    below = " · ".join(filter(None, (*exhibit.notes, entry.completeness)))
    pages = [entry.grid] if native.is_charted(exhibit) else list(_parts(entry.grid))
    for place, part in enumerate(pages):
        slide = _slide(deck, entry.title + ("（续）" if place else ""), pack.footer)
        _text(slide, below, (EDGE, Inches(6.72), INNER, Inches(0.3)), 11, LIGHT.muted)
        if native.is_charted(exhibit):
            native.draw(slide.shapes, exhibit, (EDGE, Inches(1.3), INNER, Inches(5.35)))
        elif part.rows:
            _table(slide, part)
        else:
            _text(slide, "所选单位和期间没有数据。", (EDGE, Inches(3), INNER, Inches(1)), 20)
        slide.notes_slide.notes_text_frame.text = _notes(pack, entry)


def _parts(grid: Grid) -> Iterator[Grid]:
    """As many rows and columns as a slide holds; the names and the head stand on each."""
    step = COLUMNS_A_SLIDE - 1
    for left in range(1, max(len(grid.heads), 2), step):
        for top in range(0, max(len(grid.rows), 1), ROWS_A_SLIDE):
            rows = tuple((row[0], *row[left : left + step]) for row in grid.rows[top : top + ROWS_A_SLIDE])
            yield Grid((grid.heads[0], *grid.heads[left : left + step]), rows, grid.total and top == 0)


def _table(slide: Slide, grid: Grid) -> None:
    lines, columns = len(grid.rows) + 1, len(grid.heads)
    size = 12 if columns <= 8 and lines <= 15 else 9
    height = Inches(0.34 if size == 12 else 0.265)
    first = Inches(1.9 if columns <= 8 else 1.25)
    table = slide.shapes.add_table(lines, columns, EDGE, Inches(1.3), INNER, height * lines).table
    for place, column in enumerate(table.columns):
        column.width = first if place == 0 else int((INNER - first) / max(columns - 1, 1))
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
