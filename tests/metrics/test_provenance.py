"""Which reported figures bear a Number: the fewest that give it, and none that were replaced or belong elsewhere."""

import pytest

from data_access import engine
from data_access.areas import add_areas, add_duties
from data_access.returns import commit
from data_access.scope import EVERYTHING
from data_access.specs import SCALE, AreaRow, DutyRow, Observation, Return
from metrics.derivation import derivation
from metrics.evaluate import numbers
from metrics.provenance import bearing
from metrics.results import Span
from metrics.source import open_source

COUNTY, JIA, YI = "880101", "880101001", "880101002"
PAID, DEATHS, CREMATED = "dibao_funds_amount", "deaths_persons", "cremations_count"


@pytest.fixture
def county(tmp_path, monkeypatch):
    """`county((indicator, area, first, last, value), …)` is one return."""
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("COCKPIT_DATABASE_URL", raising=False)
    engine.create_schema()
    with engine.writing() as connection:
        add_areas(connection, [
            AreaRow(COUNTY, "小县", "county", setting="own"),
            AreaRow(JIA, "甲镇", "township", COUNTY, setting="own"),
            AreaRow(YI, "乙乡", "township", COUNTY, setting="own"),
        ])  # fmt: skip
        add_duties(connection, [DutyRow(group, area, 202401) for group in ("funeral", "dibao") for area in (JIA, YI)])

    def report(*rows) -> None:
        made = [Observation(area, code, value * SCALE, first, last, last // 100) for code, area, first, last, value in rows]
        with engine.writing() as connection:
            commit(connection, [Return("monthly", f"{rows}", COUNTY, made)], derivation())

    return report


def bears(code, area, kind, month) -> list[tuple]:
    """(area, first, last, value) of what bears the figure."""
    with open_source(EVERYTHING) as source:
        number = numbers(source, [code], area, Span(kind, month))[code]
        return [(row.area, row.first, row.last, int(row.value) // SCALE) for row in bearing(source, number)]


def test_a_stated_figure_rests_on_its_own_statement(county):
    county((PAID, JIA, 202401, 202401, 10), (PAID, JIA, 202402, 202402, 20), (PAID, JIA, 202401, 202402, 30))

    assert bears(PAID, JIA, "ytd", 202402) == [(JIA, 202401, 202402, 30)]


def test_a_month_between_two_cumulative_figures_rests_on_both(county):
    county((PAID, JIA, 202401, 202401, 10), (PAID, JIA, 202401, 202402, 30), (PAID, JIA, 202401, 202403, 60))

    assert bears(PAID, JIA, "month", 202403) == [(JIA, 202401, 202402, 30), (JIA, 202401, 202403, 60)]


def test_a_sum_over_months_leaves_later_months_out(county):
    county(*((PAID, JIA, 202400 + m, 202400 + m, m) for m in range(1, 7)))

    assert bears(PAID, JIA, "quarter", 202403) == [(JIA, 202400 + m, 202400 + m, m) for m in (1, 2, 3)]


def test_a_figure_that_was_replaced_bears_nothing(county):
    county((PAID, JIA, 202401, 202401, 10))
    county((PAID, JIA, 202401, 202401, 12))

    assert bears(PAID, JIA, "month", 202401) == [(JIA, 202401, 202401, 12)]


def test_a_total_with_a_gap_rests_on_those_that_reported(county):
    """乙乡 reported January only: it has no part in January and February together."""
    county((PAID, JIA, 202401, 202402, 30), (PAID, YI, 202401, 202401, 5))

    assert bears(PAID, COUNTY, "ytd", 202402) == [(JIA, 202401, 202402, 30)]


def test_a_ratio_rests_on_both_its_parts(county):
    county((DEATHS, JIA, 202401, 202401, 10), (CREMATED, JIA, 202401, 202401, 9))

    assert bears("cremation_rate", COUNTY, "month", 202401) == [(JIA, 202401, 202401, 10), (JIA, 202401, 202401, 9)]


def test_an_unknown_ratio_still_names_the_part_that_is_known(county):
    county((CREMATED, JIA, 202401, 202401, 9))

    assert bears("cremation_rate", JIA, "month", 202401) == [(JIA, 202401, 202401, 9)]


def test_an_unknown_figure_rests_on_nothing(county):
    county((PAID, JIA, 202401, 202401, 10))

    assert bears(PAID, JIA, "month", 202402) == []
