"""Peers, tones, distances, jumps and provenance at their limits; made by hand."""

from collections import namedtuple
from fractions import Fraction

import pytest

from data_access import engine as engines
from data_access.areas import add_areas, add_duties
from data_access.specs import AreaRow, DutyRow
from metrics.cards import _tone
from metrics.compare import Change
from metrics.loading import catalogue
from metrics.peers import _apart, peers
from metrics.provenance import _of_area
from metrics.quality.jumps import Line, scaled, strength_of
from metrics.ranking import distance_text, lacking
from metrics.results import Number, Span
from metrics.township_profile import profile
from tests.metrics.conftest import COUNTY, JIA, SINCE, YI, view_of

DEATHS, RATE, HOMES = "deaths_persons", "cremation_rate", "home_adaptation_households"
Row = namedtuple("Row", "first last")
YTD = Span("ytd", 202503)


def number(code, value, n=None, d=None):
    return Number(code, JIA, YTD, Fraction(value), catalogue().indicators[code].unit, n, d, "summed", reporting=1, expected=1)


# -- peers ----------------------------------------------------------------------------------------------------------------


def test_peers_are_of_the_same_kind_and_at_most_half_as_large_again(county):
    """甲镇 1,000 people; 镇 of 600, 667, 900, 1,500 and 1,501: those from two thirds to one and a half times."""
    people = {"丙": 600, "丁": 667, "戊": 900, "己": 1500, "庚": 1501}
    codes = {name: f"99030100{number}" for number, name in enumerate(people, start=3)}
    with engines.writing() as connection:
        add_areas(connection, [AreaRow(code, f"{name}镇", "township", COUNTY, "镇") for name, code in codes.items()])
        add_duties(connection, [DutyRow("denominators", code, SINCE) for code in codes.values()])
    for code, count in ((JIA, 1000), (YI, 1000), *((codes[name], count) for name, count in people.items())):
        county.report(("urban_population_persons", code, 2025, count), ("rural_population_persons", code, 2025, 0))

    assert county.ask(peers, JIA, Span("month", 202505)) == [codes[name] for name in "丁戊己"]
    assert (_apart(Fraction(2), Fraction(3)), _apart(Fraction(3), Fraction(2))) == (Fraction(3, 2), Fraction(3, 2))


# -- tones and distances --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "now", "before", "tone"),
    [(RATE, 90, 80, "good"), (RATE, 80, 90, "bad"), (RATE, 80, 80, "neutral"), (DEATHS, 9, 8, "neutral")],
)
def test_a_change_is_good_or_bad_by_what_is_better(code, now, before, tone):
    change = Change(number(code, now), number(code, before), Fraction(now), Fraction(before))
    assert _tone(catalogue().indicators[code], change) == tone


def test_what_is_lacking_of_a_quantity(county):
    def lack(value, level):
        return county.ask(lambda source: lacking(source, source.indicator(HOMES), number(HOMES, value), Fraction(level)))

    assert (lack(7, 10), lack(10, 10), lack(12, 10)) == (3, 0, 0)
    assert [distance_text(each, "户") for each in (Fraction(3), Fraction(0), None)] == ["差3户", "已达", "—"]
    assert distance_text(Fraction(3), "件", lower=True) == "超3件"


# -- jumps ----------------------------------------------------------------------------------------------------------------


class Rule:
    seasonal = False


def line(**deviations):
    return Line({}, {}, {int(month[1:]): value for month, value in deviations.items()})


def test_how_unusual_a_month_is():
    """Six deviations of 1 and −1: middle 0, spread 1.4826; twelve away is 12 / 1.4826."""
    past = {f"m{202400 + month}": (-1) ** month * 1.0 for month in range(7, 13)}

    assert strength_of(Rule, line(**past, m202501=12.0), 202501) == pytest.approx(12 / 1.4826)
    assert strength_of(Rule, line(**past, m202501=-12.0), 202501) == pytest.approx(12 / 1.4826)
    calm = {f"m{202400 + month}": 0.0 for month in range(7, 13)}
    assert strength_of(Rule, line(**calm, m202501=4.0), 202501) == 4  # a count varies by 1 of itself
    assert strength_of(Rule, line(**dict(list(calm.items())[1:]), m202501=4.0), 202501) is None  # five months are too few
    assert strength_of(Rule, line(**calm), 202501) is None
    newest = dict(list(calm.items())[:5])  # July to November, and December only completes them
    assert strength_of(Rule, line(**newest, m202412=0.0, m202501=4.0), 202501) == 4
    oldest = {"m202301": 0.0, **newest}  # 24 months back still counts
    assert strength_of(Rule, line(**oldest, m202501=4.0), 202501) == 4
    assert strength_of(Rule, line(**{"m202212": 0.0, **newest}, m202501=4.0), 202501) is None


def test_what_the_season_explains_is_no_jump():
    class Seasonal:
        seasonal = True

    past = {f"m{202400 + month}": 0.0 for month in range(2, 13)}
    assert strength_of(Seasonal, line(**past, m202401=2.0, m202501=4.0), 202501) is None  # half as much a year ago
    assert strength_of(Seasonal, line(**past, m202401=1.9, m202501=4.0), 202501) == 4
    assert strength_of(Seasonal, line(**past, m202401=-4.0, m202501=4.0), 202501) is not None
    assert scaled(9, 1) == 6 and scaled(900, 100) == 6


# -- provenance -----------------------------------------------------------------------------------------------------------


def test_which_statements_bear_a_span(county):
    """A month by itself; a span by its own statement, else by as few as give it; a stock by its last month."""

    def bear(code, span, *rows):
        return county.ask(lambda source: _of_area(source, source.indicator(code), span, JIA, [Statement(*row) for row in rows]))

    Statement = namedtuple("Statement", "first last value")
    january, february, both, bare = (202501, 202501, 1), (202502, 202502, 2), (202501, 202502, 3), (0, 0, 9)
    span = Span("ytd", 202502)
    assert bear(DEATHS, span, january, february, both) == [both]
    assert bear(DEATHS, span, january, february) == [january, february]
    assert bear(DEATHS, Span("month", 202502), january, both) == [january, both]  # the month as their difference
    assert bear(DEATHS, Span("month", 202502), january) == []
    assert bear(DEATHS, Span("year", 202512), january, bare) == [bare]
    assert bear(DEATHS, span, both, bare) == [both]
    assert bear("urban_dibao_persons", span, january, february, both) == [february]
    assert bear("urban_population_persons", span, january, bare) == [bare]


# -- the township's sheet -------------------------------------------------------------------------------------------------


def test_what_neither_township_nor_county_has_is_named_apart(county):
    """Of the county's own registers the township owes nothing and nobody has a figure."""
    found = county.ask(profile, view_of("ytd", 202502, JIA))

    assert found.nowhere and not set(found.nowhere) & {row.indicator.label for row in found.rows}
    assert all(row.number.is_known or row.number.expected or row.whole.is_known for row in found.rows)
