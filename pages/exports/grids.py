"""An exhibit as a table of printed figures: the same strings as on the screen, none computed here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from numbers import Integral

import pandas as pd

from metrics.formatting import UNKNOWN, light_text, month_text, number_text, pair_text
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
        return _table(exhibit, labels)
    if exhibit.kind == "waterfall":
        frame = frame[frame["role"] != "rest"]  # the small parts stand one by one, so that all add up to the change
    if exhibit.kind == "progress":
        return _progress(frame)
    if exhibit.kind in ("ranking", "tiles", "outlines"):
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


def _table(exhibit: Exhibit, labels: Mapping[str, str]) -> Grid:
    """Areas by indicators with the whole on top; or columns that name themselves."""
    frame, codes = exhibit.frame, exhibit.options.get("codes")
    if codes is None:
        columns = exhibit.options["columns"]
        return Grid(tuple(columns), tuple(frame[columns].astype(str).itertuples(index=False, name=None)))
    rows = zip(frame["name"], *(frame[code] for code in codes), strict=True)
    return Grid(("单位", *(labels.get(code, code) for code in codes)), tuple(rows), total=True)


def _progress(frame: pd.DataFrame) -> Grid:
    rows = [(row.name, row.text, row.pace_text, row.detail, light_text(row.light)) for row in frame.itertuples(index=False)]
    return Grid(("任务", "完成率", "序时", "差距", "灯"), tuple(rows))


def _ranking(exhibit: Exhibit) -> Grid:
    """The whole on top, then the areas from best to worst, those without a figure last."""
    frame = exhibit.frame.assign(role=exhibit.frame.get("role", ""))
    ordered = frame.sort_values("value", ascending=exhibit.options.get("direction") == "lower_better", kind="stable")
    rows = [
        (row.name, row.text, getattr(row, "detail", "")) for row in ordered[ordered["role"] != "total"].itertuples(index=False)
    ]
    whole = exhibit.numbers[0] if exhibit.numbers and exhibit.numbers[0].area == exhibit.view.area else None
    named = frame.loc[frame["role"] == "total", "name"]
    if whole is not None:
        rows.insert(0, (f"{named.iloc[0]}合计" if len(named) else "合计", number_text(whole), pair_text(whole)))
    kept = 3 if any(row[2] for row in rows) else 2
    head = "说明" if any(" " in row[2] for row in rows) else "分子/分母"
    return Grid(("单位", "数值", head)[:kept], tuple(row[:kept] for row in rows), total=whole is not None)


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
