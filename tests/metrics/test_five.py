"""当期、同比、环比、本年累计、累计同比, for each kind and span; worked out by hand."""

import json

import pytest

import manage
from metrics.compare import OF_A_YEAR as BUDGET
from metrics.five import OF_A_POINT, OF_A_YEAR, cells, five, record
from metrics.results import Span
from tests.metrics.conftest import COUNTY, JIA, YI, monthly

DEATHS, CREMATIONS, RATE = "deaths_persons", "cremations_count", "cremation_rate"


def texts(county, code, kind, month, area=JIA):
    found = county.ask(five, code, area, Span(kind, month))
    return [text if text != "—" else reason for _, text, reason in cells(found)]


@pytest.fixture
def two_years(county):
    """2024: 10, 10, 10, then 20 a month. 2025: 12, 15, 18, 12 …"""
    county.report(*monthly(DEATHS, JIA, [10] * 3 + [20] * 9, 2024), *monthly(DEATHS, JIA, [12, 15, 18, 12, 12, 12]))
    county.report(*monthly(CREMATIONS, JIA, [9] * 3 + [18] * 9, 2024), *monthly(CREMATIONS, JIA, [12, 12, 18, 12, 12, 12]))
    return county


@pytest.mark.parametrize(
    ("kind", "month", "expected"),
    [
        ("month", 202503, ["18人", "+80.0%", "+20.0%", "45人", "+50.0%"]),
        ("ytd", 202503, ["18人", "+80.0%", "+20.0%", "45人", "+50.0%"]),  # 环比 is the month's own
        ("month", 202501, ["12人", "+20.0%", "−40.0%", "12人", "+20.0%"]),  # after December
        ("quarter", 202503, ["45人", "+50.0%", "−25.0%", "45人", "+50.0%"]),  # after 60
        ("quarter", 202505, ["24人", "−40.0%", "−27.3%", "69人", "−1.4%"]),  # April and May after February and March: 24 to 33
        ("half", 202506, ["81人", "−10.0%", "−32.5%", "81人", "−10.0%"]),  # 90 and 120
        ("year", 202412, ["210人", "基期无数据", "基期无数据", "210人", "基期无数据"]),
    ],
)
def test_a_flow(kind, month, expected, two_years):
    assert texts(two_years, DEATHS, kind, month) == expected


def test_a_rate_of_flows(two_years):
    """March 18/18 after 12/15 and 9/10; 42/45 = 93.3 % after 27/30."""
    assert texts(two_years, RATE, "ytd", 202503) == ["100.0%", "+10.0个百分点", "+20.0个百分点", "93.3%", "+3.3个百分点"]


def test_a_stock_has_no_cumulative_figure(county):
    county.report(("orphans_persons", JIA, 202410, 10), ("orphans_persons", JIA, 202509, 8), ("orphans_persons", JIA, 202510, 9))

    found = ["9人", "−10.0%", "+12.5%", OF_A_POINT, OF_A_POINT]
    assert texts(county, "orphans_persons", "ytd", 202510) == found


def test_a_standard_changes_by_percent(county):
    for month, value in ((202409, 600), (202508, 600), (202509, 660)):
        county.report(("urban_dibao_standard", JIA, month, value))

    assert texts(county, "urban_dibao_standard", "month", 202509) == ["660元/月", "+10.0%", "+10.0%", OF_A_POINT, OF_A_POINT]


def test_a_range_of_standards_is_listed_and_not_compared(county):
    for month in (202409, 202509):
        county.report(("urban_dibao_standard", JIA, month, 600), ("urban_dibao_standard", YI, month, 660))

    found = texts(county, "urban_dibao_standard", "month", 202509, COUNTY)
    assert found[:2] == ["600—660元/月", "本期各单位标准不一，只列区间"]


def test_a_total_is_compared_as_a_whole(county):
    """Stated totals: 120 in May after 80 in April and 100 a year before; since January 120 + 80 and, in 2024, 100."""
    county.report(*monthly("subsidy_total_a", JIA, [0, 0, 0, 0, 100], 2024), *monthly("subsidy_total_a", JIA, [0, 0, 0, 80, 120]))

    assert texts(county, "subsidy_total_a", "month", 202505) == ["120元", "+20.0%", "+50.0%", "200元", "+100.0%"]


