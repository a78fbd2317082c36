"""What must hold for every year that a bureau could report."""

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.spans import Stated, solve

EVERY = [(a, b) for a in range(12) for b in range(a + 1, 13)]
MONTHS = st.lists(st.integers(min_value=-50, max_value=10**12), min_size=12, max_size=12)
SPANS = st.lists(st.sampled_from(EVERY), unique=True, max_size=14)
VALUES = st.integers(min_value=-100, max_value=1000)

settings.register_profile("house", deadline=None, derandomize=True, max_examples=150)
settings.load_profile("house")


def truth(months, ends):
    return sum(months[ends[0] : ends[1]])


def joined(spans, ends):
    """Whether the two boundaries hang together, found by painting, not by paths."""
    painted = {ends[0]}
    for _ in range(13):
        painted |= {b for a, b in spans if a in painted} | {a for a, b in spans if b in painted}
    return ends[1] in painted


@given(months=MONTHS, spans=SPANS)
def test_consistent_reports_derive_the_truth_and_nothing_else(months, spans):
    """Each joined span is exactly right, and no span is known whose ends are not joined."""
    found = solve({ends: Stated(truth(months, ends)) for ends in spans}, EVERY)

    assert {ends for ends in EVERY if joined(spans, ends)} == set(found)
    for ends, one in found.items():
        assert one.value == truth(months, ends)
        assert one.other is None
        assert one.direct == (ends in spans)


@given(months=MONTHS, spans=SPANS)
def test_cumulative_figures_differ_by_their_month(months, spans):
    found = solve({ends: Stated(truth(months, ends)) for ends in spans}, EVERY)

    for m in range(2, 13):
        parts = [found.get(ends) for ends in ((0, m), (0, m - 1), (m - 1, m))]
        if None not in parts:
            assert parts[0].value - parts[1].value == parts[2].value


@given(stated=st.dictionaries(st.sampled_from(EVERY), VALUES, max_size=10), data=st.data())
def test_the_order_of_reports_changes_nothing(stated, data):
    """Also of reports that contradict each other."""
    shuffled = data.draw(st.permutations(sorted(stated)))

    first = solve({ends: Stated(stated[ends]) for ends in stated}, EVERY)
    assert solve({ends: Stated(stated[ends]) for ends in shuffled}, EVERY) == first


@given(stated=st.dictionaries(st.sampled_from(EVERY), VALUES, min_size=1, max_size=8), ends=st.sampled_from(EVERY), value=VALUES)
def test_a_contradiction_never_changes_what_is_stated(stated, ends, value):
    """However the rest disagrees, what somebody stated for a span is what stands for it."""
    figures = {**stated, ends: value}
    found = solve({one: Stated(figure) for one, figure in figures.items()}, EVERY)

    assert {one: found[one].value for one in figures} == figures


@given(months=MONTHS, spans=SPANS, marked=st.sets(st.integers(min_value=0, max_value=13)))
def test_only_what_rests_on_approximate_figures_is_approximate(months, spans, marked):
    stated = {ends: Stated(truth(months, ends), "余" if i in marked else "") for i, ends in enumerate(spans)}
    exact = [ends for ends, one in stated.items() if not one.approx]

    for ends, one in solve(stated, EVERY).items():
        assert one.approx in ("", "余")
        if not one.approx:
            assert joined(exact, ends)
