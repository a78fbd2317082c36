"""选入汇报材料: the button of an exhibit or a figure that can be made again from its id and its View."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from data_access import briefings
from metrics.rebuild import is_rebuilt
from metrics.results import Exhibit, View
from metrics.source import Source
from pages.exports.briefing import keys_of
from pages.views import messages
from pages.views.text import plain

if TYPE_CHECKING:
    from pages.views.session import Screen


def offer(screen: Screen, exhibit: Exhibit) -> None:
    """Nothing where there is no figure to report, or where the exhibit could not be made again."""
    if exhibit.has_figures and is_rebuilt(exhibit):
        button(screen.source, exhibit.id, exhibit.view, exhibit.title)


def button(source: Source, name: str, view: View, title: str, label: str = ":material/note_add:") -> None:
    st.button(
        label, key=f"pin.{name}", type="tertiary", width="content", help="选入汇报材料",
        on_click=_pin, args=(name, keys_of(view), view.as_of or source.version, title),
    )  # fmt: skip


def _pin(exhibit: str, keys: dict[str, str], version: int, title: str) -> None:
    names: list[str] = []

    def work(connection, scope) -> None:
        names.append(briefings.current(connection, scope))
        briefings.add(connection, scope, names[0], exhibit, keys, version, title)

    if messages.written(work):
        st.toast(f"已选入“{plain(names[0])}”，可在“汇报材料”里排序、加标题和下载。")
