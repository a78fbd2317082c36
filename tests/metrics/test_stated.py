"""The published figures through a real database: each as stated, and the figures that follow from them."""

import csv
from fractions import Fraction
from pathlib import Path

import pytest

from data_access import engine, reads
from data_access.areas import add_areas, add_duties
from data_access.returns import commit
from data_access.scope import EVERYTHING
from data_access.specs import SCALE
from metrics.cards import cards
from metrics.derivation import derivation
from metrics.evaluate import numbers
from metrics.loading import catalogue
from metrics.results import Span, View
from metrics.source import open_source
from metrics.stated import arithmetic, stated_table
from sample_data.areas import published_areas
from sample_data.published import published_duties, published_returns

EXPECTED = Path(__file__).parents[1] / "data" / "report_facts_expected.csv"
MULTIPLES = {"亿": 100_000_000, "万": 10_000}
JIUJIANG, LINWU, ZHENHAI, YANZIHE = "340207", "431025", "330211", "341524103"


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """A database that holds the eight texts and nothing else."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COCKPIT_DATA_DIR", str(tmp_path_factory.mktemp("library")))
        patch.delenv("COCKPIT_DATABASE_URL", raising=False)
        engine.create_schema()
        with engine.writing() as connection:
            add_areas(connection, published_areas())
            add_duties(connection, published_duties())
            commit(connection, published_returns(catalogue().unit), derivation())
        yield


@pytest.fixture(scope="module")
def source(library):
    with open_source(EVERYTHING) as source:
        yield source


@pytest.fixture(scope="module")
def seen(source):
    return reads.observations(source.connection, EVERYTHING)


def number(source, indicator, area, kind, month):
    return numbers(source, [indicator], area, Span(kind, month))[indicator]


def of(source, area):
    return reads.observations(source.connection, EVERYTHING, under=area)


# -- the round trip -------------------------------------------------------------------------------------------------------


def test_all_450_stated_figures_come_back_as_they_were_printed(seen):
    by_fact = seen.set_index("source")
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert len(rows) == 450 == seen["value"].notna().sum()
    for fact in rows:
        row = by_fact.loc[fact["fact_id"]]
        factor = MULTIPLES.get(fact["unit"][0], 1)
        first, last = fact["period_start"], fact["period_end"]
        months = tuple(int(end.replace("-", "")) if "-" in end else 0 for end in (first, last))
        assert int(row["value"]) == Fraction(fact["value"]) * factor * SCALE, fact
        assert (row["indicator"], row["quote"]) == (fact["indicator_code"], fact["quote"])
        assert (row["first"], row["last"], row["year"]) == (*months, int(last[:4] or 0)), fact


def test_units_are_those_of_the_catalogue(source):
    """万元 came in as 元 ×10,000: the printed unit's base counts what the indicator counts."""
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert all(source.catalogue.accepts_unit(fact["indicator_code"], fact["unit"]) for fact in rows)


def test_every_return_reads_back_as_it_was_sent(source, seen):
    """Value, area, span, quote, nature, mark, place and doubt of all 551 lines."""
    names = ("area", "indicator", "first", "last", "nature", "approx", "place", "covers_whole", "stated_span", "quote", "note")
    for sent in published_returns(catalogue().unit):
        stored = seen[seen["file_name"] == sent.file_name]
        assert len(stored) == len(sent.observations)
        for one, row in zip(sent.observations, stored.itertuples(), strict=True):
            assert all(getattr(one, name) == getattr(row, name) for name in names), one.source
            assert (one.value is None) == (row.value is None or row.value is catalogue or str(row.value) == "<NA>")
            assert one.value is None or one.value == row.value


# -- the figures that follow ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("indicator", "area", "kind", "month", "value"),
    [
        ("dibao_persons", JIUJIANG, "month", 202210, 8_204),
        ("dibao_persons", JIUJIANG, "ytd", 202210, 8_204),  # a stock: the end of the span
        ("dibao_households", JIUJIANG, "month", 202210, 5_647),
        ("dibao_funds_amount", JIUJIANG, "ytd", 202210, 66_641_000),  # 6664.1万元
        ("marriage_registrations_couples", JIUJIANG, "ytd", 202209, 2_651),
        ("temporary_relief_amount", JIUJIANG, "ytd", 202210, 1_101_800),  # 110.18万元
        ("poverty_monitoring_covered_persons", JIUJIANG, "month", 202210, 118),  # 113 + 5
        ("elder_canteen_meals_person_times", "341524103201", "ytd", 202211, 1_400),
        ("elder_canteen_meals_person_times", "341524103202", "ytd", 202211, 1_034),
        ("elder_canteen_meals_person_times", "341524103207", "ytd", 202211, 854),
    ],
)
def test_a_figure_for_its_span(indicator, area, kind, month, value, source):
    assert number(source, indicator, area, kind, month).value == value


