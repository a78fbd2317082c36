"""需关注事项: one line each, the title leads to the area and the indicator."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from metrics.attention import Item
from pages.views.address import go
from pages.views.session import Screen
from pages.views.text import plain

COLOURS = {"off": "red", "logic": "red", "missing": "orange", "behind": "orange"}
SHAPES = {"off": "▼", "logic": "▼", "missing": "—", "behind": "◆"}


def show(screen: Screen, items: Sequence[Item], *, height: int = 250) -> None:
    with st.container(border=True, gap="xsmall", height=height):
        st.markdown(f"**需关注事项（{len(items)}）**")
        if not items:
            st.caption("所选单位和期间没有需要关注的事项。")
        for number, item in enumerate(items):
            with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
                st.button(
                    f":{COLOURS[item.kind]}[{SHAPES[item.kind]} **{plain(item.title)}**]", key=f"attention.{number}", type="tertiary",
                    width="content", on_click=go, kwargs={"area": item.area, "indicator": item.indicator or None},
                )  # fmt: skip
                st.caption(plain(item.rule), width="content")
