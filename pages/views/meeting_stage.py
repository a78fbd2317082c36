"""One saved view as a meeting sees it: few figures in large letters, one chart to click on, the decision beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from data_access.meeting import SavedView
from metrics import exhibits
from metrics.cards import Card, cards
from metrics.evaluate import is_too_fine
from metrics.formatting import span_text
from metrics.results import Exhibit
from pages.views import exhibit, meeting_queue
from pages.views.session import Screen
from pages.views.text import plain

MOST_FIGURES = 3
TREND = 540  # px
# Streamlit sets the size of letters for all pages only, and a projected page needs its own: 28 px and more, all in ink.
# On a small projector (1366×768) a figure stands beside its name, and a long ranking is moved in its own frame, which
# shows its foot first (column-reverse), since that is where the worst stand: the page itself never scrolls, so that the
# row of keys at its foot stays in sight.
LETTERS = """<style>
.st-key-meeting_stage p, .st-key-meeting_stage input, .st-key-meeting_stage textarea { font-size: 28px; line-height: 1.35; }
.st-key-meeting_stage p, .st-key-meeting_stage label, .st-key-meeting_stage [data-testid="stMetricLabel"] { opacity: 1; color: inherit; }
.st-key-meeting_stage [data-testid="stMetricValue"] p { font-size: 48px; line-height: 1.15; margin: 0; }
.st-key-meeting_stage [data-testid="stMetricValue"] { padding: 0; }
.st-key-meeting_stage [data-testid="stTextInputRootElement"] { height: 52px; }
.st-key-meeting_stage button * { font-size: 28px; color: inherit; opacity: 1; }
.st-key-meeting_stage [class*="st-key-meeting-to"] button kbd { display: none; }
.st-key-meeting_chart { max-height: calc(100vh - 215px); overflow-y: auto; flex-direction: column-reverse; }
@media (max-height: 900px) {
  .st-key-meeting_stage [data-testid="stMetric"] > div { display: flex; justify-content: space-between; align-items: baseline; }
  .st-key-meeting_stage [data-testid="stMetricValue"] p { font-size: 40px; }
  .st-key-meeting_stage textarea { height: 96px; min-height: 96px; }
  .st-key-meeting_stage input { padding-left: 6px; padding-right: 6px; }
  .st-key-meeting_stage .st-key-meeting_figures { gap: 0; }
}
</style>"""


def show(screen: Screen, views: Sequence[SavedView], current: SavedView, codes: Sequence[str], way_back: tuple[str, str]) -> None:
    """codes: the indicators of the view, the first in depth. way_back: the county's code and the words of the button."""
    source, view = screen.source, screen.view
    kept = [code for code in codes if not is_too_fine(source, source.indicator(code), view.area)]
    st.html(LETTERS)
    with st.container(key="meeting_stage", gap="small"):
        st.markdown(f"**{plain(_heading(screen, views.index(current) + 1, len(views), current))}**")
        left, right = st.columns([3, 4], gap="medium")
        with left:
            with st.container(key="meeting_figures", gap="small"):
                _figures(screen.ask(cards, kept[:MOST_FIGURES], spark=False))
            meeting_queue.decide(current)
        with right:
            if kept:
                _chart(screen, kept[0])
            else:
                st.markdown(plain(f"{screen.area_name}没有分项数字，请回到上一级查看。"))
        meeting_queue.strip(views, current, *way_back)


def _heading(screen: Screen, place: int, count: int, current: SavedView) -> str:
    tree, view = screen.source.tree, screen.view
    marks = {"demo": "（示例数据）", "published": "（公开报告数据）"}.get(tree[view.area].setting, "")
    return f"{place}/{count}　{current.title} · {screen.area_name} · {span_text(view.span)}{marks}"


def _figures(found: Sequence[Card]) -> None:
    for card in found:
        st.metric(card.label, card.value)
        small = " · ".join(filter(None, (change_words(card), card.detail)))
        if small:
            st.markdown(plain(small))


def change_words(card: Card) -> str:
    """同比 −0.7个百分点: in words and ink, since a projector's green and red tell nobody anything."""
    return f"{card.compared} {card.change}" if card.change else card.compared


def _chart(screen: Screen, code: str) -> None:
    shown = _ranking(screen, code) or screen.ask(exhibits.trend, code, screen.name)
    if shown.kind == "trend":
        shown = replace(shown, options=shown.options | {"height": TREND})
    else:
        shown = replace(shown, options={name: value for name, value in shown.options.items() if name != "height"})
    st.markdown(f"**{plain(shown.title)}**")
    if shown.has_figures:
        with st.container(key="meeting_chart"):
            exhibit.draw_chart(screen, shown, projector=True)
    else:
        st.markdown(plain(exhibit.why_empty(shown)))


def _ranking(screen: Screen, code: str) -> Exhibit | None:
    """The areas below, a click on one goes down; None where nothing is known of them."""
    below = screen.source.tree.children(screen.view.area)
    if not below or is_too_fine(screen.source, screen.source.indicator(code), below[0].code):
        return None
    found = screen.ask(exhibits.ranking, code, screen.name)
    return found if any(number.is_known for number in found.numbers[1:]) else None
