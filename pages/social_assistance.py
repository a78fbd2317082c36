"""社会救助: who is covered, what is paid, and whether care reaches those who live alone."""

from metrics import exhibits
from pages.views import entry, line, session

PAID = ("dibao_funds_amount", "tekun_support_and_nursing_amount", "temporary_relief_amount")
PLAN = line.Plan(
    line="social_assistance",
    cards=(
        ("dibao_persons", "dibao_households", "dibao_coverage_rate", "dibao_funds_amount",
         "dibao_avg_topup", "tekun_persons", "tekun_centralized_rate", "temporary_relief_person_times"),
    ),  # fmt: skip
    focus=("dibao_persons", "dibao_funds_amount", "tekun_centralized_rate", "temporary_relief_person_times",
           "tekun_home_visit_rate", "temporary_relief_reserve_use_rate"),  # fmt: skip
    table={
        "dibao_persons": "低保人数",
        "dibao_coverage_rate": "保障面",
        "dibao_entries_persons": "新增",
        "dibao_exits_persons": "退出",
        "dibao_funds_amount": "低保金",
        "dibao_avg_topup": "人均补差",
        "tekun_persons": "特困人数",
        "tekun_centralized_rate": "集中供养率",
        "tekun_disabled_centralized_rate": "失能集中供养率",
        "tekun_home_visit_rate": "探视巡访率",
        "temporary_relief_person_times": "临时救助",
        "temporary_relief_avg_per_time": "次均救助",
        "temporary_relief_reserve_use_rate": "备用金使用率",
    },
    story=lambda screen: (exhibits.programmes(screen.source, screen.view, PAID, "social_assistance", "三项救助资金与上年同期"),),
)


def render() -> None:
    with session.open_screen("social_assistance") as screen:
        line.show(screen, PLAN)


if __name__ == "__main__":
    entry.front_door(__file__)
