"""需关注事项 of the overview: one line each, the title leads to the area and the indicator, the state to what is being done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from data_access import follow_ups
from metrics.attention import Item
from metrics.following import Matter, matters, state_text
from pages.views import entry
from pages.views.address import go, keys_of
from pages.views.session import Screen
from pages.views.text import plain

COLOURS = {"off": "red", "tail": "red", "logic": "red", "quality": "red", "missing": "orange", "behind": "orange"}
SHAPES = {"off": "▼", "tail": "▼", "logic": "▼", "quality": "▼", "missing": "—", "behind": "◆"}
STATE_COLOURS = {"": "gray", "assign": "blue", "answer": "blue", "close": "green"}
STATE_SHAPES = {"": "○", "assign": "◐", "answer": "◕", "close": "●"}


def show(screen: Screen, items: Sequence[Item], *, height: int = 250) -> None:
    source, today = screen.source, date.today()
    cases = follow_ups.cases(source.connection, source.scope, [item.key for item in items])
    found = {matter.raised.item: matter for matter in matters(source.tree, items, cases, screen.view)}
    with st.container(border=True, gap="xsmall", height=height):
        st.markdown(f"**需关注事项（{len(items)}）**　:small[:gray[数据质量方面的另见“需关注事项”页]]")
        if not items:
            st.caption("所选单位和期间没有需要关注的事项。")
        for number, item in enumerate(items):
            with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
                st.button(
                    f":{COLOURS[item.kind]}[{SHAPES[item.kind]} **{plain(item.title)}**]", key=f"attention.{number}", type="tertiary",
                    width="content", on_click=go, kwargs={"area": item.area, "indicator": item.indicator or None},
                )  # fmt: skip
                st.caption(plain(item.rule), width="content")
                keys = keys_of(screen.view) | {"item": item.key}
                label = f":small[{_marked(found[item.key], today)} ›]"
                st.page_link(entry.page_of("warnings"), label=label, query_params=keys, width="content")


def state(matter: Matter, today: date) -> None:
    """Where a matter stands: a shape, a colour and the word."""
    st.markdown(_marked(matter, today), width="content")


def _marked(matter: Matter, today: date) -> str:
    late = matter.is_overdue(today)
    colour, shape = ("red", "▲") if late else (STATE_COLOURS[matter.stands], STATE_SHAPES[matter.stands])
    return f":{colour}[{shape} {plain(state_text(matter, today))}]"
