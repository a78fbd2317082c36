"""区划地名: signs and records done against the year's task, roads named."""

from metrics.line_plans import PLANS
from pages.views import entry, line, session


def render() -> None:
    with session.open_screen("place_names") as screen:
        line.show(screen, PLANS["place_names"])


if __name__ == "__main__":
    entry.front_door(__file__)
