"""What the figures must be for every awkward way of reporting; all expectations are worked out by hand."""

from dataclasses import replace

from tests.data_access.conftest import COUNTY, JIA, V1, V2, YI, observed


def months(indicator, area, values, year=2025):
    """One observation per month from January on; None leaves the month out."""
    return [
        (indicator, area, year * 100 + m, year * 100 + m, value) for m, value in enumerate(values, start=1) if value is not None
    ]


def test_months_add_up_to_every_span_and_to_the_county(county):
    """10, 20, 30, 40 for 甲镇 and 1, 2, 3, 4 for 乙乡."""
    county.report(*months("deaths", JIA, [10, 20, 30, 40]), *months("deaths", YI, [1, 2, 3, 4]))

    assert county.value("deaths", JIA, "month", 202504) == 40
    assert county.value("deaths", JIA, "quarter", 202503) == 60
    assert county.value("deaths", JIA, "quarter", 202504) == 40
    assert county.value("deaths", COUNTY, "quarter", 202503) == 66
    assert county.value("deaths", COUNTY, "half", 202504) == 110
    assert county.value("deaths", COUNTY, "ytd", 202504) == 110
    assert county.counts("deaths", COUNTY, "ytd", 202504) == (2, 2)
    assert county.row("deaths", COUNTY, "year", 202512) is None


def test_a_second_half_starts_in_july(county):
    county.report(*months("deaths", JIA, [1] * 8))

    assert county.value("deaths", JIA, "half", 202506) == 6
    assert county.value("deaths", JIA, "half", 202508) == 2
    assert county.value("deaths", JIA, "ytd", 202508) == 8


def test_cumulative_only_reporter_yields_months_by_difference(county):
    """Cumulative 10, 30, 60 is 10, 20, 30 by the month."""
    county.report(("deaths", JIA, 202501, 202501, 10), ("deaths", JIA, 202501, 202502, 30), ("deaths", JIA, 202501, 202503, 60))

    assert county.value("deaths", JIA, "month", 202502) == 20
    assert county.value("deaths", JIA, "month", 202503) == 30
    assert county.value("deaths", JIA, "quarter", 202503) == 60
    assert county.row("deaths", JIA, "month", 202503).basis == "derived"


def test_a_late_township_is_missing_not_zero(county):
    """甲镇 reports January and February, 乙乡 only January: the county's February is 20 of one township."""
    county.report(*months("deaths", JIA, [10, 20]), *months("deaths", YI, [5]))

    assert county.value("deaths", COUNTY, "month", 202502) == 20
    assert county.counts("deaths", COUNTY, "month", 202502) == (1, 2)
    assert county.value("deaths", COUNTY, "ytd", 202502) == 30
    assert county.counts("deaths", COUNTY, "ytd", 202502) == (1, 2)
    assert county.row("deaths", YI, "month", 202502) is None


def test_late_then_catch_up_in_one_return_is_no_single_month(county):
    """乙乡 sends January to March at once: 9 stands for the quarter, no month of it is known."""
    county.report(*months("deaths", JIA, [10, 20, 30]))
    county.report(("deaths", YI, 202501, 202503, 9))

    assert county.value("deaths", COUNTY, "month", 202503) == 30
    assert county.counts("deaths", COUNTY, "month", 202503) == (1, 2)
    assert county.value("deaths", COUNTY, "quarter", 202503) == 69
    assert county.counts("deaths", COUNTY, "quarter", 202503) == (2, 2)
    assert county.value("deaths", YI, "ytd", 202503) == 9


def test_a_gap_is_filled_by_a_later_cumulative_figure(county):
    """January 10, February missing, March 30; then the cumulative 60 to March makes February 20."""
    county.report(*months("deaths", JIA, [10, None, 30]))
    assert county.row("deaths", JIA, "ytd", 202503) is None

    county.report(("deaths", JIA, 202501, 202503, 60))

    assert county.value("deaths", JIA, "ytd", 202503) == 60
    assert county.value("deaths", JIA, "month", 202502) == 20
    assert county.value("deaths", JIA, "ytd", 202502) == 30


