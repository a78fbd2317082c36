"""Whose target a figure meets, and in which span."""

import pytest

from metrics.lights import Judge
from metrics.results import Span
from tests.metrics.conftest import COUNTY, JIA, NAN, YI, monthly

RATE, HOMES, MEALS = "cremation_rate", "home_adaptation_households", "elder_canteen_meals_person_times"


def light(county, indicator, area, kind="ytd", month=202510, at=COUNTY):
    def ask(source):
        one = source.indicator(indicator)
        judge = Judge(source, at, Span(kind, month))
        from metrics.evaluate import numbers

        return judge.light(one, numbers(source, [indicator], area, Span(kind, month))[indicator])

    return county.ask(ask)


def test_a_township_without_its_own_target_meets_the_county_s_rate(county):
    county.aim(RATE, COUNTY, 98)
    county.report(("deaths_persons", JIA, 202510, 100), ("cremations_count", JIA, 202510, 99))
    county.report(("deaths_persons", YI, 202510, 100), ("cremations_count", YI, 202510, 90))

    assert (light(county, RATE, JIA, "month"), light(county, RATE, YI, "month")) == ("on", "off")
    assert light(county, RATE, YI, "month", at=YI) == "off"


def test_its_own_target_comes_first(county):
    county.aim(RATE, COUNTY, 98)
    county.aim(RATE, YI, 89)
    county.report(("deaths_persons", YI, 202510, 100), ("cremations_count", YI, 202510, 90))

    assert light(county, RATE, YI, "month") == "on"


def test_an_amount_of_the_county_is_no_target_of_a_township(county):
    county.aim(HOMES, COUNTY, 1200)
    county.report(*monthly(HOMES, JIA, [10] * 10))

    assert light(county, HOMES, JIA) == "none"


@pytest.mark.parametrize("kind", ["month", "quarter", "half", "ytd"])
def test_a_year_s_target_is_not_asked_of_a_single_month(kind, county):
    """100 a month make 1,000 of 1,200 by October: on pace, in every view."""
    county.aim(MEALS, NAN, 1200)
    county.report(*monthly(MEALS, NAN, [100] * 10))

    assert light(county, MEALS, NAN, kind, at=NAN) == "on"


def test_without_a_target_or_a_figure_there_is_no_light(county):
    county.report(("deaths_persons", JIA, 202510, 1))
    assert light(county, "deaths_persons", JIA) == "none"

    county.aim(RATE, COUNTY, 98)
    assert light(county, RATE, YI) == "none"


def test_a_neutral_figure_with_a_target_is_judged_by_it(county):
    """A quantity of neutral direction that was planned is expected to come."""
    county.aim("lottery_sales_amount", COUNTY, 1200)
    county.report(*monthly("lottery_sales_amount", COUNTY, [50] * 10))

    assert light(county, "lottery_sales_amount", COUNTY) == "off"
