"""Published bureaus beside each other: by what they state; unlike scopes and spans are refused with the reason."""

import pytest

from data_access.scope import EVERYTHING
from metrics.formatting import value_text
from metrics.loading import catalogue
from metrics.scope_tags import Tag, _tags, tag_of
from metrics.source import open_source
from metrics.stated import statement
from metrics.stated_ranking import bureaus, comparable, of_bureaus, stretch

ZHENHAI, SHUSHAN, JIUJIANG, LINWU, ZHONGJIE = "330211", "340104", "340207", "431025", "130973401"


@pytest.fixture
def ranked(demo_dir, monkeypatch):
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(demo_dir))

    def rank(code, *chosen):
        with open_source(EVERYTHING) as source:
            return of_bureaus(source, code, bureaus(source), chosen)

    return rank


def test_stocks_are_ranked_by_what_is_stated_each_with_its_own_date(ranked):
    """11,277 = 1,560 + 9,717 is added up from the report's own parts."""
    found = ranked("dibao_persons")

    assert [(row.rank, row.area, row.number.value) for row in found.standings] == [
        (1, LINWU, 11277), (2, JIUJIANG, 8204), (3, ZHENHAI, 1508), (4, ZHONGJIE, 605),
    ]  # fmt: skip
    assert found.standings[0].notes == ("2024年，截至目前（按12月计）", "按报告所列分项计算")
    assert found.standings[1].notes == ("2022年10月在册",)


@pytest.mark.parametrize(
    ("code", "topic"),
    [
        ("medical_assistance_avg_per_time", "医疗救助"),
        ("marriage_total_cases_couples", "婚姻登记总数"),
        ("cremation_rate", "死亡人数口径"),
        ("home_care_served_persons", "居家养老人数"),
        ("funeral_relief_persons", "惠民殡葬范围"),
    ],
)
def test_unlike_scopes_are_refused_with_the_reason(ranked, code, topic):
    found = ranked(code)

    assert f"“{topic}”各单位口径不同" in found.refusals[0]
    assert [row.rank for row in found.standings] == [0] * len(found.standings)
    assert all(row.to_first is None for row in found.standings)


def test_5896_and_316_stand_side_by_side_unranked(ranked):
    """275.94万 ÷ 468 = 5,896 and 139.57万 ÷ 4,418 = 316: inpatient cases against outpatient visits."""
    found = {row.area: row for row in ranked("medical_assistance_avg_per_time").standings}

    assert round(found[SHUSHAN].number.value) == 5896
    assert round(found[ZHENHAI].number.value) == 316
    assert "口径：含门诊和即时结报（次均316元）" in found[ZHENHAI].notes


def test_totals_of_unlike_months_are_refused_and_their_ratio_is_not(ranked):
    """结婚: January–June, January–September and a whole year. 离婚 ÷ 结婚 has no length."""
    assert ranked("marriage_registrations_couples").refusals == (
        "各单位的累计期间长短不同（蜀山区：1—6月；鸠江区：1—9月；临武县：全年），总量不能排名。",
    )
    ratio = ranked("divorce_marriage_ratio")
    assert ratio.refusals == ()
    assert [(row.area, row.rank) for row in ratio.standings] == [(LINWU, 1), (JIUJIANG, 2), (SHUSHAN, 3)]


def test_a_single_bureau_is_no_ranking(ranked):
    assert ranked("dibao_persons", JIUJIANG).refusals == ("只有一个单位列出这项数字，没有可比的单位。",)


def test_like_scopes_may_be_ranked_where_the_months_agree(ranked):
    """鸠江 and 临武 both count reissues, but nine months against twelve."""
    assert ranked("marriage_total_cases_couples", JIUJIANG, LINWU).refusals == (
        "各单位的累计期间长短不同（鸠江区：1—9月；临武县：全年），总量不能排名。",
    )


def test_a_share_that_two_bureaus_state_alike_is_a_tie(ranked):
    found = ranked("marriage_registration_pass_rate")

    assert [row.rank for row in found.standings] == [1, 1, 1]


def test_only_what_two_bureaus_state_is_offered(demo_dir, monkeypatch):
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(demo_dir))
    with open_source(EVERYTHING) as source:
        offered = {one.id for one in comparable(source, bureaus(source))}

    assert {"dibao_persons", "medical_assistance_avg_per_time", "divorce_marriage_ratio"} <= offered
    assert not {"elder_bed_occupancy_rate", "tekun_centralized_rate"} & offered


def test_every_figure_leads_to_its_statement(demo_dir, monkeypatch):
    """Also those that a report's own figures give: the inspector reckons them again from the same statements."""
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(demo_dir))
    with open_source(EVERYTHING) as source:
        seen = bureaus(source)
        rows = [row for one in comparable(source, seen) for row in of_bureaus(source, one.id, seen).standings]
        told = {row.stated: statement(source, row.stated).printed.lstrip("约") for row in rows}

    assert len(rows) > 60
    differ = [
        (row.name, row.number.indicator, told[row.stated])
        for row in rows
        if value_text(row.number.value, row.number.unit, as_stated=row.number.state == "reported")
        not in (told[row.stated], _plain(told[row.stated]))
    ]
    assert differ == []


def _plain(text: str) -> str:
    """238余 and 238 are the same figure here."""
    return text.replace("余", "").replace("多", "").replace("以上", "")


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ((2022, 202201, 202209, "2022年1—9月"), "1—9月"),
        ((2024, 202401, 202412, "2024年全年"), "全年"),
        ((2024, 0, 0, "2024年，月份未注明"), "全年"),
        ((0, 0, 0, "年份未注明（1—6月）"), "1—6月"),
        ((0, 0, 0, "年份未注明（上半年）"), "1—6月"),
        ((0, 0, 0, "年份未注明（截至5月底）"), "截至5月底"),
    ],
)
def test_how_much_of_a_year_a_figure_covers(span, expected):
    assert stretch(span) == expected


def test_who_has_not_said_what_it_counts_is_compared_with_nobody():
    tag = Tag("总数", "口径不同", {"a": "含补领", "b": "含补领"})

    assert not tag.is_mixed(["a", "b"])
    assert tag.is_mixed(["a", "c"])
    assert tag.is_mixed(["c", "d"])
    assert not tag.is_mixed(["c"])


def test_every_tag_names_indicators_that_exist():
    known = catalogue().indicators

    assert [code for code in _tags() if code not in known] == []
    assert tag_of("dibao_persons") is None
