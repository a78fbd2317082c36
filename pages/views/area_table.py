"""Areas × indicators, the total on top: a click on a name opens the area, on a figure its 口径与来源."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from metrics.formatting import light_text
from metrics.keys import key_of
from metrics.results import Exhibit
from pages.charts import theme
from pages.views import inspector, pinning
from pages.views.address import go
from pages.views.session import Screen
from pages.views.text import plain

NAME = "单位"
ROW = 26


def show(screen: Screen, exhibit: Exhibit) -> None:
    codes = exhibit.options["codes"]
    heads = {code: screen.source.indicator(code).label for code in codes}
    printed = pd.DataFrame({NAME: exhibit.frame["name"]})
    for code in codes:
        printed[heads[code]] = [
            f"{_shape(light)}{text}" for text, light in zip(exhibit.frame[code], exhibit.frame[f"{code}.light"], strict=True)
        ]
    with st.container(border=True):
        with st.container(horizontal=True, wrap=False, gap="xsmall", vertical_alignment="top"):
            st.markdown(f"**{plain(exhibit.title)}**　:small[:gray[{plain(' · '.join(exhibit.notes))}]]", width="stretch")
            pinning.offer(screen, exhibit)
        inspector.table(
            printed, _keys(screen, exhibit, heads), f"{exhibit.id}.{exhibit.view.area}.{exhibit.view.span.kind}.{exhibit.view.span.month}",
            shown=_coloured(printed, exhibit, heads), otherwise=lambda row, column: _down(exhibit, row),
            height=ROW * (len(printed) + 1) + 14, row_height=ROW, alt=exhibit.finding,
            column_config={NAME: st.column_config.TextColumn(pinned=True)},
        )  # fmt: skip


def _shape(light: str) -> str:
    shape = light_text(light)[:1]
    return f"{shape} " if shape else ""


def _coloured(printed: pd.DataFrame, exhibit: Exhibit, heads: dict[str, str]):
    dark = st.context.theme.type == "dark"
    styles = pd.DataFrame("", index=printed.index, columns=printed.columns)
    for code, head in heads.items():
        styles[head] = [theme.light_style(light, dark) for light in exhibit.frame[f"{code}.light"]]
    styles.iloc[0] = [f"{style};font-weight:700" for style in styles.iloc[0]]
    return printed.style.apply(lambda _: styles, axis=None)


def _keys(screen: Screen, exhibit: Exhibit, heads: dict[str, str]) -> dict[str, list[str]]:
    """The key of every cell's figure; the names have none."""
    found = {(number.indicator, number.area): key_of(number) for number in exhibit.numbers}
    areas = [str(area) for area in exhibit.frame["area"]]
    cells = {head: [found[screen.source.indicator(code).id, area] for area in areas] for code, head in heads.items()}
    return {NAME: [""] * len(areas)} | cells


def _down(exhibit: Exhibit, row: int) -> None:
    area = str(exhibit.frame["area"].iloc[row])
    if area != exhibit.view.area:
        go(area=area)
