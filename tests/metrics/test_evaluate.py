"""Figures as they are read, and the reason where there is none; all expectations are worked out by hand."""

from dataclasses import replace

import pytest

from data_access import engine as engines
from data_access.areas import add_duties
from data_access.scope import EVERYTHING
from data_access.specs import DutyRow
from metrics.evaluate import children, expected_count
from metrics.results import Span
from metrics.source import open_source
from tests.metrics.conftest import COUNTY, DONG, JIA, NAN, XI, YI, monthly

DEATHS, CREMATIONS, RATE = "deaths_persons", "cremations_count", "cremation_rate"


def test_two_parts_of_different_townships_make_no_rate(county):
    """甲镇 reports only cremations, 乙乡 only deaths: 90 ÷ 10 would be the rate of nobody."""
    county.report((CREMATIONS, JIA, 202501, 90), (DEATHS, YI, 202501, 10))

    number = county.number(RATE, COUNTY, "month", 202501)
    assert (number.value, number.n, number.state) == (None, None, "missing")


def test_a_numerator_above_its_denominator_is_shown_with_the_doubt(county):
    county.report((CREMATIONS, JIA, 202501, 11), (DEATHS, JIA, 202501, 10))

    number = county.number(RATE, JIA, "month", 202501)
    assert (number.value, number.reason) == (110, "分子大于分母，待核实")


def test_a_completion_rate_may_be_above_a_hundred(county):
    county.report(("dibao_reviewed_households", JIA, 202501, 11), ("dibao_review_due_households", JIA, 202501, 10))

    assert county.number("dibao_review_rate", JIA, "month", 202501).reason == ""
    assert county.value("dibao_review_rate", JIA, "month", 202501) == 110


def test_a_denominator_of_zero_gives_no_rate_and_says_so(county):
    """Nobody died in 甲镇; the county's rate is that of 乙乡, and both have reported."""
    county.report((CREMATIONS, JIA, 202501, 0), (DEATHS, JIA, 202501, 0), (CREMATIONS, YI, 202501, 3), (DEATHS, YI, 202501, 4))

    number = county.number(RATE, JIA, "month", 202501)
    assert (number.value, number.reason, number.n, number.d) == (None, "分母为0，不计算", 0, 0)
    whole = county.number(RATE, COUNTY, "month", 202501)
    assert (whole.value, whole.reporting, whole.expected) == (75, 2, 2)


def test_a_year_to_date_that_fell_is_doubted(county):
    """100 to September, 95 to October: October would be −5."""
    county.report((DEATHS, JIA, "202501-202509", 100), (DEATHS, JIA, "202501-202510", 95))

    number = county.number(DEATHS, JIA, "month", 202510)
    assert (number.value, number.reason) == (-5, "推算为负数，待核实")


def test_missing_is_not_zero(county):
    county.report((DEATHS, JIA, 202501, 0))

    assert (county.value(DEATHS, JIA, "month", 202501), county.number(DEATHS, JIA, "month", 202501).is_known) == (0, True)
    number = county.number(DEATHS, YI, "month", 202501)
    assert (number.value, number.state, number.reason, number.expected) == (None, "missing", "未报", 1)


def test_a_figure_of_the_township_is_none_of_the_village(county):
    """临时救助 is counted by township; a village says so instead of 未报."""
    county.report(("temporary_relief_person_times", JIA, 202501, 3))

    number = county.number("temporary_relief_person_times", DONG, "month", 202501)
    assert (number.value, number.reason) == (None, "该指标只统计到乡镇级")


@pytest.mark.parametrize("kind", ["month", "ytd"])
def test_a_quarterly_payment_is_not_due_in_february(kind, county):
    county.report((DEATHS, JIA, 202502, 1))

    for area in (JIA, COUNTY):
        number = county.number("age_allowance_amount", area, kind, 202502)
        assert (number.state, number.reason) == ("not_due", "按季发放，本期无应发")
    assert county.number("age_allowance_amount", JIA, "month", 202503).reason == "未报"


def test_what_is_divided_by_a_budget_is_due_when_the_payment_is(county):
    assert county.number("age_allowance_execution_rate", COUNTY, "month", 202502).state == "not_due"
    assert county.number("age_allowance_execution_rate", COUNTY, "month", 202503).reason == "未报"


def test_between_two_quarters_the_cumulative_payment_stays(county):
    """30 in March; to April still 30, once another figure shows that April was reported."""
    county.report(("age_allowance_amount", JIA, 202503, 30), (DEATHS, JIA, 202503, 1))
    assert county.value("age_allowance_amount", JIA, "ytd", 202504) is None

    county.report((DEATHS, JIA, 202504, 1))

    assert county.value("age_allowance_amount", JIA, "ytd", 202504) == 30
    assert county.value("age_allowance_amount", JIA, "quarter", 202504) is None


