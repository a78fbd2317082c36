"""Errors, reference lines, breaks, calendars, coverage, programmes, registers and the roll-up's specs: whole, by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from types import MappingProxyType

import pytest

from data_access import reads
from data_access.derivation import RatioSpec, StoredSpec, SumSpec
from data_access.scope import EVERYTHING
from metrics import broken, reporting
from metrics.attribute import by_area, by_member, change_of
from metrics.coverage import coverage_table
from metrics.derivation import derivation_of, frequency, is_point, is_yearly
from metrics.errors import CatalogueError, SplitIndicator, UnknownFigure, UnknownIndicator, UnknownUnit
from metrics.exhibits_registers import against_task, entitled, in_and_out, months_against, peaks, rates_beside, side_by_side
from metrics.formatting import axis_texts, completeness_text, exact_text, value_text
from metrics.lights import Judge
from metrics.loading import catalogue
from metrics.programmes import programme_table
from metrics.references import Reference, numbers_of, of_ranking, of_trend, options
from metrics.reporting import Calendar, Cell, calendar_notes, calendar_sentence, calendar_table, deadline
from metrics.results import Number, Span
from metrics.source import open_source
from metrics.stated import _as_stated, arithmetic, is_stated_key, stated_key, stated_table, statement
from tests.metrics.conftest import COUNTY, DONG, JIA, NAN, XI, YI, monthly, view_of

DEATHS, CREMATED, RATE = "deaths_persons", "cremations_count", "cremation_rate"
WEDDINGS, DIVORCES, SALES = "marriage_registrations_couples", "divorce_registrations_couples", "lottery_sales_amount"

# -- errors: what happened, then what to do -----------------------------------------------------------------------------

NAMES = {
    "deaths_persons": "死亡人数",
    "deaths_count": "死亡数",
    "meals": "就餐人次",
    "dearths": "歉收",
    "births_persons": "出生人数",
}


@pytest.mark.parametrize(
    ("fault", "what", "remedy"),
    [
        (UnknownIndicator("death_persons", NAMES), "没有编号为“death_persons”的指标。",
         "是否应为“死亡人数”（deaths_persons）、“出生人数”（births_persons）、“死亡数”（deaths_count）？"),
        (UnknownIndicator("就餐", NAMES), "没有编号为“就餐”的指标。", "是否应为“就餐人次”（meals）？"),
        (UnknownIndicator("zzz", NAMES), "没有编号为“zzz”的指标。", "请在“指标口径”页查找指标编号。"),
        (UnknownIndicator("", NAMES), "没有编号为“”的指标。", "请在“指标口径”页查找指标编号。"),
        (SplitIndicator("old", ("deaths_persons", "meals"), NAMES), "指标“old”已拆分为2个。",
         "请改用其中之一：“死亡人数”（deaths_persons）、“就餐人次”（meals）。"),
        (UnknownUnit("万元整", ["元", "万元", "人"]), "不认识计量单位“万元整”。", "是否应为“万元”？"),
        (UnknownUnit("斤", ["元", "人"]), "不认识计量单位“斤”。", "请改用“元、万元、人、人次、户、%”等已登记的单位。"),
        (UnknownFigure("x.1.month.202501"), "没有“x.1.month.202501”这个数字，或无权查看。", "请在页面上重新点选数字旁的“口径与来源”。"),
        (CatalogueError(["甲", "乙"]), "指标目录有2处错误，系统未启动。", "请按下列各条改正 metrics/catalogue 下的文件后重新启动。"),
    ],
)  # fmt: skip
def test_a_fault_says_what_happened_and_what_to_do(fault, what, remedy):
    assert (fault.what, fault.remedy) == (what, remedy)


def test_a_catalogue_s_faults_are_printed_one_a_line():
    fault = CatalogueError(["甲", "乙"])
    assert fault.problems == ("甲", "乙") and str(fault).splitlines()[-2:] == ["甲", "乙"]


# -- numbers as text ----------------------------------------------------------------------------------------------------


def test_ticks_of_one_axis_share_scale_and_decimals():
    assert axis_texts([0, 50_000, 100_000], "人") == ["0人", "5万人", "10万人"]
    assert axis_texts([0, 2_500, 5_000], "元") == ["0元", "2,500元", "5,000元"]
    assert axis_texts([0, 25_000, 50_000], "元") == ["0元", "2.5万元", "5.0万元"]
    assert axis_texts([97, Fraction(195, 2), 98], "%") == ["97.0%", "97.5%", "98.0%"]
    assert axis_texts([0, 200_000], "元/月") == ["0元/月", "200,000元/月"]
    assert axis_texts([], "元") == []


def test_who_is_missing_is_named_up_to_five():
    names = ["甲", "乙", "丙", "丁", "戊", "己"]

    assert completeness_text(17, 18, ["三岔乡"]) == "已上报17个，未报1个（三岔乡）"
    assert completeness_text(1, 6, names[:5]) == "已上报1个，未报5个（甲、乙、丙、丁、戊）"
    assert completeness_text(1, 7, names) == "已上报1个，未报6个（甲、乙、丙、丁、戊等）"
    assert completeness_text(1, 3) == "已上报1个，未报2个"
    assert completeness_text(2, 2) == "应报2个，已全部上报" and completeness_text(0, 0) == "本期无应报单位"


def test_digits_are_cut_and_never_rounded_up():
    assert exact_text(Fraction(99999, 100000), "%") == "0.9999…%"
    assert value_text(Fraction(1, 2), "亩") == "0.50亩"


# -- reference lines ------------------------------------------------------------------------------------------------------


def test_lines_are_chosen_by_what_is_drawn(county):
    county.aim(RATE, COUNTY, 95)
    county.report(
        *((code, area, 202505, value) for area, n in ((JIA, 9), (YI, 5)) for code, value in ((CREMATED, n), (DEATHS, 10)))
    )
    span = Span("ytd", 202505)

    def ask(source):
        one, judge = source.indicator(RATE), Judge(source, COUNTY, span)
        whole = county.number(RATE, COUNTY, "month", 202505)
        below = Judge(source, JIA, span)
        return of_ranking(source, one, judge, whole), of_trend(source, view_of("month", 202505, JIA), one, below)

    ranking, trend = county.ask(ask)
    whole = county.number(RATE, COUNTY, "month", 202505)
    assert ranking == [Reference("target", "目标", Fraction(95), "%"), Reference("average", "全县", Fraction(70), "%", whole)]
    assert [(line.kind, line.label, line.text) for line in trend] == [
        ("target", "目标", "目标95.0%"), ("average", "全县", "全县70.0%"), ("national", "全国2019年", "全国2019年52.4%"),
    ]  # fmt: skip
    assert options(ranking) == {"references": [("全县70.0%", 70.0)], "target": 95.0, "target_text": "目标95.0%"}
    assert options(ranking[1:]) == {"references": [("全县70.0%", 70.0)]}
    assert numbers_of(ranking) == [whole]
    assert ranking[0].row(202512) == {"month": 202512, "series": "目标", "role": "target", "value": 95.0, "text": "95.0%"}


def test_the_national_figure_of_the_very_year_counts(county):
    def lines(year):
        one = "cremation_rate"
        return county.ask(lambda source: [line.label for line in of_trend(
            source, view_of("month", year * 100 + 5), source.indicator(one), Judge(source, COUNTY, Span("month", year * 100 + 5)))])  # fmt: skip

    assert lines(2019) == ["全国2019年"]
    assert "全国2019年" not in lines(2018)


# -- a definition that changed --------------------------------------------------------------------------------------------


def test_a_line_is_parted_before_its_first_month_of_the_new_definition(county):
    def ask(source):
        every = dict(source.catalogue.indicators)
        every[RATE] = every[RATE].model_copy(update={"breaks": ("2025-03",)})
        there = replace(source, catalogue=replace(source.catalogue, indicators=MappingProxyType(every)))
        rows = [{"series": line, "month": month, "value": 1.0, "text": "1", "role": role}
                for line, role in (("2025年", "subject"), ("目标", "target")) for month in (202502, 202503)]  # fmt: skip
        areas = [{"area": JIA, "month": month, "value": 1.0, "text": "1", "role": "subject"} for month in (202502, 202503)]
        months = [Number(RATE, COUNTY, Span("month", month), None, "%") for month in (202501, 202502, 202503)]
        one = every[RATE]
        return (
            broken.parted(there, one, rows), broken.parted(there, one, areas), broken.parted(source, source.indicator(RATE), rows),
            [broken.notes(there, one, line) for line in (months, months[:2], months[2:], [])],
        )  # fmt: skip

    parted, areas, whole, notes = county.ask(ask)
    assert [(row["series"], row["month"], row["text"], row["role"]) for row in parted] == [
        ("2025年", 202502, "1", "subject"), ("2025年", 202503, "口径调整", "break"), ("2025年", 202503, "1", "subject"),
        ("目标", 202502, "1", "target"), ("目标", 202503, "口径调整", "target"), ("目标", 202503, "1", "target"),
    ]  # fmt: skip
    assert [(row["month"], row["role"]) for row in areas] == [(202502, "subject"), (202503, "subject"), (202503, "subject")]
    assert len(whole) == 4
    assert notes == [("2025年3月起口径调整，前后不可比",), (), (), ()]


# -- the calendar of returns ------------------------------------------------------------------------------------------------


def cell(area, month, due=3, missing=0, days=0, note="", names=()):
    return Cell(area, month, due, missing, days, note, names)


def a_calendar(*cells):
    return Calendar(COUNTY, (202501, 202502), (COUNTY, JIA, YI), {(one.area, one.month): one for one in cells})


YEAR = (
    cell(COUNTY, 202501), cell(COUNTY, 202502, due=0), cell(JIA, 202501, days=3), cell(JIA, 202502, missing=3, names=("甲项", "乙项", "丙项")),
    cell(YI, 202501, days=8), cell(YI, 202502, missing=1, days=2, note="补报", names=("甲项",)),
)  # fmt: skip


def test_the_calendar_in_words(county):
    told = county.ask(lambda source: calendar_sentence(source, a_calendar(*YEAR)))
    assert told == "2025年2月：已报0个，未报或漏项2个（甲镇、乙乡）。甲镇2025年1月迟报3天；乙乡2025年1—2月迟报8、2天。"

    good = [replace(one, missing=0, days=0, names=()) for one in YEAR]
    assert (
        county.ask(lambda source: calendar_sentence(source, a_calendar(*good))) == "2025年2月：已报2个，全部报齐。本年没有迟报。"
    )
    late = [replace(one, missing=0) for one in YEAR]
    assert county.ask(lambda source: calendar_sentence(source, a_calendar(*late))).startswith("2025年2月：已报2个，全部报齐。")
    assert county.ask(lambda source: calendar_sentence(source, Calendar(COUNTY, (), ()))) == "所选单位没有报送任务。"


def test_the_calendar_as_tables(county):
    texts, states = county.ask(lambda source: calendar_table(source, a_calendar(*YEAR)))

    assert list(texts.columns) == list(states.columns) == ["单位", "1月", "2月"]
    assert texts.values.tolist() == [
        ["小县（本级）", "● 已报", "不应报"], ["甲镇", "◆ 迟报3天", "— 未报"], ["乙乡", "◆ 迟报8天", "▲ 漏1项·迟报2天"],
    ]  # fmt: skip
    assert states.values.tolist() == [["", "full", "none"], ["", "late", "missing"], ["", "late", "partial"]]

    notes = county.ask(lambda source: calendar_notes(source, a_calendar(*YEAR)))
    assert notes.values.tolist() == [
        ["甲镇", "2025年2月", "— 未报", "甲项、乙项、丙项", ""], ["乙乡", "2025年2月", "▲ 漏1项·迟报2天", "甲项", "补报"],
        ["甲镇", "2025年1月", "◆ 迟报3天", "", ""], ["乙乡", "2025年1月", "◆ 迟报8天", "", ""],
    ]  # fmt: skip
    more = county.ask(
        lambda source: calendar_notes(
            source, a_calendar(*YEAR[:3], cell(JIA, 202502, 9, 4, names=("甲项", "乙项", "丙项")), *YEAR[4:])
        )
    )
    assert more["缺少"].tolist()[0] == "甲项、乙项、丙项等"


@pytest.mark.parametrize(("text", "day"), [("", reporting.DEADLINE), ("5", 5), ("28", 28), ("29", reporting.DEADLINE), ("0", reporting.DEADLINE),
                                           ("初五", reporting.DEADLINE), ("1", 1)])  # fmt: skip
def test_the_deadline_is_a_day_of_the_next_month(text, day, county):
    def ask(source):
        there = replace(source, settings={reporting.DEADLINE_SETTING: text})
        return [deadline(there, month) for month in (202501, 202511, 202512)]

    assert county.ask(ask) == [date(2025, 2, day), date(2025, 12, day), date(2026, 1, day)]


def test_an_older_version_s_calendar_knows_only_what_had_come(county):
    """甲镇's one figure of January, then its correction to nothing at all by a second version of 乙乡."""
    county.report(("temporary_relief_amount", JIA, 202501, 5), submitted_at=datetime(2025, 2, 3))
    county.report(("temporary_relief_amount", YI, 202501, 5), submitted_at=datetime(2025, 2, 4))

    def missing(source, area):
        found = reporting.calendar(source, COUNTY, 202501).cells[area, 202501]
        return found.due - found.missing

    with open_source(EVERYTHING, 1) as source:
        assert (missing(source, JIA), missing(source, YI)) == (1, 0)
        own = reporting.calendar(source, JIA, 202501)
        assert own.cells[JIA, 202501].due - own.cells[JIA, 202501].missing == 1
    with open_source(EVERYTHING) as source:
        assert (missing(source, JIA), missing(source, YI)) == (1, 1)


