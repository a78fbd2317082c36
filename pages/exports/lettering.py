"""Letters of PDF files: one bundled Chinese font, lines broken where Chinese allows it, and the few tags of chart texts."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from pages.charts.theme import LIGHT

FONT = "NotoSansSC"
FILE = Path(__file__).parent / "fonts" / "NotoSansSC-subset.ttf"
GETA = "〓"  # the printer's mark for a letter that the case lacks
BOLD = 0.035  # of the size: the outline that thickens a letter
ASCENT, MIDDLE, LINE = 0.88, 0.36, 1.3  # of the size: the top of a line, its middle over the baseline, line to line
WORD = re.compile(r"[0-9A-Za-z.,:%/+−–—<>*_-]+|\n|.", re.S)
NEVER_FIRST = set("，。、；：？！）》」』】〕”’…％%)]}")
NEVER_LAST = set("（《「『【〔“‘([{")
TAG = re.compile(r"<(/?)(b|span)(?:\s+style='color:([^']+)')?>")


@cache
def font() -> TTFont:
    """Read and registered once a process."""
    face = TTFont(FONT, str(FILE), asciiReadable=False)
    pdfmetrics.registerFont(face)
    return face


SHAPELESS = {ord("\t"): " ", ord("\u202f"): " ", ord("\u200b"): None, ord("\ufeff"): None}


def printable(text: str, lacking: set[str] | None = None) -> str:
    """A text with 〓 for each letter that the font lacks; these are added to `lacking`. What has no shape needs none."""
    text = text.translate(SHAPELESS)
    glyphs = font().face.charToGlyph
    missing = {letter for letter in text if letter != "\n" and ord(letter) not in glyphs}
    if lacking is not None:
        lacking |= missing
    return "".join(GETA if letter in missing else letter for letter in text) if missing else text


def width_of(text: str, size: float) -> float:
    """Points."""
    font()
    return pdfmetrics.stringWidth(text, FONT, size)


def wrapped(text: str, width: float, size: float) -> list[str]:
    """Lines of at most `width` points. A number or a Latin word stays whole where it can; no line begins with a comma."""
    lines, line = [], ""
    for word in _units(text):
        if word == "\n":
            lines.append(line)
            line = ""
            continue
        if line and width_of(line + word, size) > width:
            lines.append(line)
            line = ""
        while width_of(word, size) > width and len(word) > 1:  # longer than a whole line
            fits = next(count for count in range(len(word), 0, -1) if count == 1 or width_of(word[:count], size) <= width)
            lines.append(word[:fits])
            word = word[fits:]
        line += word
    return [*lines, line]


def _units(text: str) -> Iterator[str]:
    """What stays together: a word, an opening bracket with what it opens, a mark with what stands before it."""
    unit = ""
    for word in WORD.findall(text):
        follows = word[0] in NEVER_FIRST or (unit and unit[-1] in NEVER_LAST)
        if unit and (not follows or "\n" in (unit, word)):
            yield unit
            unit = ""
        unit += word
    if unit:
        yield unit


# -- chart texts: <b>, <span style='color:…'>, <br>, as Plotly reads them ---------------------------------------------


@dataclass(frozen=True, slots=True)
class Run:
    text: str
    bold: bool
    colour: str


def runs(text: str, colour: str) -> list[list[Run]]:
    """Lines of runs."""
    lines = []
    bold, colours = False, [colour]
    for source in text.split("<br>"):
        line, at = [], 0
        for tag in (*TAG.finditer(source), None):
            piece = source[at : tag.start() if tag else None]
            if piece:
                line.append(Run(printable(html.unescape(piece)), bold, colours[-1]))
            if tag is None:
                break
            at = tag.end()
            if tag[2] == "b":
                bold = not tag[1]
            elif tag[1]:
                colours.pop()
            else:
                colours.append(tag[3] or colours[-1])
        lines.append(line)
    return lines


def write(
    canvas: Canvas, x: float, y: float, text: str, size: float, colour: str, anchor: tuple[str, str], *, halo: bool = False
) -> None:  # fmt: skip
    """anchor: where x stands in the text (left, center, right) and where y does (top, middle, bottom).

    halo: white behind the letters, so that a line there does not cross them out.
    """
    across, up = anchor
    lines = runs(text, colour)
    height = LINE * size
    first = {
        "top": y - ASCENT * size,
        "middle": y + height * (len(lines) - 1) / 2 - MIDDLE * size,
        "bottom": y + height * (len(lines) - 1) + (1 - ASCENT) * size,
    }[up]
    for place, line in enumerate(lines):
        wide = sum(width_of(run.text, size) for run in line)
        left, base = x - wide * {"left": 0, "center": 0.5, "right": 1}[across], first - place * height
        if halo:
            canvas.setFillColor(paint(LIGHT.paper, 0.8))
            before = width_of(" " * (len(text) - len(text.lstrip(" "))), size)  # room that the mark itself takes
            canvas.rect(left + before, base - (LINE - 1) / 2 * size, wide - before, size, stroke=0, fill=1)
        for run in line:
            letters(canvas, left, base, run.text, size, run.colour, bold=run.bold)
            left += width_of(run.text, size)


def letters(canvas: Canvas, x: float, y: float, text: str, size: float, colour: str, *, bold: bool = False) -> None:
    """One run at a baseline. Bold letters are the same ones with an outline: selectable all the same."""
    ink = paint(colour)
    canvas.saveState()
    canvas.setFillColor(ink)
    if bold:
        canvas.setStrokeColor(ink)
        canvas.setLineWidth(BOLD * size)
    run = canvas.beginText(x, y)
    run.setFont(FONT, size)
    run.setTextRenderMode(2 if bold else 0)
    run.textOut(text)
    run.setTextRenderMode(0)
    canvas.drawText(run)
    canvas.restoreState()


def paint(colour: str, opacity: float = 1) -> Color:
    """A colour of the theme, #rrggbb."""
    return HexColor(colour) if opacity == 1 else HexColor(colour).clone(alpha=opacity)


def between(scale: Sequence[Sequence], share: float) -> str:
    """The colour at `share` (0 to 1) of a Plotly colour scale of equal steps."""
    share = min(max(share, 0.0), 1.0)
    place = share * (len(scale) - 1)
    low = min(int(place), len(scale) - 2)
    part = place - low
    one, other = (HexColor(scale[index][1]).rgb() for index in (low, low + 1))
    mixed = (round(255 * (a + (b - a) * part)) for a, b in zip(one, other, strict=True))
    return "#" + "".join(f"{value:02x}" for value in mixed)
