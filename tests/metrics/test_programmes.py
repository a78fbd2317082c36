"""The programme table: what it prints, and that its rows add up to its total."""

from metrics.evaluate import numbers
from metrics.programmes import programme_table
from metrics.results import Span
from tests.metrics.conftest import COUNTY, JIA, YI, monthly, view_of

A, B = "subsidy_total_a", "subsidy_total_b"
PAID = {
    "urban_dibao_funds_amount": 100_000, "rural_dibao_funds_amount": 200_000, "tekun_living_allowance_amount": 30_000,
    "tekun_nursing_fee_amount": 4_000, "temporary_relief_amount": 5_000, "orphan_allowance_amount": 600,
    "defacto_children_allowance_amount": 70,
}  # fmt: skip


def pay(county, month=202501):
    """339,670 元 by each township, 1,000 元 by the county itself."""
    county.report(*((one, area, month, value) for one, value in PAID.items() for area in (JIA, YI)))
    county.report(("vagrant_relief_amount", COUNTY, month, 1_000))


def test_the_total_is_the_sum_of_its_rows(county):
    """2 × 339,670 + 1,000 = 680,340, exactly, from the members' own exact figures."""
    pay(county)

    def ask(source):
        members = source.indicator(A).members
        return numbers(source, [A, *members], COUNTY, Span("month", 202501))

    found = county.ask(ask)
    total = found.pop(A)
    assert total.value == sum(number.value for number in found.values()) == 680_340
    assert total.state == "summed"


def test_rows_as_printed(county):
    """600,000 元 of 低保 against a budget of 2,000,000 is 30 %; nothing was paid a year ago."""
    pay(county)
    county.report(("dibao_budget_amount", COUNTY, 2025, 2_000_000))

    table = county.ask(programme_table, view_of("month", 202501), [A]).set_index("项目")
    dibao = table.iloc[0]
    assert (dibao["发放"], dibao["年度预算"], dibao["预算执行率"], dibao["同比"]) == ("60.0万元", "200.0万元", "30.0%", "—")
    assert table.loc["A类合计", "发放"] == "68.0万元"
    assert len(table) == 6


def test_a_gap_is_noted_in_its_row_and_in_the_total(county):
    county.report(*((one, JIA, 202501, value) for one, value in PAID.items()), ("vagrant_relief_amount", COUNTY, 202501, 1_000))

    table = county.ask(programme_table, view_of("month", 202501), [A]).set_index("项目")
    assert "上报1/2" in table.iloc[0]["说明"] and "上报1/2" in table.loc["A类合计", "说明"]


def test_a_quarterly_allowance_between_its_months(county):
    county.report(*monthly("disability_living_amount", JIA, [10, 10]), *monthly("disability_living_amount", YI, [10, 10]))

    rows = county.ask(programme_table, view_of("month", 202502), [B])
    row = rows[rows["发放节奏"] == "按季发放"].iloc[0]
    assert (row["发放"], row["说明"]) == ("本期不发放", "按季发放，本期无应发")


def test_a_one_off_payment_of_townships_is_listed(county):
    county.report(("one_off_living_subsidy_amount", JIA, 202501, 100), ("one_off_living_subsidy_amount", YI, 202501, 50))

    table = county.ask(programme_table, view_of("month", 202501), ["subsidy_total_c"])
    assert table[table["发放节奏"] == "一次性发放"]["发放"].tolist()[0] == "150元"
