"""What stands on a card, in the words as printed."""

from metrics.cards import cards
from tests.metrics.conftest import COUNTY, DONG, JIA, YI, monthly, view_of

RATE, DEATHS, CREMATIONS = "cremation_rate", "deaths_persons", "cremations_count"


def card(county, indicator, kind="month", month=202505, area=COUNTY, compare="yoy"):
    return county.ask(cards, view_of(kind, month, area, compare), [indicator])[0]


def may(county, *values):
    """Deaths and cremations of 甲镇 in May 2024 and May 2025."""
    cells = zip(((DEATHS, 202405), (CREMATIONS, 202405), (DEATHS, 202505), (CREMATIONS, 202505)), values, strict=True)
    county.report(*((indicator, JIA, month, value) for (indicator, month), value in cells))


def test_a_fall_of_what_should_be_high_is_bad(county):
    may(county, 100, 95, 100, 80)

    one = card(county, RATE, area=JIA)
    assert (one.value, one.change, one.tone, one.rising, one.compared) == ("80.0%", "−15.0个百分点", "bad", False, "同比")


def test_more_cases_are_neither_good_nor_bad(county):
    may(county, 100, 90, 110, 80)

    assert (card(county, DEATHS, area=JIA).change, card(county, DEATHS, area=JIA).tone) == ("+10.0%", "neutral")


def test_the_parts_stand_beside_the_rate_and_the_gap_beside_both(county):
    may(county, 100, 90, 100, 80)

    detail = card(county, RATE).detail
    assert "80/100" in detail and "上报1/2" in detail


def test_a_doubt_is_never_hidden(county):
    may(county, 100, 90, 100, 110)

    one = card(county, RATE, area=JIA)
    assert one.value == "110.0%" and "分子大于分母，待核实" in one.detail


def test_an_unknown_month_shows_the_nearest_figure_under_its_own_words(county):
    county.report(("elder_beds_new_count", JIA, "202501-202505", 50))

    one = card(county, "elder_beds_new_count", area=JIA)
    assert (one.value, one.change) == ("50张", "") and "2025年1—5月" in one.detail


def test_who_must_report_every_month_is_late_and_borrows_no_older_figure(county):
    county.report((DEATHS, JIA, "202501-202505", 50))

    one = card(county, DEATHS, area=JIA)
    assert one.value == "—" and "未报" in one.detail


def test_nothing_at_all_is_a_dash_with_its_reason(county):
    one = card(county, DEATHS, area=YI)

    assert (one.value, one.change) == ("—", "") and "未报" in one.detail


def test_a_quarterly_payment_between_its_months(county):
    county.report(*monthly("age_allowance_amount", JIA, [None, None, 30]))

    one = card(county, "age_allowance_amount", month=202504, area=JIA)
    assert one.value == "—" and "按季发放，本期无应发" in one.detail


def test_too_fine_a_level_says_so(county):
    one = card(county, "temporary_relief_person_times", area=DONG)

    assert one.value == "—" and "该指标只统计到乡镇级" in one.detail


def test_against_the_target_of_the_year(county):
    """1,000 of 1,200 by October is 83.3 %, in the view of October alone too."""
    county.aim("home_adaptation_households", COUNTY, 1200)
    county.report(*monthly("home_adaptation_households", JIA, [60] * 10), *monthly("home_adaptation_households", YI, [40] * 10))

    one = card(county, "home_adaptation_households", "month", 202510, compare="target")
    assert (one.value, one.change, one.light) == ("100户", "完成83.3%", "on")


def test_two_sources_that_differ_are_named(county):
    county.report(
        ("urban_dibao_persons", JIA, 202505, 7), ("rural_dibao_persons", JIA, 202505, 90), ("dibao_persons", JIA, 202505, 100)
    )

    assert "另一来源为97人，待核实" in card(county, "dibao_persons", area=JIA).explained
