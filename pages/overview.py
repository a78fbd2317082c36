"""民政工作总览: one sentence, eight figures, townships × indicators, what needs attention."""

import streamlit as st

from metrics import area_tables, exhibits, overview
from metrics.figure_exhibits import cards_title
from pages.views import area_table, attention_list, entry, exhibit, kpi_card, pinning, session, sparse, why
from pages.views.text import plain


def render() -> None:
    with session.open_screen("overview") as screen:
        if sparse.is_sparse(screen):
            sparse.show(screen)
            return
        source = screen.source
        brief, lead = screen.ask(overview.brief), screen.view.indicator or overview.leading(source)
        below = len(source.tree.children(screen.view.area))
        with st.container(border=True, gap=None):
            with st.container(horizontal=True, wrap=False, gap="xsmall", vertical_alignment="top"):
                st.markdown(f"**{plain(brief.sentence)}**", width="stretch")
                pinning.button(source, "overview.cards", screen.view, cards_title(source, "overview"))
            st.caption(plain(brief.reported))
        kpi_card.show(brief.cards)
        left, right = st.columns([2, 1], gap="small")
        with left:
            if below:
                area_table.show(screen, screen.ask(area_tables.table_of, "overview"))
            else:
                exhibit.show(screen, screen.ask(exhibits.trend, lead, "overview"))
        with right:
            if below:
                lines = screen.ask(exhibits.by_area, lead, "overview", kind="spaghetti", height=250)
                exhibit.show(screen, lines)
            attention_list.show(screen, brief.items)
        if screen.view.indicator:
            why.show(screen, lead)


if __name__ == "__main__":
    entry.front_door(__file__)
