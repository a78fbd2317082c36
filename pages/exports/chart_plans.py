"""An exhibit as the plan of a native Office chart: categories, series and printed figures, none computed here but a stack's base."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from metrics.formatting import UNKNOWN, month_text
from metrics.results import Exhibit
from pages.charts.theme import LIGHT
from pages.exports.grids import named

LABELS_MOST = 40  # figures written at the marks; beyond that they hide each other
COLUMNS_MOST = 20  # areas beside each other; more of them lie below each other
SHORT = 3  # letters of a reason under a column
CLOSE = 8  # categories; of more only this year's figures are written
GREY = ("last_year", "context")
BASE = "基数"  # of a waterfall: what lifts a bar to its place, not drawn
TONES = {"good": ("有利", LIGHT.good), "bad": ("不利", LIGHT.bad), "neutral": ("变动", LIGHT.accent)}
Style = Literal[
    "bar", "line", "thin", "dash", "dots", "words", "none"
]  # thin: without marks; words: only the figures, at a place of their own


@dataclass(frozen=True)
class Series:
    """values and texts: one a category; an unknown value is None, a figure that is not written is empty.

    colours: one, or one a category.
    """

    name: str
    values: tuple[float | None, ...]
    texts: tuple[str, ...]
    colours: tuple[str, ...]
    style: Style = "bar"

    def colour(self, place: int) -> str:
        return self.colours[place] if len(self.colours) > 1 else self.colours[0]


@dataclass(frozen=True)
class Plan:
    """form: lines over the categories, upright columns or lying bars, the first category on top. low: where the value axis begins."""

    form: Literal["line", "column", "bar"]
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    stacked: bool = False
    low: float | None = 0
    axis: bool = False  # whether the value axis is written: where figures stand at the marks it would only round them
    above: bool = False  # figures over the points of a line, in two lines where there are two parts


def plan(exhibit: Exhibit) -> Plan | None:
    """None for what is no chart in Office: it is drawn as a table or as tiles."""
    values = exhibit.frame.get("value")
    if exhibit.kind not in PLANS or values is None or not values.notna().any():
        return None
    return PLANS[exhibit.kind](exhibit)


# -- over months ------------------------------------------------------------------------------------------------------


def _trend(exhibit: Exhibit) -> Plan:
    """This year against last year's months, targets and averages as dashed lines across."""
    frame = exhibit.frame.assign(place=exhibit.frame["month"] % 100)
    actual = frame[frame["role"] != "target"]
    months = sorted(set(actual["place"]))
    written = len(actual) <= LABELS_MOST
    series = []
    for name in dict.fromkeys(actual["series"]):
        rows = actual[actual["series"] == name]
        grey = rows["role"].iloc[0] in GREY
        values, texts = (_by(rows, "place", column) for column in ("value", "text"))
        words = tuple("" if grey or not written else _known(values, texts, month) for month in months)
        colour = LIGHT.context if grey else LIGHT.accent
        series.append(Series(name, _values(values, months), words, (colour,), "line"))
    lines = frame[frame["role"] == "target"]
    series += [_across(name, lines[lines["series"] == name], months) for name in dict.fromkeys(lines["series"])]
    return Plan("line", tuple(named(months)), tuple(series), low=None, axis=not written or exhibit.unit != "元", above=True)


def _across(name: str, rows: pd.DataFrame, months: Sequence[int]) -> Series:
    """One value is a line through all months; a plan has its own for each. Its last figure is written."""
    values, texts = (_by(rows, "place", column) for column in ("value", "text"))
    if len(values) == 1:
        values, texts = ({month: next(iter(known.values())) for month in months} for known in (values, texts))
    there = [month for month in months if month in values]
    words = tuple(f"{name}{texts[month]}" if month == there[-1] else "" for month in months)
    return Series(name, _values(values, months), words, (LIGHT.muted,), "dash")


