"""死亡停发比对: deaths against death exits, by the usual lag and the county's own share."""

from __future__ import annotations

import pytest

from metrics.death_stop import death_stop_exhibit, death_stop_table, poisson_at_most
from metrics.quality import findings
from tests.metrics.conftest import COUNTY, DONG, JIA, NAN, XI, YI, monthly, view_of

LISTS = ("dibao_death_exits_persons", "age_allowance_death_exits_persons", "disability_death_exits_persons")


def report(county, area, villages, deaths, exits):
    """exits: of 高龄津贴; the two other lists none."""
    for number, village in enumerate(villages):
        county.report(*monthly("deaths_persons", village, deaths if number == 0 else [0] * len(deaths)))
    county.report(
        *monthly(LISTS[1], area, exits), *monthly(LISTS[0], area, [0] * len(exits)), *monthly(LISTS[2], area, [0] * len(exits))
    )


def asked(county):
    return [one for one in county.ask(findings, COUNTY, 202510) if one.kind == "death_stop"]


def test_the_chance_of_few_cases():
    """Of a usual 7, none: e⁻⁷; of a usual 2, at most 1: 3 e⁻²."""
    assert poisson_at_most(0, 7.0) == pytest.approx(0.000911882)
    assert poisson_at_most(1, 2.0) == pytest.approx(0.406005850)


def test_four_months_without_a_stop_are_found_and_the_catching_up_is_named(county):
    """20 die a month and 10 are stopped; from March to June 甲镇 stops nobody, in July 50 at once."""
    report(county, JIA, (DONG, XI), [20] * 10, [10, 10, 0, 0, 0, 0, 50, 10, 10, 10])
    report(county, YI, (NAN,), [20] * 10, [10] * 10)

    found = asked(county)

    assert [(one.area, one.period) for one in found] == [(JIA, "2025年3—6月")]
    assert found[0].first == "死亡80人"
    assert "应约40人" in found[0].second and "7月一次停发50人" in found[0].text


def test_a_stop_two_months_later_is_usual(county):
    """Exits follow their deaths by two months and swing: nothing to find."""
    report(county, JIA, (DONG, XI), [20] * 10, [10, 10, 20, 0, 10, 10, 15, 5, 10, 10])
    report(county, YI, (NAN,), [20] * 10, [10] * 10)

    assert asked(county) == []


def test_a_small_township_without_a_stop_is_no_alarm(county):
    """Two deaths a month, one stopped: three months without one are chance (e⁻³)."""
    report(county, JIA, (DONG, XI), [2] * 10, [1, 1, 0, 0, 0, 1, 1, 1, 1, 1])
    report(county, YI, (NAN,), [20] * 10, [10] * 10)

    assert asked(county) == []


def test_the_table_shows_both_numbers_and_the_judgement(county):
    report(county, JIA, (DONG, XI), [20] * 10, [10, 10, 0, 0, 0, 0, 50, 10, 10, 10])
    report(county, YI, (NAN,), [20] * 10, [10] * 10)

    table = county.ask(death_stop_table, view_of("ytd", 202510)).set_index("单位")
    chart = county.ask(death_stop_exhibit, view_of("ytd", 202510))

    assert table.loc["甲镇", ["死亡", "高龄津贴停发", "停发/死亡"]].tolist() == ["200", "100", "100/200"]
    assert "3—6月停发偏少" in table.loc["甲镇", "判断"]
    assert "相符" in table.loc["乙乡", "判断"]
    cells = chart.frame.set_index(["area", "month"])["text"]
    assert (cells[JIA, 202503], cells[YI, 202503]) == ("0/20", "10/20")


def test_what_is_not_returned_stays_unknown(county):
    table = county.ask(death_stop_table, view_of("ytd", 202510))

    assert set(table["判断"]) == {"未报"}
    assert asked(county) == []
