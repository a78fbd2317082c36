"""同比 and 环比: like with like, or no figure and the reason. Expectations are worked out by hand."""

from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType

import pytest

from data_access.scope import EVERYTHING
from metrics.compare import INCOMPLETE, UNEVEN, base_span, changes, months_ending
from metrics.results import Span
from metrics.source import open_source
from tests.metrics.conftest import COUNTY, DONG, JIA, NAN, XI, YI, monthly

DEATHS, CREMATIONS, RATE = "deaths_persons", "cremations_count", "cremation_rate"


@pytest.mark.parametrize(
    ("span", "compare", "expected"),
    [
        (("month", 202501), "prev", ("month", 202412)),  # January's 环比 is December of last year
        (("month", 202402), "yoy", ("month", 202302)),  # a leap February against one of 28 days
        (("month", 202502), "yoy", ("month", 202402)),
        (("quarter", 202503), "prev", ("quarter", 202412)),
        (("quarter", 202509), "prev", ("quarter", 202506)),
        (("quarter", 202508), "prev", None),  # a running quarter is compared with as many months before it
        (("half", 202506), "prev", ("half", 202412)),
        (("half", 202512), "prev", ("half", 202506)),
        (("half", 202510), "prev", None),
        (("ytd", 202510), "prev", None),
        (("year", 202512), "prev", ("year", 202412)),
        (("ytd", 202510), "yoy", ("ytd", 202410)),
        (("ytd", 202510), "target", None),
    ],
)
def test_what_a_span_is_compared_with(span, compare, expected):
    assert base_span(Span(*span), compare) == (Span(*expected) if expected else None)


def test_months_are_counted_across_years():
    assert months_ending(202502, 4) == [202411, 202412, 202501, 202502]


def test_a_quantity_changes_by_percent(county):
    """40 after 32 is +25 %."""
    county.report(*((DEATHS, area, month, value) for area in (JIA, YI) for month, value in ((202405, 16), (202505, 20))))

    change = county.change(DEATHS, COUNTY, "month", 202505)
    assert (change.now, change.before, change.difference, change.amount, change.reason) == (40, 32, 8, 25, "")


def test_a_rate_changes_by_points(county):
    """95 of 110 after 90 of 100: −3.6 个百分点, no percent of a percent."""
    county.report(
        (CREMATIONS, JIA, 202405, 60), (DEATHS, JIA, 202405, 60), (CREMATIONS, YI, 202405, 30), (DEATHS, YI, 202405, 40)
    )
    county.report(
        (CREMATIONS, JIA, 202505, 90), (DEATHS, JIA, 202505, 100), (CREMATIONS, YI, 202505, 5), (DEATHS, YI, 202505, 10)
    )

    change = county.change(RATE, COUNTY, "month", 202505)
    assert change.amount == Fraction(95, 110) * 100 - 90
    assert change.relative is None


@pytest.mark.parametrize("year", [2024, 2025])
def test_a_township_missing_in_either_year_is_left_out_of_both(year, county):
    """Only 甲镇 reported in both: 12 against 10. The county's own 12 + 5 and 10 would be a rise that was none."""
    county.report((DEATHS, JIA, 202405, 10), (DEATHS, JIA, 202505, 12), (DEATHS, YI, year * 100 + 5, 5))

    change = county.change(DEATHS, COUNTY, "month", 202505)
    assert (change.now, change.before, change.like_for_like, change.amount) == (12, 10, 1, 20)


def test_with_no_township_in_both_there_is_no_comparison(county):
    county.report((DEATHS, JIA, 202405, 10), (DEATHS, YI, 202505, 5))

    change = county.change(DEATHS, COUNTY, "month", 202505)
    assert (change.now, change.amount, change.reason) == (None, None, "没有两期都报全的下级，不作对比")


