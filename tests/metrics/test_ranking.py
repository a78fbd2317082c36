"""乡镇排名: places with ties, distances in whole cases, small bases. Expectations are worked out by hand."""

from dataclasses import replace
from fractions import Fraction

import pytest

from metrics import ranking as ranks
from metrics.ranking import lacking, of_areas, positions, table
from metrics.results import Number, Span
from tests.metrics.conftest import COUNTY, DONG, JIA, NAN, XI, YI, view_of

DEATHS, CREMATIONS, RATE = "deaths_persons", "cremations_count", "cremation_rate"
HOMES = "home_adaptation_households"
YTD = Span("ytd", 202505)


def number(code, n, d, unit="%", per=100):
    value = Fraction(n) / d * per if d else None
    return Number(code, JIA, YTD, value, unit, Fraction(n), Fraction(d), "summed")


def rates(county, *rows):
    """(area, cremations, deaths) of January to May."""
    county.report(
        *((code, area, "202501-202505", value) for area, n, d in rows for code, value in ((CREMATIONS, n), (DEATHS, d)))
    )


@pytest.mark.parametrize(
    ("direction", "values", "expected"),
    [
        ("higher_better", [9, 8, 8, 7], [1, 2, 2, 4]),
        ("lower_better", [9, 8, 8, 7], [4, 2, 2, 1]),
        ("neutral", [1, 1, 1], [1, 1, 1]),
        ("higher_better", [None, 8, None], [None, 1, None]),  # what is missing is no zero and takes no place
        ("higher_better", [0, None, -1], [1, None, 2]),
        ("higher_better", [Fraction(1, 3), Fraction(2, 6), Fraction(333, 1000)], [1, 1, 3]),  # exact, not as printed
    ],
)
def test_equal_values_share_a_place_and_the_next_one_is_skipped(direction, values, expected):
    places = positions(dict(enumerate(values)), direction)

    assert [places.get(key) for key in range(len(values))] == expected


@pytest.mark.parametrize(
    ("n", "d", "goal", "expected"),
    [
        (128, 145, Fraction("98.5"), 15),  # 98.5 % of 145 are 142.8, so 143
        (97, 100, 97, 0),
        (96, 100, 97, 1),
        (0, 3, 100, 3),
        (1, 3, Fraction(100, 3), 0),  # exactly a third
        (199, 200, Fraction("99.51"), 1),
    ],
)
def test_a_rate_lacks_whole_cases_rounded_up(county, n, d, goal, expected):
    found = county.ask(lambda source: lacking(source, source.indicator(RATE), number(RATE, n, d), Fraction(goal)))

    assert found == expected


def test_an_amount_per_head_lacks_money_to_the_fen(county):
    """400 元 a head for 3 persons against 412.5: 37.5 元, not rounded up."""
    short = county.ask(
        lambda source: lacking(
            source, source.indicator("dibao_avg_topup").model_copy(update={"direction": "higher_better"}),
            number("dibao_avg_topup", 1200, 3, "元/月", 1), Fraction("412.5"),
        )
    )  # fmt: skip

    assert short == Fraction("37.5")


def test_of_what_should_stay_low_the_surplus_is_told(county):
    unplaced = Number("ashes_unplaced_count", JIA, YTD, Fraction(9), "例")

    assert county.ask(lambda source: lacking(source, source.indicator("ashes_unplaced_count"), unplaced, Fraction(2))) == 7
    assert ranks.distance_text(Fraction(7), "例", lower=True) == "超7例"


def test_a_neutral_figure_and_an_unknown_one_have_no_distance(county):
    dibao = Number("dibao_persons", JIA, YTD, Fraction(9), "人")

    def ask(source):
        return [
            lacking(source, source.indicator("dibao_persons"), dibao, Fraction(20)),
            lacking(source, source.indicator(RATE), number(RATE, 0, 0), Fraction(97)),
            lacking(source, source.indicator(RATE), replace(number(RATE, 9, 10), n=None, d=None), Fraction(97)),
            lacking(source, source.indicator(RATE), number(RATE, 9, 10), None),
        ]

    assert county.ask(ask) == [None] * 4


def test_townships_stand_by_place_with_their_distances(county):
    """甲镇 90 of 100, 乙乡 48 of 50 = 96 %. To 97 %: 97 − 90 = 7 and 48.5 → 49 − 48 = 1. 甲镇 to 96 %: 6."""
    rates(county, (JIA, 90, 100), (YI, 48, 50))
    county.aim(RATE, COUNTY, 97)

    first, second = county.ask(of_areas, view_of("ytd", 202505), RATE, COUNTY).standings
    assert (first.name, first.rank, first.to_first, first.to_goal, first.light) == ("乙乡", 1, 0, 1, "mark")
    assert (second.name, second.rank, second.to_first, second.to_goal, second.light) == ("甲镇", 2, 6, 7, "off")
    assert second.unit == "具"


def test_the_table_prints_places_and_distances(county):
    rates(county, (JIA, 90, 100), (YI, 480, 500))
    county.aim(RATE, COUNTY, 97)

    found = table(county.ask(of_areas, view_of("ytd", 202505), RATE, COUNTY)).set_index("单位")
    assert found.loc["甲镇"].to_dict() == {
        "位次": "2/2", "数值": "90.0%", "分子/分母": "90/100", "灯": "▼低于预警值", "距第一": "差6具", "距目标": "差7具",
    }  # fmt: skip
    assert found.loc["乙乡", "距第一"] == "第1"


