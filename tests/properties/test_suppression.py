"""Suppression cannot be inverted: an attacker with everything shown finds no small count.

The attacker knows each village's shown figures, all of the township's, how totals and spans add up, that counts are
whole and not below zero, and what "<3" and "＊" say. He solves exactly: elimination in fractions for what follows by
equations, and for small tables every whole number that is still possible.
"""

import pytest

pytest.importorskip("hypothesis")

from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from data_access.own import ENDS
from data_access.specs import SCALE
from data_access.witness import SMALL, SmallTable

settings.register_profile("house", deadline=None, derandomize=True, max_examples=150)
settings.load_profile("house")

COUNTS = st.sampled_from([0, 0, 1, 1, 2, 2, 3, 4, 5, 9, 30])


def determined(equations, unknowns):
    """The unknowns that linear equations alone give: rows that are left with one unknown after full elimination."""
    index = {name: place for place, name in enumerate(unknowns)}
    rows = []
    for parts, value in equations:
        row = [Fraction(0)] * (len(unknowns) + 1)
        for name, factor in parts.items():
            row[index[name]] += factor
        row[-1] = Fraction(value)
        rows.append(row)
    pivot = 0
    for column in range(len(unknowns)):
        chosen = next((at for at in range(pivot, len(rows)) if rows[at][column]), None)
        if chosen is None:
            continue
        rows[pivot], rows[chosen] = rows[chosen], rows[pivot]
        rows[pivot] = [one / rows[pivot][column] for one in rows[pivot]]
        for at, row in enumerate(rows):
            if at != pivot and row[column]:
                rows[at] = [one - row[column] * other for one, other in zip(row, rows[pivot], strict=True)]
        pivot += 1
    found = {}
    for row in rows[:pivot]:
        known = [name for name in unknowns if row[index[name]]]
        if len(known) == 1:
            found[known[0]] = row[-1]
    return found


