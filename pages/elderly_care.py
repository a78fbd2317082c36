"""养老服务: canteens from coverage to meals, elders' share and cost, then institutions and allowances."""

from metrics import exhibits
from pages.views import entry, line, session

STAGES = (
    ("village_units_count", "全部村（社区）"),
    ("canteen_villages_count", "有助餐点的村"),
    ("elder_canteens_count", "开放助餐点"),
)
PLAN = line.Plan(
    line="elderly_care",
    cards=(
        ("canteen_facility_coverage_rate", "elder_canteen_meals_person_times", "elder_canteen_60plus_share_rate",
         "elder_canteen_meals_per_open_day", "elder_canteen_subsidy_per_meal", "elder_bed_occupancy_rate",
         "home_adaptation_households", "age_allowance_amount"),
    ),
    focus=("elder_canteen_meals_person_times", "canteen_facility_coverage_rate", "elder_canteen_meals_per_open_day",
           "elder_canteen_60plus_share_rate", "home_adaptation_households", "elder_bed_occupancy_rate"),
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
    story=lambda screen: (exhibits.stages(screen.source, screen.view, STAGES, "elderly_care", "助餐点覆盖到村"),),
)


def render() -> None:
    with session.open_screen("elderly_care") as screen:
        line.show(screen, PLAN)


if __name__ == "__main__":
    entry.front_door(__file__)
