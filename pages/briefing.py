"""汇报材料: the pinned exhibits in order, with titles and notes, as PPT, Word, Excel and PDF; and whole work reports in Word."""

import streamlit as st

from data_access import briefings
from pages.views import briefing_files, briefing_list, entry, messages, paper_view, session, template_choice
from pages.views.address import go

TABS = {"": "选入的图表", paper_view.TAB: "工作报告", template_choice.TAB: "PPT 模板"}


def render() -> None:
    with session.open_screen("briefing", bar=False) as screen:
        messages.show_fault()
        asked = st.query_params.get("tab", "")
        st.session_state["briefing.tab"] = asked if asked in TABS else ""
        st.segmented_control(
            "内容", list(TABS), key="briefing.tab", format_func=TABS.get, required=True, label_visibility="collapsed",
            on_change=lambda: go(tab=st.session_state["briefing.tab"] or None),
        )  # fmt: skip
        if asked == paper_view.TAB:
            paper_view.show(screen)
        elif asked == template_choice.TAB:
            template_choice.show()
        else:
            _exhibits(screen)


def _exhibits(screen: session.Screen) -> None:
    source = screen.source
    name = briefings.current(source.connection, source.scope)
    pins = briefings.pins(source.connection, source.scope, name)
    briefing_list.choose(source, name)
    if not pins:
        st.info("这份汇报材料还是空的。请打开要汇报的画面，点图表右上角的“选入汇报材料”。")
        st.page_link(entry.page_of("overview"), label="去民政工作总览")
        return
    briefing_files.show(source, name, pins)
    briefing_list.renewal(source, name, pins)
    briefing_list.listing(source, name, pins)


if __name__ == "__main__":
    entry.front_door(__file__)
