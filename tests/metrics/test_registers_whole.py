"""Registers, coverage and programmes whole: every column and word, worked out by hand."""

from __future__ import annotations

from fractions import Fraction

from metrics.coverage import coverage_table
from metrics.exhibits_registers import against_task, entitled, in_and_out, months_against, peaks, rates_beside, side_by_side
from metrics.loading import catalogue
from metrics.programmes import programme_table
from metrics.results import Number, Span
from tests.metrics.conftest import COUNTY, DONG, JIA, NAN, XI, YI, monthly, view_of

WEDDINGS, DIVORCES, SALES = "marriage_registrations_couples", "divorce_registrations_couples", "lottery_sales_amount"


def test_coverage_stands_with_its_change_and_gap(county):
    """Of three villages two in 2025 and one in 2024; then 南村 does not report."""
    for year, values in ((2024, (1, 0, 0)), (2025, (1, 1, 0))):
        for village, value in zip((DONG, XI, NAN), values, strict=True):
            county.report(("administrative_villages_count", village, year, 1), ("communities_count", village, year, 0),
                          ("canteen_villages_count", village, year * 100 + 10, value))  # fmt: skip
    county.report(("canteen_villages_count", DONG, 202511, 1), ("canteen_villages_count", XI, 202511, 1))

    def row(month):
        table = county.ask(coverage_table, view_of("ytd", month), "facility")
        at = table.index[table["覆盖率"] == "养老助餐设施覆盖率"][0]
        return table.loc[at].tolist(), table.attrs["keys"]["数值"][at], list(table.columns)

    assert row(202510) == (
        ["养老助餐设施覆盖率", "66.7%", "2/3", "+33.3个百分点", "村", ""], f"canteen_facility_coverage_rate.{COUNTY}.ytd.202510",
        ["覆盖率", "数值", "分子/分母", "同比", "统计级", "说明"],
    )  # fmt: skip
    assert row(202511)[0] == ["养老助餐设施覆盖率", "100.0%", "2/2", "—", "村", "上报2/3"]


def test_a_coverage_that_nobody_returns_says_what_is_needed(county):
    table = county.ask(coverage_table, view_of("ytd", 202510), "people").set_index("覆盖率")
    quoted = [one.name for one in catalogue().ratios() if one.family == "people" and one.tier == "core" and one.is_quoted_only]

    assert quoted and set(table.loc[quoted, "说明"]) == {"无数据来源：待报表提供分子、分母"}
    assert set(table["数值"]) == {"—"} == set(table["同比"])


def test_a_programme_s_row_is_whole(county):
    """甲镇 500 → 600 of 城市低保 a month; a budget of 24,000 for 低保: 1,200 of it by February are 5 %. 乙乡 sends nothing."""
    county.report(
        *monthly("urban_dibao_funds_amount", JIA, [500, 500], 2024), *monthly("rural_dibao_funds_amount", JIA, [0, 0], 2024)
    )
    county.report(*monthly("urban_dibao_funds_amount", JIA, [600, 600]), *monthly("rural_dibao_funds_amount", JIA, [0, 0]))
    county.report(("dibao_budget_amount", COUNTY, 2025, 24_000))

    for kind in ("month", "ytd"):
        table = county.ask(programme_table, view_of(kind, 202502), ["subsidy_total_a"])
        paid = {"month": "600元", "ytd": "1,200元"}[kind]
        assert table.iloc[0].tolist() == ["A", "城乡低保金发放额", paid, "+20.0%（1个）", "2.4万元", "5.0%", "", "上报1/2"]
        assert table.attrs["keys"]["发放"][0] == f"dibao_funds_amount.{COUNTY}.{kind}.202502"
        assert (
            table.attrs["keys"]["预算执行率"][0]
            == table.attrs["keys"]["年度预算"][0]
            == f"dibao_execution_rate.{COUNTY}.ytd.202502"
        )
        assert list(table.columns) == ["类别", "项目", "发放", "同比", "年度预算", "预算执行率", "发放节奏", "说明"]
    late = county.ask(programme_table, view_of("year", 202512), ["subsidy_total_a"])
    assert late.iloc[0]["预算执行率"] == ""  # December has not come: no execution of the year
    relief = county.ask(programme_table, view_of("month", 202502), ["subsidy_total_a"]).set_index("项目").loc["临时救助金支出额"]
    assert relief.tolist() == ["A", "—", "—", "", "", "按月发放", "未报"]


