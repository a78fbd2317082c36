"""How far each task is: a bar of completion on a track to 100 %, with a tick where the calendar or the plan stands."""

from __future__ import annotations

from metrics.formatting import LIGHTS
from metrics.results import Exhibit
from pages.charts import pieces
from pages.charts.theme import Look

MOST = 130.0  # percent; a longer bar is cut there with an arrow, so that one task does not press all others flat
NAME = 12  # letters


def build(exhibit: Exhibit, look: Look) -> dict:
    rows = pieces.records(exhibit.frame, light="none", text="", detail="", indicator="")
    if not rows:
        return pieces.empty(look)
    for place, row in enumerate(rows):
        row["place"] = place
        row["drawn"] = min(row["value"], MOST)
        row["pace"] = row["pace"] if isinstance(row["pace"], float) else None
    margin = {"l": round(max(pieces.width_of(_name(row), look.font) for row in rows)) + 14, "r": 8, "t": 22, "b": 6}
    margin["r"] += round(max(pieces.width_of(_label(row, look), look.font) for row in rows)) + 10
    return {
        "data": [_track(rows, look), _bars(rows, look), _ticks(rows, look), _labels(rows, look)],
        "layout": {
            "height": exhibit.options.get("height", look.row * len(rows) + margin["t"] + margin["b"]),
            "margin": margin,
            "barmode": "overlay",
            "bargap": 0.3,
            "xaxis": pieces.plain_axis(look)
            | {"range": [0, _end(rows)], "tickvals": [0, 50, 100], "ticktext": ["0%", "50%", "100%"], "side": "top"},
            "yaxis": pieces.plain_axis(look)
            | {
                "range": [len(rows) - 0.5, -0.5],
                "tickvals": [row["place"] for row in rows],
                "ticktext": [_name(row) for row in rows],
                "tickfont": {"color": look.colours.ink, "size": look.font},
                "showgrid": False,
            },
        },
    }


def _end(rows: list[dict]) -> float:
    return max(100.0, *(row["drawn"] for row in rows)) + 1


def _name(row: dict) -> str:
    return pieces.shortened(row["name"], NAME)


def _label(row: dict, look: Look) -> str:
    """Shape and completion; a bar that was cut says so by its arrow. The gap is read by pointing."""
    shape = LIGHTS.get(row["light"], LIGHTS["none"])[0]
    colour = look.light(row["light"], look.colours.good)
    cut = "»" if row["value"] > MOST else ""
    return f"<span style='color:{colour}'>{shape}</span> {cut}{row['text']}"


def _track(rows: list[dict], look: Look) -> dict:
    return _trace([100.0] * len(rows), rows, look.colours.grid, 0.78)


def _bars(rows: list[dict], look: Look) -> dict:
    colours = [look.light(row["light"], look.colours.accent) for row in rows]
    return _trace([row["drawn"] for row in rows], rows, colours, 0.42)


def _trace(values: list[float], rows: list[dict], colour: object, width: float) -> dict:
    return {
        "type": "bar",
        "orientation": "h",
        "x": values,
        "y": [row["place"] for row in rows],
        "width": width,
        "marker": {"color": colour, "line": {"width": 0}},
        "hovertext": [_hover(row) for row in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _hover(row: dict) -> str:
    word = LIGHTS.get(row["light"], LIGHTS["none"])[1]
    due = "" if row["pace"] is None else f"<br>序时进度{row['pace']:.1f}%"
    return f"<b>{row['name']}</b><br>完成率{row['text']}{due}<br>{row['detail']}" + (f" · {word}" if word else "")


def _ticks(rows: list[dict], look: Look) -> dict:
    """Where the pace stands; of what should hold all year, the goal."""
    x: list[float | None] = []
    y: list[float | None] = []
    for row in rows:
        at = 100.0 if row["pace"] is None else row["pace"]
        x += [at, at, None]
        y += [row["place"] - 0.42, row["place"] + 0.42, None]
    line = {"color": look.colours.ink, "width": look.line}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip", "name": "序时"}


def _labels(rows: list[dict], look: Look) -> dict:
    ends = [_end(rows)] * len(rows)
    words = [_label(row, look) for row in rows]
    return pieces.texts(ends, [row["place"] for row in rows], words, "middle right", look.colours.ink, look.font)
