"""养老服务: canteens from coverage to meals, elders' share and cost, then institutions and allowances."""

from metrics import exhibits
from pages.views import entry, line, session

MEALS = ("elder_canteen_meals_person_times", "elder_canteen_meals_60plus_person_times")
WORDS = ("60周岁及以上", "其他就餐")
PLAN = line.Plan(
    line="elderly_care",
    cards=(
        (
            "canteen_facility_coverage_rate",
            "elder_canteen_meals_person_times",
            "elder_canteen_60plus_share_rate",
            "elder_canteen_meals_per_open_day",
            "elder_canteen_subsidy_per_meal",
            "elder_bed_occupancy_rate",
            "home_adaptation_households",
            "age_allowance_amount",
        ),
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
    story=lambda screen: (screen.ask(exhibits.of_which, *MEALS, "elderly_care", "老年助餐其中60周岁及以上", WORDS),),
)


def render() -> None:
    with session.open_screen("elderly_care") as screen:
        line.show(screen, PLAN)


if __name__ == "__main__":
    entry.front_door(__file__)
