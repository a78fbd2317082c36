"""社会救助：低保、特困、临时救助，按手工核算。"""

from tests.spec.reading import check


def test_recipients_are_counted_at_the_end_of_the_span(county):
    """A stock never adds over months: 110 at the end of February, not 100 + 110."""
    county.report_table("""
        指标                | 地区 | 期间   | 数值
        urban_dibao_persons | 甲镇 | 202501 |   10
        rural_dibao_persons | 甲镇 | 202501 |   90
        urban_dibao_persons | 甲镇 | 202502 |   12
        rural_dibao_persons | 甲镇 | 202502 |   98
        urban_dibao_persons | 乙乡 | 202502 |    0
        rural_dibao_persons | 乙乡 | 202502 |   40
    """)

    check(county, """
        指标          | 地区 | 时段        | 数值  | 上报
        dibao_persons | 甲镇 | 月 202501   | 100人 | 1/1
        dibao_persons | 甲镇 | 累计 202502 | 110人 | 1/1
        dibao_persons | 小县 | 季 202502   | 150人 | 2/2
        dibao_persons | 小县 | 月 202501   | 100人 | 1/2
    """)  # fmt: skip


def test_the_coverage_of_the_population(county):
    """60 of 2,000 people; villages return how many people they have once a year."""
    county.report_table("""
        指标                     | 地区 | 期间 | 数值
        urban_population_persons | 东村 | 2025 |    0
        rural_population_persons | 东村 | 2025 | 1200
        urban_population_persons | 西村 | 2025 |  200
        rural_population_persons | 西村 | 2025 |  600
        dibao_persons            | 甲镇 | 202503 | 60
    """)

    check(county, """
        指标                | 地区 | 时段        | 数值 | 分子/分母
        dibao_coverage_rate | 甲镇 | 月 202503   | 3.0% | 60/2,000
        dibao_coverage_rate | 甲镇 | 累计 202503 | 3.0% | 60/2,000
    """)  # fmt: skip


def test_the_topup_per_head_and_month(county):
    """5,000 + 5,500 元 for 10 and 11 people: 10,500 ÷ 21 person-months."""
    county.report_table("""
        指标                     | 地区 | 期间   | 数值
        urban_dibao_funds_amount | 甲镇 | 202501 | 5000
        urban_dibao_funds_amount | 甲镇 | 202502 | 5500
        urban_dibao_persons      | 甲镇 | 202501 |   10
        urban_dibao_persons      | 甲镇 | 202502 |   11
    """)

    check(county, """
        指标                  | 地区 | 时段        | 数值      | 分子/分母
        urban_dibao_avg_topup | 甲镇 | 累计 202502 | 500元/月  | 10,500/21
        urban_dibao_avg_topup | 甲镇 | 月 202502   | 500元/月  | 5,500/11
    """)  # fmt: skip


def test_the_average_of_temporary_relief_is_money_over_times(county):
    """3,000 for 2 and 500 for 1: 1,166.7 元 a time, not the mean of 1,500 and 500."""
    county.report_table("""
        指标                           | 地区 | 期间   | 数值
        temporary_relief_amount        | 甲镇 | 202501 | 3000
        temporary_relief_person_times  | 甲镇 | 202501 |    2
        temporary_relief_amount        | 乙乡 | 202501 |  500
        temporary_relief_person_times  | 乙乡 | 202501 |    1
    """)

    check(county, """
        指标                          | 地区 | 时段      | 数值             | 分子/分母
        temporary_relief_avg_per_time | 小县 | 月 202501 | 1,166.7元/人次   | 3,500/3
    """)  # fmt: skip


def test_the_reserve_was_given_once_and_is_spent_by_the_month(county):
    """10,000 元 in January; 1,500 + 2,500 spent by March is 40 %."""
    county.report_table("""
        指标                                   | 地区 | 期间   | 数值
        temporary_relief_reserve_amount        | 甲镇 | 202501 | 6000
        temporary_relief_reserve_amount        | 乙乡 | 202501 | 4000
        temporary_relief_reserve_spent_amount  | 甲镇 | 202501-202503 | 1500
        temporary_relief_reserve_spent_amount  | 乙乡 | 202501-202503 | 2500
    """)

    check(county, """
        指标                              | 地区 | 时段        | 数值  | 分子/分母
        temporary_relief_reserve_use_rate | 甲镇 | 累计 202503 | 25.0% | 1,500/6,000
        temporary_relief_reserve_use_rate | 小县 | 累计 202503 | 40.0% | 4,000/10,000
    """)  # fmt: skip


def test_central_support_of_the_disabled_has_two_denominators(county):
    """30 of 50 disabled, 30 of 40 of the willing: two rates."""
    county.report_table("""
        指标                                      | 地区 | 期间   | 数值
        tekun_full_disability_persons             | 甲镇 | 202503 |   50
        tekun_full_disability_willing_persons     | 甲镇 | 202503 |   40
        tekun_full_disability_centralized_persons | 甲镇 | 202503 |   30
    """)

    check(county, """
        指标                            | 地区 | 时段      | 数值  | 分子/分母
        tekun_disabled_centralized_rate | 甲镇 | 月 202503 | 60.0% | 30/50
        tekun_willing_centralized_rate  | 甲镇 | 月 202503 | 75.0% | 30/40
    """)  # fmt: skip
