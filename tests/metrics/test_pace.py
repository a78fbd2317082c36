"""Targets against the calendar; every percentage is worked out by hand."""

from fractions import Fraction

import pytest

from data_access.specs import SCALE, TargetRow
from metrics.pace import by_indicator, gap_text, judge, key_tasks, plan_faults, planned_share, remaining_text
from metrics.results import Number, Span
from tests.metrics.conftest import COUNTY, JIA, YI, monthly

HOMES = "home_adaptation_households"


def target(value=1200, **milestones):
    return TargetRow("x", COUNTY, 2025, value * SCALE, "", milestones={int(m[1:]): v * SCALE for m, v in milestones.items()})


def judged(value, goal=1200, direction="higher_better", month=10, as_level=False, start=0, unit="户", **milestones):
    number = Number("x", COUNTY, Span("ytd", 202500 + month), None if value is None else Fraction(value), unit)
    row, span = target(goal, **milestones), Span("ytd", 202500 + month)
    return judge(row, number, Fraction(goal), direction, as_level=as_level, span=span, start=Fraction(start))


@pytest.mark.parametrize(
    ("month", "milestones", "share"),
    [
        (3, {}, 25),
        (10, {}, Fraction(1000, 12)),
        (12, {}, 100),
        (3, {"m3": 60, "m6": 300, "m12": 1200}, 5),  # signs go up when the fields are empty
        (2, {"m3": 60, "m6": 300, "m12": 1200}, Fraction(10, 3)),  # two thirds of the way to 60
        (9, {"m3": 60, "m6": 300, "m12": 1200}, Fraction(125, 2)),  # 300 + half of 900
        (9, {"m6": 300}, Fraction(125, 2)),  # the goal is due in December even where nobody wrote it down
        (12, {"m6": 300}, 100),
        (11, {"m9": 1200}, 100),
    ],
)
def test_what_is_due_by_a_month(month, milestones, share):
    assert planned_share(target(**milestones), Fraction(1200), month) == share


@pytest.mark.parametrize(
    ("value", "light", "gap"),
    [
        (1000, "on", 0),  # 83.3 % by the end of October
        (1100, "on", Fraction(100, 12)),
        (880, "mark", -10),  # ten points behind still counts as kept
        (879, "behind", Fraction(-121, 12)),
        (640, "behind", -30),
        (639, "off", Fraction(-361, 12)),
    ],
)
def test_an_amount_is_judged_against_the_calendar(value, light, gap):
    progress = judged(value)

    assert (progress.light, progress.gap) == (light, gap)
    assert progress.remaining == max(0, 1200 - value)


@pytest.mark.parametrize(("value", "light"), [(98, "on"), (97, "mark"), ("96.9", "behind"), (95, "behind"), ("94.9", "off")])
def test_a_level_should_hold_all_year(value, light):
    progress = judged(value, goal=98, as_level=True, month=1)

    assert (progress.light, progress.pace, progress.gap) == (light, None, None)


@pytest.mark.parametrize(("value", "light"), [(2, "on"), (3, "mark"), (5, "behind"), (6, "off")])
def test_a_rate_that_should_be_low(value, light):
    assert judged(value, goal=2, direction="lower_better", as_level=True).light == light


@pytest.mark.parametrize(("value", "light"), [(0, "on"), (40, "on"), (44, "mark"), (52, "behind"), (53, "off")])
def test_an_amount_that_should_be_low_is_measured_by_its_ceiling(value, light):
    """At most 40 urns without a place: 50 are no 125 % fulfilment, and 10 in October are no lag."""
    progress = judged(value, goal=40, direction="lower_better")

    assert (progress.light, progress.remaining) == (light, max(0, value - 40))


@pytest.mark.parametrize(("value", "light"), [(0, "on"), (1, "off")])
def test_none_at_all_is_a_target_too(value, light):
    assert judged(value, goal=0, direction="lower_better").light == light
    assert judged(value, goal=0).light == "none"


def test_a_flow_counts_from_january_whatever_the_view(county):
    county.aim(HOMES, COUNTY, 1200)
    county.report(*monthly(HOMES, JIA, [60] * 10), *monthly(HOMES, YI, [50] * 10))

    for kind in ("month", "quarter", "ytd"):
        progress = county.ask(by_indicator, COUNTY, Span(kind, 202510))[HOMES]
        assert (progress.number.value, progress.completion, progress.light) == (1100, Fraction(110000, 1200), "on")


def test_a_key_task_without_a_number_has_no_light(county):
    county.aim("", COUNTY, None, task="失能照护楼建设", stage="主体已封顶")
    county.aim(HOMES, COUNTY, 1200, task="适老化改造1200户")

    found = county.ask(key_tasks, COUNTY, Span("ytd", 202510))
    assert [(one.target.task, one.light, one.number is None) for one in found] == [
        ("失能照护楼建设", "none", True),
        ("适老化改造1200户", "none", False),
    ]


def test_a_target_set_anew_replaces_the_one_before(county):
    county.aim(HOMES, COUNTY, 1200)
    county.aim(HOMES, COUNTY, 1000)

    assert county.ask(by_indicator, COUNTY, Span("ytd", 202510))[HOMES].goal == 1000


