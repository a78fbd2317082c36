"""末几名且灯不好为红: who is caught, from which month, and what is refused."""

import pytest

from data_access import engine, plans
from data_access.errors import InputError
from data_access.scope import EVERYTHING, Scope
from metrics.attention import attention, from_findings
from metrics.quality import findings
from metrics.rank_rule import RankRule, checked, in_force, rule_text, save
from tests.metrics.conftest import COUNTY, JIA, YI, monthly, view_of

RATE, DEATHS, CREMATIONS = "cremation_zone_rate", "cremation_zone_deaths_persons", "cremation_zone_cremations_count"
PLACES = {"甲": 1, "乙": 2, "丙": 3, "丁": 3, "戊": 5}


@pytest.mark.parametrize(
    ("last", "caught"),
    [
        (0, ""),
        (1, "戊"),
        (2, "丙丁戊"),  # two share the third place, and one stands behind both
        (3, "丙丁戊"),
        (4, "乙丙丁戊"),
        (5, ""),  # then everybody would be among the last
    ],
)
def test_who_is_among_the_last(last, caught):
    rule = RankRule(202501, last)

    assert "".join(area for area in PLACES if rule.catches(area, PLACES, "behind")) == caught


def test_the_first_are_never_among_the_last():
    """Three share the first place: with three to be caught, the two behind them are."""
    places = {"甲": 1, "乙": 1, "丙": 1, "丁": 4, "戊": 5}

    assert [area for area in places if RankRule(202501, 3).catches(area, places, "behind")] == ["丁", "戊"]


def test_only_a_light_as_bad_counts_and_who_has_no_place_is_left_out():
    rule = RankRule(202501, 1, "behind")

    assert [light for light in ("on", "mark", "behind", "off", "none") if rule.catches("戊", PLACES, light)] == ["behind", "off"]
    assert not rule.catches("己", PLACES, "off")


def test_a_rule_holds_from_its_month_on():
    settings = {"rank_rule.202503": '{"last": 3, "light": "behind"}', "rank_rule.202507": '{"last": 0, "light": "behind"}'}

    assert in_force(settings, 202502) == RankRule()
    assert in_force(settings, 202506) == RankRule(202503, 3, "behind")
    assert in_force(settings, 202512).last == 0
    assert rule_text(in_force(settings, 202506)) == "2025年3月起：末3名且◆滞后及以下的标红。"


@pytest.mark.parametrize(
    ("typed", "word"),
    [(("三月", 3, "behind"), "启用月份"), (("2025-03", 11, "behind"), "0到10"), (("2025-03", 3, "red"), "灯只能选")],
)
def test_what_cannot_be_a_rule_is_refused(typed, word):
    with pytest.raises(InputError) as fault:
        checked(*typed)

    assert word in fault.value.problems[0]


def test_the_last_one_behind_is_raised_from_the_rule_s_month(county):
    """甲镇 97 of 100, 乙乡 96 of 100 where 98 is the goal: both a little short, the last one is red by the rule."""
    county.aim(RATE, COUNTY, "98")
    for area, cremated in ((JIA, 970), (YI, 965)):
        county.report(
            *monthly(DEATHS, area, [100] * 10),
            *monthly(CREMATIONS, area, [cremated // 10] * 9 + [cremated - 9 * (cremated // 10)]),
        )
    assert [item for item in county.ask(attention, view_of("ytd", 202510), [RATE]) if item.kind == "tail"] == []

    said = save(checked("2025-08", 1, "behind"), EVERYTHING)
    assert said == "已保存：2025年8月起：末1名且◆滞后及以下的标红。"
    (item,) = [item for item in county.ask(attention, view_of("ytd", 202510), [RATE]) if item.kind == "tail"]
    assert (item.area, item.indicator) == (YI, RATE)
    assert item.rule.startswith("排第2（共2个），◆滞后")
    assert [item for item in county.ask(attention, view_of("ytd", 202507), [RATE]) if item.kind == "tail"] == []


def test_an_account_that_may_only_read_sets_no_rule(county):
    with pytest.raises(InputError, match="没有发布和改动公布数据的权限"):
        save(checked("2025-08", 3, "behind"), Scope("reader", ("",)))
    with engine.reading() as connection:
        assert [name for name in plans.settings(connection) if name.startswith("rank_rule")] == []


def test_a_grave_finding_is_raised_once_with_its_figure(county):
    """乙乡 cremated 11 of 10: raised as a part above its whole, so the check's finding of the same month is not repeated."""
    county.report((DEATHS, YI, 202510, 10), (CREMATIONS, YI, 202510, 11))

    def asked(source, codes):
        return from_findings(source, attention(source, view_of("month", 202510), codes), findings(source, COUNTY, 202510))

    raised = [item for item in county.ask(asked, [RATE]) if item.kind in ("logic", "quality") and item.area == YI]
    alone = [item for item in county.ask(asked, []) if item.kind == "quality" and item.area == YI]
    assert [item.kind for item in raised] == ["logic"]
    assert alone
    assert alone[0].figure.endswith(f"{YI}.month.202510")
    assert alone[0].rule.startswith(("资金或责任", "数据矛盾"))
