"""资金发放：四类合计、预算执行、发放节奏，按手工核算。"""

from tests.spec.reading import check


def test_budget_execution_counts_from_january(county):
    """150,000 + 150,000 of 1,200,000 by February: 25 %, while two of twelve months are gone."""
    county.report_table("""
        指标                      | 地区 | 期间   | 数值
        dibao_budget_amount       | 小县 | 2025   | 1200000
        rural_dibao_funds_amount  | 甲镇 | 202501 | 100000
        rural_dibao_funds_amount  | 乙乡 | 202501 | 50000
        rural_dibao_funds_amount  | 甲镇 | 202502 | 100000
        rural_dibao_funds_amount  | 乙乡 | 202502 | 50000
        urban_dibao_funds_amount  | 甲镇 | 202501-202502 | 0
        urban_dibao_funds_amount  | 乙乡 | 202501-202502 | 0
    """)

    check(county, """
        指标                 | 地区 | 时段        | 数值  | 分子/分母         | 上报
        dibao_execution_rate | 小县 | 累计 202502 | 25.0% | 300,000/1,200,000 | 2/2
    """)  # fmt: skip


def test_a_quarterly_allowance_and_a_monthly_one_in_one_total(county):
    """March holds a quarter's 高龄津贴, April none: B is 30 + 10, then 10; since January 70."""
    county.report_table("""
        指标                    | 地区 | 期间   | 数值
        disability_living_amount| 甲镇 | 202501 | 10
        disability_living_amount| 甲镇 | 202502 | 10
        disability_living_amount| 甲镇 | 202503 | 10
        disability_living_amount| 甲镇 | 202504 | 10
        age_allowance_amount    | 甲镇 | 202503 | 30
    """)

    check(county, """
        指标                 | 地区 | 时段        | 数值
        subsidy_total_b      | 甲镇 | 月 202503   | 40元
        subsidy_total_b      | 甲镇 | 月 202504   | 10元
        subsidy_total_b      | 甲镇 | 累计 202504 | 70元
        subsidy_total_b      | 甲镇 | 季 202503   | 60元
        age_allowance_amount | 甲镇 | 月 202504   | 本期不发放
        age_allowance_amount | 甲镇 | 累计 202504 | 30元
    """)  # fmt: skip


def test_money_is_exact_and_rounded_once(county):
    """6,664.1万元 and 0.05万元 are 66,641,500 元: printed 6,664.2万元 by 四舍五入 of the sum, not of its parts."""
    county.report_table("""
        指标                      | 地区 | 期间   | 数值
        rural_dibao_funds_amount  | 甲镇 | 202501 | 66641000
        urban_dibao_funds_amount  | 甲镇 | 202501 | 500
    """)

    check(county, """
        指标               | 地区 | 时段      | 数值
        dibao_funds_amount | 甲镇 | 月 202501 | 6,664.2万元
    """)  # fmt: skip


def test_a_cent_is_not_lost(county):
    county.report_table("""
        指标                    | 地区 | 期间   | 数值
        temporary_relief_amount | 甲镇 | 202501 | 0.01
        temporary_relief_amount | 乙乡 | 202501 | 1000.02
    """)

    check(county, """
        指标                    | 地区 | 时段      | 数值
        temporary_relief_amount | 小县 | 月 202501 | 1,000.03元
    """)  # fmt: skip


def test_a_one_off_payment_in_january(county):
    """100 + 50 in January; nothing later is due, so the year to March is 150."""
    county.report_table("""
        指标                           | 地区 | 期间   | 数值
        one_off_living_subsidy_amount  | 甲镇 | 202501 | 100
        one_off_living_subsidy_amount  | 乙乡 | 202501 | 50
        deaths_persons                 | 甲镇 | 202503 | 1
    """)

    check(county, """
        指标                          | 地区 | 时段        | 数值
        one_off_living_subsidy_amount | 小县 | 月 202501   | 150元
        one_off_living_subsidy_amount | 小县 | 累计 202503 | 150元
        one_off_living_subsidy_amount | 小县 | 月 202503   | 本期不发放
    """)  # fmt: skip
