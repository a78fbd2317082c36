"""死亡停发比对: deaths against death exits, by area for the year and by month."""

from __future__ import annotations

import streamlit as st

from data_access.areas import CONTEXT, PUBLISHED
from metrics.death_stop import DEATHS, LAG_WORDS, LISTS, death_stop_exhibit, death_stop_table
from pages.views import exhibit, inspector
from pages.views.session import Screen
from pages.views.text import plain

ROW = 26


def show(screen: Screen) -> None:
    source, view = screen.source, screen.view
    if source.tree[view.area].setting in (PUBLISHED, CONTEXT):
        st.info("公开报告没有按月列出死亡和停发人数，不能比对。")
        return
    if source.tree[view.area].level == "village" or not screen.has_children:
        st.info("死亡停发按乡镇报送，请选择乡镇或全县查看。")
        return
    table = death_stop_table(source, view)
    left, right = st.columns([1, 1], gap="small")
    with left, st.container(border=True):
        st.markdown("**本年死亡与停发**")
        st.caption(plain(LAG_WORDS))
        inspector.table(
            table, _keys(screen), "quality.deaths", row_height=ROW, height=ROW * (len(table) + 1) + 14,
            alt="分单位死亡人数与死亡停发人数",
        )  # fmt: skip
    with right:
        exhibit.show(screen, death_stop_exhibit(source, view))


def _keys(screen: Screen) -> dict[str, list[str]]:
    """Column → the figure of the year to date that a click on it opens."""
    month = screen.view.span.last
    areas = [row.code for row in screen.source.tree.children(screen.view.area)]
    columns = {"死亡": DEATHS} | {f"{name}停发": code for code, name in LISTS.items()}
    return {head: [f"{code}.{area}.ytd.{month}" for area in areas] for head, code in columns.items()}
