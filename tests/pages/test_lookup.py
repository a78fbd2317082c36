"""The box on every screen: what is typed is answered below it, with the way to the screen; in doubt it says so."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from pages import SCREENS


def desk() -> None:
    """The box and its answers by themselves, on a page that no forwarding runs before."""
    import streamlit as st

    from data_access.scope import EVERYTHING
    from metrics.results import Span, View
    from metrics.source import open_source
    from pages import SCREENS
    from pages.views import lookup

    def body() -> None:
        with open_source(EVERYTHING) as source:
            lookup.box()
            lookup.show(source, View("990101", Span("ytd", 202510)), {"area": "990101"})

    doors = [st.Page(screen.render, title=screen.title, url_path=screen.name) for screen in SCREENS]
    st.navigation([st.Page(body, default=True, url_path="desk"), *doors], position="hidden").run()


@pytest.fixture
def asked(demo_dir, monkeypatch):
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(demo_dir))

    def ask(text: str) -> AppTest:
        app = AppTest.from_function(desk, default_timeout=30).run()
        app.text_input(key="lookup").set_value(text).run()
        assert not app.exception
        return app

    return ask


def words(app) -> str:
    return " ".join(one.value for one in (*app.caption, *app.markdown))


@pytest.mark.parametrize("screen", [screen.name for screen in SCREENS])
def test_the_box_is_on_every_screen(run_screen, screen):
    assert run_screen(screen).text_input(key="lookup").value == ""


def test_a_figure_is_shown_and_opens_its_source(asked):
    app = asked("枫林乡 死亡人数")

    found = [one for one in app.button if "lookup.0" in one.key]
    assert len(found) == 1
    assert "人" in found[0].label
    assert "枫林乡" in words(app)
    assert "死亡人数" in words(app)


def test_several_scopes_are_all_offered(asked):
    app = asked("hhl")

    assert "口径或所属不同" in words(app)
    assert sum("lookup." in one.key and one.key != "lookup.close" for one in app.button) >= 4


def test_nothing_found_is_said_and_the_text_stays_text(asked):
    app = asked("**不存在**[x](http://a)")

    assert r"\*\*不存在\*\*\[x\]" in words(app)
    assert "没有找到" in words(app)


def test_it_closes_again(asked):
    app = asked("不存在的词")
    app.button(key="lookup.close").click().run()

    assert "没有找到" not in words(app)
