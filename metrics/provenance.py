"""The reported figures that bear a Number: down to the returns, files and quotes."""

from __future__ import annotations

from collections.abc import Iterable

from data_access import reads
from data_access.specs import SCALE
from metrics.derivation import is_point
from metrics.evaluate import numbers
from metrics.model import Indicator
from metrics.nearest import standing_in
from metrics.results import Number, Span
from metrics.source import Source
from metrics.spans import Ends, Stated, solve

OWN = ("reported", "derived", "quoted")


def bearing(source: Source, number: Number) -> list:
    """One named tuple per observation (columns of `reads.observations`), in the order they were committed.

    A stated figure rests on its own statement, a derived one on the fewest statements that give it, a sum on what was
    stated below, a ratio on both its parts, also where one of them is missing; what stands in for an unknown span on
    whatever bears that other figure.
    """
    if number.state == "nearest":
        return _of_nearest(source, number)
    found = {(row.version, row.row): row for row in _of(source, source.indicator(number.indicator), number)}
    return [found[key] for key in sorted(found)]


def _of_nearest(source: Source, number: Number) -> list:
    if not number.place:
        real = standing_in(source, number.indicator, number.area, number.span)
        return bearing(source, real) if real is not None else []
    seen = reads.observations(source.connection, source.scope, indicator=number.indicator, area=number.area, as_of=source.as_of)
    of_place = seen[(seen["place"] == number.place) & (seen["version"] == number.version) & seen["value"].notna()]
    return [row for row in of_place.itertuples(index=False) if row.value == number.value * SCALE]


def _of(source: Source, one: Indicator, number: Number) -> Iterable:
    if one.kind == "ratio" and one.numerator and (number.d is not None or not number.is_known):
        return _of_parts(source, (one.numerator, one.denominator), number)
    if not number.is_known:
        return []
    rows = _statements(source, one, number)
    return rows or _of_parts(source, one.members, number)


def _of_parts(source: Source, parts: tuple[str, ...], number: Number) -> Iterable:
    if not parts:
        return
    for part, found in numbers(source, parts, number.area, number.span).items():
        yield from _of(source, source.indicator(part), found)


def _statements(source: Source, one: Indicator, number: Number) -> list:
    """The indicator's own observations, of the area or of those under it, that the number rests on."""
    where = {"area": number.area} if number.state in OWN else {"under": number.area}
    seen = reads.observations(
        source.connection, source.scope, indicator=one.id, year=number.span.year, as_of=source.as_of, **where
    )
    if not len(seen):
        return []
    usable = seen[(seen["nature"] == "actual") & seen["covers_whole"]]
    newest = usable.drop_duplicates(["area", "first", "last"], keep="last")  # one that was replaced bears nothing
    by_area: dict[str, list] = {}
    for row in newest[newest["value"].notna()].itertuples(index=False):
        by_area.setdefault(row.area, []).append(row)
    return [row for area, rows in by_area.items() for row in _of_area(source, one, number.span, area, rows)]


def _of_area(source: Source, one: Indicator, span: Span, area: str, rows: list) -> list:
    kept = source.stored_span(one, span)
    bare = [row for row in rows if not row.last]
    if one.is_yearly:
        return rows[-1:]
    if kept.kind == "year" and bare:
        return bare
    if is_point(one, source.catalogue.indicators):
        return [row for row in rows if row.first == row.last == kept.last]
    exact = [row for row in rows if (row.first, row.last) == (kept.first, kept.last)]
    return exact or _fewest(_nothing_due(source, one, area, kept.year), kept, [row for row in rows if row.last])


def _fewest(silent: dict[Ends, Stated], span: Span, rows: list) -> list:
    """Statements are left out, the latest first, as long as the span stays known; none if it never was, or without any is."""
    wanted = (span.first % 100 - 1, span.last % 100)
    if not _is_known(silent, rows, wanted):
        return []
    for row in sorted(rows, key=lambda row: (row.last, row.first), reverse=True):
        rest = [other for other in rows if other is not row]
        rows = rest if _is_known(silent, rest, wanted) else rows
    return rows


def _is_known(silent: dict[Ends, Stated], rows: list, wanted: Ends) -> bool:
    stated = {(row.first % 100 - 1, row.last % 100): Stated(int(row.value)) for row in rows}
    return wanted in solve({**silent, **stated}, [wanted])


def _nothing_due(source: Source, one: Indicator, area: str, year: int) -> dict[Ends, Stated]:
    """The months of the year in which nothing can have happened: outside the duty, or not due by the rhythm."""
    duties = [span for group in source.duty_groups(one) for span in source.duties.of(group, area)]
    if not duties:
        return {}
    held = {m for m in range(1, 13) if any(first <= year * 100 + m <= last for first, last in duties)}
    return {(m - 1, m): Stated(0, implied=True) for m in range(1, 13) if m not in held or m not in one.months_due}
