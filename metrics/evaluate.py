"""From figure rows to Numbers: the only place where a numerator is divided by its denominator."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from fractions import Fraction

from data_access import reads
from data_access.reads import FigureRow
from data_access.specs import SCALE
from data_access.suppression import threshold_of
from data_access.witness import SMALL
from metrics.model import Indicator
from metrics.results import Number, Span
from metrics.source import Source

PER = {"%": 100, "‰": 1000}
LEVELS = {"county": 0, "township": 1, "village": 2}
LEVEL_WORDS = {"county": "县级", "township": "乡镇级", "village": "村级"}
SMALL_WORDS = "人数较少，为保护个人信息不显示"
COVER_WORDS = "＊，为防止推算出邻近的小数而不显示"
RHYTHM_WORDS = {"quarter": "按季发放", "year": "按年发放", "once": "一次性发放"}


def numbers(source: Source, codes: Collection[str], area: str, span: Span) -> dict[str, Number]:
    """One Number per indicator for one area; at most three range reads."""
    found: dict[str, Number] = {}
    parent = source.tree.parent(area)
    for stored, group in _by_stored_span(source, codes, span).items():
        rows = _read(source, group, stored, parent, [area])
        for one in group:
            row = rows.get((one.id, area))
            found[one.id] = number_of(source, one, area, span, row)
    return {code: found[source.catalogue.resolve(code)] for code in codes}


def children(source: Source, codes: Collection[str], area: str, span: Span) -> dict[str, dict[str, Number]]:
    """Per indicator, a Number for each area directly below, in code order; one range read per stored span."""
    below = source.tree.children(area)
    found: dict[str, dict[str, Number]] = {}
    for stored, group in _by_stored_span(source, codes, span).items():
        rows = _read(source, group, stored, area)
        for one in group:
            found[one.id] = {row.code: number_of(source, one, row.code, span, rows.get((one.id, row.code))) for row in below}
    return found | {code: found[source.catalogue.resolve(code)] for code in codes}


def series(source: Source, code: str, area: str, spans: Iterable[Span]) -> list[Number]:
    """One area over spans of one kind, in their order; one range read."""
    one = source.indicator(code)
    wanted = list(spans)
    stored = [source.stored_span(one, span) for span in wanted]
    months = [span.month for span in stored]
    rows = reads.figures(
        source.connection, source.scope, [one.id], stored[0].kind, min(months), max(months),
        parent=source.tree.parent(area), areas=[area], as_of=source.as_of,
    )  # fmt: skip
    by_month = {row.month: row for row in rows}
    return [number_of(source, one, area, span, by_month.get(kept.month)) for span, kept in zip(wanted, stored, strict=True)]


def children_series(source: Source, code: str, area: str, spans: Iterable[Span]) -> dict[str, list[Number]]:
    """Each area directly below over spans of one kind; one range read."""
    one = source.indicator(code)
    wanted = list(spans)
    stored = [source.stored_span(one, span) for span in wanted]
    months = [span.month for span in stored]
    rows = reads.figures(
        source.connection, source.scope, [one.id], stored[0].kind, min(months), max(months), parent=area, as_of=source.as_of
    )
    cells = {(row.area, row.month): row for row in rows}
    pairs = list(zip(wanted, stored, strict=True))
    return {
        below.code: [number_of(source, one, below.code, span, cells.get((below.code, kept.month))) for span, kept in pairs]
        for below in source.tree.children(area)
    }


def number_of(source: Source, one: Indicator, area: str, span: Span, row: FigureRow | None) -> Number:
    """The Number of one figure row, or the reason why there is none."""
    if row is None:
        return missing(source, one, area, span)
    if row.basis == "masked":
        return _masked(source, one, area, span, row)
    value, reason = _value(one, row)
    top, bottom = _parts(one, row)
    low = high = None
    if one.kind == "standard" and row.value is None and row.numerator is not None:
        low, high = Fraction(row.numerator, SCALE), Fraction(row.denominator, SCALE)
    state = "partial" if row.reporting < row.expected or _members_missing(one, row) else row.basis
    return Number(
        one.id, area, span, value, one.unit, top, bottom, state, reason, row.reporting, row.expected, row.approx, row.version,
        low=low, high=high, other=None if row.other is None else Fraction(row.other, SCALE),
    )  # fmt: skip


def _masked(source: Source, one: Indicator, area: str, span: Span, row: FigureRow) -> Number:
    """Nothing of a hidden figure but that it is there; the reason opens with what is printed in its place."""
    reason = f"<{threshold_of(source.settings)}，{SMALL_WORDS}" if row.mask == SMALL else COVER_WORDS
    return Number(
        one.id, area, span, None, one.unit, state="masked", reason=reason,
        reporting=row.reporting, expected=row.expected, version=row.version,
    )  # fmt: skip


def _members_missing(one: Indicator, row: FigureRow) -> bool:
    return one.kind == "sum" and row.basis == "summed" and row.numerator is not None and row.numerator < row.denominator


def _value(one: Indicator, row: FigureRow) -> tuple[Fraction | None, str]:
    if one.kind != "ratio" or row.value is not None:
        reason = ""
        if _members_missing(one, row):
            reason = f"已列{row.numerator}项，共{row.denominator}项"
        elif one.kind in ("flow", "stock", "sum") and row.value is not None and row.value < 0:
            reason = "推算为负数，待核实"  # a cumulative figure fell below the one before
        return (None if row.value is None else Fraction(row.value, SCALE)), reason
    if not row.denominator:
        return None, "分母为0，不计算"
    value = Fraction(row.numerator, row.denominator) * PER.get(one.unit, 1)
    above = one.unit in PER and row.numerator > row.denominator and not one.may_exceed
    return value, "分子大于分母，待核实" if above else ""


def _parts(one: Indicator, row: FigureRow) -> tuple[Fraction | None, Fraction | None]:
    if one.kind != "ratio" or row.denominator is None:
        return None, None
    return Fraction(row.numerator, SCALE), Fraction(row.denominator, SCALE)


def missing(source: Source, one: Indicator, area: str, span: Span) -> Number:
    """A Number without a value that says why."""
    if not source.scope.sees(one.id, area):
        return Number(one.id, area, span, None, one.unit, state="missing", reason="无权查看")
    expected = expected_count(source, one, area, span)
    state, reason = "missing", "未报" if expected else "无数据"
    if is_too_fine(source, one, area):
        reason = one.note or f"该指标只统计到{LEVEL_WORDS[one.finest]}"
    elif not expected and _is_uneven(source, one) and has_duty(source, one, area):
        rhythm = RHYTHM_WORDS.get(_rhythm(source, one), "")
        state, reason = "not_due", f"{rhythm}，本期无应发".removeprefix("，")
    return Number(one.id, area, span, None, one.unit, state=state, reason=reason, expected=expected)


def _rhythm(source: Source, one: Indicator) -> str:
    """How often it is paid: of a rate its slower part, of a total what all its members share, else `month`."""
    parts = [
        _rhythm(source, source.catalogue.indicators[part]) for part in (one.members or (one.numerator, one.denominator)) if part
    ]
    if one.kind == "ratio":
        return next((rhythm for rhythm in parts if rhythm != "month"), "month")
    if one.kind == "sum":
        return parts[0] if len(set(parts)) == 1 else "month"
    return one.rhythm if one.kind == "flow" and not one.is_yearly else "month"


def _is_uneven(source: Source, one: Indicator) -> bool:
    """Whether some month may pass without anything falling due: the payment itself, or every member of a total."""
    if one.members:
        return all(_is_uneven(source, source.catalogue.indicators[member]) for member in one.members)
    return _rhythm(source, one) != "month"


def is_too_fine(source: Source, one: Indicator, area: str) -> bool:
    """Whether the indicator is by its nature not kept for areas as small as this one."""
    row = source.tree.rows.get(area)
    return row is not None and LEVELS.get(row.level, 0) > LEVELS[one.finest]


def has_duty(source: Source, one: Indicator, area: str) -> bool:
    return any(source.duties.holders(group, area, 0, 999912) for group in source.duty_groups(one))


def expected_count(source: Source, one: Indicator, area: str, span: Span) -> int:
    """How many areas at or under `area` must report the figure for the span; a rate is due where both its parts are."""
    if one.members or one.numerator:
        parts = [source.catalogue.indicators[part] for part in (one.members or (one.numerator, one.denominator))]
        counts = [expected_count(source, part, area, span) for part in parts]
        return max(counts) if one.kind == "sum" else counts[0] if all(counts) else 0
    if one.kind == "flow" and not one.is_yearly and not any(m % 100 in one.months_due for m in range(span.first, span.last + 1)):
        return 0
    kept = source.stored_span(one, span)
    first = kept.last if one.kind in ("stock", "standard") and not one.is_yearly else kept.first
    return source.duties.expected(one.duty, area, first, kept.last)


def stored_parts(source: Source, codes: Iterable[str]) -> list[Indicator]:
    """The returned indicators that the named ones are made of, each once, in order."""
    found: dict[str, Indicator] = {}
    for code in codes:
        one = source.indicator(code)
        if one.is_stored:
            found[one.id] = one
        else:
            parts = one.members or tuple(filter(None, (one.numerator, one.denominator)))
            found |= {part.id: part for part in stored_parts(source, parts)}
    return list(found.values())


def _by_stored_span(source: Source, codes: Iterable[str], span: Span) -> dict[Span, list[Indicator]]:
    groups: dict[Span, list[Indicator]] = {}
    for code in codes:
        one = source.indicator(code)
        groups.setdefault(source.stored_span(one, span), []).append(one)
    return groups


def _read(source: Source, group: list[Indicator], span: Span, parent: str, areas: Collection[str] | None = None) -> dict:
    rows = reads.figures(
        source.connection, source.scope, [one.id for one in group], span.kind, span.month, span.month,
        parent=parent, areas=areas, as_of=source.as_of,
    )  # fmt: skip
    return {(row.indicator, row.area): row for row in rows}
