"""A Plotly chart that lives on between reruns. It draws with the cartesian bundle beside it and asks no other machine."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import streamlit as st

NAME = "cockpit-chart.chart"
FILES = f"/_stcore/bidi-components/{NAME}/"  # where Streamlit serves what lies in assets/
BUNDLE = FILES + next((Path(__file__).parent / "assets").glob("plotly-cartesian-*.min.js")).name


@cache
def _component():
    """Registered once in a process: it looks its files up on the disk. A later server in it is told by Streamlit itself."""
    return st.components.v2.component(NAME, js="chart.js", css="chart.css", isolate_styles=False)


def chart(figure: str, *, label: str, height: int, key: str, on_click: Callable[[object], None]) -> None:
    """Draw a figure of bars, lines, points and heat maps.

    figure: Plotly's JSON with `data` and `layout`; its texts are Plotly's, so what users brought must be escaped there.
    label: what the chart says, for those who cannot see it. key: the same key keeps the same element, so that another
    figure moves into its place instead of being drawn anew. on_click: called with the `customdata` of the mark that was
    clicked (of a filled outline: its trace's `meta`), or chosen by keyboard (arrow keys, then Enter).
    """

    def clicked() -> None:
        on_click(st.session_state[key]["clicked"])

    _component()(key=key, data={"figure": figure, "label": label, "height": height}, height=height, on_clicked_change=clicked)
