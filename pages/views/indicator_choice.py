"""Any indicator by a searchable list, grouped by line; the choice is in the address."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from metrics.evaluate import is_too_fine
from metrics.model import Indicator
from metrics.source import Source
from pages.views.address import go
from pages.views.session import Screen


def core(source: Source, area: str) -> list[Indicator]:
    """The common indicators that are kept for areas as small as this one, in the order of the lines."""
    found = [one for one in source.catalogue.indicators.values() if one.tier == "core" and source.has_line(one.line)]
    return [one for one in found if not area or not is_too_fine(source, one, area)]


def choose(screen: Screen, known: Iterable[Indicator], default: str, key: str) -> str:
    """The indicator that the address asks for, as far as it is among those known; else the default or the first."""
    lines = {line.id: line.name for line in screen.source.catalogue.lines}
    names = {one.id: f"{lines.get(one.line, '其他')} · {one.name}" for one in known}
    if not names:
        return ""
    asked = screen.view.indicator
    fallback = default if default in names else next(iter(names))
    st.session_state[key] = asked if asked in names else fallback
    st.selectbox(
        "指标（可输入文字查找）", list(names), key=key, format_func=names.get, width=420,
        on_change=lambda: go(indicator=st.session_state[key]),
    )  # fmt: skip
    return st.session_state[key]
