"""The programmes of the subsidy totals: paid, budget, execution, rhythm, and what a quarterly payment means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from metrics.compare import changes
from metrics.evaluate import RHYTHM_WORDS, numbers
from metrics.formatting import change_text, number_text
from metrics.model import Indicator
from metrics.results import Number, Span, View
from metrics.source import Source

COLUMNS = ["类别", "项目", "发放", "同比", "年度预算", "预算执行率", "发放节奏", "说明"]


def programme_table(source: Source, view: View, totals: Sequence[str]) -> pd.DataFrame:
    """A row per programme that is known or due, a total row per class; columns COLUMNS, printed text.

    `attrs["keys"]`: of each row the amount paid and the budget's execution.
    """
    rows: list[list[str]] = []
    paid, executed = [], []
    for total in totals:
        one = source.indicator(total)
        codes = [total, *one.members]
        found = changes(source, codes, view.area, view.span, "yoy")
        execution = _execution(source, view, codes)
        for code in (*codes[1:], total):
            number, rate = found[code].current, execution.get(code)
            if number.is_known or (code != total and (number.expected or number.state == "not_due")):
                rows.append(_row(source, one.name[-2:-1], source.indicator(code), found[code], rate, total=code == total))
                paid.append(number.key)
                executed.append("" if rate is None else rate.key)
    frame = pd.DataFrame(rows, columns=COLUMNS)
    frame.attrs["keys"] = {"发放": paid, "年度预算": executed, "预算执行率": executed}
    return frame


def _row(source: Source, letter: str, one: Indicator, change, execution: Number | None, *, total: bool = False) -> list[str]:
    number = change.current
    like = f"（{change.like_for_like}个）" if change.like_for_like else ""
    compared = change_text(change.now, change.before, one.unit)
    notes = [number.reason if number.state in ("partial", "missing", "not_due") else ""]
    if number.is_known and number.reporting < number.expected:
        notes.append(f"上报{number.reporting}/{number.expected}")
    rhythm = "" if total or one.kind == "sum" else RHYTHM_WORDS.get(one.rhythm, "按月发放")
    budget = "" if execution is None or execution.d is None else number_text(_money(execution))
    return [
        letter, f"{letter}类合计" if total else one.name, number_text(number, dense=True),
        compared + like if change.difference is not None else "—", budget,
        "" if execution is None else number_text(execution, dense=True), rhythm, "；".join(filter(None, notes)),
    ]  # fmt: skip


def _money(execution: Number) -> Number:
    return replace(execution, value=execution.d, unit="元", n=None, d=None, approx="")


def _execution(source: Source, view: View, codes: Sequence[str]) -> dict[str, Number]:
    """Budget execution by the programme it belongs to; always cumulative, since a budget is the year's."""
    rates = {one.numerator: one.id for one in source.catalogue.ratios() if one.numerator in codes and "budget" in one.denominator}
    if not rates:
        return {}
    span = view.span if view.span.kind == "year" else Span("ytd", view.span.month)
    found = numbers(source, list(rates.values()), view.area, span)
    return {code: found[rate] for code, rate in rates.items() if found[rate].is_known}
