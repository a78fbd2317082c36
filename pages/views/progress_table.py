"""The tasks as a dense table, by category: a click on a name shows that task below, on a figure its 口径与来源."""

from __future__ import annotations

import streamlit as st

from metrics.keys import key_of
from metrics.results import Exhibit
from pages.charts import theme
from pages.views import inspector, pinning
from pages.views.address import go
from pages.views.session import Screen
from pages.views.text import plain

ROW = 27
MOST_ROWS = 16
WIDTHS = {"类别": 76, "任务": 208, "灯": 104, "目标": 84, "完成": 150, "完成率": 66, "序时": 72, "差距": 142, "还差": 118}
CHOOSING = ("类别", "任务", "灯")
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
        words = " · ".join(("点任务名，下方细看；点数字，看口径与来源", *exhibit.notes))
        with st.container(horizontal=True, wrap=False, gap="xsmall", vertical_alignment="top"):
            st.markdown(f"**{plain(exhibit.title)}（{len(printed)}项）**　:small[:gray[{plain(words)}]]", width="stretch")
            pinning.offer(screen, exhibit)
        inspector.table(
            printed, _keys(exhibit), key, shown=printed.style.apply(lambda _: styles, axis=None), row_height=ROW, alt=exhibit.finding,
            height=ROW * (min(len(printed), MOST_ROWS) + 1) + 14, otherwise=lambda row, column: _chosen(exhibit, row),
            column_config={
                name: st.column_config.TextColumn(width=width, pinned=name == "任务") for name, width in WIDTHS.items()
            },
        )  # fmt: skip


def _keys(exhibit: Exhibit) -> dict[str, list[str]]:
    """The figure behind every cell of a task's row; its category, name and light choose the task instead."""
    found = {number.indicator: key_of(number) for number in exhibit.numbers}
    keys = [found.get(code, "") for code in exhibit.frame["indicator"]]
    return {"完成": keys} | {name: [""] * len(keys) for name in CHOOSING}


def _chosen(exhibit: Exhibit, row: int) -> None:
    code = str(exhibit.frame["indicator"].iloc[row])
    if code:
        go(indicator=code)
