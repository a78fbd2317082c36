"""报送情况: areas by months as a grid of words and shapes, then every late or missing return with what it says."""

from __future__ import annotations

import streamlit as st

from data_access.areas import CONTEXT, PUBLISHED
from metrics.reporting import DEADLINE_WORDS, WORDS, calendar, calendar_notes, calendar_sentence, calendar_table
from pages.charts import theme
from pages.views.session import Screen
from pages.views.text import plain

ROW = 26
LIGHTS = {"full": "missing", "late": "behind", "partial": "behind", "missing": "off", "none": "missing"}


def show(screen: Screen) -> None:
    source, view = screen.source, screen.view
    if source.tree[view.area].setting in (PUBLISHED, CONTEXT):
        st.info("公开报告不是本系统的报表，没有报送任务。")
        return
    seen = calendar(source, view.area, view.span.last)
    st.markdown(f"**{plain(calendar_sentence(source, seen))}**")
    if not seen.areas:
        return
    texts, states = calendar_table(source, seen)
    dark = st.context.theme.type == "dark"
    styles = states.map(lambda state: theme.light_style(LIGHTS.get(state, ""), dark))
    st.dataframe(
        texts.style.apply(lambda _: styles, axis=None), hide_index=True, row_height=ROW, height=ROW * (len(texts) + 1) + 14,
        alt=calendar_sentence(source, seen), column_config={"单位": st.column_config.TextColumn(pinned=True)},
    )  # fmt: skip
    st.caption(plain(f"{'　'.join(WORDS.values())}。{DEADLINE_WORDS}"))
    notes = calendar_notes(source, seen)
    if len(notes):
        with st.container(border=True):
            st.markdown(f"**迟报、漏项、未报和补报（{len(notes)}）**")
            st.dataframe(
                notes, hide_index=True, row_height=ROW + 4, height=min(40 + 30 * len(notes), 420), alt="迟报、漏项、未报和补报"
            )
    else:
        st.caption("没有发现迟报、漏项或未报。")
