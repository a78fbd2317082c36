"""What stands in where a span is unknown, and under which words."""

from metrics.nearest import nearest
from metrics.results import Span
from tests.metrics.conftest import COUNTY, JIA, YI, monthly

DEATHS, RATE = "deaths_persons", "cremation_rate"


def near(county, indicator, area, kind, month):
    return county.ask(nearest, indicator, area, Span(kind, month))


def test_the_same_month_in_another_span_is_nearest(county):
    county.report((DEATHS, JIA, "202501-202509", 90), (DEATHS, JIA, "202501-202503", 30))

    number = near(county, DEATHS, JIA, "month", 202509)
    assert (number.value, number.state, number.stated_span, number.span) == (90, "nearest", "2025年1—9月", Span("month", 202509))


def test_the_same_year_is_nearer_than_the_month_before_in_another(county):
    county.report((DEATHS, JIA, 202412, 9), (DEATHS, JIA, 202503, 7))

    assert near(county, DEATHS, JIA, "month", 202505).value == 7


def test_a_bare_year_says_that_its_months_are_unknown(county):
    county.report((DEATHS, JIA, 2025, 120))

    assert near(county, DEATHS, JIA, "ytd", 202510).stated_span == "2025年，月份未注明"


def test_a_year_of_known_months_does_not_pretend_that_they_are_unknown(county):
    """December's cumulative figure is the year; the next year has none yet."""
    county.report(*monthly(DEATHS, JIA, [10] * 12, 2024))

    number = near(county, DEATHS, JIA, "month", 202503)
    assert (number.value, number.stated_span) == (120, "2024年全年")


def test_a_rate_of_bare_years_says_so(county):
    county.report((DEATHS, JIA, 2025, 10), ("cremations_count", JIA, 2025, 9))

    number = near(county, RATE, JIA, "ytd", 202510)
    assert (number.value, number.stated_span) == (90, "2025年，月份未注明")


def test_a_total_with_a_gap_stands_in_for_nothing(county):
    county.report((DEATHS, JIA, 202509, 9))

    assert near(county, DEATHS, COUNTY, "month", 202510) is None
    assert near(county, DEATHS, YI, "month", 202510) is None


def test_a_rate_of_nothing_stands_in_for_nothing(county):
    county.report(
        (DEATHS, JIA, 202509, 0),
        ("cremations_count", JIA, 202509, 0),
        (DEATHS, JIA, 202508, 4),
        ("cremations_count", JIA, 202508, 3),
    )

    assert near(county, RATE, JIA, "month", 202510).value == 75


def test_a_figure_of_a_part_is_shown_under_the_place_as_printed(county):
    from tests.metrics.conftest import observed

    county.send(
        observed(
            DEATHS, JIA, "202507-202511", 617, covers_whole=False, place="东村、西村", stated_span="7月以来", note="口径存疑"
        )
    )

    number = near(county, DEATHS, JIA, "ytd", 202511)
    assert (number.value, number.place, number.stated_span, number.reason) == (617, "东村、西村", "7月以来", "口径存疑")
