"""殡葬管理: deaths → cremations → ashes placed → relief paid, and the scopes of the rate side by side."""

from metrics.line_plans import PLANS
from pages.views import entry, line, scopes, session

RATES = ("cremation_zone_rate", "cremation_rate", "county_ledger_cremation_rate", "cremation_incl_home_place_rate")


def render() -> None:
    with session.open_screen("funeral") as screen:
        line.show(screen, PLANS["funeral"])
        scopes.show(screen, RATES, "火化率的不同口径")


if __name__ == "__main__":
    entry.front_door(__file__)
