"""机构与行政: calls, letters and visits by month; what reports say of a bureau's own conduct and sections."""

from metrics.line_plans import PLANS
from pages.views import entry, line, session


def render() -> None:
    with session.open_screen("administration") as screen:
        line.show(screen, PLANS["administration"])


if __name__ == "__main__":
    entry.front_door(__file__)
