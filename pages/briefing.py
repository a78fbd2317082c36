"""汇报材料: the pinned exhibits in order, with titles and notes; refreshed or as they were; as PPT, Word, Excel and PDF."""

import streamlit as st

from data_access import briefings
from pages.views import briefing_files, briefing_list, entry, messages, session


def render() -> None:
    with session.open_screen("briefing", bar=False) as screen:
        source = screen.source
        messages.show_fault()
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
