"""婚姻登记: marriages, divorces and reissues by month against last year; a county's register, without townships."""

from metrics.line_plans import PLANS
from pages.views import entry, line, session


def render() -> None:
    with session.open_screen("marriage") as screen:
        line.show(screen, PLANS["marriage"])


if __name__ == "__main__":
    entry.front_door(__file__)
