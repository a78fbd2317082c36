"""一乡一表: the order of its rows, its peers and averages, what is strong, weak and not reported."""

from fractions import Fraction

import pytest

from data_access.scope import EVERYTHING
from metrics import township_profile as profiles
from metrics.compare import Change
from metrics.loading import catalogue
from metrics.peers import average, peers
from metrics.results import Number, Span, View
from metrics.source import open_source
from metrics.township_profile import Profile, Row, profile, worst_first
from metrics.township_table import profile_table, townships
from tests.metrics.conftest import COUNTY, JIA, YI, view_of

RATE, DIBAO = "cremation_rate", "dibao_persons"
YTD = Span("ytd", 202510)
CHENGGUAN, FENGLIN, SANCHA = "990101001", "990101010", "990101012"


def row(value, light="none", goal=None, rank=0, ranked=18, code=RATE, **more):
    one = catalogue().indicators[code]
    number = Number(code, JIA, YTD, None if value is None else Fraction(value), one.unit, expected=1, **more)
    whole = Number(code, COUNTY, YTD, Fraction(50), one.unit)
    target = None if goal is None else Fraction(goal)
    return Row(one, number, whole, target, light, rank, ranked, Change(number, None), None, None, "具", False)


def test_rows_stand_from_worst_to_best():
    """Off by 20 % of the goal before off by 10 %; without a target by place, the last first; neutral, then unknown."""
    rows = {
        "off 80/100": row(80, "off", 100, 5),
        "off 90/100": row(90, "off", 100, 18),
        "behind": row(95, "behind", 100, 9),
        "mark": row(99, "mark", 100, 9),
        "last": row(10, rank=18),
        "first": row(90, rank=1),
        "on, short of the year": row(98, "on", 100, 2),
        "on, reached": row(101, "on", 100, 9),
        "neutral": row(7, rank=18, code=DIBAO),
        "unknown": row(None),
    }

    assert sorted(rows, key=lambda name: worst_first(rows[name])) == list(rows)


def test_weak_is_what_is_behind_or_among_the_last_three():
    found = Profile(JIA, (row(80, "off", 100, 5), row(10, rank=16), row(11, rank=15), row(99, "mark", 100, 18)), ())

    assert profiles.weaknesses(found) == ["火化率（全部死亡）80.0%，第5/18", "火化率（全部死亡）10.0%，第16/18"]


def test_strong_is_among_the_first_three_of_enough_and_better_than_the_county():
    rows = (row(99, rank=3), row(98, rank=4), row(50, rank=1), row(97, rank=1, ranked=7), row(60, "behind", 100, 1))

    assert profiles.strengths(Profile(JIA, rows, ())) == ["火化率（全部死亡）99.0%，第3/18"]


def test_what_is_owed_is_not_reported_and_a_rate_of_nothing_has_been():
    rows = (row(None), row(None, n=Fraction(0), d=Fraction(0)), row(1))

    assert profiles.unreported(Profile(JIA, rows, ())) == ["火化率（全部死亡）"]


def test_of_peers_a_rate_is_taken_together_and_a_quantity_averaged():
    """1/2 and 9/10 give 10/12; 4 and 8 give 6; the incomplete one and the one that is missing are left out."""
    rate, dibao = (catalogue().indicators[code] for code in (RATE, DIBAO))
    rates = {
        "a": Number(RATE, "a", YTD, Fraction(50), "%", Fraction(1), Fraction(2), reporting=1, expected=1),
        "b": Number(RATE, "b", YTD, Fraction(90), "%", Fraction(9), Fraction(10), reporting=1, expected=1),
        "c": Number(RATE, "c", YTD, None, "%", expected=1),
    }
    persons = {
        "a": Number(DIBAO, "a", YTD, Fraction(4), "人", reporting=1, expected=1),
        "b": Number(DIBAO, "b", YTD, Fraction(8), "人", reporting=1, expected=1),
        "c": Number(DIBAO, "c", YTD, Fraction(99), "人", reporting=1, expected=2),
    }

    assert average(rate, rates, "abc") == Fraction(1000, 12)
    assert average(dibao, persons, "abc") == 6
    assert average(dibao, persons, "c") is None


@pytest.fixture
def demo(demo_dir, monkeypatch):
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(demo_dir))
    with open_source(EVERYTHING) as source:
        yield source


def test_peers_are_of_one_kind_and_alike_in_size(demo):
    """枫林乡 18,000: 乡 from 12,000 to 27,000. 城关镇 78,000 has no equal, so the three largest 镇 after it."""
    assert [demo.tree.name(code) for code in peers(demo, FENGLIN, YTD)] == [
        "清水乡",
        "三岔乡",
        "竹溪乡",
        "松坡乡",
        "梅坞乡",
        "南川乡",
    ]
    assert [demo.tree.name(code) for code in peers(demo, CHENGGUAN, YTD)] == ["河湾镇", "柳塘镇", "石桥镇"]


def test_without_population_all_of_the_kind_or_all_beside_it(county):
    assert county.ask(peers, JIA, YTD) == [YI]


def test_the_sheet_of_fenglin_begins_with_its_cremations_or_canteens(demo):
    found = profile(demo, View(FENGLIN, YTD))
    first = {one.indicator.id: one for one in found.rows[:2]}

    assert set(first) == {"canteen_facility_coverage_rate", "cremation_zone_rate"}
    cremations = first["cremation_zone_rate"]
    assert (cremations.light, cremations.place, cremations.number.n, cremations.number.d) == ("off", "15/15", 128, 145)
    assert cremations.short == 15
    groups = [profiles.GROUPS.index(one.group) for one in found.rows]
    assert groups == sorted(groups)


def test_the_printed_row_has_county_target_place_and_peers(demo):
    frame = profile_table(profile(demo, View(FENGLIN, YTD)), View(FENGLIN, YTD)).set_index("指标")

    cells = frame.loc["火化率（火化区）"].drop("近12个月").to_dict()
    assert cells == {
        "条线": "殡葬", "本乡镇": "88.3%", "全县": "97.2%", "目标": "98.5%", "灯": "▼低于预警值", "位次": "15/15",
        "同比": "−11.7个百分点", "同类均值": "98.5%", "距目标": "差15具",
    }  # fmt: skip
    assert len(frame.loc["低保人数", "近12个月"]) == 12


def test_a_silent_township_is_judged_by_nothing(demo):
    found = profile(demo, View(SANCHA, YTD))

    assert profiles.is_silent(found)
    assert len(profiles.unreported(found)) > 20
    assert not any(one.rank for one in found.rows if one.number.value is None)


def test_the_list_begins_with_whom_to_call(demo):
    frame = townships(demo, View("990101", YTD))

    assert len(frame) == 18
    assert frame.loc[0, "乡镇"] == "三岔乡"
    fenglin = frame.set_index("乡镇").loc["枫林乡"]
    assert fenglin["▼低于预警值"] == 2
    assert "火化率（火化区）88.3%" in fenglin["最需关注"]


def test_a_small_county_has_a_sheet_too(county):
    county.report(("cremation_zone_cremations_count", JIA, 202510, 9), ("cremation_zone_deaths_persons", JIA, 202510, 10))

    found = county.ask(profile, view_of("month", 202510, JIA))
    assert found.peers == (YI,)
    assert "三类儿童建档率" not in [one.indicator.label for one in found.rows]
