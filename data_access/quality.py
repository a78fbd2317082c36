"""Reads for the checks of data quality and for the calendar of returns: few, wide, and each one query."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

import pandas as pd
from sqlalchemy import Connection, and_, func, or_, select, tuple_

from data_access import schema
from data_access.reads import FIGURE_COLUMNS, FigureRow, observed, shown
from data_access.scope import Scope
from data_access.standing import taken_back

PUBLISHED = "published"  # the kind of batch that a published text becomes
VILLAGE = 12  # digits of a village's code
AT_ONCE = 400  # cells asked for in one query


class Arrival(NamedTuple):
    """One return of one area for one closing month: when it came, and what its batch says about itself."""

    area: str
    month: int
    first: int
    version: int
    kind: str
    title: str
    note: str
    submitted_at: datetime | None


class Revision(NamedTuple):
    """A figure that a later return states differently for the same span."""

    version: int
    area: str
    indicator: str
    first: int
    last: int
    before: int | None
    value: int | None


def stated_in_texts(connection: Connection, scope: Scope, area: str, *, as_of: int | None = None) -> pd.DataFrame:
    """The figures of published texts about the area or areas below it, with their batch's title, note and dates."""
    table, batch = schema.observation.c, schema.batch.c
    of_batch = (batch.title, batch.note.label("remarks"), batch.submitted_at, batch.area.label("bureau"))
    query = (
        select(*observed(scope), *of_batch)
        .join_from(schema.observation, schema.batch, batch.version == table.version)
        .where(batch.kind == PUBLISHED, scope.where(table.area), scope.of_lines(table.indicator))
        .where(or_(table.area.startswith(area, autoescape=True), batch.area.startswith(area, autoescape=True)))
        .order_by(table.version, table.row)
    )
    if as_of is not None:
        query = query.where(table.version <= as_of)
    result = connection.execute(query)
    return pd.DataFrame(result.fetchall(), columns=list(result.keys()))


def above_whole(
    connection: Connection, scope: Scope, ratios: Collection[str], area: str, first: int, last: int, *, as_of: int | None = None
) -> list[FigureRow]:
    """The ratio rows of single months, at and below the area, whose numerator is larger than their denominator.

    Rows that the scope may not see are left out: that they are here would already say something about them.
    """
    columns = schema.figure.c
    key = (columns.indicator, columns.parent, columns.month, columns.area)
    newest = func.row_number().over(partition_by=key, order_by=columns.version.desc()).label("newest")
    rows = (
        select(*(columns[name] for name in FIGURE_COLUMNS), newest)
        .where(columns.indicator.in_(sorted(ratios)), columns.span == "month", columns.month.between(first, last))
        .where(
            columns.area.startswith(area, autoescape=True),
            columns.layer == "published",
            scope.where(columns.area),
            scope.of_lines(columns.indicator),
        )
    )
    if as_of is not None:
        rows = rows.where(columns.version <= as_of)
    ranked = rows.subquery()
    query = (
        select(*(ranked.c[name] for name in FIGURE_COLUMNS))
        .where(ranked.c.newest == 1, ranked.c.basis != "gone", ranked.c.numerator > ranked.c.denominator)
        .order_by(ranked.c.indicator, ranked.c.month, ranked.c.area)
    )
    return [row for row in shown((FigureRow(*row) for row in connection.execute(query)), scope) if row.basis != "masked"]


