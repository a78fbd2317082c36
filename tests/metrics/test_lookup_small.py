"""快速查询 piece by piece, over a few terms made by hand and the tiny county; exhibits by their ids."""

from __future__ import annotations

import pytest

from data_access.errors import InputError
from metrics.lookup import (
    BEGINS,
    CONTAINS,
    EXACT,
    INITIALS,
    INITIALS_BEGIN,
    Hit,
    Meaning,
    Term,
    _best,
    _cuts,
    hits,
    meaning,
    normalised,
    terms,
)
from metrics.rebuild import exhibit_of, is_rebuilt
from metrics.systems import system_table, systems
from tests.metrics.conftest import COUNTY, JIA, YI, monthly, view_of

FENG = Term("area", "1", "枫林乡", ("枫林乡", "枫林"), ("flx", "fl"), 9)
FENGXI = Term("area", "2", "枫溪镇", ("枫溪镇", "枫溪"), ("fxz", "fx"), 9)
DEATHS = Term("indicator", "deaths", "死亡人数", ("死亡人数", "deaths"), ("swrs",), 5)
RATE = Term("indicator", "rate", "死亡率", ("死亡率",), ("swl",), 3)
KNOWN = (FENG, FENGXI, DEATHS, RATE)


@pytest.mark.parametrize(
    ("text", "fit"),
    [
        ("枫林", EXACT),
        ("fl", INITIALS),
        ("枫林乡", EXACT),
        ("林乡", CONTAINS),
        ("枫林乡东", 0),
        ("flx", INITIALS),
        ("枫", 0),
        ("f", 0),
    ],
)
def test_how_well_a_text_names_a_thing(text, fit):
    assert FENG.fit(text) == fit


def test_beginnings_of_names_and_of_initials():
    assert (DEATHS.fit("死亡"), DEATHS.fit("sw"), DEATHS.fit("亡人"), DEATHS.fit("dea")) == (
        BEGINS,
        INITIALS_BEGIN,
        CONTAINS,
        BEGINS,
    )


def test_the_best_come_in_their_order():
    assert _best("死亡", KNOWN) == (BEGINS, (RATE, DEATHS))
    assert _best("枫林", KNOWN) == (EXACT, (FENG,)) and _best("fx", KNOWN) == (INITIALS, (FENGXI,))
    assert _best("桃", KNOWN) == (0, ()) == _best("枫林", ())


def test_a_text_is_cut_at_its_spaces_or_anywhere():
    assert _cuts("枫林 死亡 人数") == [("枫林", "死亡人数"), ("枫林死亡", "人数")]
    assert _cuts("枫林死") == [("枫", "林死"), ("枫林", "死")]
    assert _cuts("枫") == []


@pytest.mark.parametrize(
    ("text", "areas", "indicators"),
    [
        ("枫林", (FENG,), ()), ("死亡", (), (RATE, DEATHS)), ("枫林死亡人数", (FENG,), (DEATHS,)), ("死亡人数 枫溪", (FENGXI,), (DEATHS,)),
        ("枫林乡 死亡率", (FENG,), (RATE,)), ("fl swrs", (FENG,), (DEATHS,)), ("枫", (), ()), ("", (), ()), ("桃花", (), ()), ("枫林 桃花", (), ()),
    ],
)  # fmt: skip
def test_what_a_text_means(text, areas, indicators):
    found = meaning(text, KNOWN)
    assert found == Meaning(areas, indicators)
    assert found.is_sure == (len(areas) <= 1 and len(indicators) <= 1)


def test_letters_marks_and_spaces_are_made_equal():
    assert normalised("　ＤＩＢＡＯ_Households（人）！ ") == "dibao households 人"
    assert len(normalised("长" * 60)) == 40


def test_the_county_s_own_terms(county):
    known = {(term.kind, term.code): term for term in county.ask(terms)}

    jia = known["area", JIA]
    assert (jia.name, jia.words[0], jia.initials[0], jia.place) == ("甲镇", "甲镇", "jz", len(JIA))
    rate = known["indicator", "cremation_zone_rate"]
    assert {"火化率", "火化率火化区", "cremationzonerate"} <= set(rate.words) and "hhl" in rate.initials
    assert rate.place < known["indicator", "cremation_rate"].place  # a headline comes first


