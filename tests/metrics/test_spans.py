"""Spans of one year; every expectation is worked out by hand. Ends count boundaries: (0, 3) is January to March."""

import pytest

from metrics.spans import Stated, merge_approx, solve


def solved(stated, *wanted):
    return solve({ends: one if isinstance(one, Stated) else Stated(one) for ends, one in stated.items()}, wanted)


def value(stated, ends):
    one = solved(stated, ends).get(ends)
    return None if one is None else one.value


def test_a_stated_span_is_given_back_as_stated():
    one = solved({(2, 3): Stated(7, "余")}, (2, 3))[2, 3]

    assert (one.value, one.approx, one.direct, one.implied, one.other) == (7, "余", True, False, None)


def test_nothing_stated_gives_nothing():
    assert solved({}, (0, 1), (0, 12)) == {}


@pytest.mark.parametrize(
    ("stated", "ends", "expected"),
    [
        ({(0, 1): 10, (1, 2): 20}, (0, 2), 30),  # months add up
        ({(0, 1): 10, (0, 2): 30}, (1, 2), 20),  # a month by difference of cumulative figures
        ({(0, 3): 60, (1, 3): 50}, (0, 1), 10),  # from the back
        ({(0, 6): 100, (0, 3): 60, (3, 4): 10}, (4, 6), 30),  # half less quarter less April
        ({(0, 9): 90, (6, 9): 40}, (0, 6), 50),  # 上半年 = 1—9月 less the third quarter
        ({(0, 9): 90, (6, 9): 40, (3, 6): 20}, (0, 3), 30),
        ({(0, 9): 9}, (0, 3), None),
        ({(0, 3): 60, (3, 6): 30}, (2, 4), None),  # neither boundary is joined
        ({(0, 1): 10, (2, 3): 30}, (0, 3), None),  # February is a hole
        ({(0, 1): 0, (1, 2): 0}, (0, 2), 0),  # a reported zero is a figure
        ({(0, 2): 20, (0, 3): 15}, (2, 3), -5),  # the cumulative figure fell: shown, never mended
    ],
)
def test_what_joined_ends_determine(stated, ends, expected):
    assert value(stated, ends) == expected


def test_the_path_of_the_fewest_steps_counts():
    """The quarter as 1—6月 less the second quarter (2 steps) is 63; as its three months it is 60."""
    stated = {(0, 1): 10, (1, 2): 20, (2, 3): 30, (0, 6): 100, (3, 6): 37}
    quarter = solved(stated, (0, 3))[0, 3]

    assert (quarter.value, quarter.direct, quarter.other) == (63, False, 60)


def test_a_stated_figure_stands_and_another_path_is_the_finding():
    """Months add to 60, the quarter says 66."""
    stated = {(0, 1): 10, (1, 2): 20, (2, 3): 30, (0, 3): 66}
    found = solved(stated, (0, 3), (1, 2))

    assert (found[0, 3].value, found[0, 3].other) == (66, 60)
    assert (found[1, 2].value, found[1, 2].other) == (20, 26)


def test_agreeing_paths_are_no_finding():
    stated = {(0, 1): 10, (1, 2): 20, (2, 3): 30, (0, 3): 60}

    assert all(one.other is None for one in solved(stated, (0, 3), (0, 1), (0, 2), (1, 3)).values())


def test_an_approximate_figure_contradicts_nobody():
    """余 means a little more: 60余 against 61 is no conflict."""
    stated = {(0, 1): 30, (1, 2): 31, (0, 2): Stated(60, "余")}

    assert solved(stated, (0, 2), (0, 1))[0, 2].other is None
    assert solved(stated, (0, 1))[0, 1].other is None


def test_an_exact_conflict_is_found_behind_an_approximate_shortcut():
    """The quarter is 66; a shorter way round is approximate and proves nothing, the months say 60."""
    stated = {
        (0, 3): 66, (0, 6): Stated(100, "约"), (3, 6): 34, (0, 1): 10, (1, 2): 20, (2, 3): 30,
    }  # fmt: skip

    assert solved(stated, (0, 3))[0, 3].other == 60


def test_a_second_figure_kept_with_the_first_is_passed_on():
    assert solved({(0, 1): Stated(11, other=380)}, (0, 1))[0, 1].other == 380
    assert solved({(0, 1): Stated(11, other=380), (0, 2): 20}, (0, 1))[0, 1].other == 380


def test_what_nobody_stated_stays_marked_as_implied():
    stated = {(0, 1): Stated(0, implied=True), (1, 2): Stated(0, implied=True), (2, 3): 30}
    found = solved(stated, (0, 2), (0, 3))

    assert found[0, 2].implied and not found[0, 3].implied
    assert found[0, 3].value == 30


@pytest.mark.parametrize(
    ("marks", "expected"),
    [([], ""), (["", ""], ""), (["余", ""], "余"), (["余", "余"], "余"), (["余", "约"], "约"), (["以上", "余", ""], "约")],
)
def test_a_sum_with_an_approximate_part_is_approximate(marks, expected):
    assert merge_approx(marks) == expected


def test_a_difference_of_approximate_figures_is_approximate():
    assert solved({(0, 2): Stated(30, "余"), (0, 1): 10}, (1, 2))[1, 2].approx == "余"
