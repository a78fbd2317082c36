"""A pack as a PowerPoint deck: cover, agenda, one finding a slide; native charts and tables, definitions in the notes."""

from __future__ import annotations

import io
from datetime import datetime

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from pages.charts.theme import LIGHT
from pages.exports import chart_plans, native, slide_tables
from pages.exports.letters import in_chinese
from pages.exports.pack import Entry, Pack, listed, shortened, steady
from pages.exports.slide_tables import write

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
WIDTH, HEIGHT, EDGE = Inches(13.333), Inches(7.5), Inches(0.55)
INNER = WIDTH - 2 * EDGE
TITLE_ONLY = 5  # the layout of the library's own template
TOP = Inches(1.3)
LONGEST_TITLE = 90
AGENDA_LINES, AGENDA_LETTERS = 12, 52


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
    shown = shortened(title, LONGEST_TITLE)  # in full in the notes
    size = 26 if len(shown) <= 34 else 20
    write(head.text_frame, shown, size, bold=True)
    head.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    if footer:
        _text(slide, footer, (EDGE, Inches(7.06), INNER, Inches(0.3)), 10, LIGHT.muted)
    return slide


def _text(slide: Slide, text: str, box: tuple, size: int, shade: str = LIGHT.ink) -> None:
    write(slide.shapes.add_textbox(*box).text_frame, text, size, shade)


def _cover(deck: Deck, pack: Pack) -> None:
    slide = _slide(deck, pack.title)
    head = slide.shapes.title
    head.top, head.height = Inches(2.4), Inches(1.3)
    write(head.text_frame, pack.title, 36 if len(pack.title) <= 24 else 28, LIGHT.accent, bold=True)
    _text(slide, f"{pack.area}　{pack.when}", (EDGE, Inches(3.8), INNER, Inches(0.6)), 22)
    _text(slide, pack.footer, (EDGE, Inches(6.6), INNER, Inches(0.4)), 12, LIGHT.muted)


def _agenda(deck: Deck, pack: Pack, first: int) -> None:
    slide = _slide(deck, "目录" if not first else "目录（续）", pack.footer)
    lines = [
        f"{place}. {shortened(entry.title, AGENDA_LETTERS)}"
        for place, entry in enumerate(pack.entries[first : first + AGENDA_LINES], start=first + 1)
    ]
    _text(slide, "\n".join(lines), (EDGE, Inches(1.4), INNER, Inches(5.4)), 18)


def _finding(deck: Deck, pack: Pack, entry: Entry) -> None:
    exhibit = entry.exhibit
    below = " · ".join(filter(None, (*exhibit.notes, entry.completeness)))
    chart = chart_plans.plan(exhibit)
    tables = [] if chart or exhibit.kind == "tiles" else list(slide_tables.pages(entry.grid, INNER / Pt(1)))
    for place, laid in enumerate(tables or [None]):
        slide = _slide(deck, entry.title + ("（续）" if place else ""), pack.footer)
        _text(slide, below, (EDGE, Inches(6.72), INNER, Inches(0.3)), 11, LIGHT.muted)
        if chart:
            native.draw(slide.shapes, chart, (EDGE, TOP, INNER, Inches(5.35)))
        elif laid:
            slide_tables.draw(slide, laid, (EDGE, TOP))
        elif exhibit.kind == "tiles":
            slide_tables.tiles(slide, exhibit, (EDGE, TOP, INNER, Inches(5.2)))
        else:
            _text(slide, "所选单位和期间没有数据。", (EDGE, Inches(3), INNER, Inches(1)), 20)
        slide.notes_slide.notes_text_frame.text = _notes(pack, entry)


def _notes(pack: Pack, entry: Entry) -> str:
    """What the speaker may be asked: the finding in full, each definition, where the figures come from."""
    sources = ["来源：" + listed(entry.sources)] if entry.sources else []
    return "\n".join(filter(None, [entry.title, entry.note, entry.story, *entry.definitions, *sources, pack.footer]))
