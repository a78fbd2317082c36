"""What the year may come to, by hand; and every case in which a method says nothing, with its reason."""

from fractions import Fraction

import pytest

from metrics.expectation import MEAN, SEASON, expectations
from metrics.results import Span
from tests.metrics.conftest import COUNTY, JIA, YI, monthly

HOMES = "home_adaptation_households"
LAST_YEAR = [5, 5, 10, 10, 10, 10, 10, 10, 10, 20, 50, 50]  # 100 by October of 200


def both(county, code=HOMES, month=202510, kind="ytd", area=COUNTY):
    found = county.ask(expectations, code, area, Span(kind, month))
    assert [each.method for each in found] == [MEAN, SEASON]
    return found


@pytest.fixture
def with_two_years(county):
    county.report(*monthly(HOMES, JIA, LAST_YEAR, 2024), *monthly(HOMES, YI, [0] * 12, 2024))
    county.report(*monthly(HOMES, JIA, [15] * 10), *monthly(HOMES, YI, [15] * 10))
    return county


@pytest.mark.parametrize("kind", ["month", "quarter", "ytd"])
def test_both_methods_by_hand(with_two_years, kind):
    """300 by October: 300 ÷ 10 × 12 = 360; last year's October stood at 50 %: 600."""
    mean, season = both(with_two_years, kind=kind)

    assert (mean.value, mean.formula) == (360, "1—10月300户 ÷ 10 × 12")
    assert (season.value, season.formula) == (600, "1—10月300户 ÷ 上年同期占全年50.0%")


def test_january_has_a_single_month(with_two_years):
    mean, season = both(with_two_years, month=202501)

    assert (mean.value, mean.formula) == (360, "1月30户 ÷ 1 × 12")
    assert season.value == 1200  # 5 of 200


def test_the_last_complete_month_is_taken(with_two_years):
    """November: only one of two has reported, so October still speaks: 360, not 315 ÷ 11 × 12."""
    with_two_years.report((HOMES, JIA, 202511, 15))
    mean, season = both(with_two_years, month=202511)

    assert (mean.value, mean.month, season.month) == (360, 202510, 202510)


def test_what_is_reported_already_is_never_more_than_what_is_expected(with_two_years):
    """400 in November alone, by one of two: October's 360 would be below it."""
    with_two_years.report((HOMES, JIA, 202511, 400))
    mean, season = both(with_two_years, month=202511)

    assert (mean.value, mean.reason) == (None, "11月已报数超过按10月的推算，待报全后再算")
    assert season.value == 600


def test_without_last_year_only_the_mean_speaks(county):
    county.report(*monthly(HOMES, JIA, [15] * 10), *monthly(HOMES, YI, [15] * 10))
    mean, season = both(county)

    assert mean.value == 360
    assert (season.value, season.reason) == (None, "上年同期或上年全年无数据")


def test_last_year_s_zero_is_no_base(county):
    late = [0] * 10 + [10, 10]
    county.report(*monthly(HOMES, JIA, late, 2024), *monthly(HOMES, YI, late, 2024))
    county.report(*monthly(HOMES, JIA, [15] * 10), *monthly(HOMES, YI, [15] * 10))

    assert both(county)[1].reason == "上年同期为0，不用上年比重"


def test_an_incomplete_last_year_is_no_base(county):
    county.report(*monthly(HOMES, JIA, LAST_YEAR, 2024))
    county.report(*monthly(HOMES, JIA, [15] * 10), *monthly(HOMES, YI, [15] * 10))

    assert both(county)[1].reason == "上年未报全，不用上年比重"


def test_a_year_nobody_has_reported_completely_is_not_reckoned(county):
    county.report(*monthly(HOMES, JIA, [15] * 10))

    assert {each.reason for each in both(county)} == {"今年没有报全的月份，不推算"}


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("elder_beds_count", "存量按期末实有数计"),
        ("elder_bed_occupancy_rate", "存量按期末实有数计"),
        ("cremation_rate", "比率不随月份累加"),
        ("dibao_avg_topup", "人均、标准不随月份累加"),
    ],
)
def test_only_what_adds_over_months_is_reckoned(county, code, word):
    assert all(each.value is None and each.reason.startswith(word) for each in both(county, code))


def test_a_quarterly_payment_has_no_monthly_mean(county):
    quarterly = [None, None, 30, None, None, 30, None, None, 30, None, None, 30]
    for year in (2024, 2025):
        county.report(*(row for area in (JIA, YI) for row in monthly("age_allowance_amount", area, quarterly, year)))
    mean, season = both(county, "age_allowance_amount", month=202509)

    assert (mean.value, mean.reason) == (None, "不是按月发生，不按月均推算")
    assert season.value == Fraction(180 * 4, 3)  # three of last year's four quarters