def told(found):
    return found.id, found.kind, found.title, found.finding, found.unit, found.notes, found.options


PLAIN = {"height": 260}


def test_registers_are_whole(county):
    county.report(*monthly(WEDDINGS, COUNTY, [9, 20, 9], 2024), *monthly(WEDDINGS, COUNTY, [10, 30, 10]))
    county.report(*monthly(DIVORCES, COUNTY, [5, 5, 5], 2024), *monthly(DIVORCES, COUNTY, [4, 4, 4]))

    months = county.ask(months_against, view_of("ytd", 202503), WEDDINGS, "marriage", "结婚")
    name = catalogue().indicators[WEDDINGS].name
    assert told(months) == (f"marriage.{WEDDINGS}.months", "columns", "结婚：高峰在2月", f"小县{name}逐月与上年同月，高峰在2月", "对",
                            ("逐月，灰柱为上年同月",), {"height": 260, "labels": False})  # fmt: skip
    assert months.frame.values.tolist() == [
        *[[202500 + m, "2024年", value, f"{value}对", "last_year"] for m, value in ((1, 9), (2, 20), (3, 9))],
        *[[202500 + m, "2025年", value, f"{value}对", "subject"] for m, value in ((1, 10), (2, 30), (3, 10))],
    ]

    kinds = county.ask(side_by_side, view_of("ytd", 202503), ((WEDDINGS, "结婚"), (DIVORCES, "离婚")), "marriage", "办件", "另注")
    assert told(kinds) == (f"marriage.{WEDDINGS}.beside", "columns", "办件：结婚+31.6%，离婚−20.0%", "办件：结婚50对，离婚12对", "对",
                           ("另注", "灰柱为上年同期"), PLAIN)  # fmt: skip
    assert kinds.frame.values.tolist() == [
        ["结婚", "2024年1—3月", 38, "38对", "last_year"], ["离婚", "2024年1—3月", 15, "15对", "last_year"],
        ["结婚", "2025年1—3月", 50, "50对", "subject"], ["离婚", "2025年1—3月", 12, "12对", "subject"],
    ]  # fmt: skip
    assert [number.key for number in kinds.numbers] == [f"{code}.{COUNTY}.ytd.202503" for code in (WEDDINGS, DIVORCES)]


def test_peaks_need_three_complete_months():
    def line(*values):
        return [Number("x", COUNTY, Span("month", month), None if value is None else Fraction(value), "对", reporting=1, expected=1)
                for month, value in enumerate(values, start=202501)]  # fmt: skip

    assert peaks(line(1, 100)) == "" == peaks(line(1, None, 100))
    assert peaks(line(0, 0, 0)) == "1月最高，0对"
    assert peaks(line(12, 15, 9)) == "高峰在2月"  # exactly a quarter above the mean of 12
    assert peaks(line(12, 14, 10)) == "2月最高，14对"
    assert peaks(line(30, 30, 1, 1)) == "高峰在1月、2月"


