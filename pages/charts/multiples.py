"""All townships over the months: small multiples on one scale, or three highlighted lines over the grey rest."""

from __future__ import annotations

from metrics.formatting import month_text
from metrics.results import Exhibit
from pages.charts import pieces
from pages.charts.theme import Look

COLUMNS = 6
PANEL = 68  # pixels of a panel's plot
GAP = 0.022  # between columns, a share of the width
HEIGHT = 320


def build(exhibit: Exhibit, look: Look) -> dict:
    """A panel per area in the frame's order; the county's line in grey in each."""
    rows = _rows(exhibit)
    panels = pieces.grouped((row for row in rows if row["area"]), "area")
    if not panels:
        return pieces.empty(look)
    county = [row for row in rows if not row["area"]]
    columns = min(exhibit.options.get("columns", COLUMNS), len(panels))
    lines = -(-len(panels) // columns)
    axis = pieces.value_axis(_known(rows), exhibit.unit, look, zero=exhibit.options.get("zero"), count=2)
    left = round(max(pieces.width_of(text, look.small) for text in axis["ticktext"])) + 10
    width = exhibit.options.get("width", pieces.NARROWEST)
    panel = (width - left) / columns - GAP * width
    titles, deep = _titles(list(panels.values()), panel, exhibit, look)
    head = look.font * 1.3 * deep + 4
    bottom = look.small + 12
    height = exhibit.options.get("height", round(lines * (PANEL * look.scale + head) + (lines - 1) * 10 + bottom))
    grid = _Grid(columns, lines, len(panels), head / (height - bottom), 10 / (height - bottom))
    data, notes = [], []
    for index, group in enumerate(panels.values()):
        data += [trace | grid.axes(index) for trace in _panel(group, county, exhibit, look)]
        notes.append(grid.title(index, titles[index], look))
    axes = {"shapes": [grid.ground(look)]} | grid.layout(_month_ticks(rows, look), axis)
    return {
        "data": data,
        "layout": axes | {"height": height, "margin": {"l": left, "r": 14, "t": 0, "b": bottom}, "annotations": notes},
    }


def build_spaghetti(exhibit: Exhibit, look: Look) -> dict:
    """options["highlight"]: the codes whose lines stand out; the county's line is dotted."""
    rows = _rows(exhibit)
    if not rows:
        return pieces.empty(look)
    chosen = list(exhibit.options.get("highlight", ()))
    groups = pieces.grouped(rows, "area")
    grey = [row for code, group in groups.items() if code and code not in chosen for row in group]
    data = [_grey(grey, look)] if grey else []
    labels = []
    coloured = [(code, look.colours.series[index % len(look.colours.series)]) for index, code in enumerate(chosen)]
    for code, colour in [("", look.colours.muted), *coloured]:
        if group := groups.get(code):
            style = {"line": {"dash": "dot"}, "width": look.line * 0.8, "marker": look.marker * 0.6} if not code else {}
            data.append(pieces.line(group, colour, look, customdata=_where, **style))
            labels += _end(group, colour, look)
    axis = pieces.value_axis(_known(rows), exhibit.unit, look, zero=exhibit.options.get("zero"))
    height = exhibit.options.get("height", round(HEIGHT * look.scale))
    margin = {
        "l": 8 + round(max(pieces.width_of(text, look.small) for text in axis["ticktext"])),
        "r": 12 + round(max((pieces.width_of(text, look.font) for _, text, _ in labels), default=0)),
        "t": 14,
        "b": 2 * look.small + 16,
    }
    notes = pieces.end_labels(labels, axis, height - margin["t"] - margin["b"], look)
    months = pieces.month_axis([row["place"] for row in rows], look)
    return {"data": data, "layout": {"height": height, "margin": margin, "xaxis": months, "yaxis": axis, "annotations": notes}}


def _rows(exhibit: Exhibit) -> list[dict]:
    rows = pieces.records(exhibit.frame, text="", role="subject", area="", name="")
    for row in rows:
        row["place"] = pieces.place(row["month"])
    return rows


def _known(rows: list[dict]) -> list[float]:
    return [row["value"] for row in rows if row["value"] is not None]


def _where(row: dict) -> list:
    return [row["area"], row["month"]]


def _grey(rows: list[dict], look: Look) -> dict:
    """All other areas as one trace, parted by gaps; each point still knows its area."""
    joined = pieces.unbroken(rows, "area")
    return pieces.line(joined, look.colours.faint, look, customdata=_where, width=look.line * 0.55, marker=look.marker * 0.55)


def _end(rows: list[dict], colour: str, look: Look) -> list[tuple[float, str, str]]:
    known = [row for row in rows if row["value"] is not None]
    if not known:
        return []
    end = known[-1]
    when = f"（{month_text(end['month'], year=False)}）" if end is not rows[-1] else ""
    return [(end["value"], pieces.end_text(end["name"], end["text"] + when, look), colour)]


def _titles(groups: list[list[dict]], panel: float, exhibit: Exhibit, look: Look) -> tuple[list[str], int]:
    """Name, figure and its parts over each panel, and in how many lines; the parts give way first."""
    heads = [_head(group, exhibit, look) for group in groups]
    if max(pieces.width_of(f"{name}  {figure}{parts}", look.font) for name, figure, parts in heads) < panel:
        return [f"{name}  {figure}{parts}" for name, figure, parts in heads], 1
    room = max(pieces.width_of(f"{figure}{parts}", look.font) for _, figure, parts in heads) < panel
    return [f"{name}<br>{figure}{parts if room else ''}" for name, figure, parts in heads], 2


def _head(rows: list[dict], exhibit: Exhibit, look: Look) -> tuple[str, str, str]:
    """Name, the last month's figure or 未报, and what follows the figure after a space."""
    name, last = pieces.shortened(rows[-1]["name"], 8), rows[-1]
    quiet = f"<span style='color:{look.colours.muted}'>"
    if last["value"] is None:
        return name, f"{quiet}{pieces.short_missing_text(last)}</span>", ""
    figure = pieces.figure_of(last)
    rest = last["text"][len(figure) :]
    parts = f"{quiet}{rest}</span>" if rest else ""
    if not _stands_out(rows, exhibit):
        return name, f"<b>{figure}</b>", parts
    accent = f"<span style='color:{look.colours.accent}'><b>"
    return f"{accent}{name}</b></span>", f"{accent}{figure}</b></span>", parts


def _stands_out(rows: list[dict], exhibit: Exhibit) -> bool:
    return rows[0]["area"] in exhibit.options.get("highlight", ())


def _panel(rows: list[dict], county: list[dict], exhibit: Exhibit, look: Look) -> list[dict]:
    chosen = _stands_out(rows, exhibit)
    colour = look.colours.accent if chosen or not exhibit.options.get("highlight") else look.colours.muted
    grey = {
        "type": "scatter", "mode": "lines", "x": [row["place"] for row in county], "y": [row["value"] for row in county],
        "line": {"color": look.colours.context, "width": look.line * 0.6}, "hoverinfo": "skip",
    }  # fmt: skip
    size = look.marker * 0.5
    own = pieces.line(rows, colour, look, customdata=_where, width=look.line * (0.9 if chosen else 0.7), marker=size)
    # markers make months clickable; only the last is seen, the one that is written above
    own["marker"] |= {"size": size * 1.7, "opacity": [0] * (len(rows) - 1) + [1]}
    return [grey, own] if county else [own]


def _month_ticks(rows: list[dict], look: Look) -> dict:
    """January (or the first month) and the last: a small panel has room for two."""
    places = sorted({row["place"] for row in rows})
    first, last = places[0], places[-1]
    start = next((index for index in places if index % 12 == 0 and last - index >= 4), first)
    ticks = [start, last] if last > start else [start]
    return pieces.plain_axis(look) | {
        "range": [first - 0.8, last + 0.8],
        "tickvals": ticks,
        "ticktext": [month_text(pieces.month_at(index), year=False) for index in ticks],
        "showgrid": False,
    }


class _Grid:
    """Where panels stand: columns share a month axis and lines share a value axis, ten axes instead of forty."""

    def __init__(self, columns: int, lines: int, count: int, head: float, between: float) -> None:
        self.columns, self.lines, self.count = columns, lines, count
        width, height = (1 - GAP * (columns - 1)) / columns, (1 - between * (lines - 1)) / lines
        self.across = [(column * (width + GAP), column * (width + GAP) + width) for column in range(columns)]
        tops = [1 - line * (height + between) for line in range(lines)]
        head = min(head, 0.6 * height)  # a small height asked for squeezes the plots, but leaves them
        self.down = [(top - height, top - head) for top in tops]
        self.tops = tops

    def axes(self, index: int) -> dict:
        line, column = divmod(index, self.columns)
        return {"xaxis": f"x{column + 1}", "yaxis": f"y{line + 1}"}

    def title(self, index: int, text: str, look: Look) -> dict:
        line, column = divmod(index, self.columns)
        where = {"xref": "paper", "yref": "paper", "x": self.across[column][0], "y": self.tops[line]}
        return pieces.note(text, look.colours.ink, look.font, xanchor="left", yanchor="top", align="left", borderpad=0, **where)

    def ground(self, look: Look) -> dict:
        """A pale ground under every panel, as one shape."""
        path = ""
        for index in range(self.count):
            line, column = divmod(index, self.columns)
            (x0, x1), (y0, y1) = self.across[column], self.down[line]
            path += f"M {x0:.4f},{y0:.4f} L {x1:.4f},{y0:.4f} L {x1:.4f},{y1:.4f} L {x0:.4f},{y1:.4f} Z "
        fill = {"fillcolor": look.colours.grid, "opacity": 0.4, "line": {"width": 0}, "layer": "below"}
        return {"type": "path", "xref": "paper", "yref": "paper", "path": path.strip()} | fill

    def layout(self, months: dict, values: dict) -> dict:
        """Each column's months stand under its last panel."""
        axes: dict = {}
        for column, domain in enumerate(self.across):
            last = (self.count - 1 - column) // self.columns
            axes[f"xaxis{column + 1}"] = months | {"domain": list(domain), "anchor": f"y{last + 1}"}
        for line, domain in enumerate(self.down):
            axes[f"yaxis{line + 1}"] = values | {"domain": [max(domain[0], 0.0), domain[1]], "anchor": "x1"}
        return axes
