"""Which cells of one small table must be hidden so that no small count can be worked out from the others.

The table is one family of indicators (linked by totals) over the villages of one township and the spans of one year;
the township's own figures are always shown. A small count counts as hidden only with a witness: another table of whole
numbers that agrees with everything shown, in which the count is different. Every cell that the witness changes is
hidden too. Whoever sees only what is shown cannot tell the two tables apart, whatever they compute.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise, product
from typing import NamedTuple

from data_access.specs import SCALE

OPEN, SMALL, COVER = 0, 1, 2  # shown; said to be below the threshold; hidden without a word about its size
STRICT, EMPTY, LOOSE = 0, 1, 2  # what a witness may do: see `SmallTable._may_be`

Months = tuple[int, ...]  # calendar months whose increments a span adds; of a stock the closing month alone
Slot = tuple[str, str]  # indicator and area
Cell = tuple[str, str, tuple[str, int]]  # indicator, area, key (span kind and closing month)
Shift = tuple[tuple[int, int], ...]  # month and +1 or −1


class Secret(NamedTuple):
    """A small count: that of a cell, or of a stretch of months that follows from cells without being one."""

    indicator: str
    area: str
    months: Months


class Move(NamedTuple):
    """One person more or less: leaf indicators and areas with a sign each, over the months of a shift."""

    steps: tuple[tuple[str, str, int], ...]
    shift: Shift


@dataclass
class SmallTable:
    """One family of indicators, one township, one year.

    cells: values in 10⁻⁴. months_of: what a key adds up. members: of each total. alike: in which of the shown rates of
    an indicator an area takes part; two areas that differ in it cannot stand in for each other.
    kept: cells hidden before, with the same value. shown: cells shown before, with the same value.
    """

    cells: Mapping[Cell, int]
    months_of: Callable[[str, tuple[str, int]], Months]
    members: Mapping[str, tuple[str, ...]]
    sensitive: Collection[str]
    threshold: int
    alike: Callable[[str, str], object] = lambda indicator, area: None
    kept: Collection[Cell] = ()
    shown: Collection[Cell] = ()
    hidden: set[Cell] = field(default_factory=set)
    unsaid: set[Cell] = field(default_factory=set)  # small, but even to say so would tell

    def pattern(self) -> dict[Cell, int]:
        """The cells to hide."""
        secrets = self._secrets()
        if not secrets and not self.kept:
            return {}
        self.hidden = {cell for cell in self.cells if self._is_small(cell)} | set(self.kept)
        secrets += [Secret(u, a, self.months_of(u, key)) for u, a, key in sorted(self.kept)]
        moved: set[tuple] = set()  # by a witness for another secret: hidden by it as well
        for secret in dict.fromkeys(secrets):
            found = None if secret in moved else self._cheapest(secret)
            if found is not None:
                moved |= {Secret(u, a, self.months_of(u, key)) for u, a, key in found}
                self._hide(found)
        return {cell: SMALL if self._reads_small(cell) and cell not in self.unsaid else COVER for cell in self.hidden}

    # -- what is small ------------------------------------------------------------------------------------------------

    def _is_small(self, cell: Cell) -> bool:
        return cell[0] in self.sensitive and 0 < self.cells[cell] < self.threshold * SCALE

    def _reads_small(self, cell: Cell) -> bool:
        return cell[0] in self.sensitive and 0 <= self.cells[cell] < self.threshold * SCALE

    def _secrets(self) -> list[Secret]:
        found = [Secret(u, a, self.months_of(u, key)) for u, a, key in sorted(self.cells) if self._is_small((u, a, key))]
        for (u, a), stretches in sorted(self._stretches.items()):
            if u in self.sensitive:
                found += [Secret(u, a, months) for months, value in stretches if 0 < value < self.threshold * SCALE]
        return found

    @cached_property
    def _keys(self) -> dict[Slot, dict[tuple[str, int], Months]]:
        found: dict[Slot, dict[tuple[str, int], Months]] = {}
        for u, a, key in self.cells:
            found.setdefault((u, a), {})[key] = self.months_of(u, key)
        return found

    @cached_property
    def _stretches(self) -> dict[Slot, list[tuple[Months, int]]]:
        """The shortest stretches of months whose value follows from the spans: between neighbouring known boundaries."""
        return {slot: _shortest({keys[key]: self.cells[*slot, key] for key in keys}) for slot, keys in self._keys.items()}

    @cached_property
    def _areas(self) -> list[str]:
        return sorted({a for _, a in self._keys})

    # -- totals -------------------------------------------------------------------------------------------------------

    @cached_property
    def _above(self) -> dict[str, tuple[str, ...]]:
        """Each indicator and the totals that it enters, directly or through another total."""
        direct: dict[str, list[str]] = {}
        for total, members in self.members.items():
            for member in members:
                direct.setdefault(member, []).append(total)

        def climb(one: str) -> list[str]:
            return [one, *(above for total in direct.get(one, ()) for above in climb(total))]

        return {u: tuple(dict.fromkeys(climb(u))) for u in {u for u, _ in self._keys}}

    @cached_property
    def _leaf_keys(self) -> dict[Slot, dict[tuple[str, int], Months]]:
        """The keys at which an indicator is stated by itself: a total only where none of its members is known."""
        found = {}
        for (u, a), keys in self._keys.items():
            parts = [self._keys.get((member, a), {}) for member in self.members.get(u, ())]
            own = {key: months for key, months in keys.items() if not any(key in part for part in parts)}
            if own:
                found[u, a] = own
        return found

    # -- witnesses ----------------------------------------------------------------------------------------------------

    def _cheapest(self, secret: Secret) -> dict[Cell, int] | None:
        """The move that hides least besides what is hidden, from the first kind that has any."""
        for kind in (STRICT, EMPTY, LOOSE):
            best, least = None, None
            for move in self._moves(secret):
                changes = self._changes(move, kind)
                if changes is None or not self._touches(move, secret):
                    continue
                cost = sum(self._cost(cell) for cell in changes if cell not in self.hidden)
                if least is None or cost < least:
                    best, least = changes, cost
                if not cost:
                    break
            if best is not None:
                return best
        return None

    def _cost(self, cell: Cell) -> int:
        """Few cells, small ones, rather none that was shown before, and an empty one last."""
        value = self.cells[cell] // SCALE
        return 1_000 + min(max(value, 0), 999) + (20_000 if cell in self.shown else 0) + (0 if value else 100_000)

    def _moves(self, secret: Secret) -> Iterator[Move]:
        shifts = list(self._shifts(secret))
        leaves = [
            leaf for leaf, above in self._above.items() if secret.indicator in above and (leaf, secret.area) in self._leaf_keys
        ]
        for leaf in sorted(leaves):
            for other, shift, sign in product(self._partners(secret), shifts, (1, -1)):
                if (leaf, other) not in self._leaf_keys:
                    continue
                steps = ((leaf, secret.area, sign), (leaf, other, -sign))
                yield Move(steps, shift)
                for twin in self._twins(leaf, secret.area, other):
                    yield Move((*steps, (twin, secret.area, -sign), (twin, other, sign)), shift)

    def _partners(self, secret: Secret) -> list[str]:
        """The other areas, those where something of the indicator is hidden already first."""
        busy = {a for u, a, _ in self.hidden if u == secret.indicator}
        return sorted((a for a in self._areas if a != secret.area), key=lambda a: (a not in busy, a))

    def _twins(self, leaf: str, *areas: str) -> list[str]:
        """Other members of a total: moved against each other, the total stays as shown."""
        totals = set(self._above[leaf]) - {leaf}
        return [one for one in sorted(self._above) if one != leaf and totals & set(self._above[one]) and one not in totals
                and leaf not in self._above[one] and all((one, a) in self._leaf_keys for a in areas)]  # fmt: skip

    def _shifts(self, secret: Secret) -> Iterator[Shift]:
        """A month by itself, or against a neighbour outside the stretch, which leaves longer spans as they are."""
        inside = secret.months
        every = sorted(
            {m for (u, a), keys in self._keys.items() if (u, a) == secret[:2] for months in keys.values() for m in months}
        )
        if len(every) == 1 or not self._is_flow(secret):
            yield ((inside[-1], 1),)
            return
        for month in dict.fromkeys((inside[-1], inside[0], *inside)):
            yield ((month, 1),)
            for beside in dict.fromkeys((month - 1, month + 1, inside[0] - 1, inside[-1] + 1)):
                if beside in every and beside not in inside:
                    yield ((month, 1), (beside, -1))

    def _is_flow(self, secret: Secret) -> bool:
        return any(len(months) > 1 for months in self._keys[secret[:2]].values())

    def _changes(self, move: Move, kind: int) -> dict[Cell, int] | None:
        """By how many persons each cell changes; None if the move shows, or would give a table that cannot be."""
        by_month = dict(move.shift)
        found: dict[Cell, int] = {}
        over_areas: dict[tuple, int] = {}
        for leaf, area, sign in move.steps:
            for key, months in self._leaf_keys[leaf, area].items():
                change = sign * sum(by_month.get(month, 0) for month in months)
                if change:
                    for u in self._above[leaf]:
                        if key in self._keys.get((u, area), ()):
                            found[u, area, key] = found.get((u, area, key), 0) + change
                            over_areas[u, key] = over_areas.get((u, key), 0) + change
        if any(over_areas.values()):
            return None  # the township's figure would change
        changes = {cell: change for cell, change in found.items() if change}
        return changes if self._may_be(changes, move, kind) else None

    def _may_be(self, changes: dict[Cell, int], move: Move, kind: int) -> bool:
        """Whether the other table is possible: nothing in it falls below zero.

        STRICT: a small count stays one or more and below the threshold, a large one at or above it. EMPTY: a small count
        may be none. LOOSE: sizes may cross the threshold; then nothing is said of them.
        """
        limit = self.threshold * SCALE
        for cell, change in changes.items():
            before, after = self.cells[cell], self.cells[cell] + change * SCALE
            if before < 0:
                continue
            if after < 0 or (kind != LOOSE and cell[0] in self.sensitive and (before < limit) != (after < limit)):
                return False
            if kind == STRICT and after == 0 and self._reads_small(cell):
                return False
        slots = {cell[:2] for cell in changes}
        by_indicator: dict[str, set] = {}
        for u, a in slots:
            by_indicator.setdefault(u, set()).add(self.alike(u, a))
        return all(len(one) == 1 for one in by_indicator.values()) and self._keeps_stretches(slots, move)

    def _keeps_stretches(self, slots: Iterable[Slot], move: Move) -> bool:
        """Whether no stretch between two spans would fall below zero."""
        by_month = dict(move.shift)
        for u, a in slots:
            sign = sum(sign for leaf, area, sign in move.steps if area == a and u in self._above[leaf])
            for months, value in self._stretches[u, a]:
                change = sign * sum(by_month.get(month, 0) for month in months)
                if change and 0 <= value < -change * SCALE:
                    return False
        return True

    def _touches(self, move: Move, secret: Secret) -> bool:
        sign = sum(sign for leaf, area, sign in move.steps if area == secret.area and secret.indicator in self._above[leaf])
        by_month = dict(move.shift)
        return bool(sign * sum(by_month.get(month, 0) for month in secret.months))

    # -- hiding -------------------------------------------------------------------------------------------------------

    def _hide(self, changes: Mapping[Cell, int]) -> None:
        """Where a zero must be hidden, or a count may be zero, all zeros of the row are hidden: one alone would tell."""
        self.hidden.update(changes)
        limit = self.threshold * SCALE
        self.unsaid |= {cell for cell, change in changes.items() if self.cells[cell] < limit <= self.cells[cell] + change * SCALE}
        zeros = {(u, key) for (u, a, key), change in changes.items() if self.cells[u, a, key] in (0, -change * SCALE)}
        for u, key in zeros:
            self.hidden.update((u, a, key) for a in self._areas if self.cells.get((u, a, key)) == 0)


def _shortest(values: Mapping[Months, int]) -> list[tuple[Months, int]]:
    """Spans as steps between month boundaries; each boundary's height follows from its neighbours'."""
    if all(len(months) == 1 for months in values):
        return list(values.items())
    steps: dict[int, list[tuple[int, int]]] = {}
    for months, value in values.items():
        first, last = months[0] - 1, months[-1]
        steps.setdefault(first, []).append((last, value))
        steps.setdefault(last, []).append((first, -value))
    found, seen = [], set()
    for start in sorted(steps):
        if start in seen:
            continue
        heights, pending = {start: 0}, [start]
        while pending:
            here = pending.pop()
            for there, value in steps[here]:
                if there not in heights:
                    heights[there] = heights[here] + value
                    pending.append(there)
        seen |= heights.keys()
        ends = sorted(heights)
        found += [(tuple(range(a + 1, b + 1)), heights[b] - heights[a]) for a, b in pairwise(ends)]
    return found
