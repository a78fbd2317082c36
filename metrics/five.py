"""当期、同比、环比、本年累计、累计同比: the five figures that a bureau's table has for every indicator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from metrics.answers import exact
from metrics.compare import Change, changes
from metrics.derivation import is_point, is_yearly
from metrics.formatting import UNKNOWN, change_text, number_text, reported_text, span_text
from metrics.model import Indicator
from metrics.results import Number, Span
from metrics.source import Source

OF_A_POINT = "时点数，以期末为准，不累计"
OF_A_YEAR = "按年统计，不分月累计"
POINTS = {"%": "个百分点", "‰": "个千分点"}


@dataclass(frozen=True, slots=True)
class Five:
    """yoy and prev compare the same current span; running is since January against last year, or None with the reason."""

    indicator: Indicator
    yoy: Change
    prev: Change
    running: Change | None
    reason: str = ""

    @property
    def current(self) -> Number:
        return self.yoy.current

    @property
    def numbers(self) -> tuple[Number, ...]:
        return (self.current,) if self.running is None else (self.current, self.running.current)


def five(source: Source, code: str, area: str, span: Span) -> Five:
    """The current span is the month where a cumulative one is asked: 环比 is the month's own, never a cumulative column's."""
    one = source.indicator(code)
    now = Span("month", span.month) if span.kind == "ytd" else span
    yoy, prev = (changes(source, [one.id], area, now, compare)[one.id] for compare in ("yoy", "prev"))
    everything = source.catalogue.indicators
    reason = OF_A_YEAR if is_yearly(one, everything) else OF_A_POINT if is_point(one, everything) else ""
    running = None if reason else changes(source, [one.id], area, Span("ytd", span.last), "yoy")[one.id]
    return Five(one, yoy, prev, running, reason)


def cells(found: Five) -> list[tuple[str, str, str]]:
    """Head, what is printed, and the reason where it is —."""
    running = found.running
    rows = [
        (f"当期（{span_text(found.current.span)}）", *_figure(found.current)),
        ("同比", *_change(found.yoy)),
        ("环比", *_change(found.prev)),
    ]
    if running is None:
        return [*rows, ("本年累计", UNKNOWN, found.reason), ("累计同比", UNKNOWN, found.reason)]
    return [*rows, (f"本年累计（{span_text(running.current.span)}）", *_figure(running.current)), ("累计同比", *_change(running))]


def _figure(number: Number) -> tuple[str, str]:
    if number.is_known or number.state in ("masked", "not_due"):
        return number_text(number) + reported_text(number), ""
    return UNKNOWN, number.reason


def _change(change: Change) -> tuple[str, str]:
    """A base of zero has no percent: its words are the reason."""
    if change.amount is None and change.difference != 0:
        return UNKNOWN, change.reason or "不作对比"
    like = f"（{change.like_for_like}个均上报单位）" if change.like_for_like else ""
    return change_text(change.now, change.before, change.current.unit) + like, ""


def record(found: Five) -> dict[str, Any]:
    """As plain data: exact values, and null with the reason."""
    unit = POINTS.get(found.indicator.unit, "%")
    running = found.running
    return {
        "current": _number_record(found.current),
        "yoy": _change_record(found.yoy, unit),
        "prev": _change_record(found.prev, unit),
        "ytd": {"value": None, "reason": found.reason} if running is None else _number_record(running.current),
        "ytd_yoy": {"change": None, "reason": found.reason} if running is None else _change_record(running, unit),
    }


def _number_record(number: Number) -> dict[str, Any]:
    return {
        "span": span_text(number.span), "value": exact(number.value), "unit": number.unit, "numerator": exact(number.n),
        "denominator": exact(number.d), "reporting": number.reporting, "expected": number.expected, "text": number_text(number),
        "reason": number.reason or None,
    }  # fmt: skip


def _change_record(change: Change, unit: str) -> dict[str, Any]:
    text, reason = _change(change)
    return {
        "change": exact(change.amount), "unit": unit, "now": exact(change.now), "previous": exact(change.before),
        "like_for_like": change.like_for_like, "text": text, "reason": reason or None,
    }  # fmt: skip
