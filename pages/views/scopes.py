"""The same words counted differently, side by side: a 口径差异 is shown as such, never as an error."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd
import streamlit as st

from metrics.evaluate import numbers
from metrics.formatting import number_text, pair_text
from metrics.keys import key_of
from metrics.results import View
from metrics.source import Source
from pages.views import inspector
from pages.views.session import Screen
from pages.views.text import plain


def show(screen: Screen, codes: Collection[str], title: str) -> None:
    frame, keys = screen.ask(_printed, tuple(codes))
    if keys:
        with st.container(border=True):
            st.markdown(f"**{plain(title)}**　:small[:gray[各口径分母不同，不相互比较]]")
            inspector.table(frame, {"比率": keys}, "scopes", row_height=30, alt=title)


def _printed(source: Source, view: View, codes: Collection[str]) -> tuple[pd.DataFrame, list[str]]:
    """A row per scope that is known or owed, and its figure's key; none where not one is known."""
    found = numbers(source, codes, view.area, view.span)
    is_told = any(number.is_known for number in found.values())
    shown = {code: number for code, number in found.items() if is_told and (number.is_known or number.expected)}
    rows = [
        [source.indicator(code).name, number_text(number), pair_text(number), source.indicator(code).scope]
        for code, number in shown.items()
    ]
    frame = pd.DataFrame(rows, columns=["口径", "比率", "分子/分母", "统计范围"])
    return frame, [key_of(number) for number in shown.values()]
