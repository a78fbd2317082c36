"""时段与对比：跨年、季度、半年、闰年，按手工核算。"""

from tests.metrics.conftest import JIA, YI, monthly
from tests.spec.reading import check, check_changes

DEATHS, CREMATIONS = "deaths_persons", "cremations_count"


def two_years(county):
    """2024: 甲镇 10 a month and 12 in December, 乙乡 5 a month. 2025: 甲镇 1, 2, … 12, 乙乡 10 a month.

    甲镇 since January 2025: 1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 66, 78.
    """
    county.report(*monthly(DEATHS, JIA, [10] * 11 + [12], 2024), *monthly(DEATHS, YI, [5] * 12, 2024))
    county.report(*monthly(DEATHS, JIA, range(1, 13)), *monthly(DEATHS, YI, [10] * 12))


def test_months_and_the_year_to_date_across_two_years(county):
    """January begins a new sum."""
    two_years(county)

    check(county, """
        指标           | 地区 | 时段        | 数值  | 上报
        deaths_persons | 甲镇 | 月 202401   | 10人  | 1/1
        deaths_persons | 甲镇 | 月 202412   | 12人  | 1/1
        deaths_persons | 甲镇 | 月 202501   | 1人   | 1/1
        deaths_persons | 甲镇 | 月 202506   | 6人   | 1/1
        deaths_persons | 甲镇 | 月 202512   | 12人  | 1/1
        deaths_persons | 甲镇 | 累计 202401 | 10人  | 1/1
        deaths_persons | 甲镇 | 累计 202412 | 122人 | 1/1
        deaths_persons | 甲镇 | 累计 202501 | 1人   | 1/1
        deaths_persons | 甲镇 | 累计 202502 | 3人   | 1/1
        deaths_persons | 甲镇 | 累计 202503 | 6人   | 1/1
        deaths_persons | 甲镇 | 累计 202504 | 10人  | 1/1
        deaths_persons | 甲镇 | 累计 202505 | 15人  | 1/1
        deaths_persons | 甲镇 | 累计 202506 | 21人  | 1/1
        deaths_persons | 甲镇 | 累计 202507 | 28人  | 1/1
        deaths_persons | 甲镇 | 累计 202508 | 36人  | 1/1
        deaths_persons | 甲镇 | 累计 202509 | 45人  | 1/1
        deaths_persons | 甲镇 | 累计 202510 | 55人  | 1/1
        deaths_persons | 甲镇 | 累计 202511 | 66人  | 1/1
        deaths_persons | 甲镇 | 累计 202512 | 78人  | 1/1
    """)  # fmt: skip


def test_quarters_half_years_and_years_across_two_years(county):
    """A running quarter or half-year is what its months add to so far."""
    two_years(county)

    check(county, """
        指标           | 地区 | 时段        | 数值  | 上报
        deaths_persons | 甲镇 | 季 202403   | 30人  | 1/1
        deaths_persons | 甲镇 | 季 202412   | 32人  | 1/1
        deaths_persons | 甲镇 | 季 202501   | 1人   | 1/1
        deaths_persons | 甲镇 | 季 202502   | 3人   | 1/1
        deaths_persons | 甲镇 | 季 202503   | 6人   | 1/1
        deaths_persons | 甲镇 | 季 202504   | 4人   | 1/1
        deaths_persons | 甲镇 | 季 202505   | 9人   | 1/1
        deaths_persons | 甲镇 | 季 202506   | 15人  | 1/1
        deaths_persons | 甲镇 | 季 202507   | 7人   | 1/1
        deaths_persons | 甲镇 | 季 202509   | 24人  | 1/1
        deaths_persons | 甲镇 | 季 202511   | 21人  | 1/1
        deaths_persons | 甲镇 | 季 202512   | 33人  | 1/1
        deaths_persons | 甲镇 | 半年 202406 | 60人  | 1/1
        deaths_persons | 甲镇 | 半年 202412 | 62人  | 1/1
        deaths_persons | 甲镇 | 半年 202506 | 21人  | 1/1
        deaths_persons | 甲镇 | 半年 202507 | 7人   | 1/1
        deaths_persons | 甲镇 | 半年 202510 | 34人  | 1/1
        deaths_persons | 甲镇 | 半年 202512 | 57人  | 1/1
        deaths_persons | 甲镇 | 全年 202412 | 122人 | 1/1
        deaths_persons | 甲镇 | 全年 202512 | 78人  | 1/1
    """)  # fmt: skip


