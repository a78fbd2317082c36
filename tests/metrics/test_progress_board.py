"""What 重点工作推进 shows: rows by category, the sentence, one task in depth, and the same for a machine."""

import math

import pytest

from metrics import progress_board
from metrics.progress_board import PLAIN, bars, board, chosen, pace_answer, sentence, stage_text, table
from metrics.progress_detail import by_area, plan_trend
from metrics.results import Span
from tests.metrics.conftest import COUNTY, JIA, NAN, YI, monthly, view_of

HOMES, RATE, BEDS = "home_adaptation_households", "cremation_rate", "elder_beds_count"
VIEW = view_of("ytd", 202510)


@pytest.fixture
def tasks(county):
    """Homes 600 of 1,200; the rate 97 of 98; a building at its third stage; a plain target of beds without a figure."""
    county.aim(HOMES, COUNTY, 1200, task="适老化改造1200户", category="年度任务", owner="养老股")
    county.aim(RATE, COUNTY, 98, task="火化率98%", category="上级目标")
    county.aim("", COUNTY, None, task="照护楼建设", category="民生实事", stage="开工：主体封顶")
    county.aim(BEDS, COUNTY, 100)
    county.aim(HOMES, JIA, 400)
    county.report(*monthly(HOMES, JIA, [40] * 10), *monthly(HOMES, YI, [20] * 10))
    county.report(("deaths_persons", JIA, 202510, 100), ("cremations_count", JIA, 202510, 97))
    return county


def test_rows_stand_by_category_and_plain_targets_last(tasks):
    rows = tasks.ask(board, VIEW)

    assert [(row.category, row.name, row.light) for row in rows] == [
        ("民生实事", "照护楼建设", "stage"),
        ("上级目标", "火化率98%", "none"),
        ("年度任务", "适老化改造1200户", "off"),
        (PLAIN, rows[3].indicator.label, "none"),
    ]


def test_the_sentence_counts_key_tasks_only(tasks):
    text = tasks.ask(lambda source: sentence(source, VIEW, board(source, VIEW)))

    assert text == (
        "截至2025年10月底，小县1项重点任务0项达序时、1项滞后，1项按阶段推进，1项暂无数据；"
        "差得最多的是“适老化改造1200户”（滞后序时33.3个百分点）。"
    )


def test_the_table_prints_every_column(tasks):
    exhibit = tasks.ask(lambda source: table(source, VIEW, board(source, VIEW)))
    rows = {row["任务"]: row for row in exhibit.frame.to_dict("records")}

    homes = rows["适老化改造1200户"]
    printed = [homes[name] for name in progress_board.COLUMNS[2:]]
    assert printed == [
        "▼低于预警值", "1,200户", "600户", "50.0%", "83.3%", "滞后序时33.3个百分点", "600户", "720户（60.0%）", "—", "养老股", "县民〔2025〕1号",
    ]  # fmt: skip
    assert homes["explained"] == (
        "按今年以来月均推算：1—10月600户 ÷ 10 × 12 ≈ 720户（60.0%）；按上年同期占全年比重推算：—（上年同期或上年全年无数据）"
    )
    building = rows["照护楼建设"]
    assert [building[name] for name in ("灯", "目标", "完成", "完成率", "差距")] == [
        "○按阶段",
        "—",
        "开工（3/4）",
        "—",
        "主体封顶",
    ]
    assert rows["火化率98%"]["灯"].startswith("— ")
    assert {number.indicator for number in exhibit.numbers} == {HOMES, RATE, BEDS}


@pytest.mark.parametrize(
    ("stage", "shown"),
    [
        ("申报", ("申报（1/4）", "")),
        ("验收:资料已报", ("验收（4/4）", "资料已报")),
        ("主体封顶", ("主体封顶", "")),
        ("", ("—", "")),
    ],
)
def test_a_stage_says_how_far_it_is(stage, shown):
    assert stage_text(stage) == shown


def test_the_task_that_is_worst_off_is_chosen_first(tasks):
    rows = tasks.ask(board, VIEW)

    assert chosen(rows, "").name == "适老化改造1200户"
    assert chosen(rows, RATE).name == "火化率98%"
    assert chosen(rows, "nonsense").name == "适老化改造1200户"
    assert chosen([row for row in rows if row.light == "stage"], "") is None


def test_bars_leave_out_what_has_no_figure(tasks):
    exhibit = tasks.ask(lambda source: bars(source, VIEW, board(source, VIEW)))

    assert exhibit.frame[["name", "value", "text", "light"]].values.tolist() == [["适老化改造1200户", 50.0, "50.0%", "off"]]
    assert math.isclose(exhibit.frame["pace"].item(), 1000 / 12)


def test_the_plan_s_line_and_the_months(tasks):
    """100 a month planned, 60 done."""
    exhibit = tasks.ask(lambda source: plan_trend(source, VIEW, chosen(board(source, VIEW), HOMES)))
    lines = {role: group["value"].tolist() for role, group in exhibit.frame.groupby("role")}

    assert lines["target"] == [100.0 * m for m in range(1, 13)]
    assert lines["subject"] == [60.0 * m for m in range(1, 11)]
    assert "滞后序时33.3个百分点" in exhibit.title


def test_townships_are_judged_by_their_own_targets(tasks):
    """Jia has done 400 of its own 400; Yi was set none."""
    exhibit = tasks.ask(lambda source: by_area(source, VIEW, chosen(board(source, VIEW), HOMES)))
    rows = {row["name"]: row for row in exhibit.frame.to_dict("records")}

    assert (rows["甲镇"]["text"], rows["甲镇"]["light"], rows["甲镇"]["detail"]) == ("100.0%", "on", "400户/400户")
    assert (rows["乙乡"]["text"], rows["乙乡"]["role"]) == ("未设目标", "missing")
    assert exhibit.options["target_text"] == "序时83.3%"


def test_a_level_is_ranked_by_itself(tasks):
    exhibit = tasks.ask(lambda source: by_area(source, VIEW, chosen(board(source, VIEW), RATE)))

    assert exhibit.id == f"progress.{RATE}.ranking"


def test_an_area_without_targets_has_no_rows(tasks):
    assert tasks.ask(board, view_of("ytd", 202510, area=NAN)) == []


def test_a_township_shows_its_own_targets(tasks):
    rows = tasks.ask(board, view_of("ytd", 202510, area=JIA))

    assert [(row.category, row.progress.goal, row.progress.completion) for row in rows] == [(PLAIN, 400, 100)]


def test_a_machine_is_told_the_same(tasks):
    found = tasks.ask(pace_answer, HOMES, COUNTY, Span("ytd", 202510))

    assert (found["target"], found["value"], found["completion"], found["light"]) == (1200, 600, 50, "off")
    assert (found["gap_text"], found["remaining"], found["way"], found["rule"]) == (
        "滞后序时33.3个百分点",
        600,
        "calendar",
        "系统默认",
    )
    assert [(one["value"], one["reason"]) for one in found["expected"]] == [(720, None), (None, "上年同期或上年全年无数据")]


def test_a_machine_hears_why_there_is_no_target(tasks):
    found = tasks.ask(pace_answer, "dibao_persons", COUNTY, Span("ytd", 202510))

    assert found == {"target": None, "reason": "小县2025年没有该指标的目标"}
