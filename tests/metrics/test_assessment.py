"""A scheme over the tiny county: figures through the Scope and version, entries by hand, frozen results, rehearsals."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from data_access import assessments
from data_access import engine as engines
from data_access.assessments import AssessmentError, Entry
from data_access.errors import CockpitError, InputError
from data_access.scope import EVERYTHING, Scope
from metrics.assessment import contradictions, freezing, library, rehearsal, rows
from metrics.assessment.checking import SchemeError
from metrics.assessment.regain import regain_text, regains
from metrics.assessment.score import assess
from metrics.assessment.words import fact_text
from metrics.loading import catalogue
from metrics.source import open_source
from tests.metrics.conftest import COUNTY, JIA, YI
from tests.spec.scoring import shown
from tests.tables import table

MONTH = 202503
LINES = table("""
    编号 | 分组 | 项目       | 分值 | 指标                           | 目标 | 方向 | 计分方式   | 扣加几分 | 规则说明
    1    | 殡葬 | 火化率     | 25   | 火化率（火化区）               | 98.5 | ≥    | 按差距扣分 | 2        |
    1    |      |            |      | 人工登记                       |      |      | 一票否决   |          | 火化区内查实土葬
    2    | 养老 | 适老化改造 | 15   | 特殊困难老年人家庭适老化改造户数 |      | ≥    | 按比例得分 |          |
    3    | 评议 | 现场评议   | 10   |                                |      | ≥    | 人工评分   |          |
""")
SETTINGS = {"方案名称": "乡镇考核", "满分": "50", "等次": ">=45:优秀；<45:合格"}


def scheme_of(lines=LINES, code="scheme_1", **settings):
    filled = [dict.fromkeys(rows.COLUMNS, "") | line for line in lines]
    return rows.built(code, SETTINGS | settings, filled, catalogue(), lambda row, column: f"第{row + 1}行{column}")[0]


@pytest.fixture
def reported(county):
    """甲镇 87 of 90 cremated, 12 of 20 households; 乙乡 48 of 50, its households not reported."""
    county.report_table(
        """
        指标                            | 地区 | 期间   | 数值
        cremation_zone_deaths_persons   | 甲镇 | 202503 |  90
        cremation_zone_cremations_count | 甲镇 | 202503 |  87
        cremation_zone_deaths_persons   | 乙乡 | 202503 |  50
        cremation_zone_cremations_count | 乙乡 | 202503 |  48
        home_adaptation_households      | 甲镇 | 202503 |  12
    """.replace("202503", "202501-202503")
    )
    county.aim("home_adaptation_households", JIA, 20)
    county.aim("home_adaptation_households", YI, 10)
    return county


def saved(scheme, scope=EVERYTHING) -> int:
    with engines.writing() as connection:
        return library.save(connection, scope, scheme, catalogue())


def entered(area, item, kind="official", points=None, value=None, code="scheme_1", **more) -> int:
    amounts = {"points": None if points is None else Decimal(points), "value": None if value is None else Decimal(value)}
    with engines.writing() as connection:
        return assessments.enter(
            connection, EVERYTHING, code, 2025, Entry(area, item, kind, **amounts, **({"reason": "见档案"} | more))
        )


def result(county, scheme=None, **how):
    return county.ask(assess, scheme or scheme_of(), COUNTY, MONTH, **how)


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
