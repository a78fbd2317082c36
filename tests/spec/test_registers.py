"""婚姻登记、社会组织、慈善福彩、残疾人福利：县级登记簿，按手工核算。"""

from tests.spec.reading import check


def test_marriages_by_month_from_cumulative_returns(county):
    """180 to January, 400 to February, 520 to March."""
    county.report_table("""
        指标                           | 地区 | 期间          | 数值
        marriage_registrations_couples | 小县 | 202501-202501 | 180
        marriage_registrations_couples | 小县 | 202501-202502 | 400
        marriage_registrations_couples | 小县 | 202501-202503 | 520
        divorce_registrations_couples  | 小县 | 202501-202503 | 260
    """)

    check(county, """
        指标                           | 地区 | 时段        | 数值  | 分子/分母
        marriage_registrations_couples | 小县 | 月 202502   | 220对 |
        marriage_registrations_couples | 小县 | 月 202503   | 120对 |
        divorce_registrations_couples  | 小县 | 月 202503   | 未报  |
        divorce_marriage_ratio         | 小县 | 累计 202503 | 50.0% | 260/520
    """)  # fmt: skip


def test_sales_per_outlet_use_the_average_of_the_months(county):
    """90,000 元 over 10, 10 and 10 outlets is 9,000; with 10, 20 and 30 it is 90,000 ÷ 20."""
    county.report_table("""
        指标                  | 地区 | 期间   | 数值
        lottery_sales_amount  | 小县 | 202501-202503 | 90000
        lottery_outlets_count | 小县 | 202501 | 10
        lottery_outlets_count | 小县 | 202502 | 20
        lottery_outlets_count | 小县 | 202503 | 30
    """)

    check(county, """
        指标                     | 地区 | 时段        | 数值       | 分子/分母
        lottery_sales_per_outlet | 小县 | 累计 202503 | 4,500元/家 | 90,000/20
    """)  # fmt: skip


def test_social_organisations_by_kind(county):
    county.report_table("""
        指标                              | 地区 | 期间   | 数值
        social_associations_count         | 小县 | 202503 | 80
        private_non_enterprise_units_count| 小县 | 202503 | 61
    """)

    check(county, """
        指标                         | 地区 | 时段      | 数值
        social_orgs_registered_count | 小县 | 月 202503 | 141家
    """)  # fmt: skip


def test_the_two_allowances_of_the_disabled(county):
    """8,000 + 9,000 元; 100 of 110 eligible people receive the first."""
    county.report_table("""
        指标                                 | 地区 | 期间   | 数值
        disability_living_amount             | 甲镇 | 202503 | 8000
        severe_disability_nursing_amount     | 甲镇 | 202503 | 9000
        disability_living_persons            | 甲镇 | 202503 | 100
        disability_living_eligible_persons   | 东村 | 2025   | 60
        disability_living_eligible_persons   | 西村 | 2025   | 50
    """)

    check(county, """
        指标                             | 地区 | 时段      | 数值      | 分子/分母
        disability_two_allowances_amount | 甲镇 | 月 202503 | 1.7万元   |
        disability_living_avg            | 甲镇 | 月 202503 | 80元/月   | 8,000/100
        disability_living_coverage_rate  | 甲镇 | 月 202503 | 90.9%     | 100/110
    """)  # fmt: skip


def test_a_standard_holds_at_its_month_and_is_never_added(county):
    county.report_table("""
        指标                 | 地区 | 期间   | 数值
        rural_dibao_standard | 小县 | 202506 | 580
        rural_dibao_standard | 小县 | 202507 | 620
    """)

    check(county, """
        指标                 | 地区 | 时段        | 数值
        rural_dibao_standard | 小县 | 月 202506   | 580元/月
        rural_dibao_standard | 小县 | 累计 202507 | 620元/月
        rural_dibao_standard | 小县 | 季 202507   | 620元/月
    """)  # fmt: skip
