"""Reads. Each takes a Scope, and each is one range of the figure table: its cost is what the screen shows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Connection, Select, func, select

from data_access import schema
from data_access.figures import Row
from data_access.scope import Scope

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
    Of several versions the newest that is not after `as_of`. Ordered by indicator, month, area.
    """
    columns = schema.figure.c
    key = (columns.indicator, columns.span, columns.parent, columns.month, columns.area, columns.layer)
    newest = func.row_number().over(partition_by=key, order_by=columns.version.desc()).label("newest")
    rows = (
        select(*(columns[name] for name in FIGURE_COLUMNS), newest)
        .where(columns.indicator.in_(sorted(indicators)), columns.span == span)
        .where(columns.area.startswith(under, autoescape=True) if under else columns.parent == parent)
        .where(columns.month.between(first, last), columns.layer == layer, scope.where(columns.area))
    )
    if areas is not None:
        rows = rows.where(columns.area.in_(sorted(areas)))
    if as_of is not None:
        rows = rows.where(columns.version <= as_of)
    ranked = rows.subquery()
    query = (
        select(*(ranked.c[name] for name in FIGURE_COLUMNS))
        .where(ranked.c.newest == 1, ranked.c.basis != "gone")
        .order_by(ranked.c.indicator, ranked.c.month, ranked.c.area)
    )
    return [FigureRow(*row) for row in connection.execute(query)]


def observations(
    connection: Connection,
    scope: Scope,
    *,
    indicator: str = "",
    area: str = "",
    under: str = "",
    version: int | None = None,
    as_of: int | None = None,
) -> pd.DataFrame:
    """What was reported, as it was reported: a row per observation with its batch.

    Columns: those of `specs.Observation` (value: Int64, 10⁻⁴ base units, <NA> = printed without a figure), `version`,
    `row`, and of the batch `title`, `kind`, `file_name`, `submitted_by`, `submitted_at`, `committed_at`.
    area: exactly that one; under: a code prefix.
    """
    table, batch = schema.observation, schema.batch.c
    of_batch = (batch.title, batch.kind, batch.file_name, batch.submitted_by, batch.submitted_at, batch.committed_at)
    query: Select = select(*table.c, *of_batch).join_from(table, schema.batch, batch.version == table.c.version)
    query = query.where(scope.where(table.c.area)).order_by(table.c.version, table.c.row)
    if indicator:
        query = query.where(table.c.indicator == indicator)
    if area:
        query = query.where(table.c.area == area)
    if under:
        query = query.where(table.c.area.startswith(under, autoescape=True))
    if version is not None:
        query = query.where(table.c.version == version)
    if as_of is not None:
        query = query.where(table.c.version <= as_of)
    result = connection.execute(query)
    frame = pd.DataFrame(result.fetchall(), columns=list(result.keys()))
    return frame.astype({"value": "Int64"}) if len(frame) else frame


def last_month(connection: Connection, scope: Scope, area: str) -> int:
    """The last month (yyyymm) for which the area or one below it has an actual figure; 0 if none has a month."""
    table = schema.observation.c
    query = select(func.max(table.last)).where(table.nature == "actual", table.area.startswith(area), scope.where(table.area))
    return connection.execute(query).scalar() or 0


def first_month(connection: Connection, scope: Scope, area: str) -> int:
    """The first month (yyyymm) for which the area or one below it has an actual figure; 0 if none has a month."""
    table = schema.observation.c
    query = select(func.min(table.first)).where(table.first > 0, table.nature == "actual")
    return connection.execute(query.where(table.area.startswith(area), scope.where(table.area))).scalar() or 0


def last_year(connection: Connection, scope: Scope, area: str) -> int:
    """The newest year for which the area or one below it has an actual figure, with or without a month."""
    table = schema.observation.c
    query = select(func.max(table.year)).where(table.nature == "actual", table.area.startswith(area), scope.where(table.area))
    return connection.execute(query).scalar() or 0


def versions(connection: Connection, scope: Scope) -> pd.DataFrame:
    """A row per batch that concerns the scope, newest first: all columns of `schema.batch`."""
    query = select(*schema.batch.c).where(scope.where(schema.batch.c.area)).order_by(schema.batch.c.version.desc())
    result = connection.execute(query)
    return pd.DataFrame(result.fetchall(), columns=list(result.keys()))


def version_of(connection: Connection, file_name: str) -> int:
    """The data version of the newest batch from a file of that name; 0 if there is none."""
    query = select(func.max(schema.batch.c.version)).where(schema.batch.c.file_name == file_name)
    return connection.execute(query).scalar() or 0
