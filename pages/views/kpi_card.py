"""Headline cards: label, figure, change with word and colour, sparkline, small print; 口径 one hover, its source one click away."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from metrics.cards import Card, cards
from metrics.evaluate import is_too_fine
from metrics.keys import key_of
from pages.charts.sparkline import image
from pages.views import inspector, letters
from pages.views.session import Screen
from pages.views.text import plain

TONES = {"good": "green", "bad": "red", "neutral": "gray"}


def row(screen: Screen, codes: Collection[str], *, spark: bool = True) -> None:
    """A row of cards; what is not kept for areas as small as this one is left to the screen above."""
    source, view = screen.source, screen.view
    kept = [code for code in codes if not is_too_fine(source, source.indicator(code), view.area)]
    show(screen.ask(cards, kept, spark=spark))
    left_out = [source.indicator(code).label for code in codes if code not in kept]
    if left_out:
        st.caption(plain(f"{screen.area_name}没有分项数字、只在上级统计的指标：{'、'.join(left_out)}"))


def show(found: list[Card], *, width: int = 206) -> None:
    """Cards side by side, eight at the width of a projector; on a narrower screen they go on in the next row."""
    with st.container(horizontal=True, gap="small"):
        for card in found:
            _card(card, letters.scaled(width))


def _card(card: Card, width: int) -> None:
    with st.container(border=True, height="stretch", width=width, gap=None):
        with st.container(horizontal=True, wrap=False, gap=None):
            st.metric(
                card.label, card.value, delta=card.change or None, delta_color=TONES[card.tone], width="stretch",
                delta_arrow=_arrow(card), delta_description=card.compared if card.change else None,
            )  # fmt: skip
            inspector.button(key_of(card.number), "card", about=plain_help(card.explained))
        if len(card.spark) > 1:  # not `st.metric`'s own, for which a browser loads Vega: 200 ms of a page
            st.html(image(card.spark, f"{card.label}近期走势", dark=st.context.theme.type == "dark"))
        small = " · ".join(filter(None, (card.detail, "" if card.change else card.compared)))
        if small:
            st.caption(plain(small))
        for text, number in card.beside:
            inspector.button(key_of(number), f"beside.{card.indicator.id}", f":small[:gray[{plain(text)}]]")


def _arrow(card: Card) -> str:
    if not any(letter.isdigit() for letter in card.change):
        return "off"  # 持平, 基本持平
    return "up" if card.rising else "down"


def plain_help(text: str) -> str:
    return "\n\n".join(("**口径与来源**", *(plain(part) for part in text.split("\n\n"))))