# -- coverage, programmes -------------------------------------------------------------------------------------------------


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


# -- registers ------------------------------------------------------------------------------------------------------------


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


def test_entitled_in_and_out_and_rates_are_whole(county):
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


# -- what the roll-up is told of the catalogue ----------------------------------------------------------------------------


def test_the_roll_up_s_specs_follow_the_catalogue():
    made = derivation_of(catalogue())
    every = catalogue().indicators

    assert set(made.stored) == set(every) and made.hash == catalogue().hash
    months = frozenset(range(1, 13))
    assert made.stored[DEATHS] == StoredSpec(DEATHS, "flow", "funeral", months, False)
    assert made.stored["urban_dibao_standard"].nature == "standard" and made.stored["urban_dibao_persons"].nature == "stock"
    assert made.stored["age_allowance_amount"].months_due == every["age_allowance_amount"].months_due != months
    assert made.stored[RATE] == StoredSpec(RATE, "rate", "funeral")  # of its numerator: who should have reported
    assert made.stored["dibao_persons"] == StoredSpec("dibao_persons", "stock", "dibao")
    assert made.stored["dibao_funds_amount"] == StoredSpec("dibao_funds_amount", "flow", "dibao")
    assert made.stored["registered_population_persons"] == StoredSpec(
        "registered_population_persons", "stock", "denominators", yearly=True
    )
    assert made.stored["urban_population_persons"].yearly and not made.stored[DEATHS].yearly

    ratios = {one.id: one for one in made.ratios}
    assert ratios[RATE] == RatioSpec(RATE, CREMATED, DEATHS, "same_span", False)
    assert ratios["dibao_coverage_rate"] == RatioSpec(
        "dibao_coverage_rate", "dibao_persons", "registered_population_persons", "period_end", True
    )
    assert "child_filing_rate" not in ratios  # quoted only
    sums = [one.id for one in made.sums]
    assert SumSpec("dibao_funds_amount", ("urban_dibao_funds_amount", "rural_dibao_funds_amount")) in made.sums
    assert sums.index("dibao_funds_amount") < sums.index("subsidy_total_a") and len(sums) == len(set(sums))
    assert set(sums) == {one.id for one in every.values() if one.kind == "sum"}


