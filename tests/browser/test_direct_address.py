"""A screen's address typed on a freshly started server: through cockpit.py, with its keys, and never around it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pages import SCREENS
from tests.browser.driving import HOUSE, Visitor, house_with, serving
from tests.sizes import FULL

KEYS = "area=990101003&span=ytd&to=2025-10"
CHOSEN = [screen.name for screen in SCREENS] if FULL else ["funeral", "setup"]


@contextmanager
def fresh_visitor(browser, data_dir: Path, log: Path, script: str, house: Path = HOUSE) -> Iterator[Visitor]:
    """A visitor of a server that nobody has visited yet, started with `script`."""
    with serving(data_dir, log, house, script) as address:
        tab = Visitor(browser, address)
        yield tab
        tab.close()


@pytest.mark.parametrize("name", CHOSEN)
@pytest.mark.parametrize("script", ["app.py", "cockpit.py"])
def test_first_visit_of_a_fresh_server_shows_the_named_screen_with_its_keys(browser, demo_dir, tmp_path, script, name):
    """Before st.navigation has run once, Streamlit answers the address straight from the page's file."""
    with fresh_visitor(browser, demo_dir, tmp_path / "log", script) as visitor:
        page = visitor.visit(f"/{name}?{KEYS}")

        assert visitor.where() == f"/{name}?{KEYS}"
        assert page.title() == f"{next(s.title for s in SCREENS if s.name == name)} · 民政领导驾驶舱"


def test_a_later_visit_keeps_its_keys_and_leaves_one_entry_in_the_history(visitor):
    before = visitor.visit("/overview").evaluate("history.length")
    page = visitor.visit(f"/funeral?{KEYS}")

    assert visitor.where() == f"/funeral?{KEYS}"
    assert page.evaluate("history.length") == before + 1


def test_the_root_leads_to_the_overview_with_its_keys_and_back_leads_out(visitor):
    """Forwarded inside the page, Back would lead to the root again and again."""
    visitor.page.goto("about:blank")
    visitor.visit(f"/?{KEYS}")

    assert visitor.where() == f"/overview?{KEYS}"
    visitor.page.go_back()
    assert visitor.page.url == "about:blank"


@pytest.mark.parametrize("script", ["app.py", "cockpit.py"])
def test_no_screen_shows_anything_where_cockpit_does_not_let_it(browser, tmp_path, script):
    """With a cockpit.py that shows a closed door and nothing else, no address reaches a screen's content."""
    house = _house_with_a_closed_door(tmp_path / "house")
    with fresh_visitor(browser, tmp_path, tmp_path / "log", script, house) as visitor:
        for name in ("funeral", "overview"):
            assert visitor.visit(f"/{name}?{KEYS}").get_by_test_id("stMain").inner_text().strip() == "门已关"

    assert "内容已运行" not in (tmp_path / "log").read_text()


def _house_with_a_closed_door(house: Path) -> Path:
    """The real app.py, entry and page tails; screens that would betray themselves."""
    house_with("import streamlit as st\n\nst.write('门已关')\n", house)
    for screen in SCREENS:
        path = house / "pages" / f"{screen.name}.py"
        tail = path.read_text(encoding="utf-8").partition("if __name__ ==")
        body = "from pages.views import entry\n\n\ndef render():\n    print('内容已运行', flush=True)\n\n\n"
        path.write_text(body + tail[1] + tail[2], encoding="utf-8")
    return house
