"""The derived `figure` rows in memory while a return is committed: read what stands, write only what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import Connection, select

from data_access import schema
from data_access.engine import insert_many

Key = tuple[str, int]  # span kind and closing month (yyyymm)


class Row(NamedTuple):
    """One figure: amounts in 10⁻⁴ base units. A ratio has no value unless it is quoted.

    Of a standard over several areas numerator and denominator are the lowest and the highest; of a sum, how many
    members are known and how many there are.
    """

    value: int | None
    numerator: int | None = None
    denominator: int | None = None
    reporting: int = 0
    expected: int = 0
    basis: str = "reported"
    approx: str = ""
    other: int | None = None
    mask: int = 0  # of a village's small counts: see `suppression`


GONE = Row(None, basis="gone")


class Changed(NamedTuple):
    """One figure that a version changes; before: None where there was none."""

    indicator: str
    area: str
    span: str
    month: int
    before: Row | None
    after: Row


COLUMNS = ("indicator", "span", "parent", "month", "area", "layer", "version", *Row._fields)

Cells = dict[str, dict[Key, Row]]  # by area


class FigureStore:
    """Current rows of one layer, loaded by indicator and year when first asked for."""

    def __init__(self, connection: Connection, layer: str) -> None:
        self._connection, self.layer = connection, layer
        self._standing: dict[tuple[str, int], Cells] = {}
        self._cells: dict[tuple[str, int], Cells] = {}
        self._touched: dict[tuple[str, int], set[str]] = {}
        self.watched: frozenset[int] = frozenset()  # months whose changes are wanted
        self.changed: list[Changed] = []

    def cells(self, indicator: str, year: int) -> Cells:
        """Rows as they will stand after this return, by area."""
        key = (indicator, year)
        if key not in self._cells:
            self._load([indicator], year)
        return self._cells[key]

    def preload(self, indicators: Iterable[str], year: int) -> None:
        missing = sorted({one for one in indicators if (one, year) not in self._cells})
        for start in range(0, len(missing), 200):
            self._load(missing[start : start + 200], year)

    def _load(self, indicators: list[str], year: int) -> None:
        for one in indicators:
            self._cells[one, year] = {}
            self._standing[one, year] = {}
        table = schema.figure.c
        columns = (table.indicator, table.area, table.span, table.month, *(table[name] for name in Row._fields))
        query = (
            select(*columns)
            .where(table.indicator.in_(indicators), table.month.between(year * 100 + 1, year * 100 + 12))
            .where(table.layer == self.layer)
            .order_by(table.version)
        )
        for indicator, area, span, month, *values in self._connection.execute(query):
            row = Row(*values)
            for cells in (self._cells[indicator, year], self._standing[indicator, year]):
                if row.basis == "gone":
                    cells.get(area, {}).pop((span, month), None)
                else:
                    cells.setdefault(area, {})[span, month] = row

    def put(self, indicator: str, year: int, area: str, rows: dict[Key, Row]) -> None:
        self.cells(indicator, year)[area] = rows
        self._touched.setdefault((indicator, year), set()).add(area)

    def standing(self, indicator: str, year: int) -> Cells:
        """Rows as they stood before this return, by area."""
        self.cells(indicator, year)
        return self._standing[indicator, year]

    def mark(self, indicator: str, area: str, key: Key, year: int, mask: int) -> None:
        """Show or hide one figure."""
        rows = self.cells(indicator, year)[area]
        if rows[key].mask == mask:
            return
        touched = self._touched.setdefault((indicator, year), set())
        if area not in touched:  # else these are the rows that stand
            rows = self._cells[indicator, year][area] = dict(rows)
            touched.add(area)
        rows[key] = rows[key]._replace(mask=mask)

    def write(self, version: int, parent_of) -> int:
        """Append each row that differs from what stands; returns how many."""
        count = insert_many(self._connection, schema.figure, COLUMNS, self._rows(version, parent_of))
        self._touched.clear()
        return count

    def _rows(self, version: int, parent_of) -> Iterator[tuple]:
        """An indicator's rows together and in the order of the table's key: so many at once are appended faster."""
        for (indicator, year), areas in sorted(self._touched.items()):
            here = [
                (indicator, span, parent_of(area), month, area, self.layer, version, *row)
                for area in areas
                for (span, month), row in self._changes(indicator, year, area)
            ]
            here.sort(key=itemgetter(1, 2, 3, 4))
            yield from here

    def held(self) -> int:
        """How many rows are in memory."""
        return sum(len(rows) for cells in self._cells.values() for rows in cells.values())

    def forget(self) -> None:
        """Let go of everything read and written so far; it is read again when asked for."""
        self._cells.clear()
        self._standing.clear()

    def _changes(self, indicator: str, year: int, area: str) -> list[tuple[Key, Row]]:
        before = self._standing[indicator, year].get(area, {})
        after = self._cells[indicator, year].get(area, {})
        changed = [(key, row) for key, row in after.items() if before.get(key) != row]
        changed += [(key, GONE) for key in before if key not in after]
        if self.watched:
            here = ((span, month, row) for (span, month), row in changed if month in self.watched)
            self.changed += [Changed(indicator, area, span, month, before.get((span, month)), row) for span, month, row in here]
        self._standing[indicator, year][area] = after
        return changed