def test_what_is_sensitive_stays_so_in_its_totals():
    made, every = derivation_of(catalogue()), catalogue().indicators

    assert {one.id for one in every.values() if one.sensitive} <= made.sensitive
    assert "orphans_defacto_children_persons" in made.sensitive and DEATHS not in made.sensitive


def test_points_and_frequencies_follow_from_the_parts():
    every = catalogue().indicators
    point = {code: is_point(every[code], every) for code in (DEATHS, "urban_dibao_persons", "urban_dibao_standard", RATE, "dibao_coverage_rate",
                                                            "dibao_persons", "dibao_funds_amount", "child_filing_rate")}  # fmt: skip
    assert point == {DEATHS: False, "urban_dibao_persons": True, "urban_dibao_standard": True, RATE: False, "dibao_coverage_rate": True,
                     "dibao_persons": True, "dibao_funds_amount": False, "child_filing_rate": False}  # fmt: skip
    assert frequency(every["dibao_coverage_rate"], every) == "month"  # monthly persons of a yearly population
    assert frequency(every["registered_population_persons"], every) == "year" == frequency(every["dibao_budget_amount"], every)
    assert is_yearly(every["registered_population_persons"], every) and not is_yearly(every["dibao_coverage_rate"], every)


# -- stated figures -------------------------------------------------------------------------------------------------------


