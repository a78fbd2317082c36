"""Reads. Each takes a Scope, and each is one range of the figure table: its cost is what the screen shows."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

import pandas as pd
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    literal_column,
    null,
    or_,
    select,
)

from data_access import schema
from data_access.figures import Row
from data_access.scope import Scope
from data_access.standing import taken_back

FIGURE_COLUMNS = ("indicator", "span", "month", "area", "version", *Row._fields)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One derived figure, in 10⁻⁴ base units."""

    indicator: str
    span: str
    month: int
    area: str
    version: int
    value: int | None
    numerator: int | None
    denominator: int | None
    reporting: int
    expected: int
    basis: str
    approx: str
    other: int | None
    mask: int = 0  # 1: a small count, 2: hidden to protect one; see `suppression`


HIDDEN = {"value": None, "numerator": None, "denominator": None, "other": None, "approx": "", "basis": "masked"}


def shown(rows: Iterable[FigureRow], scope: Scope) -> list[FigureRow]:
    """The rows as the scope may see them: hidden ones keep their place and lose every amount."""
    if scope.may_see_small:
        return list(rows)
    return [replace(row, **HIDDEN) if row.mask else row for row in rows]


def observed(scope: Scope) -> list[ColumnElement]:
    """The observations' columns as the scope may see them.

    Without value, quote and note where any version hides a figure that closes with them, or one of the same year if
    they span more than a month.
    """
    table, figure = schema.observation.c, schema.figure.c
    if scope.may_see_small:
        return list(table)
    is_hidden = figure.mask > literal_column("0")  # as in the index, which a bound value would not match

    def key(columns, month) -> ColumnElement:
        """One text, since SQLite searches a list of tuples from end to end."""
        return columns.indicator + "|" + columns.area + "|" + cast(month, String)

    hidden = select(key(figure, figure.month)).where(is_hidden)
    in_year = select(key(figure, figure.month - figure.month % 100)).where(is_hidden)
    rests = case(
        (and_(table.last > 0, table.first == table.last), key(table, table.last).in_(hidden)),
        else_=key(table, table.year * 100).in_(in_year),
    )
    instead = {"value": null(), "quote": literal(""), "note": literal(""), "approx": literal("")}
    return [case((rests, instead[one.name]), else_=one).label(one.name) if one.name in instead else one for one in table]


def figures(
    connection: Connection,
    scope: Scope,
    indicators: Collection[str],
    span: str,
    first: int,
    last: int,
    *,
    parent: str = "",
    under: str = "",
    areas: Collection[str] | None = None,
    as_of: int | None = None,
    layer: str = "published",
) -> list[FigureRow]:
    """The figures of the areas below `parent` (or of those named) whose span closes in first..last (yyyymm).

    under: instead of one parent's children, every area at or below that code.
    Of several versions the newest that is not after `as_of`. Ordered by indicator, month, area. Small counts of
    villages come as basis "masked" without any amount, unless the scope may see them.
    """
    query = _figures_query(scope, bool(under), areas is not None, as_of is not None)
    asked = {"indicators": sorted(indicators), "span": span, "first": first, "last": last, "layer": layer}
    asked |= {"under": under} if under else {"parent": parent}
    asked |= {} if areas is None else {"areas": sorted(areas)}
    asked |= {} if as_of is None else {"as_of": as_of}
    return shown((FigureRow(*row) for row in connection.execute(query, asked)), scope)


@lru_cache(maxsize=256)
def _figures_query(scope: Scope, is_under: bool, names_areas: bool, is_past: bool) -> Select:
    """The statement of `figures` by its shape: to build it costs three times as much as to run it."""
    columns = schema.figure.c
    key = (columns.indicator, columns.span, columns.parent, columns.month, columns.area, columns.layer)
    newest = func.row_number().over(partition_by=key, order_by=columns.version.desc()).label("newest")
    rows = (
        select(*(columns[name] for name in FIGURE_COLUMNS), newest)
        .where(columns.indicator.in_(bindparam("indicators", expanding=True)), columns.span == bindparam("span"))
        .where(_under(columns) if is_under else columns.parent == bindparam("parent"))
        .where(columns.month.between(bindparam("first"), bindparam("last")), columns.layer == bindparam("layer"))
        .where(scope.where(columns.area), scope.of_lines(columns.indicator))
    )
    if names_areas:
        rows = rows.where(columns.area.in_(bindparam("areas", expanding=True)))
    if is_past:
        rows = rows.where(columns.version <= bindparam("as_of"))
    ranked = rows.subquery()
    return (
        select(*(ranked.c[name] for name in FIGURE_COLUMNS))
        .where(ranked.c.newest == 1, ranked.c.basis != "gone")
        .order_by(ranked.c.indicator, ranked.c.month, ranked.c.area)
    )


