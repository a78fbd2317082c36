"""What the county set aside for each programme, per year, in yuan."""

from __future__ import annotations

from sample_data.demo.profile import Figures, flow

BUDGETS = {
    "dibao_budget_amount": (66_500_000, 69_000_000, 71_500_000),
    "tekun_budget_amount": (22_600_000, 24_000_000, 25_200_000),
    "temporary_relief_budget_amount": (2_150_000, 2_100_000, 2_100_000),
    "child_budget_amount": (4_150_000, 4_250_000, 4_400_000),
    "vagrant_relief_budget_amount": (260_000, 260_000, 260_000),
    "disability_budget_amount": (8_700_000, 9_000_000, 9_600_000),
    "age_allowance_budget_amount": (8_900_000, 9_000_000, 9_100_000),
    "poor_disabled_elder_budget_amount": (2_400_000, 2_450_000, 2_500_000),
    "home_care_budget_amount": (1_950_000, 2_000_000, 2_050_000),
    "elderly_hardship_budget_amount": (510_000, 520_000, 540_000),
    "canteen_budget_amount": (600_000, 880_000, 1_350_000),
}


def figures() -> Figures:
    return {name: flow(amounts) for name, amounts in BUDGETS.items()}