@pytest.fixture
def text_of(county):
    """约1,000 urban and 400 rural persons of 2022 without a month, 30 and 40 in 2023, 9 of 12 cremated, and 80 % stated."""
    county.report(("urban_dibao_persons", COUNTY, 2022, "约1000"), ("rural_dibao_persons", COUNTY, 2022, 400), (CREMATED, COUNTY, 2022, 9),
                  (DEATHS, COUNTY, 2022, 12), (RATE, COUNTY, 2022, 80))  # fmt: skip
    return county


def seen(source):
    return reads.observations(source.connection, EVERYTHING)


def test_a_text_s_own_arithmetic_is_whole(text_of):
    table = text_of.ask(lambda source: arithmetic(source, seen(source)))

    every = catalogue().indicators
    assert list(table.columns) == ["指标", "核算", "算式", "报告所写", "范围"]
    rows = table.values.tolist()
    assert [every["dibao_persons"].name, "约1,400人", "1,000 + 400", "—", "小县"] in rows
    assert [every[RATE].name, "75.0%", "9/12", "80%", "小县"] in rows
    reckoned = dict(zip(table["指标"], table.attrs["keys"]["核算"], strict=True))
    assert (
        reckoned[every["dibao_persons"].name] == "stated.1.1-2.dibao_persons"
        and reckoned[every[RATE].name] == "stated.1.3-4.cremation_rate"
    )
    assert dict(zip(table["指标"], table.attrs["keys"]["报告所写"], strict=True))[every[RATE].name] == "stated.1.5"


