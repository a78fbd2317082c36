"""Figures as plain records, for the command line and whoever asks by machine: exact, sourced, or null with the reason."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd

from data_access import reads
from data_access.specs import SCALE
from metrics.compare import Change, changes
from metrics.evaluate import children_series, numbers, series
from metrics.formatting import month_key, number_text, span_text
from metrics.model import Indicator
from metrics.nearest import nearest
from metrics.pace import by_indicator
from metrics.provenance import bearing
from metrics.results import Compare, Number, Span
from metrics.source import Source

PLACES = 10  # decimals of what does not end earlier
POINTS = {"%": "个百分点", "‰": "个千分点"}
CLOSING = {"quarter": 3, "half": 6, "year": 12}
TABLE_COLUMNS = (
    "indicator", "area", "area_name", "span", "month", "value", "unit", "numerator", "denominator",
    "state", "reporting", "expected", "approx", "version",
)  # fmt: skip


def exact(value: Fraction | None) -> int | float | None:
    """A JSON number: whole where it is whole, else as many decimals as there are, at most ten."""
    if value is None:
        return None
    if value.denominator == 1:
        return value.numerator
    return float(Decimal(round(value * 10**PLACES)).scaleb(-PLACES))


def answer(source: Source, code: str, area: str, span: Span, compare: Compare) -> dict[str, Any]:
    """Everything about one figure: what it is, what it is made of, how it changed and who said so."""
    change = changes(source, [code], area, span, compare)[code]
    number = change.current
    one = source.indicator(code)
    parts = _unpaired(source, one, number)
    return {
        "indicator": one.id,
        "name": one.name,
        "area": area,
        "area_name": source.tree.name(area),
        "span": span.kind,
        "from": month_key(span.first),
        "to": month_key(span.last),
        "span_text": span_text(span),
        **_figure(number),
        **{name: exact(part.value) for name, part in parts.items()},
        "text": number_text(number),
        "reason": _missing_part(source, parts) or remedy(source, number) or None,
        "nearest": _nearest(source, number),
        **_comparison(source, one, change, compare),
        "data_version": source.as_of if source.as_of is not None else source.version,
        "sources": [source_record(source, row) for row in bearing(source, number)],
    }


def _figure(number: Number) -> dict[str, Any]:
    return {
        "value": exact(number.value),
        "unit": number.unit,
        "numerator": exact(number.n),
        "denominator": exact(number.d),
        "low": exact(number.low),
        "high": exact(number.high),
        "other": exact(number.other),
        "state": number.state,
        "reporting": number.reporting,
        "expected": number.expected,
        "approx": number.approx,
    }


def reason(source: Source, number: Number) -> str | None:
    """Why there is no value, or what is to be doubted about it; of a ratio, the part that is missing by name."""
    return _missing_part(source, _unpaired(source, source.indicator(number.indicator), number)) or number.reason or None


def remedy(source: Source, number: Number) -> str:
    """The figure's reason; of a rate of nothing also which return has the 0 and what to do about it."""
    one = source.indicator(number.indicator)
    if number.d != 0 or number.is_known or not one.denominator:
        return number.reason
    name = source.indicator(one.denominator).name
    return f"{number.reason}：{name}报为0，确实没有的不必处理，漏报的请补报{name}"


def _unpaired(source: Source, one: Indicator, number: Number) -> dict[str, Number]:
    """The parts of a ratio that is unknown because they do not make a pair; empty for everything else."""
    if (
        number.is_known
        or number.state in ("not_due", "masked")
        or one.kind != "ratio"
        or not one.numerator
        or number.d is not None
    ):
        return {}
    found = numbers(source, [one.numerator, one.denominator], number.area, number.span)
    return {"numerator": found[one.numerator], "denominator": found[one.denominator]}


def _missing_part(source: Source, parts: dict[str, Number]) -> str:
    if not parts:
        return ""
    words = {"numerator": "分子", "denominator": "分母"}
    unknown = [f"缺少{words[name]}：{source.indicator(part.indicator).name}" for name, part in parts.items() if not part.is_known]
    return "；".join(unknown) or "分子与分母不属于同一时段或同一批单位，不计算"


def _nearest(source: Source, number: Number) -> dict[str, Any] | None:
    if number.is_known or number.state == "masked":
        return None
    found = nearest(source, number.indicator, number.area, number.span)
    if found is None:
        return None
    return {
        "value": exact(found.value),
        "unit": found.unit,
        "stated_span": found.stated_span,
        "place": found.place or source.tree.name(found.area),
        "text": number_text(found),
        "approx": found.approx,
        "note": found.reason or None,
    }


def _comparison(source: Source, one: Indicator, change: Change, compare: Compare) -> dict[str, Any]:
    if compare == "target":
        return _against_target(source, one, change.current)
    base = change.base
    amount = change.amount
    why = None
    if compare != "none" and amount is None:
        why = change.reason or "基期为0，不计算增幅"
    return {
        "compare": compare,
        "previous": exact(change.before) if change.before is not None else exact(base.value) if base else None,
        "change": exact(amount),
        "change_unit": None if compare == "none" else POINTS.get(one.unit, "%"),
        "change_reason": why,
        "like_for_like": change.like_for_like,
        "like_for_like_now": exact(change.now) if change.like_for_like else None,
    }


