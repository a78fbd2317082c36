"""重点工作推进 whole: the table's rows, the bars, the record for a machine, ceilings and build-ups; worked out by hand."""

import math

import pytest

from metrics.loading import catalogue
from metrics.progress_board import COLUMNS, bars, board, chosen, pace_answer, table
from metrics.progress_detail import plan_trend
from metrics.results import Span
from tests.metrics.conftest import COUNTY, JIA, YI, monthly, view_of

HOMES, RATE, BEDS = "home_adaptation_households", "cremation_rate", "elder_beds_count"
VIEW = view_of("ytd", 202510)


@pytest.fixture
def homes(county):
    """600 of 1,200 by October, 480 in all of 2024: 400 of them by October."""
    county.aim(HOMES, COUNTY, 1200, task="适老化改造1200户", category="年度任务", owner="养老股")
    county.aim("", COUNTY, None, task="照护楼建设", category="民生实事", stage="开工：主体封顶")
    county.report(*monthly(HOMES, JIA, [40] * 10), *monthly(HOMES, YI, [20] * 10))
    county.report(*monthly(HOMES, JIA, [30] * 12, 2024), *monthly(HOMES, YI, [10] * 12, 2024))
    return county


MEAN = "1—10月600户 ÷ 10 × 12"
SEASON = "1—10月600户 ÷ 上年同期占全年83.3%"


def test_the_table_whole(homes):
    found = homes.ask(lambda source: table(source, VIEW, board(source, VIEW)))

    sentence = "截至2025年10月底，小县1项重点任务0项达序时、1项滞后，1项按阶段推进；差得最多的是“适老化改造1200户”（滞后序时33.3个百分点）。"
    assert (found.id, found.kind, found.title, found.finding, found.unit) == ("progress.board", "table", "任务清单", sentence, "")
    assert found.notes == ("月均 = 按今年以来月均推算；上年进度 = 按上年同期占全年比重推算；括号内为占目标的百分比",)
    assert found.options == {"columns": list(COLUMNS)}
    assert list(found.frame.columns) == [*COLUMNS, "light", "indicator", "explained"]
    assert found.frame.values.tolist() == [
        ["民生实事", "照护楼建设", "○按阶段", "—", "开工（3/4）", "—", "—", "主体封顶", "—", "—", "—", "—", "县民〔2025〕1号", "stage", "", ""],
        ["年度任务", "适老化改造1200户", "▼低于预警值", "1,200户", "600户", "50.0%", "83.3%", "滞后序时33.3个百分点", "600户", "720户（60.0%）",
         "720户（60.0%）", "养老股", "县民〔2025〕1号", "off", HOMES,
         f"按今年以来月均推算：{MEAN} ≈ 720户（60.0%）；按上年同期占全年比重推算：{SEASON} ≈ 720户（60.0%）"],
    ]  # fmt: skip
    assert [number.key for number in found.numbers] == [f"{HOMES}.{COUNTY}.ytd.202510"]


def test_an_expectation_from_an_earlier_month_says_so(homes):
    homes.report((HOMES, JIA, 202511, 40))

    view = view_of("ytd", 202511)
    assert homes.ask(lambda source: table(source, view, board(source, view))).notes[1] == "11月未报全的按1—10月推算"


def test_the_bars_whole(homes):
    found = homes.ask(lambda source: bars(source, VIEW, board(source, VIEW)))

    assert (found.id, found.kind, found.title, found.unit) == ("progress.bars", "progress", "完成率与序时（1项，滞后在前）", "%")
    assert (
        found.finding
        == "截至2025年10月底，小县1项重点任务0项达序时、1项滞后；差得最多的是“适老化改造1200户”（滞后序时33.3个百分点）。"
    )
    assert found.notes == ("竖线为序时进度；保持类、上限类以目标100%为线",)
    assert list(found.frame.columns) == ["name", "value", "text", "pace", "pace_text", "light", "detail", "indicator"]
    assert found.frame.values.tolist() == [
        ["适老化改造1200户", 50, "50.0%", pytest.approx(250 / 3), "83.3%", "off", "滞后序时33.3个百分点", HOMES],
    ]  # fmt: skip


def test_a_level_has_no_tick_and_the_worst_comes_first(homes):
    homes.aim(RATE, COUNTY, 90, task="火化率90%")
    homes.report(
        *(
            (code, area, "202501-202510", value)
            for area in (JIA, YI)
            for code, value in (("cremations_count", 91), ("deaths_persons", 100))
        )
    )

    rows = homes.ask(lambda source: bars(source, VIEW, board(source, VIEW))).frame.to_dict("records")
    assert [row["name"] for row in rows] == ["适老化改造1200户", "火化率90%"]
    assert math.isnan(rows[1]["pace"]) and rows[1]["light"] == "on"
    cells = homes.ask(lambda source: table(source, VIEW, board(source, VIEW))).frame.set_index("任务").loc["火化率90%"]
    assert cells[["目标", "完成率", "序时"]].tolist() == ["90.0%", "101.1%", "全年保持"]


def test_what_should_stay_low_has_a_ceiling(county):
    low = next(
        one
        for one in catalogue().indicators.values()
        if one.kind == "flow" and one.direction == "lower_better" and one.tier == "core"
    )
    area = COUNTY
    county.aim(low.id, area, 120, task="控制总量")
    county.report(*((low.id, area, 202500 + month, 9) for month in range(1, 11)))

    row = county.ask(lambda source: table(source, VIEW, board(source, VIEW))).frame.iloc[0]
    assert row["目标"].startswith("不超过120") and row["序时"] == "全年上限"
    trend = county.ask(lambda source: plan_trend(source, VIEW, chosen(board(source, VIEW), low.id)))
    assert "虚线为全年上限" in trend.notes[0]
    assert [one["value"] for one in trend.frame.to_dict("records") if one["role"] == "target"] == [120.0] * 12


def test_a_build_up_goes_on_from_where_the_year_began(county):
    """80 beds in December, 120 aimed at: 100 by June."""
    county.aim(BEDS, COUNTY, 120, task="床位120张")
    county.report((BEDS, COUNTY, 202412, 80), (BEDS, COUNTY, 202510, 110))

    found = county.ask(lambda source: plan_trend(source, VIEW, chosen(board(source, VIEW), BEDS)))
    plan = [row["value"] for row in found.frame.to_dict("records") if row["role"] == "target"]
    assert (plan[0], plan[5], plan[11]) == (pytest.approx(80 + 40 / 12), 100, 120)


def test_the_record_for_a_machine_whole(homes):
    found = homes.ask(pace_answer, HOMES, COUNTY, Span("ytd", 202510))

    assert found == {
        "target": 1200, "document": "县民〔2025〕1号", "task": "适老化改造1200户", "year": 2025, "value": 600, "completion": 50,
        "pace": 83.3333333333, "way": "calendar", "gap": -33.3333333333, "gap_text": "滞后序时33.3个百分点", "remaining": 600,
        "remaining_text": "600户", "light": "off", "light_text": "▼低于预警值", "rule": "系统默认", "reason": None,
        "expected": [
            {"method": "按今年以来月均推算", "value": 720, "text": "720户（60.0%）", "formula": MEAN, "reason": None},
            {"method": "按上年同期占全年比重推算", "value": 720, "text": "720户（60.0%）", "formula": SEASON, "reason": None},
        ],
    }  # fmt: skip
