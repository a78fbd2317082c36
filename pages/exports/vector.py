"""A chart as vector drawing in a PDF: the same figure that the screen draws, from the same description.

Draws what `pages/charts` uses of Plotly: bars, lines, marks, words, heat cells, straight axes, shapes, notes, a legend.
Raises ValueError for any other trace, so that a chart is never printed with a part missing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from metrics.results import Exhibit
from pages import charts
from pages.charts.theme import LIGHT
from pages.exports import marks
from pages.exports.lettering import paint, width_of, write

WIDTH = 660  # pixels of the picture that fill the width of the page
STROKES = {"dash": (5, 3), "dot": (1.5, 2.5)}
STEP = re.compile(r"([MLZ])\s*(?:(-?[\d.e+-]+),(-?[\d.e+-]+))?")


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis: its range on pixels from `start` to `end`."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


class Picture(Flowable):
    """An exhibit's chart, as wide as the column in which it stands."""

    def __init__(self, exhibit: Exhibit) -> None:
        super().__init__()
        figure = charts.spec(_sized(exhibit))
        self.data, self.layout = figure["data"], figure["layout"]
        self.axes = {name: axis for name, axis in self.layout.items() if name.startswith(("xaxis", "yaxis"))}

    @property
    def prints_every_figure(self) -> bool:
        """A heat table with its figures in the cells: a table below would say the same again."""
        return any(trace["type"] == "heatmap" and trace["texttemplate"] for trace in self.data)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.factor = min(width / WIDTH, height / self.layout["height"])
        return width, self.layout["height"] * self.factor

    def draw(self) -> None:
        self.canv.saveState()
        self.canv.scale(self.factor, self.factor)
        Plot(self.canv, self).draw()
        self.canv.restoreState()


def _sized(exhibit: Exhibit) -> Exhibit:
    """For the page's width, and as high as its rows want."""
    options = {name: value for name, value in exhibit.options.items() if name != "height" or exhibit.kind in ("trend", "columns")}
    return replace(exhibit, options=options | {"width": WIDTH})


