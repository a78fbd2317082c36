"""儿童福利: the lists side by side, who came and who left, and the allowance per head."""

from metrics.line_plans import PLANS
from pages.views import entry, line, session


def render() -> None:
    with session.open_screen("child_welfare") as screen:
        line.show(screen, PLANS["child_welfare"])


if __name__ == "__main__":
    entry.front_door(__file__)
