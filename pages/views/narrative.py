"""A line's figures as one paragraph."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from metrics.narrative import paragraph
from pages.views.session import Screen
from pages.views.text import plain


def show(screen: Screen, codes: Sequence[str], focus: str = "") -> None:
    """codes: what is told, in this order; focus: of which areas and causes are told, the first by default."""
    with st.container(border=True):
        st.markdown(plain(paragraph(screen.source, screen.view, codes, focus).text))
