"""What the year may come to: two simple methods, each with its formula in print. Neither is a figure that was reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from metrics.derivation import is_point
from metrics.evaluate import PER, series, stored_parts
from metrics.formatting import value_text
from metrics.model import Indicator
from metrics.results import Number, Span
from metrics.source import Source

MEAN, SEASON = "按今年以来月均推算", "按上年同期占全年比重推算"


@dataclass(frozen=True, slots=True)
class Expectation:
    """value None: `reason` says why. formula: the figures themselves, 1—9月285户 ÷ 9 × 12."""

    method: str
    value: Fraction | None = None
    formula: str = ""
    reason: str = ""
    month: int = 0  # the last month that entered


def expectations(source: Source, code: str, area: str, span: Span) -> tuple[Expectation, Expectation]:
    """By this year's monthly mean, and by last year's share of the year; both from the last complete month. One range read."""
    one = source.indicator(code)
    why = _no_flow(source, one)
    if why:
        return Expectation(MEAN, reason=why), Expectation(SEASON, reason=why)
    year = span.year
    months = [*range((year - 1) * 100 + 1, (year - 1) * 100 + 13), *range(year * 100 + 1, span.last + 1)]
    line = series(source, one.id, area, [Span("ytd", month) for month in months])
    now = next((number for number in reversed(line[12:]) if number.value is not None and number.is_complete), None)
    if now is None:
        why = "今年没有报全的月份，不推算"
        return Expectation(MEAN, reason=why), Expectation(SEASON, reason=why)
    return tuple(_at_least(each, line[-1]) for each in (_by_mean(source, one, now), _by_season(source, one, now, line[:12])))


def _at_least(found: Expectation, last: Number) -> Expectation:
    """What has been reported already, though not by all, may be more than an earlier month let expect: then nothing is said."""
    if found.value is None or last.value is None or last.value <= found.value:
        return found
    return Expectation(found.method, reason=f"{last.span.month % 100}月已报数超过按{found.month % 100}月的推算，待报全后再算")


def _no_flow(source: Source, one: Indicator) -> str:
    """Why the year cannot be reckoned from its months."""
    if one.is_yearly:
        return "一年只报一次，不推算"
    if is_point(one, source.catalogue.indicators):
        return "存量按期末实有数计，不按月推算"
    if one.kind in ("ratio", "standard") and not source.is_of_a_year(one):
        return "比率不随月份累加，不推算" if one.unit in PER else "人均、标准不随月份累加，不推算"
    return ""


def _by_mean(source: Source, one: Indicator, now: Number) -> Expectation:
    month = now.span.month % 100
    parts = stored_parts(source, [one.numerator or one.id])
    if any(part.kind == "flow" and len(part.months_due) < 12 for part in parts):
        return Expectation(MEAN, reason="不是按月发生，不按月均推算")
    value = now.value / month * 12
    return Expectation(MEAN, value, f"{_until(now)} ÷ {month} × 12", month=now.span.month)


def _by_season(source: Source, one: Indicator, now: Number, last_year: Sequence[Number]) -> Expectation:
    then, whole = last_year[now.span.month % 100 - 1], last_year[11]
    why = ""
    if broken := _broken(source, one, now):
        why = f"{broken}起口径调整，不用上年比重"
    elif then.value is None or whole.value is None:
        why = "上年同期或上年全年无数据"
    elif not (then.is_complete and whole.is_complete):
        why = "上年未报全，不用上年比重"
    elif then.value <= 0 or whole.value <= 0:
        why = "上年同期为0，不用上年比重"
    if why:
        return Expectation(SEASON, reason=why)
    share = f"上年同期占全年{value_text(then.value / whole.value * 100, '%')}"
    value = now.value * whole.value / then.value
    return Expectation(SEASON, value, f"{_until(now)} ÷ {share}", month=now.span.month)


def _until(now: Number) -> str:
    month = now.span.month % 100
    return f"{'1月' if month == 1 else f'1—{month}月'}{value_text(now.value, now.unit, now.approx)}"


def _broken(source: Source, one: Indicator, now: Number) -> str:
    """The month from which the definition, or that of a part, changed between last January and now."""
    first, last = (now.span.year - 1) * 100 + 1, now.span.month
    parts = [one, *(source.indicator(code) for code in (*one.members, one.numerator, one.denominator) if code)]
    found = [text for part in parts for text in part.breaks if first < int(text.replace("-", "")) <= last]
    return max(found, default="")
