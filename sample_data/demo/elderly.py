"""Services and allowances for old people, by township; institutions by county. Canteens have their own module."""

from __future__ import annotations

import numpy as np

from sample_data.demo import funeral, stories
from sample_data.demo.disability import entitled
from sample_data.demo.profile import (
    COUNT,
    MONTHS,
    YEARS,
    Figures,
    aged_60,
    aged_80,
    allocate,
    allocate_columns,
    every_year,
    flow,
    only_in,
    per_month,
    stock,
    stream,
    to_townships,
)

RENOVATED = {2023: 460, 2024: 500}  # all finished in their year
FINISHING = (0, 3, 6, 8, 9, 10, 10, 11, 12, 12, 11, 8)  # per cent of a year's homes by month
ASSESSED = (2_900, 3_250, 3_640)


def figures() -> Figures:
    weights = to_townships(aged_60()[:, 0])
    return {**_at_home(weights), **_allowances(weights), **_institutions(), **_county()}


def shared_by_age(total: int) -> np.ndarray:
    """A year's task shared out to the townships by their people over 60."""
    return allocate(total, to_townships(aged_60()[:, 0]))


def _at_home(weights: np.ndarray) -> Figures:
    rng = stream("home care")
    grown = allocate(2_600, weights)[:, None] * np.linspace(1, 1.06, len(MONTHS))
    served = np.round(grown + rng.normal(0, 1.2, grown.shape))
    season = np.array((5, 5, 9, 10, 10, 10, 9, 8, 10, 10, 8, 6)) / 100
    by_year = [np.diff(np.round(np.cumsum(season) * total), prepend=0) for total in ASSESSED]
    done = allocate_columns(np.concatenate(by_year), weights)
    due = np.ceil(to_townships(aged_60()) * np.array([3_250, 3_500, 3_800]) / aged_60().sum(axis=0))
    renovated = [*(_renovated(year, weights) for year in RENOVATED), stories.renovations_of_2025(weights)]
    return {
        "home_adaptation_households": flow(np.concatenate(renovated, axis=1)),
        "home_care_served_persons": stock(served),
        "home_care_eligible_persons": stock(entitled(served, 1.05)),
        "home_care_service_amount": flow(np.round(served * 60 * rng.uniform(0.97, 1.03, served.shape))),
        "elder_ability_assessment_persons": flow(done),
        "elder_ability_assessment_due_persons": stock(entitled(np.repeat(due, 12, axis=1), 1.0)),
    }


def _renovated(year: int, weights: np.ndarray) -> np.ndarray:
    running = np.round(np.cumsum(FINISHING) * RENOVATED[year] / 100)
    return allocate_columns(np.diff(running, prepend=0), weights)


def _allowances(weights: np.ndarray) -> Figures:
    """高龄津贴 is paid in March, June, September and December for three months; its list is kept every month."""
    rng = stream("age allowance")
    aged = np.repeat(to_townships(aged_80()), 12, axis=1)
    persons = np.round(aged * rng.uniform(0.982, 0.996, aged.shape))
    insured = np.floor(aged * rng.uniform(0.93, 0.975, aged.shape))
    poor = np.round(allocate(1_290, weights)[:, None] * np.linspace(1, 1.05, len(MONTHS)) + rng.normal(0, 0.8, aged.shape))
    needy = np.round(allocate(410, weights)[:, None] * np.linspace(1, 1.08, len(MONTHS)))
    died = rng.binomial(funeral.township_deaths().astype(int), 0.42).astype(float)
    stories.deaths_not_stopped(died)
    return {
        "age_allowance_persons": stock(persons),
        "age_allowance_amount": flow(only_in(np.round(persons * 3 * rng.normal(55, 0.8, (COUNT, 1)), -1), 3, 6, 9, 12)),
        "age_allowance_death_exits_persons": flow(died),
        "poor_disabled_elder_subsidy_persons": stock(poor),
        "poor_disabled_elder_subsidy_amount": flow(poor * 150),
        "poor_disabled_elder_eligible_persons": stock(entitled(poor, 1.03)),
        "elderly_hardship_subsidy_persons": stock(needy),
        "elderly_hardship_subsidy_amount": flow(needy * 100),
        "elder_insurance_80plus_persons": stock(only_in(insured, 3, 6, 9, 12)),
    }


def _institutions() -> Figures:
    rng = stream("institutions")
    count = len(MONTHS)
    beds = per_month({month: 2_260 for month in MONTHS if month < 202407}, 2_350)
    residents = np.round(beds * np.linspace(0.417, 0.446, count) * every_year({1: 0.985, 2: 0.98}) + rng.normal(0, 3, count))
    return {
        "elder_institutions_public_count": stock(np.full(count, 15)),
        "elder_institutions_public_private_run_count": stock(per_month({month: 5 for month in MONTHS if month < 202501}, 6)),
        "elder_institutions_private_count": stock(np.full(count, 7)),
        "elder_beds_count": stock(beds),
        "elder_residents_persons": stock(residents),
        "elder_institutions_insured_count": stock(per_month({month: 20 for month in MONTHS if month < 202404}, 22)),
        "elder_institutions_inspected_count": stock(rng.integers(19, 23, count)),
        "elder_institutions_fire_qualified_count": stock(np.round(np.linspace(18.6, 21.4, count))),
        "bed_construction_subsidy_amount": flow(per_month({202311: 340_000, 202411: 450_000}, np.nan)),
        "bed_operation_subsidy_amount": flow(only_in(np.round(residents * 0.35) * 300, 3, 6, 9, 12)),
    }


def _county() -> Figures:
    premiums = {year * 100 + 3: 30 * people for year, people in zip(YEARS, aged_80().sum(axis=0), strict=True)}
    return {
        "elder_condolence_amount": flow(per_month({202310: 236_000, 202410: 242_500, 202510: 251_000}, np.nan)),
        "elder_facility_award_amount": flow(per_month({202312: 380_000, 202412: 460_000, 202512: 520_000}, np.nan)),
        "elder_insurance_80plus_amount": flow(per_month(premiums, np.nan)),
    }
