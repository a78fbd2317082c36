"""社会救助: who is covered, what is paid, and whether care reaches those who live alone."""

from metrics import exhibits
from pages.views import entry, line, session

PAID = ("dibao_funds_amount", "tekun_support_and_nursing_amount", "temporary_relief_amount")
PLAN = line.Plan(
    line="social_assistance",
    cards=(
        (
            "dibao_persons",
            "dibao_households",
            "dibao_coverage_rate",
            "dibao_funds_amount",
            "dibao_avg_topup",
            "tekun_persons",
            "tekun_centralized_rate",
            "temporary_relief_person_times",
        ),
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
    story=lambda screen: (screen.ask(exhibits.programmes, PAID, "social_assistance", "三项救助资金"),),
)


def render() -> None:
    with session.open_screen("social_assistance") as screen:
        line.show(screen, PLAN)


if __name__ == "__main__":
    entry.front_door(__file__)
