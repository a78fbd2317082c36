"""What an area's own observations say about the spans of one year, before anything is added up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from data_access.areas import Duties
from data_access.derivation import ALL_MONTHS, Derivation, StoredSpec
from data_access.figures import Key, Row

STARTS = {"month": lambda m: m - 1, "quarter": lambda m: (m - 1) // 3 * 3, "half": lambda m: 0 if m <= 6 else 6, "ytd": lambda m: 0}
ENDS: dict[tuple[str, int], tuple[int, int]] = {(kind, m): (start(m), m) for m in range(1, 13) for kind, start in STARTS.items()}
WANTED = frozenset(ENDS.values())


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

    def rows(self, spec: StoredSpec, area: str, year: int, seen: Iterable[Seen], horizon: int) -> dict[Key, Row]:
        """horizon: the last month (yyyymm) for which this county has returns; later months stay unknown."""
        seen = list(seen)
        if not seen and not self.duties.of(spec.group, area):
            return {}
        if spec.nature == "flow" and not spec.yearly:
            found = self._flow(spec, area, year, seen, horizon)
        else:
            found = self._points(spec, year, seen)
        whole_year = _latest(one for one in seen if not one.last)
        closing = ("year", year * 100 + 12)
        if whole_year is not None:
            derived = found.get(closing)
            differs = derived and derived.value != whole_year.value and not (derived.approx or whole_year.approx)
            found[closing] = Row(whole_year.value, approx=whole_year.approx, other=derived.value if differs else None)
        return {key: self._counted(spec, area, key, row) for key, row in found.items()}

    def _counted(self, spec: StoredSpec, area: str, key: Key, row: Row) -> Row:
        expected = self.expected(spec, area, *key)
        basis = "quoted" if spec.nature == "rate" else row.basis
        return Row(row.value, None, None, expected or 1, expected, basis, row.approx, row.other)

    def _points(self, spec: StoredSpec, year: int, seen: list[Seen]) -> dict[Key, Row]:
        found: dict[Key, Row] = {}
        for one in seen:
            if not one.last:
                continue
            keys = [("month", one.last)]
            if spec.yearly:
                keys = [("year", year * 100 + 12)]
            elif spec.nature == "rate" and one.first != one.last:
                ends = (one.first % 100 - 1, one.last % 100)
                keys = [(kind, year * 100 + m) for (kind, m), span in ENDS.items() if span == ends]
            for key in keys:
                found.pop(key, None)
                if one.value is not None:
                    found[key] = Row(one.value, approx=one.approx)
        december = found.get(("month", year * 100 + 12))
        if december is not None:
            found["year", year * 100 + 12] = december
        return found

    def _flow(self, spec: StoredSpec, area: str, year: int, seen: list[Seen], horizon: int) -> dict[Key, Row]:
        stated = self._stated(seen)
        for m in self._implied_months(spec, area, year, horizon):
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
        """Months in which nothing can have happened: outside the duty, or not due by the payment rhythm."""
        duties = self.duties.of(spec.group, area)
        if not duties:
            return []
        held = {m for m in range(1, 13) if any(first <= year * 100 + m <= last for first, last in duties)}
        last_known = horizon % 100 if horizon // 100 == year else 12 if horizon // 100 > year else 0
        not_due = {m for m in held - spec.months_due if m <= last_known}
        return sorted((set(range(1, 13)) - held) | not_due)


def _window(spec: StoredSpec, kind: str, month: int) -> tuple[int, int] | None:
    """First and last month in which something falls due for the span; None if nothing does."""
    year, m = divmod(month, 100)
    if spec.yearly or kind == "year":
        return year * 100 + 1, year * 100 + 12
    start, end = (m - 1, m) if spec.nature in ("stock", "standard") else ENDS[kind, m]
    if spec.months_due is not ALL_MONTHS and not spec.months_due.intersection(range(start + 1, end + 1)):
        return None
    return year * 100 + start + 1, year * 100 + end


def _latest(seen: Iterable[Seen]) -> Seen | None:
    newest = None
    for one in seen:
        newest = one
    return newest if newest is not None and newest.value is not None else None