def test_hits_are_figures_of_the_view_s_span(county):
    county.report(*monthly("deaths_persons", JIA, [1, 2, 3]), *monthly("deaths_persons", YI, [4, 5, 6]))
    known = county.ask(terms)
    view = view_of("ytd", 202503)

    def found(text):
        return county.ask(hits, view, meaning(text, known))

    (one,), more = found("甲镇 死亡人数")
    assert (one.area, one.indicator, one.number.value, more) == (JIA, "deaths_persons", 6, 0)
    (whole,), _ = found("死亡人数")
    assert (whole.area, whole.number.value) == (COUNTY, 21)  # without an area the view's
    assert found("乙乡") == ([Hit(YI)], 0)
    shown, more = county.ask(hits, view, Meaning((), tuple(term for term in known if term.kind == "indicator")))
    assert (len(shown), shown[0].indicator) == (6, "cremation_zone_rate") and more > 100


# -- exhibits by their ids ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["trend", "ranking", "multiples", "spaghetti", "heat", "months"])
def test_an_exhibit_is_made_again_by_its_id(kind, county):
    county.report(*monthly("deaths_persons", JIA, [1, 2, 3]))

    found = county.ask(exhibit_of, f"funeral.deaths_persons.{kind}", view_of("ytd", 202503))
    assert (found.id, is_rebuilt(found)) == (f"funeral.deaths_persons.{kind}", True)
    assert found.kind == {"months": "columns"}.get(kind, kind)


@pytest.mark.parametrize("name", ["funeral.deaths_persons.pie", "deaths_persons.trend", "trend", "funeral..trend"])
def test_an_id_of_another_form_is_refused(name, county):
    with pytest.raises(InputError) as caught:
        county.ask(exhibit_of, name, view_of("ytd", 202503))
    assert caught.value.what == f"不能按编号“{name}”取出图表。"
    assert caught.value.remedy == (
        "应写成 页面.指标编号.图形，图形可以是：trend、ranking、multiples、spaghetti、heat、months、task、number、why、"
        "why_members、plan、areas、places、tiles、outlines；或写 funeral.stages、social_assistance.programmes 等。"
    )


# -- the systems of the reports -------------------------------------------------------------------------------------------


def test_each_system_is_listed_with_its_figure_or_what_it_needs(county):
    county.report(*monthly("deaths_persons", JIA, [1, 2, 3]), *monthly("deaths_persons", YI, [4, 5, 6]))

    table = county.ask(system_table, view_of("ytd", 202503), "funeral")
    assert list(table.columns) == ["制度（系统）", "指标", "本期", "说明", "见于", "indicator"]
    listed = systems().on_line("funeral")
    assert table["制度（系统）"].drop_duplicates().tolist() == [one.name for one in listed]
    rows = table.to_dict("records")
    deaths = [row for row in rows if row["indicator"] == "deaths_persons"]
    assert all((row["指标"], row["本期"], row["说明"]) == ("死亡人数", "21人", "") for row in deaths)
    for row, key in zip(rows, table.attrs["keys"]["本期"], strict=True):
        assert key == (f"{row['indicator']}.{COUNTY}.ytd.202503" if row["indicator"] else "")
    for one in (one for one in listed if one.needs):
        assert [(row["指标"], row["本期"], row["说明"]) for row in rows if row["制度（系统）"] == one.name and not row["indicator"]] == [
            ("无数据来源", "—", f"需要{one.needs}" + (f"；已划转：{one.moved_to}" if one.moved_to else "")),
        ]  # fmt: skip
    assert rows[0]["见于"] == systems().seen_in(listed[0])


def test_what_left_says_where_it_went(county):
    table = county.ask(system_table, view_of("ytd", 202503), "transferred")
    moved = {one.name: one.moved_to for one in systems().on_line("transferred")}

    assert all(f"已划转：{moved[row['制度（系统）']]}" in row["说明"] for row in table.to_dict("records"))
