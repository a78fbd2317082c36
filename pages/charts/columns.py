"""Amounts side by side: months, quarters or kinds as upright bars, grouped or stacked."""

from __future__ import annotations

from metrics.formatting import month_text
from metrics.results import Exhibit
from pages.charts import pieces
from pages.charts.theme import Look

HEIGHT = 300
GROUP = 0.7  # of a category's width is bars
GREY = ("context", "last_year")


def build(exhibit: Exhibit, look: Look) -> dict:
    """A trace per series; rows of the role `total` are written above the stack and not drawn."""
    rows = pieces.records(exhibit.frame, text="", series="", role="subject", area="")
    if not rows:
        return pieces.empty(look)
    categories = list(dict.fromkeys(row["category"] for row in rows))
    for row in rows:
        row["place"] = categories.index(row["category"])
    totals = [row for row in rows if row["role"] == "total"]
    series = pieces.grouped((row for row in rows if row["role"] != "total"), "series")
    stack = bool(exhibit.options.get("stack"))
    axis = pieces.value_axis(_ends(series, stack, len(categories)), exhibit.unit, look, zero=True)
    legend = len(series) > 1
    left = round(max((pieces.width_of(text, look.small) for text in axis["ticktext"]), default=0)) + 8
    shown = _labelled(series, categories, exhibit, look, stack, left)
    colours = _colours(series, look)
    data = [_bars(group, colours[name], look, shown, stack) for name, group in series.items()]
    return {
        "data": data + _gaps(series, look, stack) + _totals(totals, look),
        "layout": {
            "height": exhibit.options.get("height", round(HEIGHT * look.scale)),
            "margin": {"l": left, "r": 8, "t": 20 + (look.font + 14 if legend else 0), "b": 2 * look.small + 14},
            "barmode": "stack" if stack else "group",
            "bargap": 1 - GROUP,
            "bargroupgap": 0.06,
            "showlegend": legend,
            "legend": _legend(look),
            "xaxis": _categories(categories, look),
            "yaxis": axis,
        },
    }


def _ends(series: dict, stack: bool, count: int) -> list[float]:
    """Where bars end, so that the axis holds a whole stack."""
    known = [row for group in series.values() for row in group if row["value"] is not None]
    if not stack:
        return [row["value"] for row in known]
    above, below = [0.0] * count, [0.0] * count
    for row in known:
        side = above if row["value"] >= 0 else below
        side[row["place"]] += row["value"]
    return above + below


def _colours(series: dict, look: Look) -> dict:
    """Last year and context in grey, the rest in the palette's order."""
    palette = iter(look.colours.series * 4)
    return {name: look.colours.context if group[0]["role"] in GREY else next(palette) for name, group in series.items()}


def _labelled(series: dict, categories: list, exhibit: Exhibit, look: Look, stack: bool, left: int) -> set[int]:
    """Rows whose figure is printed: all of the subject's where they fit, else its highest and its last."""
    own = [row for group in series.values() for row in group if row["role"] not in GREY and row["value"] is not None]
    if not own or stack or exhibit.options.get("labels") is False:
        return set()
    room = (exhibit.options.get("width", pieces.NARROWEST) - left) / len(categories) / (1 if len(series) == 1 else 1.3)
    if exhibit.options.get("labels") or max(pieces.width_of(row["text"], look.small) for row in own) < room:
        return {id(row) for row in own}
    highest, last = max(own, key=lambda row: row["value"]), max(own, key=lambda row: row["place"])
    return {id(last)} | ({id(highest)} if last["place"] - highest["place"] != 1 else set())


def _bars(rows: list[dict], colour: str, look: Look, shown: set[int], stack: bool) -> dict:
    role = rows[0]["role"]
    highlight = [look.colours.series[1] if row["role"] == "highlight" and role != "highlight" else colour for row in rows]
    return {
        "type": "bar",
        "name": rows[0]["series"],
        "x": [row["place"] for row in rows],
        "y": [row["value"] for row in rows],
        "customdata": [row["area"] or row["category"] for row in rows],
        "hovertext": [_hover(row) for row in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "text": [row["text"] if id(row) in shown else "" for row in rows],
        "textposition": "none" if stack else "outside",
        "textangle": 0,
        "textfont": look.halo(look.small, look.colours.ink),
        "cliponaxis": False,
        "constraintext": "none",
        "marker": {"color": highlight, "line": {"width": 0}},
    }


def _hover(row: dict) -> str:
    category = row["category"]
    name = month_text(category) if isinstance(category, int) else category
    return f"<b>{name}</b> {row['series']}<br>{row['text'] or pieces.missing_text(row)}"


def _gaps(series: dict, look: Look, stack: bool) -> list[dict]:
    """未报 at the place where a bar would stand."""
    step = 0 if stack else GROUP / len(series)
    gaps = [
        (row, row["place"] + (index - (len(series) - 1) / 2) * step)
        for index, group in enumerate(series.values())
        for row in group
        if row["value"] is None and row["role"] not in GREY
    ]
    if not gaps:
        return []
    short = [pieces.short_missing_text(row) for row, _ in gaps]
    found = {
        "customdata": [row["area"] or row["category"] for row, _ in gaps],
        "hovertext": [_hover(row) for row, _ in gaps],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "showlegend": False,
    }
    x, foot = [x for _, x in gaps], [0] * len(gaps)
    words = pieces.texts(x, foot, short, "top center", look.colours.muted, look.small, **found)
    return [words | {"textfont": look.halo(look.small, look.colours.muted)}]


def _totals(rows: list[dict], look: Look) -> list[dict]:
    known = [row for row in rows if row["value"] is not None]
    if not known:
        return []
    x, y, words = ([row[key] for row in known] for key in ("place", "value", "text"))
    return [pieces.texts(x, y, words, "top center", look.colours.ink, look.small, showlegend=False)]


def _categories(categories: list, look: Look) -> dict:
    axis = pieces.plain_axis(look) | {"range": [-0.5, len(categories) - 0.5], "showgrid": False}
    if all(isinstance(category, int) for category in categories):
        ticks = pieces.month_axis([pieces.place(month) for month in categories], look)
        texts = dict(zip(ticks["tickvals"], ticks["ticktext"], strict=True))
        marked = [(index, texts[at]) for index, month in enumerate(categories) if (at := pieces.place(month)) in texts]
        return axis | {"tickvals": [index for index, _ in marked], "ticktext": [text for _, text in marked]}
    return axis | {"tickvals": list(range(len(categories))), "ticktext": [pieces.shortened(str(name)) for name in categories]}


def _legend(look: Look) -> dict:
    return {
        "orientation": "h", "x": 0, "xanchor": "left", "y": 1, "yanchor": "bottom", "yref": "paper",
        "itemclick": False, "itemdoubleclick": False, "font": {"size": look.font}, "traceorder": "normal",
    }  # fmt: skip