def test_a_revision_stands_and_the_old_version_stays_readable(county):
    first = county.report(*months("deaths", JIA, [10, 20]))
    second = county.report(("deaths", JIA, 202502, 202502, 25))

    assert county.value("deaths", JIA, "ytd", 202502) == 35
    assert county.value("deaths", COUNTY, "ytd", 202502) == 35
    assert county.value("deaths", COUNTY, "ytd", 202502, as_of=first) == 30
    assert county.value("deaths", COUNTY, "ytd", 202502, as_of=second) == 35


def test_a_stated_quarter_stands_against_its_months_and_both_are_kept(county):
    """Months add to 60, the quarter is stated as 66: 66 stands, 60 is the finding."""
    county.report(*months("deaths", JIA, [10, 20, 30]), ("deaths", JIA, 202501, 202503, 66))

    row = county.row("deaths", JIA, "quarter", 202503)
    assert (row.value, row.other) == (660_000, 600_000)
    assert county.value("deaths", JIA, "month", 202502) == 20


def test_two_figures_for_one_span_in_one_return_keep_the_first(county):
    county.report(
        ("recipients", JIA, 202501, 202501, 7), ("deaths", JIA, 202501, 202501, 11), ("deaths", JIA, 202501, 202501, 380)
    )

    row = county.row("deaths", JIA, "month", 202501)
    assert (row.value, row.other) == (110_000, 3_800_000)


def test_a_county_that_reports_itself_stands_over_the_sum_below(county):
    """The county says 40, its townships add to 33."""
    county.report(*months("deaths", JIA, [30]), *months("deaths", YI, [3]))
    county.report(*months("deaths", COUNTY, [40]))

    row = county.row("deaths", COUNTY, "month", 202501)
    assert (row.value, row.basis, row.other) == (400_000, "reported", 330_000)


def test_ratio_pairs_only_areas_where_both_parts_are_known(county):
    """甲镇 90 of 100; 乙乡 reports 5 cremations and no deaths: the county is 90 of 100, one of two reporting."""
    county.report(("cremations", JIA, 202501, 202501, 90), ("deaths", JIA, 202501, 202501, 100))
    county.report(("cremations", YI, 202501, 202501, 5))

    assert county.pair("cremation_rate", COUNTY, "month", 202501) == (90, 100)
    assert county.counts("cremation_rate", COUNTY, "month", 202501) == (1, 2)
    assert county.value("cremations", COUNTY, "month", 202501) == 95
    assert county.row("cremation_rate", YI, "month", 202501) is None


def test_ratio_of_the_county_is_the_ratio_of_sums(county):
    """Averaging 90 % and 50 % would give 70 %; the county is 95 of 110."""
    county.report(("cremations", JIA, 202501, 202501, 90), ("deaths", JIA, 202501, 202501, 100))
    county.report(("cremations", YI, 202501, 202501, 5), ("deaths", YI, 202501, 202501, 10))

    assert county.pair("cremation_rate", COUNTY, "month", 202501) == (95, 110)
    assert county.pair("cremation_rate", COUNTY, "ytd", 202501) == (95, 110)


def test_ratio_spans_need_both_parts_over_the_whole_span(county):
    """Deaths of February are missing: January's pair is known, the cumulative one is not."""
    county.report(*months("cremations", JIA, [9, 8]), *months("deaths", JIA, [10]))

    assert county.pair("cremation_rate", JIA, "ytd", 202501) == (9, 10)
    assert county.row("cremation_rate", JIA, "ytd", 202502) is None


def test_a_quoted_rate_stands_only_without_parts_and_never_combines(county):
    county.report(("cremation_rate", JIA, 202501, 202503, 98.5))

    row = county.row("cremation_rate", JIA, "quarter", 202503)
    assert (row.value, row.basis) == (985_000, "quoted")
    assert county.row("cremation_rate", COUNTY, "quarter", 202503) is None

    county.report(("cremations", JIA, 202501, 202503, 9), ("deaths", JIA, 202501, 202503, 10))
    assert county.pair("cremation_rate", JIA, "quarter", 202503) == (9, 10)