def test_a_yearly_figure_is_not_divided_over_months(county):
    county.report(("registered_population_persons", JIA, 2024, 100), ("registered_population_persons", JIA, 2025, 99))

    found = texts(county, "registered_population_persons", "month", 202505)
    assert found == ["99人", "−1.0%", "本期与上期为同一次报数，不作环比", OF_A_YEAR, OF_A_YEAR]


def test_what_rises_with_the_year_has_no_figure_against_the_month_before(county):
    """Budget execution since January: December 2024 stood at 100 %, January at 10 %; −90 points would be nonsense."""
    county.report(("subsidy_budget_a", COUNTY, 2024, 1200), ("subsidy_budget_a", COUNTY, 2025, 1200))
    for year in (2024, 2025):
        county.report(("subsidy_total_a", COUNTY, year * 100 + 1, 120), ("subsidy_total_a", COUNTY, year * 100 + 2, 60))

    for month in (202501, 202502):
        assert county.change("subsidy_a_execution_rate", COUNTY, "month", month, "prev").reason == BUDGET
    assert county.change("subsidy_a_execution_rate", COUNTY, "month", 202502).amount == 0


@pytest.mark.parametrize("before", [0, None])
def test_the_reason_stands_where_a_figure_cannot(before, county):
    county.report((DEATHS, JIA, 202505, 4), *([(DEATHS, JIA, 202405, before)] if before is not None else []))

    expected = "基期为0，不计算增幅" if before == 0 else "基期无数据"
    assert texts(county, DEATHS, "month", 202505)[:2] == ["4人", expected]


def test_a_base_below_zero_is_doubted(county):
    """Cumulative 30, then 20: the month is −10, which nothing is compared with."""
    county.report((DEATHS, JIA, "202401-202403", 30), (DEATHS, JIA, "202401-202404", 20), (DEATHS, JIA, 202504, 5))

    assert county.change(DEATHS, JIA, "month", 202504).reason == "基期推算为负数，待核实"


def test_a_payment_between_its_months_is_not_compared(county):
    county.report(
        *monthly("age_allowance_amount", JIA, [None, None, 30], 2024), *monthly("age_allowance_amount", JIA, [None, None, 30])
    )

    assert texts(county, "age_allowance_amount", "month", 202502)[:2] == ["本期不发放", "本期无应发"]


def test_an_incomplete_running_span_compares_those_who_reported(county):
    """July and August after May and June: 乙乡 lacks June. 甲镇 30 after 15."""
    county.report(*monthly(DEATHS, JIA, [1, 1, 1, 1, 5, 10, 10, 20]), *monthly(DEATHS, YI, [1, 1, 1, 1, 5, None, 10, 20]))

    change = county.change(DEATHS, COUNTY, "quarter", 202508, "prev")
    assert (change.now, change.before, change.like_for_like) == (30, 15, 1)


def test_as_plain_data(two_years):
    found = record(two_years.ask(five, DEATHS, JIA, Span("ytd", 202503)))

    assert found["current"]["value"] == 18 and found["ytd"]["value"] == 45
    assert (found["prev"]["change"], found["prev"]["unit"], found["prev"]["previous"]) == (20, "%", 15)
    assert found["ytd_yoy"] == {
        "change": 50, "unit": "%", "now": 45, "previous": 30, "like_for_like": 0, "text": "+50.0%", "reason": None,
    }  # fmt: skip


def test_the_command_line_gives_them_as_data(demo_dir, monkeypatch, capfd):
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(demo_dir))

    assert manage.main(["value", "dibao_persons", "--area", "340207", "--span", "ytd", "--to", "2022-10", "--five"]) == 0
    found = json.loads(capfd.readouterr()[0])["five"]
    assert (found["current"]["span"], found["current"]["value"]) == ("2022年10月", 8204)
    assert (found["yoy"]["text"], found["yoy"]["reason"]) == ("—", "基期无数据")
    assert found["ytd"] == {"value": None, "reason": OF_A_POINT}
