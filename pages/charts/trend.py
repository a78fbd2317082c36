"""How one figure moved: a line per series over the months."""

from __future__ import annotations

from metrics.formatting import month_text
from metrics.results import Exhibit
from pages.charts import pieces
from pages.charts.theme import Look

HEIGHT = 300
COLOURED = ("subject", "highlight")


def build(exhibit: Exhibit, look: Look) -> dict:
    """Subject in the accent, last year and context in grey, the target dashed, labels at the lines' ends."""
    rows = pieces.records(exhibit.frame, role="subject", text="")
    if not rows:
        return pieces.empty(look)
    _place(rows)
    places = [row["place"] for row in rows]
    axis = pieces.value_axis(
        [row["value"] for row in rows if row["value"] is not None], exhibit.unit, look, zero=exhibit.options.get("zero")
    )
    series = pieces.grouped(rows, "series")
    colours = _colours(series, look)
    labels = [label for name, group in series.items() if (label := _label(group, colours[name], max(places), look))]
    height = exhibit.options.get("height", round(HEIGHT * look.scale))
    margin = {
        "l": 8 + look.small // 2 + _widest(axis["ticktext"], look.small),
        "r": 12 + _widest([text for _, text, _ in labels], look.font),
    }
    margin |= {"t": 14, "b": 2 * look.small + 16}
    # the subject is drawn last, above the grey
    order = sorted(series.items(), key=lambda item: item[1][0]["role"] in COLOURED)
    return {
        "data": [_line(group, colours[name], look, places) for name, group in order] + _gaps(rows, axis, look),
        "layout": {
            "height": height,
            "margin": margin,
            "xaxis": pieces.month_axis(places, look),
            "yaxis": axis,
            "annotations": pieces.end_labels(labels, axis, height - margin["t"] - margin["b"], look),
        },
    }


def _place(rows: list[dict]) -> None:
    """Places on the axis; last year's own months are moved under this year's."""
    own = [row["month"] for row in rows if row["role"] != "last_year"]
    earlier = [row["month"] for row in rows if row["role"] == "last_year"]
    shift = 12 if own and earlier and min(earlier) < min(own) else 0
    for row in rows:
        row["place"] = pieces.place(row["month"]) + (shift if row["role"] == "last_year" else 0)


def _colours(series: dict, look: Look) -> dict:
    """The palette in order for subject and highlights; grey for the rest."""
    palette = iter(look.colours.series * 4)
    grey = {"target": look.colours.muted}
    chosen = sorted(series, key=lambda name: series[name][0]["role"] != "subject")
    return {
        name: next(palette) if series[name][0]["role"] in COLOURED else grey.get(series[name][0]["role"], look.colours.context)
        for name in chosen
    }


def _line(rows: list[dict], colour: str, look: Look, places: list[int]) -> dict:
    role = rows[0]["role"]
    if role == "target":
        known = [row for row in rows if row["value"] is not None]
        if len(known) == 1:  # one target for the whole span
            rows = [known[0] | {"place": end} for end in (min(places) - 0.4, max(places) + 0.4)]
        style = {"mode": "lines", "width": look.line * 0.6, "line": {"dash": "dash"}}
    elif role in COLOURED:
        style = {}
    else:
        style = {"width": look.line * 0.7, "marker": look.marker * 0.7}
    return pieces.line(rows, colour, look, customdata=lambda row: row["month"], name=rows[0]["series"], **style)


def _label(rows: list[dict], colour: str, last: int, look: Look) -> tuple[float, str, str] | None:
    """Name and last known value; with its month where the line ends earlier than the axis."""
    known = [row for row in rows if row["value"] is not None]
    if not known:
        return None
    end = known[-1]
    early = end["role"] != "target" and end["place"] < last
    when = f"（{month_text(end['month'], year=False)}）" if early else ""
    colour = colour if end["role"] in COLOURED else look.colours.muted  # grey letters must still be readable
    return end["value"], pieces.end_text(rows[0]["series"], end["text"] + when, look), colour


def _gaps(rows: list[dict], axis: dict, look: Look) -> list[dict]:
    """The word for a month without a value, at the foot of the plot, so that a gap explains itself."""
    gaps = [row for row in rows if row["role"] == "subject" and row["value"] is None]
    if not gaps:
        return []
    words = [pieces.short_missing_text(row) for row in gaps]
    foot = [axis["range"][0]] * len(gaps)
    found = {
        "customdata": [row["month"] for row in gaps],
        "hovertext": [pieces.hover(row) for row in gaps],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "name": "",
    }
    return [pieces.texts([row["place"] for row in gaps], foot, words, "top center", look.colours.muted, look.small, **found)]


def _widest(words: list[str], size: int) -> int:
    return round(max((pieces.width_of(word, size) for word in words), default=0))
