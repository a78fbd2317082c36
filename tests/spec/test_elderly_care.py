"""养老服务：助餐、设施覆盖、床位，按手工核算。"""

from tests.spec.reading import check


def test_a_canteen_that_opened_in_july(county):
    """1,400余 meals since July are the year's; before July there was nothing to report."""
    county.report_table("""
        指标                             | 地区 | 期间          | 数值
        elder_canteen_meals_person_times | 东村 | 202507-202511 | 余1400
        elder_canteen_meals_person_times | 南村 | 202501-202511 | 1034
    """)

    check(county, """
        指标                             | 地区 | 时段        | 数值        | 上报
        elder_canteen_meals_person_times | 东村 | 累计 202511 | 1,400余人次 | 1/1
        elder_canteen_meals_person_times | 小县 | 累计 202511 | 2,434余人次 | 2/2
        elder_canteen_meals_person_times | 东村 | 月 202511   | 未报        | 0/1
    """)  # fmt: skip


def test_meals_per_open_day(county):
    """240 meals on 12 days and 60 on 12: 12.5 a day."""
    county.report_table("""
        指标                             | 地区 | 期间   | 数值
        elder_canteen_meals_person_times | 东村 | 202509 |  240
        elder_canteen_open_days          | 东村 | 202509 |   12
        elder_canteen_meals_person_times | 南村 | 202509 |   60
        elder_canteen_open_days          | 南村 | 202509 |   12
    """)

    check(county, """
        指标                             | 地区 | 时段      | 数值         | 分子/分母
        elder_canteen_meals_per_open_day | 小县 | 月 202509 | 12.5人次/日  | 300/24
    """)  # fmt: skip


def test_more_elders_than_guests_is_shown_and_doubted(county):
    """Story 10 of the demo: 60+ meals above all meals."""
    county.report_table("""
        指标                                    | 地区 | 期间   | 数值
        elder_canteen_meals_person_times        | 南村 | 202509 |   50
        elder_canteen_meals_60plus_person_times | 南村 | 202509 |   60
    """)

    check(county, """
        指标                            | 地区 | 时段      | 数值   | 分子/分母
        elder_canteen_60plus_share_rate | 南村 | 月 202509 | 120.0% | 60/50
    """)  # fmt: skip
    assert county.number("elder_canteen_60plus_share_rate", "990301002001", "month", 202509).reason == "分子大于分母，待核实"


def test_villages_with_a_meal_point(county):
    """Two of three villages; a village is a village or a community."""
    county.report_table("""
        指标                          | 地区 | 期间   | 数值
        administrative_villages_count | 东村 | 2025   | 1
        communities_count             | 东村 | 2025   | 0
        administrative_villages_count | 西村 | 2025   | 1
        communities_count             | 西村 | 2025   | 0
        administrative_villages_count | 南村 | 2025   | 0
        communities_count             | 南村 | 2025   | 1
        canteen_villages_count        | 东村 | 202510 | 1
        canteen_villages_count        | 西村 | 202510 | 0
        canteen_villages_count        | 南村 | 202510 | 1
    """)

    check(county, """
        指标                           | 地区 | 时段        | 数值   | 分子/分母 | 上报
        canteen_facility_coverage_rate | 小县 | 月 202510   | 66.7%  | 2/3       | 3/3
        canteen_facility_coverage_rate | 甲镇 | 累计 202510 | 50.0%  | 1/2       | 2/2
        canteen_facility_coverage_rate | 西村 | 月 202510   | 0.0%   | 0/1       | 1/1
    """)  # fmt: skip


def test_a_quarterly_count_holds_until_the_next(county):
    """September's stations are shown in October and November; in February last December's would be."""
    county.report_table("""
        指标                          | 地区 | 期间   | 数值
        elder_station_villages_count  | 东村 | 202509 | 1
        elder_station_villages_count  | 西村 | 202509 | 1
        elder_station_villages_count  | 南村 | 202509 | 0
    """)

    check(county, """
        指标                         | 地区 | 时段        | 数值
        elder_station_villages_count | 小县 | 月 202509   | 2个
        elder_station_villages_count | 小县 | 月 202511   | 2个
        elder_station_villages_count | 小县 | 累计 202511 | 2个
        elder_station_villages_count | 小县 | 月 202512   | 未报
    """)  # fmt: skip


def test_beds_occupied(county):
    county.report_table("""
        指标                    | 地区 | 期间   | 数值
        elder_beds_count        | 小县 | 202510 | 2110
        elder_residents_persons | 小县 | 202510 | 约854
    """)

    check(county, """
        指标                     | 地区 | 时段      | 数值    | 分子/分母
        elder_bed_occupancy_rate | 小县 | 月 202510 | 约40.5% | 854/2,110
    """)  # fmt: skip
