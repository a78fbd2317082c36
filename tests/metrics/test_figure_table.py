"""The figures of one indicator as a table to take along."""

from metrics.figure_table import COLUMNS, figures, long_table, wide_table
from tests.metrics.conftest import COUNTY, JIA, YI, view_of

DIBAO = "urban_dibao_persons"


def test_unknown_months_are_empty_and_never_zero(county):
    county.report((DIBAO, JIA, 202505, 9), (DIBAO, JIA, 202504, 8))

    found = county.ask(figures, view_of("ytd", 202505), DIBAO)
    long = county.ask(long_table, found)
    assert list(long.columns) == COLUMNS
    assert len(long) == 3 * 13
    yi = long[(long["单位"] == "乙乡") & (long["期间"] == "2025年5月")].iloc[0]
    assert yi["数值"] != yi["数值"] and yi["显示"] == "未报"
    county_row = long[(long["区划代码"] == COUNTY) & (long["期间"] == "2025年5月")].iloc[0]
    assert (county_row["数值"], county_row["已报"], county_row["应报"]) == (9, 1, 2)


def test_the_wide_table_has_the_whole_first(county):
    county.report((DIBAO, JIA, 202505, 9), (DIBAO, YI, 202505, 1))

    wide = county.ask(wide_table, county.ask(figures, view_of("ytd", 202505), DIBAO))
    assert wide["单位"].tolist() == ["小县", "甲镇", "乙乡"]
    assert wide["2025年5月"].tolist() == ["10人", "9人", "1人"]
    assert wide.columns[1] == "2024年5月"


def test_a_figure_of_the_county_alone_has_one_line(county):
    found = county.ask(figures, view_of("ytd", 202505), "marriage_registrations_couples")

    assert {number.area for number in found} == {COUNTY}
