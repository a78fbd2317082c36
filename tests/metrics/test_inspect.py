"""What the inspector says of one figure: exact value, completeness, target, caveats, and rows that add up to it."""

from fractions import Fraction

import pytest

from data_access.scope import EVERYTHING, Scope
from metrics import keys
from metrics.addends import breakdowns
from metrics.errors import UnknownFigure, UnknownIndicator
from metrics.formatting import exact_text
from metrics.inspect import inspection, papers
from metrics.results import Number, Span
from metrics.source import open_source
from tests.metrics.conftest import COUNTY, JIA, YI, monthly

PAID, DEATHS, CREMATED = "urban_dibao_funds_amount", "deaths_persons", "cremations_count"
RATE = "cremation_rate"


def looked_at(county, code, area, kind, month):
    return county.ask(inspection, f"{code}.{area}.{kind}.{month}")


def way(found, kind):
    return next(one for one in found.breakdowns if one.kind == kind)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (Fraction(2631, 2707) * 100, "%", "97.1924…%"),
        (Fraction(405839), "人次", "405,839人次"),
        (Fraction(80617838), "元", "80,617,838元"),
        (Fraction(1, 3), "元", "0.3333…元"),
        (Fraction(-2, 3), "%", "−0.6666…%"),
        (Fraction(65), "%", "65%"),
        (Fraction(5, 2), "万元", "2.5万元"),
    ],
)
def test_exact_text_is_cut_off_and_never_rounded(value, unit, text):
    assert exact_text(value, unit) == text


def test_a_rate_shows_its_parts_its_digits_and_the_areas_that_add_up_to_it(county):
    county.report(*[(code, area, 202510, value) for code, area, value in
                    ((DEATHS, JIA, 20), (CREMATED, JIA, 19), (DEATHS, YI, 10), (CREMATED, YI, 8))])  # fmt: skip

    found = looked_at(county, RATE, COUNTY, "month", 202510)

    assert found.exact == "27 ÷ 30 = 90%"
    rows = way(found, "areas")
    assert [(row.name, row.pair) for row in rows.rows] == [("甲镇", ("19", "20")), ("乙乡", ("8", "10"))]
    assert (rows.total.pair, rows.agrees) == (("27", "30"), True)
    assert dict(found.facts)["上报"] == "应报2个，已全部上报"


def test_who_has_not_reported_is_named(county):
    county.report((DEATHS, JIA, 202510, 20), (CREMATED, JIA, 202510, 19))

    found = looked_at(county, DEATHS, COUNTY, "month", 202510)

    assert dict(found.facts)["上报"] == "已上报1个，未报1个（乙乡）"
    assert found.state == "下级相加，未报全"


def test_months_of_an_incomplete_span_count_only_those_that_it_counts(county):
    """乙乡 reported January only: the sum since January leaves it out, and so do its months."""
    county.report(*monthly(DEATHS, JIA, [1, 2, 3]), (DEATHS, YI, 202501, 50))

    found = looked_at(county, DEATHS, COUNTY, "ytd", 202503)

    months = way(found, "months")
    assert found.number.value == 6
    assert [row.value for row in months.rows] == ["1人", "2人", "3人"]
    assert months.agrees
    assert {row.key for row in months.rows} == {""}  # the county's own January is another figure


def test_a_statement_of_the_area_s_own_stands_against_the_sum_below_it(county):
    county.report((DEATHS, JIA, 202510, 20), (DEATHS, YI, 202510, 10), (DEATHS, COUNTY, 202510, 33))

    areas = way(looked_at(county, DEATHS, COUNTY, "month", 202510), "areas")

    assert not areas.agrees
    assert areas.total.value == "30人"
    assert "相差3人；以本级填报为准" in areas.verdict


def test_a_target_cites_its_document(county):
    county.report(*monthly(DEATHS, JIA, [20]), *monthly(CREMATED, JIA, [19]))
    county.aim(RATE, JIA, 97)

    assert "县民〔2025〕1号" in dict(looked_at(county, RATE, JIA, "month", 202501).facts)["目标"]