def test_the_county_across_two_years(county):
    """Each span is 甲镇's and 乙乡's."""
    two_years(county)

    check(county, """
        指标           | 地区 | 时段        | 数值  | 上报
        deaths_persons | 小县 | 月 202412   | 17人  | 2/2
        deaths_persons | 小县 | 月 202501   | 11人  | 2/2
        deaths_persons | 小县 | 累计 202501 | 11人  | 2/2
        deaths_persons | 小县 | 累计 202510 | 155人 | 2/2
        deaths_persons | 小县 | 季 202403   | 45人  | 2/2
        deaths_persons | 小县 | 季 202503   | 36人  | 2/2
        deaths_persons | 小县 | 季 202506   | 45人  | 2/2
        deaths_persons | 小县 | 季 202509   | 54人  | 2/2
        deaths_persons | 小县 | 季 202512   | 63人  | 2/2
        deaths_persons | 小县 | 半年 202506 | 81人  | 2/2
        deaths_persons | 小县 | 半年 202512 | 117人 | 2/2
        deaths_persons | 小县 | 全年 202412 | 182人 | 2/2
        deaths_persons | 小县 | 全年 202512 | 198人 | 2/2
    """)  # fmt: skip


def test_each_span_against_last_year_and_the_span_before(county):
    """January's 环比 is with December, the first quarter's with the last, from the month itself."""
    two_years(county)

    check_changes(county, """
        指标           | 地区 | 时段        | 比较 | 本期  | 基期  | 变化
        deaths_persons | 甲镇 | 月 202501   | 同比 | 1人   | 10人  | −90.0%
        deaths_persons | 甲镇 | 月 202501   | 环比 | 1人   | 12人  | −91.7%
        deaths_persons | 甲镇 | 月 202502   | 环比 | 2人   | 1人   | +100.0%
        deaths_persons | 甲镇 | 月 202503   | 环比 | 3人   | 2人   | +50.0%
        deaths_persons | 甲镇 | 月 202504   | 环比 | 4人   | 3人   | +33.3%
        deaths_persons | 甲镇 | 月 202510   | 同比 | 10人  | 10人  | 持平
        deaths_persons | 甲镇 | 月 202512   | 同比 | 12人  | 12人  | 持平
        deaths_persons | 甲镇 | 季 202503   | 同比 | 6人   | 30人  | −80.0%
        deaths_persons | 甲镇 | 季 202503   | 环比 | 6人   | 32人  | −81.3%
        deaths_persons | 甲镇 | 季 202506   | 环比 | 15人  | 6人   | +150.0%
        deaths_persons | 甲镇 | 季 202509   | 环比 | 24人  | 15人  | +60.0%
        deaths_persons | 甲镇 | 季 202512   | 环比 | 33人  | 24人  | +37.5%
        deaths_persons | 甲镇 | 半年 202506 | 同比 | 21人  | 60人  | −65.0%
        deaths_persons | 甲镇 | 半年 202506 | 环比 | 21人  | 62人  | −66.1%
        deaths_persons | 甲镇 | 半年 202512 | 环比 | 57人  | 21人  | +171.4%
        deaths_persons | 甲镇 | 累计 202510 | 同比 | 55人  | 100人 | −45.0%
        deaths_persons | 甲镇 | 全年 202512 | 同比 | 78人  | 122人 | −36.1%
        deaths_persons | 甲镇 | 全年 202512 | 环比 | 78人  | 122人 | −36.1%
        deaths_persons | 小县 | 月 202501   | 同比 | 11人  | 15人  | −26.7%
        deaths_persons | 小县 | 月 202501   | 环比 | 11人  | 17人  | −35.3%
        deaths_persons | 小县 | 季 202503   | 同比 | 36人  | 45人  | −20.0%
        deaths_persons | 小县 | 季 202506   | 同比 | 45人  | 45人  | 持平
        deaths_persons | 小县 | 季 202506   | 环比 | 45人  | 36人  | +25.0%
        deaths_persons | 小县 | 半年 202512 | 环比 | 117人 | 81人  | +44.4%
        deaths_persons | 小县 | 累计 202510 | 同比 | 155人 | 150人 | +3.3%
        deaths_persons | 小县 | 全年 202512 | 同比 | 198人 | 182人 | +8.8%
    """)  # fmt: skip


