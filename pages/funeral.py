"""殡葬管理: deaths → cremations → ashes placed → relief paid, and the scopes of the rate side by side."""

from metrics import exhibits
from pages.views import entry, line, scopes, session

STAGES = (
    ("deaths_persons", "死亡"),
    ("cremations_count", "火化"),
    ("ashes_tracked_count", "骨灰跟踪"),
    ("ashes_standard_burial_count", "规范安葬"),
    ("funeral_relief_persons", "享受减免"),
)
RATES = ("cremation_zone_rate", "cremation_rate", "county_ledger_cremation_rate", "cremation_incl_home_place_rate")
PLAN = line.Plan(
    line="funeral",
    cards=(
        (
            "cremation_zone_rate",
            "deaths_persons",
            "cremations_count",
            "ashes_standard_burial_rate",
            "ashes_ecological_burial_rate",
            "ashes_unplaced_count",
            "funeral_relief_persons",
            "funeral_relief_amount",
        ),
    ),
    focus=("cremation_zone_rate", "cremation_rate", "ashes_standard_burial_rate", "deaths_persons", "funeral_relief_amount"),
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
    story=lambda screen: (screen.ask(exhibits.stages, STAGES, "funeral", "从死亡到骨灰安葬"),),
)


def render() -> None:
    with session.open_screen("funeral") as screen:
        line.show(screen, PLAN)
        scopes.show(screen, RATES, "火化率的不同口径")


if __name__ == "__main__":
    entry.front_door(__file__)
