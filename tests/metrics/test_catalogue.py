"""The product's own catalogue: complete, readable, and true to the rules of the field."""

import csv
import re
from fractions import Fraction
from pathlib import Path

import pytest

from metrics.benchmarks import FIGURES, national
from metrics.catalogue_page import PAGE, catalogue_markdown
from metrics.loading import catalogue

HOUSE = Path(__file__).parent.parent.parent
CANDIDATES = (HOUSE / "tests" / "data" / "candidate_codes.txt").read_text(encoding="utf-8").split()
TOTALS = ("subsidy_total_a", "subsidy_total_b", "subsidy_total_c", "subsidy_total_d")


def leaves(code: str) -> set[str]:
    members = catalogue().indicators[code].members
    return set().union(*(leaves(member) for member in members)) if members else {code}


def test_every_code_of_the_reports_has_its_place():
    """A figure of a report that cannot be stored would be lost without a word."""
    known = catalogue()

    missing = [code for code in CANDIDATES if code not in known.indicators and code not in known.merged | known.split]

    assert len(CANDIDATES) == 479
    assert missing == []


def test_every_published_figure_arrives_in_a_unit_that_its_indicator_takes():
    known = catalogue()
    with (HOUSE / "sample_data" / "published" / "figures.csv").open(encoding="utf-8", newline="") as file:
        wrong = [row["fact"] for row in csv.DictReader(file) if not known.accepts_unit(row["indicator"], row["unit"])]

    assert wrong == []


def test_the_page_in_docs_is_up_to_date():
    """Run `python -m metrics.catalogue_page` after changing an entry."""
    assert PAGE.read_text(encoding="utf-8") == catalogue_markdown(catalogue())


def test_seven_headlines_in_their_order():
    """The eighth card counts the key tasks on pace."""
    assert [one.headline for one in catalogue().headlines()] == list(range(1, 8))


def test_every_stored_core_figure_is_somebodys_duty():
    """Without a duty nobody can be late, and 未报 would never be shown."""
    assert [one.id for one in catalogue().stored() if one.tier == "core" and not one.duty] == []


def test_what_only_the_county_counts_says_so_on_the_townships_screens():
    county = [one for one in catalogue().indicators.values() if one.tier == "core" and one.finest == "county"]

    assert [one.id for one in county if "不分乡镇" not in one.note and "无法分到乡镇" not in one.note] == []


def test_the_four_subsidy_totals_share_no_payment():
    """They stand side by side and are never merged, so nothing may stand in two of them."""
    counted = [leaf for total in TOTALS for leaf in leaves(total)]

    assert len(counted) == len(set(counted))


def test_what_is_no_payment_enters_no_total():
    """Pledges, applications, lottery sales, recoveries, claims paid, reserves and duties that left."""
    barred = {"charity_pledges_amount", "elder_special_bond_amount", "lottery_sales_amount", "assistance_funds_recovered_amount",
              "antipoverty_insurance_claim_amount", "temporary_relief_reserve_amount", "medical_assistance_amount",
              "dibao_one_off_subsidy_amount", "small_temporary_relief_amount", "festival_relief_amount"}  # fmt: skip

    for total in TOTALS:
        assert not leaves(total) & barred
        assert barred <= set(catalogue().indicators[total].outside)


def test_a_budget_covers_exactly_what_is_measured_against_it():
    """Else the execution rate of a total would mix programmes with and without a budget."""
    known = catalogue().indicators
    for total, budget in (("subsidy_total_a", "subsidy_budget_a"), ("subsidy_total_b", "subsidy_budget_b")):
        budgets = {known[member].budget for member in known[total].members}

        assert budgets == set(known[budget].members)


def test_the_cremation_rates_have_four_denominators_or_numerators():
    """火化率 is four scopes, and no two of them may be the same figure."""
    rates = ("cremation_rate", "cremation_zone_rate", "county_ledger_cremation_rate", "cremation_incl_home_place_rate")
    parts = {catalogue().parts_of(code) for code in rates}

    assert len(parts) == len(rates)


def test_coverage_rates_name_their_family():
    """Facilities and people are never ranked together."""
    coverage = [one for one in catalogue().ratios() if one.tier == "core" and "覆盖率" in one.name]

    assert {one.family for one in coverage} == {"facility", "people"}


def test_more_money_or_more_people_on_a_list_is_neither_good_nor_bad():
    """Direction decides colour, and a larger payment is no success."""
    amounts = [one for one in catalogue().indicators.values() if one.unit == "元" and one.kind in ("flow", "sum")]
    allowed = {"lottery_sales_amount", "lottery_public_fund_amount", "charity_pledges_amount"}

    assert {one.id for one in amounts if one.direction != "neutral"} <= allowed
    for code in ("dibao_persons", "tekun_persons", "disability_living_persons", "dibao_coverage_rate"):
        assert catalogue().indicators[code].direction == "neutral"


def test_persons_and_person_times_are_never_one_indicator():
    for one in catalogue().indicators.values():
        assert not (one.id.endswith("_person_times") and one.unit != "人次" and "household" not in one.id), one.id
        assert not (one.id.endswith("_persons") and one.unit != "人"), one.id


def test_names_use_chinese_punctuation():
    """Half-width brackets and commas look broken between Chinese characters."""
    texts = [
        (one.id, text) for one in catalogue().indicators.values() for text in (one.name, one.definition, one.scope, one.note)
    ]

    assert [code for code, text in texts if re.search(r"[(),;:]", text)] == []


def test_no_pinyin_but_the_two_words_of_the_field():
    """`yiyang` stands in a code that the reports' figures already use."""
    pinyin = re.compile(r"_(wubao|sanwu|gongmu|huohua|canfei|jintie|laoren)_?")

    assert [one.id for one in catalogue().indicators.values() if pinyin.search(one.id)] == []


def test_the_look_up_finds_a_canteen_under_each_of_its_words():
    aliases = catalogue().indicators["elder_canteens_count"].aliases

    assert {"老年食堂", "长者餐厅", "助餐点"} <= set(aliases)


@pytest.mark.parametrize(
    ("code", "year", "value"),
    [
        ("rural_dibao_standard", 2014, Fraction(2777, 12)),  # printed per year
        ("elder_beds_count", 2022, Fraction(5_183_000)),  # 518.3 万张
        ("cremation_rate", 2014, Fraction(47)),
    ],
)
def test_national_figures_come_in_our_units(code, year, value):
    assert [one.value for one in national(code) if one.year == year] == [value]


def test_every_national_figure_is_mapped_and_cited():
    """A figure that no entry maps would be dead weight; one without an address could not be checked."""
    with FIGURES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    mapped = sum(len(national(code)) for code in catalogue().indicators)

    assert mapped == len(rows)
    assert all(row["area"] == "全国" and row["source_title"] and row["source_address"].startswith("http") for row in rows)


def test_no_national_figure_where_none_means_the_same():
    assert national("cremation_zone_rate") == []
