"""A scheme over the tiny county: figures through the Scope and version, entries by hand, frozen results, rehearsals."""

from __future__ import annotations

from decimal import Decimal

import pytest

from data_access import engine as engines
from data_access.assessments import AssessmentError
from data_access.errors import CockpitError, InputError
from data_access.scope import EVERYTHING, Scope
from metrics.assessment import contradictions, entering, library
from metrics.assessment.checking import SchemeError
from metrics.assessment.regain import regain_text, regains
from metrics.assessment.score import assess
from metrics.assessment.words import fact_text
from metrics.loading import catalogue
from metrics.source import open_source
from tests.metrics.assessing import MONTH, entered, result, saved, scheme_of
from tests.metrics.conftest import COUNTY, JIA, YI
from tests.spec.scoring import shown


def test_figures_targets_and_entries_come_together(reported):
    """甲: 1.8333 points short at 2 each, 3.67 of 25 off; 12 of 20 is 9 of 15; 8 by hand. 乙: 2.5 short, 5 off; 15 not scored."""
    entered(JIA, "3", points="8")
    entered(YI, "3", points="9.5")
    found = result(reported)

    assert [shown(item.score) for item in found.of(JIA).items] == ["21.33", "9", "8"]
    assert [shown(item.score) for item in found.of(YI).items] == ["20", "不计分", "9.5"]
    assert (shown(found.of(JIA).total), found.of(JIA).rank) == ("38.33", 2)
    assert (shown(found.of(YI).total), found.of(YI).rank) == ("42.14", 1)  # 29.5 of 35, on 50
    assert (shown(found.of(JIA).ahead), found.of(JIA).ahead_name) == ("3.81", "乙乡")


def test_a_score_stands_beside_its_raw_figure(reported):
    found = result(reported).of(JIA)

    assert fact_text(found.items[0].parts[0].fact, 1) == "96.7%（87/90），数据版本1"
    assert found.items[1].parts[0].fact.document == "县民〔2025〕1号"
    assert result(reported).of(YI).items[1].reason == "未报"


def test_what_is_owed_for_winning_points_back_is_told_in_cases(reported):
    """98.5 % of 90 is 88.65: two more cremations; eight more households to 20."""
    found = result(reported)
    said = [
        regain_text(source, step)
        for source in [_opened()]
        for item in found.of(JIA).items
        for step in regains(source, found.scheme, item, found.facts[JIA], 3)
    ]

    assert said == ["火化区火化再增加2具，可得3.67分", "适老化改造再增加8户，可得6分"]


def _opened():
    with open_source(EVERYTHING) as source:
        return source


def test_a_registered_burial_vetoes_the_item(reported):
    entered(JIA, "1#2", value="1", reason="河口村查实1例")
    found = result(reported).of(JIA).items[0]

    assert (found.score, found.lost, found.vetoed) == (0, 25, "火化区内查实土葬")


def test_an_account_of_one_township_sees_only_its_own(reported):
    entered(JIA, "3", points="8")
    scope = Scope("clerk", (YI,), may_publish=True)
    with open_source(scope) as source:
        found = assess(source, scheme_of(), COUNTY, MONTH)

    assert [one.area for one in found.results] == [YI]
    assert found.entries == ()


def test_an_account_of_one_township_is_told_no_place_and_measured_by_the_county_s_target(reported):
    """Two households at the county's 8 are a quarter of the 15 points; who else stands where, it may not know."""
    reported.aim("home_adaptation_households", COUNTY, 8)
    reported.aim("home_adaptation_households", YI, None)
    reported.report(("home_adaptation_households", YI, "202501-202503", 2))
    everybody = result(reported).of(YI)
    with open_source(Scope("clerk", (YI,), may_publish=True)) as source:
        (own,) = assess(source, scheme_of(), COUNTY, MONTH).results

    assert shown(own.items[1].score) == shown(everybody.items[1].score)
    assert everybody.rank and not own.rank
    assert (own.ahead, own.reason) == (None, "只能看到本单位，不排名")


def test_an_account_of_some_lines_gets_no_totals(reported):
    scope = Scope("section", ("",), frozenset({"funeral"}), frozenset({"cremation_zone_rate"}))
    with open_source(scope) as source, pytest.raises(InputError, match="只能查看部分业务条线"):
        assess(source, scheme_of(), COUNTY, MONTH)


def test_a_scheme_for_the_level_below_says_so_where_there_is_none(reported):
    with pytest.raises(CockpitError, match="没有下级单位"):
        reported.ask(assess, scheme_of(), "990301002001", MONTH)


