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


def show(found: list[Card], *, across: int = 0) -> None:
    """across: places in the row, where the last row of several may be shorter; by default as many as cards."""
    for column, card in zip(st.columns(across or len(found), gap="small"), found, strict=False):
        with column:
            _card(card)


def _card(card: Card) -> None:
    with st.container(border=True, height="stretch", gap=None):
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
