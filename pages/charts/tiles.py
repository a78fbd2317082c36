"""Townships as tiles, roughly where they lie: a map that needs no map file and gives a small one as much room as a large one."""

from __future__ import annotations

import html

from metrics.formatting import LIGHTS
from metrics.results import Exhibit
from pages.charts import heat, pieces
from pages.charts.theme import Look

SIDE = 0.94  # of the place that a tile has
HEIGHT = 84  # pixels of a tile's place


def build(exhibit: Exhibit, look: Look) -> dict:
    """Bars as tiles, since a click arrives from a bar and not from a heat map."""
    rows = pieces.records(exhibit.frame, light="none", text="", area="", name="")
    if not rows:
        return pieces.empty(look)
    lines, columns = ({row[side] for row in rows} for side in ("row", "column"))
    known, missing = [row for row in rows if row["value"] is not None], [row for row in rows if row["value"] is None]
    traces = [_tiles(known, look) | {"marker": _colours(known, exhibit, look)}] if known else []
    if missing:
        empty = {"color": look.colours.page, "line": {"color": look.colours.context, "width": 1}}
        traces.append(_tiles(missing, look) | {"marker": empty})
    hidden = {"visible": False, "fixedrange": True}
    height = exhibit.options.get("height", round(HEIGHT * look.scale * (max(lines) - min(lines) + 1)) + 12)
    return {
        "data": traces,
        "layout": {
            "height": height,
            "margin": {"l": 4, "r": 4, "t": 6, "b": 6},
            "barmode": "overlay",
            "bargap": 0,
            "xaxis": hidden | {"range": [min(columns) - 0.5, max(columns) + 0.5]},
            "yaxis": hidden | {"range": [-max(lines) - 0.5, -min(lines) + 0.5]},
        },
    }


def _tiles(rows: list[dict], look: Look) -> dict:
    return {
        "type": "bar",
        "x": [row["column"] for row in rows],
        "y": [SIDE] * len(rows),
        "base": [-row["row"] - SIDE / 2 for row in rows],
        "width": SIDE,
        "text": [words(row) for row in rows],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {"size": look.font, "color": look.colours.ink},
        "customdata": [row["area"] for row in rows],
        "hovertext": [hover(row) for row in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def words(row: dict) -> str:
    """Name, then shape and figure: the judgement is read without the colour too."""
    shape = LIGHTS[row["light"]][0] if row["value"] is not None else ""
    figure = pieces.figure_of(row) if row["value"] is not None else pieces.short_missing_text(row)
    name = pieces.escaped(pieces.shortened(html.unescape(row["name"]), 6))  # never cut through an escape
    return f"{name}<br><b>{' '.join(filter(None, (shape, figure)))}</b>"


def hover(row: dict) -> str:
    word = LIGHTS[row["light"]][1] if row["value"] is not None else ""
    return f"<b>{row['name']}</b><br>{row['text'] or pieces.missing_text(row)}" + (f"<br>{word}" if word else "")


def _colours(rows: list[dict], exhibit: Exhibit, look: Look) -> dict:
    scale = heat.colours(rows, exhibit, look)
    return {
        "color": [row["value"] for row in rows],
        "colorscale": scale["colorscale"],
        "cmin": scale["zmin"],
        "cmax": scale["zmax"],
        "showscale": False,
        "line": {"width": 0},
    }
