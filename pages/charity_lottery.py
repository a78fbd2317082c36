"""慈善与福彩: sales against the year's task, month by month, what of them goes to the public fund, outlets."""

from metrics.line_plans import PLANS
from pages.views import entry, line, session


def render() -> None:
    with session.open_screen("charity_lottery") as screen:
        line.show(screen, PLANS["charity_lottery"])


if __name__ == "__main__":
    entry.front_door(__file__)