def _areas_over_months(exhibit: Exhibit) -> Plan:
    """Every area a grey line, the highlighted ones in colour, the whole dashed; the last figure of those that stand out."""
    frame = exhibit.frame
    months = sorted(set(frame["month"]))
    chosen = list(exhibit.options.get("highlight", ()))
    order = [code for code in dict.fromkeys(frame["area"]) if code not in chosen]
    colours = dict(zip(chosen, LIGHT.series, strict=False))
    series = []
    for code in [*order, *chosen]:
        rows = frame[frame["area"] == code]
        values, texts = (_by(rows, "month", column) for column in ("value", "text"))
        name, stands_out = str(rows["name"].iloc[0]), code in chosen or not code
        last = next((month for month in reversed(months) if _plain(values.get(month)) is not None), None)
        words = tuple(_ending(name, texts[month], month, months) if stands_out and month == last else "" for month in months)
        colour = colours.get(code, LIGHT.muted if not code else LIGHT.faint)
        series.append(
            Series(name, _values(values, months), words, (colour,), ("line" if code in chosen else "thin") if code else "dash")
        )
    return Plan("line", tuple(named(months)), tuple(series), low=None, axis=True)


def _ending(name: str, text: str, month: int, months: Sequence[int]) -> str:
    """枫林乡 88.6%; with its month where the line ends earlier than the others."""
    figure = str(text).partition(" ")[0]
    return f"{name} {figure}" + (f"（{month_text(month, year=False)}）" if month != months[-1] else "")


# -- over areas, kinds and stages -------------------------------------------------------------------------------------


def _ranking(exhibit: Exhibit) -> Plan:
    """From best to worst. With a target or an average the areas stand side by side, so that it can be a line across."""
    frame = exhibit.frame.assign(light=exhibit.frame.get("light", ""))
    ascending = exhibit.options.get("direction") == "lower_better"
    frame = frame.sort_values("value", ascending=ascending, na_position="last", kind="stable")
    missing = frame["value"].isna()
    values = tuple(_plain(value) for value in frame["value"])
    texts = tuple("" if unknown else str(text) for text, unknown in zip(frame["text"], missing, strict=True))
    marks = [*exhibit.options.get("references", ())]
    if exhibit.options.get("target") is not None:
        marks.append((exhibit.options.get("target_text", "目标"), exhibit.options["target"]))
    wide = len(frame) > COLUMNS_MOST
    upright = not wide and (bool(marks) or bool(exhibit.options.get("points")))
    words = [_short(text) if upright else str(text) for text in frame["text"]]
    names = [
        f"{name}（{word}）" if unknown else str(name) for name, word, unknown in zip(frame["name"], words, missing, strict=True)
    ]
    points = bool(exhibit.options.get("points")) and not wide
    own = Series(exhibit.title.partition("：")[0], values, texts if len(frame) <= LABELS_MOST else ("",) * len(frame), _judged(frame),
                 "dots" if points else "bar")  # fmt: skip
    lines = [] if wide else [_line_across(label, value, len(frame)) for label, value in marks]
    known = [value for value in (*values, *(float(value) for _, value in marks)) if value is not None]
    low = _floor(known) if points else (0 if min(known) >= 0 else None)
    form = "line" if points else "column" if lines else "bar"
    return Plan(form, tuple(names), (own, *lines), low=low)  # what is missing is a word, never a bar of no length


def _short(text: str) -> str:
    """Under a narrow column there is room for 未报; a longer reason is read in the table."""
    return text if len(text) <= SHORT else UNKNOWN


def _line_across(label: str, value: float, count: int) -> Series:
    return Series(label, (float(value),) * count, ("",) * count, (LIGHT.muted,), "dash")  # the legend names it with its value


def _floor(known: Sequence[float]) -> float:
    """A little under the lowest point."""
    low, high = min(known), max(known)
    return math.floor(low - (high - low or 1) * 0.15)


def _columns(exhibit: Exhibit) -> Plan:
    frame, stacked = exhibit.frame, bool(exhibit.options.get("stack"))
    drawn = frame[frame["role"] != "total"]
    categories = list(dict.fromkeys(frame["category"]))
    written = len(drawn) <= LABELS_MOST
    palette, series = iter(LIGHT.series * 4), []
    for name in dict.fromkeys(drawn["series"]):
        rows = drawn[drawn["series"] == name]
        colour = LIGHT.context if rows["role"].iloc[0] in GREY else next(palette)
        values, texts = (_by(rows, "category", column) for column in ("value", "text"))
        quiet = colour == LIGHT.context and not stacked and len(categories) > CLOSE
        words = tuple(_known(values, texts, one) if written and not quiet else "" for one in categories)
        series.append(Series(name, _values(values, categories), words, (colour,)))
    totals = frame[frame["role"] == "total"] if stacked else frame.iloc[:0]
    if len(totals):
        values, texts = (_by(totals, "category", column) for column in ("value", "text"))
        words = tuple(_known(values, texts, one) for one in categories)
        series.append(Series("合计", _values(values, categories), words, (LIGHT.ink,), "words"))
    low = 0 if drawn["value"].min() >= 0 else None
    return Plan("column", tuple(named(categories)), tuple(series), stacked, low, axis=not written)


