"""What must hold for every way of sending returns: in one or in many, early or late, complete or not."""

import pytest

pytest.importorskip("hypothesis")

from contextlib import contextmanager
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, event

from data_access import engine as engines
from data_access import schema
from data_access.areas import add_areas, add_duties
from data_access.figures import Row
from data_access.reads import figures
from data_access.returns import commit
from data_access.scope import EVERYTHING
from data_access.specs import Return
from tests.data_access.conftest import AREAS, COUNTY, DERIVATION, DUTIES, JIA, YI, observed

settings.register_profile("house", deadline=None, derandomize=True, max_examples=150)
settings.load_profile("house")

NUMBER = count()
KINDS = ("month", "quarter", "half", "ytd", "year")
SPANS = st.tuples(st.integers(1, 12), st.integers(1, 12)).map(sorted).map(tuple)
CELLS = st.dictionaries(
    st.tuples(
        st.sampled_from(["deaths", "cremations", "paid", "old_age"]),
        st.sampled_from([JIA, YI]),
        SPANS,
        st.sampled_from([2024, 2025]),
    ),
    st.integers(0, 500),
    max_size=14,
)
# few spans, so that both townships often know both parts of one
PAIRS = st.dictionaries(
    st.tuples(st.sampled_from(["deaths", "cremations"]), st.sampled_from([JIA, YI]), st.sampled_from([(1, 1), (2, 2), (1, 2)]), st.just(2025)),
    st.integers(0, 500), min_size=6, max_size=12,
)  # fmt: skip
REPORTS = st.lists(CELLS, min_size=1, max_size=4)


@contextmanager
def county():
    """A fresh county in memory: an example must not see the one before."""
    made = create_engine("sqlite://", connect_args={"isolation_level": None})
    event.listen(made, "begin", engines._begin_sqlite)
    with made.connect().execution_options(writes=True) as connection:
        with connection.begin():
            schema.metadata.create_all(connection)
            add_areas(connection, AREAS)
            add_duties(connection, DUTIES)
        yield connection
    made.dispose()


def rows_of(cells):
    return [observed(indicator, area, year * 100 + first, year * 100 + last, value)
            for (indicator, area, (first, last), year), value in cells.items()]  # fmt: skip


def send(connection, *returns):
    made = [Return("monthly", "月报", COUNTY, rows, sha256=str(next(NUMBER))) for rows in returns]
    commit(connection, made, DERIVATION)
    connection.commit()


def standing(connection, as_of=None):
    """All that stands: every figure without its version."""
    found = {}
    for kind in KINDS:
        for parent in ("", COUNTY, JIA):
            names = list(DERIVATION.stored)
            for row in figures(connection, EVERYTHING, names, kind, 202401, 202512, parent=parent, as_of=as_of):
                found[row.indicator, kind, row.area, row.month] = Row(*(getattr(row, name) for name in Row._fields))
    return found


@given(cells=CELLS)
@settings(max_examples=25)
def test_the_county_is_the_sum_of_its_townships(cells):
    """For every additive figure and span, with the township that is missing counted as missing."""
    with county() as connection:
        send(connection, rows_of(cells))
        found = standing(connection)

    for (indicator, kind, area, month), row in found.items():
        if area != COUNTY or indicator not in ("deaths", "cremations", "paid", "old_age"):
            continue
        parts = [found[indicator, kind, one, month] for one in (JIA, YI) if (indicator, kind, one, month) in found]
        assert row.value == sum(part.value for part in parts)
        assert (row.reporting, row.expected) in ((len(parts), 2), (0, 0))
    for indicator, kind, area, month in found:
        assert area == COUNTY or (indicator, kind, COUNTY, month) in found


@given(cells=PAIRS | CELLS)
@settings(max_examples=25)
def test_the_rate_is_the_ratio_of_sums_over_areas_that_know_both(cells):
    with county() as connection:
        send(connection, rows_of(cells))
        found = standing(connection)

    for kind in KINDS:
        for month in {key[3] for key in found}:
            pairs = [
                (found["cremations", kind, one, month].value, found["deaths", kind, one, month].value)
                for one in (JIA, YI)
                if ("cremations", kind, one, month) in found and ("deaths", kind, one, month) in found
            ]
            row = found.get(("cremation_rate", kind, COUNTY, month))
            expected = (sum(n for n, _ in pairs), sum(d for _, d in pairs)) if pairs else None
            assert (None if row is None else (row.numerator, row.denominator)) == expected
            assert row is None or (row.reporting, row.expected) == (len(pairs), 2)


@given(cells=CELLS, data=st.data())
@settings(max_examples=20)
def test_one_return_or_many_in_any_order_give_the_same_figures(cells, data):
    rows = rows_of(cells)
    shuffled = data.draw(st.permutations(rows))
    cut = data.draw(st.integers(0, len(rows)))
    with county() as connection:
        send(connection, rows)
        at_once = standing(connection)
    with county() as connection:
        for part in filter(None, (shuffled[:cut], shuffled[cut:])):
            send(connection, part)
        in_parts = standing(connection)
    with county() as connection:
        send(connection, *([row] for row in shuffled))
        one_by_one = standing(connection)

    assert in_parts == at_once
    assert one_by_one == at_once


@given(reports=REPORTS)
@settings(max_examples=20)
def test_an_earlier_version_reads_as_it_was(reports):
    """As of version k is what stood after k returns, also when later ones correct or contradict them."""
    batches = [rows_of(cells) for cells in reports]
    with county() as connection:
        after = []
        for batch in batches:
            send(connection, batch)
            after.append(standing(connection))
        replayed = [standing(connection, as_of=version) for version in range(1, len(batches) + 1)]

    assert replayed == after


@given(cells=CELLS)
@settings(max_examples=15)
def test_no_figure_lies_after_the_last_month_reported(cells):
    """Nothing due is known only as far as the county's returns reach."""
    with county() as connection:
        send(connection, rows_of(cells))
        found = standing(connection)
    last = max((year * 100 + m for (_, _, (_, m), year) in cells), default=0)

    assert all(month <= last for (_, kind, _, month) in found if kind != "year")