def test_a_stated_figure_is_opened_by_its_key(text_of):
    found = text_of.ask(statement, "stated.1.1")
    one = catalogue().indicators["urban_dibao_persons"]
    assert (found.name, found.printed, found.formula, found.state) == (f"小县 · {one.name}", "约1,000人", "", "报告所写")
    assert found.facts == (
        ("范围", "小县"),
        ("性质", "实际"),
        ("定义", one.definition),
        ("口径", one.scope),
        ("数据", "数据版本1，《第1份》"),
    )
    assert (len(found.rows), found.rows[0].indicator) == (1, one.id)
    assert found.when == "年份未注明"  # nothing was printed beside it

    made = text_of.ask(statement, "stated.1.3-4.cremation_rate")
    rate = catalogue().indicators[RATE]
    assert (made.name, made.printed, made.formula, made.state) == (f"小县 · {rate.name}", "75.0%", "9/12", "按报告核算")
    assert made.facts == (("算法", "由报告自身列出的数字核算，不进入任何趋势"), ("定义", rate.definition), ("口径", rate.scope))
    assert [row.indicator for row in made.rows] == [CREMATED, DEATHS] and made.when == "年份未注明"


def test_a_statement_s_words_come_from_its_row(text_of):
    def ask(source):
        row = next(seen(source).itertuples(index=False))
        return _as_stated(
            source, row._replace(place="三村", stated_span="2022年10月", quote="城市低保约千人", note="约数", value=float("nan"))
        )

    found = text_of.ask(ask)
    assert (found.name, found.when, found.printed) == ("三村 · 城市低保人数", "2022年10月", "已遮盖")
    assert dict(found.facts) | {"定义": "", "口径": ""} == {
        "原文": "城市低保约千人", "范围": "三村", "性质": "实际", "定义": "", "口径": "", "存疑": "约数", "数据": "数据版本1，《第1份》",
    }  # fmt: skip


