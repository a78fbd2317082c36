"""Coverage rates and the villages that they leave out."""

from metrics.coverage import coverage_table, rates, without
from tests.metrics.conftest import DONG, JIA, NAN, XI, view_of

UNITS = "administrative_villages_count"
CANTEENS, RATE = "canteen_villages_count", "canteen_facility_coverage_rate"


def villages(county):
    """Three villages; 东村 and 南村 have a meal point in October."""
    county.report(
        *((UNITS, area, 2025, 1) for area in (DONG, XI, NAN)), *(("communities_count", area, 2025, 0) for area in (DONG, XI, NAN))
    )
    county.report((CANTEENS, DONG, 202510, 1), (CANTEENS, XI, 202510, 0), (CANTEENS, NAN, 202510, 1))


def row(county, family, name, **options):
    table = county.ask(coverage_table, view_of("ytd", 202510, **options), family).set_index("覆盖率")
    return table.loc[name]


def test_two_of_three_villages(county):
    villages(county)

    found = row(county, "facility", "养老助餐设施覆盖率")
    assert (found["数值"], found["分子/分母"], found["说明"]) == ("66.7%", "2/3", "")


def test_the_villages_without_are_named_by_township(county):
    villages(county)

    assert county.ask(without, view_of("ytd", 202510), RATE) == {"甲镇": ["西村"]}
    assert county.ask(without, view_of("ytd", 202510, JIA), RATE) == {"甲镇": ["西村"]}


def test_a_village_that_has_not_reported_is_not_without(county):
    county.report((UNITS, DONG, 2025, 1), ("communities_count", DONG, 2025, 0), (CANTEENS, XI, 202510, 0))

    assert county.ask(without, view_of("ytd", 202510), RATE) == {}


def test_a_rate_of_people_names_no_villages(county):
    assert county.ask(without, view_of("ytd", 202510), "meal_circle_coverage_rate") == {}


def test_facilities_and_people_stand_apart(county):
    facility, people = (county.ask(rates, family) for family in ("facility", "people"))

    assert facility and people and not {one.id for one in facility} & {one.id for one in people}


def test_a_gap_and_a_doubt_stand_in_the_last_column(county):
    county.report(
        *((one, DONG, 2025, 10) for one in ("disability_living_eligible_persons", "severe_disability_nursing_eligible_persons"))
    )
    county.report(("disability_living_persons", DONG, 202510, 11))

    name = county.ask(lambda source: source.indicator("disability_living_coverage_rate").name)
    assert "分子大于分母，待核实" in row(county, "people", name, area=DONG)["说明"]


def test_a_quoted_rate_is_marked(county):
    county.report(("child_filing_rate", JIA, "202501-202510", 100))

    found = row(county, "people", "三类儿童建档率", area=JIA)
    assert (found["数值"], found["说明"]) == ("100.0%", "引用报送比率，分子、分母未列")
