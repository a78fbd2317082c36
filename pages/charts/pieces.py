"""What the builders share: rows of a frame, texts, axes, lines and labels, as plain Plotly dictionaries."""

from __future__ import annotations

import html
import math
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import groupby

import pandas as pd

from metrics.formatting import NOT_REPORTED, RATE_UNITS, UNKNOWN, axis_texts, month_text
from pages.charts.theme import Look

FIRST_CJK = 0x2E80
SHORT = 3  # characters of a text that fit where a value is missing
NARROWEST = 620  # pixels of the narrowest card; options["width"] says that there are more
END_WIDTH = 110  # pixels beside a plot for a label in one line
ABOVE = 14  # pixels over a plot into which the uppermost label may reach
NOTHING = "暂无数据"


def records(frame: pd.DataFrame, **defaults: object) -> list[dict]:
    """The frame's rows; unknown values are None, texts are escaped, absent columns are filled from `defaults`."""
    rows = frame.to_dict("records")
    for row in rows:
        for name, value in row.items():
            if isinstance(value, str):
                row[name] = escaped(value)
            elif value is None or value != value:
                row[name] = None if name == "value" else defaults.get(name, "")
        for name, value in defaults.items():
            row.setdefault(name, value)
    return rows


def escaped(text: str) -> str:
    """Plotly reads tags in texts; names come from other people's files and a masked count reads <3."""
    return html.escape(text, quote=False)


def grouped(rows: Iterable[dict], key: str) -> dict[object, list[dict]]:
    """Rows by key, in order of first appearance."""
    groups: dict[object, list[dict]] = {}
    for row in rows:
        groups.setdefault(row[key], []).append(row)
    return groups


def width_of(text: str, size: float) -> float:
    """Pixels that a text takes, near enough for margins; tags do not count."""
    lines = [_without_tags(line) for line in text.split("<br>")]
    return max(sum(size if ord(letter) >= FIRST_CJK else size * 0.58 for letter in line) for line in lines)


def _without_tags(text: str) -> str:
    inside, shown = False, []
    for letter in text:
        if letter in "<>":
            inside = letter == "<"
        elif not inside:
            shown.append(letter)
    return html.unescape("".join(shown))


def shortened(text: str, most: int = 9) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def missing_text(row: dict) -> str:
    """What stands where a value is missing: the frame's own word, which may be another than 未报."""
    return row["text"] or NOT_REPORTED


def short_missing_text(row: dict) -> str:
    """The same where there is room for two or three letters; the whole is read by pointing."""
    word = missing_text(row)
    return word if len(word) <= SHORT else UNKNOWN


def figure_of(row: dict) -> str:
    """A text may go on after a space with its parts, 98.1% 139/140: the figure alone."""
    return row["text"].split(" ")[0]


# --- axes -------------------------------------------------------------------------------------------------------


def place(month: int) -> int:
    """A month (yyyymm) as a place on an even axis."""
    return month // 100 * 12 + month % 100 - 1


def month_at(index: int) -> int:
    return index // 12 * 100 + index % 12 + 1


def month_axis(places: Sequence[int], look: Look, *, above: bool = False, narrow: bool = False) -> dict:
    """Chinese months; January, and the first where there is room, carry the year. narrow: half as many in a small frame.

    Larger letters take the room of more months.
    """
    first, last = min(places), max(places)
    count = (last - first + 1) * (2 if narrow else 1) * look.scale
    step = next((step for step, most in ((1, 13), (2, 26), (3, 40)) if count <= most), 12)
    ticks = [index for index in range(first, last + 1) if index % 12 % step == 0] or [first]
    with_year = {index for index in ticks if index % 12 == 0}
    if not with_year or min(with_year) - ticks[0] >= 2 * step:
        with_year.add(ticks[0])
    texts = [month_text(month_at(index), year=False) for index in ticks]
    lines = [(text, f"{index // 12}年")[: 1 + (index in with_year)] for index, text in zip(ticks, texts, strict=True)]
    return plain_axis(look) | {
        "range": [first - 0.4, last + 0.4],
        "tickvals": ticks,
        "ticktext": ["<br>".join(reversed(parts) if above else parts) for parts in lines],
        "showgrid": False,
    }


def plain_axis(look: Look) -> dict:
    colours = look.colours
    return {
        "fixedrange": True,
        "zeroline": False,
        "showline": False,
        "gridcolor": colours.grid,
        "tickfont": {"color": colours.muted, "size": look.small},
        "ticks": "",
        "tickmode": "array",
        "tickangle": 0,
        "ticklabelstandoff": 5,
    }


