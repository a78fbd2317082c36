"""The five figures of one indicator in a line: 当期、同比、环比、本年累计、累计同比."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from metrics.five import Five, cells, five
from metrics.keys import key_of
from metrics.results import View
from metrics.source import Source
from pages.views import inspector
from pages.views.session import Screen
from pages.views.text import plain


def show(screen: Screen, code: str) -> None:
    """A compact table; the reasons of what is — stand below it."""
    table, keys, spoken, reasons = screen.ask(_printed, code)
    inspector.table(table, keys, f"five.{code}", row_height=28, height=66, alt=spoken)
    if reasons:
        st.caption(plain(reasons))


def _printed(source: Source, view: View, code: str) -> tuple[pd.DataFrame, dict[str, list[str]], str, str]:
    """The table, the keys of its figures, the table in a sentence, the reasons."""
    found = five(source, code, view.area, view.span)
    shown = cells(found)
    table = pd.DataFrame([{"指标": found.indicator.label} | {head: text for head, text, _ in shown}])
    spoken = f"{found.indicator.name}：{'，'.join(f'{head}{text}' for head, text, _ in shown)}"
    heads: dict[str, list[str]] = {}
    for head, _, reason in shown:
        if reason:
            heads.setdefault(reason, []).append(head.partition("（")[0])
    reasons = "；".join(f"{'、'.join(of)}：{reason}" for reason, of in heads.items())
    return table, _keys(found, list(table.columns)), spoken, reasons


def _keys(found: Five, columns: list[str]) -> dict[str, list[str]]:
    """The current figure behind the first columns, the cumulative one behind the last two."""
    running = found.current if found.running is None else found.running.current
    return {name: [key_of(running if name in columns[-2:] else found.current)] for name in columns}
