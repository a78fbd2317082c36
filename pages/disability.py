"""残疾人福利: who is entitled, who receives, what is paid each month, for the two allowances side by side."""

from metrics import exhibits, exhibits_registers
from pages.views import entry, line, session

COVERED = (("disability_living_coverage_rate", "困难生活补贴"), ("severe_disability_nursing_coverage_rate", "重度护理补贴"))
PAID = ("disability_two_allowances_amount", "disability_living_amount")
PLAN = line.Plan(
    line="disability",
    cards=(
        (
            "disability_living_coverage_rate",
            "disability_living_persons",
            "severe_disability_nursing_coverage_rate",
            "severe_disability_nursing_persons",
            "disability_two_allowances_amount",
        ),
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
    story=lambda screen: (
        screen.ask(exhibits_registers.entitled, COVERED, "disability", "应享与已享"),
        screen.ask(exhibits.of_which, *PAID, "disability", "两项补贴逐月发放，一人可同时享受", ("困难生活", "重度护理")),
    ),
)


def render() -> None:
    with session.open_screen("disability") as screen:
        line.show(screen, PLAN)


if __name__ == "__main__":
    entry.front_door(__file__)
