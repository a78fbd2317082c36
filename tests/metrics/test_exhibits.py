"""Exhibits: what their frames hold."""

from fractions import Fraction

import pandas as pd

from metrics.exhibits import area_table, ranking, rolled, stages, trend
from metrics.results import Number, Span
from tests.metrics.conftest import COUNTY, JIA, YI, monthly, view_of

DEATHS, CREMATIONS, RATE = "deaths_persons", "cremations_count", "cremation_rate"


def test_a_month_that_was_not_reported_is_no_zero(county):
    county.report(*monthly("dibao_persons", JIA, [100, None, 90]), *monthly("dibao_persons", YI, [10, None, 10]))

    frame = county.ask(trend, view_of("month", 202503), "dibao_persons", "explore").frame
    this_year = frame[frame["role"] == "subject"]
    assert this_year["month"].tolist() == [202501, 202502, 202503]
    assert this_year["value"].tolist()[::2] == [110, 100] and pd.isna(this_year["value"].iloc[1])


def test_the_ranking_names_who_is_missing_and_draws_no_bar(county):
    county.report((DEATHS, JIA, 202501, 10), (CREMATIONS, JIA, 202501, 9))

    exhibit = county.ask(ranking, view_of("ytd", 202501), RATE, "funeral")
    rows = {row["area"]: row for row in exhibit.frame.to_dict("records")}
    assert (rows[JIA]["value"], rows[JIA]["detail"]) == (90, "9/10")
    assert pd.isna(rows[YI]["value"]) and rows[YI]["role"] == "missing"
    assert (rows[COUNTY]["role"], rows[COUNTY]["value"]) == ("total", 90)


def test_rare_events_of_townships_are_ranked_since_january(county):
    county.report(*monthly(DEATHS, JIA, [10, 10]), *monthly(CREMATIONS, JIA, [10, 5]))

    exhibit = county.ask(ranking, view_of("month", 202502), RATE, "funeral")
    assert exhibit.numbers[0].span == Span("ytd", 202502) and exhibit.numbers[0].value == 75


def test_the_table_prints_a_dash_for_what_is_missing(county):
    county.report((DEATHS, JIA, 202501, 10))

    frame = county.ask(area_table, view_of("ytd", 202501), [DEATHS], "overview", "一览").frame.set_index("area")
    assert frame[DEATHS].to_dict() == {COUNTY: "10人", JIA: "10人", YI: "—"}
    assert frame["known"].to_dict() == {COUNTY: 1, JIA: 1, YI: 0}


def test_a_way_through_counts_shows_shares_of_the_step_before(county):
    """90 of 100 cremated, 45 of 90 tracked."""
    county.report((DEATHS, JIA, 202501, 100), (CREMATIONS, JIA, 202501, 90), ("ashes_tracked_count", JIA, 202501, 45))

    steps = [(DEATHS, "死亡"), (CREMATIONS, "火化"), ("ashes_tracked_count", "跟踪")]
    frame = county.ask(stages, view_of("month", 202501, JIA), steps, "funeral", "骨灰去向").frame
    assert frame["share"].tolist() == ["", "占上一步90.0%", "占上一步50.0%"]


def window(indicator, pairs):
    return [
        Number(
            "x",
            JIA,
            Span("month", month),
            Fraction(n, d) * 100 if d else None,
            "%",
            Fraction(n),
            Fraction(d),
            "derived",
            "",
            1,
            1,
        )
        for month, (n, d) in enumerate(pairs, start=202401)
    ]


def test_twelve_months_roll_over_a_month_without_deaths(county):
    """Eleven months of 9 in 10 and one of nothing: 99 of 110. A village has such months every year."""
    one = county.ask(lambda source: source.indicator(RATE))

    (number,) = rolled(one, window(RATE, [(9, 10)] * 11 + [(0, 0)]))
    assert (number.n, number.d, number.value) == (99, 110, 90)


def test_twelve_months_with_an_unknown_or_incomplete_one_are_unknown(county):
    one = county.ask(lambda source: source.indicator(RATE))
    line = window(RATE, [(9, 10)] * 12)
    line[3] = Number("x", JIA, Span("month", 202404), None, "%")
    assert rolled(one, line)[0].value is None

    line[3] = Number("x", JIA, Span("month", 202404), Fraction(90), "%", Fraction(9), Fraction(10), "partial", "", 1, 2)
    assert rolled(one, line)[0].value is None


def test_twelve_months_without_any_death_have_no_rate(county):
    one = county.ask(lambda source: source.indicator(RATE))

    (number,) = rolled(one, window(RATE, [(0, 0)] * 12))
    assert (number.value, number.reason) == (None, "近12个月分母为0，不计算")
