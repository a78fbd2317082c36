"""数据质量: what must be verified, who has reported when, and deaths against stopped payments."""

import streamlit as st

from pages.views import entry, quality_calendar, quality_deaths, quality_findings, session
from pages.views.address import go

TABS = {"findings": "待核实", "calendar": "报送情况", "death_stop": "死亡停发比对"}
SHOWN = {"findings": quality_findings.show, "calendar": quality_calendar.show, "death_stop": quality_deaths.show}


def render() -> None:
    with session.open_screen("quality") as screen:
        asked = st.query_params.get("tab", "")
        st.session_state["quality.tab"] = TABS.get(asked, TABS["findings"])  # the address rules
        opened = st.tabs(list(TABS.values()), key="quality.tab", on_change=_moved)
        for name, tab in zip(TABS, opened, strict=True):
            if tab.open:  # only the open one is worked out
                with tab:
                    SHOWN[name](screen)


def _moved() -> None:
    go(tab=next(name for name, word in TABS.items() if word == st.session_state["quality.tab"]))


if __name__ == "__main__":
    entry.front_door(__file__)