def test_a_rate_is_compared_like_with_like_by_its_parts(county):
    """乙乡 is new: 甲镇 9/10 against 8/10 is +10 points; the county's 10/15 against 8/10 would be −13."""
    county.report((CREMATIONS, JIA, 202405, 8), (DEATHS, JIA, 202405, 10))
    county.report((CREMATIONS, JIA, 202505, 9), (DEATHS, JIA, 202505, 10), (CREMATIONS, YI, 202505, 1), (DEATHS, YI, 202505, 5))

    change = county.change(RATE, COUNTY, "month", 202505)
    assert (change.amount, change.like_for_like) == (10, 1)


def test_a_township_without_deaths_has_reported(county):
    """A rate of nothing is no rate, but the township did report: both are in. 9 of 10 against 8 of 10 + 1 of 2."""
    county.report((CREMATIONS, JIA, 202405, 8), (DEATHS, JIA, 202405, 10), (CREMATIONS, YI, 202405, 1), (DEATHS, YI, 202405, 2))
    county.report((CREMATIONS, JIA, 202505, 9), (DEATHS, JIA, 202505, 10), (CREMATIONS, YI, 202505, 0), (DEATHS, YI, 202505, 0))

    change = county.change(RATE, COUNTY, "month", 202505)
    assert (change.now, change.before, change.like_for_like) == (90, 75, 0)


def test_a_base_of_zero_gives_no_percent(county):
    county.report(*((DEATHS, area, month, value) for area in (JIA, YI) for month, value in ((202405, 0), (202505, 4))))

    change = county.change(DEATHS, COUNTY, "month", 202505)
    assert (change.now, change.before, change.amount, change.reason) == (8, 0, None, "基期为0，不计算增幅")


def test_a_rate_may_rise_from_zero(county):
    county.report(*((CREMATIONS, area, 202405, 0) for area in (JIA, YI)), *((DEATHS, area, 202405, 5) for area in (JIA, YI)))
    county.report(*((CREMATIONS, area, 202505, 1) for area in (JIA, YI)), *((DEATHS, area, 202505, 5) for area in (JIA, YI)))

    assert county.change(RATE, COUNTY, "month", 202505).amount == 20


def test_a_missing_base_or_figure_is_named(county):
    county.report((DEATHS, JIA, 202505, 4))

    assert county.change(DEATHS, JIA, "month", 202505).reason == "基期无数据"
    assert county.change(DEATHS, JIA, "month", 202605).reason == "本期无数据"


def test_an_approximate_figure_is_compared_and_stays_approximate(county):
    county.report((DEATHS, JIA, 202405, "余100"), (DEATHS, JIA, 202505, 110))

    change = county.change(DEATHS, JIA, "month", 202505)
    assert (change.amount, change.base.approx, change.current.approx) == (10, "余", "")


def test_quoted_rates_are_compared_where_they_stand(county):
    county.report((RATE, JIA, 202405, 97), (RATE, JIA, 202505, "98.5"))

    change = county.change(RATE, JIA, "month", 202505)
    assert (change.amount, change.current.state) == (Fraction(3, 2), "quoted")


def test_a_quoted_rate_hides_no_gap_of_the_other_year(county):
    """The county quoted 97 % last year and knows one of two townships now: these are two different things."""
    county.report((RATE, COUNTY, 202405, 97), (CREMATIONS, JIA, 202505, 9), (DEATHS, JIA, 202505, 10))

    change = county.change(RATE, COUNTY, "month", 202505)
    assert change.amount is None and change.reason


def test_one_quoted_township_does_not_end_the_comparison_of_the_others(county):
    """乙乡 quotes its rates and cannot be added; 甲镇 9/10 against 8/10."""
    county.report((CREMATIONS, JIA, 202405, 8), (DEATHS, JIA, 202405, 10), (RATE, YI, 202405, 50))
    county.report((CREMATIONS, JIA, 202505, 9), (DEATHS, JIA, 202505, 10), (RATE, YI, 202505, 60))

    change = county.change(RATE, COUNTY, "month", 202505)
    assert (change.amount, change.like_for_like) == (10, 1)


# -- a definition that changed ------------------------------------------------------------------------------------------


