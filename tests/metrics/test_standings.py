"""Who stands at either end, in the narrative's sentences: eight townships, worked out by hand."""

import pytest

from data_access import engine as engines
from data_access.areas import add_areas, add_duties
from data_access.scope import EVERYTHING
from data_access.specs import AreaRow, DutyRow
from metrics.narrative import paragraph
from metrics.papers.figures import Figures
from metrics.papers.pattern import Place
from metrics.source import open_source
from metrics.standings import standings
from tests.metrics.conftest import COUNTY, JIA, SINCE, YI, view_of

LISTED, RATE = "urban_dibao_persons", "cremation_rate"
MORE = [f"99030100{number}" for number in range(3, 9)]
ALL = [JIA, YI, *MORE]
VIEW = view_of("month", 202505, COUNTY, "none")


@pytest.fixture
def eight(county):
    """甲镇, 乙乡 and 丙乡 … 辛乡."""
    with engines.writing() as connection:
        add_areas(
            connection,
            [AreaRow(code, f"{name}乡", "township", COUNTY, "乡") for code, name in zip(MORE, "丙丁戊己庚辛", strict=True)],
        )
        add_duties(connection, [DutyRow(group, code, SINCE) for code in MORE for group in ("dibao", "funeral")])
    return county


def told(county, code=LISTED, view=VIEW):
    return "".join(segment.text for segment in county.ask(lambda source: standings(source, view, source.indicator(code))))


def listed(county, *values):
    county.report(*((LISTED, area, 202505, value) for area, value in zip(ALL, values, strict=False) if value is not None))


def rates(county, *pairs):
    county.report(*((code, area, "202501-202505", value) for area, (n, d) in zip(ALL, pairs, strict=False)
                    for code, value in (("cremations_count", n), ("deaths_persons", d))))  # fmt: skip


def test_three_stand_at_either_end_and_the_silent_one_is_named(eight):
    listed(eight, 90, 80, 70, 60, 50, 40, 30)

    assert told(eight) == (
        "分乡镇看，城市低保人数较多的是甲镇90人、乙乡80人、丙乡70人，较少的是庚乡30人、己乡40人、戊乡50人。辛乡未报，未计入城市低保人数。"
    )


def test_equal_ones_that_do_not_all_fit_are_counted(eight):
    listed(eight, 90, 90, 90, 90, 50, 50, 50, 50)
    assert told(eight) == "分乡镇看，城市低保人数较多的是甲镇等4个单位均为90人，较少的是辛乡等4个单位均为50人。"


def test_room_for_one_more_is_not_given_to_two_equal_ones(eight):
    """90 and 80 leave one place of three; three stand at 70. Below: two at 30 and one at 40."""
    listed(eight, 90, 80, 70, 70, 70, 40, 30, 30)
    assert (
        told(eight)
        == "分乡镇看，城市低保人数较多的是甲镇90人、乙乡80人、丙乡等3个单位均为70人，较少的是辛乡30人、庚乡30人、己乡40人。"
    )


def test_all_alike_and_two_only(eight, county):
    listed(eight, 5, 5, 5, 5, 5, 5, 5, 5)
    assert told(eight) == "各乡镇城市低保人数均为5人。"


def test_a_rate_names_its_first_and_last_three(eight):
    rates(eight, (90, 100), (80, 100), (70, 100), (60, 100), (50, 100), (40, 100), (30, 100), (20, 100))

    expected = (
        "分乡镇看，遗体火化率（全部死亡人口）前三位是甲镇90.0%、乙乡80.0%、丙乡70.0%，后三位是辛乡20.0%、庚乡30.0%、己乡40.0%。"
    )
    assert told(eight, RATE, view_of("ytd", 202505)) == expected
    # a month of rare cases is read since January, and says so
    assert told(eight, RATE).startswith("分乡镇看，遗体火化率（全部死亡人口）（2025年1—5月）前三位是甲镇90.0%")


def test_a_rate_with_equals_at_an_end_has_no_count_of_places(eight):
    rates(
        eight,
        (90, 100),
        (80, 100),
        (70, 100),
        (60, 100),
        (50, 100),
        (20, 100),
        (20, 100),
        (20, 100),
    )
    found = told(eight, RATE, view_of("ytd", 202505))
    assert found.endswith("前三位是甲镇90.0%、乙乡80.0%、丙乡70.0%，后三位是辛乡20.0%、庚乡20.0%、己乡20.0%。")
    eight.report(("cremations_count", MORE[2], "202501-202505", 20))
    found = told(eight, RATE, view_of("ytd", 202505))
    assert found.endswith("居前的是甲镇90.0%、乙乡80.0%、丙乡70.0%，靠后的是辛乡等4个单位均为20.0%。")


def test_few_cases_are_marked_where_chance_would_explain_the_gap(eight):
    """Target 70: 辛乡 6 of 10 is no sign, 庚乡 20 of 100 is."""
    eight.aim(RATE, COUNTY, 70)
    rates(eight, (90, 100), (89, 100), (88, 100), (87, 100), (86, 100), (85, 100), (20, 100), (6, 10))

    assert told(eight, RATE, view_of("ytd", 202505)).endswith("后三位是庚乡20.0%、辛乡60.0%（基数小）、己乡85.0%。")


def test_more_than_five_silent_ones_are_counted(eight):
    listed(eight, 90, 80)
    assert told(eight).endswith("丙乡、丁乡、戊乡、己乡、庚乡等6个单位未报，未计入城市低保人数。")


def test_where_nobody_reported_or_nothing_can_be_ranked_nothing_is_said(eight):
    assert told(eight) == ""
    assert told(eight, "urban_dibao_standard") == "" == told(eight, "elder_beds_count")
    assert told(eight, LISTED, view_of("month", 202505, YI)) == ""  # one village only


def test_the_sentences_are_part_of_the_paragraph(eight):
    listed(eight, 90, 80, 70, 60, 50, 40, 30)

    text = eight.ask(paragraph, VIEW, [LISTED]).text
    assert text == f"截至2025年5月底，城市低保人数420人（上报7/8）。{told(eight)}"


def test_a_paper_names_the_first_three_and_of_equal_ones_only_those_who_all_find_room(eight):
    """甲 90 %, 乙 and 丙 80 %: three. 乙, 丙 and 丁 80 %: only 甲, since two of the three would be named and one not."""

    def first(code=RATE):
        place = Place(code, ("居前",))
        with open_source(EVERYTHING) as source:
            return [name for name, _ in Figures(source, view_of("ytd", 202505, COUNTY, "none"), [place]).first_areas(place)]

    rates(eight, (90, 100), (80, 100), (80, 100), (70, 100), (60, 100), (50, 100), (40, 100), (30, 100))
    assert first() == ["甲镇", "乙乡", "丙乡"]
    eight.report(("cremations_count", MORE[1], "202501-202505", 80))
    assert first() == ["甲镇"]
    assert first("deaths_persons") == []
