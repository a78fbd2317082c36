"""One indicator's figures as a table: the area and those below it over thirteen months, on screen and to take along."""

from __future__ import annotations

import pandas as pd

from metrics.compare import months_ending
from metrics.evaluate import children_series, is_too_fine, series
from metrics.exhibits import trend_kind
from metrics.formatting import month_text, number_text, rounded, span_text
from metrics.keys import key_of
from metrics.results import Number, Span, View
from metrics.source import Source

MONTHS = 13
COLUMNS = ["区划代码", "单位", "期间", "数值", "计量单位", "分子", "分母", "已报", "应报", "显示", "说明"]
PLACES = 4  # decimals of a file's figures


def figures(source: Source, view: View, code: str) -> list[Number]:
    """The area's own months, then those of each area below; two reads."""
    one = source.indicator(code)
    kind = trend_kind(source, one)
    spans = [Span(kind, month) for month in months_ending(view.span.month, MONTHS)]
    found = series(source, one.id, view.area, spans)
    below = source.tree.children(view.area)
    if below and not is_too_fine(source, one, below[0].code):
        for line in children_series(source, one.id, view.area, spans).values():
            found += line
    return found


def long_table(source: Source, found: list[Number]) -> pd.DataFrame:
    """A row per figure for a file; columns COLUMNS, an unknown value is empty and never 0."""
    rows = [
        [
            number.area, source.tree.name(number.area), span_text(number.span), _digits(number.value), number.unit,
            _digits(number.n), _digits(number.d), number.reporting, number.expected, number_text(number), number.reason,
        ]
        for number in found
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=COLUMNS)


def _digits(value) -> float | None:
    return None if value is None else float(rounded(value, PLACES))


def wide_table(source: Source, found: list[Number]) -> pd.DataFrame:
    """Areas × months, printed, the whole first."""
    rows: dict[str, dict[str, str]] = {}
    for number in found:
        cells = rows.setdefault(number.area, {"单位": source.tree.name(number.area)})
        cells[month_text(number.span.month)] = number_text(number, dense=True)
    return pd.DataFrame(list(rows.values()))


def wide_keys(found: list[Number]) -> dict[str, list[str]]:
    """Column → the key of each row's figure; the names have none."""
    cells: dict[str, list[str]] = {"单位": [""] * len({number.area for number in found})}
    for number in found:
        cells.setdefault(month_text(number.span.month), []).append(key_of(number))
    return cells


def way(source: Source, code: str) -> str:
    return "各月为本年累计" if trend_kind(source, source.indicator(code)) == "ytd" else "逐月"
