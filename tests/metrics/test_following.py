"""Items of attention with what became of each."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from data_access.follow_ups import Case, Step
from metrics.attention import Item, attention
from metrics.following import counts, in_state, matters, raised_in, state_text, step_text
from tests.metrics.conftest import COUNTY, JIA, YI, monthly, view_of

HOMES = "home_adaptation_households"
VIEW, TODAY = view_of("ytd", 202510), date(2026, 4, 3)
DUE, AT = date(2026, 3, 31), datetime(2026, 3, 1, 4)
ITEMS = [Item("off", "甲", "低于目标", JIA, HOMES, 2025), Item("missing", "乙乡10月未报", "应报2项，未报2项", YI, "", 202510)]
FIRST, SECOND = (item.key for item in ITEMS)


def case(item: Item, *kinds: str, view=VIEW) -> Case:
    return Case(
        raised_in(item, view),
        tuple(Step(kind, "殡葬股", "核", DUE if kind == "assign" else None, AT, "local", item.title) for kind in kinds),
    )


def found(county, cases, items=ITEMS, view=VIEW):
    return county.ask(lambda source, shown: matters(source.tree, items, cases, shown), view)


def test_a_matter_keeps_its_key_while_it_falls_further_behind(county):
    """300 of 1,000 in June is 20 points behind; by October 400 is 43.3: another figure, another light, the same matter."""
    county.aim(HOMES, COUNTY, 1000, task="适老化改造")
    county.report(*monthly(HOMES, JIA, [50] * 6 + [25] * 4), *monthly(HOMES, YI, [0] * 10))

    june, october = (
        next(item for item in county.ask(attention, view_of("ytd", month), [HOMES]) if item.indicator == HOMES)
        for month in (202506, 202510)
    )
    assert june.title != october.title
    assert june.key == october.key == f"target.{COUNTY}.{HOMES}.2025"
    assert (june.figure, october.figure) == (f"{HOMES}.{COUNTY}.ytd.202506", f"{HOMES}.{COUNTY}.ytd.202510")


def test_a_late_return_of_each_month_is_its_own_matter(county):
    county.report(*monthly(HOMES, JIA, [30] * 10), *monthly(HOMES, YI, [30] * 8))

    keys = [
        {item.key for item in county.ask(attention, view_of("ytd", month), [HOMES]) if item.area == YI}
        for month in (202509, 202510)
    ]
    assert keys == [{f"missing.{YI}..202509"}, {f"missing.{YI}..202510"}]


def test_open_ones_stand_first_and_closed_ones_stay(county):
    shown = found(county, {FIRST: case(ITEMS[0], "assign", "close")})

    assert [(one.raised.item, one.stands, one.kind) for one in shown] == [(SECOND, "", "missing"), (FIRST, "close", "off")]


def test_what_is_raised_no_more_stays_until_it_is_closed(county):
    shown = found(county, {FIRST: case(ITEMS[0], "assign")}, items=[])
    assert [(one.raised.item, one.kind, one.is_open) for one in shown] == [(FIRST, "", True)]

    later = view_of("ytd", 202601)
    assert len(found(county, {FIRST: case(ITEMS[0], "assign")}, items=[], view=later)) == 1
    assert found(county, {FIRST: case(ITEMS[0], "assign", "close")}, items=[], view=later) == []
    assert len(found(county, {FIRST: case(ITEMS[0], "assign", "close")}, items=[])) == 1


def test_a_township_does_not_list_the_matters_of_its_neighbour(county):
    cases = {FIRST: case(ITEMS[0], "assign"), SECOND: case(ITEMS[1], "assign")}

    assert [one.raised.item for one in found(county, cases, items=[], view=view_of("ytd", 202510, area=YI))] == [SECOND]


@pytest.mark.parametrize(
    ("kinds", "day", "text"),
    [
        ((), TODAY, "未交办"),
        (("assign",), DUE, "已交办 殡葬股 限2026年3月31日前"),
        (("assign",), TODAY, "已交办 殡葬股 限2026年3月31日前（逾期3天）"),
        (("assign", "answer"), TODAY, "已反馈"),
        (("assign", "answer", "close"), TODAY, "已销号"),
        (("assign", "close", "assign"), DUE, "已交办 殡葬股 限2026年3月31日前"),
    ],
)
def test_the_state_in_words(county, kinds, day, text):
    (one,) = found(county, {FIRST: case(ITEMS[0], *kinds)} if kinds else {}, items=ITEMS[:1])

    assert state_text(one, day) == text


def test_a_filter_shows_as_many_as_it_says(county):
    shown = found(county, {FIRST: case(ITEMS[0], "assign")})

    assert counts(shown, TODAY) == {"未交办": 1, "已交办": 1, "已反馈": 0, "已销号": 0, "逾期": 1}
    assert counts(shown, DUE)["逾期"] == 0
    assert all(len(in_state(shown, word, TODAY)) == count for word, count in counts(shown, TODAY).items())
    assert in_state(shown, "全部", TODAY) == shown


def test_a_step_says_when_who_what_and_by_whom():
    step = case(ITEMS[0], "assign").steps[0]
    assert step_text(step) == "2026年3月1日 交办 殡葬股，限2026年3月31日前：核（本机账户）"
    assert step_text(replace(step, account="fjk")).endswith("：核（账户 fjk）")
