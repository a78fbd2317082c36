"""Areas × indicators, the total on top: a click on a name opens the area, on a figure its 口径与来源."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from metrics.formatting import light_text
from metrics.keys import key_of
from metrics.results import Exhibit
from pages.charts import theme
from pages.views import inspector, pinning
from pages.views.address import go
from pages.views.coloured import coloured
from pages.views.session import Screen
from pages.views.text import plain

NAME = "单位"
ROW = 26
TOTAL = "font-weight:700"


def show(screen: Screen, exhibit: Exhibit) -> None:
    dark = st.context.theme.type == "dark"
    printed, shown, keys = exhibit.once(("area_table", dark), lambda: _printed(screen, exhibit, dark))
    with st.container(border=True):
        with st.container(horizontal=True, wrap=False, gap="xsmall", vertical_alignment="top"):
            st.markdown(f"**{plain(exhibit.title)}**　:small[:gray[{plain(' · '.join(exhibit.notes))}]]", width="stretch")
            pinning.offer(screen, exhibit)
        inspector.table(
            printed, keys, exhibit.id,
            shown=shown, otherwise=lambda row, column: _down(exhibit, row),
            height=ROW * (len(printed) + 1) + 14, row_height=ROW, alt=exhibit.finding,
            column_config={NAME: st.column_config.TextColumn(pinned=True)},
        )  # fmt: skip


def _printed(screen: Screen, exhibit: Exhibit, dark: bool) -> tuple[pd.DataFrame, Styler, dict[str, list[str]]]:
    """The cells as they are read, the same with their colours, and the key of every cell's figure; the names have none."""
    frame, heads = exhibit.frame, {code: screen.source.indicator(code).label for code in exhibit.options["codes"]}
    found = {(number.indicator, number.area): key_of(number) for number in exhibit.numbers}
    printed, keys, styles = {NAME: frame["name"]}, {NAME: [""] * len(frame)}, {(0, NAME): TOTAL}
    for code, head in heads.items():
        lights = frame[f"{code}.light"].tolist()
        printed[head] = [f"{_shape(light)}{text}" for text, light in zip(frame[code], lights, strict=True)]
        keys[head] = [found[screen.source.indicator(code).id, str(area)] for area in frame["area"]]
        styles |= {(row, head): theme.light_style(light, dark) for row, light in enumerate(lights)}
        styles[0, head] = ";".join(filter(None, (styles[0, head], TOTAL)))
    table = pd.DataFrame(printed)
    return table, coloured(table, styles), keys


def _shape(light: str) -> str:
    shape = light_text(light)[:1]
    return f"{shape} " if shape else ""


def _down(exhibit: Exhibit, row: int) -> None:
    area = str(exhibit.frame["area"].iloc[row])
    if area != exhibit.view.area:
        go(area=area)