def test_doubts_come_with_their_numbers(county):
    county.report((DEATHS, JIA, 202510, 5), (CREMATED, JIA, 202510, 7))

    assert "分子大于分母，待核实" in looked_at(county, RATE, JIA, "month", 202510).caveats


def test_rounding_is_told_only_where_there_is_some(county):
    county.report((PAID, JIA, 202510, 1234567), (DEATHS, JIA, 202510, 5))

    assert "精确值1,234,567元，显示为123.5万元" in dict(looked_at(county, PAID, JIA, "month", 202510).facts)["取舍"]
    assert "取舍" not in dict(looked_at(county, DEATHS, JIA, "month", 202510).facts)


def test_the_version_names_its_return_and_the_day_it_came(county):
    county.report((DEATHS, JIA, 202510, 5))

    told = dict(looked_at(county, DEATHS, JIA, "month", 202510).facts)["数据"]

    assert told.startswith("数据版本1，《第1份》，20")
    assert told.endswith("入库")


def test_papers_list_the_returns_newest_first_without_the_one_that_was_replaced(county):
    county.report((DEATHS, JIA, 202509, 4), file_name="9月.xlsx")
    county.report((DEATHS, JIA, 202510, 5), file_name="10月.xlsx")
    county.report((DEATHS, JIA, 202510, 6), file_name="10月更正.xlsx")

    found = county.ask(papers, county.number(DEATHS, JIA, "quarter", 202510))

    assert [paper.file for paper in found] == ["10月更正.xlsx"]
    assert [one["text"] for paper in found for one in paper.figures] == ["6人"]


def test_nothing_is_added_up_to_a_masked_figure(county):
    county.report((DEATHS, JIA, 202510, 2))
    masked = Number(DEATHS, JIA, Span("month", 202510), None, "人", state="masked")

    assert county.ask(breakdowns, masked) == ()
    assert county.ask(papers, masked) == ()


def test_a_key_outside_the_account_s_areas_is_as_good_as_unknown(county):
    county.report((DEATHS, JIA, 202510, 2), (DEATHS, YI, 202510, 3))
    key = f"{DEATHS}.{YI}.month.202510"

    assert county.ask(keys.number_at, key).value == 3
    with open_source(Scope("甲镇民政办", (JIA,))) as source, pytest.raises(UnknownFigure):
        keys.number_at(source, key)


@pytest.mark.parametrize(
    "key", ["", "deaths_persons", f"{DEATHS}.{JIA}.week.202510", f"{DEATHS}.{JIA}.month.202513", f"{DEATHS}.1.month.202510"]
)
def test_what_is_no_key_is_refused(county, key):
    assert not keys.is_key(key)
    with pytest.raises(UnknownFigure):
        county.ask(keys.number_at, key)


def test_an_unknown_indicator_is_named(county):
    with pytest.raises(UnknownIndicator):
        county.ask(keys.number_at, f"nonsense.{JIA}.month.202510")


def test_every_headline_of_the_demo_county_adds_up(demo_dir, monkeypatch):
    """County and townships: the areas below, or the members of a total, give the figure exactly."""
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(demo_dir))
    with open_source(EVERYTHING) as source:
        codes = [one.id for one in source.catalogue.headlines()] + [
            "cremation_zone_rate",
            "dibao_avg_topup",
            "urban_dibao_standard",
        ]
        wrong = []
        for area in ("990101", "990101010", "990101012"):
            for code in codes:
                found = inspection(source, f"{code}.{area}.ytd.202510")
                ways = [one for one in found.breakdowns if one.kind in ("areas", "members", "months")]
                if found.number.is_known and ways and not any(one.agrees for one in ways):
                    wrong.append((code, area, [one.verdict for one in ways]))
    assert wrong == []