def test_a_skipped_december_does_not_hide_last_years_payment(county):
    """Returns stop in October 2024 and go on in January 2025: what was not due in between is known to be nothing."""
    county.report(("one_off_living_subsidy_amount", JIA, 202403, 50), (DEATHS, JIA, 202410, 1))
    county.report((DEATHS, JIA, 202501, 1))

    assert county.value("one_off_living_subsidy_amount", JIA, "ytd", 202412) == 50


def test_a_one_off_payment_of_the_townships_is_the_county_s_too(county):
    """Nobody must pay it, but both did: 100 + 50, also in the cumulative figure of March."""
    county.report(("one_off_living_subsidy_amount", JIA, 202501, 100), ("one_off_living_subsidy_amount", YI, 202501, 50))
    county.report((DEATHS, JIA, 202503, 1))

    assert county.value("one_off_living_subsidy_amount", COUNTY, "month", 202501) == 150
    number = county.number("one_off_living_subsidy_amount", COUNTY, "ytd", 202503)
    assert (number.value, number.state, number.expected) == (150, "summed", 0)
    assert county.number("one_off_living_subsidy_amount", COUNTY, "month", 202502).state == "not_due"


def test_a_cumulative_one_off_payment_belongs_to_no_month(county):
    """50 from January to October: in which month it was paid nobody said, and nothing contradicts it."""
    county.report(("one_off_living_subsidy_amount", JIA, "202501-202510", 50))

    whole = county.number("one_off_living_subsidy_amount", JIA, "ytd", 202510)
    assert (whole.value, whole.other) == (50, None)
    assert all(county.value("one_off_living_subsidy_amount", JIA, "ytd", 202500 + m) is None for m in range(1, 10))
    assert county.value("one_off_living_subsidy_amount", JIA, "month", 202510) is None


def test_a_late_supplement_outside_the_rhythm_is_no_contradiction(county):
    """高龄津贴: 30 to March, 35 to April: 5 were paid on top in April, which is not a month of payment."""
    county.report(("age_allowance_amount", JIA, "202501-202503", 30), ("age_allowance_amount", JIA, "202501-202504", 35))

    number = county.number("age_allowance_amount", JIA, "ytd", 202504)
    assert (number.value, number.other) == (35, None)
    assert county.value("age_allowance_amount", JIA, "month", 202504) == 5
    assert county.value("age_allowance_amount", JIA, "month", 202503) == 30


def test_a_canteen_that_closed_leaves_no_figures_after_the_last_return(county):
    """西村 closed in February. Until somebody reports March, March is unknown for everybody."""
    with engines.writing() as connection:
        add_duties(connection, [DutyRow("canteen", XI, 202301, 202502)])
    meals = "elder_canteen_meals_person_times"
    county.report(*monthly(meals, XI, [5, 5]), *monthly(meals, NAN, [7, 7]))
    assert county.value(meals, COUNTY, "ytd", 202503) is None
    assert county.value(meals, COUNTY, "year", 202512) is None

    county.report((meals, NAN, 202503, 7))

    number = county.number(meals, COUNTY, "ytd", 202503)
    assert (number.value, number.reporting, number.expected) == (31, 2, 2)
    assert county.value(meals, COUNTY, "month", 202503) == 7


def test_a_standard_shows_its_range_and_never_adds(county):
    """The county returns one standard; two townships with their own would be shown as a range."""
    county.report(("rural_dibao_standard", COUNTY, 202501, 580), ("rural_dibao_standard", COUNTY, 202507, 620))

    assert county.value("rural_dibao_standard", COUNTY, "month", 202507) == 620
    assert county.value("rural_dibao_standard", COUNTY, "ytd", 202507) == 620
    assert county.value("rural_dibao_standard", COUNTY, "quarter", 202501) == 580


def test_a_sum_with_a_missing_member_says_which_share_it_lists(county):
    county.report(("urban_dibao_persons", JIA, 202501, 7))

    number = county.number("dibao_persons", JIA, "month", 202501)
    assert (number.value, number.state, number.reason) == (7, "partial", "已列1项，共2项")
    assert not number.is_complete


def test_a_stated_sum_stands_and_its_members_are_the_finding(county):
    """7 + 90 is 97; the township writes 100."""
    county.report(("urban_dibao_persons", JIA, 202501, 7), ("rural_dibao_persons", JIA, 202501, 90))
    county.report(("dibao_persons", JIA, 202501, 100))

    number = county.number("dibao_persons", JIA, "month", 202501)
    assert (number.value, number.state, number.other) == (100, "reported", 97)


def test_a_total_does_not_close_over_the_county_s_own_missing_member(county):
    """Both townships report all they owe, 70 each; 流浪乞讨救助 is the county's and has not come."""
    owed = (
        "urban_dibao_funds_amount", "rural_dibao_funds_amount", "tekun_living_allowance_amount", "tekun_nursing_fee_amount",
        "temporary_relief_amount", "orphan_allowance_amount", "defacto_children_allowance_amount",
    )  # fmt: skip
    county.report(*((one, area, 202501, 10) for one in owed for area in (JIA, YI)))

    number = county.number("subsidy_total_a", COUNTY, "month", 202501)
    assert (number.value, number.state, number.reason) == (140, "partial", "已列4项，共5项")

    county.report(("vagrant_relief_amount", COUNTY, 202501, 7))

    number = county.number("subsidy_total_a", COUNTY, "month", 202501)
    assert (number.value, number.state) == (147, "summed")


