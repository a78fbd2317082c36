"""残疾人福利: who is entitled, who receives, what is paid each month, for the two allowances side by side."""

from metrics.line_plans import PLANS
from pages.views import entry, line, session


def render() -> None:
    with session.open_screen("disability") as screen:
        line.show(screen, PLANS["disability"])


if __name__ == "__main__":
    entry.front_door(__file__)
