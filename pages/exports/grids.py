"""An exhibit as a table of printed figures: the same strings as on the screen, none computed here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from numbers import Integral

import pandas as pd

from metrics.formatting import UNKNOWN, month_text, number_text, pair_text
from metrics.results import Exhibit


@dataclass(frozen=True)
class Grid:
    """heads and rows of text; total: whether the first row is the whole."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: bool = False


def grid(exhibit: Exhibit, labels: Mapping[str, str]) -> Grid:
    """labels: indicator id → its column head, for the kind `table`."""
    frame = exhibit.frame
    if exhibit.kind == "table":
        codes = exhibit.options["codes"]
        rows = zip(frame["name"], *(frame[code] for code in codes), strict=True)
        return Grid(("单位", *(labels.get(code, code) for code in codes)), tuple(rows), total=True)
    if exhibit.kind == "ranking":
        return _ranking(exhibit)
    if "month" in frame and "name" in frame:
        figures = frame["text"].str.partition(" ")[0]  # a dense table prints the figure without its parts, as the screen does
        return _crossed(frame.assign(text=figures), "name", "month", "单位")
    if "month" in frame:  # last year's months stand beside the same months of this year
        actual = frame[frame["role"] != "target"]
        return _crossed(actual.assign(month=actual["month"] % 100), "month", "series", "月份")
    if "series" in frame:
        return _crossed(frame, "category", "series", "项目")
    first = next(name for name in ("stage", "name", "category") if name in frame)
    columns = [first, "text", *(name for name in ("share", "detail") if name in frame)]
    return Grid(("项目", "数值", "说明")[: len(columns)], tuple(frame[columns].astype(str).itertuples(index=False, name=None)))


def _ranking(exhibit: Exhibit) -> Grid:
    """The whole on top, then the areas from best to worst, those without a figure last."""
    frame = exhibit.frame
    ordered = frame.sort_values("value", ascending=exhibit.options.get("direction") == "lower_better", kind="stable")
    rows = [
        (row.name, row.text, getattr(row, "detail", "")) for row in ordered[ordered["role"] != "total"].itertuples(index=False)
    ]
    whole = exhibit.numbers[0] if exhibit.numbers and exhibit.numbers[0].area == exhibit.view.area else None
    named = frame.loc[frame["role"] == "total", "name"]
    if whole is not None:
        rows.insert(0, (f"{named.iloc[0]}合计" if len(named) else "合计", number_text(whole), pair_text(whole)))
    kept = 3 if any(row[2] for row in rows) else 2
    return Grid(("单位", "数值", "分子/分母")[:kept], tuple(row[:kept] for row in rows), total=whole is not None)


def _crossed(frame: pd.DataFrame, down: str, across: str, head: str) -> Grid:
    """One row per value of `down`, one column per value of `across`, in the frame's order; months in their own."""
    rows, columns = list(dict.fromkeys(frame[down])), list(dict.fromkeys(frame[across]))
    columns = sorted(columns) if across == "month" else columns
    rows = sorted(rows) if down == "month" else rows
    texts = {(row, column): text for row, column, text in zip(frame[down], frame[across], frame["text"], strict=True)}
    table = tuple(
        (name, *(texts.get((row, column)) or UNKNOWN for column in columns)) for row, name in zip(rows, named(rows), strict=True)
    )
    return Grid((head, *named(columns)), table)


def named(values: Sequence) -> list[str]:
    """Categories as printed: names as they are, months (yyyymm, or 1 to 12) with their year only where there are several."""
    if not all(isinstance(value, Integral) for value in values):
        return [str(value) for value in values]
    several = len({value // 100 for value in values}) > 1
    return [month_text(int(value), year=several) for value in values]