@pytest.mark.parametrize(
    "key", ["stated.1.99", "stated.1.1-99.cremation_rate", "stated.1.1.cremation_rate", "stated.1.0", "stated.9.0", "deaths.1"]
)
def test_a_key_of_nothing_is_refused(key, text_of):
    with pytest.raises(UnknownFigure):
        text_of.ask(statement, key)


def test_stated_keys_and_tables(text_of):
    assert stated_key(3, {7, 5}, "x") == "stated.3.5-7.x" and stated_key(3, [5]) == "stated.3.5"
    assert (
        is_stated_key("stated.3.5-7.x")
        and is_stated_key("stated.3.5")
        and not is_stated_key("stated.3")
        and not is_stated_key("x.3.5")
    )
    table = text_of.ask(lambda source: stated_table(source, seen(source), 2022, "funeral"))
    assert table["indicator"].tolist() == [CREMATED, DEATHS, RATE] and table["数值"].tolist() == ["9具", "12人", "80%"]
    assert table.attrs["keys"]["数值"] == ["stated.1.3", "stated.1.4", "stated.1.5"]
    assert len(text_of.ask(lambda source: stated_table(source, seen(source), 2023))) == 0
    assert text_of.ask(lambda source: arithmetic(source, seen(source).iloc[:0])).attrs["keys"] == {"核算": [], "报告所写": []}


# -- who is counted in a change -------------------------------------------------------------------------------------------


def test_why_nothing_can_be_told_apart_is_said(county):
    county.report((DEATHS, COUNTY, 202405, 10), (DEATHS, COUNTY, 202505, 12), (DEATHS, JIA, 202505, 7))

    def ask(source, which, code, area=COUNTY):
        return which(source, change_of(source, code, area, Span("month", 202505), "yoy"))

    county_alone = county.ask(ask, by_area, DEATHS)
    assert (county_alone.by, county_alone.parts, county_alone.reason) == ("area", (), "没有两期都有数的下级，不作分解")
    assert county_alone.left_out == (("甲镇", "基期未报"), ("乙乡", "本期未报、基期未报"))
    members = county.ask(ask, by_member, DEATHS)
    assert (members.by, members.reason) == ("member", "不是合计指标，没有分项")
    assert county.ask(ask, by_member, "dibao_funds_amount").by == "member"
