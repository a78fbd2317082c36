"""What makes published figures comparable, piece by piece: spans as printed, parts, refusals; made by hand."""

from fractions import Fraction

import pandas as pd
import pytest

from metrics.results import Number, Span
from metrics.stated_ranking import _by_span, _notes, _refusals, _value, stated, stretch
from tests.metrics.conftest import COUNTY, JIA, YI

DEATHS, CREMATED, RATE = "deaths_persons", "cremations_count", "cremation_rate"
HOMES = "home_adaptation_households"
URBAN, RURAL, BOTH = "urban_dibao_persons", "rural_dibao_persons", "dibao_persons"
NEW, OLD = (2022, 202201, 202210, "2022年1—10月"), (2021, 0, 0, "2021年")


def cell(value, row, approx="", version=1):
    return Fraction(value), approx, version, row


def asked(county, code, *spans):
    return county.ask(lambda source: stated(source, source.indicator(code), JIA, list(spans)))


def test_the_newest_span_that_gives_the_figure_is_taken(county):
    number, span, key = asked(
        county, RATE, (NEW, {DEATHS: cell(8, 1)}), (OLD, {DEATHS: cell(10, 2), CREMATED: cell(9, 3, "约", 2)})
    )

    assert number == Number(
        RATE, JIA, Span("year", 202112), Fraction(90), "%", Fraction(9), Fraction(10), "derived", "", 1, 1, "约", 2, "2021年"
    )
    assert (span, key) == (OLD, "stated.2.2-3.cremation_rate")
    assert asked(county, RATE, (NEW, {DEATHS: cell(8, 1)})) is None


def test_a_stated_rate_yields_to_its_parts(county):
    number, _, key = asked(county, RATE, (NEW, {DEATHS: cell(10, 1), CREMATED: cell(9, 2), RATE: cell(95, 3)}))
    assert (number.value, number.span, number.state, key) == (90, Span("ytd", 202210), "derived", "stated.1.1-2.cremation_rate")

    number, _, key = asked(county, RATE, (NEW, {RATE: cell(95, 3)}))
    assert (number.value, number.n, number.state, key) == (95, None, "reported", "stated.1.3")
    number, _, _ = asked(county, RATE, (NEW, {DEATHS: cell(0, 1), CREMATED: cell(0, 2), RATE: cell(95, 3)}))
    assert number.value == 95  # nothing is divided by 0


def test_a_total_is_stated_or_added(county):
    def value(cells):
        return county.ask(lambda source: _value(source, source.indicator(BOTH), cells))

    assert value({URBAN: cell(3, 1), RURAL: cell(4, 2)}) == (7, None, None, frozenset({URBAN, RURAL}))
    assert value({URBAN: cell(3, 1), RURAL: cell(4, 2), BOTH: cell(8, 3)}) == (8, None, None, frozenset({BOTH}))
    assert value({URBAN: cell(3, 1)}) is None


def test_rows_are_gathered_by_span_the_newest_first():
    columns = ["year", "first", "last", "stated_span", "indicator", "value", "approx", "version", "row"]
    rows = pd.DataFrame([
        [2021, 0, 0, "2021年", DEATHS, 100_000, "", 1, 4],
        [2022, 202201, 202210, "2022年1—10月", DEATHS, 80_000, "约", 2, 5],
        [2022, 202201, 202210, "2022年1—10月", CREMATED, 70_000, "", 2, 6],
    ], columns=columns)  # fmt: skip

    assert _by_span(rows) == [
        (NEW, {DEATHS: (8, "约", 2, 5), CREMATED: (7, "", 2, 6)}), (OLD, {DEATHS: (10, "", 1, 4)}),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("span", "words"),
    [
        ((2022, 202201, 202210, "x"), "1—10月"), ((2022, 202201, 202212, "x"), "全年"), ((2021, 202107, 202112, "x"), "7—12月"),
        ((2022, 0, 0, "2022年"), "全年"), ((0, 0, 0, "近期"), "近期"),
    ],
)  # fmt: skip
def test_a_stretch_is_told_without_its_year(span, words):
    assert stretch(span) == words


def test_totals_of_longer_and_shorter_stretches_are_not_ranked(county):
    def refused(code, spans):
        return county.ask(lambda source: _refusals(source, source.indicator(code), spans))

    assert refused(HOMES, {JIA: NEW, YI: OLD}) == ("各单位的累计期间长短不同（甲镇：1—10月；乙乡：全年），总量不能排名。",)
    assert refused(HOMES, {JIA: OLD, YI: (2022, 0, 0, "2022年")}) == ()
    assert refused(URBAN, {JIA: NEW, YI: OLD}) == ()  # a list is as long at any month
    assert refused(HOMES, {COUNTY: NEW}) == ("只有一个单位列出这项数字，没有可比的单位。",) and refused(HOMES, {}) == ()
    assert [words.partition("（")[0] for words in refused(DEATHS, {JIA: NEW, YI: OLD})] == [
        "“死亡人数口径”各单位口径不同", "各单位的累计期间长短不同",
    ]  # fmt: skip


def test_notes_name_span_scope_and_what_was_reckoned():
    number = Number(RATE, JIA, Span("year", 202112), Fraction(90), "%", state="derived")

    assert _notes(number, OLD, "全部死亡") == ("2021年", "口径：全部死亡", "按报告所列分项计算")
    assert _notes(number, (0, 0, 0, ""), "") == ("按报告所列分项计算",)
