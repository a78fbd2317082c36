"""The demo county: figures that a bureau head would believe, of the right kinds, from those who owe them."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections import Counter

import pytest

from metrics.loading import catalogue
from sample_data import demo

COUNTY = "990101"
STORED = {one.id: one for one in catalogue().indicators.values() if one.is_stored and one.tier == "core"}
A_MEMBERS = ("urban_dibao_funds_amount", "rural_dibao_funds_amount", "tekun_living_allowance_amount", "tekun_nursing_fee_amount",
             "temporary_relief_amount", "orphan_allowance_amount", "defacto_children_allowance_amount", "vagrant_relief_amount")  # fmt: skip
B_MEMBERS = ("disability_living_amount", "severe_disability_nursing_amount", "age_allowance_amount",
             "poor_disabled_elder_subsidy_amount", "home_care_service_amount", "elderly_hardship_subsidy_amount")  # fmt: skip


# -- the whole --------------------------------------------------------------------------------------------------------


def test_a_second_process_generates_the_same_county(returns):
    """Links, screenshots and tests of all screens rest on it."""
    code = "import hashlib; from sample_data import demo; print(hashlib.sha256(repr(demo.returns()).encode()).hexdigest())"

    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()

    assert other == hashlib.sha256(repr(returns).encode()).hexdigest()


def test_the_tree_has_18_townships_and_232_villages():
    levels = Counter(row.level for row in demo.areas())
    kinds = Counter(row.kind for row in demo.areas() if row.level == "village")
    places = {(row.grid_row, row.grid_column) for row in demo.areas() if row.level == "township"}

    assert levels == {"county": 1, "township": 18, "village": 232}
    assert kinds == {"村": 198, "社区": 34}
    assert len(places) == 18
    assert all(row.setting == "demo" and row.code.startswith(COUNTY) for row in demo.areas())


def test_returns_come_in_the_order_of_their_dates(returns):
    moments = [one.submitted_at for one in returns]

    assert moments == sorted(moments)
    assert sum(len(one.observations) for one in returns) < 250_000


def test_every_core_measure_has_figures_of_its_kind(told):
    """A flow may span months, a stock never does; a yearly figure names its year and no month."""
    spans = told.groupby("indicator").agg(shortest=("last", "min"), longest=("last", "max"))
    spread = told[told["first"] != told["last"]]["indicator"].unique()

    assert set(spans.index) == set(STORED)
    assert {name for name in STORED if STORED[name].is_yearly} == set(spans.index[spans["longest"] == 0])
    assert all(STORED[name].kind == "flow" for name in spread)


def test_no_figure_is_below_zero(told):
    assert (told["value"] >= 0).all()


def test_whoever_reports_has_a_duty(told):
    """Villages whose township has the duty send its parts."""
    holders = {(row.group, row.area): row.first for row in demo.duties()}
    pairs = told[["indicator", "area"]].drop_duplicates().itertuples(index=False)
    strangers = [
        (name, area) for name, area in pairs if not {(STORED[name].duty, area), (STORED[name].duty, area[:9])} & set(holders)
    ]

    assert strangers == []


def test_canteens_must_report_from_the_month_they_opened(told):
    opened = {row.area: row.first for row in demo.duties() if row.group == "canteen"}
    first = told[told["indicator"] == "elder_canteens_count"].groupby("area")["last"].min().to_dict()

    assert first == opened


# -- figures that nobody finds absurd -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "month", "low", "high"),
    [
        ("urban_dibao_persons", 202509, 1_850, 1_950),
        ("rural_dibao_persons", 202509, 11_800, 12_100),
        ("disability_living_persons", 202509, 3_850, 3_950),
        ("severe_disability_nursing_persons", 202509, 4_900, 5_100),
        ("age_allowance_persons", 202509, 13_200, 13_600),
        ("orphans_persons", 202509, 28, 28),
        ("defacto_children_persons", 202509, 240, 280),
        ("left_behind_children_persons", 202509, 1_180, 1_260),
        ("children_in_difficulty_persons", 202509, 3_100, 3_250),
        ("migrant_children_persons", 202509, 640, 680),
        ("canteen_villages_count", 202301, 14, 14),
        ("canteen_villages_count", 202509, 60, 60),
        ("elder_beds_count", 202509, 2_350, 2_350),
        ("lottery_outlets_count", 202509, 30, 30),
        ("community_social_orgs_filed_count", 202509, 400, 440),
        ("urban_dibao_standard", 202312, 680, 680),
        ("rural_dibao_standard", 202412, 580, 580),
        ("urban_dibao_standard", 202509, 740, 740),
        ("rural_tekun_standard", 202509, 806, 806),
        ("disability_living_standard", 202509, 90, 90),
    ],
)
def test_a_stock_or_standard_is_near_its_anchor(total, name, month, low, high):
    assert low <= total(name, month) <= high


@pytest.mark.parametrize("year", [2023, 2024, 2025])
@pytest.mark.parametrize(
    ("names", "low", "high"),
    [
        (("deaths_persons",), 3_600, 3_950),
        (("temporary_relief_person_times",), 1_100, 1_350),
        (("funeral_relief_persons",), 130, 185),
        (("marriage_registrations_couples",), 1_870, 2_350),
        (("divorce_registrations_couples",), 900, 930),
        (("lottery_sales_amount",), 21_000_000, 24_000_000),
        (A_MEMBERS + B_MEMBERS, 110_000_000, 125_000_000),
    ],
)
def test_a_year_is_near_its_anchor(total, year, names, low, high):
    assert low <= sum(total(name, year * 100 + 1, year * 100 + 12) for name in names) <= high


@pytest.mark.parametrize("year", [2023, 2024, 2025])
@pytest.mark.parametrize(
    ("amount", "persons", "low", "high"),
    [
        (("urban_dibao_funds_amount",), ("urban_dibao_persons",), 500, 560),
        (("rural_dibao_funds_amount",), ("rural_dibao_persons",), 370, 410),
        (A_MEMBERS[2:4], ("tekun_centralized_persons", "tekun_dispersed_persons"), 950, 1_050),
        (("temporary_relief_amount",), ("temporary_relief_person_times",), 1_300, 1_900),
        (("funeral_relief_amount",), ("funeral_relief_persons",), 1_500, 1_800),
        (A_MEMBERS[5:7], ("orphans_persons", "defacto_children_persons"), 1_150, 1_250),
        (("disability_living_amount",), ("disability_living_persons",), 80, 90),
        (("age_allowance_amount",), ("age_allowance_persons",), 50, 60),
    ],
)
def test_what_a_head_gets_is_near_its_anchor(total, year, amount, persons, low, high):
    """Σ amounts ÷ Σ person-months (or cases) of the year."""
    paid, heads = (sum(total(name, year * 100 + 1, year * 100 + 12) for name in names) for names in (amount, persons))

    assert low <= paid / heads <= high


def test_population_and_its_old_people_are_as_planned(yearly):
    people = yearly("urban_population_persons", 2023) + yearly("rural_population_persons", 2023)

    assert people == 460_000
    assert yearly("resident_population_persons", 2025) == 385_000
    assert yearly("population_60plus_persons", 2025) == 99_000
    assert yearly("population_80plus_persons", 2025) == 13_600


@pytest.mark.parametrize(
    ("part", "low", "high"),
    [("public_cemetery", 82, 88), ("joint_burial", 6, 9), ("ecological_burial", 3, 8), ("unplaced", 2, 4)],
)
def test_ashes_go_where_they_should(total, part, low, high):
    assert low <= 100 * total(f"ashes_{part}_count", 202401, 202412) / total("ashes_tracked_count", 202401, 202412) <= high


def test_seasons_are_felt(total):
    """January 2023's wave, the Spring Festival's empty canteens, May's weddings, December's relief."""
    assert total("deaths_persons", 202301) > 1.5 * total("deaths_persons", 202401)
    assert total("elder_canteen_meals_person_times", 202402) < 0.72 * total("elder_canteen_meals_person_times", 202401)
    assert total("elder_canteen_meals_person_times", 202501) < 0.72 * total("elder_canteen_meals_person_times", 202412)
    assert total("marriage_registrations_couples", 202505) > 1.3 * total("marriage_registrations_couples", 202504)
    assert total("temporary_relief_person_times", 202412) > 1.5 * total("temporary_relief_person_times", 202410)
    assert total("age_allowance_amount", 202410) == 0 < total("age_allowance_amount", 202409)


@pytest.mark.parametrize("kind", ["urban", "rural"])
def test_lists_move_only_by_entries_and_exits(total, kind):
    """stock(t) = stock(t-1) + entries − exits."""
    before, now = total(f"{kind}_dibao_persons", 202403), total(f"{kind}_dibao_persons", 202404)

    assert now == before + total(f"{kind}_dibao_entries_persons", 202404) - total(f"{kind}_dibao_exits_persons", 202404)


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("cremation_zone_deaths_persons", "deaths_persons"),
        ("cremation_zone_cremations_count", "cremation_zone_deaths_persons"),
        ("cremations_count", "deaths_persons"),
        ("temporary_relief_reserve_spent_amount", "temporary_relief_amount"),
        ("tekun_care_agreement_persons", "tekun_dispersed_persons"),
        ("tekun_full_disability_centralized_persons", "tekun_centralized_persons"),
        ("poverty_monitoring_dibao_persons", "poverty_monitoring_persons"),
        ("lottery_public_fund_amount", "lottery_sales_amount"),
        ("county_ledger_cremations_count", "county_ledger_deaths_persons"),
    ],
)
def test_no_part_is_above_its_whole(told, part, whole):
    keys = ["area", "first", "last", "year"]
    both = told[told["indicator"] == part].merge(told[told["indicator"] == whole], on=keys)

    assert len(both) and (both["value_x"] >= 0).all() and (both["value_x"] <= both["value_y"]).all()


def test_targets_have_twelve_key_tasks_with_a_figure_and_one_with_a_stage():
    tasks = [row for row in demo.targets() if row.task]

    assert sum(row.value is not None for row in tasks) == 12
    assert [row.stage for row in tasks if row.value is None] == ["开工：主体封顶，内部装修中"]
    assert {row.indicator for row in demo.targets() if row.indicator} <= set(catalogue().indicators)
    assert {row.year for row in demo.targets()} == {2023, 2024, 2025}
