"""机构与行政: calls, letters and visits by month; what reports say of a bureau's own conduct and sections."""

from metrics import exhibits_registers
from pages.views import entry, line, session

PETITIONS = "petitions_handled_person_times"
PLAN = line.Plan(
    line="administration",
    cards=((PETITIONS,),),
    focus=(PETITIONS,),
    table=(),
    story=lambda screen: (screen.ask(exhibits_registers.months_against, PETITIONS, "administration", "来电来信来访"),),
)


def render() -> None:
    with session.open_screen("administration") as screen:
        line.show(screen, PLAN)


if __name__ == "__main__":
    entry.front_door(__file__)
