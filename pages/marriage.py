"""婚姻登记: marriages, divorces and reissues by month against last year; a county's register, without townships."""

from metrics import exhibits_registers
from pages.views import entry, line, session

CASES = (
    ("marriage_registrations_couples", "结婚"),
    ("divorce_registrations_couples", "离婚"),
    ("marriage_cert_reissues_couples", "补领结婚证"),
    ("divorce_cert_reissues_couples", "补领离婚证"),
)
BY_MONTH = (*CASES[:2], ("marriage_divorce_cert_reissues_couples", "补领证件"))
PLAN = line.Plan(
    line="marriage",
    cards=(
        (
            "marriage_registrations_couples",
            "divorce_registrations_couples",
            "divorce_marriage_ratio",
            "marriage_divorce_cert_reissues_couples",
            "marriage_total_cases_couples",
        ),
    ),
    focus=(
        "divorce_marriage_ratio",
        "marriage_total_cases_couples",
        "cross_district_marriage_registrations_count",
        "marriage_counselling_families_count",
        "marriage_registrations_couples",
        "divorce_registrations_couples",
    ),
    table=(),
    story=lambda screen: [screen.ask(exhibits_registers.months_against, code, "marriage", word) for code, word in BY_MONTH],
    more=lambda screen: (screen.ask(exhibits_registers.side_by_side, CASES, "marriage", "办件"),),
)


def render() -> None:
    with session.open_screen("marriage") as screen:
        line.show(screen, PLAN)


if __name__ == "__main__":
    entry.front_door(__file__)
