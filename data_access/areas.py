"""The tree of areas and who must report: read once per data version, then walked in memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from functools import cached_property

from sqlalchemy import Connection, insert, select

from data_access import schema
from data_access.scope import Scope
from data_access.specs import AreaRow, DutyRow

PUBLISHED = "published"  # known from a published report only
CONTEXT = "context"  # an area that is only a name on the path: no figure is ever summed up to it


@dataclass(frozen=True)
class AreaTree:
    """All areas by code; of a renamed area the newest name."""

    rows: dict[str, AreaRow]

    @cached_property
    def children_of(self) -> dict[str, tuple[str, ...]]:
        """Codes below each code, in code order."""
        below: dict[str, list[str]] = {}
        for code in sorted(self.rows):
            below.setdefault(self.rows[code].parent, []).append(code)
        return {parent: tuple(codes) for parent, codes in below.items()}

    def __contains__(self, code: str) -> bool:
        return code in self.rows

    def __getitem__(self, code: str) -> AreaRow:
        return self.rows[code]

    def name(self, code: str) -> str:
        return self.rows[code].name if code in self.rows else code

    def children(self, code: str) -> tuple[AreaRow, ...]:
        return tuple(self.rows[one] for one in self.children_of.get(code, ()))

    def parent(self, code: str) -> str:
        return self.rows[code].parent if code in self.rows else ""

    def ancestors(self, code: str) -> tuple[str, ...]:
        """From the parent up to the root; an area that is only a name ends the way."""
        path = self._paths.get(code)
        if path is None:
            above = self.parent(code)
            ends = not above or above not in self.rows or self.rows[above].setting == CONTEXT
            path = self._paths[code] = () if ends else (above, *self.ancestors(above))
        return path

    @cached_property
    def _paths(self) -> dict[str, tuple[str, ...]]:
        return {}

    def path(self, code: str) -> tuple[AreaRow, ...]:
        """From the root down to the area itself, names included that carry no figures."""
        path = [self.rows[code]]
        while path[0].parent in self.rows:
            path.insert(0, self.rows[path[0].parent])
        return tuple(path)

    def descendants(self, code: str, level: str) -> tuple[AreaRow, ...]:
        """Areas of one level below `code`, in code order."""
        found: list[AreaRow] = []
        pending = list(self.children_of.get(code, ()))
        while pending:
            row = self.rows[pending.pop(0)]
            found += [row] if row.level == level else []
            pending += self.children_of.get(row.code, ())
        return tuple(sorted(found, key=lambda row: row.code))

    def within(self, scope: Scope) -> AreaTree:
        """The areas that the scope covers; those above them stay as names on the path."""
        if "" in scope.areas:
            return self
        kept = {code: row for code, row in self.rows.items() if scope.covers(code)}
        above = {
            one: replace(self.rows[one], setting=CONTEXT) for code in kept for one in self.ancestors(code) if one not in kept
        }
        return AreaTree(above | kept)

    def roots(self, setting: str = "") -> tuple[AreaRow, ...]:
        tops = (row for row in self.rows.values() if row.parent not in self.rows)
        return tuple(row for row in tops if not setting or row.setting == setting)


class Duties:
    """Who must report what since when."""

    def __init__(self, rows: Iterable[DutyRow], tree: AreaTree) -> None:
        self._own: dict[tuple[str, str], list[tuple[int, int]]] = {}
        self._under: dict[tuple[str, str], list[DutyRow]] = {}
        for row in rows:
            self._own.setdefault((row.group, row.area), []).append((row.first, row.last or 999912))
            for above in (row.area, *tree.ancestors(row.area)):
                self._under.setdefault((row.group, above), []).append(row)
        self._counts: dict[tuple, int] = {}

    def of(self, group: str, area: str) -> tuple[tuple[int, int], ...]:
        """First and last month of each duty the area itself has."""
        return tuple(self._own.get((group, area), ()))

    def holders(self, group: str, area: str, first: int, last: int) -> tuple[str, ...]:
        """Codes at or under `area` whose duty touches the months first..last."""
        rows = self._under.get((group, area), ())
        return tuple(sorted({row.area for row in rows if row.first <= last and (row.last or 999912) >= first}))

    def expected(self, group: str, area: str, first: int, last: int) -> int:
        """How many areas at or under `area` have a duty that touches the months first..last."""
        rows = self._under.get((group, area), ())
        if len(rows) < 2:  # a village's own: quicker told than remembered, and there are very many
            return int(bool(rows) and rows[0].first <= last and (rows[0].last or 999912) >= first)
        key = (group, area, first, last)
        if key not in self._counts:
            self._counts[key] = len(self.holders(*key)) if group else 0
        return self._counts[key]


def load_tree(connection: Connection) -> AreaTree:
    names = AreaRow.__dataclass_fields__
    query = select(*(schema.area.c[name] for name in names)).order_by(schema.area.c.code, schema.area.c.valid_from)
    return AreaTree({row.code: AreaRow(**row._mapping) for row in connection.execute(query)})


def load_duties(connection: Connection, tree: AreaTree) -> Duties:
    columns = schema.duty.c
    rows = connection.execute(select(columns.group, columns.area, columns.first, columns.last))
    return Duties((DutyRow(*row) for row in rows), tree)


def add_areas(connection: Connection, rows: Iterable[AreaRow]) -> None:
    connection.execute(insert(schema.area), [asdict(row) for row in rows])


def add_duties(connection: Connection, rows: Iterable[DutyRow]) -> None:
    records = [asdict(row) for row in rows]
    if records:
        connection.execute(insert(schema.duty), records)