# -- schemes are kept -------------------------------------------------------------------------------------------------


def test_versions_of_a_scheme_are_appended_and_come_back_as_they_were(reported):
    first, second = scheme_of(), scheme_of(满分="50", 方案名称="乡镇考核（修订）")
    assert [saved(first), saved(first), saved(second)] == [1, 1, 2]

    with open_source(EVERYTHING) as source:
        assert library.find(source, "scheme_1", 1) == (first, 1)
        assert library.find(source, "乡镇考核（修订）") == (second, 2)
        assert library.listing(source)[0].code == "scheme_1"


def test_a_circular_copy_is_refused(reported):
    one, two = scheme_of(code="scheme_1"), scheme_of(code="scheme_2", 方案名称="另一个")
    saved(one)
    saved(two.model_copy(update={"copied_from": "scheme_1"}))

    with pytest.raises(AssessmentError, match="复制关系成环（scheme_1 → scheme_2 → scheme_1）"):
        saved(one.model_copy(update={"copied_from": "scheme_2"}))


def test_a_faulty_scheme_an_example_and_a_reader_s_scheme_are_not_saved(reported):
    broken = scheme_of().model_copy(update={"full": Decimal(60)})
    with pytest.raises(SchemeError):
        saved(broken)
    with pytest.raises(AssessmentError, match="示例方案不能改写"):
        saved(library.examples()["township_work"])
    with pytest.raises(InputError, match="没有发布和改动公布数据的权限"):
        saved(scheme_of(), Scope("reader", ("",)))


def test_a_copy_of_an_example_is_the_bureau_s_own(reported):
    with engines.writing() as connection:
        copy = library.copied(connection, library.examples()["township_work"], "我县考核")
        assert library.save(connection, EVERYTHING, copy, catalogue()) == 1
        with pytest.raises(AssessmentError, match="已有"):
            library.copied(connection, copy, "我县考核")
    assert (copy.code, copy.copied_from) == ("scheme_1", "township_work")


# -- entered by hand --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "said"),
    [({"reason": " "}, "没有填写原因说明"), ({"points": None}, "没有填写得分"), ({"kind": "third"}, "没有“third”这种评分")],
)
def test_an_entry_needs_a_reason_and_something_to_say(reported, change, said):
    with pytest.raises(AssessmentError, match=said):
        entered(**({"area": JIA, "item": "3", "points": "8"} | change))


def test_the_newest_entry_stands_and_the_assessor_s_before_one_s_own(reported):
    entered(JIA, "3", "self", points="10")
    assert shown(result(reported).of(JIA).item("3").score) == "10"
    entered(JIA, "3", points="7")
    entered(JIA, "3", points="7.5")

    assert shown(result(reported).of(JIA).item("3").score) == "7.5"


def test_full_marks_against_the_rule_are_flagged(reported):
    """Target 4,754, actual 4,604, full marks given: the rule says 9.68 of 10."""
    lines = [
        {"编号": "1", "项目": "惠及人次", "分值": "10", "目标": "4754", "方向": "≥", "计分方式": "按比例得分"},
    ]
    scheme = scheme_of(lines, 满分="10")
    entered(JIA, "1", "self", points="10", value="4604")
    entered(YI, "1", "self", points="9.68", value="4604")
    found = result(reported, scheme)

    flags = contradictions.found_in(found)
    assert [(flag.area, flag.kind, shown(flag.given), shown(flag.by_rule)) for flag in flags] == [(JIA, "self", "10", "9.68")]
    assert contradictions.text_of(flags[0]) == "目标≥4,754，实际4,604，按规则应得9.68分，自评10分，相差0.32分"


def test_a_score_of_the_assessor_leaves_the_unit_s_own_figure_standing(reported):
    """4,604 of 4,754 was stated with the self-assessment; the assessor states points alone: the rule still says 9.68."""
    lines = [{"编号": "1", "项目": "惠及人次", "分值": "10", "目标": "4754", "方向": "≥", "计分方式": "按比例得分"}]
    entered(JIA, "1", "self", points="10", value="4604")
    entered(JIA, "1", points="10")

    assert shown(result(reported, scheme_of(lines, 满分="10")).of(JIA).item("1").score) == "9.68"


@pytest.mark.parametrize("typed", ["1e5000", "1" + "0" * 20, "-1", "٣", "nan"])
def test_what_is_no_plain_number_is_not_entered(typed):
    with pytest.raises(AssessmentError, match="不是有效的数"):
        entering.entry(scheme_of(), JIA, "3", "official", points=typed, reason="见档案")
