"""Small counts of villages on the upper floors: which indicators, and the same words at every door."""

from dataclasses import replace

import pytest

from data_access import engine as engines
from data_access.areas import add_areas
from data_access.scope import EVERYTHING
from data_access.specs import AreaRow
from data_access.suppression import families
from metrics.answers import answer, table
from metrics.cards import cards
from metrics.derivation import derivation
from metrics.evaluate import children, numbers
from metrics.formatting import number_text
from metrics.loading import catalogue
from metrics.provenance import bearing
from metrics.results import Span, View
from metrics.source import open_source
from tests.metrics.conftest import DONG, JIA, XI

CODE, JANUARY, ZHONG = "children_in_difficulty_persons", Span("month", 202501), "990301001003"
VIEWER = replace(EVERYTHING, account="viewer", may_see_small=False)


def test_families_hold_whatever_a_total_links():
    family = next(one for one in families(derivation()) if "orphans_persons" in one.ids)

    assert set(family.ids) == {"orphans_persons", "defacto_children_persons", "orphans_defacto_children_persons"}


def test_no_amount_per_head_of_a_sensitive_group_goes_down_to_the_village():
    """An amount divided by its standard would give the count."""
    every = catalogue().indicators
    paid = [
        every[one.numerator]
        for one in every.values()
        if one.kind == "ratio" and one.numerator and one.unit.startswith("元") and one.denominator in derivation().sensitive
    ]

    assert paid
    assert [one.id for one in paid if one.finest == "village"] == []


def test_sensitive_groups_of_the_issue_are_marked():
    every = catalogue().indicators.values()
    wanted = [
        one for one in every if one.line in ("child_welfare", "disability") and one.is_stored and one.unit in ("人", "人次")
    ]

    assert [one.id for one in wanted if not one.sensitive] == []


@pytest.fixture
def villages(county):
    """Children in difficulty in three villages of 甲镇."""
    with engines.writing() as connection:
        add_areas(connection, [AreaRow(ZHONG, "中村", "village", JIA, "村")])
    county.report(*((CODE, area, 202501, value) for area, value in zip((DONG, XI, ZHONG), (2, 7, 12), strict=True)))
    return county


def test_the_same_words_in_tables_and_for_one_village(villages):
    with open_source(VIEWER) as source:
        below = children(source, [CODE], JIA, JANUARY)[CODE]
        one = numbers(source, [CODE], DONG, JANUARY)[CODE]
        borne = bearing(source, one)
        rows = table(source, [CODE], JIA, True, [JANUARY])

    assert [number_text(number) for number in below.values()] == ["<3", "＊", "12人"]
    assert (one.state, one.value, one.n, one.d) == ("masked", None, None, None)
    assert [(row["state"], row["value"]) for row in rows] == [("masked", None), ("masked", None), ("reported", 12)]
    assert borne == []
    assert number_text(villages.number(CODE, DONG, "month", 202501)) == "2人"


def test_an_answer_says_why_and_no_figure_nearby(villages):
    villages.report((CODE, DONG, 202502, 9), (CODE, XI, 202502, 9), (CODE, ZHONG, 202502, 9))
    with open_source(VIEWER) as source:
        said = answer(source, CODE, DONG, JANUARY, "yoy")
        card = cards(source, View(DONG, JANUARY), [CODE], spark=False)[0]

    assert (said["text"], said["value"], said["nearest"], said["sources"]) == ("<3", None, None, [])
    assert said["reason"] == "<3，人数较少，为保护个人信息不显示"
    assert card.value == "<3"
