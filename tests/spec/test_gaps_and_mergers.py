"""迟报、改数、基数为零、只报累计、7月1日并乡，按手工核算。"""

from sqlalchemy import update

from data_access import engine as engines
from data_access import schema
from metrics.attribute import by_area
from metrics.compare import changes
from metrics.results import Span
from tests.metrics.conftest import COUNTY, DONG, JIA, NAN, YI, monthly
from tests.spec.reading import check, check_changes

DEATHS, CREMATIONS = "deaths_persons", "cremations_count"


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
