"""What each business line shows: its cards, the indicators to look at in depth, the table, and the exhibits that tell its way.

A screen composes it, and `rebuild` makes the same table and cards again for a file.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plan:
    """Indicator ids, and of story and more the ids of exhibits.

    focus: those that can be looked at in depth, the first by default. story: the exhibits of the line's first screen.
    more: beside the trend, in the second row.
    """

    line: str
    cards: tuple[str, ...]
    focus: tuple[str, ...]
    table: tuple[str, ...] = ()
    story: tuple[str, ...] = ()
    more: tuple[str, ...] = ()


PLANS = {
    "social_assistance": Plan(
        line="social_assistance",
        cards=(
            "dibao_persons",
            "dibao_households",
            "dibao_coverage_rate",
            "dibao_funds_amount",
            "dibao_avg_topup",
            "tekun_persons",
            "tekun_centralized_rate",
            "temporary_relief_person_times",
        ),
        focus=(
            "dibao_persons",
            "dibao_funds_amount",
            "tekun_centralized_rate",
            "temporary_relief_person_times",
            "tekun_home_visit_rate",
            "temporary_relief_reserve_use_rate",
        ),
        table=(
            "dibao_persons",
            "dibao_coverage_rate",
            "dibao_entries_persons",
            "dibao_exits_persons",
            "dibao_funds_amount",
            "dibao_avg_topup",
            "tekun_persons",
            "tekun_centralized_rate",
            "tekun_disabled_centralized_rate",
            "tekun_home_visit_rate",
            "temporary_relief_person_times",
            "temporary_relief_avg_per_time",
            "temporary_relief_reserve_use_rate",
        ),
        story=("social_assistance.programmes",),
    ),
    "elderly_care": Plan(
        line="elderly_care",
        cards=(
            "canteen_facility_coverage_rate",
            "elder_canteen_meals_person_times",
            "elder_canteen_60plus_share_rate",
            "elder_canteen_meals_per_open_day",
            "elder_canteen_subsidy_per_meal",
            "elder_bed_occupancy_rate",
            "home_adaptation_households",
            "age_allowance_amount",
        ),
        focus=(
            "elder_canteen_meals_person_times",
            "canteen_facility_coverage_rate",
            "elder_canteen_meals_per_open_day",
            "elder_canteen_60plus_share_rate",
            "home_adaptation_households",
            "elder_bed_occupancy_rate",
        ),
        table=(
            "canteen_facility_coverage_rate",
            "elder_canteens_count",
            "elder_canteen_meals_person_times",
            "elder_canteen_meals_60plus_person_times",
            "elder_canteen_60plus_share_rate",
            "elder_canteen_open_days",
            "elder_canteen_meals_per_open_day",
            "elder_canteen_subsidy_amount",
            "elder_canteen_subsidy_per_meal",
            "home_adaptation_households",
            "age_allowance_persons",
            "age_allowance_amount",
        ),
        story=("elderly_care.elder_canteen_meals_60plus_person_times.of_which",),
    ),
    "disability": Plan(
        line="disability",
        cards=(
            "disability_living_coverage_rate",
            "disability_living_persons",
            "severe_disability_nursing_coverage_rate",
            "severe_disability_nursing_persons",
            "disability_two_allowances_amount",
        ),
        focus=(
            "disability_living_coverage_rate",
            "severe_disability_nursing_coverage_rate",
            "disability_living_persons",
            "severe_disability_nursing_persons",
            "disability_two_allowances_amount",
            "disability_death_exits_persons",
        ),
        table=(
            "disability_living_coverage_rate",
            "disability_living_persons",
            "disability_living_amount",
            "disability_living_avg",
            "severe_disability_nursing_coverage_rate",
            "severe_disability_nursing_persons",
            "severe_disability_nursing_amount",
            "severe_disability_nursing_avg",
            "disability_death_exits_persons",
        ),
        story=("disability.entitled", "disability.disability_living_amount.of_which"),
    ),
    "child_welfare": Plan(
        line="child_welfare",
        cards=(
            "orphans_defacto_children_persons",
            "orphans_defacto_avg_allowance",
            "orphans_defacto_allowance_amount",
            "child_accident_insurance_rate",
            "minors_protection_station_coverage_rate",
        ),
        focus=(
            "orphans_defacto_avg_allowance",
            "orphans_defacto_children_persons",
            "children_in_difficulty_persons",
            "left_behind_children_persons",
            "migrant_children_persons",
            "child_accident_insurance_rate",
        ),
        table=(
            "orphans_persons",
            "defacto_children_persons",
            "orphans_defacto_children_entries",
            "orphans_defacto_children_exits",
            "orphans_defacto_allowance_amount",
            "orphans_defacto_avg_allowance",
            "left_behind_children_persons",
            "children_in_difficulty_persons",
            "migrant_children_persons",
            "child_accident_insurance_rate",
            "children_home_coverage_rate",
        ),
        story=("child_welfare.left_behind_children_persons.beside", "child_welfare.in_and_out"),
    ),
    "funeral": Plan(
        line="funeral",
        cards=(
            "cremation_zone_rate",
            "deaths_persons",
            "cremations_count",
            "ashes_standard_burial_rate",
            "ashes_ecological_burial_rate",
            "ashes_unplaced_count",
            "funeral_relief_persons",
            "funeral_relief_amount",
        ),
        focus=(
            "cremation_zone_rate",
            "cremation_rate",
            "ashes_standard_burial_rate",
            "deaths_persons",
            "funeral_relief_amount",
        ),
        table=(
            "deaths_persons",
            "cremation_zone_deaths_persons",
            "cremation_zone_cremations_count",
            "cremation_zone_rate",
            "cremation_rate",
            "ashes_standard_burial_rate",
            "ashes_unplaced_count",
            "funeral_relief_persons",
            "funeral_relief_amount",
        ),
        story=("funeral.stages",),
    ),
    "marriage": Plan(
        line="marriage",
        cards=(
            "marriage_registrations_couples",
            "divorce_registrations_couples",
            "divorce_marriage_ratio",
            "marriage_divorce_cert_reissues_couples",
            "marriage_total_cases_couples",
        ),
        focus=(
            "divorce_marriage_ratio",
            "marriage_total_cases_couples",
            "cross_district_marriage_registrations_count",
            "marriage_counselling_families_count",
            "marriage_registrations_couples",
            "divorce_registrations_couples",
        ),
        story=(
            "marriage.marriage_registrations_couples.months",
            "marriage.divorce_registrations_couples.months",
            "marriage.marriage_divorce_cert_reissues_couples.months",
        ),
        more=("marriage.marriage_registrations_couples.beside",),
    ),
    "community": Plan(
        line="community",
        cards=(
            "social_work_station_coverage_rate",
            "social_orgs_registered_count",
            "community_social_orgs_filed_count",
            "social_orgs_inspection_rate",
            "certified_social_worker_rate",
        ),
        focus=(
            "social_orgs_registered_count",
            "community_social_orgs_filed_count",
            "social_work_station_coverage_rate",
            "village_rules_revised_rate",
            "village_supervision_coverage_rate",
            "grid_management_coverage_rate",
        ),
        table=(
            "social_work_station_coverage_rate",
            "village_rules_revised_rate",
            "village_supervision_coverage_rate",
            "grid_management_coverage_rate",
        ),
        story=("community.rates", "community.social_associations_count.beside"),
    ),
    "charity_lottery": Plan(
        line="charity_lottery",
        cards=(
            "lottery_sales_amount",
            "lottery_public_fund_amount",
            "lottery_public_fund_rate",
            "lottery_outlets_count",
            "lottery_outlet_coverage_rate",
        ),
        focus=(
            "lottery_public_fund_rate",
            "lottery_sales_per_outlet",
            "lottery_outlets_count",
            "lottery_outlet_coverage_rate",
            "charity_condolence_amount",
        ),
        story=("charity_lottery.lottery_sales_amount.task", "charity_lottery.lottery_sales_amount.months"),
        more=("charity_lottery.lottery_public_fund_amount.of_which",),
    ),
    "place_names": Plan(
        line="place_names",
        cards=(
            "place_name_signs_count",
            "place_name_records_entered_count",
            "roads_named_count",
        ),
        focus=(
            "roads_named_count",
            "place_name_signs_count",
            "place_name_records_entered_count",
        ),
        story=("place_names.place_name_signs_count.task", "place_names.place_name_records_entered_count.task"),
    ),
    "subsidies": Plan(
        line="subsidies",
        cards=(
            "subsidy_total_a",
            "subsidy_total_b",
            "subsidy_total_c",
            "subsidy_total_d",
            "subsidy_a_execution_rate",
            "subsidy_b_execution_rate",
            "dibao_avg_topup",
            "tekun_avg_payment",
        ),
        focus=(
            "subsidy_total_a",
            "subsidy_total_b",
            "subsidy_total_c",
            "subsidy_total_d",
            "dibao_funds_amount",
            "disability_two_allowances_amount",
            "age_allowance_amount",
        ),
        table=(
            "subsidy_total_a",
            "subsidy_total_b",
            "dibao_funds_amount",
            "tekun_support_and_nursing_amount",
            "temporary_relief_amount",
            "orphans_defacto_allowance_amount",
            "disability_two_allowances_amount",
            "age_allowance_amount",
            "poor_disabled_elder_subsidy_amount",
            "home_care_service_amount",
        ),
        story=("subsidies.programmes",),
    ),
    "administration": Plan(
        line="administration",
        cards=("petitions_handled_person_times",),
        focus=("petitions_handled_person_times",),
        story=("administration.petitions_handled_person_times.months",),
    ),
}
