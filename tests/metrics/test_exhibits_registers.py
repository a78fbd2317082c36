"""Exhibits of registers and lists: what their frames and titles hold, worked out by hand."""

from metrics.exhibits_registers import against_task, entitled, in_and_out, months_against, rates_beside, side_by_side
from tests.metrics.conftest import COUNTY, DONG, JIA, XI, YI, monthly, view_of

WEDDINGS, DIVORCES, SALES = "marriage_registrations_couples", "divorce_registrations_couples", "lottery_sales_amount"


def test_months_stand_beside_last_year_s_and_the_peak_is_named(county):
    """Mean of 10, 30, 10 and 10 is 15; only February is a quarter above it."""
    last_year = [(WEDDINGS, COUNTY, 202401 + index, value) for index, value in enumerate([9, 20, 9, 9, 9])]
    county.report(*last_year, *monthly(WEDDINGS, COUNTY, [10, 30, 10, 10]))

    exhibit = county.ask(months_against, view_of("ytd", 202504), WEDDINGS, "marriage", "结婚")

    assert exhibit.title == "结婚：高峰在2月"
    frame = exhibit.frame
    assert frame[frame["role"] == "subject"]["value"].tolist() == [10, 30, 10, 10]
    assert frame[frame["role"] == "last_year"]["value"].tolist() == [9, 20, 9, 9, 9]
    assert frame["category"].tolist()[:5] == [202501, 202502, 202503, 202504, 202505]  # one place for both years


def test_level_months_name_the_highest(county):
    county.report(*monthly(WEDDINGS, COUNTY, [10, 11, 10]))

    assert county.ask(months_against, view_of("ytd", 202503), WEDDINGS, "marriage", "结婚").title == "结婚：2月最高，11对"


def test_kinds_stand_side_by_side_with_their_own_change(county):
    county.report((WEDDINGS, COUNTY, 202401, 100), (DIVORCES, COUNTY, 202401, 50))
    county.report((WEDDINGS, COUNTY, 202501, 110), (DIVORCES, COUNTY, 202501, 40))

    exhibit = county.ask(side_by_side, view_of("ytd", 202501), ((WEDDINGS, "结婚"), (DIVORCES, "离婚")), "marriage", "办件")

    assert exhibit.title == "办件：结婚+10.0%，离婚−20.0%"
    assert exhibit.frame["value"].tolist() == [100, 50, 110, 40]
    assert exhibit.notes == ("灰柱为上年同期",)


def test_an_incomplete_list_is_no_fall(county):
    """Last year both townships, now one of two: no change is worked out and the gap is said."""
    code = "orphans_persons"
    county.report((code, JIA, 202401, 10), (code, YI, 202401, 10), (code, JIA, 202501, 10))

    exhibit = county.ask(side_by_side, view_of("month", 202501), ((code, "孤儿"),), "child_welfare", "在册名单")

    assert exhibit.title == "在册名单：孤儿10人"
    assert "本期上报1/2，柱低不等于减少" in exhibit.notes


def test_those_entitled_who_do_not_receive_are_counted(county):
    """18 of 20 in two villages: two are without."""
    county.report(*(("disability_living_persons", village, 202503, 9) for village in (DONG, XI)))
    county.report(*(("disability_living_eligible_persons", village, "2025", 10) for village in (DONG, XI)))

    rates = (("disability_living_coverage_rate", "困难生活补贴"),)
    exhibit = county.ask(entitled, view_of("month", 202503, JIA), rates, "disability", "应享与已享")

    assert exhibit.title == "应享与已享：困难生活补贴90.0%，差2人"
    assert exhibit.frame["value"].tolist() == [20, 18]


def test_who_came_less_who_left_is_the_net(county):
    came, left = "orphans_defacto_children_entries", "orphans_defacto_children_exits"
    county.report(*monthly(came, JIA, [3, 1]), *monthly(left, JIA, [1, 1]))

    exhibit = county.ask(in_and_out, view_of("ytd", 202502, JIA), came, left, "child_welfare", "两类儿童")

    assert exhibit.title == "两类儿童：本年新增4人、退出2人，净增2人"
    assert exhibit.frame["value"].tolist() == [3, 4, 1, 2]  # a township's few cases are cumulative


def test_sales_are_drawn_against_the_calendar_of_the_task(county):
    """120 of 1,200 by March, when 300 were due: 15 points behind."""
    county.aim(SALES, COUNTY, 1_200)
    county.report(*monthly(SALES, COUNTY, [40, 40, 40]))

    exhibit = county.ask(against_task, view_of("month", 202503), SALES, "charity_lottery", "福彩销售")

    assert exhibit.title == "福彩销售本年累计：120元，完成10.0%，滞后序时15.0个百分点"
    frame = exhibit.frame
    assert frame[frame["role"] == "subject"]["value"].tolist() == [40, 80, 120]
    assert frame[frame["role"] == "target"]["value"].tolist() == [100.0 * m for m in range(1, 13)]


def test_without_a_task_there_is_no_line_for_it(county):
    county.report(*monthly(SALES, COUNTY, [40, 40]))

    exhibit = county.ask(against_task, view_of("ytd", 202502), SALES, "charity_lottery")

    assert "target" not in set(exhibit.frame["role"])
    assert "未设任务" in exhibit.notes[0]


def test_rates_stand_side_by_side_and_the_lowest_is_named(county):
    rules, grid, villages = "village_rules_revised_count", "grid_management_villages_count", "administrative_villages_count"
    county.report(*((villages, village, "2025", 1) for village in (DONG, XI)))
    county.report(*(("communities_count", village, "2025", 0) for village in (DONG, XI)))
    county.report(*((rules, village, "2025", 1) for village in (DONG, XI)))
    county.report((grid, DONG, "2025", 1), (grid, XI, "2025", 0))

    named = (("village_rules_revised_rate", "村规民约"), ("grid_management_coverage_rate", "网格化"))
    exhibit = county.ask(rates_beside, view_of("year", 202512, JIA), named, "community", "覆盖")

    assert exhibit.title == "覆盖：最低为网格化50.0%"
    assert exhibit.frame["detail"].tolist() == ["2/2", "1/2"]


def test_what_is_not_kept_for_a_township_is_left_out(county):
    exhibit = county.ask(side_by_side, view_of("month", 202501, JIA), ((WEDDINGS, "结婚"),), "marriage", "办件")

    assert (exhibit.title, len(exhibit.frame)) == ("办件", 0)