def value_axis(values: Sequence[float], unit: str, look: Look, *, zero: bool | None = None, count: int = 4) -> dict:
    """Round ticks with their unit. zero: from zero or not; None lets the data decide, as lines may."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    if zero or (zero is None and 0 <= low < 0.6 * high):
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        low, high = (low - 1, high + 1) if low else (0.0, 1.0)
    counts = unit not in RATE_UNITS and "/" not in unit
    ticks = round_ticks(low, high, count, least=1 if counts else 0)
    if unit == "%" and max(values, default=0.0) <= 100:
        ticks = [tick for tick in ticks if tick <= 100]
    pad = (high - low) * 0.06
    floor = low if low == 0 else low - pad
    return plain_axis(look) | {
        "range": [floor, high + pad],
        "tickvals": [float(tick) for tick in ticks],
        "ticktext": axis_texts(ticks, unit),
        "showgrid": True,
    }


def round_ticks(low: float, high: float, count: int, *, least: int = 0) -> list[Fraction]:
    """About `count` multiples of 1, 2, 2.5 or 5 times a power of ten, at least `least` apart, within the range."""
    rough = (high - low) / max(count, 1)
    power = Fraction(10) ** math.floor(math.log10(rough))
    step = next((power * lead for lead in (1, 2, Fraction(5, 2), 5) if float(power * lead) >= rough * 0.999), power * 10)
    step = max(step, Fraction(least))
    first, last = math.ceil(low / float(step) - 1e-9), math.floor(high / float(step) + 1e-9)
    return [step * index for index in range(first, last + 1)]


# --- marks and labels -------------------------------------------------------------------------------------------


def line(rows: Sequence[dict], colour: str, look: Look, *, customdata: Callable[[dict], object], **style: object) -> dict:
    """Lines with markers, so that a point can be clicked; what is unknown stays a gap."""
    width, marker = style.pop("width", look.line), style.pop("marker", look.marker)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [row["place"] for row in rows],
        "y": [row["value"] for row in rows],
        "customdata": [customdata(row) for row in rows],
        "hovertext": [hover(row) for row in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "connectgaps": False,
        "cliponaxis": False,
        "line": {"color": colour, "width": width} | style.pop("line", {}),
        "marker": {"color": colour, "size": marker},
    } | style


def texts(x: list, y: list, words: list[str], position: str, colour: object, size: int, **more: object) -> dict:
    """Words at places of the plot, allowed to run into the margin."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": x,
        "y": y,
        "text": words,
        "textposition": position,
        "textfont": {"color": colour, "size": size},
        "cliponaxis": False,
        "hoverinfo": "skip",
    } | more


def hover(row: dict) -> str:
    """Name, month and the frame's own text."""
    name = row.get("series") or row.get("name") or ""
    when = f" {month_text(row['month'])}" if row.get("month") else ""
    return f"<b>{name}</b>{when}<br>{row['text'] or NOT_REPORTED}"


def note(text: str, colour: str, size: int, **where: object) -> dict:
    """An annotation without an arrow."""
    return {"text": text, "showarrow": False, "font": {"color": colour, "size": size}} | where


def end_labels(labels: Sequence[tuple[float, str, str]], axis: dict, height: float, look: Look) -> list[dict]:
    """(value, text, colour) as labels beside the last month, pushed apart where they would overlap.

    height: pixels of the plot, without its margins.
    """
    low, high = axis["range"]
    wanted = sorted(labels, key=lambda label: label[0])
    pixels = [(value - low) / (high - low) * height for value, _, _ in wanted]
    gap = (look.font + 4) * max((text.count("<br>") + 1 for _, text, _ in labels), default=1)
    placed = spread(pixels, gap, height + ABOVE - gap)  # the uppermost keeps its whole height inside the picture
    return [
        note(
            text, colour, look.font, xref="paper", x=1, xanchor="left", xshift=4, yref="y", y=value,
            yanchor="middle", yshift=round(there - here, 1), align="left",
        )
        for (value, text, colour), here, there in zip(wanted, pixels, placed, strict=True)
    ]  # fmt: skip


def end_text(name: str, text: str, look: Look) -> str:
    """Name and figure of a line's end, in two lines where one would take the plot's room."""
    name = shortened(name)
    return f"{name} {text}" if width_of(name + text, look.font) <= END_WIDTH * look.scale else f"{name}<br>{text}"


def spread(positions: Sequence[float], gap: float, high: float) -> list[float]:
    """Ascending positions moved as little as needed to stand `gap` apart and below `high`."""
    placed: list[float] = []
    for position in positions:
        placed.append(max(position, placed[-1] + gap) if placed else position)
    ceiling = high + gap / 2
    for index in range(len(placed) - 1, -1, -1):
        placed[index] = min(placed[index], ceiling)
        ceiling = placed[index] - gap
    return placed


def unbroken(rows: Iterable[dict], key: str) -> list[dict]:
    """The rows of several lines as one line, parted by gaps: one trace instead of twenty."""
    joined: list[dict] = []
    for _, part in groupby(rows, key=lambda row: row[key]):
        block = list(part)
        joined += [*block, block[-1] | {"value": None}]
    return joined


def empty(look: Look) -> dict:
    """A figure that says that there is nothing to draw."""
    hidden = {"visible": False}
    words = note(NOTHING, look.colours.muted, look.font, xref="paper", yref="paper", x=0.5, y=0.5)
    return {"data": [], "layout": {"xaxis": hidden, "yaxis": hidden, "annotations": [words], "height": 160}}
