"""社会救助: who is covered, what is paid, and whether care reaches those who live alone."""

from metrics.line_plans import PLANS
from pages.views import entry, line, session


def render() -> None:
    with session.open_screen("social_assistance") as screen:
        line.show(screen, PLANS["social_assistance"])


if __name__ == "__main__":
    entry.front_door(__file__)
