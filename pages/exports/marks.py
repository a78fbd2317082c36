"""The marks of a vector chart: bars, lines, points, words at points, the cells of a heat table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pages.charts.theme import LIGHT
from pages.exports.lettering import between, paint

if TYPE_CHECKING:
    from pages.exports.vector import Plot

Point = tuple[float, float] | None
BESIDE = 4  # pixels between a point or a bar's end and its words


def _each(value: object, count: int) -> list:
    """A style of every mark: one value for all, or a list."""
    return list(value) if isinstance(value, list | tuple) else [value] * count


# -- bars -------------------------------------------------------------------------------------------------------------


def bars(plot: Plot, traces: Sequence[dict]) -> None:
    """Grouped, stacked or one over the other, as the layout says."""
    mode = plot.layout.get("barmode", "group")
    room = 1 - plot.layout.get("bargap", 0.2)
    ends: defaultdict[tuple, float] = defaultdict(float)
    grouped = len(traces) if mode == "group" else 1
    for place, trace in enumerate(traces):
        count = len(trace["x"])
        lying = trace.get("orientation") == "h"
        step = room / grouped
        wide = _each(trace.get("width", step * (1 - (plot.layout.get("bargroupgap", 0) if grouped > 1 else 0))), count)
        shift = (place - (grouped - 1) / 2) * step if grouped > 1 and "width" not in trace else 0
        bases, places = _each(trace.get("base", 0), count), trace["y" if lying else "x"]
        for index, (at, value) in enumerate(zip(places, trace["x" if lying else "y"], strict=True)):
            if value is None:
                continue
            base = bases[index]
            if mode == "stack":
                base = ends[at, value < 0]
                ends[at, value < 0] += value
            _bar(plot, trace, index, (at + shift, wide[index], base, value, lying))


def _bar(plot: Plot, trace: dict, index: int, where: tuple) -> None:
    at, wide, base, value, lying = where
    across, up = plot.scale(trace.get("xaxis", "x")), plot.scale(trace.get("yaxis", "y"))
    along, beside = (across, up) if lying else (up, across)
    start, end = sorted((along.at(base), along.at(base + value)))
    low, high = sorted((beside.at(at - wide / 2), beside.at(at + wide / 2)))
    marker = trace["marker"]
    colour, edge = _fill(marker, index), marker.get("line", {})
    box = (start, low, end - start, high - low) if lying else (low, start, high - low, end - start)
    opacity = _each(marker.get("opacity", 1), index + 1)[index]
    plot.box(*box, colour, opacity, edge.get("color", "") if edge.get("width") else "")
    text = _each(trace.get("text", ""), index + 1)[index]
    if text and trace.get("textposition", "none") != "none":
        font = trace["textfont"]
        middle, top = box[0] + box[2] / 2, box[1] + box[3]
        if trace["textposition"] == "inside":
            plot.words(middle, box[1] + box[3] / 2, text, font["size"], font["color"], "center", "middle")
        else:
            plot.words(middle, top + BESIDE, text, font["size"], font["color"], "center", "bottom", halo="shadow" in font)


def _fill(marker: dict, index: int) -> str:
    """A colour, or the place of a number on a scale of colours."""
    colour = _each(marker["color"], index + 1)[index]
    if isinstance(colour, str):
        return colour
    return between(marker["colorscale"], (colour - marker["cmin"]) / (marker["cmax"] - marker["cmin"]))


# -- points and lines -------------------------------------------------------------------------------------------------


def line(plot: Plot, points: Sequence[Point], colour: str, width: float, dash: str) -> None:
    """Unknown points part the line."""
    part: list[tuple[float, float]] = []
    for point in (*points, None):
        if point is not None:
            part.append(point)
            continue
        if len(part) > 1:
            plot.stroke(part, colour, width, dash)
        part = []


def points(plot: Plot, found: Sequence[Point], marker: dict) -> None:
    count = len(found)
    styles = zip(
        _each(marker["color"], count), _each(marker.get("size", 6), count), _each(marker.get("opacity", 1), count),
        _each(marker.get("symbol", "circle"), count), strict=True,
    )  # fmt: skip
    for point, (colour, size, opacity, symbol) in zip(found, styles, strict=True):
        if point is not None and opacity:
            _symbol(plot, *point, size / 2, colour, symbol)


def _symbol(plot: Plot, x: float, y: float, half: float, colour: str, symbol: str) -> None:
    canvas = plot.canvas
    canvas.setFillColor(paint(colour))
    if symbol == "circle":
        canvas.circle(x, y, half, stroke=0, fill=1)
        return
    corners = {
        "diamond": ((0, 1.3), (1.3, 0), (0, -1.3), (-1.3, 0)),
        "triangle-up": ((0, 1.1), (1.1, -0.8), (-1.1, -0.8)),
        "triangle-down": ((0, -1.1), (1.1, 0.8), (-1.1, 0.8)),
    }[symbol]
    path = canvas.beginPath()
    for place, (right, up) in enumerate(corners):
        (path.lineTo if place else path.moveTo)(x + right * half, y + up * half)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def texts(plot: Plot, found: Sequence[Point], trace: dict) -> None:
    count, font = len(found), trace["textfont"]
    positions = _each(trace.get("textposition", "middle center"), count)
    for point, text, position, colour in zip(found, trace["text"], positions, _each(font["color"], count), strict=True):
        if point is None or not text:
            continue
        up, across = position.split(" ")
        x = point[0] + {"left": -BESIDE, "center": 0, "right": BESIDE}[across]
        y = point[1] + {"top": BESIDE, "middle": 0, "bottom": -BESIDE}[up]
        anchor = {"left": "right", "center": "center", "right": "left"}[across]  # words on the right begin at the point
        stands = {"top": "bottom", "middle": "middle", "bottom": "top"}[up]
        plot.words(x, y, text, font["size"], colour, anchor, stands, halo="shadow" in font)


# -- heat -------------------------------------------------------------------------------------------------------------


def heat(plot: Plot, trace: dict) -> None:
    """Cells of one unit around their places; an unknown one stays empty."""
    across, up = plot.scale("x"), plot.scale("y")
    wide, high = abs(across.at(1) - across.at(0)) - trace["xgap"], abs(up.at(1) - up.at(0)) - trace["ygap"]
    low, reach = trace["zmin"], trace["zmax"] - trace["zmin"]
    for y, values, words in zip(trace["y"], trace["z"], trace["text"], strict=True):
        for x, value, text in zip(trace["x"], values, words, strict=True):
            if value is None:
                continue
            middle, level = across.at(x), up.at(y)
            plot.box(middle - wide / 2, level - high / 2, wide, high, between(trace["colorscale"], (value - low) / reach))
            if text and trace["texttemplate"]:
                size = trace["textfont"]["size"]
                plot.words(middle, level, text, size, trace["textfont"].get("color", LIGHT.ink), "center", "middle")
