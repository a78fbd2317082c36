"""A bureau that is known from a published report only: what it states, deliberately, instead of empty charts."""

from __future__ import annotations

import streamlit as st

from data_access import reads
from metrics.stated import stated_table
from pages.views import kpi_card
from pages.views.session import Screen
from pages.views.text import plain


def is_sparse(screen: Screen) -> bool:
    return screen.source.tree[screen.view.area].setting == "published"


def show(screen: Screen, line: str = "") -> None:
    """Cards for the core indicators that are stated, then every stated figure of the line with its span and quote."""
    source, view = screen.source, screen.view
    seen = reads.observations(source.connection, source.scope, under=view.area, as_of=source.as_of)
    table = stated_table(source, seen, view.span.year, line)
    if not len(table):
        st.info(f"{plain(screen.area_name)}的公开报告没有列出这一条线的数字。可在“公开报告”中查看该报告的全部数字。")
        return
    codes = [code for code in _core(source, line) if code in set(table["indicator"])]
    if codes:
        for start in range(0, min(len(codes), 12), 6):
            kpi_card.row(screen, codes[start : start + 6], spark=False)
    with st.container(border=True):
        st.markdown(f"**报告列出的数字（{len(table)}）**")
        st.dataframe(
            table.drop(columns="indicator"), hide_index=True, row_height=30, height=min(38 + 30 * len(table), 560),
            alt="报告列出的数字、期间与原文",
        )  # fmt: skip


def _core(source, line: str) -> list[str]:
    lines = [line] if line else [one.id for one in source.catalogue.lines]
    return [one.id for name in lines for one in source.catalogue.on_line(name)]