def broken(county, indicator, month, code, area, kind, closing, compare="yoy"):
    """The change of `code` as if the definition of `indicator` had changed in that month."""
    with open_source(EVERYTHING) as source:
        everything = dict(source.catalogue.indicators)
        everything[indicator] = everything[indicator].model_copy(update={"breaks": (month,)})
        catalogue = replace(source.catalogue, indicators=MappingProxyType(everything))
        return changes(replace(source, catalogue=catalogue), [code], area, Span(kind, closing), compare)[code]


@pytest.mark.parametrize(
    ("month", "is_broken"),
    [("2024-05", False), ("2024-06", True), ("2025-05", True), ("2025-06", False)],
)
def test_no_comparison_across_a_change_of_definition(month, is_broken, county):
    """May 2024 against May 2025: a change in May 2024 itself holds for both."""
    county.report((DEATHS, JIA, 202405, 10), (DEATHS, JIA, 202505, 12))

    change = broken(county, DEATHS, month, DEATHS, JIA, "month", 202505)
    assert (change.amount is None) == is_broken
    assert change.reason == (f"{int(month[:4])}年{int(month[5:])}月起口径调整，不作对比" if is_broken else "")


def test_a_span_that_contains_the_change_is_not_compared(county):
    county.report(*monthly(DEATHS, JIA, [10] * 5, 2024), *monthly(DEATHS, JIA, [10] * 5))

    assert "口径调整" in broken(county, DEATHS, "2024-03", DEATHS, JIA, "ytd", 202505).reason
    assert "口径调整" in broken(county, DEATHS, "2025-03", DEATHS, JIA, "quarter", 202505, "prev").reason


def test_a_rate_breaks_with_its_denominator(county):
    county.report(
        (CREMATIONS, JIA, 202405, 8), (DEATHS, JIA, 202405, 10), (CREMATIONS, JIA, 202505, 9), (DEATHS, JIA, 202505, 10)
    )

    assert "口径调整" in broken(county, DEATHS, "2025-01", RATE, JIA, "month", 202505).reason


def test_a_stock_is_compared_at_its_points_only(county):
    """The definition changed in March 2024; both month ends, October 2024 and 2025, lie after it."""
    county.report(("orphans_persons", JIA, 202410, 10), ("orphans_persons", JIA, 202510, 9))

    assert broken(county, "orphans_persons", "2024-03", "orphans_persons", JIA, "ytd", 202510).amount == -10


# -- 环比 -----------------------------------------------------------------------------------------------------------------


def test_january_is_compared_with_december(county):
    county.report((DEATHS, JIA, 202412, 20), (DEATHS, JIA, 202501, 25))

    assert county.change(DEATHS, JIA, "month", 202501, "prev").amount == 25


def test_a_complete_quarter_is_compared_with_the_one_before(county):
    """10 + 20 + 30 after 5 + 5 + 5."""
    county.report(*monthly(DEATHS, JIA, [5, 5, 5, 10, 20, 30]))

    change = county.change(DEATHS, JIA, "quarter", 202506, "prev")
    assert (change.now, change.before, change.amount) == (60, 15, 300)


def test_a_running_quarter_is_compared_with_as_many_months(county):
    """July and August (10 + 20) against May and June (5 + 10), not against the whole second quarter."""
    county.report(*monthly(DEATHS, JIA, [1, 1, 1, 1, 5, 10, 10, 20]))

    change = county.change(DEATHS, JIA, "quarter", 202508, "prev")
    assert (change.now, change.before, change.amount) == (30, 15, 100)


def test_a_cumulative_figure_is_compared_with_as_many_months_across_the_year(county):
    """January to March (30) against October to December (60): months, never a cumulative column's difference."""
    county.report(*monthly(DEATHS, JIA, [20] * 12, 2024), *monthly(DEATHS, JIA, [10] * 3))

    change = county.change(DEATHS, JIA, "ytd", 202503, "prev")
    assert (change.now, change.before) == (30, 60)