def test_a_rate_of_every_span_is_of_its_sums(county):
    """2024: 20 of 24 every month, 83.3 %. 2025: 甲镇 9 of 10, 18 of 20 … 54 of 60, 乙乡 5, 4, 3, 2, 1, 0 of 5."""
    county.report(*monthly(DEATHS, JIA, [20] * 12, 2024), *monthly(DEATHS, YI, [4] * 12, 2024))
    county.report(*monthly(CREMATIONS, JIA, [16] * 12, 2024), *monthly(CREMATIONS, YI, [4] * 12, 2024))
    county.report(*monthly(DEATHS, JIA, [10, 20, 30, 40, 50, 60]), *monthly(DEATHS, YI, [5] * 6))
    county.report(*monthly(CREMATIONS, JIA, [9, 18, 27, 36, 45, 54]), *monthly(CREMATIONS, YI, [5, 4, 3, 2, 1, 0]))

    check(county, """
        指标           | 地区 | 时段        | 数值   | 分子/分母
        cremation_rate | 小县 | 月 202412   | 83.3%  | 20/24
        cremation_rate | 小县 | 月 202501   | 93.3%  | 14/15
        cremation_rate | 小县 | 月 202502   | 88.0%  | 22/25
        cremation_rate | 小县 | 月 202503   | 85.7%  | 30/35
        cremation_rate | 小县 | 月 202504   | 84.4%  | 38/45
        cremation_rate | 小县 | 月 202505   | 83.6%  | 46/55
        cremation_rate | 小县 | 月 202506   | 83.1%  | 54/65
        cremation_rate | 小县 | 季 202503   | 88.0%  | 66/75
        cremation_rate | 小县 | 季 202506   | 83.6%  | 138/165
        cremation_rate | 小县 | 半年 202506 | 85.0%  | 204/240
        cremation_rate | 小县 | 累计 202505 | 85.7%  | 150/175
        cremation_rate | 小县 | 累计 202506 | 85.0%  | 204/240
        cremation_rate | 小县 | 全年 202412 | 83.3%  | 240/288
        cremation_rate | 乙乡 | 月 202506   | 0.0%   | 0/5
        cremation_rate | 乙乡 | 月 202501   | 100.0% | 5/5
        cremation_rate | 乙乡 | 半年 202506 | 50.0%  | 15/30
    """)  # fmt: skip
    check_changes(county, """
        指标           | 地区 | 时段        | 比较 | 本期  | 基期   | 变化
        cremation_rate | 小县 | 月 202501   | 同比 | 93.3% | 83.3%  | +10.0个百分点
        cremation_rate | 小县 | 月 202501   | 环比 | 93.3% | 83.3%  | +10.0个百分点
        cremation_rate | 小县 | 月 202502   | 环比 | 88.0% | 93.3%  | −5.3个百分点
        cremation_rate | 小县 | 月 202506   | 同比 | 83.1% | 83.3%  | −0.3个百分点
        cremation_rate | 小县 | 季 202503   | 同比 | 88.0% | 83.3%  | +4.7个百分点
        cremation_rate | 小县 | 季 202506   | 环比 | 83.6% | 88.0%  | −4.4个百分点
        cremation_rate | 小县 | 半年 202506 | 同比 | 85.0% | 83.3%  | +1.7个百分点
        cremation_rate | 小县 | 半年 202506 | 环比 | 85.0% | 83.3%  | +1.7个百分点
        cremation_rate | 乙乡 | 半年 202506 | 同比 | 50.0% | 100.0% | −50.0个百分点
    """)  # fmt: skip


def test_a_leap_february_is_a_month_like_any_other(county):
    """29 deaths in February 2024, 28 in 2023 and 2025, 31 in January 2024: counts, never counts by the day."""
    county.report((DEATHS, JIA, 202302, 28), (DEATHS, JIA, 202401, 31), (DEATHS, JIA, 202402, 29), (DEATHS, JIA, 202502, 28))

    check_changes(county, """
        指标           | 地区 | 时段      | 比较 | 本期 | 基期 | 变化
        deaths_persons | 甲镇 | 月 202402 | 同比 | 29人 | 28人 | +3.6%
        deaths_persons | 甲镇 | 月 202402 | 环比 | 29人 | 31人 | −6.5%
        deaths_persons | 甲镇 | 月 202502 | 同比 | 28人 | 29人 | −3.4%
    """)  # fmt: skip
    check(county, """
        指标           | 地区 | 时段        | 数值 | 上报
        deaths_persons | 甲镇 | 累计 202402 | 60人 | 1/1
        deaths_persons | 甲镇 | 季 202402   | 60人 | 1/1
        deaths_persons | 甲镇 | 半年 202402 | 60人 | 1/1
    """)  # fmt: skip