def test_what_is_missing_stands_last_without_a_place(county):
    rates(county, (JIA, 90, 100))

    ranking = county.ask(of_areas, view_of("ytd", 202505), RATE, COUNTY)
    assert [(row.name, row.rank, row.notes) for row in ranking.standings] == [("甲镇", 1, ()), ("乙乡", 0, ("未报",))]
    assert "未参加排名1个（乙乡）" in county.ask(ranks.notes, ranking)
    assert len(ranking.known) == 1


def test_an_incomplete_quantity_has_no_place(county):
    """甲镇 sends one of its two villages: its 9 would be ranked for the gap."""
    county.report(("canteen_villages_count", DONG, 202505, 1))

    ranking = county.ask(of_areas, view_of("ytd", 202505), "canteen_villages_count", COUNTY)
    jia = next(row for row in ranking.standings if row.area == JIA)
    assert (jia.rank, jia.number.value, jia.notes) == (0, 1, ("上报1/2", "未报全，不排名"))


def test_only_the_chosen_areas_are_ranked(county):
    rates(county, (JIA, 90, 100), (YI, 48, 50))

    ranking = county.ask(of_areas, view_of("ytd", 202505), RATE, COUNTY, [JIA])
    assert [(row.name, row.rank, row.to_first) for row in ranking.standings] == [("甲镇", 1, 0)]


@pytest.mark.parametrize(("deaths", "expected"), [(29, True), (30, False)])
def test_fewer_than_thirty_cases_are_a_small_base(county, deaths, expected):
    """One case of 29 is 3.4 points."""
    rates(county, (JIA, deaths - 1, deaths), (YI, 48, 50))

    jia = next(row for row in county.ask(of_areas, view_of("ytd", 202505), RATE, COUNTY).standings if row.area == JIA)
    assert any("基数小（分母29人，1具即3.4个百分点）" in note for note in jia.notes) == expected


def test_a_gap_that_chance_would_bring_is_a_small_base_too(county):
    """62 of 65 against 98.5 %: three short where one is expected."""
    rates(county, (JIA, 62, 65), (YI, 128, 145))
    county.aim(RATE, COUNTY, Fraction("98.5"))

    notes = {row.name: row.notes for row in county.ask(of_areas, view_of("ytd", 202505), RATE, COUNTY).standings}
    assert notes == {"甲镇": ("基数小，与目标的差距属正常波动",), "乙乡": ()}


def test_several_at_the_end_are_counted(county):
    for area, value in ((DONG, 0), (XI, 0)):
        county.report(("canteen_villages_count", area, 202505, value))
    county.report(("canteen_villages_count", NAN, 202505, 1))

    def ask(source):
        found = of_areas(source, view_of("ytd", 202505), "canteen_villages_count", COUNTY)
        tied = replace(found, standings=(*found.standings, replace(found.standings[-1], name="丙乡")))
        return ranks.finding(source, tied)

    assert county.ask(ask) == "乙乡第1，2个单位并列末位0个"


def test_facilities_are_built_and_not_thrown_by_chance(county):
    county.report(
        *(
            (code, area, 2025, value)
            for area in (DONG, XI)
            for code, value in (("administrative_villages_count", 1), ("communities_count", 0))
        )
    )
    county.report(("canteen_villages_count", DONG, 202505, 1), ("canteen_villages_count", XI, 202505, 0))

    ranking = county.ask(of_areas, view_of("ytd", 202505), "canteen_facility_coverage_rate", COUNTY)
    jia = next(row for row in ranking.standings if row.area == JIA)
    assert (jia.number.value, jia.notes) == (50, ())


def test_the_finding_names_the_last_and_what_it_lacks(county):
    rates(county, (JIA, 90, 100), (YI, 48, 50))
    county.aim(RATE, COUNTY, 97)

    assert county.ask(_finding, RATE) == "乙乡第1，甲镇末位90.0%，再增7具可达目标"


def test_a_neutral_finding_praises_nobody(county):
    county.report(("urban_dibao_persons", JIA, 202505, 9), ("urban_dibao_persons", YI, 202505, 5))

    assert county.ask(_finding, "urban_dibao_persons") == "甲镇最高9人，乙乡最低5人（不作优劣评价）"


def test_equal_figures_are_said_to_be_equal(county):
    rates(county, (JIA, 50, 50), (YI, 40, 40))

    assert county.ask(_finding, RATE) == "2个单位均为100.0%"


def _finding(source, code):
    return ranks.finding(source, of_areas(source, view_of("ytd", 202505), code, COUNTY))


def test_a_quantity_is_ranked_as_it_is_and_says_so(county):
    county.report((HOMES, JIA, "202501-202505", 9), (HOMES, YI, "202501-202505", 9))

    ranking = county.ask(of_areas, view_of("ytd", 202505), HOMES, COUNTY)
    assert [row.rank for row in ranking.standings] == [1, 1]
    assert county.ask(ranks.notes, ranking) == ("2025年1—5月", "并列同位次", "按数量排，未考虑人口多少")
