"""民政工作总览: one sentence, eight figures, townships × indicators, what needs attention."""

import streamlit as st

from metrics import area_tables, exhibits
from metrics.attention import attention
from metrics.figure_exhibits import cards_title
from metrics.narrate import headline, reported
from metrics.overview import columns, headline_cards, leading
from metrics.pace import key_tasks
from pages.views import area_table, attention_list, entry, exhibit, kpi_card, pinning, session, sparse, why
from pages.views.text import plain


def render() -> None:
    with session.open_screen("overview") as screen:
        if sparse.is_sparse(screen):
            sparse.show(screen)
            return
        source, view = screen.source, screen.view
        tasks = key_tasks(source, view.area, view.span)
        codes, lead = columns(source), leading(source)
        items = attention(source, view, codes)
        below = len(source.tree.children(view.area))
        with st.container(border=True, gap=None):
            with st.container(horizontal=True, wrap=False, gap="xsmall", vertical_alignment="top"):
                st.markdown(f"**{plain(headline(source, view, tasks, items, lead))}**", width="stretch")
                pinning.button(source, "overview.cards", view, cards_title(source, "overview"))
            st.caption(plain(reported(source, view, codes)))
        kpi_card.show(headline_cards(source, view, tasks, len(items)))
        left, right = st.columns([2, 1], gap="small")
        with left:
            if below:
                area_table.show(screen, area_tables.table_of(source, view, "overview"))
            else:
                exhibit.show(screen, exhibits.trend(source, view, view.indicator or lead, "overview"))
        with right:
            if below:
                lines = exhibits.by_area(source, view, view.indicator or lead, "overview", kind="spaghetti", height=250)
                exhibit.show(screen, lines)
            attention_list.show(screen, items)
        if view.indicator:
            why.show(screen, view.indicator)


if __name__ == "__main__":
    entry.front_door(__file__)
