"""A4 pages as PDF: words, tables whose head is repeated, and the foot of every page."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, LongTable, PageTemplate, TableStyle

from pages.charts.theme import LIGHT
from pages.exports import layout
from pages.exports.grids import Grid
from pages.exports.lettering import FONT, LINE, font, letters, paint, printable, width_of, wrapped

PDF = "application/pdf"
EDGE, HEAD, FOOT = 18 * mm, 16 * mm, 20 * mm
INNER = A4[0] - 2 * EDGE
SIZES = (9.5, 8.5, 7.5, 6.5)  # of a table's letters: the largest at which its columns stand side by side
PAD = 3.5
SMALL = 8
WORDY, LONG = ("条线", "指标", "说明"), 16  # columns of words, set from the left
FEWEST = 3  # rows that go on together


class Words(Flowable):
    """Text in lines of the page's width; goes on over the page's end. mark: its title in the reader's outline."""

    def __init__(self, text: str, size: float, colour: str = LIGHT.ink, **style: object) -> None:
        super().__init__()
        self.text, self.size, self.colour, self.style = text, size, colour, style
        self.lines: list[str] | None = None
        self.keepWithNext = bool(style.get("mark"))
        self.spaceBefore, self.spaceAfter = style.get("before", 0), style.get("after", 0.35 * size)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        if self.lines is None:
            self.lines = wrapped(self.text, width, self.size)
        self.width = width
        return width, len(self.lines) * self._step

    @property
    def _step(self) -> float:
        return self.size * self.style.get("leading", 1.5)

    def split(self, width: float, height: float) -> list[Flowable]:
        self.wrap(width, height)
        fits = int(height / self._step)
        if self.keepWithNext or fits < 2 or len(self.lines) - fits < 2:
            return []
        parts = [Words(self.text, self.size, self.colour, **self.style) for _ in range(2)]
        parts[0].lines, parts[1].lines = self.lines[:fits], self.lines[fits:]
        parts[0].spaceAfter = parts[1].spaceBefore = 0
        return parts

    def draw(self) -> None:
        if mark := self.style.get("mark"):
            self.canv.bookmarkPage(mark)
            self.canv.addOutlineEntry(self.text, mark)
        for place, line in enumerate(self.lines):
            y = (len(self.lines) - place - 1) * self._step + (self._step - self.size) / 2 + 0.12 * self.size
            x = (self.width - width_of(line, self.size)) / 2 if self.style.get("centred") else 0
            letters(self.canv, x, y, line, self.size, self.colour, bold=bool(self.style.get("bold")))


def parts(grid: Grid, width: float = INNER) -> list[Grid]:
    return layout.parts(grid, width, SIZES[-1], PAD)


class Rows(LongTable):
    """A table that never leaves one or two rows alone on the next page."""

    def split(self, width: float, height: float) -> list[Flowable]:
        found = super().split(width, height)
        if len(found) == 2 and len(found[1]._cellvalues) - 1 < FEWEST < len(found[0]._cellvalues) - 2:
            return super().split(width, sum(found[0]._rowHeights[:-FEWEST]) + 1)
        return found


def table(grid: Grid, width: float = INNER, sizes: Sequence[float] = SIZES, inks: Mapping[int, str] | None = None) -> LongTable:
    """inks: of a row of the grid, a colour. Texts are broken where a column is narrow."""
    size = next((one for one in sizes if sum(layout.natural(grid, one, PAD)) <= width), sizes[-1])
    wide = layout.fitted(grid, width, size, PAD)
    spare = max(width - sum(wide), 0) / len(wide)
    wide = [one + min(spare, 40) for one in wide]
    cells = [["\n".join(lines) for lines in layout.broken(row, wide, size, PAD)] for row in (grid.heads, *grid.rows)]
    found = Rows(cells, colWidths=wide, repeatRows=1, hAlign="LEFT")
    found.setStyle(_style(grid, size, inks or {}))
    return found


