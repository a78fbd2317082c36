"""What the command line answers about one figure, whole: every field, exact, or null with the reason."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from data_access import engine as engines
from data_access.areas import add_areas
from data_access.scope import EVERYTHING
from data_access.specs import AreaRow
from metrics import answers
from metrics.answers import TABLE_COLUMNS, closing_spans, exact
from metrics.five import cells, five, record
from metrics.inspect import inspection
from metrics.results import Number, Span
from metrics.source import open_source
from tests.metrics.conftest import COUNTY, DONG, JIA, YI, monthly

DEATHS, CREMATED, RATE = "deaths_persons", "cremations_count", "cremation_rate"
OCTOBER = Span("month", 202510)


@pytest.fixture
def october(county):
    """甲镇 12/16 a year ago, 18/20 now; 乙乡 9/10 a year ago, nothing now."""
    county.report((DEATHS, JIA, 202410, 16), (CREMATED, JIA, 202410, 12), (DEATHS, YI, 202410, 10), (CREMATED, YI, 202410, 9))
    county.report((DEATHS, JIA, 202510, 20), (CREMATED, JIA, 202510, 18), file_name="10月.xlsx", submitted_by="甲镇民政办")
    return county


def asked(county, code, span=OCTOBER, compare="yoy", area=COUNTY):
    return county.ask(answers.answer, code, area, span, compare)


def test_a_rate_of_one_of_two_townships_compares_that_one(october):
    """18/20 = 90 %, against 12/16 = 75 % of the same township."""
    found = asked(october, RATE)
    days = [one.pop("committed_at") for one in found["sources"]]

    assert all(len(day) == len("2025-11-03 09:30:00") for day in days)
    paper = {"version": 2, "title": "第2份", "file": "10月.xlsx", "source": "", "area": JIA, "area_name": "甲镇", "span": "2025-10",
             "approx": "", "quote": "", "submitted_by": "甲镇民政办"}  # fmt: skip
    assert found == {
        "indicator": RATE, "name": "遗体火化率（全部死亡人口）", "area": COUNTY, "area_name": "小县",
        "span": "month", "from": "2025-10", "to": "2025-10", "span_text": "2025年10月",
        "value": 90, "unit": "%", "numerator": 18, "denominator": 20, "low": None, "high": None, "other": None,
        "state": "partial", "reporting": 1, "expected": 2, "approx": "", "text": "90.0%", "reason": None, "nearest": None,
        "compare": "yoy", "previous": 75, "change": 15, "change_unit": "个百分点", "change_reason": None,
        "like_for_like": 1, "like_for_like_now": 90, "data_version": 2,
        "sources": [paper | {"indicator": DEATHS, "value": 20, "unit": "人"}, paper | {"indicator": CREMATED, "value": 18, "unit": "具"}],
    }  # fmt: skip


def compared(found):
    return [found[name] for name in ("compare", "previous", "change", "change_unit", "change_reason", "like_for_like_now")]


def test_the_comparison_says_what_it_lacks(october):
    assert compared(asked(october, RATE, compare="none")) == ["none", None, None, None, None, None]
    assert compared(asked(october, RATE, compare="prev")) == ["prev", None, None, "个百分点", "基期无数据", None]
    # both townships a year before, none this September: what the base was is still told
    october.report((DEATHS, JIA, 202409, 0), (DEATHS, YI, 202409, 0), (DEATHS, JIA, 202509, 5), (DEATHS, YI, 202509, 1))
    september = Span("month", 202509)
    assert compared(asked(october, DEATHS, september)) == ["yoy", 0, None, "%", "基期为0，不计算增幅", None]
    assert compared(asked(october, DEATHS, Span("month", 202511), "prev")) == ["prev", 20, None, "%", "本期无数据", None]


def test_a_figure_of_all_who_owe_it_is_compared_as_a_whole(october):
    october.report((DEATHS, YI, 202510, 19))

    assert compared(asked(october, DEATHS)) == ["yoy", 26, 50, "%", None, None]  # 39 after 26


def test_against_the_target_of_the_year(october):
    """甲镇 18/20 since January of a target of 97: seven points short. 乙乡 has no figure, the county no target of its deaths."""
    october.report((RATE, JIA, "202501-202510", 90))
    october.aim(RATE, JIA, 97)
    october.aim(RATE, YI, 96)

    found = asked(october, RATE, Span("ytd", 202510), "target", JIA)
    assert compared(found) == ["target", 97, -7, "个百分点", None, None]
    assert found["like_for_like"] == 0
    assert found["target"]["document"] == "县民〔2025〕1号"
    assert set(found["target"]) == {"document", "completion", "pace", "light"}

    silent = asked(october, RATE, OCTOBER, "target", YI)
    assert compared(silent) == ["target", 96, None, "个百分点", "本期无数据", None]
    assert compared(asked(october, DEATHS, OCTOBER, "target")) == ["target", None, None, "人", "当年没有该指标的目标", None]
    assert asked(october, DEATHS, OCTOBER, "target")["target"] is None


def test_a_task_s_completion_and_light_stand_beside_its_target(county):
    """60 of 120 by June: half done at half-time."""
    county.report(*monthly("temporary_relief_amount", COUNTY, [10] * 6))
    county.aim("temporary_relief_amount", COUNTY, 120)

    found = asked(county, "temporary_relief_amount", Span("ytd", 202506), "target")

    assert compared(found) == ["target", 120, -60, "元", None, None]
    assert found["target"] == {"document": "县民〔2025〕1号", "completion": 50, "pace": 50, "light": "on"}


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ([], "缺少分子：遗体火化数；缺少分母：死亡人数"),
        ([(DEATHS, JIA, 202510, 5)], "缺少分子：遗体火化数"),
        ([(CREMATED, JIA, 202510, 5)], "缺少分母：死亡人数"),
        ([(CREMATED, JIA, 202510, 5), (DEATHS, YI, 202510, 5)], "分子与分母不属于同一时段或同一批单位，不计算"),
    ],
)
def test_a_rate_without_a_pair_names_the_part_that_is_missing(parts, reason, county):
    county.report((DEATHS, JIA, 202401, 1), *parts)

    found = asked(county, RATE)
    assert (found["value"], found["reason"], found["previous"]) == (None, reason, None)
    assert (found["numerator"], found["denominator"]) == (
        next((5 for part in parts if part[0] == CREMATED), None), next((5 for part in parts if part[0] == DEATHS), None),
    )  # fmt: skip
    assert county.ask(answers.reason, county.number(RATE, COUNTY, "month", 202510)) == reason


def test_a_reason_of_its_own_is_kept_and_none_is_none(county):
    county.report(*monthly("age_allowance_amount", JIA, [None, None, 30]), (DEATHS, JIA, 202510, 5))

    assert county.ask(answers.reason, county.number("age_allowance_amount", JIA, "month", 202502)) == "按季发放，本期无应发"
    assert county.ask(answers.reason, county.number(DEATHS, JIA, "month", 202510)) is None


def test_a_rate_of_nothing_says_what_was_zero_and_what_to_do(county):
    """No death in the month: no rate. The command line and the inspector say which return holds the 0."""
    county.report((DEATHS, JIA, 202510, 0), (CREMATED, JIA, 202510, 0))

    words = "分母为0，不计算：死亡人数报为0，确实没有的不必处理，漏报的请补报死亡人数"
    found = asked(county, RATE, area=JIA)
    assert (found["value"], found["denominator"], found["reason"]) == (None, 0, words)
    assert county.ask(inspection, f"{RATE}.{JIA}.month.202510").caveats == (words,)
    assert county.number(RATE, JIA, "month", 202510).reason == "分母为0，不计算"  # as a table prints it


def test_what_another_span_says_stands_beside_a_gap(county):
    """Nothing of 2025; a text says about 1,400 in 2022, its months unknown."""
    county.report(("dibao_persons", COUNTY, 2022, "约1400"))

    found = asked(county, "dibao_persons")
    assert found["nearest"] == {
        "value": 1400, "unit": "人", "stated_span": "2022年，月份未注明", "place": "小县", "text": "约1,400人", "approx": "约", "note": None,
    }  # fmt: skip


def test_a_range_of_standards_keeps_both_ends(county):
    county.report(("urban_dibao_standard", JIA, 202510, 600), ("urban_dibao_standard", YI, 202510, 660.5))

    found = asked(county, "urban_dibao_standard")
    assert [found[name] for name in ("value", "low", "high", "text")] == [None, 600, 660.5, "600—660.5元/月"]


@pytest.mark.parametrize(
    ("value", "number"),
    [(None, None), (Fraction(3), 3), (Fraction(5, 2), 2.5), (Fraction(2, 3), 0.6666666667), (Fraction(-1, 3), -0.3333333333)],
)
def test_a_json_number_is_whole_or_has_ten_decimals(value, number):
    assert exact(value) == number


def test_an_earlier_version_names_itself(october):
    october.report((DEATHS, YI, 202510, 19))

    assert october.ask(answers.answer, DEATHS, COUNTY, OCTOBER, "yoy")["data_version"] == 3
    with open_source(EVERYTHING, 2) as source:
        old = answers.answer(source, DEATHS, COUNTY, OCTOBER, "none")
    assert (old["data_version"], old["value"], old["reporting"]) == (2, 20, 1)


# -- tables and lists -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "first", "last", "expected"),
    [
        ("month", 202411, 202502, [202411, 202412, 202501, 202502]),
        ("ytd", 202501, 202502, [202501, 202502]),
        ("quarter", 202411, 202505, [202412, 202503, 202505]),  # the running one stands at the end
        ("half", 202501, 202512, [202506, 202512]),
        ("half", 202504, 202505, [202505]),
        ("year", 202401, 202505, [202412]),
        ("month", 202505, 202504, []),
    ],
)
def test_the_spans_of_a_table(kind, first, last, expected):
    assert closing_spans(kind, first, last) == [Span(kind, month) for month in expected]


def test_a_table_has_a_row_per_indicator_area_and_span(october):
    rows = october.ask(answers.table, [DEATHS, RATE], COUNTY, True, [Span("month", 202410), OCTOBER])

    assert [(row["indicator"], row["area_name"], row["month"], row["value"]) for row in rows] == [
        (DEATHS, "甲镇", "2024-10", 16), (DEATHS, "甲镇", "2025-10", 20), (DEATHS, "乙乡", "2024-10", 10), (DEATHS, "乙乡", "2025-10", None),
        (RATE, "甲镇", "2024-10", 75), (RATE, "甲镇", "2025-10", 90), (RATE, "乙乡", "2024-10", 90), (RATE, "乙乡", "2025-10", None),
    ]  # fmt: skip
    (own,) = october.ask(answers.table, [RATE], COUNTY, False, [OCTOBER])
    assert tuple(own) == TABLE_COLUMNS
    assert own == {
        "indicator": RATE, "area": COUNTY, "area_name": "小县", "span": "month", "month": "2025-10", "value": 90, "unit": "%",
        "numerator": 18, "denominator": 20, "state": "partial", "reporting": 1, "expected": 2, "approx": "", "version": 2,
    }  # fmt: skip


def test_areas_say_since_when_and_into_what(county):
    old = AreaRow("990301003", "丙乡", "township", COUNTY, "乡", valid_from=202401, valid_to=202506, successor=YI)
    with engines.writing() as connection:
        add_areas(connection, [old])

    found = {row["name"]: row for row in county.ask(answers.areas)}

    assert list(found) == ["小县", "甲镇", "东村", "西村", "乙乡", "南村", "丙乡"]
    assert found["丙乡"] == {
        "code": "990301003", "name": "丙乡", "level": "township", "kind": "乡", "parent": COUNTY, "setting": "",
        "valid_from": "2024-01", "valid_to": "2025-06", "successor": YI,
    }  # fmt: skip
    assert (found["东村"]["code"], found["东村"]["valid_from"], found["东村"]["valid_to"]) == (DONG, "", "")


def test_indicators_and_versions_are_listed(october):
    listed = {one["id"]: one for one in october.ask(answers.indicators)}
    total = listed["dibao_funds_amount"]
    assert total["members"] == "urban_dibao_funds_amount rural_dibao_funds_amount"
    assert listed[RATE]["aliases"] == "火化率"
    assert {name: listed[RATE][name] for name in ("kind", "unit", "direction", "numerator", "denominator", "rule", "line")} == {
        "kind": "ratio", "unit": "%", "direction": "higher_better", "numerator": CREMATED, "denominator": DEATHS,
        "rule": "same_span", "line": "funeral",
    }  # fmt: skip
    newest, oldest = october.ask(answers.versions)
    assert (newest["version"], newest["title"], newest["file_name"], newest["area_name"]) == (2, "第2份", "10月.xlsx", "小县")
    assert (oldest["version"], oldest["submitted_by"], oldest["rows"]) == (1, "", 4)


# -- 当期、同比、环比、本年累计、累计同比 as data -------------------------------------------------------------------------------


def test_the_five_figures_as_data_whole(october):
    nothing = {"change": None, "unit": "个百分点", "now": None, "previous": None, "like_for_like": 0, "text": "—"}
    assert record(october.ask(five, RATE, COUNTY, OCTOBER)) == {
        "current": {"span": "2025年10月", "value": 90, "unit": "%", "numerator": 18, "denominator": 20, "reporting": 1,
                    "expected": 2, "text": "90.0%", "reason": None},
        "yoy": {"change": 15, "unit": "个百分点", "now": 90, "previous": 75, "like_for_like": 1,
                "text": "+15.0个百分点（1个均上报单位）", "reason": None},
        "prev": nothing | {"reason": "基期无数据"},
        "ytd": {"span": "2025年1—10月", "value": None, "unit": "%", "numerator": None, "denominator": None, "reporting": 0,
                "expected": 2, "text": "未报", "reason": "未报"},
        "ytd_yoy": nothing | {"reason": "本期无数据"},
    }  # fmt: skip


def test_a_hidden_figure_is_shown_as_such_among_the_five(county):
    county.report((DEATHS, JIA, 202510, 5))
    found = county.ask(five, DEATHS, JIA, OCTOBER)
    hidden = Number(DEATHS, JIA, OCTOBER, None, "人", state="masked", reason="<3，人数过少", reporting=1, expected=1)

    shown = cells(replace(found, yoy=replace(found.yoy, current=hidden)))[0]
    assert shown == ("当期（2025年10月）", "<3", "")
