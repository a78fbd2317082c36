"""Saved mappings: kept by name for a county, offered for a file whose heads are the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select

from data_access import audit
from data_access.errors import InputError
from data_access.numbering import next_number
from data_access.schema_mapping import mapping
from data_access.scope import Scope

LONGEST = 60


@dataclass(frozen=True, slots=True)
class Saved:
    """signature: of the heads for which it is offered. body: JSON, as `metrics/returning/mapping.py` reads it."""

    name: str
    area: str
    signature: str
    body: str


def saved(connection: Connection, scope: Scope) -> list[Saved]:
    """Those in force of the counties that concern the scope, by name; the newest of each."""
    table = mapping.c
    found: dict[tuple[str, str], Saved] = {}
    for row in connection.execute(select(table.name, table.area, table.signature, table.body).order_by(table.id)):
        if scope.covers(row.area) or any(prefix.startswith(row.area) for prefix in scope.areas):
            found[row.area, row.name] = Saved(*row)
    return sorted((one for one in found.values() if one.body), key=lambda one: (one.name, one.area))


def save(connection: Connection, scope: Scope, one: Saved) -> None:
    """Keep a mapping, in place of an older one of that name. Raises InputError."""
    name = one.name.strip()
    scope.demand("may_submit")
    if not name or len(name) > LONGEST:
        raise InputError("对应表的名称是空的或太长，没有保存。", f"请起一个{LONGEST}字以内的名称，例如表名。")
    number = next_number(connection, mapping.c.id)
    values = {"id": number, "area": one.area, "name": name, "signature": one.signature, "body": one.body}
    moment = datetime.now(UTC).replace(tzinfo=None)
    connection.execute(insert(mapping).values(values | {"account": scope.account, "at": moment}))
    audit.record(connection, scope.account, "mapping", name)
