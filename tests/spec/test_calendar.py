"""时段与对比：跨年、季度、闰年、迟报、改数、基数为零、7月1日并乡、部分上报、只报累计，按手工核算。"""

from sqlalchemy import update

from data_access import engine as engines
from data_access import schema
from metrics.attribute import by_area
from metrics.compare import changes
from metrics.results import Span
from tests.metrics.conftest import COUNTY, DONG, JIA, NAN, YI, monthly
from tests.spec.reading import check, check_changes

DEATHS, CREMATIONS = "deaths_persons", "cremations_count"


def test_two_years_of_months(county):
    """2024: 甲镇 10 a month and 12 in December, 乙乡 5 a month. 2025: 甲镇 1, 2, … 12, 乙乡 10 a month.

    甲镇 since January 2025: 1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 66, 78.
    """
    county.report(*monthly(DEATHS, JIA, [10] * 11 + [12], 2024), *monthly(DEATHS, YI, [5] * 12, 2024))
    county.report(*monthly(DEATHS, JIA, range(1, 13)), *monthly(DEATHS, YI, [10] * 12))

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


def test_a_late_township_and_a_partly_reported_quarter(county):
    """乙乡 has not sent March 2025. The county is 甲镇's; compared are only those who told both."""
    county.report(*monthly(DEATHS, JIA, [8, 8, 8], 2024), *monthly(DEATHS, YI, [4, 4, 4], 2024))
    county.report(*monthly(DEATHS, JIA, [10, 10, 10]), *monthly(DEATHS, YI, [3, 3]))

    check(county, """
        指标           | 地区 | 时段        | 数值 | 上报
        deaths_persons | 小县 | 月 202502   | 13人 | 2/2
        deaths_persons | 小县 | 月 202503   | 10人 | 1/2
        deaths_persons | 乙乡 | 月 202503   | 未报 | 0/1
        deaths_persons | 乙乡 | 季 202502   | 6人  | 1/1
        deaths_persons | 乙乡 | 季 202503   | 未报 | 0/1
        deaths_persons | 小县 | 季 202503   | 30人 | 1/2
        deaths_persons | 小县 | 累计 202502 | 26人 | 2/2
        deaths_persons | 小县 | 累计 202503 | 30人 | 1/2
        deaths_persons | 小县 | 半年 202503 | 30人 | 1/2
    """)  # fmt: skip
    check_changes(county, """
        指标           | 地区 | 时段        | 比较 | 本期 | 基期 | 变化
        deaths_persons | 小县 | 月 202502   | 同比 | 13人 | 12人 | +8.3%
        deaths_persons | 小县 | 月 202503   | 同比 | 10人 | 8人  | +25.0%
        deaths_persons | 小县 | 月 202503   | 环比 | 10人 | 10人 | 持平
        deaths_persons | 小县 | 季 202503   | 同比 | 30人 | 24人 | +25.0%
        deaths_persons | 小县 | 累计 202503 | 同比 | 30人 | 24人 | +25.0%
    """)  # fmt: skip


def test_a_revised_month_moves_every_span_that_holds_it(county):
    """February is corrected from 20 to 23 and from 18 cremations to 20."""
    county.report(*monthly(DEATHS, JIA, [10, 20, 30]), *monthly(CREMATIONS, JIA, [9, 18, 27]))
    county.report((DEATHS, JIA, 202502, 23), (CREMATIONS, JIA, 202502, 20))

    check(county, """
        指标           | 地区 | 时段        | 数值  | 分子/分母
        deaths_persons | 甲镇 | 月 202501   | 10人  |
        deaths_persons | 甲镇 | 月 202502   | 23人  |
        deaths_persons | 甲镇 | 累计 202502 | 33人  |
        deaths_persons | 甲镇 | 累计 202503 | 63人  |
        deaths_persons | 甲镇 | 季 202503   | 63人  |
        cremation_rate | 甲镇 | 月 202502   | 87.0% | 20/23
        cremation_rate | 甲镇 | 累计 202502 | 87.9% | 29/33
        cremation_rate | 甲镇 | 季 202503   | 88.9% | 56/63
    """)  # fmt: skip


def test_a_zero_base_has_no_percent_and_a_missing_one_no_change(county):
    """甲镇 had nobody last year, 乙乡 told nothing; a rate without a death has no denominator."""
    county.report((DEATHS, JIA, 202405, 0), (CREMATIONS, JIA, 202405, 0), (DEATHS, JIA, 202505, 4), (CREMATIONS, JIA, 202505, 3))
    county.report((DEATHS, YI, 202505, 6))

    check(county, """
        指标           | 地区 | 时段      | 数值  | 分子/分母
        deaths_persons | 甲镇 | 月 202405 | 0人   |
        cremation_rate | 甲镇 | 月 202505 | 75.0% | 3/4
    """)  # fmt: skip
    check_changes(county, """
        指标           | 地区 | 时段      | 比较 | 变化 | 说明
        deaths_persons | 甲镇 | 月 202505 | 同比 | —    | 基期为0，不计算增幅
    """)  # fmt: skip
    for code, area in ((DEATHS, YI), ("cremation_rate", JIA)):
        change = county.change(code, area, "month", 202505)
        assert change.amount is None and change.reason, (code, area)


