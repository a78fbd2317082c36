"""Headline cards: label, figure, change with word and colour, sparkline, small print; the 口径 one hover away."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from metrics.cards import Card, cards
from metrics.evaluate import is_too_fine
from pages.views.session import Screen
from pages.views.text import plain

TONES = {"good": "green", "bad": "red", "neutral": "gray"}


def row(screen: Screen, codes: Collection[str], *, spark: bool = True) -> None:
    """A row of cards; what is not kept for areas as small as this one is left to the screen above."""
    source, view = screen.source, screen.view
    kept = [code for code in codes if not is_too_fine(source, source.indicator(code), view.area)]
    show(cards(source, view, kept, spark=spark))
    left_out = [source.indicator(code).label for code in codes if code not in kept]
    if left_out:
        st.caption(plain(f"{screen.area_name}没有分项数字、只在上级统计的指标：{'、'.join(left_out)}"))


def show(found: list[Card], *, width: int = 206) -> None:
    """Cards side by side, eight at the width of a projector; on a narrower screen they go on in the next row."""
    with st.container(horizontal=True, gap="small"):
        for card in found:
            _card(card, width)


def _card(card: Card, width: int) -> None:
    with st.container(border=True, height="stretch", width=width, gap=None):
        st.metric(
            card.label, card.value, delta=card.change or None, delta_color=TONES[card.tone],
            delta_arrow=_arrow(card), delta_description=card.compared if card.change else None,
            chart_data=list(card.spark) or None, help=plain_help(card.explained),
        )  # fmt: skip
        if card.detail or (card.compared and not card.change):
            small = " · ".join(filter(None, (card.detail, "" if card.change else card.compared)))
            st.caption(plain(small))


def _arrow(card: Card) -> str:
    if not any(letter.isdigit() for letter in card.change):
        return "off"  # 持平, 基本持平
    return "up" if card.rising else "down"


def plain_help(text: str) -> str | None:
    return "\n\n".join(plain(part) for part in text.split("\n\n")) or None
