"""Who stands where: one bar per area, the best on top, what is missing at the bottom as a word."""

from __future__ import annotations

from metrics.formatting import LIGHTS
from metrics.results import Exhibit
from pages.charts import pieces
from pages.charts.theme import Look

SLIM = 380  # pixels: on a telephone what stands at the right edge is read by pointing
TOTAL_AT_MOST = 1.2  # times the longest bar; a longer total would press all others flat, so it is only written


def build(exhibit: Exhibit, look: Look) -> dict:
    """Bars from zero, or points where the range is narrow (options["points"])."""
    rows = pieces.records(exhibit.frame, role="context", light="none", detail="", text="", area="")
    if not rows:
        return pieces.empty(look)
    rows = _sorted(rows, exhibit.options.get("direction", "neutral"))
    for index, row in enumerate(rows):
        row["place"] = index
        row["colour"] = _colour(row, rows, look)
    points = bool(exhibit.options.get("points"))
    marks = _lines_across(exhibit.options)
    axis = _value_axis(rows, marks, exhibit.unit, look, points)
    margin, slim = _margin(rows, look, points)
    across, above = _drawn_lines(marks, axis, margin, len(rows), look)
    margin["t"] = 6 + (look.small + 5) * (1 + max((note["level"] for note in above), default=-1))
    height = exhibit.options.get("height", look.row * len(rows) + margin["t"] + margin["b"])
    return {
        "data": [(_points if points else _bars)(rows, look), *across, _labels(rows, axis, look, points)],
        "layout": {
            "height": height,
            "margin": margin,
            "bargap": 0.32,
            "xaxis": axis,
            "yaxis": _names(rows, look, points),
            "shapes": _rule_under_total(rows, look),
            "annotations": [note["note"] for note in above] + _details(rows, margin, look),
            "meta": {"slim": {"below": SLIM, "right": slim}},
        },
    }


def _sorted(rows: list[dict], direction: str) -> list[dict]:
    """The total first, then from best to worst, then the missing; equal values keep the frame's order."""
    sign = 1 if direction == "lower_better" else -1

    def place(row: dict) -> tuple[int, float]:
        if row["role"] == "total":
            return 0, 0.0
        return (2, 0.0) if row["value"] is None else (1, sign * row["value"])

    return sorted(rows, key=place)


def _colour(row: dict, rows: list[dict], look: Look) -> str:
    """Subject in the accent, attention in its colour, everything else calm."""
    if row["role"] == "total":
        return look.light(row["light"], look.colours.muted)
    judged = any(other["role"] == "subject" or other["light"] != "none" for other in rows)
    calm = look.colours.accent if row["role"] == "subject" or not judged else look.colours.context
    return look.light(row["light"], calm)


def _lines_across(options: dict) -> list[dict]:
    marks = [{"at": value, "text": label, "target": False} for label, value in options.get("references", ())]
    if options.get("target") is not None:
        words = options.get("target_text", "目标")
        marks.append({"at": options["target"], "text": words, "target": True})
    return sorted((mark for mark in marks if mark["at"] == mark["at"]), key=lambda mark: mark["at"])


def _value_axis(rows: list[dict], marks: list[dict], unit: str, look: Look, points: bool) -> dict:
    known = [row["value"] for row in rows if row["value"] is not None]
    longest = max((row["value"] for row in rows if row["value"] is not None and row["role"] != "total"), default=0.0)
    for row in rows:
        row["drawn"] = row["value"] is not None and (row["role"] != "total" or row["value"] <= TOTAL_AT_MOST * longest)
    values = [row["value"] for row in rows if row["drawn"]] + [mark["at"] for mark in marks]
    axis = pieces.value_axis(values or known or [0.0], unit, look, zero=not points, count=5)
    if not points:  # every bar has its figure beside it, so the axis needs no ticks
        low, high = min([0.0, *values]), max([0.0, *values])
        axis |= {"tickvals": [0], "ticktext": [""], "range": [low * 1.25, high or 1.0], "showgrid": False}
    return axis


def _margin(rows: list[dict], look: Look, points: bool) -> tuple[dict, int]:
    """The margins, and the right one where the details are left out."""
    names = max(pieces.width_of(_name(row), look.font) for row in rows)
    labels = max(pieces.width_of(_label(row, look, points), look.font) for row in rows)
    details = max(pieces.width_of(row["detail"], look.small) for row in rows)
    right, below = round(labels) + 16, look.small + 14 if points else 6
    return {"l": round(names) + 14, "r": right + (round(details) + 18 if details else 0), "b": below}, right


def _name(row: dict) -> str:
    name = pieces.shortened(row["name"], 10)
    return f"<b>{name}</b>" if row["role"] in ("subject", "total") else name


def _label(row: dict, look: Look, points: bool) -> str:
    """Shape and figure, as the tables write them; a point has its shape already."""
    if row["value"] is None:
        return f" {pieces.missing_text(row)}"
    shape = LIGHTS.get(row["light"], LIGHTS["none"])[0]
    if points or not shape:
        return f"{'   ' if points and row['drawn'] else ' '}{row['text']}"
    colour = look.light(row["light"], look.colours.good)
    return f" <span style='color:{colour}'>{shape}</span> {row['text']}"


