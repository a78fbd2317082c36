"""Comparisons: same span last year, the span just before, the target. Like with like, or no figure and the reason."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from metrics.derivation import is_point, is_yearly
from metrics.evaluate import PER, children, children_series, numbers, series
from metrics.formatting import month_text
from metrics.model import Indicator
from metrics.results import Compare, Number, Span
from metrics.source import Source

# months (of the year) with which a span of a kind is complete; a cumulative one never is
CLOSING = {"month": range(1, 13), "quarter": (3, 6, 9, 12), "half": (6, 12), "year": (12,)}
COMPARE_WORDS = {"yoy": "同比", "prev": "环比", "target": "对目标", "none": ""}


@dataclass(frozen=True, slots=True)
class Change:
    """now and before: exact values that are compared. unit: 个百分点 for rates, % for quantities.

    like_for_like: how many areas reported in both spans, where not all did; 0 otherwise.
    """

    current: Number
    base: Number | None
    now: Fraction | None = None
    before: Fraction | None = None
    like_for_like: int = 0
    reason: str = ""

    @property
    def difference(self) -> Fraction | None:
        return None if self.now is None or self.before is None else self.now - self.before

    @property
    def relative(self) -> Fraction | None:
        """Change in percent of the base; None for a rate or a base of zero."""
        if self.difference is None or not self.before or self.current.unit in PER:
            return None
        return self.difference / abs(self.before) * 100

    @property
    def amount(self) -> Fraction | None:
        """What is shown: 个百分点 for a rate, % for a quantity."""
        return self.difference if self.current.unit in PER else self.relative


def base_span(span: Span, compare: Compare) -> Span | None:
    """The span that is compared with; None where the comparison has none."""
    if compare == "yoy":
        return span.a_year_before()
    if compare == "prev" and span.month % 100 in CLOSING.get(span.kind, ()):
        return Span(span.kind, _months_before(span.last, span.length))
    return None


def _months_before(month: int, count: int) -> int:
    ordinal = month // 100 * 12 + month % 100 - 1 - count
    return ordinal // 12 * 100 + ordinal % 12 + 1


def months_ending(month: int, count: int) -> list[int]:
    """The `count` months (yyyymm) up to and with `month`."""
    return [_months_before(month, back) for back in range(count - 1, -1, -1)]


def changes(source: Source, codes: Collection[str], area: str, span: Span, compare: Compare) -> dict[str, Change]:
    """One Change per indicator; two reads, and two more for those that are incomplete."""
    current = numbers(source, codes, area, span)
    before = base_span(span, compare)
    if compare in ("target", "none"):
        return {code: Change(number, None) for code, number in current.items()}
    if before is None:
        return {code: _running_before(source, code, area, span, number) for code, number in current.items()}
    base = numbers(source, codes, area, before)
    found = {code: _compared(source, span, compare, current[code], base[code]) for code in codes}
    partial = [code for code, change in found.items() if change.reason == INCOMPLETE]
    if partial:
        found |= _like_with_like(source, partial, area, span, before, current, base)
    return found


def between(source: Source, code: str, area: str, span: Span, before: Span) -> Change:
    """The change from any one span to any other, like with like as between those that a comparison pairs."""
    current, base = (numbers(source, [code], area, one) for one in (span, before))
    change = _plain(source, source.indicator(code), current[code], base[code])
    return change if change.reason != INCOMPLETE else _like_with_like(source, [code], area, span, before, current, base)[code]


INCOMPLETE = "本期或基期上报不全"
UNEVEN = "非按月发放，环比只按完整的季、半年计算"
ZERO = "基期为0，不计算增幅"
OF_A_YEAR = "按年度预算累计计算，不作环比"


def _compared(source: Source, span: Span, compare: Compare, current: Number, base: Number) -> Change:
    one = source.indicator(current.indicator)
    if compare == "prev" and span.kind != "year" and current.is_known and source.is_of_a_year(one):
        return Change(current, base, reason=OF_A_YEAR)  # what comes together since January rises with every month
    if compare == "prev" and span.kind == "month" and current.is_known and not _is_monthly(source, one):
        return Change(current, base, reason=UNEVEN)
    return _plain(source, one, current, base)


def _plain(source: Source, one: Indicator, current: Number, base: Number) -> Change:
    broken = _broken(source, one, base.span, current.span)
    if broken:
        return Change(current, base, reason=broken)
    if source.stored_span(one, current.span) == source.stored_span(one, base.span):
        return Change(current, None, reason="本期与上期为同一次报数，不作环比")
    unusable = _unusable(current, "本期") or _unusable(base, "基期")
    if unusable:
        return Change(current, base, reason=unusable)
    if current.reporting < current.expected or base.reporting < base.expected:
        return Change(current, base, reason=INCOMPLETE)
    if base.value == 0 and one.unit not in PER:
        return Change(current, base, current.value, base.value, reason=ZERO)
    return Change(current, base, current.value, base.value)


def _unusable(number: Number, word: str) -> str:
    """Why a figure cannot be compared at all; empty where it can."""
    if number.state == "masked":
        return f"{word}数值较小，不公开"
    if number.value is not None:
        below_zero = number.value < 0 and number.unit not in PER
        return f"{word}推算为负数，待核实" if below_zero else ""
    if number.low is not None:
        return f"{word}各单位标准不一，只列区间"
    if number.state == "not_due":
        return f"{word}无应发"
    return f"{word}分母为0" if number.d == 0 else f"{word}无数据"


def _broken(source: Source, one: Indicator, before: Span, current: Span) -> str:
    """Why two spans do not count the same thing, if the definition of a figure, or of what it is made of, changed between."""
    first, last = source.stored_span(one, before).first, source.stored_span(one, current).last
    if is_point(one, source.catalogue.indicators) and not is_yearly(one, source.catalogue.indicators):
        first = source.stored_span(one, before).last
    broken = [month for month in breaks(source, one) if first < month <= last]
    return f"{month_text(broken[-1])}起口径调整，不作对比" if broken else ""


def breaks(source: Source, one: Indicator) -> list[int]:
    """The months (yyyymm) from which the definition of a figure, or of what it is made of, changed; oldest first."""
    return sorted({int(month.replace("-", "")) for month in _breaks(source, one)})


def _breaks(source: Source, one: Indicator) -> set[str]:
    parts = (source.catalogue.indicators[part] for part in (*one.members, one.numerator, one.denominator) if part)
    return set(one.breaks).union(*(_breaks(source, part) for part in parts))


Pairs = list[tuple[Number, Number]]


def _like_with_like(source, codes, area, span, before, current, base) -> dict[str, Change]:
    """Only the areas below that reported completely in both spans."""
    now, then = children(source, codes, area, span), children(source, codes, area, before)
    found = {}
    for code in codes:
        one = source.indicator(code)
        both = both_complete(source, one, now[code], then[code], (span, before))
        a, b = (combined(one, [pair[side] for pair in both]) for side in (0, 1))
        reason = "没有两期都报全的下级，不作对比" if a is None or b is None else ZERO if b == 0 and one.unit not in PER else ""
        found[code] = Change(current[code], base[code], a, b, len(both), reason)
    return found


def both_complete(
    source: Source, one: Indicator, now: dict[str, Number], then: dict[str, Number], spans: tuple[Span, Span]
) -> Pairs:
    """Of each area that is complete in both spans its two figures; of one with gaps those of the areas under it.

    A total is not looked for further down, since there it would be made of other members.
    """
    found: Pairs = []
    for area, number in now.items():
        if has_reported(one, number) and has_reported(one, then[area]):
            found.append((number, then[area]))
        elif one.kind != "sum" and number.reporting and then[area].reporting and source.tree.children(area):
            deeper = (children(source, [one.id], area, span)[one.id] for span in spans)
            found += both_complete(source, one, *deeper, spans)
    return found


def has_reported(one: Indicator, number: Number) -> bool:
    """Reported completely, so that it adds up; a rate of nothing (no death, no cremation) has reported too, a quoted one not."""
    return (number.d is not None if one.kind == "ratio" else number.is_known) and number.reporting >= number.expected


def combined(one: Indicator, parts: list[Number]) -> Fraction | None:
    if not parts or one.kind == "standard":
        return None
    if one.kind != "ratio":
        return exact_sum(part.value for part in parts)
    if any(part.d is None for part in parts):
        return None
    below = exact_sum(part.d for part in parts)
    return exact_sum(part.n for part in parts) / below * PER.get(one.unit, 1) if below else None


def exact_sum(values: Iterable[Fraction]) -> Fraction:
    """The exact sum, reduced once at the end and not after every step."""
    found = list(values)
    common = lcm(*(value.denominator for value in found))
    return Fraction(sum(value.numerator * (common // value.denominator) for value in found), common)


def _running_before(source: Source, code: str, area: str, span: Span, current: Number) -> Change:
    """A span that is not yet over against as many months just before it, added month by month."""
    one = source.indicator(code)
    if current.value is None:
        return Change(current, None, reason=_unusable(current, "本期"))
    if source.is_of_a_year(one):
        return Change(current, None, reason=OF_A_YEAR)
    if source.stored_span(one, span).kind != span.kind:
        base = numbers(source, [code], area, Span("month", _months_before(span.month, span.length)))[code]
        return _plain(source, one, current, base)
    months = months_ending(_months_before(span.month, span.length), span.length)
    broken = _broken(source, one, Span("month", months[0]), span)
    if broken or not _is_monthly(source, one):
        return Change(current, None, reason=broken or UNEVEN)
    if span.length > 1 and not _adds_over_months(source, one):
        return Change(current, None, reason="分母不随月份相加，不作环比")
    parts = series(source, code, area, [Span("month", month) for month in months])
    if any(not has_reported(one, part) for part in parts) or not current.is_complete:
        return _running_like_with_like(source, one, area, current, months)
    return _of_months(one, current, current.value, combined(one, parts))


def _running_like_with_like(source: Source, one: Indicator, area: str, current: Number, months: list[int]) -> Change:
    """Only the areas directly below that are complete now and in each of the months before."""
    now = children(source, [one.id], area, current.span)[one.id]
    then = children_series(source, one.id, area, [Span("month", month) for month in months])
    both = [
        child
        for child, number in now.items()
        if has_reported(one, number) and all(has_reported(one, part) for part in then[child])
    ]
    a = combined(one, [now[child] for child in both])
    b = combined(one, [part for child in both for part in then[child]])
    if a is None or b is None:
        return Change(current, None, reason="前一时段各月未报全，不作环比")
    return _of_months(one, current, a, b, len(both))


def _of_months(one: Indicator, current: Number, now: Fraction, before: Fraction | None, like_for_like: int = 0) -> Change:
    if before is None:
        return Change(current, None, reason="基期无数据")
    return Change(current, None, now, before, like_for_like, ZERO if before == 0 and one.unit not in PER else "")


def _is_monthly(source: Source, one: Indicator) -> bool:
    """Whether every payment that it is made of comes each month."""
    parts = [source.catalogue.indicators[part] for part in (*one.members, one.numerator, one.denominator) if part]
    own = one.kind != "flow" or one.is_yearly or len(one.months_due) == 12
    return own and all(_is_monthly(source, part) for part in parts)


def _adds_over_months(source: Source, one: Indicator) -> bool:
    """Whether numerators and denominators of single months may be summed: the stock of a month or a year's budget may not."""
    if one.kind != "ratio":
        return True
    bottom = source.catalogue.indicators[one.denominator] if one.denominator else None
    return (
        bottom is not None and one.rule in ("same_span", "person_months") and not is_yearly(bottom, source.catalogue.indicators)
    )
