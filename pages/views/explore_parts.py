"""The parts of 指标分析 below its first screen, of which only the open one is computed, and what a published bureau shows."""

from __future__ import annotations

import streamlit as st

from data_access import reads
from metrics import exhibits
from metrics.stated import stated_table
from metrics.why import COMPARED
from pages.views import exhibit, figure_download, indicator_choice, inspector, why
from pages.views.address import go
from pages.views.session import Screen
from pages.views.text import plain

PARTS = {"heat": "热力表（单位 × 月）", "why": "变动原因分析", "table": "明细与下载"}
OF_AREAS = ("heat", "why")  # what needs areas below


def show(screen: Screen, code: str, divided: bool) -> None:
    """Only the open part is computed; which one is open is in the address."""
    parts = {name: word for name, word in PARTS.items() if divided or name not in OF_AREAS}
    asked = st.query_params.get("tab", "")
    st.session_state["explore.part"] = asked if asked in parts else next(iter(parts))
    st.segmented_control(
        "分析内容", list(parts), key="explore.part", format_func=parts.get, required=True, label_visibility="collapsed",
        on_change=lambda: go(tab=st.session_state["explore.part"]),
    )  # fmt: skip
    part = st.session_state["explore.part"]
    if part == "heat":
        exhibit.show(screen, screen.ask(exhibits.by_area, code, "explore", kind="heat"))
    elif part == "why":
        _why(screen, code)
    else:
        figure_download.show(screen, code)


def _why(screen: Screen, code: str) -> None:
    if screen.view.compare in COMPARED:
        why.show(screen, code)
    else:
        st.info("变动原因要有对比的期间：请在上面的“对比”中选同比或环比。")


def stated(screen: Screen) -> None:
    """Of a bureau known from a report: what it states of one indicator, span by span."""
    seen = reads.observations(screen.source.connection, screen.source.scope, under=screen.view.area, as_of=screen.source.as_of)
    every = stated_table(screen.source, seen)
    known = [one for one in screen.source.catalogue.indicators.values() if one.id in set(every["indicator"])]
    code = indicator_choice.choose(screen, known, "dibao_persons", "explore.stated")
    chosen = [at for at, each in enumerate(every["indicator"]) if each == code]
    rows = every.iloc[chosen].drop(columns="indicator")
    keys = [every.attrs["keys"]["数值"][at] for at in chosen]
    with st.container(border=True):
        st.markdown(f"**{plain(screen.area_name)}公开报告列出的数字（{len(rows)}）**")
        inspector.table(rows, {"数值": keys}, f"explore.stated.{code}", row_height=30, alt="公开报告列出的数字、期间与原文")