def test_a_running_rate_adds_numerators_and_denominators(county):
    """9/10 + 0/0 against 8/10 + 4/10: a month without deaths is no gap."""
    county.report(*monthly(CREMATIONS, JIA, [1, 1, 1, 1, 8, 4, 9, 0]), *monthly(DEATHS, JIA, [1, 1, 1, 1, 10, 10, 10, 0]))

    change = county.change(RATE, JIA, "quarter", 202508, "prev")
    assert (change.now, change.before) == (90, 60)


def test_a_missing_month_before_leaves_no_running_comparison(county):
    county.report(*monthly(DEATHS, JIA, [1, 1, 1, 1, None, 10, 10, 20]))

    change = county.change(DEATHS, JIA, "quarter", 202508, "prev")
    assert (change.amount, change.reason) == (None, "前一时段各月未报全，不作环比")


def test_a_stock_is_compared_with_its_end_of_the_span_before(county):
    """October's running quarter against September's end; January to October against last December."""
    county.report(("orphans_persons", JIA, 202412, 8), ("orphans_persons", JIA, 202509, 10), ("orphans_persons", JIA, 202510, 9))

    assert county.change("orphans_persons", JIA, "quarter", 202510, "prev").before == 10
    assert county.change("orphans_persons", JIA, "ytd", 202510, "prev").before == 8


def test_a_quarterly_payment_has_no_monthly_comparison(county):
    county.report(*monthly("age_allowance_amount", JIA, [None, None, 30, None, None, 40]))

    assert county.change("age_allowance_amount", JIA, "month", 202506, "prev").reason == UNEVEN
    assert county.change("age_allowance_amount", JIA, "quarter", 202506, "prev").amount == Fraction(100, 3)


def test_a_total_with_a_quarterly_member_jumps_by_its_rhythm_and_is_not_compared_by_month(county):
    """B in June holds a quarter's 高龄津贴, in May none: +300 % would say nothing."""
    county.report(
        *monthly("disability_living_amount", JIA, [10] * 6), *monthly("age_allowance_amount", JIA, [None, None, 30] * 2)
    )

    assert county.change("subsidy_total_b", JIA, "month", 202506, "prev").reason == UNEVEN


def test_a_figure_is_never_compared_with_itself(county):
    """Stations are counted by the quarter: in November and October September's count stands."""
    county.report(*(("elder_station_villages_count", area, 202509, 1) for area in (DONG, XI, NAN)))

    change = county.change("elder_station_villages_count", COUNTY, "month", 202511, "prev")
    assert (change.amount, change.reason) == (None, "本期与上期为同一次报数，不作环比")


@pytest.mark.parametrize(("kind", "month"), [("ytd", 202510), ("quarter", 202508)])
def test_an_average_stock_does_not_add_over_months(kind, month, county):
    """100 a month from 10 outlets is 10 per outlet and month; two months of 20 per outlet are no doubling."""
    for year in (2024, 2025):
        county.report(
            *monthly("lottery_sales_amount", COUNTY, [100] * 12, year), *monthly("lottery_outlets_count", COUNTY, [10] * 12, year)
        )

    change = county.change("lottery_sales_per_outlet", COUNTY, kind, month, "prev")
    assert (change.amount, change.reason) == (None, "分母不随月份相加，不作环比")


def test_person_months_add_over_months(county):
    """100 paid a month for 10 people, then 120: 10 元 and 12 元 a head and month."""
    money, people = "urban_dibao_funds_amount", "urban_dibao_persons"
    county.report(*monthly(money, JIA, [100, 100, 100, 100, 100, 100, 120, 120]), *monthly(people, JIA, [10] * 8))

    change = county.change("urban_dibao_avg_topup", JIA, "quarter", 202508, "prev")
    assert (change.now, change.before, change.amount) == (12, 10, 20)


def test_without_a_comparison_there_is_the_figure_alone(county):
    county.report((DEATHS, JIA, 202505, 4))

    for compare in ("none", "target"):
        change = county.change(DEATHS, JIA, "month", 202505, compare)
        assert (change.current.value, change.base, change.amount) == (4, None, None)


def test_reasons_are_words():
    assert INCOMPLETE == "本期或基期上报不全"
