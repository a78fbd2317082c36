"""From one stage to the next: bars that narrow, with the share that went on."""

from __future__ import annotations

from itertools import pairwise

from metrics.results import Exhibit
from pages.charts import pieces
from pages.charts.theme import Look

STEP = 64  # pixels from bar to bar
THICK = 0.27  # half a bar, a share of the step


def build(exhibit: Exhibit, look: Look) -> dict:
    """Stages from top to bottom, all bars from zero, the share of the stage before between them."""
    rows = pieces.records(exhibit.frame, text="", share="", area="")
    if not rows:
        return pieces.empty(look)
    known = [row["value"] for row in rows if row["value"] is not None]
    left = round(max(pieces.width_of(row["stage"], look.font) for row in rows)) + 16
    right = round(max(pieces.width_of(row["text"], look.font) for row in rows)) + 14
    places = list(range(len(rows)))
    return {
        "data": [_bars(rows, look), _figures(rows, look)],
        "layout": {
            "height": exhibit.options.get("height", round(STEP * look.scale * len(rows)) + 8),
            "margin": {"l": left, "r": right, "t": 0, "b": 0},
            "xaxis": pieces.plain_axis(look) | {"range": [0, max(known, default=1) or 1], "tickvals": [], "showgrid": False},
            "yaxis": pieces.plain_axis(look)
            | {
                "range": [len(rows) - 0.6, -0.4],
                "tickvals": places,
                "ticktext": [f"<b>{row['stage']}</b>" for row in rows],
                "tickfont": {"color": look.colours.ink, "size": look.font},
                "ticklabelstandoff": 6,
                "showgrid": False,
            },
            "shapes": _narrowings(rows, look),
            "annotations": _shares(rows, look),
        },
    }


def _bars(rows: list[dict], look: Look) -> dict:
    return {
        "type": "bar",
        "orientation": "h",
        "x": [row["value"] for row in rows],
        "y": list(range(len(rows))),
        "width": 2 * THICK,
        "marker": {"color": look.colours.accent, "opacity": [1 - 0.14 * min(index, 4) for index in range(len(rows))]},
        "customdata": [row["area"] or row["stage"] for row in rows],
        "hovertext": [_hover(row) for row in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _hover(row: dict) -> str:
    share = f"<br>占上一环节 {row['share']}" if row["share"] else ""
    return f"<b>{row['stage']}</b><br>{row['text'] or pieces.missing_text(row)}{share}"


def _figures(rows: list[dict], look: Look) -> dict:
    words = [row["text"] if row["value"] is not None else pieces.missing_text(row) for row in rows]
    colours = [look.colours.ink if row["value"] is not None else look.colours.muted for row in rows]
    words = [f" {word}" for word in words]
    return pieces.texts([row["value"] or 0 for row in rows], list(range(len(rows))), words, "middle right", colours, look.font)


def _narrowings(rows: list[dict], look: Look) -> list[dict]:
    """A pale shape from each bar's lower edge to the next bar's upper edge."""
    shapes = []
    for index, (here, there) in enumerate(pairwise(rows)):
        if here["value"] is None or there["value"] is None:
            continue
        top, foot = index + THICK, index + 1 - THICK
        path = f"M 0,{top} L {here['value']},{top} L {there['value']},{foot} L 0,{foot} Z"
        fill = {"fillcolor": look.colours.accent, "opacity": 0.12, "line": {"width": 0}}
        shapes.append({"type": "path", "path": path, "layer": "below"} | fill)
    return shapes


def _shares(rows: list[dict], look: Look) -> list[dict]:
    return [
        pieces.note(
            f"↓ {row['share']}", look.colours.ink, look.small, xref="x", x=0, xanchor="left", xshift=8,
            y=index - 0.5, yanchor="middle",
        )
        for index, row in enumerate(rows)
        if index and row["share"]
    ]  # fmt: skip