def _waterfall(exhibit: Exhibit) -> Plan | None:
    """A floating bar a cause, by a base that is not drawn. None where a level lies below zero: no stack can show that."""
    frame = exhibit.frame[exhibit.frame["role"] != "folded"]
    level, spans = 0.0, []
    for row in frame.itertuples(index=False):
        start = 0.0 if row.role in ("start", "end") else level
        level = start + row.value
        spans.append((min(start, level), abs(row.value)))
    if any(base < 0 for base, _ in spans):
        return None
    kinds = [_kind_of(row) for row in frame.itertuples(index=False)]
    count = len(kinds)
    series = [Series(BASE, tuple(base for base, _ in spans), ("",) * count, (LIGHT.paper,), "none")]
    for name, colour in dict.fromkeys(kinds):
        values = tuple(size if kind[0] == name else None for (_, size), kind in zip(spans, kinds, strict=True))
        series.append(Series(name, values, ("",) * count, (colour,)))
    names = tuple(f"{row.name}  {row.text}" for row in frame.itertuples(index=False))  # a figure beside a bar of any length
    tops = [base + size for base, size in spans]
    causes = [base for (base, _), kind in zip(spans, kinds, strict=True) if kind[0] != "期初期末"]
    edges = [*causes, *tops]
    cut = min(edges) > 0.6 * max(edges)
    return Plan("bar", names, tuple(series), stacked=True, low=min(edges) - (max(edges) - min(edges)) * 0.15 if cut else 0)


def _kind_of(row) -> tuple[str, str]:
    if row.role in ("start", "end"):
        return "期初期末", LIGHT.muted
    return ("其余", LIGHT.context) if row.role == "rest" else TONES[row.tone]


def _flow(exhibit: Exhibit) -> Plan:
    frame = exhibit.frame
    shares = (f"（{share}）" if share else "" for share in frame.get("share", [""] * len(frame)))
    names = [f"{stage}{share}" for stage, share in zip(frame["stage"], shares, strict=True)]
    values = tuple(_plain(value) for value in frame["value"])
    names = [
        name if value is not None else f"{name}（{text}）" for name, value, text in zip(names, values, frame["text"], strict=True)
    ]
    texts = tuple(text if value is not None else "" for text, value in zip(frame["text"], values, strict=True))
    return Plan("bar", tuple(names), (Series(exhibit.title.partition("：")[0], values, texts, (LIGHT.accent,)),))


def _progress(exhibit: Exhibit) -> Plan:
    """Completion by its light, and beside it where the calendar or the plan stands."""
    frame = exhibit.frame
    count = len(frame)
    done = Series("完成率", tuple(map(_plain, frame["value"])), tuple(frame["text"]), _judged(frame))
    pace = Series("序时进度", tuple(map(_plain, frame["pace"])), ("",) * count, (LIGHT.context,))
    return Plan("bar", tuple(frame["name"]), (done, pace) if any(value is not None for value in pace.values) else (done,))


PLANS: dict[str, Callable[[Exhibit], Plan | None]] = {
    "trend": _trend,
    "ranking": _ranking,
    "columns": _columns,
    "waterfall": _waterfall,
    "flow": _flow,
    "progress": _progress,
    "multiples": _areas_over_months,
    "spaghetti": _areas_over_months,
}


# -- pieces -----------------------------------------------------------------------------------------------------------


def _by(rows: pd.DataFrame, key: str, column: str) -> dict:
    return dict(zip(rows[key], rows[column], strict=True))


def _values(values: Mapping, categories: Sequence) -> tuple[float | None, ...]:
    return tuple(_plain(values.get(category)) for category in categories)


def _known(values: Mapping, texts: Mapping, category) -> str:
    return str(texts.get(category, "")) if _plain(values.get(category)) is not None else ""


def _plain(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else float(value)


def _judged(frame: pd.DataFrame) -> tuple[str, ...]:
    lights = {"behind": LIGHT.warn, "off": LIGHT.bad}
    return tuple(lights.get(light, LIGHT.accent) for light in frame.get("light", [""] * len(frame)))
