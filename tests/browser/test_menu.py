"""Going from screen to screen: the menu's links keep what has been chosen, and Back returns to it."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

CHOICE = {"area": ["990101003"], "span": ["quarter"], "to": ["2025-09"]}


def chosen(visitor) -> dict[str, list[str]]:
    keys = parse_qs(urlsplit(visitor.where()).query)
    return {key: keys.get(key) for key in CHOICE}


def test_the_menu_keeps_what_has_been_chosen_and_back_returns(visitor):
    """Streamlit's own menu would open the next screen without the address's keys."""
    page = visitor.visit("/overview?area=990101003&span=quarter&to=2025-09")

    page.get_by_role("button", name="业务").click()
    page.get_by_role("link", name="殡葬管理").click()
    page.wait_for_url("**/funeral?**")
    visitor.settle()
    assert chosen(visitor) == CHOICE

    page.go_back()
    page.wait_for_url("**/overview?**")
    visitor.settle()
    assert chosen(visitor) == CHOICE
