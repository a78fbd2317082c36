"""One task in depth, whole: months against the plan, areas against their own targets; worked out by hand."""

import math

import pytest

from metrics.progress_board import board
from metrics.progress_detail import by_area, plan_trend
from tests.metrics.conftest import COUNTY, DONG, JIA, NAN, XI, YI, monthly, view_of

HOMES, RATE, LOTTERY = "home_adaptation_households", "cremation_rate", "lottery_sales_amount"
VIEW = view_of("ytd", 202510)


@pytest.fixture
def homes(county):
    """甲镇 40 and 乙乡 20 a month of 1,200 this year; 30 and 10 a month in 2024. 甲镇's own target is 400."""
    county.aim(HOMES, COUNTY, 1200, task="适老化改造1200户")
    county.aim(HOMES, JIA, 400)
    county.report(*monthly(HOMES, JIA, [40] * 10), *monthly(HOMES, YI, [20] * 10))
    county.report(*monthly(HOMES, JIA, [30] * 12, 2024), *monthly(HOMES, YI, [10] * 12, 2024))
    return county


def of_task(county, question, code, view=VIEW):
    return county.ask(
        lambda source: question(
            source, view, next(row for row in board(source, view) if row.indicator and row.indicator.id == code)
        )
    )


def test_the_months_stand_against_the_calendar(homes):
    found = of_task(homes, plan_trend, HOMES)

    assert (found.id, found.kind, found.unit, found.options) == (f"progress.{HOMES}.plan", "trend", "户", {"height": 300})
    assert found.title == "适老化改造1200户：600户，滞后序时33.3个百分点"
    assert found.finding == "小县适老化改造1200户逐月（本年累计）对照序时进度（按月均分），滞后序时33.3个百分点"
    assert found.notes[0] == "逐月（本年累计），虚线为序时进度（按月均分），灰线为上年"
    assert found.notes[1].startswith("按今年以来月均推算：1—10月600户 ÷ 10 × 12 ≈ 720户（60.0%）")
    assert set(found.frame.columns) == {"month", "series", "text", "role", "value"}
    rows = [(row["month"], row["series"], row["role"], row["value"], row["text"]) for row in found.frame.to_dict("records")]
    assert rows == [
        *((202400 + m, "2024年", "last_year", 40 * m, f"{40 * m}户") for m in range(1, 13)),
        *((202500 + m, "2025年", "subject", 60 * m, f"{60 * m}户") for m in range(1, 11)),
        *((202500 + m, "计划", "target", 100 * m, f"{100 * m:,}户") for m in range(1, 13)),
    ]
    assert [number.key for number in found.numbers][::21] == [f"{HOMES}.{COUNTY}.ytd.202401", f"{HOMES}.{COUNTY}.ytd.202510"]


def test_a_month_with_a_gap_is_no_point(homes):
    homes.report((HOMES, JIA, 202511, 40))

    rows = of_task(homes, plan_trend, HOMES, view_of("ytd", 202511)).frame.to_dict("records")
    (november,) = [row for row in rows if row["month"] == 202511 and row["role"] == "subject"]
    assert math.isnan(november["value"]) and november["text"] == "440户（上报1/2）"


def test_a_task_s_own_plan_is_its_line(county):
    """20, 50 and 90 by March, June and September; between them as much as at the last."""
    county.aim(LOTTERY, COUNTY, 100, task="福彩", milestones={3: 20, 6: 50, 9: 90})
    county.report(*monthly(LOTTERY, COUNTY, [5] * 10))

    found = of_task(county, plan_trend, LOTTERY)
    plan = [row["value"] for row in found.frame.to_dict("records") if row["series"] == "计划"]
    assert plan[2] == 20 and plan[5] == 50 and plan[8] == 90 and plan[11] == 100
    assert "虚线为任务自定的节点" in found.notes[0]


def test_a_level_is_one_line_all_year(county):
    county.aim(RATE, COUNTY, 98, task="火化率98%")
    county.report(("deaths_persons", JIA, "202501-202510", 100), ("cremations_count", JIA, "202501-202510", 97))

    found = of_task(county, plan_trend, RATE)
    assert [row["text"] for row in found.frame.to_dict("records") if row["series"] == "计划"] == ["98.0%"] * 12
    assert "虚线为全年保持的目标" in found.notes[0]
    assert of_task(county, by_area, RATE).id == "progress.cremation_rate.ranking"  # shares have no target of their own


def test_a_stock_is_drawn_as_it_stands(county):
    county.aim("elder_beds_count", COUNTY, 120, task="床位")
    county.report(("elder_beds_count", COUNTY, 202509, 80), ("elder_beds_count", COUNTY, 202510, 90))

    found = of_task(county, plan_trend, "elder_beds_count")
    assert found.notes[0] == "逐月，虚线为序时进度（按月均分），灰线为上年"
    assert [row["value"] for row in found.frame.to_dict("records") if row["series"] == "2025年"][-2:] == [80, 90]
    assert of_task(county, by_area, "elder_beds_count") is None  # the county's alone


def test_areas_are_held_to_their_own_targets(homes):
    found = of_task(homes, by_area, HOMES)

    assert (found.id, found.kind, found.unit) == (f"progress.{HOMES}.areas", "ranking", "%")
    assert found.title == "适老化改造：下级目标完成率，均达序时"
    assert found.finding == "小县下级特殊困难老年人家庭适老化改造户数目标完成率，均达序时"
    assert found.notes == ("按各单位自己的目标计算",)
    rows = found.frame.to_dict("records")
    assert rows[0] == {
        "area": JIA,
        "name": "甲镇",
        "role": "context",
        "light": "on",
        "value": 100,
        "text": "100.0%",
        "detail": "400户/400户",
    }
    assert math.isnan(rows[1].pop("value"))
    assert rows[1] == {"area": YI, "name": "乙乡", "role": "missing", "light": "none", "text": "未设目标", "detail": ""}
    assert found.options == {
        "direction": "higher_better", "height": 240, "target": pytest.approx(250 / 3), "target_text": "序时83.3%",
    }  # fmt: skip
    assert [number.key for number in found.numbers] == [f"{HOMES}.{area}.ytd.202510" for area in (JIA, YI)]


def test_who_lags_and_who_is_silent_is_counted(county):
    county.aim(HOMES, COUNTY, 1200, task="适老化改造1200户")
    county.aim(HOMES, JIA, 400)
    county.aim(HOMES, YI, 400)
    assert of_task(county, by_area, HOMES).title == "适老化改造：下级目标完成率，2个暂无数据"

    county.report(*monthly(HOMES, JIA, [10] * 10))
    found = of_task(county, by_area, HOMES)
    assert found.title == "适老化改造：下级目标完成率，1个滞后，1个暂无数据"
    assert found.frame["text"].tolist() == ["25.0%", "未报"]


def test_without_targets_of_their_own_the_figures_are_ranked(county):
    county.aim(HOMES, COUNTY, 1200, task="适老化改造1200户")
    county.report(*monthly(HOMES, JIA, [40] * 10), *monthly(HOMES, YI, [20] * 10))

    found = of_task(county, by_area, HOMES, view_of("month", 202510))
    assert (found.id, found.view.span.kind) == (f"progress.{HOMES}.ranking", "ytd")
    assert found.frame["text"].tolist()[:2] == ["400户", "200户"]
    assert {DONG, XI, NAN}.isdisjoint(found.frame["area"])
