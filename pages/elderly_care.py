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
    ),  # fmt: skip
    focus=("elder_canteen_meals_person_times", "canteen_facility_coverage_rate", "elder_canteen_meals_per_open_day",
           "elder_canteen_60plus_share_rate", "home_adaptation_households", "elder_bed_occupancy_rate"),  # fmt: skip
    table={
        "canteen_facility_coverage_rate": "设施覆盖率",
        "elder_canteens_count": "开放助餐点",
        "elder_canteen_meals_person_times": "助餐人次",
        "elder_canteen_meals_60plus_person_times": "60岁以上",
        "elder_canteen_60plus_share_rate": "60岁以上占比",
        "elder_canteen_open_days": "营业日",
        "elder_canteen_meals_per_open_day": "人次/点·日",
        "elder_canteen_subsidy_amount": "助餐补贴",
        "elder_canteen_subsidy_per_meal": "每人次补贴",
        "home_adaptation_households": "适老化改造",
        "age_allowance_persons": "高龄津贴人数",
        "age_allowance_amount": "高龄津贴",
    },
    story=lambda screen: (exhibits.stages(screen.source, screen.view, STAGES, "elderly_care", "助餐点覆盖到村"),),
)


def render() -> None:
    with session.open_screen("elderly_care") as screen:
        line.show(screen, PLAN)


if __name__ == "__main__":
    entry.front_door(__file__)