def test_a_township_that_reports_only_since_january(county):
    """甲镇 sends 10, 30, 60, 100, 150, 210: its months are 10, 20, 30, 40, 50, 60. 环比 is of the month, not of the sums."""
    for month, total in enumerate([10, 30, 60, 100, 150, 210], start=1):
        county.report((DEATHS, JIA, f"202501-2025{month:02d}", total))

    check(county, """
        指标           | 地区 | 时段        | 数值  | 上报
        deaths_persons | 甲镇 | 月 202501   | 10人  | 1/1
        deaths_persons | 甲镇 | 月 202502   | 20人  | 1/1
        deaths_persons | 甲镇 | 月 202503   | 30人  | 1/1
        deaths_persons | 甲镇 | 月 202506   | 60人  | 1/1
        deaths_persons | 甲镇 | 季 202503   | 60人  | 1/1
        deaths_persons | 甲镇 | 季 202505   | 90人  | 1/1
        deaths_persons | 甲镇 | 季 202506   | 150人 | 1/1
        deaths_persons | 甲镇 | 半年 202506 | 210人 | 1/1
        deaths_persons | 小县 | 累计 202506 | 210人 | 1/2
    """)  # fmt: skip
    check_changes(county, """
        指标           | 地区 | 时段      | 比较 | 本期  | 基期 | 变化
        deaths_persons | 甲镇 | 月 202502 | 环比 | 20人  | 10人 | +100.0%
        deaths_persons | 甲镇 | 月 202506 | 环比 | 60人  | 50人 | +20.0%
        deaths_persons | 甲镇 | 季 202506 | 环比 | 150人 | 60人 | +150.0%
    """)  # fmt: skip


def merge(connection):
    """乙乡 became part of 甲镇 on 1 July 2025: it exists and reports through June."""
    areas, duties = schema.area, schema.duty
    connection.execute(update(areas).where(areas.c.code == YI).values(valid_to=202506, successor=JIA))
    connection.execute(update(duties).where(duties.c.area == YI).values({"last": 202506}))


def explained(source, span):
    return by_area(source, changes(source, [DEATHS], COUNTY, span, "yoy")[DEATHS])


def test_a_township_merged_with_another_on_the_first_of_july(county):
    """Through June 甲镇 10 and 乙乡 5 a month; from July 甲镇 reports 15 for both. Last year 8 and 4."""
    with engines.writing() as connection:
        merge(connection)
    county.report(*monthly(DEATHS, JIA, [8] * 12, 2024), *monthly(DEATHS, YI, [4] * 12, 2024))
    county.report(*monthly(DEATHS, JIA, [10] * 6 + [15] * 3), *monthly(DEATHS, YI, [5] * 6))

    check(county, """
        指标           | 地区 | 时段        | 数值  | 上报
        deaths_persons | 小县 | 月 202506   | 15人  | 2/2
        deaths_persons | 小县 | 月 202507   | 15人  | 1/1
        deaths_persons | 甲镇 | 月 202507   | 15人  | 1/1
        deaths_persons | 小县 | 半年 202506 | 90人  | 2/2
        deaths_persons | 小县 | 季 202509   | 45人  | 1/1
        deaths_persons | 小县 | 累计 202509 | 135人 | 2/2
        deaths_persons | 甲镇 | 累计 202509 | 105人 | 1/1
        deaths_persons | 乙乡 | 累计 202509 | 30人  | 1/1
    """)  # fmt: skip
    check_changes(county, """
        指标           | 地区 | 时段        | 比较 | 本期  | 基期  | 变化
        deaths_persons | 小县 | 月 202506   | 同比 | 15人  | 12人  | +25.0%
        deaths_persons | 小县 | 月 202507   | 同比 | 15人  | 12人  | +25.0%
        deaths_persons | 小县 | 月 202507   | 环比 | 15人  | 15人  | 持平
        deaths_persons | 小县 | 季 202509   | 同比 | 45人  | 36人  | +25.0%
        deaths_persons | 小县 | 累计 202509 | 同比 | 135人 | 108人 | +25.0%
    """)  # fmt: skip
    for kind, month, expected in (("month", 202507, 3), ("quarter", 202509, 9), ("ytd", 202509, 27)):
        found = county.ask(explained, Span(kind, month))
        assert [(part.key, part.contribution) for part in found.parts] == [(JIA, expected)], kind
        assert found.merged == (("乙乡", "甲镇"),)


def test_the_village_that_opened_has_no_duty_before(county):
    """东村's canteen opened in July: June of the county is 南村's alone and complete."""
    meals = "elder_canteen_meals_person_times"
    county.report((meals, NAN, 202506, 90), (meals, NAN, 202507, 100), (meals, DONG, 202507, 20))

    check(county, """
        指标                             | 地区 | 时段      | 数值    | 上报
        elder_canteen_meals_person_times | 小县 | 月 202506 | 90人次  | 1/1
        elder_canteen_meals_person_times | 小县 | 月 202507 | 120人次 | 2/2
        elder_canteen_meals_person_times | 甲镇 | 月 202507 | 20人次  | 1/1
        elder_canteen_meals_person_times | 乙乡 | 月 202507 | 100人次 | 1/1
    """)  # fmt: skip
