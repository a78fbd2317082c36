"""Townships by months as a table of coloured cells: where and when at one look."""

from __future__ import annotations

import re
from statistics import median

from metrics.results import Exhibit
from pages.charts import pieces
from pages.charts.theme import Look

NAMES = 80  # pixels beside the cells
TAIL = re.compile(r"[^\d.,—<>−]+$")  # the unit at the end of a printed figure


def build(exhibit: Exhibit, look: Look) -> dict:
    """Rows in the frame's order, months above; a missing cell is an empty cell with a word."""
    rows = pieces.records(exhibit.frame, text="", area="", name="")
    if not rows:
        return pieces.empty(look)
    names = {row["area"]: row["name"] for row in rows}
    lines = {area: index for index, area in enumerate(names)}
    places = sorted({pieces.place(row["month"]) for row in rows})
    unit, cells = _without_unit(rows)
    left = round(max(pieces.width_of(pieces.shortened(name), look.font) for name in names.values())) + 14
    top = 2 * look.small + 20
    months = pieces.month_axis(places, look, above=True) | {"side": "top", "range": [places[0] - 0.5, places[-1] + 0.5]}
    corner = pieces.note(
        f"单位：{unit}", look.colours.muted, look.small, xref="paper", yref="paper", x=0, y=1, xanchor="right",
        yanchor="bottom", xshift=-6, yshift=4,
    )  # fmt: skip
    return {
        "data": [_table(rows, lines, places, cells, exhibit, look), _missing(rows, lines, look)],
        "layout": {
            "height": exhibit.options.get("height", look.row * len(lines) + top + 6),
            "margin": {"l": max(left, 70 if unit else 0), "r": 6, "t": top, "b": 6},
            "xaxis": months,
            "yaxis": _names(names, look),
            "annotations": [corner] if unit else [],
        },
    }


def _without_unit(rows: list[dict]) -> tuple[str, dict[int, str]]:
    """A unit that all cells share is written once, in the corner; % stays with its figure."""
    printed = {id(row): pieces.figure_of(row) for row in rows if row["value"] is not None}
    tails = {found.group() if (found := TAIL.search(text)) else "" for text in printed.values()}
    unit = tails.pop() if len(tails) == 1 else ""
    if unit in ("", "%"):
        return "", printed
    return unit, {key: text.removesuffix(unit) for key, text in printed.items()}


def _table(rows: list[dict], lines: dict, places: list[int], cells: dict, exhibit: Exhibit, look: Look) -> dict:
    columns = {place: index for index, place in enumerate(places)}
    shape = [[None] * len(places) for _ in lines]
    values, words, hovers, found = ([line[:] for line in shape] for _ in range(4))
    for row in rows:
        line, column = lines[row["area"]], columns[pieces.place(row["month"])]
        values[line][column] = row["value"]
        words[line][column] = cells.get(id(row), "")
        hovers[line][column] = pieces.hover(row)
        found[line][column] = [row["area"], row["month"]]
    return {
        "type": "heatmap",
        "x": places,
        "y": list(range(len(lines))),
        "z": values,
        "text": words,
        "texttemplate": "%{text}" if _fits(cells, len(places), exhibit, look) else "",
        "textfont": {"size": look.small, "color": look.colours.ink},
        "hovertext": hovers,
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": found,
        "xgap": 2,
        "ygap": 2,
        "showscale": False,
        "hoverongaps": False,
    } | colours(rows, exhibit, look)


def _fits(cells: dict, months: int, exhibit: Exhibit, look: Look) -> bool:
    """Whether the figures fit into the cells; else they are read by pointing."""
    widest = max((pieces.width_of(text, look.small) for text in cells.values()), default=0)
    return widest <= (exhibit.options.get("width", pieces.NARROWEST) - NAMES) / months


def colours(rows: list[dict], exhibit: Exhibit, look: Look) -> dict:
    """Around the target (or the middle) from bad to good; for a neutral indicator from little to much."""
    known = sorted(row["value"] for row in rows if row["value"] is not None) or [0.0, 1.0]
    # a single outlier must not take all the colour: the ends stand at the 5th and 95th of a hundred
    low, high = known[len(known) // 20], known[-1 - len(known) // 20]
    direction = exhibit.options.get("direction", "neutral")
    if direction == "neutral":
        return {"colorscale": _scale(look.colours.low_to_high), "zmin": low, "zmax": high if high > low else low + 1}
    middle = exhibit.options.get("target", median(known))
    reach = max(high - middle, middle - low) or 1.0
    ends = look.colours.bad_to_good
    ordered = ends if direction == "higher_better" else ends[::-1]
    return {"colorscale": _scale(ordered), "zmin": middle - reach, "zmax": middle + reach}


def _scale(colours: tuple[str, ...]) -> list[list]:
    return [[index / (len(colours) - 1), colour] for index, colour in enumerate(colours)]


def _missing(rows: list[dict], lines: dict, look: Look) -> dict:
    gaps = [row for row in rows if row["value"] is None]
    words = [pieces.short_missing_text(row) for row in gaps]
    x, y = [pieces.place(row["month"]) for row in gaps], [lines[row["area"]] for row in gaps]
    found = {
        "customdata": [[row["area"], row["month"]] for row in gaps],
        "hovertext": [pieces.hover(row) for row in gaps],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    return pieces.texts(x, y, words, "middle center", look.colours.muted, look.small, **found)


def _names(names: dict, look: Look) -> dict:
    return pieces.plain_axis(look) | {
        "range": [len(names) - 0.5, -0.5],
        "tickvals": list(range(len(names))),
        "ticktext": [pieces.shortened(name) for name in names.values()],
        "tickfont": {"color": look.colours.ink, "size": look.font},
        "ticklabelstandoff": 4,
        "showgrid": False,
    }