class Plot:
    """One figure on a canvas whose unit is a pixel; its origin is the lower left corner."""

    def __init__(self, canvas: Canvas, picture: Picture) -> None:
        self.canvas, self.data, self.layout, self.axes = canvas, picture.data, picture.layout, picture.axes
        margin = self.layout.get("margin", {})
        self.left, self.right = margin.get("l", 0), WIDTH - margin.get("r", 0)
        self.foot, self.top = margin.get("b", 0), self.layout["height"] - margin.get("t", 0)

    def draw(self) -> None:
        for below in (True, False):
            if not below:
                self._grids()
                bars = [trace for trace in self.data if trace["type"] == "bar"]
                marks.bars(self, bars)
                for trace in self.data:
                    if trace["type"] != "bar":
                        DRAWN[trace["type"]](self, trace)
                self._ticks()
                self._legend()
            for shape in self.layout.get("shapes", ()):
                if (shape.get("layer") == "below") == below:
                    self._shape(shape)
        for note in self.layout.get("annotations", ()):
            self._note(note)

    # -- where things stand -------------------------------------------------------------------------------------------

    def scale(self, name: str) -> Scale:
        """name: x, y, x2 …; "paper" is the plot's own frame from 0 to 1."""
        letter, number = name[0], name[1:]
        start, end = (self.left, self.right) if letter == "x" else (self.foot, self.top)
        axis = self.axes.get(f"{letter}axis{number}") or self.axes.get(f"{letter}axis1", {})
        low, high = axis.get("domain", (0, 1))
        start, end = start + low * (end - start), start + high * (end - start)
        return Scale(*axis.get("range", (0, 1)), start, end)

    def _place(self, letter: str, reference: str, value: float) -> float:
        if reference == "paper":
            start, end = (self.left, self.right) if letter == "x" else (self.foot, self.top)
            return start + value * (end - start)
        return self.scale(reference).at(value)

    # -- axes, shapes, words ------------------------------------------------------------------------------------------

    def _grids(self) -> None:
        for name, axis in self.axes.items():
            if not axis.get("showgrid", True) or axis.get("visible") is False:
                continue
            own, other = self.scale(_short(name)), self.scale(_short(axis.get("anchor", "y" if name[0] == "x" else "x")))
            for value in axis.get("tickvals", ()):
                at = own.at(value)
                ends = (at, other.start, at, other.end) if name[0] == "x" else (other.start, at, other.end, at)
                self.line(*ends, axis.get("gridcolor", LIGHT.grid), 0.8)

    def _ticks(self) -> None:
        for name, axis in self.axes.items():
            if axis.get("visible") is False:
                continue
            own, other = self.scale(_short(name)), self.scale(_short(axis.get("anchor", "y" if name[0] == "x" else "x")))
            off, font = axis.get("ticklabelstandoff", 3), axis.get("tickfont", {})
            size, colour = font.get("size", 12), font.get("color", LIGHT.muted)
            for value, text in zip(axis.get("tickvals", ()), axis.get("ticktext", ()), strict=True):
                if name[0] == "y":
                    self.words(other.start - off, own.at(value), text, size, colour, "right", "middle")
                elif axis.get("side") == "top":
                    self.words(own.at(value), other.end + off, text, size, colour, "center", "bottom")
                else:
                    self.words(own.at(value), other.start - off, text, size, colour, "center", "top")

    def _shape(self, shape: dict) -> None:
        across, up = shape.get("xref", "x"), shape.get("yref", "y")
        line = shape.get("line", {})
        if shape["type"] == "line":
            ends = [self._place(way, ref, shape[key]) for way, ref, key in
                    (("x", across, "x0"), ("y", up, "y0"), ("x", across, "x1"), ("y", up, "y1"))]  # fmt: skip
            self.line(*ends, line.get("color", LIGHT.grid), line.get("width", 1), line.get("dash", ""))
            return
        path = self.canvas.beginPath()
        for word, x, y in STEP.findall(shape["path"]):
            if word == "Z":
                path.close()
            else:
                (path.moveTo if word == "M" else path.lineTo)(self._place("x", across, float(x)), self._place("y", up, float(y)))
        self.canvas.setFillColor(paint(shape["fillcolor"], shape.get("opacity", 1)))
        self.canvas.drawPath(path, stroke=0, fill=1)

    def _note(self, note: dict) -> None:
        x = self._place("x", note.get("xref", "x"), note.get("x", 0.5)) + note.get("xshift", 0)
        y = self._place("y", note.get("yref", "y"), note.get("y", 0.5)) + note.get("yshift", 0)
        font = note["font"]
        self.words(x, y, note["text"], font["size"], font["color"], note.get("xanchor", "center"), note.get("yanchor", "middle"))

    def _legend(self) -> None:
        if not self.layout.get("showlegend"):
            return
        size, x, y = self.layout["legend"]["font"]["size"], self.left, self.top + 14
        for trace in self.data:
            if trace.get("showlegend", True) and trace["type"] == "bar":
                colour = trace["marker"]["color"]
                colour = colour[0] if isinstance(colour, list) else colour
                self.box(x, y - 4, 14, 9, colour)
                self.words(x + 19, y, trace["name"], size, LIGHT.ink, "left", "middle")
                x += 19 + width_of(trace["name"], size) + 18

    # -- strokes ------------------------------------------------------------------------------------------------------

    def line(self, x0: float, y0: float, x1: float, y1: float, colour: str, width: float, dash: str = "") -> None:
        self.stroke([(x0, y0), (x1, y1)], colour, width, dash)

    def stroke(self, points: list[tuple[float, float]], colour: str, width: float, dash: str = "") -> None:
        self.canvas.setStrokeColor(paint(colour))
        self.canvas.setLineWidth(width)
        self.canvas.setDash(*STROKES[dash]) if dash else self.canvas.setDash()
        path = self.canvas.beginPath()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        self.canvas.drawPath(path, stroke=1, fill=0)
        self.canvas.setDash()

    def box(self, x: float, y: float, width: float, height: float, colour: str, opacity: float = 1, edge: str = "") -> None:
        self.canvas.setFillColor(paint(colour, opacity))
        if edge:
            self.canvas.setStrokeColor(paint(edge))
            self.canvas.setLineWidth(1)
        self.canvas.rect(x, y, width, height, stroke=int(bool(edge)), fill=1)

    def words(
        self, x: float, y: float, text: str, size: float, colour: str, across: str, up: str, *, halo: bool = False
    ) -> None:  # fmt: skip
        write(self.canvas, x, y, text, size, colour, (across, up), halo=halo)


def _short(axis: str) -> str:
    """xaxis2 → x2, as traces and anchors call it; xaxis → x."""
    return axis.replace("axis", "")


def _lines(plot: Plot, trace: dict) -> None:
    across, up = plot.scale(trace.get("xaxis", "x")), plot.scale(trace.get("yaxis", "y"))
    points = [None if x is None or y is None else (across.at(x), up.at(y)) for x, y in zip(trace["x"], trace["y"], strict=True)]
    mode = trace.get("mode", "lines")
    if "lines" in mode:
        style = trace["line"]
        marks.line(plot, points, style["color"], style.get("width", 2), style.get("dash", ""))
    if "markers" in mode:
        marks.points(plot, points, trace["marker"])
    if "text" in mode:
        marks.texts(plot, points, trace)


DRAWN = {"scatter": _lines, "heatmap": marks.heat}
