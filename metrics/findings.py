"""What an exhibit shows, in one clause: its title and its alternative text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from metrics.compare import breaks
from metrics.evaluate import PER
from metrics.formatting import change_text, number_text, reported_text, value_text
from metrics.model import Indicator
from metrics.results import Number, Span
from metrics.source import Source


def series_finding(source: Source, one: Indicator, line: Sequence[Number], span: Span) -> str:
    """The newest figure and its change on the same month of last year."""
    known = [number for number in line if number.span.year == span.year and number.value is not None]
    if not known:
        return "本年无数据"
    last = known[-1]
    month = f"{last.span.month % 100}月"
    before = next((number for number in line if number.span.month == last.span.month - 100), None)
    text = f"{'1—' if last.span.kind == 'ytd' and last.span.month % 100 > 1 else ''}{month}{number_text(last)}"
    if not last.is_complete:
        return text + reported_text(last)
    broken = before is not None and any(before.span.first < month <= last.span.last for month in breaks(source, one))
    if before is None or before.value is None or not before.is_complete or broken:
        return text
    change = change_text(last.value, before.value, one.unit)
    return text if change == "—" else f"{text}，同比{change}"


def ranking_finding(source: Source, one: Indicator, below: Mapping[str, Number], whole: Number) -> str:
    """Who stands out at the end that matters, and the whole beside it."""
    known = {area: number for area, number in below.items() if number.value is not None}
    if not known:
        return next((number.reason for number in below.values() if number.reason), "无下级数据")
    name = source.tree.name
    if len(known) == 1 < len(below):
        ((only, number),) = known.items()
        return f"只有{name(only)}有数：{number_text(number)}"
    whole_text = f"，{name(whole.area)}{number_text(whole)}" if whole.value is not None else ""
    lowest, highest = (pick(known, key=lambda area: known[area].value) for pick in (min, max))
    if one.direction == "neutral" or one.unit not in PER:
        share = ""
        if one.kind in ("flow", "stock", "sum") and whole.value and whole.is_complete:
            share = f"，占{value_text(known[highest].value / whole.value * 100, '%')}"
        return f"{name(highest)}最多{number_text(known[highest])}{share}" if one.kind != "ratio" else (
            f"{name(highest)}最高{number_text(known[highest])}，{name(lowest)}最低{number_text(known[lowest])}"
        )  # fmt: skip
    worst = highest if one.direction == "lower_better" else lowest
    word = "最高" if worst == highest else "最低"
    return f"{name(worst)}{word}{number_text(known[worst])}{whole_text}"


def extreme(source: Source, one: Indicator, last: Mapping[str, Number]) -> str:
    """枫林乡最低88.6%: the area at the end that matters; empty where nothing is known or all are equal."""
    known = {area: number for area, number in last.items() if number.value is not None}
    if len({number.value for number in known.values()}) < 2:
        return ""
    highest = one.direction in ("lower_better", "neutral")
    area = (max if highest else min)(known, key=lambda code: known[code].value)
    return f"{source.tree.name(area)}{'最高' if highest else '最低'}{number_text(known[area], dense=True)}"