def test_entitled_and_rates_are_whole(county):
    county.report(*(("disability_living_persons", village, 202503, 9) for village in (DONG, XI)))
    county.report(*(("disability_living_eligible_persons", village, "2025", 10) for village in (DONG, XI)))
    both = (("disability_living_coverage_rate", "生活补贴"), ("severe_disability_nursing_coverage_rate", "护理补贴"))
    view = view_of("month", 202503, JIA)

    found = county.ask(entitled, view, both, "disability", "应享与已享")
    title = "应享与已享：生活补贴90.0%，差2人"
    assert told(found) == ("disability.entitled", "columns", title, title, "人", ("2025年3月底，符合条件人数按年核定",), PLAIN)
    assert found.frame.values.tolist() == [
        ["生活补贴", "符合条件", 20, "20人", "context"],
        ["生活补贴", "已享受", 18, "18人", "subject"],
    ]

    beside = county.ask(rates_beside, view, both, "disability", "覆盖")
    assert told(beside) == (
        "disability.rates",
        "ranking",
        "覆盖",
        "覆盖",
        "%",
        ("2025年3月",),
        {"direction": "higher_better", "height": 260},
    )
    rows = beside.frame.to_dict("records")
    assert rows[0] == {
        "area": "",
        "name": "生活补贴",
        "value": 90,
        "text": "90.0%",
        "role": "context",
        "detail": "18/20",
        "light": "none",
    }
    assert (rows[1]["role"], rows[1]["text"], rows[1]["detail"]) == ("missing", "—", "")


def test_entries_and_exits_are_whole(county):
    came, left = "orphans_defacto_children_entries", "orphans_defacto_children_exits"
    county.report(
        *monthly(came, JIA, [3, 1]), *monthly(left, JIA, [1, 1]), *monthly(came, YI, [1, 1]), *monthly(left, YI, [2, 2])
    )
    moved = county.ask(in_and_out, view_of("ytd", 202502), came, left, "child_welfare", "两类儿童")
    title = "两类儿童：本年新增6人、退出6人，持平"
    assert told(moved) == ("child_welfare.in_and_out", "columns", title, title, "人", ("逐月",), PLAIN)
    assert moved.frame.values.tolist() == [
        [202501, "新增", 4, "4人", "subject"], [202502, "新增", 2, "2人", "subject"],
        [202501, "退出", 3, "3人", "subject"], [202502, "退出", 3, "3人", "subject"],
    ]  # fmt: skip
    assert (
        county.ask(in_and_out, view_of("ytd", 202502, YI), came, left, "x", "两类儿童").title
        == "两类儿童：本年新增2人、退出4人，净减2人"
    )


def test_entries_of_one_township_and_exits_of_another_are_not_netted(county):
    came, left = "orphans_defacto_children_entries", "orphans_defacto_children_exits"
    county.report((came, JIA, 202501, 5), (left, YI, 202501, 2))

    assert county.ask(in_and_out, view_of("ytd", 202501), came, left, "x", "两类儿童").title == "两类儿童：本年新增5人、退出2人"


def test_a_year_s_task_is_whole(county):
    county.aim(SALES, COUNTY, 1_200)
    county.report(*monthly(SALES, COUNTY, [30] * 3, 2024), *monthly(SALES, COUNTY, [40, 40, 40]))

    found = county.ask(against_task, view_of("month", 202503), SALES, "charity_lottery", "福彩")
    finding = "120元，完成10.0%，滞后序时15.0个百分点"
    name = catalogue().indicators[SALES].name
    assert told(found) == (f"charity_lottery.{SALES}.task", "trend", f"福彩本年累计：{finding}", f"小县{name}本年累计与上年同期、任务进度，{finding}", "元",
                           ("本年累计，灰线为上年同期，虚线为任务应达进度",), {"height": 260, "zero": True})  # fmt: skip
    assert list(found.frame.columns) == ["month", "series", "value", "text", "role"]
    rows = found.frame.values.tolist()
    assert rows[0] == [202401, "2024年", 30, "30元", "last_year"] and rows[12] == [202501, "2025年", 40, "40元", "subject"]
    assert rows[15:] == [[202500 + m, "任务", 100 * m, f"{100 * m:,}元", "target"] for m in range(1, 13)]
