"""基层治理与社会组织: what reaches villages and townships, organizations by kind, certificates. Much went to 社会工作部 in 2023–24."""

from metrics.line_plans import PLANS
from pages.views import entry, line, session


def render() -> None:
    with session.open_screen("community") as screen:
        line.show(screen, PLANS["community"])


if __name__ == "__main__":
    entry.front_door(__file__)
