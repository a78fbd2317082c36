"""A line's figures as one paragraph, with a way from it into the 口径与来源 of each of its numbers."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from metrics.figure_exhibits import cards_title
from metrics.line_plans import PLANS
from metrics.narrative import paragraph
from metrics.results import Exhibit, View
from metrics.source import Source
from pages.views import inspector, pinning
from pages.views.session import Screen
from pages.views.text import plain

TITLE = "文字小结"


def show(screen: Screen, codes: Sequence[str], focus: str = "") -> None:
    """codes: what is told, in this order; focus: of which areas and causes are told, the first by default."""
    listed = screen.ask(_told, codes, focus, screen.name)
    with st.container(border=True, horizontal=True, wrap=False, vertical_alignment="top", gap="xsmall"):
        st.markdown(plain(listed.finding), width="stretch")
        inspector.offer(listed)
        if any(number.is_known for number in listed.numbers) and screen.name in PLANS:
            pinning.button(screen.source, f"{screen.name}.cards", screen.view, cards_title(screen.source, screen.name))
    inspector.draw_exhibit(screen.source, listed)


def _told(source: Source, view: View, codes: Sequence[str], focus: str, page: str) -> Exhibit:
    """The paragraph as an exhibit: its figures can be asked for, and it can be pinned like a chart."""
    told = paragraph(source, view, codes, focus)
    frame = pd.DataFrame({"text": [told.text]})
    return Exhibit(f"{page}.narrative", "text", TITLE, frame, "", view, told.text, numbers=told.numbers)
