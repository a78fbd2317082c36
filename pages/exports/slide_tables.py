"""Tables and tiles on slides: native, their columns as wide as their texts, as many rows as a slide holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.slide import Slide
from pptx.util import Emu, Pt

from metrics.formatting import LIGHTS
from metrics.results import Exhibit
from pages.charts import heat
from pages.charts.theme import LIGHT, look
from pages.exports import layout
from pages.exports.grids import Grid
from pages.exports.lettering import between
from pages.exports.native import colour

SIZES = (12, 10, 9)  # the largest at which the table stands on one slide
PAD, LINE, ABOVE = 4, 1.25, 3
GAP = Emu(36000)  # between tiles


@dataclass(frozen=True)
class Laid:
    """A part of a grid with its letters, columns and rows in points."""

    grid: Grid
    size: float
    widths: tuple[float, ...]
    heights: tuple[float, ...]


def pages(grid: Grid, width: float, height: float) -> Iterator[Laid]:
    """Width and height in points. As many rows and columns as a slide holds; the names and the head stand on each. Nothing for an empty grid."""
    if not grid.rows:
        return
    size = next((one for one in SIZES[:-1] if _fits(grid, width, height, one)), SIZES[-1])
    for part in layout.parts(grid, width, size, PAD):
        widths = layout.fitted(part, width, size, PAD)
        spare = max(width - sum(widths), 0) / len(widths)
        widths = [one + min(spare, 60) for one in widths]
        head, *heights = (_height(row, widths, size) for row in (part.heads, *part.rows))
        first = 0
        for last in range(1, len(heights) + 1):
            if last == len(heights) or head + sum(heights[first : last + 1]) > height:
                kept = replace(part, rows=part.rows[first:last], total=part.total and not first)
                yield Laid(kept, size, tuple(widths), (head, *heights[first:last]))
                first = last


def _fits(grid: Grid, width: float, height: float, size: float) -> bool:
    widths = layout.natural(grid, size, PAD)
    return sum(widths) <= width and sum(_height(row, widths, size) for row in (grid.heads, *grid.rows)) <= height


def _height(texts: tuple[str, ...], widths: list[float], size: float) -> float:
    return max(len(lines) for lines in layout.broken(texts, widths, size, PAD)) * size * LINE + 2 * ABOVE


def draw(slide: Slide, laid: Laid, corner: tuple[int, int]) -> None:
    grid = laid.grid
    size = (Pt(sum(laid.widths)), Pt(sum(laid.heights)))
    table = slide.shapes.add_table(len(grid.rows) + 1, len(grid.heads), *corner, *size).table
    for column, wide in zip(table.columns, laid.widths, strict=True):
        column.width = Pt(wide)
    for line, texts in enumerate((grid.heads, *grid.rows)):
        table.rows[line].height = Pt(laid.heights[line])
        for place, text in enumerate(texts):
            _cell(table.cell(line, place), text, laid, line)


def _cell(cell, text: str, laid: Laid, line: int) -> None:
    cell.margin_top = cell.margin_bottom = Pt(ABOVE / 2)
    cell.margin_left = cell.margin_right = Pt(PAD - 0.5)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    ink = LIGHT.paper if line == 0 else LIGHT.ink
    write(cell.text_frame, text, laid.size, ink, bold=line == 0 or (laid.grid.total and line == 1))
    cell.fill.solid()
    cell.fill.fore_color.rgb = colour(LIGHT.accent if line == 0 else LIGHT.paper if line % 2 else LIGHT.page)


def tiles(slide: Slide, exhibit: Exhibit, box: tuple[int, int, int, int]) -> None:
    """A square an area at its place in the county's layout, coloured as on the screen."""
    rows = exhibit.frame.to_dict("records")
    known = [row for row in rows if row["value"] == row["value"]]
    scale = heat.colours(known, exhibit, look())
    columns, lines = ([row[side] for row in rows] for side in ("column", "row"))
    left, top, width, height = box
    wide, high = width // (max(columns) - min(columns) + 1), height // (max(lines) - min(lines) + 1)
    for row in rows:
        corner = (left + (row["column"] - min(columns)) * wide, top + (row["row"] - min(lines)) * high)
        tile = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *corner, wide - GAP, high - GAP)
        share = (row["value"] - scale["zmin"]) / (scale["zmax"] - scale["zmin"])
        tile.fill.solid()
        tile.fill.fore_color.rgb = colour(between(scale["colorscale"], share) if row["value"] == row["value"] else LIGHT.page)
        tile.line.color.rgb = colour(LIGHT.grid)
        tile.shadow.inherit = False
        tile.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        tile.text_frame.margin_left = tile.text_frame.margin_right = Pt(2)
        shape = LIGHTS[row["light"]][0] if row["value"] == row["value"] else ""
        write(tile.text_frame, f"{row['name']}\n{' '.join(filter(None, (shape, row['text'])))}", 12)
        for paragraph in tile.text_frame.paragraphs:
            paragraph.alignment = 2


def write(frame, text: str, size: int, shade: str = LIGHT.ink, *, bold: bool = False) -> None:
    frame.word_wrap = True
    frame.text = text
    for paragraph in frame.paragraphs:
        paragraph.alignment = 1
        for run in paragraph.runs:
            run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, colour(shade)
