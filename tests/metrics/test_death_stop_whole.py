"""The death-stop watch whole: the table, the heat map's cells and title, and who cannot be compared."""

import math

import pytest

from metrics.death_stop import COLUMNS, LAG_WORDS, _verdict, caught_up, death_stop_exhibit, death_stop_table, gaps, watch
from tests.metrics.conftest import COUNTY, DONG, JIA, NAN, XI, YI, view_of
from tests.metrics.test_death_stop import report

VIEW = view_of("ytd", 202510)


@pytest.fixture
def stopped_late(county):
    """20 die a month, 10 are stopped: 甲镇 nobody from March to June and 50 in July; 乙乡 sends nine months."""
    report(county, JIA, (DONG, XI), [20] * 10, [10, 10, 0, 0, 0, 0, 50, 10, 10, 10])
    report(county, YI, (NAN,), [20] * 9, [10] * 9)
    return county


def test_the_table_whole(stopped_late):
    """The county's share is 190 of 380: half of 200 and of 180 would be stopped."""
    table = stopped_late.ask(death_stop_table, VIEW)

    assert (
        list(table.columns)
        == COLUMNS
        == ["单位", "判断", "停发/死亡", "应约", "死亡", "低保停发", "高龄津贴停发", "残疾人两补停发"]
    )
    assert table.values.tolist() == [
        ["甲镇", "▼ 3—6月停发偏少", "100/200", "100", "200", "0", "100", "0"],
        ["乙乡", "● 相符，1个月未报", "90/180", "90", "180", "0", "90", "0"],
    ]


def test_the_heat_map_whole(stopped_late):
    found = stopped_late.ask(death_stop_exhibit, VIEW)

    assert (found.id, found.kind, found.unit) == ("quality.death_stop", "heat", "%")
    assert found.title == "死亡停发：甲镇3—6月明显偏少"
    assert found.finding == "小县死亡停发：甲镇3—6月明显偏少"
    assert found.notes == ("格内为三类名单死亡停发人数/死亡人数，截至2025年10月", LAG_WORDS)
    assert found.options == {"direction": "neutral", "height": 92, "width": 1200}
    assert list(found.frame.columns) == ["area", "name", "month", "value", "text"]
    cells = {(area, month): (name, value, text) for area, name, month, value, text in found.frame.values.tolist()}
    assert len(cells) == 20
    assert cells[JIA, 202501] == ("甲镇", 50, "10/20") and cells[JIA, 202507] == ("甲镇", 250, "50/20")
    assert cells[YI, 202509] == ("乙乡", 50, "10/20")
    name, value, text = cells[YI, 202510]
    assert math.isnan(value) and (name, text) == ("乙乡", "未报")


def test_months_without_a_death_have_no_share(county):
    report(county, JIA, (DONG, XI), [20, 0], [10, 1])

    cells = county.ask(death_stop_exhibit, view_of("ytd", 202502)).frame.set_index(["area", "month"])
    assert cells.loc[(JIA, 202502), "text"] == "1/0" and math.isnan(cells.loc[(JIA, 202502), "value"])


def test_silence_is_no_reassurance(county):
    """Nobody reported: nothing was found because nothing could be."""
    assert county.ask(death_stop_exhibit, VIEW).title == "死亡停发：没有可以比对的报数"
    assert county.ask(death_stop_table, VIEW).values.tolist() == [[name, "未报", *["—"] * 6] for name in ("甲镇", "乙乡")]

    report(county, JIA, (DONG, XI), [20] * 10, [10] * 10)
    assert county.ask(death_stop_exhibit, VIEW).title == "死亡停发：没有发现停发明显偏少的单位，另有1个单位没有可以比对的报数"
    report(county, YI, (NAN,), [20] * 10, [10] * 10)
    assert county.ask(death_stop_exhibit, VIEW).title == "死亡停发：没有发现停发明显偏少的单位"


def test_more_than_three_runs_are_counted():
    runs = ["甲镇1月", "乙乡2月", "丙乡3月"]

    assert _verdict(runs, 0, 4) == "甲镇1月、乙乡2月、丙乡3月明显偏少"
    assert _verdict([*runs, "丁乡4月"], 1, 4) == "甲镇1月、乙乡2月、丙乡3月等4处明显偏少"


def test_the_watch_adds_what_it_is_asked_for(stopped_late):
    seen = stopped_late.ask(watch, COUNTY, 202510)

    assert seen.months == list(range(202501, 202511))
    assert {code: float(share) for code, share in seen.shares.items()} == {
        "dibao_death_exits_persons": 0, "age_allowance_death_exits_persons": 0.5, "disability_death_exits_persons": 0,
    }  # fmt: skip
    assert (seen.sum(JIA, "deaths_persons", [202501, 202502]), seen.exits(JIA, [202506, 202507])) == (40, 50)
    assert seen.sum(YI, "deaths_persons", [202509, 202510]) is None and seen.exits(YI, [202510]) is None
    assert seen.expected(30) == 15
    assert gaps(seen, JIA) == [[202503, 202504, 202505, 202506]] and gaps(seen, YI) == []
    assert caught_up(seen, JIA, 202506) == "；7月一次停发50人"
    assert caught_up(seen, JIA, 202507) == "" and caught_up(seen, YI, 202509) == ""
