"""The tasks as a dense table, by category: a click on a row shows that task below."""

from __future__ import annotations

import streamlit as st

from metrics.results import Exhibit
from pages.charts import theme
from pages.views.address import go
from pages.views.session import Screen
from pages.views.text import plain

ROW = 27
MOST_ROWS = 16
WIDTHS = {"类别": 76, "任务": 208, "灯": 104, "目标": 84, "完成": 150, "完成率": 66, "序时": 72, "差距": 142, "还差": 118}
COLOURED = ("灯", "完成率", "差距")


def show(screen: Screen, exhibit: Exhibit) -> None:
    printed = exhibit.frame[exhibit.options["columns"]]
    dark = st.context.theme.type == "dark"
    styles = printed.copy()
    styles[:] = ""
    for name in COLOURED:
        styles[name] = [theme.light_style(light, dark) for light in exhibit.frame["light"]]
    styles["任务"] = f"color:{theme.look(dark).colours.ink};font-weight:600"  # pinned columns are grey otherwise
    key = f"{exhibit.id}.{exhibit.view.area}.{exhibit.view.span.month}.{len(printed)}"
    with st.container(border=True, gap="xsmall"):
        st.markdown(
            f"**{plain(exhibit.title)}（{len(printed)}项）**　:small[:gray[{plain(' · '.join(('点一行，下方细看该任务', *exhibit.notes)))}]]"
        )
        st.dataframe(
            printed.style.apply(lambda _: styles, axis=None), key=key, hide_index=True, row_height=ROW, alt=exhibit.finding,
            height=ROW * (min(len(printed), MOST_ROWS) + 1) + 14, on_select=lambda: _clicked(exhibit, key), selection_mode="single-cell",
            column_config={
                name: st.column_config.TextColumn(width=width, pinned=name == "任务") for name, width in WIDTHS.items()
            },
        )  # fmt: skip


def _clicked(exhibit: Exhibit, key: str) -> None:
    cells = st.session_state[key]["selection"]["cells"]
    code = str(exhibit.frame["indicator"].iloc[cells[0][0]]) if cells else ""
    if code:
        go(indicator=code)
