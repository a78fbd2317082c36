"""The ten stories planted in the demo county can be found in its returns."""

from __future__ import annotations

from data_access.specs import SCALE
from sample_data import demo
from sample_data.demo import stories
from sample_data.demo.areas import code_of, village_code

COUNTY = "990101"


def rate(total, first: int, last: int, area: str = COUNTY) -> float:
    return (
        100
        * total("cremation_zone_cremations_count", first, last, area)
        / total("cremation_zone_deaths_persons", first, last, area)
    )


def test_story_1_nineteen_bodies_in_two_villages_of_fenglin(total):
    """枫林乡's zone rate falls from 99 to 88.6 % over twelve months while the county stays at about 97."""
    area = code_of("枫林乡")

    def uncremated(code):
        return total("cremation_zone_deaths_persons", 202411, 202510, code) - total(
            "cremation_zone_cremations_count", 202411, 202510, code
        )

    assert uncremated(area) == 19
    assert [uncremated(village_code("枫林乡", name)) for name in ("龙井村", "枫冲村")] == [11, 8]
    assert 88 <= rate(total, 202411, 202510, area) <= 89
    assert rate(total, 202311, 202410, area) > 98.5
    assert 96.5 <= rate(total, 202411, 202510) <= 97.5


def test_story_2_all_cremated_but_the_ashes_are_nowhere(total):
    area = code_of("梅坞乡")

    unplaced = total("ashes_unplaced_count", 202501, 202510, area) / total("ashes_tracked_count", 202501, 202510, area)

    assert rate(total, 202501, 202510, area) == 100
    assert unplaced > 0.2


def test_story_3_three_canteens_serve_under_five_a_day(told, total):
    places = told[told["indicator"] == "elder_canteens_count"]["area"].unique()
    a_day = {
        area: total("elder_canteen_meals_person_times", 202501, 202510, area)
        / total("elder_canteen_open_days", 202501, 202510, area)
        for area in places
        if total("elder_canteens_count", 202509, area=area)
    }

    idle = {area for area, meals in a_day.items() if meals < 5}

    assert idle == {village_code("云岭镇", "雾山村"), village_code("北坡乡", "荞麦村"), village_code("竹溪乡", "箬岭村")}
    assert min(meals for area, meals in a_day.items() if area not in idle) > 8


def test_story_4_deaths_were_not_stopped_and_money_came_back(total):
    area = code_of("柳塘镇")

    assert total("deaths_persons", 202503, 202506, area) > 50
    for name in ("dibao_death_exits_persons", "age_allowance_death_exits_persons", "disability_death_exits_persons"):
        assert total(name, 202503, 202506, area) == 0 < total(name, 202507, area=area)
    assert total("assistance_funds_recovered_amount", 202508, area=area) == 23_480


def test_story_5_september_pays_a_fifth_more_to_no_more_people(total):
    def both(part, month):
        return sum(total(f"{kind}_dibao_{part}", month, area=code_of("城关镇")) for kind in ("urban", "rural"))

    september = sum(total(f"{kind}_dibao_funds_amount", 202509) for kind in ("urban", "rural"))
    august = sum(total(f"{kind}_dibao_funds_amount", 202508) for kind in ("urban", "rural"))

    assert 1.18 <= september / august <= 1.22
    assert 0.98 <= both("persons", 202509) / both("persons", 202508) <= 1.02
    assert both("funds_amount", 202510) < 0.92 * both("funds_amount", 202509)


def test_story_6_one_reserve_lies_idle_another_is_empty(total):
    idle, empty = code_of("南川乡"), code_of("云岭镇")

    assert total("temporary_relief_person_times", 202503, 202510, idle) == 0
    assert total("temporary_relief_reserve_spent_amount", 202501, 202507, empty) == 45_000
    assert total("temporary_relief_reserve_amount", 202501, 202512, empty) == 45_000
    assert total("temporary_relief_reserve_spent_amount", 202508, 202512, empty) == 0
    assert total("temporary_relief_person_times", 202508, 202512, empty) > 0


def test_story_7_sancha_is_late_then_silent_then_catches_up(returns, told):
    """October stays unknown: November's return holds the sum since January."""
    area = code_of("三岔乡")
    own = told[told["area"].str.startswith(area)]
    late = [one for one in returns if one.area == area]

    assert [(one.submitted_at - returns_of(returns, one.title[:8])).days > 7 for one in late[:3]] == [True] * 3
    assert own[own["last"] == 202510].empty
    november = own[own["last"] == 202511].groupby("first").size()
    assert set(november.index) == {202501, 202511}
    flows = own[(own["indicator"] == "temporary_relief_person_times") & (own["year"] == 2025)].set_index(["first", "last"])[
        "value"
    ]
    known = sum(flows[month, month] for month in range(202501, 202510))
    assert flows[202501, 202511] >= known


def returns_of(returns, month_words: str):
    """When everybody else's return of the month came."""
    title = month_words[: month_words.index("月") + 1] + "民政月报"
    return next(one.submitted_at for one in returns if one.title == title)


def test_story_8_renovations_stand_at_61_per_cent(total):
    target = next(row for row in demo.targets() if row.task == "特殊困难老年人家庭适老化改造")
    done = total("home_adaptation_households", 202501, 202510) - total(
        "home_adaptation_households", 202501, 202509, code_of("三岔乡")
    )
    best = max(total("home_adaptation_households", month) for month in range(202501, 202511))

    assert target.value == 520 * SCALE
    assert round(100 * done / 520) == 61
    assert (520 - done) / 2 > best  # what each of the last two months would need


def test_story_9_two_months_were_corrected(returns, told):
    revised = [one for one in returns if "更正" in one.title]
    before = next(one for one in returns if one.title == "2025年5月民政月报")
    key = ("temporary_relief_person_times", code_of("河湾镇"))

    first = next(row.value for row in before.observations if (row.indicator, row.area) == key)
    cremated = {row.area: row.value / SCALE for row in revised[1].observations if row.indicator == "cremations_count"}
    june = next(one for one in returns if one.title == "2025年6月民政月报")
    claimed = {
        row.area: row.value / SCALE for row in june.observations if row.indicator == "cremations_count" and row.area in cremated
    }

    assert [(one.area, one.title[:7]) for one in revised] == [(code_of("河湾镇"), "2025年5月"), (code_of("枫林乡"), "2025年6月")]
    assert all("更正" in one.note for one in revised)
    assert [first / SCALE, revised[0].observations[0].value / SCALE] == [88, 8]
    assert len(cremated) == 2 and all(0 <= value < claimed[area] for area, value in cremated.items())


def test_story_10_more_meals_of_old_people_than_meals(told):
    keys = ["area", "first", "last"]
    meals = told[told["indicator"] == "elder_canteen_meals_person_times"].set_index(keys)["value"]
    of_elders = told[told["indicator"] == "elder_canteen_meals_60plus_person_times"].set_index(keys)["value"]

    assert list(meals.index[of_elders.reindex(meals.index) > meals]) == [(village_code("白沙镇", "江口村"), 202510, 202510)]
    assert stories.SWAPPED == ("白沙镇", "江口村")
