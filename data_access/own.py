"""What an area's own observations say about the spans of one year, before anything is added up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from data_access.areas import Duties
from data_access.derivation import ALL_MONTHS, Derivation, StoredSpec
from data_access.figures import Key, Row

STARTS = {
    "month": lambda m: m - 1,
    "quarter": lambda m: (m - 1) // 3 * 3,
    "half": lambda m: 0 if m <= 6 else 6,
    "ytd": lambda m: 0,
}
ENDS: dict[tuple[str, int], tuple[int, int]] = {(kind, m): (start(m), m) for m in range(1, 13) for kind, start in STARTS.items()}
WANTED = frozenset(ENDS.values())
EVERY = tuple((a, b) for a in range(12) for b in range(a + 1, 13))


class Seen(NamedTuple):
    """One observation as the roll-up needs it, oldest first."""

    version: int
    first: int
    last: int
    value: int | None
    approx: str


class Reader:
    """Turns one area's observations of one year into rows."""

    def __init__(self, derivation: Derivation, duties: Duties) -> None:
        self._derivation, self.duties = derivation, duties
        self._windows: dict[tuple[str, str, int], tuple[int, int] | None] = {}

    def expected(self, spec: StoredSpec, area: str, kind: str, month: int) -> int:
        """How many areas at or under `area` must report something that falls into the span."""
        if not spec.group:
            return 0
        key = (spec.id, kind, month)
        if key not in self._windows:
            self._windows[key] = _window(spec, kind, month)
        window = self._windows[key]
        return self.duties.expected(spec.group, area, *window) if window else 0

    def is_obliged(self, spec: StoredSpec, area: str, kind: str, month: int) -> bool:
        """Whether an area at or under `area` has the duty in the span, even where nothing falls due in it."""
        return bool(spec.group) and self.duties.expected(spec.group, area, *_months(spec, kind, month)) > 0

    def somebody_must(self, spec: StoredSpec, area: str, month: int) -> bool:
        """Whether anybody at or under `area` has the duty that year, even if nothing falls due in the span itself."""
        year = month // 100
        return bool(spec.group) and self.duties.expected(spec.group, area, year * 100 + 1, year * 100 + 12) > 0

    def rows(self, spec: StoredSpec, area: str, year: int, seen: Iterable[Seen], horizon: int) -> dict[Key, Row]:
        """horizon: the last month (yyyymm) for which this county has returns; later months stay unknown."""
        seen = list(seen)
        if not seen and not self.duties.of(spec.group, area):
            return {}
        has_spans = spec.nature == "flow" and not spec.yearly
        found = self._flow(spec, area, year, seen, horizon) if has_spans else self._points(spec, year, seen)
        whole_year = None if spec.yearly else _latest(one for one in seen if not one.last)
        closing = ("year", year * 100 + 12)
        if whole_year is not None:
            derived = found.get(closing)
            differs = derived and derived.value != whole_year.value and not (derived.approx or whole_year.approx)
            found[closing] = whole_year._replace(other=derived.value) if differs and whole_year.other is None else whole_year
        return {key: self._counted(spec, area, key, row) for key, row in found.items()}

    def _counted(self, spec: StoredSpec, area: str, key: Key, row: Row) -> Row:
        expected = self.expected(spec, area, *key)
        basis = "quoted" if spec.nature == "rate" else row.basis
        return Row(row.value, None, None, expected or 1, expected, basis, row.approx, row.other)

    def _points(self, spec: StoredSpec, year: int, seen: list[Seen]) -> dict[Key, Row]:
        found: dict[Key, Row] = {}
        versions: dict[Key, int] = {}
        for one in seen:
            if not one.last and not spec.yearly:
                continue
            keys = [("month", one.last)]
            if spec.yearly:
                keys = [("year", year * 100 + 12)]
            elif spec.nature == "rate" and one.first != one.last:
                ends = (one.first % 100 - 1, one.last % 100)
                keys = [(kind, year * 100 + m) for (kind, m), span in ENDS.items() if span == ends]
            for key in keys:
                before = found.pop(key, None)
                if one.value is not None:
                    found[key] = _newer(before, one, versions.get(key))
                versions[key] = one.version
        december = found.get(("month", year * 100 + 12))
        if december is not None:
            found["year", year * 100 + 12] = december
        return found

    def _flow(self, spec: StoredSpec, area: str, year: int, seen: list[Seen], horizon: int) -> dict[Key, Row]:
        stated = self._stated(seen)
        for m in self._undisputed(stated, self._implied_months(spec, area, year, horizon)):
            stated.setdefault((m - 1, m), self._derivation.stated(0, implied=True))
        if all(one.implied for one in stated.values()):
            return {}
        solved = self._derivation.solve(stated, WANTED)
        found: dict[Key, Row] = {}
        for (kind, m), ends in ENDS.items():
            one = solved.get(ends)
            if one is not None and not one.implied:
                basis = "reported" if one.direct else "derived"
                found[kind, year * 100 + m] = Row(one.value, basis=basis, approx=one.approx, other=one.other)
        closing = found.get(("ytd", year * 100 + 12))
        if closing is not None:
            found["year", year * 100 + 12] = closing
        return found

    def _stated(self, seen: list[Seen]) -> dict:
        """The newest figure for each span; two different ones in one return: the first stands, the second is kept."""
        stated: dict[tuple[int, int], object] = {}
        versions: dict[tuple[int, int], int] = {}
        for one in seen:
            if not one.last:
                continue
            ends = (one.first % 100 - 1, one.last % 100)
            before = stated.pop(ends, None)
            if one.value is None:
                continue
            if before is not None and versions[ends] == one.version:
                stated[ends] = before._replace(other=one.value) if before.value != one.value else before
                continue
            stated[ends] = self._derivation.stated(one.value, one.approx)
            versions[ends] = one.version
        return stated

    def _implied_months(self, spec: StoredSpec, area: str, year: int, horizon: int) -> list[int]:
        """Months up to the horizon in which nothing should have happened: outside the duty, or not due by the rhythm."""
        duties = self.duties.of(spec.group, area)
        if not duties:
            return []
        held = {m for m in range(1, 13) if any(first <= year * 100 + m <= last for first, last in duties)}
        last_known = horizon % 100 if horizon // 100 == year else 12 if horizon // 100 > year else 0
        return [m for m in range(1, last_known + 1) if m not in held or m not in spec.months_due]

    def _undisputed(self, stated: dict, implied: list[int]) -> list[int]:
        """The implied months less those that a statement contradicts: something was paid outside its rhythm."""
        if all(b - a == 1 for a, b in stated):
            return implied
        known = self._derivation.solve(stated, EVERY)
        zeros = dict.fromkeys(implied, 0)
        months = zeros | {b: known[a, b].value for a, b in EVERY if b - a == 1 and (a, b) in known}
        disputed = {m for m in implied if months[m]}
        for (a, b), one in known.items():
            inside = range(a + 1, b + 1)
            if all(m in months for m in inside) and sum(months[m] for m in inside) != one.value:
                disputed.update(inside)
        return [m for m in implied if m not in disputed]


def _months(spec: StoredSpec, kind: str, month: int) -> tuple[int, int]:
    """First and last month of a span, a stock's being the closing month."""
    year, m = divmod(month, 100)
    if spec.yearly:
        return year * 100 + 1, year * 100 + 12
    if spec.nature in ("stock", "standard"):
        return month, month
    start, end = (0, 12) if kind == "year" else ENDS[kind, m]
    return year * 100 + start + 1, year * 100 + end


def _window(spec: StoredSpec, kind: str, month: int) -> tuple[int, int] | None:
    """The span's months, if something falls due in them."""
    first, last = _months(spec, kind, month)
    if spec.months_due is not ALL_MONTHS and not spec.months_due.intersection(range(first % 100, last % 100 + 1)):
        return None
    return first, last


def _newer(before: Row | None, one: Seen, version: int | None) -> Row:
    """A newer return replaces; of two figures in one return the first stands and the second is kept."""
    if before is None or version != one.version:
        return Row(one.value, approx=one.approx)
    return before._replace(other=one.value) if before.value != one.value else before


def _latest(seen: Iterable[Seen]) -> Row | None:
    found, version = None, None
    for one in seen:
        found = None if one.value is None else _newer(found, one, version)
        version = one.version
    return found
