"""The ways of reporting that broke a simpler figure, for month, quarter, half-year and year to date, and against last year."""

import pytest

from tests.metrics.conftest import COUNTY, JIA, YI, monthly

DEATHS, CREMATIONS, RATE = "deaths_persons", "cremations_count", "cremation_rate"
JUNE = 202506


def last_year(county):
    """2024: 甲镇 20 deaths a month of which 16 were cremated, 乙乡 4 of 4."""
    county.report(*monthly(DEATHS, JIA, [20] * 12, 2024), *monthly(DEATHS, YI, [4] * 12, 2024))
    county.report(*monthly(CREMATIONS, JIA, [16] * 12, 2024), *monthly(CREMATIONS, YI, [4] * 12, 2024))


def cumulative_only(county):
    """甲镇 reports 10, 30, 60, 100, 150, 210 since January: 10, 20, … 60 by the month. 乙乡 reports 5 a month."""
    totals = enumerate([10, 30, 60, 100, 150, 210], start=1)
    county.report(*((DEATHS, JIA, f"202501-20250{m}", value) for m, value in totals), *monthly(DEATHS, YI, [5] * 6))


def late(county):
    """乙乡 has not sent June."""
    county.report(*monthly(DEATHS, JIA, [10, 20, 30, 40, 50, 60]), *monthly(DEATHS, YI, [5] * 5))


def caught_up_at_once(county):
    """乙乡 sends April to June as one figure of 15."""
    county.report(*monthly(DEATHS, JIA, [10, 20, 30, 40, 50, 60]), *monthly(DEATHS, YI, [5] * 3))
    county.report((DEATHS, YI, "202504-202506", 15))


def gap_filled(county):
    """乙乡 leaves February out; its cumulative 30 to June says that February had 5."""
    county.report(*monthly(DEATHS, JIA, [10, 20, 30, 40, 50, 60]), *monthly(DEATHS, YI, [5, None, 5, 5, 5, 5]))
    county.report((DEATHS, YI, "202501-202506", 30))


def revised_and_conflicting(county):
    """甲镇 corrects June from 60 to 66 and states 210 for the half-year, whose months now add to 216."""
    county.report(*monthly(DEATHS, JIA, [10, 20, 30, 40, 50, 60]), *monthly(DEATHS, YI, [5] * 6))
    county.report((DEATHS, JIA, 202506, 66), (DEATHS, JIA, "202501-202506", 210))


# case: (kind, value, reporting of 2, 同比 now, 同比 before, like with like)
CASES = {
    cumulative_only: [("month", 65, 2, 65, 24, 0), ("quarter", 165, 2, 165, 72, 0), ("half", 240, 2, 240, 144, 0), ("ytd", 240, 2, 240, 144, 0)],
    late: [("month", 60, 1, 60, 20, 1), ("quarter", 150, 1, 150, 60, 1), ("half", 210, 1, 210, 120, 1), ("ytd", 210, 1, 210, 120, 1)],
    caught_up_at_once: [("month", 60, 1, 60, 20, 1), ("quarter", 165, 2, 165, 72, 0), ("half", 240, 2, 240, 144, 0), ("ytd", 240, 2, 240, 144, 0)],
    gap_filled: [("month", 65, 2, 65, 24, 0), ("quarter", 165, 2, 165, 72, 0), ("half", 240, 2, 240, 144, 0), ("ytd", 240, 2, 240, 144, 0)],
    revised_and_conflicting: [("month", 71, 2, 71, 24, 0), ("quarter", 171, 2, 171, 72, 0), ("half", 240, 2, 240, 144, 0), ("ytd", 240, 2, 240, 144, 0)],
}  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_the_county_for_every_span_and_against_last_year(case, county):
    last_year(county)
    case(county)

    for kind, value, reporting, now, before, like in CASES[case]:
        number, change = county.number(DEATHS, COUNTY, kind, JUNE), county.change(DEATHS, COUNTY, kind, JUNE)
        assert (number.value, number.reporting, number.expected) == (value, reporting, 2), kind
        assert (change.now, change.before, change.like_for_like) == (now, before, like), kind
        assert number.state == ("partial" if reporting < 2 else "summed"), kind


def test_before_the_gap_was_filled_the_half_year_was_that_of_one_township(county):
    gap_filled(county)

    assert county.value(DEATHS, COUNTY, "half", JUNE, as_of=1) == 210
    assert county.number(DEATHS, COUNTY, "half", JUNE, as_of=1).reporting == 1
    assert county.value(DEATHS, YI, "month", 202502) == 5
    assert county.number(DEATHS, YI, "month", 202502).state == "derived"
    assert county.number(DEATHS, YI, "month", 202502, as_of=1).state == "missing"


def test_a_conflict_is_shown_on_each_figure_that_it_concerns(county):
    """The second quarter is 40 + 50 + 66 by its months, 210 − 60 by the half-year."""
    revised_and_conflicting(county)

    assert (county.number(DEATHS, JIA, "half", JUNE).value, county.number(DEATHS, JIA, "half", JUNE).other) == (210, 216)
    assert (county.number(DEATHS, JIA, "quarter", JUNE).value, county.number(DEATHS, JIA, "quarter", JUNE).other) == (156, 150)
    assert county.number(DEATHS, JIA, "month", JUNE).value == 66


@pytest.mark.parametrize("kind", ["month", "quarter", "half", "ytd"])
def test_a_ratio_with_one_part_missing_covers_the_areas_that_know_both(kind, county):
    """甲镇: 9 of 10, 18 of 20 … 54 of 60. 乙乡 reports 5 cremations in June and no deaths: it is in neither sum."""
    last_year(county)
    county.report(*monthly(DEATHS, JIA, [10, 20, 30, 40, 50, 60]), *monthly(DEATHS, YI, [5] * 5))
    county.report(*monthly(CREMATIONS, JIA, [9, 18, 27, 36, 45, 54]), *monthly(CREMATIONS, YI, [5] * 6))
    pairs = {"month": (54, 60), "quarter": (135, 150), "half": (189, 210), "ytd": (189, 210)}

    number, change = county.number(RATE, COUNTY, kind, JUNE), county.change(RATE, COUNTY, kind, JUNE)
    assert (number.n, number.d) == pairs[kind]
    assert (number.value, number.state, number.reporting, number.expected) == (90, "partial", 1, 2)
    assert (change.now, change.before, change.amount, change.like_for_like) == (90, 80, 10, 1)
    assert county.number(RATE, YI, kind, JUNE).state == "missing"
