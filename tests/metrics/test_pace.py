"""Targets against the calendar; every percentage is worked out by hand."""

from fractions import Fraction

import pytest

from data_access.specs import SCALE, TargetRow
from metrics.pace import by_indicator, judge, key_tasks, planned_share
from metrics.results import Number, Span
from tests.metrics.conftest import COUNTY, JIA, YI, monthly

HOMES = "home_adaptation_households"


def target(value=1200, **milestones):
    return TargetRow("x", COUNTY, 2025, value * SCALE, "", milestones={int(m[1:]): v * SCALE for m, v in milestones.items()})


def judged(value, goal=1200, direction="higher_better", month=10, as_level=False, **milestones):
    number = Number("x", COUNTY, Span("ytd", 202500 + month), Fraction(value), "户")
    row = target(goal, **milestones)
    return judge(row, number, Fraction(goal), direction, as_level=as_level, span=Span("ytd", 202500 + month))


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
