"""儿童福利: the lists side by side, who came and who left, and the allowance per head."""

from metrics import exhibits_registers
from pages.views import entry, line, session

LISTS = (
    ("left_behind_children_persons", "留守"),
    ("children_in_difficulty_persons", "困境"),
    ("migrant_children_persons", "流动"),
    ("orphans_persons", "孤儿"),
    ("defacto_children_persons", "事实无人抚养"),
)
MOVES = ("orphans_defacto_children_entries", "orphans_defacto_children_exits")
PLAN = line.Plan(
    line="child_welfare",
    cards=(
        (
            "orphans_defacto_children_persons",
            "orphans_defacto_avg_allowance",
            "orphans_defacto_allowance_amount",
            "child_accident_insurance_rate",
            "minors_protection_station_coverage_rate",
        ),
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
        *MOVES,
        "orphans_defacto_allowance_amount",
        "orphans_defacto_avg_allowance",
        "left_behind_children_persons",
        "children_in_difficulty_persons",
        "migrant_children_persons",
        "child_accident_insurance_rate",
        "children_home_coverage_rate",
    ),
    story=lambda screen: (
        screen.ask(exhibits_registers.side_by_side, LISTS, "child_welfare", "在册名单", "各名单有重叠，人数不相加"),
        screen.ask(exhibits_registers.in_and_out, *MOVES, "child_welfare", "孤儿和事实无人抚养儿童"),
    ),
)


def render() -> None:
    with session.open_screen("child_welfare") as screen:
        line.show(screen, PLAN)


if __name__ == "__main__":
    entry.front_door(__file__)
