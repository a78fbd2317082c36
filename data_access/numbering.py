"""Numbers that we give ourselves: of data versions, targets and events. Each is one more than the last."""

from __future__ import annotations

from sqlalchemy import Column, Connection, func, select


def last_number(connection: Connection, column: Column) -> int:
    """The highest number given so far; 0 where there is none."""
    return connection.execute(select(func.max(column))).scalar() or 0


def next_number(connection: Connection, column: Column) -> int:
    """The number of the next row of the column's table, for whom no other can take it.

    Only inside `engine.writing`, which lets one writer in at a time: read outside, two would get the same number.
    """
    if not connection.get_execution_options().get("writes"):
        raise RuntimeError("numbers are given inside engine.writing()")
    return last_number(connection, column) + 1