def bearing_returns(
    connection: Connection, scope: Scope, cells: Iterable[tuple[str, str]], first: int, last: int, *, as_of: int | None = None
) -> list:
    """The dated observations of the named (area, indicator) cells in first..last, newest version last, with their batch."""
    table, batch = schema.observation.c, schema.batch.c
    quote = next(column for column in observed(scope) if column.name == "quote")
    wanted = sorted(set(cells))
    found: list = []
    for start in range(0, len(wanted), AT_ONCE):
        query = (
            select(table.area, table.indicator, table.first, table.last, table.source, quote,
                   table.version, batch.title, batch.submitted_by, batch.submitted_at)
            .join_from(schema.observation, schema.batch, batch.version == table.version)
            .where(tuple_(table.area, table.indicator).in_(wanted[start : start + AT_ONCE]))
            .where(scope.where(table.area), scope.of_lines(table.indicator))
            .where(table.last.between(first, last), table.version.not_in(taken_back(as_of)))
            .order_by(table.version, table.row)
        )  # fmt: skip
        found += connection.execute(query if as_of is None else query.where(table.version <= as_of)).all()
    return found


def arrivals(
    connection: Connection, scope: Scope, areas: Collection[str], first: int, last: int, *, as_of: int | None = None
) -> list[Arrival]:
    """What each of the areas sent for each closing month, in the order in which it came."""
    table, batch = schema.observation.c, schema.batch.c
    per_area = (
        select(table.area, table.last, func.min(table.first).label("first"), table.version)
        .where(
            table.area.in_(sorted(areas)),
            table.last.between(first, last),
            scope.where(table.area),
            scope.of_lines(table.indicator),
        )
        .group_by(table.area, table.last, table.version)
    )
    if as_of is not None:
        per_area = per_area.where(table.version <= as_of)
    per_area = per_area.where(table.version.not_in(taken_back(as_of)))
    sent = per_area.subquery()
    query = (
        select(sent.c.area, sent.c.last, sent.c.first, sent.c.version, batch.kind, batch.title, batch.note, batch.submitted_at)
        .join_from(sent, schema.batch, batch.version == sent.c.version)
        .order_by(sent.c.version)
    )
    return [Arrival(*row) for row in connection.execute(query)]


def batches(connection: Connection, scope: Scope, area: str, first: int, last: int, *, as_of: int | None = None) -> list:
    """Batches whose last actual month lies in first..last, of the area, those below it or those above it."""
    columns = schema.batch.c
    above = [area[:length] for length in range(2, len(area))]
    query = (
        select(*columns)
        .where(columns.last.between(first, last), scope.where(columns.area), columns.version.not_in(taken_back(as_of)))
        .where(or_(columns.area.startswith(area, autoescape=True), columns.area.in_(above)))
        .order_by(columns.version)
    )
    return connection.execute(query if as_of is None else query.where(columns.version <= as_of)).all()


def revisions(
    connection: Connection, scope: Scope, area: str, versions: Collection[int], *, as_of: int | None = None
) -> list[Revision]:
    """Figures of the named batches that state a span differently from an earlier batch; the newest earlier value.

    Who may not see small counts is told of no village's: both values are as they were reported.
    """
    now, before = schema.observation.alias("now"), schema.observation.alias("before")
    same = and_(
        before.c.indicator == now.c.indicator, before.c.year == now.c.year, before.c.area == now.c.area,
        before.c.first == now.c.first, before.c.last == now.c.last, before.c.version < now.c.version,
        before.c.nature == now.c.nature, before.c.place == now.c.place,
    )  # fmt: skip
    query = (
        select(now.c.version, now.c.area, now.c.indicator, now.c.first, now.c.last, before.c.value.label("before"), now.c.value)
        .join_from(now, before, same)
        .where(now.c.version.in_(sorted(versions)), now.c.area.startswith(area, autoescape=True))
        .where(scope.where(now.c.area), scope.of_lines(now.c.indicator))
        .where(now.c.version.not_in(taken_back(as_of)), before.c.version.not_in(taken_back(as_of)))
        .order_by(now.c.version, now.c.row, before.c.version)
    )
    if not scope.may_see_small:
        query = query.where(func.length(now.c.area) < VILLAGE)
    rows = connection.execute(query if as_of is None else query.where(now.c.version <= as_of))
    newest = {(row.version, row.area, row.indicator, row.first, row.last): Revision(*row) for row in rows}
    return [one for one in newest.values() if one.before != one.value]
