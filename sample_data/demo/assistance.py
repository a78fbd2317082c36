"""低保, 特困, temporary assistance and the checks behind them, by township (低保 lists by village)."""

from __future__ import annotations

from functools import cache

import numpy as np

from sample_data.demo import funeral, stories
from sample_data.demo.profile import (
    COUNT,
    IS_COMMUNITY,
    MONTHS,
    YEARS,
    Figures,
    allocate,
    at,
    by_kind,
    every_year,
    flow,
    paid,
    per_month,
    population,
    rural_people,
    standard,
    stock,
    stream,
    to_townships,
    to_villages,
    urban_people,
)

URBAN_STANDARD, RURAL_STANDARD = standard((650, 680, 710, 740)), standard((510, 540, 580, 620))
NURSED = 0.15  # of all 特困, those fully unable to care for themselves
RESERVE = {"county_town": 90_000, "town": 45_000, "rural": 30_000}


def moving_stock(name: str, start: np.ndarray, entry_rate: float, exit_rate: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A list over the months: stock(t) = stock(t-1) + entries − exits. The yearly review makes January lively."""
    rng = stream(name)
    season = every_year({1: 1.6, 7: 1.2, 2: 0.8})
    now, columns = start.copy(), []
    for column in range(len(MONTHS)):
        entries = rng.poisson(now * entry_rate * season[column])
        exits = np.minimum(rng.poisson(now * exit_rate * season[column]), now)
        now = now + entries - exits
        columns.append((now, entries, exits))
    people, entries, exits = (np.stack(one, axis=1).astype(float) for one in zip(*columns, strict=True))
    return people, entries, exits


@cache
def dibao() -> dict[str, tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Urban and rural lists: people, entries and exits per township and month."""
    poverty = stream("poverty").uniform(0.85, 1.15, COUNT)
    rural = allocate(12_050, rural_people() * poverty * by_kind(0.8, 0.95, 1.1))
    return {
        "urban": moving_stock("urban dibao", allocate(1_930, urban_people() * poverty), 0.0085, 0.0090),
        "rural": moving_stock("rural dibao", rural, 0.0080, 0.0084),
    }


def _households(people: np.ndarray, size: float) -> np.ndarray:
    return np.ceil(people / size)


def dibao_figures() -> Figures:
    lists = dibao()
    urban, rural = lists["urban"][0], lists["rural"][0]
    weight = {"urban": np.where(IS_COMMUNITY, population()[:, 0], 0), "rural": np.where(IS_COMMUNITY, 0, population()[:, 0])}
    pay = {"urban": paid(stories.after_raises(512, (534, 550, 567))), "rural": paid(stories.after_raises(364, (385, 401, 415)))}
    found: Figures = {}
    for kind, people, size in (("urban", urban, 1.60), ("rural", rural, 1.77)):
        by_village = to_villages(people, weight[kind])
        spread = stream(f"{kind} pay").normal(1, 0.02, (COUNT, 1))
        found |= {
            f"{kind}_dibao_persons": stock(by_village),
            f"{kind}_dibao_households": stock(_households(by_village, size)),
            f"{kind}_dibao_entries_persons": flow(lists[kind][1]),
            f"{kind}_dibao_exits_persons": flow(lists[kind][2]),
            f"{kind}_dibao_funds_amount": flow(np.round(people * pay[kind] * spread)),
        }
    households = to_townships(found["urban_dibao_households"].values + found["rural_dibao_households"].values)
    return {**found, **_dynamic_management(lists, households), **_one_off(urban + rural + tekun()[0])}


def _dynamic_management(lists: dict, households: np.ndarray) -> Figures:
    rng = stream("dynamic management")
    exits = lists["urban"][2] + lists["rural"][2]
    entries = lists["urban"][1] + lists["rural"][1]
    died = np.minimum(rng.binomial(funeral.township_deaths().astype(int), 0.062), exits).astype(float)
    stories.deaths_not_stopped(died)
    due = np.round(households * (0.6 / 12 + 0.4 / 6) * every_year({6: 1.15, 12: 1.1, 2: 0.85}))
    checks_due = np.round((entries * 6 + due * 1.9) * rng.uniform(0.95, 1.05, due.shape))
    recovered = np.where(rng.uniform(0, 1, due.shape) < 0.02, rng.integers(6, 48, due.shape) * 100.0, np.nan)
    stories.money_recovered(recovered)
    return {
        "dibao_death_exits_persons": flow(died),
        "dibao_review_due_households": flow(due),
        "dibao_reviewed_households": flow(np.round(due * rng.uniform(0.935, 0.998, due.shape))),
        "economic_check_due_person_times": flow(checks_due),
        "economic_check_person_times": flow(np.round(checks_due * rng.uniform(0.975, 1.0, due.shape))),
        "e_authorization_person_times": flow(np.round(checks_due * (0.80 + 0.005 * np.arange(len(MONTHS))))),
        "assistance_funds_recovered_amount": flow(recovered),
    }


def _one_off(people: np.ndarray) -> Figures:
    """300 yuan each before the Spring Festival."""
    return {"one_off_living_subsidy_amount": flow(np.where(every_year({1: 1}, 0) == 1, people * 300, np.nan))}


# -- 特困 --------------------------------------------------------------------------------------------------------------


@cache
def tekun() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return moving_stock("tekun", allocate(1_960, rural_people() + urban_people() * 0.1), 0.0052, 0.0053)


def tekun_figures() -> Figures:
    rng = stream("tekun care")
    people, entries, exits = tekun()
    share = np.clip(rng.normal(0.232, 0.02, (COUNT, 1)) + np.linspace(0, 0.045, len(MONTHS)), 0.17, 0.33)
    central = np.round(people * share)
    disabled = np.round(people * NURSED)
    placed = np.minimum(np.round(disabled * np.linspace(0.56, 0.66, len(MONTHS))), central)
    dispersed = people - central
    support = paid(standard((663, 702, 754, 806)))  # rural 低保 × 1.3
    nursing = disabled * 960 + (people - disabled) * 140
    return {
        "tekun_centralized_persons": stock(central),
        "tekun_dispersed_persons": stock(dispersed),
        "tekun_full_disability_persons": stock(disabled),
        "tekun_full_disability_willing_persons": stock(placed + np.round((disabled - placed) * 0.25)),
        "tekun_full_disability_centralized_persons": stock(placed),
        "tekun_entries_persons": flow(entries),
        "tekun_exits_persons": flow(exits),
        "tekun_living_allowance_amount": flow(np.round(people * support * 1.008)),  # a few live in towns: urban 低保 × 1.3
        "tekun_nursing_fee_amount": flow(nursing),
        **_care_at_home(dispersed, rng),
    }


def _care_at_home(dispersed: np.ndarray, rng: np.random.Generator) -> Figures:
    """Ability assessments start from nothing each quarter."""
    part = np.array([(0.35, 0.7, 0.97)[month % 100 % 3 - 1] for month in MONTHS])

    def some(low: float, high: float, ceiling=1.0) -> np.ndarray:
        return np.floor(dispersed * ceiling * rng.uniform(low, high, dispersed.shape))

    return {
        "tekun_care_agreement_persons": stock(some(0.975, 1.001).clip(max=dispersed)),
        "tekun_ability_assessed_persons": stock(some(0.95, 1.0, part)),
        "tekun_home_visit_service_persons": stock(some(0.95, 1.0)),
    }


# -- temporary assistance ---------------------------------------------------------------------------------------------


def temporary_relief_figures() -> Figures:
    rng = stream("temporary relief")
    season = every_year({1: 1.55, 12: 1.6, 6: 1.15, 7: 1.3, 3: 0.75, 4: 0.75, 9: 0.8, 10: 0.85, 2: 0.9, 5: 0.8, 8: 0.85, 11: 0.9})
    weights = rural_people() + urban_people() * 0.6
    expected = 1_250 / 12 * (weights / weights.sum())[:, None] * season / season.mean()
    persons = rng.poisson(expected).astype(float)
    stories.no_case_in_eight_months(persons)
    amount = np.round(persons * rng.normal(1_590, 90, persons.shape), -2)
    reserve = by_kind(*RESERVE.values())
    small = np.round(np.minimum(amount * rng.uniform(0.32, 0.48, persons.shape), persons * 1_000), -2)
    spent = _within_reserve(small, reserve)
    stories.reserve_exhausted(persons, amount, spent, reserve)
    return {
        "temporary_relief_person_times": flow(persons),
        "temporary_relief_amount": flow(amount),
        "temporary_relief_reserve_amount": flow(np.where(every_year({1: 1}, 0) == 1, reserve[:, None], np.nan)),
        "temporary_relief_reserve_spent_amount": flow(spent),
    }


def _within_reserve(small: np.ndarray, reserve: np.ndarray) -> np.ndarray:
    """No township but the planted one uses more than nine tenths of a year's reserve."""
    spent = small.copy()
    for year in YEARS:
        months = slice(at(year * 100 + 1), at(year * 100 + 12) + 1)
        used = np.cumsum(spent[:, months], axis=1)
        left = np.clip(0.9 * reserve[:, None] - (used - spent[:, months]), 0, None)
        spent[:, months] = np.minimum(spent[:, months], left)
    return spent


# -- county -----------------------------------------------------------------------------------------------------------


def county_figures() -> Figures:
    rng = stream("county assistance")
    count = len(MONTHS)
    monitored = np.round(np.linspace(655, 612, count) + rng.normal(0, 3, count))
    vagrants = rng.poisson(16 * every_year({1: 1.6, 12: 1.4, 2: 1.2}))
    return {
        "urban_dibao_standard": stock(URBAN_STANDARD),
        "rural_dibao_standard": stock(RURAL_STANDARD),
        "urban_tekun_standard": stock(URBAN_STANDARD * 1.3),
        "rural_tekun_standard": stock(RURAL_STANDARD * 1.3),
        "poverty_monitoring_persons": stock(monitored),
        "poverty_monitoring_dibao_persons": stock(np.round(monitored * np.linspace(0.43, 0.46, count))),
        "poverty_monitoring_tekun_persons": stock(np.round(monitored * 0.022)),
        "vagrant_relief_person_times": flow(vagrants),
        "vagrant_relief_amount": flow(np.round(vagrants * rng.uniform(950, 1_250, count), -1)),
        "price_subsidy_amount": flow(per_month({202301: 412_600, 202302: 409_800, 202402: 398_400}, np.nan)),
        "heating_subsidy_amount": flow(per_month({202312: 1_184_000, 202412: 1_176_500, 202512: 1_171_200}, np.nan)),
    }


def figures() -> Figures:
    return {**dibao_figures(), **tekun_figures(), **temporary_relief_figures(), **county_figures()}
