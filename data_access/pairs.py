"""Members added to a total, and numerators paired with denominators, for one area and all spans of a year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from data_access.areas import AreaTree, Duties
from data_access.derivation import Derivation, RatioSpec, StoredSpec
from data_access.figures import FigureStore, Key, Row
from data_access.own import ENDS, Reader


def add_members(
    specs: Mapping[str, StoredSpec],
    members: Mapping[str, dict[Key, Row]],
    expected: Callable[[str, Key], int],
    merge_approx: Callable,
) -> dict[Key, Row]:
    """The total per span: Σ of the members known there; what falls due and is missing shows in reporting < expected.

    numerator and denominator of the rows: members known, members that are due.
    """
    totals: dict[Key, Row] = {}
    for key in {key for rows in members.values() for key in rows}:
        known = {one: rows[key] for one, rows in members.items() if key in rows and rows[key].value is not None}
        if not known:
            continue
        due = {one: expected(one, key) for one in specs}
        nobody_must = not any(due.values())
        gaps = [due[one] - (known[one].reporting if one in known else 0) for one in specs if due[one]]
        most = max(due.values())
        totals[key] = Row(
            value=sum(row.value for row in known.values()),
            numerator=len(known),
            denominator=len(specs) if nobody_must else sum(1 for one in specs if due[one] or one in known),
            reporting=len(known) if nobody_must else max(0, most - max(0, *gaps, 0)),
            expected=len(specs) if nobody_must else most,
            basis="summed",
            approx=merge_approx(row.approx for row in known.values()),
        )
    return totals


def reporting_of(duties: Duties, tree: AreaTree, group: str, area: str, rows: list[Row], expected: int) -> int:
    """How many of those who must report have: the area itself, once all its parts are there; else those below."""
    if duties.of(group, area):
        return expected if len(rows) == len(tree.children_of.get(area, ())) else 0
    return sum(row.reporting for row in rows if row.expected)


class Pairs:
    """Numerator and denominator of one ratio in one year."""

    def __init__(self, spec: RatioSpec, derivation: Derivation, reader: Reader, store: FigureStore, tree: AreaTree, year: int):
        self._spec, self._derivation, self._reader, self._tree, self._year = spec, derivation, reader, tree, year
        self._parts = tuple(derivation.stored[part] for part in (spec.numerator, spec.denominator))
        self._numerators = store.cells(spec.numerator, year)
        self._denominators = store.cells(spec.denominator, year)
        self._ratios = store.cells(spec.id, year)
        self._store = store
        self._members = {one.id: one.members for one in derivation.sums}

    def rows(self, area: str, children: Iterable[str]) -> dict[Key, Row]:
        """Per span: the area's own pair where it states a part itself, else the sum of the pairs below."""
        return {**self._below(area, children), **self._own(area)}

    def _own(self, area: str) -> dict[Key, Row]:
        found: dict[Key, Row] = {}
        for key, top in self._numerators.get(area, {}).items():
            if top.value is None or (self._spec.point and key[0] not in ("month", "year")):
                continue
            bottom = self._denominator(area, key)
            if bottom is None or bottom.value is None:
                continue
            if not self._is_whole(area, key, top, bottom):
                continue
            found[key] = Row(
                None, top.value, bottom.value, top.reporting if top.expected else 1, top.expected, "derived",
                self._derivation.merge_approx((top.approx, bottom.approx)),
            )  # fmt: skip
        return found

    def _is_whole(self, area: str, key: Key, top: Row, bottom: Row) -> bool:
        """Whether both parts are the area's own matter: two sums of the areas below are paired below, area by area.

        A part that is summed with a gap covers fewer areas than the other, which would bend the rate; only a stated
        denominator (a budget) may stand under what is known so far.
        """
        bottom_is_own = self._is_stated(self._spec.denominator, area, key, bottom)
        if not bottom_is_own and not self._is_stated(self._spec.numerator, area, key, top):
            return False
        return not _has_gap(bottom) and (bottom_is_own or not _has_gap(top))

    def _is_stated(self, part: str, area: str, key: Key, row: Row | None) -> bool:
        """Whether the area states the part itself, or a member of it."""
        if row is None or row.basis in ("reported", "derived"):
            return row is not None
        return any(self._is_stated(one, area, key, self._row(one, area, key)) for one in self._members.get(part, ()))

    def _row(self, part: str, area: str, key: Key) -> Row | None:
        whole_year = ("year", self._year * 100 + 12)
        return self._store.cells(part, self._year).get(area, {}).get(whole_year if self._derivation.stored[part].yearly else key)

    def _below(self, area: str, children: Iterable[str]) -> dict[Key, Row]:
        groups: dict[Key, list[Row]] = {}
        for child in children:
            for key, row in self._ratios.get(child, {}).items():
                if row.denominator is not None:
                    groups.setdefault(key, []).append(row)
        found: dict[Key, Row] = {}
        for key, rows in groups.items():
            expected = self._expected(area, key)
            if not expected and not self._is_obliged(area, key):
                continue  # nobody must report: the areas below are no total
            group = self._derivation.stored[self._spec.id].group
            reporting = reporting_of(self._reader.duties, self._tree, group, area, rows, expected)
            approx = self._derivation.merge_approx(row.approx for row in rows)
            sums = sum(row.numerator for row in rows), sum(row.denominator for row in rows)
            found[key] = Row(None, *sums, reporting, expected, "summed", approx)
        return found

    def _expected(self, area: str, key: Key) -> int:
        counts = (self._reader.expected(part, area, *key) for part in self._parts)
        return next((count for count in counts if count), 0)

    def _is_obliged(self, area: str, key: Key) -> bool:
        parts = (self._spec.numerator, self._spec.denominator)
        return any(self._reader.is_obliged(self._derivation.stored[part], area, *key) for part in parts)

    def _denominator(self, area: str, key: Key) -> Row | None:
        """What the denominator is for that span, by the rule that the catalogue states."""
        rows = self._denominators.get(area, {})
        spec = self._derivation.stored[self._spec.denominator]
        kind, month = key
        if spec.yearly:
            return rows.get(("year", self._year * 100 + 12))
        if spec.nature == "flow":
            return rows.get(key)
        if self._spec.rule in ("person_months", "average"):
            return self._over_months(rows, kind, month % 100)
        return rows.get(key if kind == "year" else ("month", month))

    def _over_months(self, rows: dict[Key, Row], kind: str, m: int) -> Row | None:
        start, end = (0, 12) if kind == "year" else ENDS[kind, m]
        months = [rows.get(("month", self._year * 100 + one)) for one in range(start + 1, end + 1)]
        if any(row is None or row.value is None for row in months):
            return None
        total = sum(row.value for row in months)
        if self._spec.rule == "average":
            total = (2 * total + len(months)) // (2 * len(months))  # half up, to 10⁻⁴ of a unit
        weakest = min(months, key=lambda row: row.reporting - row.expected)
        approx = self._derivation.merge_approx(row.approx for row in months)
        return weakest._replace(value=total, approx=approx)


def _has_gap(row: Row) -> bool:
    """Whether areas, or members of a total, are missing from it."""
    members_missing = row.numerator is not None and row.denominator is not None and row.numerator < row.denominator
    return row.reporting < row.expected or members_missing
