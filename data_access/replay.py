"""Lists that are kept as appended events and read by replaying them: what was added, moved, changed and removed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Protocol, TypeVar

from sqlalchemy import Connection, Row, Table, insert

from data_access.numbering import next_number
from data_access.scope import Scope


class Item(Protocol):
    @property
    def id(self) -> int: ...


Kept = TypeVar("Kept", bound=Item)


def replayed(events: Iterable[Row], begin: Callable[[Row], Kept], change: Callable[[Kept, Row], Kept]) -> list[Kept]:
    """The list that events (kind, item, place) leave. begin: of an `add`; change: of every kind but move and remove."""
    found: list[Kept] = []
    for event in events:
        if event.kind == "add":
            found.append(begin(event))
            continue
        place = next(at for at, one in enumerate(found) if one.id == event.item)
        one = found.pop(place)
        if event.kind == "move":
            found.insert(event.place, one)
        elif event.kind != "remove":
            found.insert(place, change(one, event))
    return found


def new_place(shown: Sequence[Kept], everything: Sequence[Kept], one: Kept, step: int) -> int | None:
    """Where an item stands in everything after `step` places among the shown; None beyond an end of the list."""
    place = shown.index(one) + step
    return [each.id for each in everything].index(shown[place].id) if 0 <= place < len(shown) else None


def append(connection: Connection, table: Table, scope: Scope, item: int | str, **values: object) -> int:
    """One more event of an account; item 0: of a new item, whose id is the event's. Returns the event's id."""
    number = next_number(connection, table.c.id)
    moment = datetime.now(UTC).replace(tzinfo=None)
    row = {"id": number, "account": scope.account, "item": item or number, "at": moment}
    connection.execute(insert(table).values(row | values))
    return number
