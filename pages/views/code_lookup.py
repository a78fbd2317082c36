"""An exported file by the 校验码 in its footer: its figures as they were printed, and which have changed since."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data_access.errors import CockpitError
from data_access.exported import Printed
from metrics.formatting import span_text
from metrics.source import Source
from pages.exports import briefing
from pages.views import messages
from pages.views.address import go
from pages.views.session import Screen
from pages.views.text import plain

KEY = "code"  # the address key
ROW, TALLEST = 28, 12


def show(screen: Screen) -> None:
    asked = st.query_params.get(KEY, "")
    st.session_state["versions.code"] = asked
    with st.container(border=True):
        st.text_input(
            "按校验码查导出文件", key="versions.code", width=320, placeholder="文件页脚“校验码”后面的8位",
            on_change=lambda: go(**{KEY: st.session_state["versions.code"].strip() or None}),
        )  # fmt: skip
        if not asked:
            return
        try:
            found = briefing.kept(screen.source, asked)
            st.markdown(f"**{plain(found[0].title)}**（{len(found)}个图表）")
            for place, one in enumerate(found, start=1):
                _printed(screen.source, place, one)
        except CockpitError as fault:
            messages.show(fault)


def _printed(source: Source, place: int, one: Printed) -> None:
    view = briefing.view_of(one.keys, one.version)
    wrong, later = (briefing.changes_since(source, one, version) for version in (one.version, None))
    if wrong and not source.scope.sees_all:
        st.caption(plain(f"{place}　{source.tree.name(one.area)}：有当前账户不能查看的数字，不显示。"))
        return
    said = "与导出时不一致，请核查" if wrong else "按导出时的数据版本重新取数，与导出时一致"
    newest = f"最新数据版本{source.version}有{len(later)}处变化" if later else f"最新数据版本{source.version}没有变化"
    st.caption(
        plain(f"{place}　{source.tree.name(one.area)} · {span_text(view.span)} · 数据版本{one.version}：{said}；{newest}。")
    )
    _table(one.heads, one.rows)
    if wrong or later:
        _table(("变化处", "导出时", "现在"), [(change.where, change.before, change.now) for change in wrong or later])


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Two columns of one name are told apart, as a table on screen must."""
    names = [head if head not in heads[:at] else f"{head}（{at + 1}）" for at, head in enumerate(heads)]
    frame = pd.DataFrame(rows, columns=names)
    st.dataframe(frame, hide_index=True, row_height=ROW, height=ROW * (min(len(frame), TALLEST) + 1) + 8)
