"""What exported files printed, kept under their verification code, so that a printed figure can be held against the data."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from data_access import audit
from data_access.replay import append
from data_access.schema_briefing import exported
from data_access.scope import Scope


@dataclass(frozen=True, slots=True)
class Printed:
    """One exhibit of a file. keys: its View; heads and rows: its table as printed."""

    exhibit: str
    keys: Mapping[str, str]
    area: str
    version: int
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""  # of the file
    at: datetime | None = None  # UTC


def keep(connection: Connection, scope: Scope, code: str, title: str, entries: Sequence[Printed]) -> None:
    """Append what a file printed; a file made again with the same figures is kept again under the same code."""
    item = 0
    for one in entries:
        number = append(
            connection, exported, scope, item, code=code, title=title[:200], exhibit=one.exhibit, area=one.area, version=one.version,
            keys=json.dumps(dict(sorted(one.keys.items())), ensure_ascii=False),
            printed=json.dumps([one.heads, one.rows], ensure_ascii=False),
        )  # fmt: skip
        item = item or number
    audit.record(connection, scope.account, "export", title, f"校验码{code}")


def kept(connection: Connection, scope: Scope, code: str) -> list[Printed]:
    """What the newest file of a code printed; empty where there is none, or where an area may not be seen."""
    query = select(exported).where(exported.c.code == code).order_by(exported.c.id)
    rows = list(connection.execute(query))
    rows = [row for row in rows if row.item == rows[-1].item]
    if not all(scope.covers(row.area) for row in rows):
        return []
    found = []
    for row in rows:
        heads, lines = json.loads(row.printed)
        view = (row.exhibit, json.loads(row.keys), row.area, row.version)
        found.append(Printed(*view, tuple(heads), tuple(map(tuple, lines)), row.title, row.at))
    return found
