"""Whether a change in few cases is more than chance. Every p is worked out by hand."""

from fractions import Fraction

import pytest

from data_access import engine, plans
from data_access.errors import InputError
from metrics.attention import attention
from metrics.cards import cards
from metrics.exhibits import ranking
from metrics.noise import at_least, is_noise, is_small_level, setting, two_counts, two_shares
from metrics.results import Span
from tests.metrics.conftest import COUNTY, JIA, YI, view_of

DEATHS, CREMATIONS, RATE = "deaths_persons", "cremations_count", "cremation_rate"


@pytest.mark.parametrize(
    ("a", "b", "p"),
    [
        (3, 0, Fraction(1, 4)),  # 2 × 1/8
        (0, 3, Fraction(1, 4)),
        (6, 0, Fraction(1, 32)),  # 2 × 1/64
        (5, 1, Fraction(14, 64)),  # 2 × (6 + 1)/64
        (8, 1, Fraction(20, 512)),  # 2 × (9 + 1)/512
        (4, 4, Fraction(1)),  # twice the tail would be above 1
    ],
)
def test_two_counts_of_equal_spans(a, b, p):
    assert two_counts(a, b) == p


@pytest.mark.parametrize(
    ("n1", "d1", "n0", "d0", "p"),
    [
        (0, 3, 3, 3, Fraction(2, 20)),  # C(3,0)C(3,3)/C(6,3) and its mirror image
        (2, 3, 3, 3, Fraction(1)),
        (1, 4, 4, 4, Fraction(8, 56)),  # of C(8,5) = 56: C(4,1)C(4,4) = 4, as many ways on the other side
        (5, 10, 0, 0, Fraction(1)),  # nothing to compare with
        (0, 8, 0, 9, Fraction(1)),
    ],
)
def test_two_shares(n1, d1, n0, d0, p):
    assert two_shares(n1, d1, n0, d0) == p


@pytest.mark.parametrize(
    ("k", "cases", "share", "p"),
    [
        (0, 5, Fraction(1, 10), Fraction(1)),
        (1, 2, Fraction(1, 2), Fraction(3, 4)),
        (2, 3, Fraction(1, 10), Fraction(28, 1000)),  # 3 × 0.01 × 0.9 + 0.001
        (1, 4, Fraction(0), Fraction(0)),  # a goal of 100 % forgives nothing
        (4, 4, Fraction(1), Fraction(1)),
    ],
)
def test_so_many_or_more(k, cases, share, p):
    assert at_least(k, cases, share) == p


def verdict(county, code, area=JIA, month=202505):
    change = county.change(code, area, "month", month)
    return county.ask(lambda source: is_noise(source, source.indicator(code), change))


@pytest.mark.parametrize(
    ("before", "now", "kind", "words"),
    [
        (0, 3, "noise", "基数小（3人），属正常波动"),
        (3, 5, "noise", "基数小（5人），属正常波动"),
        (1, 9, "signal", ""),  # 2 × (10 + 1)/1024 = 2.1 %
        (40, 50, "noise", "属正常波动"),
        (40, 70, "signal", ""),
        (3, 3, "none", ""),
        (990, 1000, "none", ""),  # a full count of many is what it is
    ],
)
def test_a_count_of_rare_events(before, now, kind, words, county):
    county.report((DEATHS, JIA, 202405, before), (DEATHS, JIA, 202505, now))

    found = verdict(county, DEATHS)
    assert (found.kind, found.words) == (kind, words)


@pytest.mark.parametrize(
    ("before", "now", "kind", "words"),
    [
        ((3, 3), (2, 3), "noise", "基数小（3人），属正常波动"),
        ((140, 141), (138, 140), "noise", "属正常波动（1人即0.7个百分点）"),
        ((100, 100), (80, 100), "signal", ""),
        ((990, 1000), (900, 1000), "none", ""),
    ],
)
def test_a_rate_of_cases(before, now, kind, words, county):
    for month, (n, d) in ((202405, before), (202505, now)):
        county.report((CREMATIONS, JIA, month, n), (DEATHS, JIA, month, d))

    found = verdict(county, RATE)
    assert (found.kind, found.words) == (kind, words)


