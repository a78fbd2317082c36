"""公开报告: the published texts, each figure with its span, quote and what a careful reader doubts."""

import streamlit as st

from data_access import reads
from metrics.formatting import month_key
from metrics.stated import arithmetic, stated_table
from pages import HOME, SCREENS
from pages.views import entry, inspector, session
from pages.views.address import go
from pages.views.text import plain
from sample_data.published import PublishedText, texts

OPENED = (HOME, "social_assistance", "elderly_care", "funeral")


def render() -> None:
    with session.open_screen("reports", bar=False) as screen:
        known = {text.id: text for text in texts()}
        asked = inspector.text_of(screen.source, known)
        st.session_state["text"] = asked if asked in known else next(iter(known))
        st.selectbox(
            "公开报告", list(known), key="text", format_func=lambda one: known[one].title, width=520,
            on_change=lambda: go(exhibit=st.session_state["text"]),
        )  # fmt: skip
        _text(screen, known[st.session_state["text"]])


def _text(screen: session.Screen, text: PublishedText) -> None:
    source = screen.source
    seen = reads.observations(source.connection, source.scope, version=reads.version_of(source.connection, text.id))
    with st.container(border=True):
        st.markdown(f"**{plain(text.title)}**　:small[:gray[{plain(source.tree.name(text.area))}]]")
        st.caption(plain(f"列明数字{text.stated}个，原文遮盖{text.masked}个。{'；'.join(text.quality)}"))
        _open(screen, text, seen)
    sums = arithmetic(source, seen)
    if len(sums):
        with st.container(border=True):
            st.markdown("**按报告自身数字核算**　:small[:gray[年份未注明的数字只在本报告内核算，不进入任何趋势]]")
            inspector.table(sums, sums.attrs["keys"], "reckoned", row_height=30, alt="按报告自身数字核算")
    if text.doubts:
        with st.expander(f"读者应留意（{len(text.doubts)}）"):
            for doubt in text.doubts:
                st.markdown(f"- {plain(source.indicator(doubt.indicator).name)}（“{plain(doubt.quote)}”）：{plain(doubt.text)}")
    table = stated_table(source, seen)
    with st.container(border=True):
        st.markdown(f"**全部数字（{len(table)}）**")
        how = {"row_height": 30, "height": 620, "alt": "报告的全部数字与原文"}
        inspector.table(table.drop(columns="indicator"), table.attrs["keys"], "stated", **how)


def _open(screen: session.Screen, text: PublishedText, seen) -> None:
    """The way to the bureau's own screens, with the last span that the report dates."""
    dated = seen[(seen["year"] > 0) & (seen["nature"] == "actual") & seen["value"].notna()] if len(seen) else seen
    if not len(dated):
        st.caption("该报告没有写明年份，或数字已被遮盖，只在本页查看。")
        return
    last = int(dated["last"].max())
    keys = {"area": text.area, "span": "ytd" if last else "year", "to": month_key(last or int(dated["year"].max()) * 100 + 12)}
    with st.container(horizontal=True, gap="small"):
        for one in (one for one in SCREENS if one.name in OPENED):
            st.page_link(entry.page_of(one.name), label=f"在“{one.title}”中打开", query_params=keys, width="content")


if __name__ == "__main__":
    entry.front_door(__file__)