def _against_target(source: Source, one: Indicator, number: Number) -> dict[str, Any]:
    """previous: the target; change: the figure less the target, in points for a rate, else in its own unit."""
    progress = by_indicator(source, number.area, number.span).get(one.id)
    goal = progress.goal if progress else None
    now = progress.number.value if progress and progress.number else None
    known = goal is not None and now is not None
    return {
        "compare": "target",
        "previous": exact(goal),
        "change": exact(now - goal) if known else None,
        "change_unit": POINTS.get(one.unit, one.unit),
        "change_reason": None if known else "本期无数据" if progress else "当年没有该指标的目标",
        "like_for_like": 0,
        "like_for_like_now": None,
        "target": progress and {
            "document": progress.target.document,
            "completion": exact(progress.completion),
            "pace": exact(progress.pace),
            "light": progress.light,
        },
    }  # fmt: skip


def source_record(source: Source, row: Any) -> dict[str, Any]:
    """One reported figure (a row of `provenance.bearing`) with the return it came in."""
    one = source.catalogue.indicators.get(row.indicator)
    return {
        "version": int(row.version),
        "title": row.title,
        "file": row.file_name,
        "source": row.source,
        "indicator": row.indicator,
        "area": row.area,
        "area_name": source.tree.name(row.area),
        "span": row.stated_span or _observed_span(row),
        "value": None if pd.isna(row.value) else exact(Fraction(int(row.value), SCALE)),
        "unit": one.unit if one else "",
        "approx": row.approx,
        "quote": row.quote,
        "submitted_by": row.submitted_by,
        "committed_at": f"{row.committed_at:%Y-%m-%d %H:%M:%S}",
    }


def _observed_span(row: Any) -> str:
    if not row.last:
        return str(row.year or "")
    return month_key(row.last) if row.first == row.last else f"{month_key(row.first)}—{month_key(row.last)}"


# -- tables -----------------------------------------------------------------------------------------------------------


def closing_spans(kind: str, first: int, last: int) -> list[Span]:
    """The spans of one kind that close in first..last (yyyymm), and the running one that ends at `last`."""
    months = [year * 100 + m for year in range(first // 100, last // 100 + 1) for m in range(1, 13)]
    every = CLOSING.get(kind, 1)
    inside = [month for month in months if first <= month <= last]
    spans = [Span(kind, month) for month in inside if month % 100 % every == 0]
    if kind != "year" and inside and (not spans or spans[-1].month != last):
        spans.append(Span(kind, last))
    return spans


def table(source: Source, codes: Collection[str], area: str, below: bool, spans: list[Span]) -> list[dict[str, Any]]:
    """A row per indicator, area (those directly below, or the area itself) and span, in that order."""
    found: list[dict[str, Any]] = []
    for code in codes:
        by_area = children_series(source, code, area, spans) if below else {area: series(source, code, area, spans)}
        found += [_row(source, number) for line in by_area.values() for number in line]
    return found


def _row(source: Source, number: Number) -> dict[str, Any]:
    figure = _figure(number)
    names = {"indicator": number.indicator, "area": number.area, "area_name": source.tree.name(number.area)}
    when = {"span": number.span.kind, "month": month_key(number.span.last), "version": number.version}
    return {name: {**figure, **names, **when}[name] for name in TABLE_COLUMNS}


def areas(source: Source) -> list[dict[str, Any]]:
    return [
        {
            "code": row.code, "name": row.name, "level": row.level, "kind": row.kind, "parent": row.parent,
            "setting": row.setting, "valid_from": month_key(row.valid_from) if row.valid_from else "",
            "valid_to": month_key(row.valid_to) if row.valid_to else "", "successor": row.successor,
        }
        for code, row in sorted(source.tree.rows.items())
        if source.scope.covers(code)
    ]  # fmt: skip


def indicators(source: Source) -> list[dict[str, Any]]:
    plain = ("id", "name", "english", "line", "tier", "kind", "unit", "direction", "finest", "frequency", "duty",
             "headline", "numerator", "denominator", "rule", "definition", "scope", "note")  # fmt: skip
    return [
        {name: getattr(one, name) for name in plain} | {"members": " ".join(one.members), "aliases": " ".join(one.aliases)}
        for one in source.catalogue.indicators.values()
    ]


def versions(source: Source) -> list[dict[str, Any]]:
    """Newest first."""
    wanted = ["version", "kind", "title", "area", "file_name", "submitted_by", "committed_at", "layer", "rows", "note"]
    frame = reads.versions(source.connection, source.scope)[wanted]
    return [
        {**row, "committed_at": f"{row['committed_at']:%Y-%m-%d %H:%M:%S}", "area_name": source.tree.name(row["area"])}
        for row in frame.to_dict("records")
    ]