@pytest.mark.parametrize(
    ("code", "before", "now"),
    [
        ("temporary_relief_amount", 3000, 5000),  # money is no count of cases
        ("home_adaptation_households", 3, 5),  # done on purpose
        ("orphans_persons", 3, 5),  # mostly the same children
    ],
)
def test_what_is_not_thrown_by_chance_is_not_tested(code, before, now, county):
    county.report((code, JIA, 202405, before), (code, JIA, 202505, now))

    assert verdict(county, code).kind == "none"


def test_without_a_comparison_there_is_no_verdict(county):
    county.report((DEATHS, JIA, 202505, 3))

    assert verdict(county, DEATHS).kind == "none"


def test_a_comparison_of_only_some_areas_has_no_parts_to_test(county):
    county.report((CREMATIONS, JIA, 202405, 3), (DEATHS, JIA, 202405, 3), (CREMATIONS, JIA, 202505, 2), (DEATHS, JIA, 202505, 3))

    assert verdict(county, RATE, COUNTY).kind == "none"


# -- levels ---------------------------------------------------------------------------------------------------------------


def level(county, n, d, goal):
    county.report((CREMATIONS, JIA, 202505, n), (DEATHS, JIA, 202505, d))
    number = county.number(RATE, JIA, "month", 202505)
    return county.ask(lambda source: is_small_level(source, source.indicator(RATE), number, goal))


@pytest.mark.parametrize(
    ("n", "d", "goal", "kind"),
    [
        (2, 3, 98, "noise"),
        (2, 4, 100, "noise"),  # under five cases nothing follows, whatever the goal
        (4, 5, 100, "signal"),
        (62, 65, Fraction(197, 2), "noise"),
        (50, 65, Fraction(197, 2), "signal"),
        (3, 3, 98, "none"),
        (190, 200, 98, "none"),
    ],
)
def test_a_shortfall_on_few_cases(n, d, goal, kind, county):
    assert level(county, n, d, Fraction(goal)).kind == kind


def test_no_alarm_from_three_people(county):
    """One of three deaths was not cremated: the light stays red, nobody is called up, and the mark says why."""
    county.aim(RATE, COUNTY, 98)
    county.report((CREMATIONS, JIA, "202501-202505", 2), (DEATHS, JIA, "202501-202505", 3))
    county.report((CREMATIONS, YI, "202501-202505", 99), (DEATHS, YI, "202501-202505", 100))

    assert [item for item in county.ask(attention, view_of("ytd", 202505), [RATE]) if item.kind == "off"] == []
    frame = county.ask(ranking, view_of("ytd", 202505), RATE, "page").frame.set_index("area")
    assert frame.loc[JIA, "detail"] == "2/3 基数小"
    assert frame.loc[YI, "detail"] == "99/100"


def test_a_card_says_it_in_its_small_print_and_keeps_calm(county):
    county.report((CREMATIONS, JIA, 202405, 3), (DEATHS, JIA, 202405, 3), (CREMATIONS, JIA, 202505, 2), (DEATHS, JIA, 202505, 3))

    (card,) = county.ask(cards, view_of("month", 202505, JIA), [RATE])
    assert card.tone == "neutral" and card.detail.endswith("基数小（3人），属正常波动")


# -- thresholds -----------------------------------------------------------------------------------------------------------


def put(**values):
    with engine.writing() as connection:
        plans.put_settings(connection, values)


def test_a_threshold_is_the_bureau_s_own(county):
    county.report((DEATHS, JIA, 202405, 0), (DEATHS, JIA, 202505, 3))

    put(noise_p="0.3")
    assert verdict(county, DEATHS).kind == "signal"


@pytest.mark.parametrize(("name", "value"), [("noise_p", "5"), ("noise_p", "多"), ("noise_count", "-1"), ("noise_base", "1/0")])
def test_a_threshold_that_makes_no_sense_is_refused(name, value, county):
    put(**{name: value})

    with pytest.raises(InputError, match=name):
        county.ask(setting, name)


def test_the_spans_of_a_comparison_are_equally_long(county):
    """What the test of counts rests on."""
    county.report((DEATHS, JIA, 202405, 1), (DEATHS, JIA, 202505, 9))
    change = county.change(DEATHS, JIA, "month", 202505)

    assert change.base is not None and change.base.span == Span("month", 202405)