@pytest.mark.parametrize(
    ("month", "due"), [(1, Fraction(5, 3)), (3, 5), (5, 9), (6, 11), (8, Fraction(53, 3)), (9, 21), (12, 30)]
)
def test_a_plan_by_quarters(month, due):
    """5, 11, 21 and 30 of 30, straight in between: May wants 5 and two thirds of 6."""
    assert planned_share(target(30, m3=5, m6=11, m9=21, m12=30), Fraction(30), month) == due * Fraction(100, 30)


def test_a_leap_year_s_february_is_a_twelfth_like_any_other():
    row = TargetRow("x", COUNTY, 2024, 1200 * SCALE, "")
    number = Number("x", COUNTY, Span("ytd", 202402), Fraction(200), "户")

    assert judge(row, number, Fraction(1200), "higher_better", as_level=False, span=Span("ytd", 202402)).gap == 0


def test_a_year_s_span_is_judged_in_december(county):
    county.aim(HOMES, COUNTY, 1200)
    county.report(*monthly(HOMES, JIA, [60] * 12), *monthly(HOMES, YI, [30] * 12))

    progress = county.ask(by_indicator, COUNTY, Span("year", 202512))[HOMES]
    assert (progress.number.value, progress.pace, progress.completion, progress.light) == (1080, 100, 90, "mark")


def test_the_year_s_turn_begins_at_nothing(county):
    """December's 1,100 are last year's: January of 2025 counts by itself."""
    county.aim(HOMES, COUNTY, 1200)
    county.report((HOMES, JIA, 202412, 1100), (HOMES, YI, 202412, 0), (HOMES, JIA, 202501, 100), (HOMES, YI, 202501, 0))

    progress = county.ask(by_indicator, COUNTY, Span("month", 202501))[HOMES]
    assert (progress.number.value, progress.gap, progress.light) == (100, 0, "on")


def test_a_stock_builds_up_from_where_the_year_began():
    """60 beds stood in December, 72 are wanted: 10 of 12 months let 70 expect, 97.2 %; 69 are 1.4 points behind."""
    progress = judged(69, goal=72, start=60)

    assert (progress.pace, progress.gap) == (Fraction(7000, 72), Fraction(-100, 72))
    assert (progress.light, gap_text(progress)) == ("mark", "滞后序时1.4个百分点")


def test_a_stock_already_beyond_its_goal_should_hold_it():
    assert judged(90, goal=72, start=80).pace == 100
    assert judged(70, goal=72, start=80).gap == Fraction(-200, 72)


def test_a_stock_s_milestones_too_start_from_last_december(county):
    """30 before, 40 due in March: February wants 36 2/3, not two thirds of 40."""
    county.aim("elder_beds_count", COUNTY, 60, milestones={3: 40, 6: 50})
    county.report(("elder_beds_count", COUNTY, 202412, 30), ("elder_beds_count", COUNTY, 202502, 36))

    progress = county.ask(by_indicator, COUNTY, Span("month", 202502))["elder_beds_count"]
    assert progress.pace == Fraction(110, 3) / 60 * 100
    assert progress.way == "milestones"


def test_over_fulfilment_is_shown_as_it_is():
    progress = judged(1902, goal=1200, month=12)

    assert (progress.completion, progress.light) == (Fraction("158.5"), "on")
    assert (gap_text(progress), remaining_text(progress)) == ("超序时58.5个百分点", "已完成，超702户")


@pytest.mark.parametrize(
    ("progress", "gap", "rest"),
    [
        (judged(320, goal=520), "滞后序时21.8个百分点", "200户"),
        (judged(1000), "与序时持平", "200户"),
        (judged(98, goal=98, as_level=True, unit="%"), "与目标持平", "已完成"),
        (judged(97, goal=98, as_level=True, unit="%"), "低于目标1.0个百分点", "1.0个百分点"),
        (judged(99, goal=98, as_level=True, unit="%"), "高于目标1.0个百分点", "已完成"),
        (judged(44, goal=40, direction="lower_better"), "超上限4户", "超出4户"),
        (judged(30, goal=40, direction="lower_better"), "未超上限", "余10户"),
        (judged(None), "—", "—"),
        (judged(5, goal=0), "—", "—"),
    ],
)
def test_the_gap_and_what_is_left_in_words(progress, gap, rest):
    assert (gap_text(progress), remaining_text(progress)) == (gap, rest)


def test_why_there_is_no_light():
    assert judged(5, goal=0).reason == "目标为0，不计算完成率"
    assert judged(None).reason == "未报"


def test_a_plan_that_falls_is_refused():
    row = target(100, m3=20, m6=15, m9=120)

    assert plan_faults(row, "户") == [
        "里程碑是累计数，不能下降：6月的15户小于3月的20户，请改为累计到该月的数。",
        "9月的里程碑120户超过全年目标100户，请改小里程碑或改大目标。",
    ]
    assert plan_faults(target(100, m3=20, m6=20, m9=100), "户") == []


def test_milestones_without_a_goal_are_refused():
    row = TargetRow("x", COUNTY, 2025, None, "", milestones={3: 5 * SCALE})

    assert plan_faults(row, "户") == ["写了里程碑却没有目标值，请补上全年目标。"]
