"""The menu above every screen. Its links carry the View: Streamlit's own menu would drop the address's keys."""

from __future__ import annotations

import streamlit as st

from metrics.source import Source
from pages import SCREENS
from pages.views import lookup, sign_in
from pages.views.entry import page_of


def draw(source: Source, name: str, keys: dict[str, str]) -> None:
    """keys: the address of the present View. A business line that the bureau no longer has is left out."""
    sections: dict[str, list] = {}
    for screen in (one for one in SCREENS if source.has_line(one.name) and one.is_open_to(source.scope)):
        sections.setdefault(screen.section, []).append(screen)
    with st.container(horizontal=True, horizontal_alignment="left", vertical_alignment="center", gap="small"):
        st.markdown("**民政领导驾驶舱**", width="content")
        for section, screens in sections.items():
            if not section:
                for screen in screens:
                    st.page_link(page_of(screen.name), label=screen.title, query_params=keys, width="content")
                continue
            current = next((screen.title for screen in screens if screen.name == name), "")
            with st.popover(f"{section} · {current}" if current else section, type="tertiary", width="content"):
                for screen in screens:
                    st.page_link(page_of(screen.name), label=screen.title, query_params=keys, disabled=screen.name == name)
        st.space("stretch")
        lookup.box()
        sign_in.badge(source.scope.account)
