"""The reader's words and numbers, and what a return says against itself: every finding whole, made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data_access.specs import SCALE, Observation
from metrics.loading import catalogue
from metrics.results import Span
from metrics.returning.cells import Column, Heads, amount, month_of, plain
from metrics.returning.checks import Total, against_present, doubled, in_force, kind_of, parts, sums
from metrics.returning.finding import ERROR, WARNING, Draft, Finding
from metrics.returning.mapping import FormMap, Rule
from metrics.returning.preview import Change, change_table, finding_table, key_of, of_draft, of_version
from tests.metrics.conftest import COUNTY, DONG, JIA, XI, YI

DEATHS, CREMATED = "deaths_persons", "cremations_count"


def row(indicator, area, value, first=202501, last=0, source="人员!C3"):
    return Observation(area, indicator, value * SCALE, first, last or first, first // 100, source=source)


def asked(county, check, *more):
    return county.ask(lambda source: check(*more, source))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025年10月", (202510, False)), ("2025-03", (202503, False)), ("2025.3", (202503, False)), ("２０２５／０３", (202503, False)),
        ("202512", (202512, False)), ("2025年1—10月", (202510, True)), ("2025年1月至9月", (202509, True)), ("2025年3月累计", (202503, True)),
        ("2025年3月、2025年4月", (0, False)), ("2025-03-31", (202503, False)), ("2025", (0, False)), ("", (0, False)), (None, (0, False)),
        ("2025年13月", (0, False)), ("202513", (0, False)),
    ],
)  # fmt: skip
def test_the_month_of_a_cell(text, expected):
    assert month_of(text) == expected


@pytest.mark.parametrize(
    ("text", "factor", "expected"),
    [
        ("1,234", 1, (1234 * SCALE, "")), ("12.5", 10_000, (125_000 * SCALE, "")), (" 0 ", 1, (0, "")), ("—", 1, (None, "")), ("", 1, (None, "")),
        ("12,34", 1, (None, "逗号的位置不像千分位。")), ("三", 1, (None, "不是数字。")), ("-5", 1, (None, "不能是负数。")),
        ("1e30", 1, (None, "数值过大，请核对单位。")), ("999999999999999", 10, (None, "数值过大，请核对单位。")),
        ("0.00001", 1, (None, "小数位过多，最多保留到基本单位的四位小数。")), ("0.00001", 10_000, (SCALE // 10, "")),
    ],
)  # fmt: skip
def test_the_amount_of_a_cell(text, factor, expected):
    assert amount(text, factor) == expected


def test_a_head_names_its_indicator_unit_and_span():
    heads = Heads(catalogue(), FormMap({"自家的叫法": Rule(DEATHS)}))
    deaths, paid = catalogue().indicators[DEATHS], catalogue().indicators["urban_dibao_funds_amount"]

    assert plain(" 死 亡\u3000人数 ") == "死亡人数"
    assert heads.column(2, "死亡人数") == (Column(2, deaths, 1, False), "") == heads.column(2, "自家的叫法")
    assert heads.column(3, "城市低保金发放额（万元）") == (Column(3, paid, 10_000, False), "")
    assert heads.column(3, "死亡人数本年累计（人）") == (Column(3, deaths, 1, True), "")
    assert heads.column(3, "死亡人数（斤）") == (None, "单位“斤”不是指标“死亡人数”的单位，应为“人”或其万、亿倍。")
    assert heads.column(3, "不认识的列") == (None, "")
    assert heads.indicator("火化率") is None  # the name of several


def test_a_figure_twice_is_kept_once(county):
    once, again, other = row(DEATHS, JIA, 5), row(DEATHS, JIA, 5, source="人员!C9"), row(DEATHS, JIA, 6, source="人员!C10")

    assert asked(county, doubled, [once, again, other, row(DEATHS, YI, 5)]) == (
        [once, row(DEATHS, YI, 5)],
        [
            Finding(WARNING, "人员", "C9", "5人", "甲镇的“死亡人数”与C3重复，数相同，只导入一次。", "请删除重复的行。"),
            Finding(ERROR, "人员", "C10", "6人", "甲镇的“死亡人数”与C3重复，那里是5人。", "请核对后只保留正确的一个。"),
        ],
    )


def test_a_total_row_is_held_against_its_column(county):
    rows = [row(DEATHS, JIA, 5), row(DEATHS, YI, 7), row(DEATHS, DONG, 100), row(DEATHS, JIA, 50, source="另表!C3")]
    rows = [one for one in rows if one.area != DONG]
    total = Total("人员", "C20", DEATHS, "flow", 13 * SCALE, 202501, 202501)

    assert list(asked(county, sums, rows[:2], [total])) == [
        Finding(ERROR, "人员", "C20", "", "合计是13人，各行相加是12人。", "请核对各行和合计；合计行本身不导入。")
    ]
    for fine in (
        replace(total, value=12 * SCALE),
        replace(total, kind="standard"),
        replace(total, first=202502),
        replace(total, sheet="别表"),
    ):
        assert list(asked(county, sums, rows[:2], [fine])) == []


def test_an_area_is_held_against_those_below_it(county):
    rows = [row(DEATHS, JIA, 9), row(DEATHS, DONG, 5, source="人员!C4"), row(DEATHS, XI, 3, source="人员!C5")]

    assert list(asked(county, sums, rows, [])) == [
        Finding(WARNING, "人员", "C3", "9人", "甲镇是9人，下级相加是8人。", "请核对；确认无误的请写明原因。")
    ]
    assert list(asked(county, sums, rows[:2], [])) == []  # one village is missing
    assert list(asked(county, sums, [row(DEATHS, JIA, 8), *rows[1:]], [])) == []


def test_a_part_above_its_whole_names_both_cells(county):
    found = list(asked(county, parts, [row(CREMATED, JIA, 9, source="人员!D3"), row(DEATHS, JIA, 8), row(CREMATED, YI, 9)]))

    assert found == [
        Finding(
            WARNING, "人员", "D3", "9具", "甲镇“遗体火化数”大于“死亡人数”（8人，C3）。", "请核对两个数；确认无误的请写明原因。"
        )
    ]


@pytest.mark.parametrize(
    ("now", "after", "large"),
    [(30, 90, False), (30, 91, True), (90, 30, False), (91, 30, True), (5, 19, False), (5, 20, True), (0, 20, True)],
)
def test_a_change_of_more_than_threefold_is_a_warning(now, after, large, county):
    county.report((DEATHS, JIA, 202501, now))

    changes, found = asked(county, against_present, [row(DEATHS, JIA, after), row(DEATHS, YI, 50)])
    assert changes == [(row(DEATHS, JIA, after), now * SCALE), (row(DEATHS, YI, 50), None)]
    warning = Finding(
        WARNING,
        "人员",
        "C3",
        f"{after}人",
        f"现有数据是{now}人，本次相差三倍以上。",
        "请核对数和单位（元、万元）；确认无误的请写明原因。",
    )
    assert found == ([warning] if large else [])
    assert asked(county, against_present, [row(DEATHS, JIA, now)]) == ([], [])


def test_cumulative_figures_are_held_against_cumulative_ones(county):
    county.report((DEATHS, JIA, "202501-202503", 30), (DEATHS, JIA, 202503, 9))

    assert kind_of(row(DEATHS, JIA, 1, 202501, 202503)) == "ytd" and kind_of(row(DEATHS, JIA, 1, 202503)) == "month"
    rows = [row(DEATHS, JIA, 1, 202501, 202503), row(DEATHS, JIA, 1, 202503)]
    assert asked(county, lambda source: in_force(rows, source)) == {
        (DEATHS, JIA, 202503, "ytd"): 30 * SCALE, (DEATHS, JIA, 202503, "month"): 9 * SCALE,
    }  # fmt: skip


def test_changes_are_told_the_largest_first(county):
    county.report((DEATHS, JIA, 202501, 10), (DEATHS, YI, 202501, 10))
    county.report((DEATHS, JIA, 202501, 11), (DEATHS, YI, 202501, 40), (CREMATED, JIA, 202501, 3))

    found = asked(county, lambda source: of_version(source, 2))
    month = Span("month", 202501)
    assert found == [
        Change(YI, DEATHS, month, 10 * SCALE, 40 * SCALE), Change(JIA, DEATHS, month, 10 * SCALE, 11 * SCALE), Change(JIA, CREMATED, month, None, 3 * SCALE),
    ]  # fmt: skip
    assert [key_of(one) for one in found][:1] == [f"{DEATHS}.{YI}.month.202501"]
    table = asked(county, lambda source: change_table(source, [*found, Change(COUNTY, DEATHS, month, 5 * SCALE, None)]))
    assert list(table.columns) == ["单位", "指标", "期间", "原数", "新数", "变化"]
    assert table.values.tolist() == [
        ["乙乡", "死亡人数", "2025年1月", "10人", "40人", "↑ +300.0%"], ["甲镇", "死亡人数", "2025年1月", "10人", "11人", "↑ +10.0%"],
        ["甲镇", "遗体火化数", "2025年1月", "—", "3具", "新报"], ["小县", "死亡人数", "2025年1月", "5人", "—", "撤回，未报"],
    ]  # fmt: skip
    assert asked(county, lambda source: of_version(source, 9)) == []
    draft = Draft("x", "y", changes=[(row(DEATHS, JIA, 11), 10 * SCALE), (row(DEATHS, YI, 40), 10 * SCALE)])
    assert of_draft(draft) == found[:2]


def test_what_blocks_is_listed_first():
    warning = Finding(WARNING, "表", "A1", "1", "甲。", "乙。")
    error = Finding(ERROR, "表", "A2", "", "丙。", "丁。")

    table = finding_table([warning, error])
    assert list(table.columns) == ["级别", "工作表", "单元格", "内容", "原因", "怎么改"]
    assert table.values.tolist() == [["错误", "表", "A2", "", "丙。", "丁。"], ["提醒", "表", "A1", "1", "甲。", "乙。"]]
    assert (error.text, warning.text) == ("错误 “表”表A2：丙。丁。", "提醒 “表”表A1（1）：甲。乙。")
    assert error.record() == {"level": "error", "sheet": "表", "cell": "A2", "value": "", "reason": "丙。", "remedy": "丁。"}
    draft = Draft("x", "y", findings=[warning, error])
    assert (draft.errors, draft.warnings) == ([error], [warning])
