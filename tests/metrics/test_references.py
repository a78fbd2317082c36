"""Reference lines and changes of definition, as exhibits draw them."""

import math
from dataclasses import replace
from types import MappingProxyType

from data_access.scope import EVERYTHING
from metrics.exhibits import by_area, ranking, trend
from metrics.source import open_source
from tests.metrics.conftest import COUNTY, JIA, YI, monthly, view_of

RATE, DEATHS, CREMATIONS, MEALS = "cremation_rate", "deaths_persons", "cremations_count", "temporary_relief_amount"
TOPUP = "urban_dibao_avg_topup"


def rates(county, *cells):
    """cells: area, month, cremations, deaths."""
    for area, month, n, d in cells:
        year = month // 100 * 100
        county.report((CREMATIONS, area, f"{year + 1}-{month}", n), (DEATHS, area, f"{year + 1}-{month}", d))


def test_a_rate_by_area_stands_beside_target_and_average(county):
    """9 of 10 and 5 of 10 are 70 % together; last year's 16 of 20 has its place in the trend."""
    county.aim(RATE, COUNTY, "98.5")
    rates(county, (JIA, 202405, 8, 10), (YI, 202405, 8, 10), (JIA, 202505, 9, 10), (YI, 202505, 5, 10))

    options = county.ask(ranking, view_of("ytd", 202505), RATE, "page").options
    assert (options["target"], options["target_text"]) == (98.5, "目标98.5%")
    assert options["references"] == [("全县70.0%", 70.0)]


def test_the_mean_of_a_quantity_needs_every_area(county):
    for area, value in ((JIA, 100), (YI, 300)):
        county.report(*monthly(MEALS, area, [value] * 2))

    assert county.ask(ranking, view_of("ytd", 202502), MEALS, "page").options["references"] == [("平均400元", 400.0)]
    county.report((MEALS, JIA, 202503, 100))
    assert county.ask(ranking, view_of("ytd", 202503), MEALS, "page").options["references"] == []


def test_the_national_figure_bears_its_year_and_is_never_of_a_later_one(county):
    for year in (2023, 2025):
        county.report(("urban_dibao_funds_amount", JIA, year * 100 + 5, 5000), ("urban_dibao_persons", JIA, year * 100 + 5, 10))

    labels = {year: county.ask(trend, view_of("month", year * 100 + 5), TOPUP, "page").frame["series"] for year in (2023, 2025)}
    years = {year: [int(label[2:6]) for label in set(found) if label.startswith("全国")] for year, found in labels.items()}
    assert years[2025] and all(found <= [year] for year, found in years.items())


def test_a_township_s_months_stand_beside_the_county(county):
    rates(county, (JIA, 202505, 9, 10), (YI, 202505, 5, 10))

    frame = county.ask(trend, view_of("ytd", 202505, JIA), RATE, "page").frame
    assert dict(zip(frame["series"], frame["text"], strict=True))["全县"] == "70.0%"


def with_break(county, code, month):
    county.report(*monthly(code, JIA, [10] * 5, 2024), *monthly(code, JIA, [20] * 5), *monthly(code, YI, [5] * 5))
    with open_source(EVERYTHING) as source:
        everything = dict(source.catalogue.indicators)
        everything[code] = everything[code].model_copy(update={"breaks": (month,)})
        changed = replace(source, catalogue=replace(source.catalogue, indicators=MappingProxyType(everything)))
        view = view_of("month", 202505)
        return trend(changed, replace(view, area=JIA), code, "page"), by_area(changed, view, code, "page")


def test_a_change_of_definition_parts_the_line_and_is_noted(county):
    """New from March 2025: an empty row between February and March, in the area's own line and in each township's."""
    exhibits = with_break(county, "orphans_persons", "2025-03")

    for exhibit in exhibits:
        assert "2025年3月起口径调整，前后不可比" in exhibit.notes
    own = [row for row in exhibits[0].frame.to_dict("records") if row["series"] == "2025年"]
    march = [index for index, row in enumerate(own) if row["month"] == 202503]
    assert [math.isnan(own[index]["value"]) for index in march] == [True, False]
    assert own[march[0]]["role"] == "break"
    below = [row for row in exhibits[1].frame.to_dict("records") if row["area"] == YI and row["month"] == 202503]
    assert [math.isnan(row["value"]) for row in below] == [True, False]


def test_no_change_is_told_across_it(county):
    exhibit, _ = with_break(county, "orphans_persons", "2025-03")

    assert exhibit.title.endswith("5月20人")
