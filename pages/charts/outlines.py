"""Townships as they lie, filled by their figure: the bureau's own boundaries, drawn as lines, so that no base map is asked for."""

from __future__ import annotations

import math
from itertools import pairwise

from plotly.colors import sample_colorscale

from metrics.results import Exhibit
from pages.charts import heat, pieces, tiles
from pages.charts.theme import Look

WIDTH, LOWEST, HIGHEST = 620, 320, 560  # pixels


def build(exhibit: Exhibit, look: Look) -> dict:
    """A filled line per area, which tells the area by `meta`; names and figures above them, which tell it by `customdata`."""
    rows = pieces.records(exhibit.frame, light="none", text="", area="", name="")
    shapes = exhibit.options["shapes"]
    if not rows:
        return pieces.empty(look)
    fills = _fills([row for row in rows if row["value"] is not None], exhibit, look)
    points = [point for row in rows for ring in shapes[row["area"]] for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    squeeze = math.cos(math.radians((south + north) / 2))  # a degree of longitude is so much shorter than one of latitude
    high = WIDTH * (north - south) / ((east - west) * squeeze)
    hidden = {"visible": False, "fixedrange": True}
    return {
        "data": [*(_outline(row, shapes[row["area"]], fills, look) for row in rows), _words(rows, shapes, look)],
        "layout": {
            "height": exhibit.options.get("height", round(min(max(high, LOWEST), HIGHEST) * look.scale)),
            "margin": {"l": 4, "r": 4, "t": 6, "b": 6},
            "xaxis": hidden | {"range": [west, east], "constrain": "domain"},
            "yaxis": hidden | {"range": [south, north], "scaleanchor": "x", "scaleratio": 1 / squeeze, "constrain": "domain"},
        },
    }


def _fills(known: list[dict], exhibit: Exhibit, look: Look) -> dict[str, str]:
    """The colour of each area with a figure, on the scale of the tiles and the heat table."""
    scale = heat.colours(known, exhibit, look)
    low, reach = scale["zmin"], scale["zmax"] - scale["zmin"]
    places = [min(max((row["value"] - low) / reach, 0), 1) for row in known]
    colours = sample_colorscale(scale["colorscale"], places) if known else []
    return {row["area"]: colour for row, colour in zip(known, colours, strict=True)}


def _outline(row: dict, rings: list, fills: dict[str, str], look: Look) -> dict:
    """Rings stand one after the other, with a gap between; a hole runs the other way round and stays empty."""
    path = [point for ring in rings for point in [*ring, (None, None)]][:-1]
    is_known = row["area"] in fills
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x for x, _ in path],
        "y": [y for _, y in path],
        "fill": "toself",
        "fillcolor": fills.get(row["area"], look.colours.page),
        "line": {"color": look.colours.page if is_known else look.colours.context, "width": look.line * 0.6},
        "hoveron": "fills",
        "hoverinfo": "text",
        "text": tiles.hover(row),
        "meta": row["area"],
        "name": "",
    }


def _words(rows: list[dict], shapes: dict, look: Look) -> dict:
    places = [_middle(max(shapes[row["area"]], key=len)) for row in rows]
    return pieces.texts(
        [x for x, _ in places], [y for _, y in places], [tiles.words(row) for row in rows], "middle center", look.colours.ink, look.small,
        customdata=[row["area"] for row in rows], hovertext=[tiles.hover(row) for row in rows],
        hovertemplate="%{hovertext}<extra></extra>", name="",
    )  # fmt: skip


def _middle(ring: list) -> tuple[float, float]:
    """The centre of gravity of a ring; the mean of its corners where it encloses nothing."""
    steps = [(x * v - u * y, x + u, y + v) for (x, y), (u, v) in pairwise(ring)]
    whole = sum(cross for cross, _, _ in steps)
    if not whole:
        return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
    return sum(cross * x for cross, x, _ in steps) / (3 * whole), sum(cross * y for cross, _, y in steps) / (3 * whole)
