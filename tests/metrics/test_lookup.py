"""快速查询: each typed text with what it must mean; in doubt everything that fits, never one of them in silence."""

from __future__ import annotations

import pytest

from data_access.scope import EVERYTHING, Scope
from metrics.evaluate import series
from metrics.lookup import MOST_SHOWN, hits, meaning, normalised, terms
from metrics.results import Span, View
from metrics.source import open_source

# typed | areas | indicators
CASES = """
枫林乡              | 990101010 |
枫林                | 990101010 |
fl                  | 990101010 |
死亡人数            |           | deaths_persons
低保户数            |           | dibao_households
枫林乡 死亡人数     | 990101010 | deaths_persons
死亡人数 枫林       | 990101010 | deaths_persons
枫林乡死亡人数      | 990101010 | deaths_persons
枫林　死亡人数      | 990101010 | deaths_persons
dibao_households    |           | dibao_households
ＤＩＢＡＯ_households |         | dibao_households
示例县              | 990101    |
"""


def rows():
    for line in CASES.strip().splitlines():
        typed, areas, indicators = (cell.strip(" ") for cell in line.split("|"))
        yield pytest.param(typed, areas.split(), indicators.split(), id=typed)


@pytest.fixture(scope="module")
def known(demo_dir):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COCKPIT_DATA_DIR", str(demo_dir))
        with open_source(EVERYTHING) as source:
            yield terms(source)


def months(year: int, last: int) -> list[Span]:
    return [Span("month", year * 100 + month) for month in range(1, last + 1)]


def codes(found):
    return [term.code for term in found]


@pytest.mark.parametrize(("typed", "areas", "indicators"), list(rows()))
def test_a_text_means(known, typed, areas, indicators):
    found = meaning(typed, known)

    assert codes(found.areas) == areas
    assert codes(found.indicators) == indicators
    assert found.is_sure


def test_a_word_with_several_scopes_lists_them_all(known):
    """火化率 is counted in four ways; which is meant is the reader's to say."""
    found = meaning("火化率", known)

    assert {"cremation_zone_rate", "cremation_rate", "county_ledger_cremation_rate", "cremation_incl_home_place_rate"} <= set(
        codes(found.indicators)
    )
    assert codes(found.indicators)[0] == "cremation_zone_rate"  # a headline comes first
    assert found.areas == ()
    assert not found.is_sure


def test_initials_and_an_area_together(known):
    found = meaning("枫林 hhl", known)

    assert codes(found.areas) == ["990101010"]
    assert codes(found.indicators)[0] == "cremation_zone_rate"


def test_hhl_is_the_cremation_rate(known):
    assert codes(meaning("hhl", known).indicators)[0] == "cremation_zone_rate"


def test_villages_of_one_name_are_all_listed(known):
    """Two villages that share a stem are told apart by the reader."""
    by_name: dict[str, list[str]] = {}
    for term in known:
        if term.kind == "area" and len(term.code) == 12:
            by_name.setdefault(term.name, []).append(term.code)
    name, twins = next((name, codes) for name, codes in by_name.items() if len(codes) > 1)

    assert codes(meaning(name, known).areas) == sorted(twins)


@pytest.mark.parametrize("typed", ["", "  ", "（）", "不存在的词", "zzqqxx", "x" * 500, "<b>", "枫"])
def test_what_means_nothing_is_said_to_mean_nothing(known, typed):
    found = meaning(typed, known)

    assert (found.areas, found.indicators) == ((), ())


def test_only_areas_in_scope_can_be_meant(demo_dir, monkeypatch):
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(demo_dir))
    with open_source(Scope(account="t", areas=("990101003",))) as source:
        seen = {term.code for term in terms(source) if term.kind == "area"}

    assert "990101003" in seen
    assert all(code.startswith("990101003") for code in seen)


def test_brackets_and_width_make_no_difference():
    assert normalised("火化率（火化区）") == normalised("火化率(火化区) ") == "火化率 火化区"


def test_a_number_is_found_for_each_meaning(known, demo_dir, monkeypatch):
    """枫林乡, January to October 2025: deaths as the demo county's returns add up; its villages are not asked."""
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(demo_dir))
    with open_source(EVERYTHING) as source:
        view = View("990101", Span("ytd", 202510))
        found, more = hits(source, view, meaning("枫林乡死亡人数", known))
        monthly = [number.value for number in series(source, "deaths_persons", "990101010", months(2025, 10))]

    assert [(hit.area, hit.indicator, hit.number.value) for hit in found] == [("990101010", "deaths_persons", sum(monthly))]
    assert more == 0


def test_without_an_area_the_present_one_is_meant(known, demo_dir, monkeypatch):
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(demo_dir))
    with open_source(EVERYTHING) as source:
        found, _ = hits(source, View("990101003", Span("ytd", 202510)), meaning("低保户数", known))

    assert [(hit.area, hit.indicator) for hit in found] == [("990101003", "dibao_households")]


def test_what_is_too_much_is_counted(known, demo_dir, monkeypatch):
    """More meanings than fit under the box are not dropped in silence."""
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(demo_dir))
    with open_source(EVERYTHING) as source:
        wide = meaning("人数", known)
        found, more = hits(source, View("990101", Span("ytd", 202510)), wide)

    assert len(found) == MOST_SHOWN
    assert more == len(wide.indicators) - MOST_SHOWN > 0