def _style(grid: Grid, size: float, inks: Mapping[int, str]) -> TableStyle:
    left = [
        column
        for column, head in enumerate(grid.heads)
        if column == 0 or head in WORDY or any(len(row[column]) > LONG for row in grid.rows)
    ]
    commands = [
        ("FONT", (0, 0), (-1, -1), FONT, size, size * LINE),
        ("TEXTCOLOR", (0, 0), (-1, -1), paint(LIGHT.ink)),
        ("TEXTCOLOR", (0, 0), (-1, 0), paint(LIGHT.paper)),
        ("BACKGROUND", (0, 0), (-1, 0), paint(LIGHT.accent)),
        ("ROWBACKGROUNDS", (0, 1), (-1, -1), [paint(LIGHT.paper), paint(LIGHT.page)]),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, paint(LIGHT.grid)),
        ("ALIGN", (0, 0), (-1, -1), "RIGHT"),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), PAD),
        ("RIGHTPADDING", (0, 0), (-1, -1), PAD),
        ("TOPPADDING", (0, 0), (-1, -1), 0.16 * size),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0.32 * size),
        *(("ALIGN", (column, 0), (column, -1), "LEFT") for column in left),
        *(("TEXTCOLOR", (0, row + 1), (-1, row + 1), paint(ink)) for row, ink in inks.items()),
    ]
    if grid.total:
        commands += [
            ("BACKGROUND", (0, 1), (-1, 1), paint(LIGHT.low_to_high[1])),
            ("LINEBELOW", (0, 1), (-1, 1), 0.8, paint(LIGHT.muted)),
        ]
    return TableStyle(commands)


class _Pages(Canvas):
    """A canvas that knows how many pages there are before it writes the foot of the first."""

    def __init__(self, *arguments, foot: str, made: datetime, **options) -> None:
        super().__init__(*arguments, **options)
        self.foot, self.kept = foot, []
        stamp = self._doc._timeStamp  # the library knows this moment or none, and a file of one moment must not vary
        stamp.lt, stamp.YMDhms = made.timetuple(), made.timetuple()[:6]

    def showPage(self) -> None:
        self.kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for place, page in enumerate(self.kept, start=1):
            self.__dict__.update(page)
            self._foot(place, len(self.kept))
            super().showPage()
        super().save()

    def _foot(self, place: int, count: int) -> None:
        number = f"第{place}页　共{count}页"
        room = INNER - width_of(number, SMALL) - 12
        self.setStrokeColor(paint(LIGHT.grid))
        self.setLineWidth(0.6)
        self.line(EDGE, FOOT - 6, A4[0] - EDGE, FOOT - 6)
        for line, text in enumerate(wrapped(self.foot, room, SMALL)):
            letters(self, EDGE, FOOT - 18 - line * SMALL * LINE, text, SMALL, LIGHT.muted)
        letters(self, A4[0] - EDGE - width_of(number, SMALL), FOOT - 18, number, SMALL, LIGHT.muted)


def bound(story: list[Flowable], title: str, foot: str, made: datetime) -> bytes:
    """The story on A4 pages. The same story and moment give the same bytes."""
    font()
    content = io.BytesIO()
    paper = BaseDocTemplate(
        content, pagesize=A4, leftMargin=EDGE, rightMargin=EDGE, topMargin=HEAD, bottomMargin=FOOT, invariant=1, lang="zh-CN",
        title=title, author="民政领导驾驶舱", creator="民政领导驾驶舱", subject=foot, initialFontName=FONT,
    )  # fmt: skip
    frame = Frame(EDGE, FOOT, INNER, A4[1] - HEAD - FOOT, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
    paper.addPageTemplates([PageTemplate(frames=[frame])])
    paper.build(story, canvasmaker=lambda *given, **options: _Pages(*given, foot=printable(foot), made=made, **options))
    return content.getvalue()
