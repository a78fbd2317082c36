"""What the county itself registers: marriages, social organizations, the lottery, place names, petitions."""

from __future__ import annotations

import numpy as np

from sample_data.demo.profile import MONTHS, Figures, allocate, every_year, flow, only_in, per_month, stock, stream

COUNT = len(MONTHS)
MARRIAGES, DIVORCES = (2_350, 1_870, 2_000), (925, 905, 915)
WEDDING_DAYS = (7.6, 11.8, 7.2, 7.0, 11.6, 7.4, 6.8, 11.4, 7.9, 8.0, 6.8, 6.5)  # Valentine's, 20 May, 七夕
LOTTERY = (21_400_000, 22_600_000, 23_300_000)
LOTTERY_CLOSED = {202301: 0.70, 202402: 0.66, 202501: 0.88, 202502: 0.80}  # about ten days at the Spring Festival


def figures() -> Figures:
    return {**_marriages(), **_organizations(), **_lottery(), **_place_names()}


def _by_month(totals: tuple[int, ...], shares: np.ndarray) -> np.ndarray:
    return np.concatenate([allocate(total, shares[12 * index : 12 * index + 12]) for index, total in enumerate(totals)])


def _marriages() -> Figures:
    rng = stream("marriages")
    weddings = _by_month(MARRIAGES, np.tile(WEDDING_DAYS, 3) * rng.normal(1, 0.03, COUNT))
    divorces = _by_month(DIVORCES, every_year({1: 0.85, 2: 0.8, 3: 1.1, 6: 1.1, 7: 1.1}) * rng.normal(1, 0.05, COUNT))
    anywhere = np.array([0.085 if month >= 202505 else 0.012 for month in MONTHS])  # registration anywhere since 10 May 2025
    return {
        "marriage_registrations_couples": flow(weddings),
        "divorce_registrations_couples": flow(divorces),
        "marriage_cert_reissues_couples": flow(rng.poisson(52, COUNT)),
        "divorce_cert_reissues_couples": flow(rng.poisson(8, COUNT)),
        "cross_district_marriage_registrations_count": flow(np.round((weddings + divorces) * anywhere)),
        "marriage_counselling_families_count": flow(rng.poisson(34, COUNT)),
    }


def _organizations() -> Figures:
    workers = (318, 326, 331)
    return {
        "social_associations_count": stock(np.round(np.linspace(89, 92, COUNT))),
        "private_non_enterprise_units_count": stock(np.round(np.linspace(75, 73, COUNT))),
        "community_social_orgs_filed_count": stock(np.round(np.linspace(372, 423, COUNT))),
        "social_orgs_inspection_due_count": flow((158, 160, 161)),
        "social_orgs_inspected_count": flow((146, 151, 155)),
        "community_workers_persons": stock(workers),
        "certified_social_workers_persons": stock((71, 92, 113)),
        "social_work_purchase_amount": flow(only_in(per_month({}, 186_000), 3, 6, 9, 12)),
    }


def _lottery() -> Figures:
    rng = stream("lottery")
    season = per_month(LOTTERY_CLOSED) * every_year({12: 1.08, 11: 1.03}) * rng.normal(1, 0.035, COUNT)
    sales = _by_month(tuple(total // 2 for total in LOTTERY), season) * 2  # tickets cost two yuan
    return {
        "lottery_sales_amount": flow(sales),
        "lottery_public_fund_amount": flow(np.round(sales * rng.uniform(0.315, 0.335, COUNT), 2)),
        "lottery_outlets_count": stock(per_month({month: 29 for month in MONTHS if month < 202406}, 30)),
        "lottery_outlet_towns_count": stock(per_month({month: 12 for month in MONTHS if month < 202406}, 13)),
        "charity_condolence_amount": flow(
            per_month({202301: 156_000, 202309: 62_000, 202401: 163_500, 202409: 71_000, 202501: 172_000, 202509: 78_500}, np.nan)
        ),
    }


def _place_names() -> Figures:
    rng = stream("place names")
    return {
        "roads_named_count": flow(rng.poisson(1.6, COUNT)),
        "place_name_signs_count": flow(rng.poisson(52 * every_year({1: 0.4, 2: 0.3, 10: 1.5, 11: 1.5}))),
        "place_name_records_entered_count": flow(rng.poisson(128 * every_year({1: 0.7, 2: 0.6}))),
        "petitions_handled_person_times": flow(rng.poisson(58 * every_year({1: 1.3, 12: 1.2, 2: 0.8}))),
    }
