"""Comparisons: same span last year, the span just before, the target. Like with like, or no figure and the reason."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction

from metrics.evaluate import PER, children, children_series, numbers, series
from metrics.model import Indicator
from metrics.results import Compare, Number, Span
from metrics.source import Source

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
    if compare == "prev" and (span.kind == "month" or span.month % 100 in {"quarter": (3, 6, 9, 12), "half": (6, 12)}.get(span.kind, ())):
        return Span(span.kind, _months_before(span.month, span.length))
    if compare == "prev" and span.kind == "year":
        return span.a_year_before()
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
    found = {code: _plain(source.indicator(code), current[code], base[code], before) for code in codes}
    partial = [code for code, change in found.items() if change.reason == INCOMPLETE]
    if partial:
        found |= _like_with_like(source, partial, area, span, before, current, base)
    return found


INCOMPLETE = "本期或基期上报不全"


def _plain(one: Indicator, current: Number, base: Number, before: Span) -> Change:
    broken = [month for month in one.breaks if before.first < int(month.replace("-", "")) <= current.span.last]
    if broken:
        return Change(current, base, reason=f"{broken[-1]}起口径调整，不作对比")
    if current.value is None:
        return Change(current, base, reason="本期无数据")
    if base.value is None:
        return Change(current, base, reason="基期无数据")
    if current.state == "quoted" or base.state == "quoted":
        return Change(current, base, current.value, base.value)
    if current.reporting < current.expected or base.reporting < base.expected:
        return Change(current, base, reason=INCOMPLETE)
    if base.value == 0 and one.unit not in PER:
        return Change(current, base, current.value, base.value, reason="基期为0，不计算增幅")
    return Change(current, base, current.value, base.value)


def _like_with_like(source, codes, area, span, before, current, base) -> dict[str, Change]:
    """Only the areas below that reported completely in both spans."""
    now, then = children(source, codes, area, span), children(source, codes, area, before)
    found = {}
    for code in codes:
        one = source.indicator(code)
        both = [
            child for child, number in now[code].items() if _has_reported(number) and _has_reported(then[code][child])
        ]
        a = combined(one, [now[code][child] for child in both])
        b = combined(one, [then[code][child] for child in both])
        reason = "" if a is not None and b is not None else "没有两期都报全的下级，不作对比"
        found[code] = Change(current[code], base[code], a, b, len(both), reason)
    return found


def _has_reported(number: Number) -> bool:
    """Reported completely; a rate of nothing (no death, no cremation) has reported too."""
    return (number.is_known or number.d is not None) and number.reporting >= number.expected


def combined(one: Indicator, parts: list[Number]) -> Fraction | None:
    if not parts or one.kind == "standard":
        return None
    if one.kind != "ratio":
        return sum((part.value for part in parts), Fraction(0))
    if any(part.d is None for part in parts) or not sum(part.d for part in parts):
        return None
    return sum(part.n for part in parts) / sum(part.d for part in parts) * PER.get(one.unit, 1)


def _running_before(source: Source, code: str, area: str, span: Span, current: Number) -> Change:
    """A span that is not yet over against as many months just before it, added month by month."""
    one = source.indicator(code)
    if current.value is None:
        return Change(current, None, reason="本期无数据")
    if source.stored_span(one, span).kind != span.kind:
        base = numbers(source, [code], area, Span("month", _months_before(span.month, span.length)))[code]
        return _plain(one, current, base, base.span)
    months = months_ending(_months_before(span.month, span.length), span.length)
    parts = series(source, code, area, [Span("month", month) for month in months])
    if any(not part.is_known or not part.is_complete for part in parts) or not current.is_complete:
        return Change(current, None, reason="前一时段各月未报全，不作环比")
    if any(_months_due(one, part) for part in parts):
        return Change(current, None, reason="非按月发放，环比只按完整的季、半年计算")
    return Change(current, None, current.value, combined(one, parts))


def _months_due(one: Indicator, part: Number) -> bool:
    return part.state == "not_due" or len(one.months_due) < 12


def last_twelve(source: Source, code: str, area: str, month: int) -> Number | None:
    """A rare flow or a rate of rare events over the twelve months to `month`; None unless every month is known."""
    return over_months(source, code, [area], months_ending(month, 12), source.tree.parent(area)).get(area)


def over_months(source: Source, code: str, areas: Iterable[str], months: list[int], parent: str) -> dict[str, Number]:
    """Sums (ratios: of both parts) over single months for sibling areas, only where every month is complete."""
    one = source.indicator(code)
    spans = [Span("month", month) for month in months]
    by_area = children_series(source, code, parent, spans) if parent else {area: series(source, code, area, spans) for area in areas}
    found = {}
    for area in areas:
        parts = by_area.get(area, [])
        if not parts or any(not part.is_known or not part.is_complete for part in parts):
            continue
        value = combined(one, parts)
        n = sum((part.n for part in parts), Fraction(0)) if one.kind == "ratio" else None
        d = sum((part.d for part in parts), Fraction(0)) if one.kind == "ratio" else None
        if value is not None:
            found[area] = Number(one.id, area, Span("month", months[-1]), value, one.unit, n, d, "summed", "近12个月",
                                 parts[-1].reporting, parts[-1].expected, version=max(part.version for part in parts))  # fmt: skip
    return found
