"""Why a figure changed: from before to now, one floating bar per cause, each where the one above ended."""

from __future__ import annotations

from metrics.results import Exhibit
from pages.charts import pieces
from pages.charts.theme import Look

ENDS = ("start", "end")
TALLER = 1.15  # than a ranking's row: the joints between the bars want room


def build(exhibit: Exhibit, look: Look) -> dict:
    """Rows from top to bottom in the frame's order. The ends are bars from zero, or points where the axis is cut."""
    rows = [
        row
        for row in pieces.records(exhibit.frame, role="part", tone="neutral", detail="", text="", area="")
        if row["role"] != "folded"
    ]
    if not any(row["value"] is not None for row in rows):
        return pieces.empty(look)
    _place(rows)
    axis = pieces.value_axis([end for row in rows for end in row["span"]], exhibit.unit, look, count=5)
    cut = not axis["range"][0] <= 0 <= axis["range"][1]
    margin = _margin(rows, look)
    bars = [row for row in rows if not (cut and row["role"] in ENDS)]
    points = [row for row in rows if cut and row["role"] in ENDS]
    height = round(look.row * TALLER * len(rows)) + margin["t"] + margin["b"]
    return {
        "data": [_bars(bars, look), *([_points(points, look)] if points else []), _labels(rows, look)],
        "layout": {
            "height": exhibit.options.get("height", height),
            "margin": margin,
            "bargap": 0.34,
            "xaxis": axis,
            "yaxis": _names(rows, look),
            "shapes": [*_joints(rows, look), *_level(rows, look)],
        },
    }


def _place(rows: list[dict]) -> None:
    """Where each bar begins and ends; both ends of the whole stand on the ground."""
    level = 0.0
    for index, row in enumerate(rows):
        value = row["value"] or 0.0
        row["place"] = index
        if row["role"] in ENDS:
            row["base"], row["span"], level = 0.0, (value, value), value
        else:
            row["base"], row["span"], level = level, (level, level + value), level + value
        row["level"] = level


def _margin(rows: list[dict], look: Look) -> dict:
    names = max(pieces.width_of(_name(row), look.font) for row in rows)
    labels = max(pieces.width_of(row["text"], look.font) for row in rows)
    return {"l": round(names) + 14, "r": round(labels) + 18, "t": 6, "b": look.small + 14}


def _name(row: dict) -> str:
    name = pieces.shortened(row["name"], 12)
    return f"<b>{name}</b>" if row["role"] in ENDS else name


def _colour(row: dict, look: Look) -> str:
    colours = look.colours
    if row["role"] in (*ENDS, "rest"):
        return colours.muted if row["role"] in ENDS else colours.context
    return {"good": colours.good, "bad": colours.bad}.get(row["tone"], colours.accent)


def _marks(rows: list[dict]) -> dict:
    return {
        "y": [row["place"] for row in rows],
        "customdata": [row["area"] for row in rows],
        "hovertext": [_hover(row) for row in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _hover(row: dict) -> str:
    return "<br>".join(filter(None, (f"<b>{row['name']}</b>", row["text"], row["detail"].replace("；", "<br>"))))


def _bars(rows: list[dict], look: Look) -> dict:
    return _marks(rows) | {
        "type": "bar",
        "orientation": "h",
        "x": [row["value"] for row in rows],
        "base": [row["base"] for row in rows],
        "marker": {"color": [_colour(row, look) for row in rows], "line": {"width": 0}},
    }


def _points(rows: list[dict], look: Look) -> dict:
    return _marks(rows) | {
        "type": "scatter",
        "mode": "markers",
        "x": [row["value"] for row in rows],
        "cliponaxis": False,
        "marker": {"color": [_colour(row, look) for row in rows], "symbol": "diamond", "size": look.marker * 1.9},
    }


def _labels(rows: list[dict], look: Look) -> dict:
    """The figures right of the bars, whichever way these go, so that they never meet the names."""
    colours = [_colour(row, look) if row["tone"] == "bad" and row["role"] == "part" else look.colours.ink for row in rows]
    x = [max(row["span"]) for row in rows]
    words = [f"{'   ' if row['role'] in ENDS else ' '}{row['text']}" for row in rows]
    trace = pieces.texts(x, [row["place"] for row in rows], words, "middle right", colours, look.font)
    return (
        trace
        | {"textfont": look.halo(look.font, colours)}
        | {name: mark for name, mark in _marks(rows).items() if name != "y"}
        | {"hoverinfo": None}
    )


def _names(rows: list[dict], look: Look) -> dict:
    return pieces.plain_axis(look) | {
        "range": [len(rows) - 0.5, -0.5],
        "tickvals": [row["place"] for row in rows],
        "ticktext": [_name(row) for row in rows],
        "tickfont": {"color": look.colours.ink, "size": look.font},
        "ticklabelstandoff": 6,
        "showgrid": False,
    }


def _joints(rows: list[dict], look: Look) -> list[dict]:
    """From where one bar ends to where the next begins."""
    line = {"color": look.colours.context, "width": 1}
    return [_upright(row["level"], row["place"] + 0.33, row["place"] + 0.67, line) for row in rows[:-1]]


def _level(rows: list[dict], look: Look) -> list[dict]:
    """The figure before as a faint line through all rows: what lies left of it is a fall."""
    if rows[0]["role"] != "start":
        return []
    return [_upright(rows[0]["level"], 0.5, len(rows) - 0.5, {"color": look.colours.context, "width": 1, "dash": "dot"})]


def _upright(x: float, y0: float, y1: float, line: dict) -> dict:
    return {"type": "line", "layer": "below", "x0": x, "x1": x, "y0": y0, "y1": y1, "line": line}
