"""Targets and settings: appended, the newest in force stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select

from data_access import schema
from data_access.numbering import last_number, next_number
from data_access.scope import EVERYTHING, Scope
from data_access.specs import TargetRow


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def add_targets(connection: Connection, rows: Iterable[TargetRow]) -> None:
    start = next_number(connection, schema.target.c.id)
    records = [
        {
            "id": number, "indicator": row.indicator, "area": row.area, "year": row.year, "value": row.value,
            "milestones": ",".join(f"{month}:{value}" for month, value in sorted(row.milestones.items())),
            "document": row.document, "task": row.task, "category": row.category, "owner": row.owner,
            "stage": row.stage, "set_at": _now(),
        }
        for number, row in enumerate(rows, start=start)
    ]  # fmt: skip
    if records:
        connection.execute(insert(schema.target), records)


def last_target(connection: Connection) -> int:
    """The id of the target that was set last."""
    return last_number(connection, schema.target.c.id)


def targets(
    connection: Connection, scope: Scope, year: int, areas: Collection[str], upto: int | None = None
) -> list[TargetRow]:  # fmt: skip
    """The targets in force for the year: per indicator, area and task the one set last, in the order they were first set.

    upto: as they stood when the target of this id had been set last.
    """
    columns = schema.target.c
    query = (
        select(*columns)
        .where(
            columns.year == year, columns.area.in_(sorted(areas)), scope.where(columns.area), scope.of_lines(columns.indicator)
        )
        .order_by(columns.id)
    )
    if upto is not None:
        query = query.where(columns.id <= upto)
    found: dict[tuple, TargetRow] = {}
    for row in connection.execute(query):
        milestones = dict(map(int, part.split(":")) for part in row.milestones.split(",") if part)
        found[row.indicator, row.area, row.task] = TargetRow(
            row.indicator, row.area, row.year, row.value, row.document, row.task, row.category, row.owner, milestones, row.stage
        )
    return list(found.values())


def put_targets(connection: Connection, rows: Iterable[TargetRow]) -> int:
    """Add those that differ from what is in force; returns how many. The same file twice adds nothing."""
    wanted = list(rows)
    standing = {
        (row.indicator, row.area, row.year, row.task): row
        for year in {row.year for row in wanted}
        for row in targets(connection, EVERYTHING, year, {row.area for row in wanted})
    }
    new = [row for row in wanted if standing.get((row.indicator, row.area, row.year, row.task)) != row]
    add_targets(connection, new)
    return len(new)


def put_settings(connection: Connection, values: Mapping[str, str], who: str = "") -> None:
    moment = _now()
    records = [{"name": name, "valid_from": moment, "value": value, "who": who} for name, value in values.items()]
    if records:
        connection.execute(insert(schema.setting), records)


def settings(connection: Connection) -> dict[str, str]:
    """Each setting's newest value."""
    query = select(schema.setting.c.name, schema.setting.c.value).order_by(schema.setting.c.valid_from)
    return dict(connection.execute(query).all())  # of the cursor itself, dict() would ask for keys


def setting_history(connection: Connection, prefix: str) -> list[tuple[str, str, datetime, str]]:
    """Every setting of these names as it was set: name, value, when, by whom; the newest first."""
    columns = schema.setting.c
    query = select(columns.name, columns.value, columns.valid_from, columns.who).where(
        columns.name.startswith(prefix, autoescape=True)
    )
    return [tuple(row) for row in connection.execute(query.order_by(columns.valid_from.desc()))]
