"""The lights' rule: what is refused, and which rule an older month is judged by."""

from dataclasses import replace
from fractions import Fraction

import pytest

from data_access.errors import InputError
from data_access.scope import EVERYTHING
from metrics import light_rules
from metrics.light_rules import DEFAULT, checked, every, in_force, rule_text, save
from metrics.lights import Judge
from metrics.pace import by_indicator
from metrics.results import Span
from tests.metrics.conftest import COUNTY, JIA, YI, monthly

HOMES = "home_adaptation_households"


def typed(*limits, lights=light_rules.LIGHTS):
    """The bands between limits, as somebody types them."""
    ends = [None, *limits, None]
    return [(light, *ends[place : place + 2]) for place, light in enumerate(lights)]


PACE, LEVEL = typed(0, 10, 30), typed(0, 1, 3)


def refused(since="2025-07", pace=PACE, level=LEVEL) -> tuple[str, ...]:
    with pytest.raises(InputError) as caught:
        checked(since, pace, level)
    assert "没有保存" in caught.value.what
    return caught.value.problems


def test_the_default_is_what_the_form_shows_at_first():
    assert checked("2025-07", PACE, LEVEL) == replace(DEFAULT, since=202507)


@pytest.mark.parametrize(
    ("behind", "light"), [("0", "on"), ("0.01", "mark"), ("10", "mark"), ("10.01", "behind"), ("30", "behind"), ("30.01", "off")]
)
def test_a_limit_belongs_to_the_better_light(behind, light):
    assert DEFAULT.light("pace", Fraction(behind)) == light


def test_overlapping_bands_are_refused_with_where_and_how_to_mend():
    bands = [("on", None, "0"), ("mark", "0", "15"), ("behind", "10", "30"), ("off", "30", None)]

    assert refused(pace=bands) == (
        "序时类：“▲基本达标”与“◆滞后”在10至15个百分点之间重叠，同一差距会亮两种灯。请把“◆滞后”的下限改为15。",
    )


def test_a_gap_between_bands_is_refused():
    bands = [("on", None, "0"), ("mark", "0", "1"), ("behind", "1.5", "3"), ("off", "3", None)]

    assert refused(level=bands) == (
        "保持类：“▲基本达标”与“◆滞后”在1至1.5个百分点之间留有空档，这段差距不亮任何灯。请把“◆滞后”的下限改为1。",
    )


@pytest.mark.parametrize(
    ("bands", "word"),
    [
        (typed(0, 10, 10), "“◆滞后”的下限10不小于上限10"),
        (typed(0, 30, 10), "“◆滞后”的下限30不小于上限10"),
        (typed(0, 10, 101), "“101”超出范围"),
        (typed(-1, 10, 30), "“-1”超出范围"),
        (typed(0, "十", 30), "“十”不是数字"),
        (typed(0, "nan", 30), "不是数字"),
        (typed(0, 10, "30.001"), "最多两位小数"),
        (typed(0, 10, 30)[:3], "四档灯每档要有且只有一行"),
        (typed(0, 10, 30, lights=("on", "mark", "mark", "off")), "四档灯每档要有且只有一行"),
        ([*typed(0, 10, 30)[:1], ("mark", None, "10"), *typed(0, 10, 30)[2:]], "“▲基本达标”缺少下限"),
        ([("on", None, None), *typed(0, 10, 30)[1:]], "“●达标”缺少上限"),
    ],
)
def test_what_else_is_refused(bands, word):
    assert any(word in problem for problem in refused(pace=bands))


@pytest.mark.parametrize("since", ["", "2025", "2025-13", "七月", "1925-07"])
def test_the_effective_month_must_be_a_month(since):
    assert "启用月份" in refused(since)[0]


def test_every_mistake_is_named_at_once():
    assert len(refused("x", typed(0, 10, 200), typed(0, 3, 1))) == 3


def test_an_older_month_is_judged_by_the_rule_that_held_then(county):
    """50 of 1,200 a month: 4.2 points lost each month. By the end of May 20.8 behind, of August 33.3."""
    county.aim(HOMES, COUNTY, 1200)
    county.report(*monthly(HOMES, JIA, [50] * 12), *monthly(HOMES, YI, [0] * 12))
    save(checked("2025-07", typed(0, 20, 40), LEVEL), EVERYTHING)

    def light(month):
        return county.ask(by_indicator, COUNTY, Span("ytd", month))[HOMES].light

    assert [light(month) for month in (202505, 202506, 202507, 202508)] == ["behind", "behind", "behind", "behind"]
    assert [light(month) for month in (202508, 202509, 202510)] == ["behind", "behind", "off"]

    save(checked("2025-05", typed(0, 25, 40), LEVEL), EVERYTHING)
    assert [light(month) for month in (202504, 202505, 202506, 202507)] == ["behind", "mark", "mark", "behind"]


def test_what_was_set_last_for_the_same_month_stands(county):
    for limits in ((0, 5, 10), (0, 6, 12)):
        save(checked("2025-07", typed(*limits), LEVEL), EVERYTHING)

    rules = county.ask(lambda source: every(source.settings))
    assert [rule.since for rule in rules] == [202507, 0]
    assert [band.upto for band in rules[0].pace] == [0, 6, 12, None]
    assert county.ask(lambda source: in_force(source.settings, 202506)) is DEFAULT


def test_the_level_bands_are_part_of_the_rule(county):
    """1.6 points short of 98: yellow by the default, still kept where two points are allowed."""
    county.aim("cremation_rate", COUNTY, 98)
    county.report(("deaths_persons", JIA, 202507, 250), ("cremations_count", JIA, 202507, 241))

    def light(source):
        judge, one = Judge(source, COUNTY, Span("month", 202507)), source.indicator("cremation_rate")
        return judge.light(one, county.number("cremation_rate", COUNTY, "month", 202507))

    assert county.ask(light) == "behind"
    save(checked("2025-07", PACE, typed(0, "2", "3.5")), EVERYTHING)
    assert county.ask(light) == "mark"


def test_who_may_not_publish_may_not_change_the_rule(county):
    with pytest.raises(InputError, match="没有发布和改动公布数据的权限"):
        save(checked("2025-07", PACE, LEVEL), replace(EVERYTHING, may_publish=False))
    assert county.ask(lambda source: every(source.settings)) == [DEFAULT]


def test_a_rule_made_elsewhere_is_checked_again_before_it_is_kept(county):
    """A caller that skips `checked` cannot keep a rule with a hole."""
    rule = checked("2025-07", PACE, LEVEL)
    hole = replace(rule, pace=(*rule.pace[:2], replace(rule.pace[2], over=Fraction(12)), rule.pace[3]))

    with pytest.raises(InputError, match="1处需要改正"):
        save(hole, EVERYTHING)
    assert county.ask(lambda source: every(source.settings)) == [DEFAULT]


def test_a_rule_in_words():
    assert rule_text(DEFAULT.pace) == (
        "●达标：不落后；▲基本达标：超过0、不超过10个百分点；◆滞后：超过10、不超过30个百分点；▼低于预警值：超过30个百分点"
    )
