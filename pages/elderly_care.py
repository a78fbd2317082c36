"""养老服务: canteens from coverage to meals, elders' share and cost, then institutions and allowances."""

from metrics.line_plans import PLANS
from pages.views import entry, line, session


def render() -> None:
    with session.open_screen("elderly_care") as screen:
        line.show(screen, PLANS["elderly_care"])


if __name__ == "__main__":
    entry.front_door(__file__)