def test_a_stock_takes_the_month_end_and_never_adds_over_months(county):
    county.report(*months("recipients", JIA, [100, 110]), *months("recipients", YI, [10, 9]))

    assert county.value("recipients", COUNTY, "month", 202502) == 119
    assert county.row("recipients", COUNTY, "ytd", 202502) is None


def test_per_head_divides_by_person_months(county):
    """400 + 440 paid for 1 + 1 persons in two months: 840 over 2 person-months."""
    county.report(*months("paid", JIA, [400, 440]), *months("recipients", JIA, [1, 1]))

    assert county.pair("per_head", JIA, "ytd", 202502) == (840, 2)
    assert county.pair("per_head", JIA, "month", 202502) == (440, 1)


def test_yearly_denominators_of_villages_hold_for_every_month(county):
    county.report(("elders", V1, 2025, 0, 300), ("elders", V2, 2025, 0, 200), ("elders", YI, 2025, 0, 100))
    county.report(*months("recipients", JIA, [None, 50]), *months("recipients", YI, [None, 10]))

    assert county.value("elders", JIA, "year", 202512) == 500
    assert county.value("elders", COUNTY, "year", 202512) == 600
    assert county.pair("coverage", JIA, "month", 202502) == (50, 500)
    assert county.pair("coverage", COUNTY, "month", 202502) == (60, 600)
    assert county.counts("coverage", COUNTY, "month", 202502) == (2, 2)


def test_quarterly_payment_is_not_missing_in_between(county):
    """Paid monthly 5; the allowance 30 in March. To April 20 + 30; April alone is 5, nothing was due."""
    county.report(*months("paid", JIA, [5, 5, 5, 5]), *months("old_age", JIA, [None, None, 30]))

    assert county.value("old_age", JIA, "ytd", 202504) == 30
    assert county.row("old_age", JIA, "month", 202504) is None
    assert county.value("total", JIA, "ytd", 202504) == 50
    assert county.value("total", JIA, "month", 202504) == 5
    assert county.counts("total", JIA, "month", 202504) == (1, 1)


def test_a_quarterly_payment_that_did_not_come_leaves_a_gap(county):
    """March was due and did not come: the total to March is known in part only."""
    county.report(*months("paid", JIA, [5, 5, 5]))

    assert county.value("total", JIA, "ytd", 202503) == 15
    assert county.counts("total", JIA, "ytd", 202503) == (0, 1)
    assert county.counts("total", JIA, "ytd", 202502) == (1, 1)


def test_a_later_month_makes_nothing_due_known_for_programmes_it_does_not_mention(county):
    county.report(*months("old_age", JIA, [None, None, 30]), *months("paid", JIA, [5, 5, 5]))
    assert county.row("old_age", JIA, "ytd", 202504) is None

    county.report(("paid", JIA, 202504, 202504, 5))

    assert county.value("old_age", JIA, "ytd", 202504) == 30
    assert county.value("total", JIA, "ytd", 202504) == 50


def test_a_service_that_starts_in_july_has_nothing_before(county):
    """A canteen from July: 1,400余 meals July to November are the year's meals to November."""
    county.report(("meals", V1, 202507, 202511, 1400, "余"))

    row = county.row("meals", JIA, "ytd", 202511)
    assert (row.value, row.approx, row.reporting, row.expected) == (14_000_000, "余", 1, 1)
    assert county.value("meals", V1, "ytd", 202511) == 1400
    assert county.row("meals", V1, "month", 202503) is None


def test_a_bare_year_belongs_to_the_year_and_to_no_month(county):
    county.report(("deaths", JIA, 2024, 0, 120))

    assert county.value("deaths", JIA, "year", 202412) == 120
    assert county.row("deaths", JIA, "ytd", 202412) is None
    assert county.row("deaths", JIA, "month", 202412) is None


def test_a_standard_adds_over_nothing_and_shows_its_range(county):
    county.report(("standard", JIA, 202501, 202501, 540), ("standard", YI, 202501, 202501, 620))

    row = county.row("standard", COUNTY, "month", 202501)
    assert (row.value, row.numerator, row.denominator) == (None, 5_400_000, 6_200_000)


