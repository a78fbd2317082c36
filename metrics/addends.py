"""The rows that add up to a Number: the areas below, the members of a total, the parts of a rate, the months of a span."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from metrics.compare import combined, months_ending
from metrics.derivation import is_point
from metrics.evaluate import children, children_series, numbers, series, stored_parts
from metrics.exhibits import rolled
from metrics.formatting import RATE_UNITS, UNKNOWN, exact_text, month_text, number_text
from metrics.keys import ROLLING_MONTHS, is_rolling, key_of
from metrics.model import Indicator
from metrics.results import Number, Span
from metrics.source import Source

OWN = ("reported", "derived", "quoted")  # said by the area itself, whatever the areas below it say
COUNTED = "只计全期报齐"
UNLINKED = ("masked", "nearest", "not_due")  # nothing may, or can, be added up to these


@dataclass(frozen=True, slots=True)
class Addend:
    """One row: what it is called, its exact figure (of a rate its numerator and denominator), and what is to be said of it."""

    name: str
    value: str
    pair: tuple[str, str] = ("", "")
    note: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """rows add up to total. agrees: whether that is the Number exactly; verdict says so, or why not."""

    kind: str
    title: str
    rows: tuple[Addend, ...]
    total: Addend
    agrees: bool
    verdict: str


def breakdowns(source: Source, number: Number) -> tuple[Breakdown, ...]:
    """All ways in which the Number can be added up; the one that a reader asks for first comes first."""
    if number.state in UNLINKED:
        return ()
    one = source.indicator(number.indicator)
    ways = (_areas(source, one, number), _members(source, one, number), _months(source, one, number), _parts(source, one, number))
    return tuple(way for way in ways if way is not None)


def below(source: Source, number: Number) -> dict[str, Number]:
    """The same figure of each area directly below."""
    one, span = source.indicator(number.indicator), number.span
    if not is_rolling(number):
        return children(source, [one.id], number.area, span)[one.id]
    lines = children_series(source, one.id, number.area, _window(span))
    return {area: rolled(one, line)[-1] for area, line in lines.items()}


def _window(span: Span) -> list[Span]:
    return [Span("month", month) for month in months_ending(span.month, ROLLING_MONTHS)]


def _areas(source: Source, one: Indicator, number: Number) -> Breakdown | None:
    found = below(source, number)
    if not any(part.is_known for part in found.values()):
        return None
    rows = [(source.tree.name(area), part) for area, part in found.items() if part.is_known or part.expected]
    rows += _kept_here(source, one, number, rows)
    own = "下级相加为{sum}，本级填报{own}，{gap}；以本级填报为准"
    other = "逐行相加为{sum}，该数为{own}，{gap}，待核实"
    return _added(one, number, "areas", "下级单位", rows, own if number.state in OWN else other)


def _kept_here(source: Source, one: Indicator, number: Number, rows: Sequence) -> list[tuple[str, Number]]:
    """Members of a total that the area reports by itself, for nobody below it."""
    if one.kind != "sum":
        return []
    codes = [part.id for part in stored_parts(source, [one.id])]
    found = numbers(source, codes, number.area, number.span)
    own = [code for code, part in found.items() if part.state in OWN]
    lower = children(source, own, number.area, number.span) if own else {}
    alone = [code for code in own if not any(part.is_known for part in lower[code].values())]
    return [(f"{source.tree.name(number.area)}本级：{source.indicator(code).name}", found[code]) for code in alone]


def _members(source: Source, one: Indicator, number: Number) -> Breakdown | None:
    if not one.members or is_rolling(number):
        return None
    found = numbers(source, one.members, number.area, number.span)
    rows = [(source.indicator(code).name, part) for code, part in found.items()]
    return _added(one, number, "members", "组成项目", rows, "各项相加为{sum}，该数为{own}，{gap}；有单位未报全各项")


def _months(source: Source, one: Indicator, number: Number) -> Breakdown | None:
    span = number.span
    stays = is_point(one, source.catalogue.indicators) or source.stored_span(one, span) != span or one.kind == "standard"
    if is_rolling(number):
        spans = _window(span)
    elif span.length > 1 and not stays and one.rule in ("same_span", "person_months"):
        spans = [Span("month", month) for month in range(span.first, span.last + 1)]
    else:
        return None
    line = _of_complete(source, one, number, spans) if number.state == "partial" else []
    rows = [(month_text(part.span.month), part) for part in line or series(source, one.id, number.area, spans)]
    if not any(part.is_known for _, part in rows):
        return None
    return _added(one, number, "months", "月份", rows, "逐月相加为{sum}，该数为{own}，{gap}；只报部分月份的单位不计入累计")


def _of_complete(source: Source, one: Indicator, number: Number, spans: Sequence[Span]) -> list[Number]:
    """Month by month what those areas report that the incomplete span counts; empty where that cannot be told apart."""
    known = {area: part for area, part in below(source, number).items() if part.is_known}
    if one.kind == "sum" or not known or not all(part.is_complete for part in known.values()):
        return []
    lines = children_series(source, one.id, number.area, spans)
    result = []
    for at, span in enumerate(spans):
        parts = [lines[area][at] for area in known]
        if not all(part.is_known for part in parts if one.kind != "ratio"):
            return []
        pair = _sums(parts) if one.kind == "ratio" else (None, None)
        note = f"{COUNTED}的{len(known)}个单位"
        result.append(Number(one.id, number.area, span, combined(one, parts), one.unit, *pair, "summed", note))
    return result


def _sums(parts: Sequence[Number]) -> tuple[Fraction | None, Fraction | None]:
    if any(part.n is None or part.d is None for part in parts):
        return None, None
    return sum((part.n for part in parts), Fraction(0)), sum((part.d for part in parts), Fraction(0))


def _added(one: Indicator, number: Number, kind: str, title: str, rows: Sequence, otherwise: str) -> Breakdown:
    addends = tuple(_addend(one, name, part) for name, part in rows)
    if one.kind == "standard":
        return _range(one, number, kind, title, addends, [part for _, part in rows])
    parts = [part for _, part in rows if (part.d if one.kind == "ratio" else part.value) is not None]
    if any(part.state == "masked" for _, part in rows):  # a difference would say what is hidden
        return Breakdown(
            kind, title, addends, Addend("该数", number_text(number)), False, "有单位人数过少，按规定不列出，不再逐行相加"
        )
    value = combined(one, parts)
    pair = _sums(parts) if one.kind == "ratio" and parts else (None, None)
    agrees = value == number.value and (one.kind != "ratio" or pair == (number.n, number.d))
    words = "逐行相加与该数一致" if agrees else _differs(one, number, value, otherwise)
    total = number_text(number) if agrees and one.kind == "ratio" else _exact(value, one.unit)
    return Breakdown(kind, title, addends, Addend("合计", total, _pair(*pair)), agrees, words)


def _differs(one: Indicator, number: Number, value: Fraction | None, otherwise: str) -> str:
    if value is None or number.value is None:
        return "已列各行不足以相加得出该数"
    gap = "比率相同而分子分母不同"
    if value != number.value:
        gap = f"相差{exact_text(abs(value - number.value), RATE_UNITS.get(one.unit, one.unit))}"
    return otherwise.format(sum=exact_text(value, one.unit), own=exact_text(number.value, one.unit), gap=gap)


def _range(one: Indicator, number: Number, kind: str, title: str, addends: tuple, parts: list[Number]) -> Breakdown:
    """Standards are never added: their lowest and highest stand for the areas."""
    lows = [part.low if part.low is not None else part.value for part in parts if part.is_known]
    highs = [part.high if part.high is not None else part.value for part in parts if part.is_known]
    own = (number.low, number.high) if number.low is not None else (number.value, number.value)
    agrees = (min(lows), max(highs)) == own
    low, high = (exact_text(value, one.unit) for value in (min(lows), max(highs)))
    total = Addend("范围", low if low == high else f"{low}—{high}")
    return Breakdown(kind, title, addends, total, agrees, "标准不相加，只列最低与最高" + ("，与该数一致" if agrees else ""))


def _parts(source: Source, one: Indicator, number: Number) -> Breakdown | None:
    """Numerator and denominator of a rate, each with its own way on."""
    if one.kind != "ratio" or number.n is None or number.d is None or is_rolling(number):
        return None
    found = numbers(source, [one.numerator, one.denominator], number.area, number.span)
    rows = []
    for word, code, used in (("分子", one.numerator, number.n), ("分母", one.denominator, number.d)):
        part, unit = source.indicator(code), source.indicator(code).unit
        note = _rule(one) if word == "分母" and one.rule != "same_span" else ""
        if not note and found[code].value not in (None, used):
            note = f"已报{exact_text(found[code].value, unit)}，只取分子分母都报的单位"
        rows.append(Addend(f"{word}：{part.name}", exact_text(used, unit), note=note, key=key_of(found[code])))
    words = f"{rows[0].value} ÷ {rows[1].value} = {_exact(number.value, one.unit)}"
    return Breakdown(
        "parts", "分子与分母", tuple(rows), Addend("比率", _exact(number.value, one.unit)), number.value is not None, words
    )


def _rule(one: Indicator) -> str:
    words = {"period_end": "取期末数", "person_months": "按人月累计", "average": "取期内各月平均"}
    return words.get(one.rule, "")


def _addend(one: Indicator, name: str, part: Number) -> Addend:
    value = (
        number_text(part, dense=True) if one.kind == "ratio" else _exact(part.value, one.unit)
    )  # a rate's parts stand beside it
    if part.low is not None and part.high is not None:
        value = f"{exact_text(part.low, one.unit)}—{exact_text(part.high, one.unit)}"
    note = part.reason
    if part.is_known and part.reporting < part.expected:
        note = f"上报{part.reporting}/{part.expected}"
    elif part.state == "quoted":
        note = "引用报送比率，不参与合计"
    counted = part.reason.startswith(COUNTED)  # a month of some of the areas only has no key of its own
    return Addend(name, value, _pair(part.n, part.d), note, "" if counted else key_of(part))


def _pair(top: Fraction | None, bottom: Fraction | None) -> tuple[str, str]:
    return ("", "") if top is None or bottom is None else (exact_text(top, ""), exact_text(bottom, ""))


def _exact(value: Fraction | None, unit: str) -> str:
    return UNKNOWN if value is None else exact_text(value, unit)
