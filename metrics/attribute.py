"""变动原因分析: which areas below, or which members of a total, caused a change. The arithmetic is `metrics/effects.py`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from metrics.compare import Change, between, both_complete, changes, combined, has_reported, months_ending
from metrics.effects import Effect, Pair, added, of_quantity, of_ratio, share
from metrics.evaluate import LEVEL_WORDS, PER, children, children_series, is_too_fine, numbers, series
from metrics.model import Indicator
from metrics.results import Compare, Number, Span
from metrics.source import Source

REST = ""  # the key of what no area and no member accounts for
Pairs = list[tuple[Number, Number]]  # now, before
Told = Literal["both", "now", "before"]


@dataclass(frozen=True, slots=True)
class Part:
    """One area's or member's part in a change, in the indicator's own unit (points for a rate).

    told: in which spans it has figures; new or merged areas have them in one.
    """

    key: str
    name: str
    effect: Effect
    before: Pair
    now: Pair
    share: Fraction | None
    told: Told = "both"

    @property
    def contribution(self) -> Fraction:
        return self.effect.contribution


@dataclass(frozen=True)
class Attribution:
    """The parts add up to `total` exactly, the largest first; or there are none and `reason` says why.

    left_out: name and reason of each area that is in neither side of the change.
    partly: names of areas of which only those below that reported in both spans are in it.
    merged: (old name, successor's name) of areas that are counted with their successor in both spans.
    """

    indicator: Indicator
    change: Change
    by: Literal["area", "member"]
    parts: tuple[Part, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    partly: tuple[str, ...] = ()
    merged: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    numbers: tuple[Number, ...] = ()

    @property
    def total(self) -> Fraction | None:
        return self.change.difference


def change_of(source: Source, code: str, area: str, span: Span, against: Compare | Span) -> Change:
    """The change to be explained: that of a comparison, as the screens show it, or that between any two spans."""
    one = source.indicator(code).id
    return (
        between(source, one, area, span, against)
        if isinstance(against, Span)
        else changes(source, [one], area, span, against)[one]
    )


def by_area(source: Source, change: Change) -> Attribution:
    """Which of the areas directly below caused the change. Where it compares like with like, over the same areas."""
    one, area = source.indicator(change.current.indicator), change.current.area
    reason = _why_not(one, change) or _why_not_below(source, one, area)
    if reason:
        return Attribution(one, change, "area", reason=reason)
    below = _below(source, [one.id], change)[one.id]
    groups = _like_with_like(source, one, change, below) if change.like_for_like else _all_below(source, one, change, below)
    if not groups:
        return Attribution(
            one, change, "area", left_out=_left_out(source, one, below, ()), reason="没有两期都有数的下级，不作分解"
        )
    merged = {now.area: heir for heir, pairs in groups.items() for now, _ in pairs if now.area in below and now.area != heir}
    left_out = _left_out(source, one, below, {*groups, *merged})
    names = {key: source.tree.name(key) for key in groups}
    names[REST] = "未分解部分" if left_out else f"{source.tree[area].kind}本级"
    whole = None if change.like_for_like else _whole(source, one, change)
    partly = [names[key] for key, pairs in groups.items() if any(source.tree.parent(now.area) != area for now, _ in pairs)]
    return Attribution(
        one, change, "area", _parts(one, change, groups, names, whole), left_out, tuple(partly),
        tuple((source.tree.name(old), names[heir]) for old, heir in merged.items()),
        numbers=tuple(number for pair in below.values() for number in pair),
    )  # fmt: skip


def by_member(source: Source, change: Change) -> Attribution:
    """Which members of a total caused its change, over the very areas that the change compares."""
    one = source.indicator(change.current.indicator)
    reason = _why_not(one, change) or ("" if one.members else "不是合计指标，没有分项")
    if reason:
        return Attribution(one, change, "member", reason=reason)
    if change.like_for_like:
        below = _below(source, [one.id, *one.members], change)
        like = _like_with_like(source, one, change, below[one.id])
        found = {code: [below[code][area] for area in like] for code in one.members}
    else:
        found = {code: [pair] for code, pair in _own(source, one.members, change).items()}
    groups = {code: pairs for code, pairs in found.items() if any(number.value is not None for pair in pairs for number in pair)}
    names = {code: source.indicator(code).label for code in groups} | {REST: "未列分项部分"}
    whole = Pair(change.before), Pair(change.now)
    everything = tuple(number for pairs in groups.values() for pair in pairs for number in pair)
    return Attribution(one, change, "member", _parts(one, change, groups, names, whole), numbers=everything)


def _why_not(one: Indicator, change: Change) -> str:
    if one.kind == "standard":
        return "标准由各地分别执行，不能相加，不作分解"
    shown = [number for number in (change.current, change.base) if number is not None]
    if one.is_quoted_only or (one.kind == "ratio" and any(number.value is not None and number.d is None for number in shown)):
        return "比率为直接引用，没有分子和分母，不作分解"
    return "" if change.difference is not None else change.reason or "没有选择对比期"


def _why_not_below(source: Source, one: Indicator, area: str) -> str:
    below = source.tree.children(area)
    if not below:
        return f"{source.tree.name(area)}是最末一级，没有下级可以分解"
    return f"该指标只统计到{LEVEL_WORDS[one.finest]}，没有下级可以分解" if is_too_fine(source, one, below[0].code) else ""


# -- the figures of both spans ----------------------------------------------------------------------------------------


def _below(source: Source, codes: Collection[str], change: Change) -> dict[str, dict[str, tuple[Number, Number]]]:
    """Per indicator and area directly below: its Number now and the one before."""
    area, span = change.current.area, change.current.span
    now = children(source, codes, area, span)
    if change.base is not None:
        before = children(source, codes, area, change.base.span)
    else:
        lines = {code: children_series(source, code, area, _months_before(span)) for code in codes}
        before = {
            code: {below: _of_months(source.indicator(code), line) for below, line in lines[code].items()} for code in codes
        }
    return {code: {below: (number, before[code][below]) for below, number in now[code].items()} for code in codes}


def _own(source: Source, codes: Collection[str], change: Change) -> dict[str, tuple[Number, Number]]:
    """Per indicator, the area's own Number now and the one before."""
    area, span = change.current.area, change.current.span
    now = numbers(source, codes, area, span)
    if change.base is not None:
        before = numbers(source, codes, area, change.base.span)
    else:
        before = {code: _of_months(source.indicator(code), series(source, code, area, _months_before(span))) for code in codes}
    return {code: (now[code], before[code]) for code in codes}


def _months_before(span: Span) -> list[Span]:
    """As many months as a running span has, just before it."""
    return [Span("month", month) for month in months_ending(span.month, 2 * span.length)[: span.length]]


def _of_months(one: Indicator, line: list[Number]) -> Number:
    """Single months added up; a month with a gap leaves the whole unknown."""
    gap = next((number for number in line if not has_reported(one, number)), None)
    if gap is not None:
        owed = any(number.expected or number.is_known for number in line)
        return replace(gap, value=None, n=None, d=None, reporting=0, expected=max(gap.expected, 1) if owed else 0)
    whole = added(_pair(one, number) for number in line)
    parts = {"n": whole.n, "d": whole.d} if one.kind == "ratio" else {}
    return replace(line[-1], value=combined(one, line), **parts)


# -- who is counted ---------------------------------------------------------------------------------------------------


def _like_with_like(
    source: Source, one: Indicator, change: Change, below: Mapping[str, tuple[Number, Number]]
) -> dict[str, Pairs]:
    """By area directly below: the pairs that the change compares, of the area itself or of those under it."""
    if change.base is None:
        return {code: [pair] for code, pair in below.items() if all(has_reported(one, number) for number in pair)}
    now, before = ({code: pair[side] for code, pair in below.items()} for side in (0, 1))
    groups: dict[str, Pairs] = {}
    for pair in both_complete(source, one, now, before, (change.current.span, change.base.span)):
        path = (pair[0].area, *source.tree.ancestors(pair[0].area))
        groups.setdefault(next(code for code in path if code in below), []).append(pair)
    return groups


def _all_below(source: Source, one: Indicator, change: Change, below: Mapping[str, tuple[Number, Number]]) -> dict[str, Pairs]:
    """Of a complete change every area that told what it owed: one that owes nothing in one span (new, merged) has nothing there.

    An area that has been merged by the end of the span is counted with its successor.
    """
    groups: dict[str, Pairs] = {}
    for code, pair in below.items():
        told = [has_reported(one, number) for number in pair]
        if any(told) and all(has or not (number.expected or number.is_known) for has, number in zip(told, pair, strict=True)):
            row = source.tree[code]
            is_merged = row.successor in below and 0 < row.valid_to <= change.current.span.last
            groups.setdefault(row.successor if is_merged else code, []).append(pair)
    return groups


def _left_out(
    source: Source, one: Indicator, below: Mapping[str, tuple[Number, Number]], kept: Collection[str]
) -> tuple[tuple[str, str], ...]:
    """Name and reason of each area that owes or has a figure and is not counted."""
    found = []
    for code, pair in below.items():
        if code not in kept and any(number.expected or number.is_known for number in pair):
            gaps = [
                f"{word}{_gap(number)}"
                for word, number in zip(("本期", "基期"), pair, strict=True)
                if not has_reported(one, number)
            ]
            found.append((source.tree.name(code), "、".join(gaps)))
    return tuple(found)


def _gap(number: Number) -> str:
    if number.state == "masked":
        return "数值较小不公开"
    if number.is_known:
        return f"只报{number.reporting}/{number.expected}" if number.reporting < number.expected else "没有分子分母"
    return "未报" if number.expected else "无此项"


# -- parts ------------------------------------------------------------------------------------------------------------


def _whole(source: Source, one: Indicator, change: Change) -> tuple[Pair, Pair]:
    """The area's own figures, before and now."""
    if one.kind != "ratio":
        return Pair(change.before), Pair(change.now)
    now, before = _own(source, [one.id], change)[one.id]
    return _pair(one, before), _pair(one, now)


def _pair(one: Indicator, number: Number) -> Pair:
    if one.kind == "ratio":
        return Pair() if number.d is None else Pair(number.n, number.d)
    return Pair() if number.value is None else Pair(number.value)


def _parts(
    one: Indicator, change: Change, groups: Mapping[str, Pairs], names: Mapping[str, str], whole: tuple[Pair, Pair] | None
) -> tuple[Part, ...]:
    """Largest first. What they leave of the whole is a part of its own, so that nothing is lost."""
    before = {key: added(_pair(one, number) for _, number in pairs) for key, pairs in groups.items()}
    now = {key: added(_pair(one, number) for number, _ in pairs) for key, pairs in groups.items()}
    told: dict[str, Told] = {key: _told(pairs) for key, pairs in groups.items()}
    if whole is not None:
        rest = [_without(all_, told_.values()) for all_, told_ in zip(whole, (before, now), strict=True)]
        if rest != [Pair(), Pair()]:
            before[REST], now[REST], told[REST] = *rest, "both"
    effects = of_ratio(before, now, PER.get(one.unit, 1)) if one.kind == "ratio" else of_quantity(before, now)
    found = [
        Part(key, names[key], effect, before[key], now[key], share(effect.contribution, change.difference), told[key])
        for key, effect in effects.items()
    ]
    return tuple(sorted(found, key=lambda part: (-abs(part.contribution), part.key)))


def _without(whole: Pair, parts: Iterable[Pair]) -> Pair:
    told = added(parts)
    return Pair(whole.n - told.n, whole.d - told.d)


def _told(pairs: Pairs) -> Told:
    now, before = (any(pair[side].value is not None or pair[side].d is not None for pair in pairs) for side in (0, 1))
    return "both" if now and before else "now" if now else "before"
