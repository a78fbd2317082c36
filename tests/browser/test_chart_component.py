"""Our chart by itself: it tells what was clicked, lives on between reruns, can be walked by keyboard and trusts no text."""

from __future__ import annotations

import pytest

from tests.browser.driving import Visitor, house_with, serving

# Four charts whose marks bear an area and a month; the switch gives them other figures of the same shape.
DESK = """
import json

import streamlit as st
from cockpit_chart import chart

st.toggle("另一组", key="other")
more = 5 if st.session_state["other"] else 0
evil = "&lt;img src=x onerror=window.hurt=1&gt;<img src=x onerror=window.hurt=1><b onclick=alert(1)>枫林</b>"
AREAS, MONTHS = ["990101001", "990101010"], [202509, 202510]
layout = {"height": 260, "margin": {"l": 60, "r": 10, "t": 10, "b": 30}, "showlegend": False}
figures = {
    "bar": {"type": "bar", "x": [3 + more, 5], "y": ["甲", evil], "orientation": "h", "customdata": AREAS},
    "line": {"type": "scatter", "mode": "lines+markers", "x": ["9月", "10月"], "y": [1, 2 + more], "customdata": MONTHS},
    "heat": {"type": "heatmap", "x": ["9月", "10月"], "y": ["甲", "乙"], "z": [[1, 2], [3, 4 + more]],
             "customdata": [[[area, month] for month in MONTHS] for area in AREAS]},
    "waterfall": {"type": "bar", "x": ["甲", "乙"], "y": [2, 1 + more], "base": [0, 2], "customdata": AREAS},
}
for name, trace in figures.items():
    chart(json.dumps({"data": [trace], "layout": layout}), label=f"图 {name}：{evil}", height=260, key=name,
          on_click=lambda mark, name=name: st.session_state.update(said=json.dumps([name, mark])))
st.text(st.session_state.get("said", "-"))
"""

# The middle of one mark on the page; a rectangle of a bar or a heat cell, a point of a line.
PLACE = """([name, across, up]) => {
    const plot = [...document.querySelectorAll('.cockpit-chart')].find(one => one.ariaLabel.startsWith('图 ' + name));
    plot.scrollIntoView({block: 'center'});
    const layout = plot._fullLayout, box = plot.getBoundingClientRect();
    return [box.left + layout.xaxis._offset + layout.xaxis.c2p(layout.xaxis.d2c(across)),
            box.top + layout.yaxis._offset + layout.yaxis.c2p(layout.yaxis.d2c(up))];
}"""
MARKS = {
    "bar": (2, "甲", '["bar", "990101001"]'),
    "line": ("10月", 2, '["line", 202510]'),
    "heat": ("9月", "乙", '["heat", ["990101010", 202509]]'),
    "waterfall": ("乙", 2.5, '["waterfall", "990101010"]'),
}


@pytest.fixture(scope="module")
def desk(browser, demo_dir, tmp_path_factory):
    """A page with nothing but charts, on a server of its own."""
    folder = tmp_path_factory.mktemp("desk")
    with serving(demo_dir, folder / "log", house_with(DESK, folder / "house")) as address:
        yield address


@pytest.fixture
def tab(browser, desk):
    tab = Visitor(browser, desk)
    tab.visit("/")
    tab.page.wait_for_selector(".cockpit-chart .main-svg >> nth=11")  # three layers a chart
    yield tab
    tab.close()
    assert tab.complaints == []
    assert tab.strangers() == []


@pytest.mark.parametrize("name", MARKS)
def test_a_click_tells_area_and_month(tab, name):
    across, up, told = MARKS[name]
    x, y = tab.page.evaluate(PLACE, [name, across, up])
    tab.page.mouse.move(x, y)
    tab.page.wait_for_timeout(200)
    tab.page.mouse.click(x, y)

    tab.page.get_by_text(told, exact=True).wait_for(timeout=5000)


def test_another_figure_moves_into_the_same_element(tab):
    """Drawn anew it would flash, and lose the reader's place."""
    tab.page.evaluate("document.querySelectorAll('.cockpit-chart, .cockpit-chart .main-svg').forEach(one => one.old = true)")
    tab.page.get_by_text("另一组").click()
    tab.page.wait_for_function("() => document.querySelector('.cockpit-chart').data[0].x[0] === 8")
    tab.settle()

    assert tab.page.evaluate("[...document.querySelectorAll('.cockpit-chart')].map(one => one.old)") == [True] * 4
    assert tab.page.evaluate("[...document.querySelectorAll('.cockpit-chart .main-svg')].every(one => one.old)")


def test_the_keyboard_walks_the_marks_and_reads_them(tab):
    plot = tab.page.locator(".cockpit-chart").nth(1)
    plot.focus()
    for key in ("ArrowRight", "ArrowRight"):
        tab.page.keyboard.press(key)
    tab.page.wait_for_function(
        "() => [...document.querySelectorAll('.cockpit-chart-said')].some(one => one.textContent.includes('10月'))"
    )
    tab.page.keyboard.press("Enter")

    tab.page.get_by_text('["line", 202510]', exact=True).wait_for(timeout=5000)


def test_every_chart_says_what_it_shows(tab):
    labels = tab.page.evaluate("[...document.querySelectorAll('.cockpit-chart')].map(one => one.getAttribute('aria-label'))")

    assert [label.split("：")[0] for label in labels] == [f"图 {name}" for name in MARKS]


def test_texts_of_users_stay_text(tab):
    """Neither an element nor a handler comes out of a name, drawn or pointed at."""
    x, y = tab.page.evaluate(PLACE, ["bar", 2, 1])
    tab.page.mouse.move(x, y)
    tab.page.wait_for_timeout(300)

    assert tab.page.evaluate("window.hurt") is None
    assert tab.page.locator(".cockpit-chart img, .cockpit-chart [onclick], .cockpit-chart [onerror]").count() == 0


def test_a_narrower_window_makes_narrower_charts(tab):
    tab.page.set_viewport_size({"width": 900, "height": 900})
    tab.page.wait_for_timeout(600)

    widths = tab.page.evaluate(
        "[...document.querySelectorAll('.cockpit-chart')].map(one => [one._fullLayout.width, one.offsetWidth])"
    )
    assert all(drawn == there for drawn, there in widths)
