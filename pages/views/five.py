"""The five figures of one indicator in a line: 当期、同比、环比、本年累计、累计同比."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from metrics.five import Five, cells, five
from metrics.keys import key_of
from pages.views import inspector
from pages.views.session import Screen
from pages.views.text import plain


def show(screen: Screen, code: str) -> None:
    """A compact table; the reasons of what is — stand below it."""
    found = screen.source.ask(five, code, screen.view.area, screen.view.span)
    shown = cells(found)
    table = pd.DataFrame([{"指标": found.indicator.label} | {head: text for head, text, _ in shown}])
    spoken = "，".join(f"{head}{text}" for head, text, _ in shown)
    inspector.table(
        table,
        _keys(found, list(table.columns)),
        f"five.{code}",
        row_height=28,
        height=66,
        alt=f"{found.indicator.name}：{spoken}",
    )
    reasons: dict[str, list[str]] = {}
    for head, _, reason in shown:
        if reason:
            reasons.setdefault(reason, []).append(head.partition("（")[0])
    if reasons:
        st.caption(plain("；".join(f"{'、'.join(heads)}：{reason}" for reason, heads in reasons.items())))


def _keys(found: Five, columns: list[str]) -> dict[str, list[str]]:
    """The current figure behind the first columns, the cumulative one behind the last two."""
    running = found.current if found.running is None else found.running.current
    return {name: [key_of(running if name in columns[-2:] else found.current)] for name in columns}