def _under(columns) -> ColumnElement[bool]:
    """At or below an area, its parents named first: else the whole past of the indicator would be searched."""
    area, under = schema.area.c, bindparam("under")
    parents = select(area.parent).where(area.code.startswith(under))
    return and_(columns.parent.in_(parents), columns.area.startswith(under))


def observations(
    connection: Connection,
    scope: Scope,
    *,
    indicator: str = "",
    area: str = "",
    under: str = "",
    year: int = 0,
    version: int | None = None,
    as_of: int | None = None,
    with_taken_back: bool = False,
) -> pd.DataFrame:
    """What was reported, as it was reported: a row per observation with its batch.

    Columns: those of `specs.Observation` (value: Int64, 10⁻⁴ base units, <NA> = printed without a figure), `version`,
    `row`, and of the batch `title`, `kind`, `file_name`, `submitted_by`, `submitted_at`, `committed_at`.
    area: exactly that one; under: a code prefix. year: only that year's; 0 for all. Where the scope
    may not see a small count that a figure rests on, value is <NA>, quote and note are empty. What another batch took
    back is left out, unless it is asked for, or the batch itself is by `version`.
    """
    table, batch = schema.observation, schema.batch.c
    of_batch = (batch.title, batch.kind, batch.file_name, batch.submitted_by, batch.submitted_at, batch.committed_at)
    query: Select = select(*observed(scope), *of_batch).join_from(table, schema.batch, batch.version == table.c.version)
    query = query.where(scope.where(table.c.area), scope.of_lines(table.c.indicator)).order_by(table.c.version, table.c.row)
    if indicator:
        query = query.where(table.c.indicator == indicator)
    if area:
        query = query.where(table.c.area == area)
    if under:
        query = query.where(table.c.area.startswith(under, autoescape=True))
    if year:
        query = query.where(table.c.year == year)
    if version is not None:
        query = query.where(table.c.version == version)
    elif not with_taken_back:
        query = query.where(table.c.version.not_in(taken_back(as_of)))
    if as_of is not None:
        query = query.where(table.c.version <= as_of)
    result = connection.execute(query)
    frame = pd.DataFrame(result.fetchall(), columns=list(result.keys()))
    return frame.astype({"value": "Int64"}) if len(frame) else frame


@dataclass(frozen=True, slots=True)
class Extent:
    """First and last month (yyyymm) and newest year of the actual figures; 0 where there are none."""

    first: int
    last: int
    year: int


def extent(connection: Connection, scope: Scope, area: str) -> Extent:
    """How far the returns of the area, of those below it and of those above it reach.

    Read off the batches, not off their figures: a township's figures mostly came with the county's.
    """
    if not scope.covers(area):
        return Extent(0, 0, 0)
    columns = schema.batch.c
    above = [area[:length] for length in range(2, len(area))]
    query = select(func.min(columns.first).filter(columns.first > 0), func.max(columns.last), func.max(columns.year)).where(
        or_(columns.area.startswith(area, autoescape=True), columns.area.in_(above)), columns.version.not_in(taken_back())
    )
    return Extent(*(value or 0 for value in connection.execute(query).one()))


def has_figures(connection: Connection, scope: Scope, area: str) -> bool:
    """Whether the area itself has any dated actual figure."""
    table = schema.observation.c
    query = select(table.version).where(table.area == area, table.nature == "actual", table.year > 0, scope.where(table.area))
    query = query.where(table.version.not_in(taken_back()))
    return connection.execute(query.limit(1)).first() is not None


def versions(connection: Connection, scope: Scope) -> pd.DataFrame:
    """A row per batch that concerns the scope, newest first: all columns of `schema.batch`."""
    query = select(*schema.batch.c).where(scope.where(schema.batch.c.area)).order_by(schema.batch.c.version.desc())
    result = connection.execute(query)
    return pd.DataFrame(result.fetchall(), columns=list(result.keys()))


def version_of(connection: Connection, file_name: str) -> int:
    """The data version of the newest batch from a file of that name; 0 if there is none."""
    query = select(func.max(schema.batch.c.version)).where(schema.batch.c.file_name == file_name)
    return connection.execute(query).scalar() or 0
