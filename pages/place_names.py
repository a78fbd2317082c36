"""区划地名: signs and records done against the year's task, roads named."""

from metrics import exhibits_registers
from pages.views import entry, line, session

SIGNS, RECORDS, ROADS = "place_name_signs_count", "place_name_records_entered_count", "roads_named_count"
PLAN = line.Plan(
    line="place_names",
    cards=((SIGNS, RECORDS, ROADS),),
    focus=(ROADS, SIGNS, RECORDS),
    table=(),
    story=lambda screen: (
        screen.ask(exhibits_registers.against_task, SIGNS, "place_names", "地名标志"),
        screen.ask(exhibits_registers.against_task, RECORDS, "place_names", "地名信息录入"),
    ),
)


def render() -> None:
    with session.open_screen("place_names") as screen:
        line.show(screen, PLAN)


if __name__ == "__main__":
    entry.front_door(__file__)