def _hover(row: dict) -> str:
    word = LIGHTS.get(row["light"], LIGHTS["none"])[1]
    extra = "<br>".join(part for part in (row["detail"], word) if part)
    return f"<b>{row['name']}</b><br>{row['text'] or pieces.missing_text(row)}" + (f"<br>{extra}" if extra else "")


def _bars(rows: list[dict], look: Look) -> dict:
    return _marks(rows) | {
        "type": "bar",
        "orientation": "h",
        "marker": {"color": [row["colour"] for row in rows if row["drawn"]], "line": {"width": 0}},
    }


def _points(rows: list[dict], look: Look) -> dict:
    shapes = {"mark": "triangle-up", "behind": "diamond", "off": "triangle-down"}
    shown = [row for row in rows if row["drawn"]]
    return _marks(rows) | {
        "type": "scatter",
        "mode": "markers",
        "cliponaxis": False,
        "marker": {
            "color": [row["colour"] for row in shown],
            "symbol": [shapes.get(row["light"], "circle") for row in shown],
            "size": look.marker * 1.7,
        },
    }


def _marks(rows: list[dict]) -> dict:
    shown = [row for row in rows if row["drawn"]]
    return {
        "x": [row["value"] for row in shown],
        "y": [row["place"] for row in shown],
        "customdata": [row["area"] for row in shown],
        "hovertext": [_hover(row) for row in shown],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _labels(rows: list[dict], axis: dict, look: Look, points: bool) -> dict:
    """The figures at the bars' ends; 未报 where a bar would begin."""
    start = axis["range"][0] if points else 0.0
    quiet = look.colours.muted
    trace = pieces.texts(
        [row["value"] if row["drawn"] else start for row in rows],
        [row["place"] for row in rows],
        [_label(row, look, points) for row in rows],
        "middle right",
        [quiet if row["value"] is None else look.light(row["light"], look.colours.ink) for row in rows],
        look.font,
    )
    trace["textposition"] = ["middle left" if row["drawn"] and row["value"] < 0 else "middle right" for row in rows]
    trace["textfont"] = look.halo(look.font, trace["textfont"]["color"])
    found = {"hoverinfo": None, "hovertext": [_hover(row) for row in rows], "hovertemplate": "%{hovertext}<extra></extra>"}
    return trace | found | {"customdata": [row["area"] for row in rows]}


def _names(rows: list[dict], look: Look, points: bool) -> dict:
    return pieces.plain_axis(look) | {
        "range": [len(rows) - 0.5, -0.5],
        "tickvals": [row["place"] for row in rows],
        "ticktext": [_name(row) for row in rows],
        "tickfont": {"color": look.colours.ink, "size": look.font},
        "ticklabelstandoff": 6,
        "showgrid": points,
    }


def _details(rows: list[dict], margin: dict, look: Look) -> list[dict]:
    """Numerator and denominator as a column at the right edge."""
    return [
        pieces.note(
            row["detail"], look.colours.muted, look.small, xref="paper", x=1, xanchor="right",
            xshift=margin["r"] - 6, y=row["place"], yanchor="middle", name="detail",
        )
        for row in rows
        if row["detail"]
    ]  # fmt: skip


def _drawn_lines(marks: list[dict], axis: dict, margin: dict, count: int, look: Look) -> tuple[list[dict], list[dict]]:
    """Target and references as lines over the bars, under the figures; words that would meet go one level up."""
    low, high = axis["range"]
    plot = pieces.NARROWEST - margin["l"] - margin["r"]
    ends: list[float] = []
    across, above = [], []
    for mark in marks:
        middle, half = (mark["at"] - low) / (high - low) * plot, pieces.width_of(mark["text"], look.small) / 2 + 4
        level = next((level for level, end in enumerate(ends) if middle - half >= end), len(ends))
        ends[level : level + 1] = [middle + half]
        colour = look.colours.ink if mark["target"] else look.colours.muted
        across.append(_line_at(mark, count, colour, look))
        words = pieces.note(
            mark["text"], colour, look.small, x=mark["at"], y=-0.5, yanchor="bottom",
            yshift=level * (look.small + 5), borderpad=0,
        )  # fmt: skip
        above.append({"note": words, "level": level})
    return across, above


def _line_at(mark: dict, count: int, colour: str, look: Look) -> dict:
    dash = "dash" if mark["target"] else "dot"
    line = {"color": colour, "width": look.line * 0.6, "dash": dash}
    x, y = [mark["at"], mark["at"]], [-0.5, count - 0.5]
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip", "name": mark["text"]}


def _rule_under_total(rows: list[dict], look: Look) -> list[dict]:
    totals = sum(row["role"] == "total" for row in rows)
    if not 0 < totals < len(rows):
        return []
    line = {"color": look.colours.grid, "width": 1}
    return [{"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": totals - 0.5, "y1": totals - 0.5, "line": line}]
