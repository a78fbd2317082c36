"""Whatever reads a figure reads it as of the version that was asked for; worked out by hand on the tiny county."""

import pytest

from data_access.scope import EVERYTHING
from metrics.compare import changes
from metrics.evaluate import children, children_series, numbers, series
from metrics.nearest import nearest
from metrics.provenance import bearing
from metrics.results import Span
from metrics.source import open_source
from tests.metrics.conftest import COUNTY, JIA, YI

DEATHS = "deaths_persons"
MAY = Span("month", 202505)


@pytest.fixture
def corrected(county):
    """Version 1: 5 and 7. Version 2 corrects 甲镇 to 6; version 3 brings June."""
    county.report((DEATHS, JIA, 202505, 5), (DEATHS, YI, 202505, 7))
    county.report((DEATHS, JIA, 202505, 6))
    county.report((DEATHS, JIA, 202506, 4))
    return county


@pytest.mark.parametrize(("version", "jia", "whole"), [(1, 5, 12), (2, 6, 13), (3, 6, 13), (None, 6, 13)])
def test_every_way_of_reading_honours_the_version(version, jia, whole, corrected):
    with open_source(EVERYTHING, version) as source:
        assert numbers(source, [DEATHS], COUNTY, MAY)[DEATHS].value == whole
        assert numbers(source, [DEATHS], JIA, MAY)[DEATHS].value == jia
        assert children(source, [DEATHS], COUNTY, MAY)[DEATHS][JIA].value == jia
        (line,) = series(source, DEATHS, JIA, [MAY])
        assert line.value == jia
        assert children_series(source, DEATHS, COUNTY, [MAY])[JIA][0].value == jia
        assert changes(source, [DEATHS], JIA, Span("month", 202506), "prev")[DEATHS].before == (
            None if version in (1, 2) else jia
        )


def test_a_figure_names_the_version_that_it_holds_since(corrected):
    with open_source(EVERYTHING) as source:
        found = children(source, [DEATHS], COUNTY, MAY)[DEATHS]
        assert (found[JIA].version, found[YI].version) == (2, 1)
        assert [int(row.version) for row in bearing(source, found[JIA])] == [2]
    with open_source(EVERYTHING, 1) as source:
        assert [int(row.version) for row in bearing(source, numbers(source, [DEATHS], JIA, MAY)[DEATHS])] == [1]


def test_what_stands_in_is_of_the_version_too(corrected):
    with open_source(EVERYTHING, 1) as source:
        found = nearest(source, DEATHS, JIA, Span("month", 202507))
        assert (found.value, found.stated_span) == (5, "2025年5月")  # a lone month is called so, and not a quarter's beginning
    with open_source(EVERYTHING) as source:
        assert nearest(source, DEATHS, JIA, Span("month", 202507)).value == 4


def test_what_another_path_gives_stays_beside_a_figure(county):
    """A quarter of 20 and its months of 6 each."""
    county.report(*((DEATHS, JIA, month, 6) for month in (202501, 202502, 202503)), (DEATHS, JIA, "202501-202503", 20))

    found = county.number(DEATHS, JIA, "quarter", 202503)
    assert (found.value, found.other) == (20, 18)
