"""What a head should hear of now."""

from metrics.attention import attention, completeness
from tests.metrics.conftest import COUNTY, JIA, NAN, YI, monthly, view_of

RATE, HOMES = "cremation_zone_rate", "home_adaptation_households"
DEATHS, CREMATIONS = "cremation_zone_deaths_persons", "cremation_zone_cremations_count"


def items(county, *codes, kind="ytd", month=202510):
    return county.ask(attention, view_of(kind, month), codes)


def test_a_task_behind_the_calendar_says_by_how_much(county):
    """600 of 1,200 by October: 50 % where 83.3 % was due."""
    county.aim(HOMES, COUNTY, 1200, task="适老化改造")
    county.report(*monthly(HOMES, JIA, [30] * 10), *monthly(HOMES, YI, [30] * 10))

    (item,) = [item for item in items(county) if item.kind != "missing"]
    assert (item.kind, item.title, item.rule) == ("off", "适老化改造 600户", "滞后序时33.3个百分点，还差600户")


def test_what_should_be_low_and_is_high_is_said_that_way(county):
    county.aim("ashes_unplaced_count", COUNTY, 10, task="骨灰未落实不超过10例")
    county.report(*monthly("ashes_unplaced_count", JIA, [1] * 10), *monthly("ashes_unplaced_count", YI, [1] * 10))

    (item,) = [item for item in items(county) if item.kind != "missing"]
    assert (item.kind, item.rule) == ("off", "高于目标10例，超10例")


def test_the_worst_township_far_below_the_target_is_named(county):
    """88 of 100 where 98.5 % is the goal."""
    county.aim(RATE, COUNTY, "98.5")
    county.report(
        (DEATHS, JIA, 202510, 100), (CREMATIONS, JIA, 202510, 99), (DEATHS, YI, 202510, 100), (CREMATIONS, YI, 202510, 88)
    )
    county.report(
        *monthly(DEATHS, JIA, [0] * 9),
        *monthly(CREMATIONS, JIA, [0] * 9),
        *monthly(DEATHS, YI, [0] * 9),
        *monthly(CREMATIONS, YI, [0] * 9),
    )

    found = [item for item in items(county, RATE) if item.kind == "off"]
    assert [(item.area, item.indicator) for item in found] == [(YI, RATE)]
    assert "88.0%" in found[0].title and "98.5%" in found[0].rule


def test_a_part_above_its_whole_is_named(county):
    county.report((DEATHS, YI, 202510, 10), (CREMATIONS, YI, 202510, 11))

    found = [item for item in items(county, RATE, month=202510, kind="month") if item.kind == "logic"]
    assert YI in {item.area for item in found}
    assert all("待核实" in item.rule for item in found)


def test_a_part_above_its_whole_is_told_where_it_lies(county):
    """甲镇 equals its whole; in 乙乡 it is 南村's, and 乙乡's own figure only follows."""
    county.report(
        (DEATHS, JIA, 202510, 10), (CREMATIONS, JIA, 202510, 10), (DEATHS, NAN, 202510, 10), (CREMATIONS, NAN, 202510, 11)
    )

    (item,) = [item for item in items(county, RATE, month=202510, kind="month") if item.kind == "logic"]
    assert (item.title, item.rule) == ("乙乡南村火化率（火化区）110.0%", "10月分子11大于分母10，待核实")
    assert (item.area, item.indicator, item.period, item.figure) == (NAN, RATE, 202510, f"{RATE}.{NAN}.month.202510")


def test_who_has_sent_nothing_and_who_has_left_something_out(county):
    """乙乡 ends in September; 甲镇 has sent October's renovations, and nothing else that the overview is made of."""
    county.report(*monthly(HOMES, JIA, [30] * 10), *monthly(HOMES, YI, [30] * 9))

    jia, yi = county.ask(completeness, view_of("ytd", 202510), [HOMES])
    assert (jia.area, jia.due - jia.missing, yi.area, yi.due - yi.missing) == (JIA, 1, YI, 0)
    found = {item.area: item for item in items(county, HOMES) if item.kind == "missing"}
    assert found[JIA].title == f"甲镇10月漏报{jia.missing}项"
    assert (found[YI].title, found[YI].rule) == ("乙乡10月未报", f"应报{yi.due}项，未报{yi.due}项")


def test_a_year_that_is_not_over_accuses_nobody_of_december(county):
    """The view is the whole of 2025; the returns reach to October, so October is asked for."""
    county.report(*monthly(HOMES, JIA, [30] * 10), *monthly(HOMES, YI, [30] * 10))

    late = [item for item in items(county, HOMES, kind="year", month=202512) if item.kind == "missing"]
    assert all("10月" in item.title for item in late)
    assert all(row.missing < row.due for row in county.ask(completeness, view_of("year", 202512), [HOMES]))


def test_the_consequence_orders_the_items(county):
    county.aim(HOMES, COUNTY, 1200, task="适老化改造")
    county.report(*monthly(HOMES, JIA, [30] * 10), (DEATHS, YI, 202510, 10), (CREMATIONS, YI, 202510, 11))

    kinds = [item.kind for item in items(county, HOMES, RATE, kind="month")]
    assert kinds == sorted(kinds, key=["off", "logic", "missing", "behind"].index)
