"""划转职能: duties that left in 2018 (优抚安置、救灾、移民、医疗救助); which published reports hold figures of them, and in which scope."""

import streamlit as st

from data_access import reads
from metrics import transferred
from pages.views import entry, inspector, session, systems
from pages.views.address import go
from pages.views.text import plain
from sample_data.published import texts

WORD = "2018年起这些职能已不在民政部门，旧报告中的数字照原样保存、可以查到，不进入任何合计、排名和趋势。"


def render() -> None:
    with session.open_screen("transferred", bar=False) as screen:
        st.info(WORD)
        found = {text.title: table for text in texts() if len(table := _table(screen, text.id))}
        overview = transferred.overview(found)
        with st.container(border=True):
            st.markdown(f"**{len(found)}份公开报告写到划转职能**　:small[:gray[各报告列出的数字个数]]")
            st.dataframe(
                overview, hide_index=True, row_height=28, height=28 * len(overview) + 42, alt="划转职能在各报告中的数字个数"
            )
        _report(found)
        systems.show(screen, transferred.LINE)


def _table(screen: session.Screen, report: str):
    version = reads.version_of(screen.source.connection, report)
    return transferred.of_report(
        screen.source, reads.observations(screen.source.connection, screen.source.scope, version=version)
    )


def _report(found: dict) -> None:
    """One report's figures; the address keeps which."""
    if not found:
        return
    asked = st.query_params.get("exhibit", "")
    holding = next((title for title, table in found.items() if asked in table.attrs["keys"]["数值"]), asked)
    st.session_state["text"] = holding if holding in found else max(found, key=lambda title: len(found[title]))
    st.selectbox("公开报告", list(found), key="text", width=520, on_change=lambda: go(exhibit=st.session_state["text"]))
    table = found[st.session_state["text"]]
    with st.container(border=True):
        st.markdown(f"**{plain(st.session_state['text'])}（{len(table)}个数字）**")
        how = {"row_height": 28, "height": min(28 * len(table) + 42, 620), "alt": "划转职能的数字、期间、原文与口径"}
        inspector.table(table, table.attrs["keys"], "transferred", **how)


if __name__ == "__main__":
    entry.front_door(__file__)
