"""The roll-up: from observations to the `figure` rows of every area, for exactly what a return touches.

Spans are derived where they were reported, then summed up the tree; parents are never differenced. A ratio is summed
as pairs of numerator and denominator over the areas where both are known, and divided only when it is read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, func, select

from data_access import schema
from data_access.areas import CONTEXT, AreaTree, Duties
from data_access.derivation import Derivation, StoredSpec, SumSpec
from data_access.figures import FigureStore, Key, Row
from data_access.own import Reader, Seen
from data_access.pairs import Pairs, add_members, reporting_of
from data_access.standing import taken_back
from data_access.suppression import DEFAULT, Suppression, Threshold

MOST_HELD = 150_000  # rows kept in memory between two years or two returns
Touched = dict[tuple[str, int], set[str]]  # areas by indicator and year
SeenBy = dict[tuple[str, str], list[Seen]]  # observations by indicator and area


class RollUp:
    """Keeps its rows in memory between returns of one transaction, so that many can be committed in a row."""

    def __init__(self, connection: Connection, derivation: Derivation, tree: AreaTree, duties: Duties, layer: str) -> None:
        self._connection, self._derivation, self._tree, self._layer = connection, derivation, tree, layer
        self._reader = Reader(derivation, duties)
        self._duties = duties
        self.store = FigureStore(connection, layer)
        self._suppression = Suppression(connection, derivation, tree, self.store)
        self._horizons: dict[str, int] = {}

    def apply(self, version: int, touched: Touched, small: Threshold = DEFAULT) -> int:
        """Bring the figures up to `version`; returns the number of rows written.

        small: which counts are hidden in villages; if that is new, every mask is set anew.
        """
        touched = {key: set(areas) for key, areas in touched.items()}
        self._extend_to_horizon(touched, version)
        written = 0
        for year in sorted({year for _, year in touched}):
            here = {name: areas for (name, y), areas in touched.items() if y == year}
            wanted = self._led_to(here)
            self.store.preload(wanted, year)
            seen = self._observations(version, year, wanted, self._with_ancestors(set().union(*here.values())))
            changed: dict[str, set[str]] = {}
            self._stored(year, here, seen, changed)
            self._sums(year, seen, changed)
            self._ratios(year, seen, changed)
            self._suppression.apply(year, changed, small.value)
            if not small.is_new:  # else every year's masks are set once more below, and a row is written only once
                written += self._put_aside(version)
        if small.is_new:
            self._suppression.renew(self._layer, small.value)
        written += self.store.write(version, self._tree.parent)
        return written + self._put_aside(version)

    def _put_aside(self, version: int) -> int:
        """Rows of a long history need not wait in memory: once they are many they are written, and read again if asked for."""
        if self.store.held() < MOST_HELD:
            return 0
        written = self.store.write(version, self._tree.parent)
        self.store.forget()
        return written

    # -- what is stated -------------------------------------------------------------------------------------------

    def _stored(self, year: int, touched: dict[str, set[str]], seen: SeenBy, changed: dict[str, set[str]]) -> None:
        for name, areas in touched.items():
            spec = self._derivation.stored.get(name)
            if spec is None:
                continue
            for area in self._with_ancestors(areas):
                own = self._reader.rows(spec, area, year, seen.get((name, area), ()), self._horizon(area))
                rows = self._over_children(name, year, area, own)
                self.store.put(name, year, area, rows)
            changed[name] = set(self._with_ancestors(areas))

    def _over_children(self, name: str, year: int, area: str, own: dict[Key, Row]) -> dict[Key, Row]:
        """Own statements stand; where there are none, the areas below are added up."""
        spec = self._derivation.stored[name]
        summed = self._summed(name, year, area) if spec.group and spec.nature != "rate" else {}
        rows = dict(summed)
        for key, row in own.items():
            below = summed.get(key)
            differs = below and below.reporting >= below.expected and below.value not in (None, row.value)
            conflict = below.value if differs and not (below.approx or row.approx) and row.other is None else row.other
            rows[key] = row._replace(other=conflict)
        return rows

    def _summed(self, name: str, year: int, area: str) -> dict[Key, Row]:
        spec = self._derivation.stored[name]
        cells = self.store.cells(name, year)
        groups: dict[Key, list[Row]] = {}
        if self._tree[area].setting == CONTEXT:
            return {}
        for child in self._tree.children_of.get(area, ()):
            for key, row in cells.get(child, {}).items():
                groups.setdefault(key, []).append(row)
        result: dict[Key, Row] = {}
        for key, rows in groups.items():
            expected = self._reader.expected(spec, area, *key)
            if not expected and not self._reader.is_obliged(spec, area, *key):
                continue  # nobody must report: the areas below are no total
            counts = reporting_of(self._duties, self._tree, spec.group, area, rows, expected), expected
            if spec.nature == "standard":
                result[key] = _range(rows, *counts)
            else:
                approx = self._derivation.merge_approx(row.approx for row in rows)
                result[key] = Row(sum(row.value for row in rows), None, None, *counts, "summed", approx)
        return result

    def _observations(self, version: int, year: int, indicators: Collection[str], areas: Collection[str]) -> SeenBy:
        table, batch = schema.observation.c, schema.batch
        query = (
            select(table.indicator, table.area, table.version, table.first, table.last, table.value, table.approx)
            .join_from(schema.observation, batch, batch.c.version == table.version)
            .where(table.indicator.in_(sorted(indicators)), table.year == year)
            .where(table.nature == "actual", table.covers_whole.is_(True))
            .where(table.version <= version, table.version.not_in(taken_back(version)))
            .order_by(table.version, table.row)
        )
        if self._layer == "published":
            query = query.where(batch.c.layer == "published")
        if len(areas) <= 500:
            query = query.where(table.area.in_(sorted(areas)))
        seen: SeenBy = {}
        for indicator, area, *rest in self._connection.execute(query):
            one = Seen(*rest)
            if one.first // 100 in (0, year):  # a span over the turn of a year fits no year's boundaries
                seen.setdefault((indicator, area), []).append(one)
        return seen

    # -- what follows ---------------------------------------------------------------------------------------------

    def _sums(self, year: int, seen: SeenBy, changed: dict[str, set[str]]) -> None:
        for spec in self._derivation.sums:
            areas = set().union(*(changed.get(one, ()) for one in (spec.id, *spec.members)))
            if not areas:
                continue
            affected = self._with_ancestors(areas)
            members = {one: self.store.cells(one, year) for one in spec.members}
            for area in affected:
                stated = seen.get((spec.id, area), ())
                self.store.put(spec.id, year, area, self._total(spec, year, area, members, stated))
            changed[spec.id] = set(affected)

    def _total(self, spec: SumSpec, year: int, area: str, members: dict, stated: Iterable[Seen]) -> dict[Key, Row]:
        """A total from its members or from the totals below, unless the area states it itself."""
        own_spec = self._derivation.stored[spec.id]
        specs = {one: self._derivation.stored[one] for one in spec.members}

        def expected(member: str, key: Key) -> int:
            return self._reader.expected(specs[member], area, *key)

        known = {one: cells.get(area, {}) for one, cells in members.items()}
        of_members = add_members(specs, known, expected, self._derivation.merge_approx)
        below = self._with_own(self._summed(spec.id, year, area), specs, area, known) if own_spec.group else {}
        rows = {key: _better(of_members.get(key), below.get(key)) for key in {**below, **of_members}}
        own = self._reader.rows(own_spec, area, year, stated, self._horizon(area))
        return rows | {key: _stands(row, rows.get(key)) for key, row in own.items()}

    def _with_own(self, below: dict[Key, Row], specs: dict, area: str, known: dict[str, dict[Key, Row]]) -> dict[Key, Row]:
        """The totals below and, where the area owes some members itself, those members: no area below can have them."""
        here = [one for one, spec in specs.items() if self._duties.of(spec.group, area)]
        if not here or len(here) == len(specs):
            return below
        completed = {}
        for key, row in below.items():
            parts = [known[one].get(key) for one in here if key in known[one] or self._reader.expected(specs[one], area, *key)]
            present = [part for part in parts if part is not None and part.value is not None]
            completed[key] = row._replace(
                value=row.value + sum(part.value for part in present),
                reporting=max(0, row.reporting - (len(parts) - len(present))),
                approx=self._derivation.merge_approx((row.approx, *(part.approx for part in present))),
            )
        return completed

    def _ratios(self, year: int, seen: SeenBy, changed: dict[str, set[str]]) -> None:
        for spec in self._derivation.ratios:
            parts = (spec.id, spec.numerator, spec.denominator)
            areas = set().union(*(changed.get(one, ()) for one in parts))
            if not areas or not spec.numerator:
                continue
            pairs = Pairs(spec, self._derivation, self._reader, self.store, self._tree, year)
            for area in self._with_ancestors(areas):
                stated = self._derivation.stored[spec.id]
                own = self._reader.rows(stated, area, year, seen.get((spec.id, area), ()), self._horizon(area))
                children = () if self._tree[area].setting == CONTEXT else self._tree.children_of.get(area, ())
                self.store.put(spec.id, year, area, {**own, **pairs.rows(area, children)})

    # -- helpers --------------------------------------------------------------------------------------------------

    def _led_to(self, names: Collection[str]) -> set[str]:
        """The touched indicators and every other that is made of them, with all their parts."""
        wanted = set(names)
        for spec in self._derivation.sums:
            if wanted.intersection((spec.id, *spec.members)):
                wanted.update((spec.id, *spec.members))
        for spec in self._derivation.ratios:
            if wanted.intersection((spec.id, spec.numerator, spec.denominator)):
                wanted.update(filter(None, (spec.id, spec.numerator, spec.denominator)))
        return wanted

    def _with_ancestors(self, areas: Iterable[str]) -> list[str]:
        """The areas and all above them, deepest first."""
        every = set(areas).union(*(self._tree.ancestors(area) for area in areas))
        return sorted(every & self._tree.rows.keys(), key=lambda code: (-len(self._tree.ancestors(code)), code))

    def _root(self, area: str) -> str:
        above = self._tree.ancestors(area)
        return above[-1] if above else area

    def _horizon(self, area: str) -> int:
        return self._horizons.get(self._root(area), 0)

    def _extend_to_horizon(self, touched: Touched, version: int) -> None:
        """A newer month makes "nothing due" known for programmes that are not paid monthly: they follow."""
        for root in {self._root(area) for area in set().union(*touched.values())}:
            before = self._horizons.get(root)
            before = self._last_month(root, version) if before is None else before
            now = self._horizons[root] = self._last_month(root, version + 1)
            if now == before:
                continue
            low, high = min(before or now, now or before), max(before, now)  # a return taken back may make it earlier
            for year in range(low // 100, high // 100 + 1):
                for name, spec in self._derivation.stored.items():
                    if spec.nature == "flow" and not spec.yearly and spec.group:
                        waiting = self._waiting(spec, root, year, min(high, year * 100 + 12))
                        if waiting:
                            touched.setdefault((name, year), set()).update(waiting)

    def _waiting(self, spec: StoredSpec, root: str, year: int, last: int) -> list[str]:
        """Areas whose later months hold nothing: not due by the rhythm, or after the end of the duty."""
        holders = self._duties.holders(spec.group, root, year * 100 + 1, last)
        if len(spec.months_due) < 12:
            return list(holders)
        return [area for area in holders if any(year * 100 < until < last for _, until in self._duties.of(spec.group, area))]

    def _last_month(self, root: str, before: int) -> int:
        """The last month with an actual figure in the returns before that version."""
        table, batch = schema.observation.c, schema.batch.c
        query = select(func.max(table.last)).where(table.nature == "actual", table.area.startswith(root), table.version < before)
        query = query.where(table.version.not_in(taken_back(before - 1)))
        if self._layer == "published":
            query = query.where(table.version.in_(select(batch.version).where(batch.layer == "published")))
        return self._connection.execute(query).scalar() or 0


def _range(rows: list[Row], reporting: int, expected: int) -> Row:
    """A standard over several areas: one value if all agree, else the lowest and the highest."""
    lows = [row.value if row.value is not None else row.numerator for row in rows]
    highs = [row.value if row.value is not None else row.denominator for row in rows]
    low, high = min(lows), max(highs)
    return Row(low if low == high else None, low, high, reporting, expected, "summed")


def _better(of_members: Row | None, below: Row | None) -> Row:
    """A total from its members, unless the areas below stated more of it themselves."""
    if of_members is None or below is None:
        return of_members or below
    return below if below.reporting > of_members.reporting else of_members


def _stands(stated: Row, computed: Row | None) -> Row:
    """A stated total stands; a complete computed one that differs is kept beside it."""
    complete = computed is not None and computed.reporting >= computed.expected and computed.numerator == computed.denominator
    differs = complete and computed.value != stated.value and not (computed.approx or stated.approx)
    return stated._replace(other=computed.value) if differs and stated.other is None else stated
