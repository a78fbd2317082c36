"""A pack as a PowerPoint deck: cover, agenda, one finding a slide; native charts and tables, definitions in the notes."""

from __future__ import annotations

import io
from datetime import datetime

from pptx.slide import Slide
from pptx.util import Pt

from pages.exports import chart_plans, native, slide_tables
from pages.exports.letters import in_chinese
from pages.exports.pack import Entry, Pack, listed, shortened, steady
from pages.exports.slide_tables import write
from pages.exports.slide_template import AGENDA, CHART, COVER, FINDING, FOOT, LIST, NOTE, TITLE, UNDER, Template, opened

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
LONGEST_TITLE = 90
AGENDA_LINES, AGENDA_LETTERS = 12, 52
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


def _agenda(form: Template, pack: Pack, first: int) -> None:
    lines = [
        f"{place}. {shortened(entry.title, AGENDA_LETTERS)}"
        for place, entry in enumerate(pack.entries[first : first + AGENDA_LINES], start=first + 1)
    ]
    form.slide(AGENDA, {TITLE: "目录" if not first else "目录（续）", LIST: "\n".join(lines), FOOT: pack.footer})


def _finding(form: Template, pack: Pack, entry: Entry) -> None:
    exhibit = entry.exhibit
    box = form.box(FINDING, CHART)
    below = " · ".join(filter(None, (*exhibit.notes, entry.completeness)))
    chart = chart_plans.plan(exhibit)
    tables = [] if chart or exhibit.kind == "tiles" else list(slide_tables.pages(entry.grid, box[2] / Pt(1), box[3] / Pt(1)))
    for place, laid in enumerate(tables or [None]):
        title = shortened(entry.title, LONGEST_TITLE) + ("（续）" if place else "")  # in full in the notes
        slide = form.slide(FINDING, {TITLE: title, NOTE: below, FOOT: pack.footer})
        if chart:
            native.draw(slide.shapes, chart, box)
        elif laid:
            slide_tables.draw(slide, laid, box[:2])
        elif exhibit.kind == "tiles":
            slide_tables.tiles(slide, exhibit, box)
        else:
            write(slide.shapes.add_textbox(*box).text_frame, NOTHING, 20)
        slide.notes_slide.notes_text_frame.text = _notes(pack, entry)


def _notes(pack: Pack, entry: Entry) -> str:
    """What the speaker may be asked: the finding in full, each definition, where the figures come from."""
    sources = ["来源：" + listed(entry.sources)] if entry.sources else []
    return "\n".join(filter(None, [entry.title, entry.note, entry.story, *entry.definitions, *sources, pack.footer]))