def test_totals_that_townships_state_themselves_are_completed_by_the_county_s_own_member(county):
    county.report(
        ("subsidy_total_a", JIA, 202501, 100), ("subsidy_total_a", YI, 202501, 50), ("vagrant_relief_amount", COUNTY, 202501, 7)
    )

    number = county.number("subsidy_total_a", COUNTY, "month", 202501)
    assert (number.value, number.reporting, number.expected) == (157, 2, 2)


def test_what_the_county_adds_itself_is_in_its_rate(county):
    """90 + 9 cremated here, 3 at their home place: 102 of 102 deaths, though the townships' own pairs are 99 of 102."""
    county.report((CREMATIONS, JIA, 202501, 90), (DEATHS, JIA, 202501, 93), (CREMATIONS, YI, 202501, 9), (DEATHS, YI, 202501, 9))
    county.report(("cremations_home_place_count", COUNTY, 202501, 3))

    assert county.pair("cremation_incl_home_place_rate", COUNTY, "month", 202501) == (102, 102)
    assert county.pair("cremation_rate", COUNTY, "month", 202501) == (99, 102)


def test_a_denominator_with_a_gap_makes_no_rate(county):
    """甲镇 counts 60 recipients; of its two villages only 东村 has said how many people it has."""
    population = ("urban_population_persons", "rural_population_persons")
    county.report(*((one, DONG, 2025, 200) for one in population), ("dibao_persons", JIA, 202501, 60))
    assert county.number("dibao_coverage_rate", JIA, "month", 202501).value is None

    county.report(*((one, XI, 2025, 50) for one in population))

    assert county.pair("dibao_coverage_rate", JIA, "month", 202501) == (60, 500)


def test_what_is_known_so_far_stands_over_a_stated_budget(county):
    """20 of 100 are paid; 乙乡 is missing, and the rate says so."""
    county.report(
        ("dibao_budget_amount", COUNTY, 2025, 100),
        ("urban_dibao_funds_amount", JIA, 202501, 8),
        ("rural_dibao_funds_amount", JIA, 202501, 12),
    )

    number = county.number("dibao_execution_rate", COUNTY, "ytd", 202501)
    assert (number.value, number.n, number.d, number.state) == (20, 20, 100, "partial")


def test_two_figures_of_one_return_for_one_point_keep_the_first(county):
    """The same rule as for spans, for a stock and for a bare year."""
    county.report(
        ("dibao_persons", JIA, 202501, 11), ("dibao_persons", JIA, 202501, 380), (DEATHS, JIA, 2024, 61), (DEATHS, JIA, 2024, 242)
    )

    assert (
        county.number("dibao_persons", JIA, "month", 202501).value,
        county.number("dibao_persons", JIA, "month", 202501).other,
    ) == (11, 380)
    assert (county.number(DEATHS, JIA, "year", 202412).value, county.number(DEATHS, JIA, "year", 202412).other) == (61, 242)


def test_a_newer_yearly_figure_replaces_an_older_one_however_it_is_dated(county):
    county.report(("population_60plus_persons", DONG, 2025, 100))
    county.report(("population_60plus_persons", DONG, 202506, 120))

    number = county.number("population_60plus_persons", DONG, "ytd", 202510)
    assert (number.value, number.other) == (120, None)


def test_a_quoted_rate_never_combines_and_is_marked(county):
    county.report((RATE, JIA, 202501, 98))

    number = county.number(RATE, JIA, "month", 202501)
    assert (number.value, number.state, number.n) == (98, "quoted", None)
    assert county.number(RATE, COUNTY, "month", 202501).value is None


def test_expected_counts_follow_the_duty(county):
    assert county.ask(lambda source: expected_count(source, source.indicator(DEATHS), COUNTY, Span("month", 202501))) == 2
    assert (
        county.ask(lambda source: expected_count(source, source.indicator("village_units_count"), COUNTY, Span("ytd", 202501)))
        == 3
    )
    meals = [county.ask(lambda source, m=m: expected_count(source, source.indicator("elder_canteen_meals_person_times"), COUNTY, Span("month", m)))
             for m in (202506, 202507)]  # fmt: skip
    assert meals == [1, 2]


def test_an_old_id_reads_the_current_figures(county):
    """An id that was merged into another still stands in somebody's link."""
    county.report((DEATHS, JIA, 202501, 3))

    with open_source(EVERYTHING) as source:
        renamed = replace(source, catalogue=replace(source.catalogue, merged={"funeral_deaths": DEATHS}))
        found = children(renamed, ["funeral_deaths"], COUNTY, Span("month", 202501))

    assert found["funeral_deaths"][JIA].value == 3
