"""明细与下载: the figures of one indicator as a table, and as files."""

from __future__ import annotations

import streamlit as st

from metrics.figure_table import figures, long_table, way, wide_keys, wide_table
from pages.exports import sheet
from pages.views import inspector
from pages.views.session import Screen
from pages.views.text import plain

ROW = 28


def show(screen: Screen, code: str) -> None:
    source, one = screen.source, screen.source.indicator(code)
    found = figures(source, screen.view, code)
    wide, files = wide_table(source, found), long_table(source, found)
    name = f"{screen.area_name}_{one.label}_{screen.view.span.month}"
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(
                f"**{plain(one.name)}**　:small[:gray[{way(source, code)}，未报为—；文件里另有分子、分母和应报数]]",
                width="content",
            )
            st.download_button("下载 Excel", lambda: sheet.xlsx(files, one.label), f"{name}.xlsx", sheet.XLSX, on_click="ignore")
            st.download_button("下载 CSV", lambda: sheet.csv(files), f"{name}.csv", sheet.CSV, on_click="ignore")
        inspector.table(
            wide, wide_keys(found), f"explore.table.{code}.{screen.view.area}.{screen.view.span.month}",
            row_height=ROW, height=ROW * (len(wide) + 1) + 14, alt=f"{one.name}各单位逐月数字",
            column_config={"单位": st.column_config.TextColumn(pinned=True)},
        )  # fmt: skip
