"""Headline cards: label, figure, change with word and colour, sparkline, small print; the 口径 one hover away."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from metrics.cards import Card, cards
from pages.views.session import Screen
from pages.views.text import plain

TONES = {"good": "green", "bad": "red", "neutral": "gray"}


def row(screen: Screen, codes: Collection[str], *, spark: bool = True) -> None:
    """A row of cards, as many as fit side by side."""
    show(cards(screen.source, screen.view, codes, spark=spark))


def show(found: list[Card], *, width: int = 206) -> None:
    """Cards side by side, eight at the width of a projector; on a narrower screen they go on in the next row."""
    with st.container(horizontal=True, gap="small"):
        for card in found:
            _card(card, width)


def _card(card: Card, width: int) -> None:
    with st.container(border=True, height="stretch", width=width, gap=None):
        st.metric(
            card.label, card.value, delta=card.change or None, delta_color=TONES[card.tone],
            delta_arrow="up" if card.rising else "down", delta_description=card.compared if card.change else None,
            chart_data=list(card.spark) or None, help=plain_help(card.explained),
        )  # fmt: skip
        if card.detail or (card.compared and not card.change):
            small = " · ".join(filter(None, (card.detail, "" if card.change else card.compared)))
            st.caption(plain(small))


def plain_help(text: str) -> str | None:
    return "\n\n".join(plain(part) for part in text.split("\n\n")) or None