@pytest.mark.parametrize(
    ("indicator", "area", "kind", "month"),
    [
        ("dibao_funds_amount", JIUJIANG, "month", 202210),  # only cumulative: no month
        ("dibao_funds_amount", JIUJIANG, "ytd", 202209),
        ("marriage_registrations_couples", JIUJIANG, "ytd", 202210),
        ("dibao_persons", JIUJIANG, "month", 202209),
        ("elder_canteen_meals_person_times", "341524103201", "month", 202211),
        ("cremation_rate", LINWU, "ytd", 202412),
        ("cremation_rate", LINWU, "year", 202412),
        ("elder_bed_occupancy_rate", JIUJIANG, "month", 202212),
        ("elder_canteen_meals_person_times", "341524", "ytd", 202211),  # the county around the town is a name only
    ],
)
def test_what_no_text_states_is_unknown(indicator, area, kind, month, source):
    assert not number(source, indicator, area, kind, month).is_known


def test_the_three_canteens_add_up_to_the_town(source):
    """1400余 + 1034 + 854 = 3288余."""
    found = number(source, "elder_canteen_meals_person_times", YANZIHE, "ytd", 202211)

    assert (found.value, found.approx, found.reporting, found.expected, found.state) == (3_288, "余", 3, 3, "summed")


def test_beds_occupied_in_a_bare_year(source):
    found = number(source, "elder_bed_occupancy_rate", JIUJIANG, "year", 202212)

    assert (found.n, found.d, found.value) == (854, 2_110, Fraction(854, 2_110) * 100)


def test_monitored_people_with_support(source):
    """(113 + 5) of 243."""
    found = number(source, "poverty_monitoring_coverage_rate", JIUJIANG, "month", 202210)

    assert (found.n, found.d) == (118, 243)


def test_a_card_without_its_month_shows_the_bare_year_under_its_own_words(source):
    view = View(JIUJIANG, Span("ytd", 202210))
    (card,) = cards(source, view, ["elder_bed_occupancy_rate"])

    assert card.value.endswith("40.5%") and card.number.state == "nearest"
    assert card.detail.startswith("2022年")


# -- a text's own arithmetic ------------------------------------------------------------------------------------------------


def test_zhenhai_cremated_701_of_704_and_three_at_home(source):
    """Two scopes side by side: 701/704 = 99.6 %, with the three at their home place 704/704 = 100 %."""
    table = arithmetic(source, of(source, ZHENHAI))
    names = {one: source.indicator(one).name for one in ("cremation_rate", "cremation_incl_home_place_rate")}
    found = {row["指标"]: row for row in table.to_dict("records") if row["指标"] in names.values()}

    local, whole = (found[name] for name in names.values())
    assert (local["核算"], local["算式"], local["报告所写"]) == ("99.6%", "701/704", "100%")
    assert (whole["核算"], whole["算式"], whole["报告所写"]) == ("100.0%", "704/704", "—")


def test_what_is_reckoned_from_about_is_about(source, seen):
    """入住老人约854人 of 2,110 beds is about 40.5 %, if the text says 约."""
    stated = seen[(seen["area"] == JIUJIANG) & (seen["indicator"] == "elder_residents_persons")].iloc[0]
    table = arithmetic(source, of(source, JIUJIANG))
    rows = table[table["算式"] == "854/2,110"]

    assert stated["approx"] == "约"
    assert rows["核算"].tolist() in ([], ["约40.5%"])


def test_parts_of_different_dates_make_no_rate(source):
    """821 people with relief and 701 cremations stand in one text and in two spans."""
    table = arithmetic(source, of(source, ZHENHAI))

    assert not any("821" in row and "701" in row for row in table["算式"])


def test_a_masked_figure_is_said_to_be_masked(source):
    table = stated_table(source, of(source, "990201"))

    assert (table["数值"] == "已遮盖").sum() == 101


def test_a_year_keeps_its_own_and_the_undated_figures(source):
    seen = of(source, JIUJIANG)

    assert len(stated_table(source, seen, 2022)) == int(seen["year"].isin([0, 2022]).sum())
    assert set(stated_table(source, seen, line="marriage")["indicator"]) <= {
        one.id for one in source.catalogue.on_line("marriage", "")
    }
