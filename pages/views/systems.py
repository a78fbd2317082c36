"""本条线的制度与指标: at a line's foot, every system that reports name, with the indicator that shows it or the return it lacks."""

from __future__ import annotations

import streamlit as st

from metrics import systems
from pages.views import entry, inspector
from pages.views.session import Screen
from pages.views.text import plain

OPEN, TABLE, WANTED, SAID = "systems.open", "systems.table", "systems.wanted", "systems.said"
HEIGHT = 420
ROW = 28


def show(screen: Screen, line: str) -> None:
    """Closed by default, and read only when it is opened: it lists many figures."""
    listed = systems.systems().on_line(line)
    if not listed:
        return
    _follow(screen)
    lacking = sum(bool(one.needs) for one in listed)
    word = f"本条线的制度与指标（{len(listed)}项，{lacking}项无数据来源）"
    with st.expander(word, key=OPEN, on_change="rerun") as box:
        if box.open:
            _table(screen, line)


def _table(screen: Screen, line: str) -> None:
    table = systems.system_table(screen.source, screen.view, line)
    codes = table["indicator"].tolist()
    lines = [screen.source.indicator(code).line if code else "" for code in codes]
    key = f"{TABLE}.{line}.{screen.view.indicator}"
    st.caption(
        plain("公开报告里点到的制度，逐项列出由哪个指标显示；没有的，写明要补什么报表。点一行看这个指标，点数值看口径与来源。")
    )
    shown = table.drop(columns="indicator")
    elsewhere = {name: [""] * len(table) for name in shown if name not in table.attrs["keys"]}
    inspector.table(
        shown, table.attrs["keys"] | elsewhere, key, otherwise=lambda row, column: _picked(codes[row], lines[row]), row_height=ROW,
        height=min(ROW * (len(table) + 1) + 14, HEIGHT), alt="本条线的制度、指标与数据来源",
    )  # fmt: skip


def _picked(code: str, line: str) -> None:
    if code:
        st.session_state[WANTED] = (line, code)


def _follow(screen: Screen) -> None:
    """To the picked indicator on the screen of its own line; a callback itself cannot change the screen."""
    if SAID in st.session_state:  # the chart is further up, out of sight
        st.toast(f"页面上方已换成：{plain(st.session_state.pop(SAID))}")
    if WANTED in st.session_state:
        line, code = st.session_state.pop(WANTED)
        st.session_state[SAID] = screen.source.indicator(code).name
        st.switch_page(entry.page_of(line), query_params=st.query_params.to_dict() | {"indicator": code})
