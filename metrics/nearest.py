"""What a bureau did state nearest to a span that is unknown, so that a card is labelled instead of empty."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from data_access import reads
from data_access.specs import SCALE
from metrics.evaluate import number_of
from metrics.formatting import month_text, span_text
from metrics.results import SPAN_KINDS, Number, Span
from metrics.source import Source

YEARS = 5  # how far back a figure may lie
# of two figures equally far away, the one that covers more of the year says more; of the same months, the plainer name
PREFERENCE = {"year": 0, "ytd": 1, "month": 2, "half": 3, "quarter": 4}


def nearest(source: Source, code: str, area: str, span: Span, years: int = YEARS) -> Number | None:
    """The stated or derived figure of the area closest to the span, with the words of its own span; None if none.

    A figure of a part of the area (three of its villages, one facility) counts too, under the place as printed.
    years: how many years before that of the span may stand in for it.
    """
    found = standing_in(source, code, area, span, years)
    if found is None:
        return _of_a_part(source, source.indicator(code).id, area, span, years)
    words = _words(source, found.indicator, area, found.span)
    return replace(found, span=span, state="nearest", stated_span=words)


def standing_in(source: Source, code: str, area: str, span: Span, years: int = YEARS) -> Number | None:
    """The figure of the whole area that is closest to the span, with its own span and state; None if there is none."""
    one = source.indicator(code)
    parent = source.tree.parent(area)
    candidates = []
    for kind in SPAN_KINDS:
        rows = reads.figures(
            source.connection, source.scope, [one.id], kind, (span.year - years) * 100, span.year * 100 + 12,
            parent=parent, areas=[area], as_of=source.as_of,
        )  # fmt: skip
        whole = [row for row in rows if row.basis != "summed" or row.reporting >= row.expected]
        candidates += [row for row in whole if row.value is not None or row.denominator]
    if not candidates:
        return None
    best = min(candidates, key=lambda row: _distance(row, span))
    return number_of(source, one, area, Span(best.span, best.month), best)


def _distance(row, span: Span) -> tuple:
    away = abs(row.month - span.month) if row.span != "year" else 0
    return (abs(row.month // 100 - span.year), away, -Span(row.span, row.month).length, PREFERENCE[row.span])


def _words(source: Source, code: str, area: str, span: Span) -> str:
    """The span as printed for a bare year (月份未注明), else in our words."""
    if span.kind == "year":
        for part in _stated_parts(source, code):
            seen = reads.observations(source.connection, source.scope, indicator=part, area=area, as_of=source.as_of)
            bare = seen[(seen["year"] == span.year) & (seen["last"] == 0)] if len(seen) else seen
            if len(bare):
                printed = str(bare.iloc[-1]["stated_span"])
                return printed if "全年" in printed else f"{span.year}年，月份未注明"
    return month_text(span.last) if span.length == 1 else span_text(span)


def _stated_parts(source: Source, code: str) -> list[str]:
    """The indicator itself and all that it is made of."""
    one = source.indicator(code)
    parts = filter(None, (*one.members, one.numerator, one.denominator))
    return [code, *(below for part in parts for below in _stated_parts(source, part))]


def _of_a_part(source: Source, code: str, area: str, span: Span, years: int) -> Number | None:
    seen = reads.observations(source.connection, source.scope, indicator=code, area=area, as_of=source.as_of)
    if not len(seen):
        return None
    parts = seen[~seen["covers_whole"] & (seen["nature"] == "actual") & (seen["year"] > 0) & seen["value"].notna()]
    if years < YEARS and len(parts):
        parts = parts[parts["year"].between(span.year - years, span.year)]
    if not len(parts):
        return None
    best = parts.assign(gap=(parts["year"] - span.year).abs()).sort_values(["gap", "row"]).iloc[0]
    one = source.indicator(code)
    return Number(
        code, area, span, Fraction(int(best["value"]), SCALE), one.unit, state="nearest", reason=str(best["note"]),
        approx=str(best["approx"]), version=int(best["version"]), stated_span=str(best["stated_span"]), place=str(best["place"]),
    )  # fmt: skip
