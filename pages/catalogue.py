"""指标口径: every indicator with its definition, unit, level, duty and the national figures beside it."""

import pandas as pd
import streamlit as st

from metrics.benchmarks import national
from metrics.catalogue_table import catalogue_table, search
from metrics.formatting import value_text
from pages.views import entry, session
from pages.views.address import go
from pages.views.text import plain


def render() -> None:
    with session.open_screen("catalogue", bar=False) as screen:
        source = screen.source
        with st.container(horizontal=True, vertical_alignment="bottom"):
            wanted = st.text_input("查指标", placeholder="名称、别名或编号", width=320)
            lines = {"": "全部条线", **{line.id: line.name for line in source.catalogue.lines}}
            line = st.selectbox("业务条线", list(lines), format_func=lines.get, width=240)
            core = st.toggle("只看常用指标", value=not wanted)
        found = search(source.catalogue, wanted, line, core)
        table = catalogue_table(source.catalogue, found)
        left, right = st.columns([3, 2], gap="small")
        with left, st.container(border=True):
            st.markdown(f"**指标（{len(table)}项）**　:small[:gray[点一格看口径]]")
            st.dataframe(
                table, key="catalogue.table", hide_index=True, row_height=30, height=640, alt="指标清单",
                selection_mode="single-cell", on_select=lambda: _picked([one.id for one in found]),
            )  # fmt: skip
        with right:
            code = screen.view.indicator or (found[0].id if found else "")
            if code:
                _detail(source, code)


def _picked(codes: list[str]) -> None:
    cells = st.session_state["catalogue.table"]["selection"]["cells"]
    if cells and cells[0][0] < len(codes):
        go(indicator=codes[cells[0][0]])


def _detail(source, code: str) -> None:
    one = source.indicator(code)
    with st.container(border=True):
        st.markdown(f"**{plain(one.name)}**　:small[:gray[{one.id}]]")
        names = source.catalogue.indicators
        lines = {
            "定义": one.definition, "口径": one.scope, "说明": one.note, "单位": one.unit, "又称": "、".join(one.aliases),
            "分子": names[one.numerator].name if one.numerator else "", "分母": names[one.denominator].name if one.denominator else "",
            "组成": "、".join(names[member].name for member in one.members),
        }  # fmt: skip
        for label, text in lines.items():
            if text:
                st.markdown(f"{label}：{plain(text)}")
        rows = [[row.year, value_text(row.value, one.unit), row.source] for row in national(one.id)]
        if rows:
            st.markdown("**全国数**")
            st.dataframe(pd.DataFrame(rows, columns=["年份", "数值", "来源"]), hide_index=True, row_height=30, alt="全国数")


if __name__ == "__main__":
    entry.front_door(__file__)
