"""Results that are frozen stay as they were; results that are rehearsed are kept nowhere."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from data_access import assessments
from data_access import engine as engines
from data_access.assessments import AssessmentError
from data_access.scope import EVERYTHING, Scope
from metrics.assessment import freezing, rehearsal, tables
from metrics.assessment.score import assess
from metrics.assessment.words import fact_text
from metrics.source import open_source
from tests.metrics.assessing import LINES, MONTH, entered, result, saved, scheme_of
from tests.metrics.conftest import COUNTY, JIA, YI
from tests.spec.scoring import shown

# -- frozen -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def kept(reported):
    """A result frozen before anything is corrected."""
    saved(scheme_of())
    entered(JIA, "3", points="8")
    with open_source(EVERYTHING) as source:
        found = assess(source, scheme_of(), COUNTY, MONTH, scheme_version=1)
    with engines.writing() as connection, open_source(EVERYTHING) as source:
        number = freezing.freeze(connection, source, found, "考评办主任")
    with open_source(EVERYTHING) as source:
        return assessments.frozen(source.connection, EVERYTHING, number)


def test_a_frozen_result_names_all_that_it_rests_on(kept):
    assert (kept.scheme, kept.scheme_version, kept.version, kept.entries, kept.targets) == ("scheme_1", 1, 1, 1, 2)
    assert (kept.signer, kept.account, kept.month, kept.area) == ("考评办主任", "local", MONTH, COUNTY)
    assert len(kept.sha256) == 64 and kept.at is not None


def test_computed_again_it_is_the_same_to_the_byte_and_later_corrections_stand_beside_it(reported, kept):
    """A late return, a corrected one, another score by hand, another target, another scheme version: none touches it."""
    with open_source(EVERYTHING) as source:
        assert freezing.recomputed(source, kept) == kept.content
        assert freezing.later(source, kept) == []
    reported.report(("home_adaptation_households", YI, "202501-202503", 9))
    reported.report(("cremation_zone_cremations_count", JIA, "202501-202503", 89))
    entered(JIA, "3", points="6")
    reported.aim("home_adaptation_households", JIA, 12)
    saved(scheme_of(方案名称="乡镇考核（修订）", 小数位="1"))

    with open_source(EVERYTHING) as source:
        assert freezing.recomputed(source, kept) == kept.content
        found = {(one.area_name, one.name): (one.then, one.now) for one in freezing.later(source, kept)}
    assert found["甲镇", "火化率"] == ("21.33", "25")
    assert found["甲镇", "现场评议"] == ("8", "6")
    assert found["甲镇", "适老化改造"] == ("9", "15")
    assert found["乙乡", "适老化改造"] == ("不计分", "13.5")


def test_an_account_of_some_lines_gets_no_frozen_result(kept):
    with engines.reading() as connection:
        assert assessments.freezes(connection, Scope("section", ("",), frozenset(), frozenset({"cremation_zone_rate"}))) == []
        assert len(assessments.freezes(connection, Scope("leader", ("",)))) == 1


def test_two_items_of_one_name_keep_their_columns_in_a_frozen_table(reported):
    lines = [
        {"编号": code, "分组": group, "项目": "现场评议", "分值": "10", "方向": "≥", "计分方式": "人工评分"}
        for code, group in (("1", "殡葬"), ("2", "养老"))
    ]
    scheme = scheme_of(lines, 满分="20", 等次="")
    saved(scheme)
    entered(JIA, "1", points="8")
    entered(JIA, "2", points="4")
    with engines.writing() as connection, open_source(EVERYTHING) as source:
        found = assess(source, scheme, COUNTY, MONTH, scheme_version=1)
        number = freezing.freeze(connection, source, found, "考评办主任")
    with engines.reading() as connection:
        frame = tables.kept(assessments.frozen(connection, EVERYTHING, number).content).frame

    (row,) = frame[frame["单位"] == "甲镇"].to_dict("records")
    assert (row["1 现场评议"], row["2 现场评议"]) == ("8.00", "4.00")


def test_what_cannot_be_frozen(reported):
    saved(scheme_of())
    with engines.writing() as connection, open_source(EVERYTHING) as source:
        found = assess(source, scheme_of(), COUNTY, MONTH, scheme_version=1)
        with pytest.raises(AssessmentError, match="没有填写签发人"):
            freezing.freeze(connection, source, found, " ")
        with pytest.raises(AssessmentError, match="示例方案的结果不能归档"):
            freezing.freeze(connection, source, replace(found, scheme_version=0), "主任")
        narrow = replace(source, scope=Scope("clerk", (YI,), may_publish=True))
        with pytest.raises(AssessmentError, match="不在当前账户的范围内"):
            freezing.freeze(connection, narrow, found, "主任")


# -- rehearsed --------------------------------------------------------------------------------------------------------


def test_other_points_and_targets_move_places_and_say_why(reported):
    """甲 10 and 乙 5 by hand: 20 and 10 of a hundred, 甲 5 above the mean; of 80 points 12.5 and 6.25, 3.125 above: −1.88.

    The rates were 42.66 and 40, 甲 1.33 above the mean; against 90 % both have full marks: −1.33.
    """
    entered(JIA, "3", points="10")
    entered(YI, "3", points="5")
    before = result(reported)
    other = rehearsal.changed(before.scheme, {"3": Decimal(40)}, {"1": Decimal("90")})
    after = rehearsal.rescored(before, other)
    moved = {move.name: move for move in rehearsal.moves(before, after)}

    assert shown(other.full) == "80" and before.scheme.full == 50
    assert shown(after.of(JIA).item("1").score) == "25"  # 96.7 % is above 90 now
    assert shown(after.of(JIA).item("3").score) == "10"  # given points stay what was given
    assert moved["甲镇"].why == "现场评议−1.88、火化率−1.33"
    with open_source(EVERYTHING) as source:
        assert assessments.newest_schemes(source.connection) == []  # nothing was saved


def test_a_supposed_value_is_scored_like_a_reported_one(reported):
    before = result(reported)
    after = rehearsal.rescored(before, supposed={(YI, "home_adaptation_households"): Fraction(10)})

    assert before.of(YI).item("2").score is None
    assert shown(after.of(YI).item("2").score) == "15"
    assert fact_text(after.facts[YI]["home_adaptation_households"]).endswith("（假设，实为未报）")


def test_a_year_s_end_is_expected_from_its_months_and_judged_by_december(reported):
    """12 households by March are 48 by December; 20 by then, of a plan of 25 % in March and all in December."""
    line = {
        "编号": "1",
        "项目": "改造",
        "分值": "10",
        "指标": LINES[2]["指标"],
        "目标": "20",
        "方向": "≥",
        "计分方式": "按进度得分",
        "进度": "3:25；12:100",
    }
    before = result(reported, scheme_of([line], 满分="10"))
    after = rehearsal.rescored(before, month=12)

    assert reported.ask(rehearsal.expected, before, JIA) == {"1": "48户"}
    assert (shown(before.of(JIA).score), shown(after.of(JIA).score)) == ("10", "6")


def test_a_supposed_case_triggers_its_veto(reported):
    after = rehearsal.rescored(result(reported), supposed={(JIA, "1#2"): Fraction(1)})

    assert after.of(JIA).item("1").vetoed == "火化区内查实土葬"