def narrowed(equations, bounds):
    """Interval propagation to a fixed point (or fifty rounds): the bounds that equations and bounds imply together."""
    bounds = dict(bounds)
    for _ in range(50):
        before = dict(bounds)
        for parts, value in equations:
            for name, factor in parts.items():
                low = high = Fraction(value)
                for other, by in parts.items():
                    if other != name:
                        ends = [by * end for end in bounds[other]]
                        low, high = low - max(ends), high - min(ends)
                ends = sorted((low / factor, high / factor))
                bounds[name] = max(bounds[name][0], -(-ends[0] // 1)), min(bounds[name][1], ends[1] // 1)
        if bounds == before:
            break
    return bounds


def attack(table, pattern, leaves, composition, threshold=3):
    """Whatever the attacker pins down: names of small leaf cells, and small cells of any kind.

    leaves: names of the unknown whole numbers. composition: the cells as sums of leaves (leaf → factor), by cell.
    """
    equations = []
    for cell, parts in composition.items():
        if cell not in pattern:
            equations.append((parts, table[cell]))
    totals = {}
    for (u, _, key), parts in composition.items():
        whole = totals.setdefault((u, key), [{}, 0])
        for name, factor in parts.items():
            whole[0][name] = whole[0].get(name, 0) + factor
        whole[1] += table[(u, _, key)]
    equations += [(parts, value) for parts, value in totals.values()]
    most = sum(value for _, value in totals.values()) + threshold
    bounds = {name: (Fraction(0), Fraction(most)) for name in leaves}
    hidden = []
    for number, cell in enumerate(sorted(pattern)):
        name = ("hidden", number)
        hidden.append((name, cell))
        bounds[name] = (Fraction(0), Fraction(threshold - 1)) if pattern[cell] == SMALL else (Fraction(0), Fraction(most))
        equations.append(({**composition[cell], name: Fraction(-1)}, 0))
    solved = determined(equations, list(bounds))
    ranges = narrowed(equations, bounds)
    small = [(name, cell) for name, cell in hidden if 0 < table[cell] < threshold]
    return [cell for name, cell in small if name in solved or ranges[name][0] == ranges[name][1]]


STOCK_KEY = ("month", 202501)


def stock_table(grid, threshold=3):
    """grid: per village urban and rural; both together stand beside them."""
    cells = {}
    for village, (urban, rural) in enumerate(grid):
        area = f"v{village}"
        cells |= {("urban", area, STOCK_KEY): urban, ("rural", area, STOCK_KEY): rural, ("both", area, STOCK_KEY): urban + rural}
    made = SmallTable(
        {cell: value * SCALE for cell, value in cells.items()}, lambda one, key: (1,), {"both": ("urban", "rural")},
        frozenset({"urban", "rural", "both"}), threshold,
    )  # fmt: skip
    leaves = {"urban": ("urban",), "rural": ("rural",), "both": ("urban", "rural")}
    composition = {cell: {(leaf, cell[1]): Fraction(1) for leaf in leaves[cell[0]]} for cell in cells}
    return cells, made.pattern(), [(leaf, f"v{village}") for village in range(len(grid)) for leaf in leaves["both"]], composition


def possible(grid, cells, pattern, threshold):
    """Every table with the same totals that agrees with what is shown: no attacker can know more than these have in common."""
    totals = [sum(row[column] for row in grid) for column in (0, 1)]
    columns = [[one for one in product(range(total + 1), repeat=len(grid)) if sum(one) == total] for total in totals]
    for urban, rural in product(*columns):
        if all(_agrees(cells, pattern, village, pair, threshold) for village, pair in enumerate(zip(urban, rural, strict=True))):
            yield urban, rural


def _agrees(cells, pattern, village, pair, threshold):
    for one, value in (("urban", pair[0]), ("rural", pair[1]), ("both", sum(pair))):
        cell = (one, f"v{village}", STOCK_KEY)
        if (cell not in pattern and value != cells[cell]) or (pattern.get(cell) == SMALL and value >= threshold):
            return False
    return True


@given(grid=st.lists(st.tuples(COUNTS, COUNTS), min_size=2, max_size=7), threshold=st.integers(2, 5))
@settings(max_examples=60)
def test_no_count_follows_from_villages_members_and_totals(grid, threshold):
    cells, pattern, leaves, composition = stock_table(grid, threshold)

    assert all(cell in pattern for cell, value in cells.items() if 0 < value < threshold)
    assert attack(cells, pattern, leaves, composition, threshold) == []


@given(grid=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=3, max_size=3), threshold=st.integers(2, 4))
@settings(max_examples=60)
def test_no_count_is_the_same_in_every_table_that_is_possible(grid, threshold):
    """The strongest attacker: he tries every table of whole numbers."""
    cells, pattern, _, _ = stock_table(grid, threshold)
    tables = list(possible(grid, cells, pattern, threshold))

    assert (tuple(row[0] for row in grid), tuple(row[1] for row in grid)) in tables
    for one, area, key in pattern:
        village = int(area[1:])
        seen = {
            {"urban": urban[village], "rural": rural[village], "both": urban[village] + rural[village]}[one]
            for urban, rural in tables
        }
        assert len(seen) > 1 or not 0 < cells[one, area, key] < threshold


FLOW = st.lists(st.lists(COUNTS, min_size=6, max_size=6), min_size=2, max_size=4)


def flow_table(grid):
    """grid: months of each village."""
    cells, composition = {}, {}
    for village, months in enumerate(grid):
        for (kind, month), (start, end) in ENDS.items():
            if month <= len(months):
                cell = ("relief", f"v{village}", (kind, 202500 + month))
                cells[cell] = sum(months[start:end])
                composition[cell] = {(f"v{village}", m): Fraction(1) for m in range(start, end)}

    def months_of(u, key):
        start, end = ENDS[key[0], key[1] % 100]
        return tuple(range(start + 1, end + 1))

    made = SmallTable({cell: value * SCALE for cell, value in cells.items()}, months_of, {}, frozenset({"relief"}), 3)
    return cells, made.pattern(), [(f"v{v}", m) for v in range(len(grid)) for m in range(len(grid[0]))], composition


@given(grid=FLOW)
@settings(max_examples=15)
def test_no_count_follows_from_months_and_cumulative_figures(grid):
    cells, pattern, leaves, composition = flow_table(grid)

    assert all(cell in pattern for cell, value in cells.items() if 0 < value < 3)
    assert attack(cells, pattern, leaves, composition) == []


@given(grid=st.lists(st.lists(st.integers(0, 5), min_size=4, max_size=4), min_size=2, max_size=2))
@settings(max_examples=40)
def test_no_month_of_two_villages_is_the_same_in_every_table_that_is_possible(grid):
    """Month by month the township's total leaves the first village its choice; the second gets the rest."""
    cells, pattern, _, _ = flow_table(grid)
    totals = [sum(months) for months in zip(*grid, strict=True)]
    tables = []
    for first in product(*(range(total + 1) for total in totals)):
        other = (first, tuple(total - one for total, one in zip(totals, first, strict=True)))
        values = {cell: sum(other[int(cell[1][1:])][slice(*ENDS[cell[2][0], cell[2][1] % 100])]) for cell in cells}
        shown = all(cell in pattern or values[cell] == cells[cell] for cell in cells)
        if shown and all(values[cell] < 3 for cell, mark in pattern.items() if mark == SMALL):
            tables.append(values)

    assert cells in tables
    for cell in pattern:
        assert len({values[cell] for values in tables}) > 1 or not 0 < cells[cell] < 3
