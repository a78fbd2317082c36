"""选入汇报材料: the button of an exhibit that can be drawn again from its id and its View."""

from __future__ import annotations

import math

import streamlit as st

from data_access import briefings
from data_access.scope import Scope
from metrics.rebuild import is_rebuilt
from metrics.results import Exhibit
from pages.exports.briefing import keys_of
from pages.views import messages
from pages.views.session import Screen
from pages.views.text import plain


def offer(screen: Screen, exhibit: Exhibit) -> None:
    """Nothing where there is no figure to report, or where the exhibit could not be made again."""
    if has_figures(exhibit) and is_rebuilt(exhibit):
        version = exhibit.view.as_of or screen.source.version
        st.button(
            ":material/note_add:", key=f"pin.{exhibit.id}", type="tertiary", width="content", help="选入汇报材料",
            on_click=_pin, args=(screen.source.scope, exhibit.id, keys_of(exhibit.view), version, exhibit.title),
        )  # fmt: skip


def has_figures(exhibit: Exhibit) -> bool:
    return exhibit.once("has_figures", lambda: any(not math.isnan(value) for value in exhibit.frame.get("value", [])))


def _pin(scope: Scope, exhibit: str, keys: dict[str, str], version: int, title: str) -> None:
    def work(connection) -> None:
        name = briefings.current(connection, scope)
        briefings.add(connection, scope, name, exhibit, keys, version, title)
        st.toast(f"已选入“{plain(name)}”，可在“汇报材料”里排序、加标题和下载。")

    messages.written(work)