def test_budget_execution_pairs_the_total_with_the_county_s_own_budget(county):
    county.report(("budget", COUNTY, 2025, 0, 200))
    county.report(*months("paid", JIA, [20]), *months("paid", YI, [30]))

    assert county.pair("execution", COUNTY, "ytd", 202501) == (50, 200)
    assert county.counts("execution", COUNTY, "ytd", 202501) == (2, 2)


def test_a_blank_in_a_newer_return_takes_the_figure_back(county):
    county.report(*months("deaths", JIA, [10, 20]))
    county.report(("deaths", JIA, 202502, 202502, None))

    assert county.row("deaths", JIA, "month", 202502) is None
    assert county.value("deaths", JIA, "month", 202501) == 10


def test_figures_of_part_of_an_area_and_of_the_future_reach_no_series(county):
    part = replace(observed("deaths", JIA, 202501, 202501, 4), covers_whole=False, place="东村、西村")
    target = replace(observed("deaths", JIA, 202502, 202502, 4), nature="target")
    county.send(part, target)

    assert county.row("deaths", JIA, "month", 202501) is None
    assert county.row("deaths", JIA, "month", 202502) is None


def test_a_township_that_reports_by_village_has_reported_once_all_villages_are_there(county):
    """The duty is the township's; its return lists villages. With one of two villages its figure is incomplete."""
    county.report(("deaths", V1, 202501, 202501, 3), ("cremations", V1, 202501, 202501, 2))

    assert county.value("deaths", JIA, "month", 202501) == 3
    assert county.counts("deaths", JIA, "month", 202501) == (0, 1)

    county.report(("deaths", V2, 202501, 202501, 1), ("cremations", V2, 202501, 202501, 1))

    assert county.value("deaths", COUNTY, "month", 202501) == 4
    assert county.counts("deaths", COUNTY, "month", 202501) == (1, 2)
    assert county.pair("cremation_rate", COUNTY, "month", 202501) == (3, 4)
    assert county.counts("cremation_rate", JIA, "month", 202501) == (1, 1)


def test_a_one_off_payment_adds_up_to_the_county_though_no_month_is_due(county):
    """Paid once in January by one township; to March the county has paid 300, nobody is late."""
    county.report(("one_off", JIA, 202501, 202501, 300), *months("paid", JIA, [5, 5, 5]))

    assert county.value("one_off", JIA, "ytd", 202503) == 300
    assert county.value("one_off", COUNTY, "ytd", 202503) == 300
    assert county.counts("one_off", COUNTY, "ytd", 202503) == (0, 0)
    assert county.row("one_off", COUNTY, "month", 202503) is None


def test_a_whole_year_per_head_divides_by_all_twelve_person_months(county):
    """Twelve times 400 paid to one person: 4,800 over 12 person-months, not over December's one person."""
    county.report(*months("paid", JIA, [400] * 12), *months("recipients", JIA, [1] * 12))

    assert county.pair("per_head", JIA, "year", 202512) == (4800, 12)


def test_execution_of_a_total_budget_stands_under_what_is_known_so_far(county):
    """The budget of the year is itself a total of stated budgets; one township has paid 20, the other is late."""
    county.report(("budget", COUNTY, 2025, 0, 150), ("budget_more", COUNTY, 2025, 0, 50))
    county.report(*months("paid", JIA, [20]))

    assert county.pair("execution_of_all", COUNTY, "ytd", 202501) == (20, 200)
    assert county.counts("execution_of_all", COUNTY, "ytd", 202501) == (1, 2)


def test_a_rebuild_gives_the_same_figures_in_every_version(county):
    """Late, revised and cumulative returns, then everything once more from the observations."""
    county.report(*months("deaths", JIA, [10, 20]), *months("cremations", JIA, [9, 18]), ("elders", V1, 2025, 0, 300))
    county.report(("deaths", YI, 202501, 202503, 9), *months("recipients", YI, [5, 6, 7]))
    county.report(("deaths", JIA, 202502, 202502, 25), *months("old_age", JIA, [None, None, 30]))
    before = county.everything()

    county.rebuild()

    assert len(before) > 50
    assert county.everything() == before
