"""Small counts of sensitive groups in villages: which figures are hidden, decided while a return is committed.

`figure.mask` is 0 for what is shown, 1 for a count below the threshold, 2 for what is hidden only so that a small count
cannot be worked out. Reads leave the values out for a Scope that may not see small counts, so that a screen, an export
and the command line cannot differ. What this protects, and what not: docs/decisions/0009.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from data_access import schema
from data_access.areas import AreaTree
from data_access.derivation import Derivation, RatioSpec
from data_access.figures import FigureStore, Key, Row
from data_access.own import ENDS
from data_access.witness import COVER, OPEN, Cell, Months, SmallTable

SETTING = "small_count_threshold"
DEFAULT_THRESHOLD = 3
VILLAGE = "village"


def threshold_of(settings: Mapping[str, str]) -> int:
    """Counts from 1 to one below it are hidden; what is no whole number counts as the default."""
    stated = settings.get(SETTING, "")
    return int(stated) if stated.isascii() and stated.isdigit() else DEFAULT_THRESHOLD


class Threshold(NamedTuple):
    """is_new: another one than the version before had."""

    value: int = DEFAULT_THRESHOLD
    is_new: bool = False


DEFAULT = Threshold()


class Thresholds:
    """The threshold in force at any moment."""

    def __init__(self, connection: Connection) -> None:
        columns = schema.setting.c
        query = select(columns.valid_from, columns.value).where(columns.name == SETTING).order_by(columns.valid_from)
        self._rows = connection.execute(query).all()

    def at(self, moment: datetime) -> int:
        in_force = [value for since, value in self._rows if since <= moment]
        return threshold_of({SETTING: in_force[-1]} if in_force else {})

    def since(self, before: datetime | None, moment: datetime) -> Threshold:
        """The one in force, and whether it differs from that of the batch before (None: there was none)."""
        now = self.at(moment)
        return Threshold(now, before is not None and self.at(before) != now)


class Family(NamedTuple):
    """Indicators that totals link, at least one of them sensitive, and the rates that are made of them."""

    ids: tuple[str, ...]
    members: dict[str, tuple[str, ...]]
    ratios: tuple[RatioSpec, ...]

    @property
    def watched(self) -> set[str]:
        """Whatever changes the table: the family itself, and the other parts of its rates."""
        return {*self.ids, *(part for one in self.ratios for part in (one.numerator, one.denominator))}


def families(derivation: Derivation) -> list[Family]:
    linked: dict[str, set[str]] = {one: {one} for one in derivation.sensitive}
    for spec in derivation.sums:
        together = {spec.id, *spec.members}.union(*(linked.get(one, ()) for one in (spec.id, *spec.members)))
        for one in together:
            linked[one] = together
    groups = {min(group): group for one, group in linked.items() if group & derivation.sensitive}
    return [
        Family(
            tuple(sorted(group)),
            {spec.id: spec.members for spec in derivation.sums if spec.id in group},
            tuple(one for one in derivation.ratios if group & {one.numerator, one.denominator}),
        )
        for _, group in sorted(groups.items())
    ]


class Suppression:
    """Sets the masks of one layer's rows in memory, before they are written."""

    def __init__(self, connection: Connection, derivation: Derivation, tree: AreaTree, store: FigureStore) -> None:
        self._connection, self._derivation, self._tree, self._store = connection, derivation, tree, store
        self._families = families(derivation)

    def apply(self, year: int, changed: Mapping[str, Collection[str]], threshold: int) -> None:
        """changed: the areas by indicator whose rows this return may have changed."""
        for family in self._families:
            parents = {self._tree.parent(a) for one in family.watched for a in changed.get(one, ()) if self._is_village(a)}
            if parents:
                self._store.preload((*family.watched, *(one.id for one in family.ratios)), year)
            for parent in sorted(parents):
                self._mask(family, year, parent, threshold, True)

    def renew(self, layer: str, threshold: int) -> None:
        """Every mask anew: another threshold came into force."""
        columns = schema.figure.c
        for family in self._families:
            query = (
                select(columns.area, columns.month).distinct().where(columns.indicator.in_(family.ids), columns.layer == layer)
            )
            found = {
                (month // 100, self._tree.parent(area))
                for area, month in self._connection.execute(query)
                if self._is_village(area)
            }
            for year, parent in sorted(found):
                self._mask(family, year, parent, threshold, False)

    def _is_village(self, area: str) -> bool:
        return area in self._tree and self._tree[area].level == VILLAGE

    def _villages(self, parent: str) -> list[str]:
        return [area for area in self._tree.children_of.get(parent, ()) if self._is_village(area)]

    # -- one family in one township and year --------------------------------------------------------------------------

    def _mask(self, family: Family, year: int, parent: str, threshold: int, keep: bool) -> None:
        """keep: what was hidden stays hidden as long as its value stands, so that two versions tell no more than one."""
        villages = self._villages(parent)
        pairs = self._pairs(family, year, villages, self._store.cells)
        stand = keep and pairs == self._pairs(family, year, villages, self._store.standing)
        pattern: dict[Cell, int] = {}
        for cells in self._apart(family, year, villages):
            before = {cell: self._before(cell, year, value) for cell, value in cells.items()} if keep else {}
            if stand and None not in before.values() and self._as_many(cells, year, villages):
                pattern |= {cell: mask for cell, mask in before.items() if mask}
                continue
            pattern |= SmallTable(
                cells, self._months_of, family.members, self._derivation.sensitive, threshold,
                alike=lambda one, area: pairs[one, area],
                kept={cell for cell, mask in before.items() if mask},
                shown={cell for cell, mask in before.items() if mask == OPEN},
            ).pattern()  # fmt: skip
        hidden = {cell[:2] for cell in pattern}
        for cell, row in self._rows(family.ids, year, villages):
            mask = pattern.get(cell, OPEN)
            if row.other is not None and cell[:2] in hidden:
                mask = mask or COVER  # what another path gives tells of the spans that it runs through
            self._store.mark(*cell, year, mask)
        for ratio in family.ratios:
            self._mask_rates(ratio, year, villages)

    def _apart(self, family: Family, year: int, villages: list[str]) -> Iterable[dict[Cell, int]]:
        """The family's cells; those of stocks month by month, since no relation joins two months."""
        flows: dict[Cell, int] = {}
        points: dict[int, dict[Cell, int]] = {}
        for cell, row in self._rows(family.ids, year, villages):
            if row.value is not None:
                is_flow = self._is_flow(cell[0])
                (flows if is_flow else points.setdefault(cell[2][1], {}))[cell] = row.value
        return [cells for cells in (flows, *points.values()) if cells]

    def _rows(self, indicators: Iterable[str], year: int, villages: list[str]) -> Iterator[tuple[Cell, Row]]:
        for one in indicators:
            cells = self._store.cells(one, year)
            for area in villages:
                for key, row in list(cells.get(area, {}).items()):
                    yield (one, area, key), row

    def _before(self, cell: Cell, year: int, value: int) -> int | None:
        """The mask under which the same value stood before this return; None if it did not."""
        one, area, key = cell
        row = self._store.standing(one, year).get(area, {}).get(key)
        return row.mask if row is not None and row.value == value else None

    def _as_many(self, cells: Mapping[Cell, int], year: int, villages: list[str]) -> bool:
        """Whether no cell of these has gone since the version before; all of a flow's hang together."""
        keys = {(one, key) for one, _, key in cells}
        gone = (
            (one, area, key) not in cells
            for one, key in keys
            for area in villages
            if key in self._store.standing(one, year).get(area, ())
        )
        return not any(gone)

    def _is_flow(self, one: str) -> bool:
        spec = self._derivation.stored[one]
        return spec.nature == "flow" and not spec.yearly

    def _months_of(self, one: str, key: Key) -> Months:
        kind, month = key
        if not self._is_flow(one):
            return (month % 100,)
        start, end = (0, 12) if kind == "year" else ENDS[kind, month % 100]
        return tuple(range(start + 1, end + 1))

    # -- rates --------------------------------------------------------------------------------------------------------

    def _pairs(self, family: Family, year: int, villages: list[str], cells: Callable) -> dict[tuple[str, str], tuple]:
        """For which spans an area enters the township's rates of an indicator: each such rate shows a sum of its own."""
        spans = {
            (ratio.id, area): frozenset(
                key for key, row in cells(ratio.id, year).get(area, {}).items() if row.denominator is not None
            )
            for ratio in family.ratios
            for area in villages
        }
        concerned = {
            one: [ratio.id for ratio in family.ratios if one in (ratio.numerator, ratio.denominator)] for one in family.ids
        }
        return {(one, area): tuple(spans[ratio, area] for ratio in concerned[one]) for one in family.ids for area in villages}

    def _mask_rates(self, ratio: RatioSpec, year: int, villages: list[str]) -> None:
        """A rate is hidden with any of its parts: it would give the one by the other."""
        for cell, _ in self._rows((ratio.id,), year, villages):
            _, area, key = cell
            hidden = any(row.mask for row in self._parts(ratio, year, area, key))
            self._store.mark(*cell, year, COVER if hidden else OPEN)

    def _parts(self, ratio: RatioSpec, year: int, area: str, key: Key) -> Iterator[Row]:
        top = self._store.cells(ratio.numerator, year).get(area, {})
        bottom = self._store.cells(ratio.denominator, year).get(area, {})
        keys = [(top, key), *((bottom, one) for one in self._below(ratio, year, key))]
        return (rows[one] for rows, one in keys if one in rows)

    def _below(self, ratio: RatioSpec, year: int, key: Key) -> list[Key]:
        """The keys of the denominator that stands for a span; see `Pairs`."""
        kind, month = key
        spec = self._derivation.stored[ratio.denominator]
        if spec.yearly:
            return [("year", year * 100 + 12)]
        if spec.nature == "flow":
            return [key]
        if ratio.rule in ("person_months", "average"):
            start, end = (0, 12) if kind == "year" else ENDS[kind, month % 100]
            return [("month", year * 100 + m) for m in range(start + 1, end + 1)]
        return [key if kind == "year" else ("month", month)]
