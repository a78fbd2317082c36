"""殡葬管理：火化率、骨灰去向，按手工核算。"""

from tests.spec.reading import check


def test_county_cremation_rate_is_the_ratio_of_sums(county):
    """Averaging 90 % and 50 % would give 70 %; the county is 95 of 110."""
    county.report_table("""
        指标             | 地区 | 期间   | 数值
        deaths_persons   | 甲镇 | 202503 |  100
        cremations_count | 甲镇 | 202503 |   90
        deaths_persons   | 乙乡 | 202503 |   10
        cremations_count | 乙乡 | 202503 |    5
    """)

    check(county, """
        指标           | 地区 | 时段      | 数值  | 分子/分母 | 上报
        cremation_rate | 甲镇 | 月 202503 | 90.0% | 90/100    | 1/1
        cremation_rate | 乙乡 | 月 202503 | 50.0% | 5/10      | 1/1
        cremation_rate | 小县 | 月 202503 | 86.4% | 95/110    | 2/2
    """)  # fmt: skip


def test_the_cremation_zone_leaves_the_burial_zone_out(county):
    """Of 100 deaths 80 were in the cremation zone, 78 of them cremated: two scopes, two rates."""
    county.report_table("""
        指标                            | 地区 | 期间   | 数值
        deaths_persons                  | 甲镇 | 202503 |  100
        cremations_count                | 甲镇 | 202503 |   79
        cremation_zone_deaths_persons   | 甲镇 | 202503 |   80
        cremation_zone_cremations_count | 甲镇 | 202503 |   78
    """)

    check(county, """
        指标                | 地区 | 时段      | 数值  | 分子/分母
        cremation_rate      | 甲镇 | 月 202503 | 79.0% | 79/100
        cremation_zone_rate | 甲镇 | 月 202503 | 97.5% | 78/80
    """)  # fmt: skip


def test_three_cremated_at_their_home_place(county):
    """701 of 704 here, 704 of 704 with those at their home place: 口径差异, no error."""
    county.report_table("""
        指标                        | 地区 | 期间          | 数值
        deaths_persons              | 小县 | 202501-202505 |  704
        cremations_count            | 小县 | 202501-202505 |  701
        cremations_home_place_count | 小县 | 202501-202505 |    3
    """)

    check(county, """
        指标                           | 地区 | 时段        | 数值   | 分子/分母
        cremation_rate                 | 小县 | 累计 202505 | 99.6%  | 701/704
        cremation_incl_home_place_rate | 小县 | 累计 202505 | 100.0% | 704/704
    """)  # fmt: skip


def test_a_rate_just_below_a_hundred_is_not_a_hundred(county):
    """2,999 of 3,000 is 99.97 %: one was not cremated."""
    county.report_table("""
        指标             | 地区 | 期间   | 数值
        deaths_persons   | 甲镇 | 202503 | 3000
        cremations_count | 甲镇 | 202503 | 2999
    """)

    check(county, """
        指标           | 地区 | 时段      | 数值
        cremation_rate | 甲镇 | 月 202503 | 99.97%
    """)  # fmt: skip


def test_where_the_ashes_went(county):
    """Of 90 cremated 80 were followed up: 60 in cemeteries, 8 beside relatives, 4 ecological, 8 without a place."""
    county.report_table("""
        指标                         | 地区 | 期间   | 数值
        cremations_count             | 甲镇 | 202503 |   90
        ashes_tracked_count          | 甲镇 | 202503 |   80
        ashes_public_cemetery_count  | 甲镇 | 202503 |   60
        ashes_joint_burial_count     | 甲镇 | 202503 |    8
        ashes_ecological_burial_count| 甲镇 | 202503 |    4
        ashes_unplaced_count         | 甲镇 | 202503 |    8
    """)

    check(county, """
        指标                         | 地区 | 时段      | 数值  | 分子/分母
        ashes_tracking_rate          | 甲镇 | 月 202503 | 88.9% | 80/90
        ashes_standard_burial_rate   | 甲镇 | 月 202503 | 90.0% | 72/80
        ashes_ecological_burial_rate | 甲镇 | 月 202503 | 5.0%  | 4/80
    """)  # fmt: skip


def test_a_village_reports_for_itself_and_the_township_is_complete_with_all_of_them(county):
    county.report_table("""
        指标             | 地区 | 期间   | 数值
        deaths_persons   | 东村 | 202503 |    3
        cremations_count | 东村 | 202503 |    2
    """)
    check(county, """
        指标           | 地区 | 时段      | 数值  | 分子/分母 | 上报
        cremation_rate | 东村 | 月 202503 | 66.7% | 2/3       | 1/0
        cremation_rate | 甲镇 | 月 202503 | 66.7% | 2/3       | 0/1
    """)  # fmt: skip

    county.report_table("""
        指标             | 地区 | 期间   | 数值
        deaths_persons   | 西村 | 202503 |    0
        cremations_count | 西村 | 202503 |    0
    """)
    check(county, """
        指标           | 地区 | 时段      | 数值            | 分子/分母 | 上报
        cremation_rate | 西村 | 月 202503 | 分母为0，不计算 | 0/0       | 1/0
        cremation_rate | 甲镇 | 月 202503 | 66.7%           | 2/3       | 1/1
    """)  # fmt: skip
