"""数据报送, first step: the template of a unit, a month and a business line."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from data_access import reads
from data_access.areas import CONTEXT, PUBLISHED
from data_access.scope import Scope
from metrics.formatting import month_text
from metrics.returning import template
from metrics.source import open_source
from pages.exports import return_form, sheet
from pages.views.address import go
from pages.views.session import Screen, who
from pages.views.text import plain

KINDS = {"xlsx": sheet.XLSX, "csv": "text/csv", "parquet": "application/octet-stream"}
MONTHS = 24  # that can be chosen, the present one first


def show(screen: Screen) -> None:
    source, unit = screen.source, screen.view.area
    with st.container(border=True):
        st.markdown("**第一步　下载报表模板**　:small[:gray[已列好本单位应报的指标，灰色是上期数；只填“数值”一列]]")
        if source.tree[unit].setting in (PUBLISHED, CONTEXT):
            st.info("公开报告里的单位没有报送任务。请换一个单位。")
            return
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            _unit(screen)
            choices = months()
            default = _next(_reached(screen))
            month = st.selectbox(
                "月份", choices, index=choices.index(default) if default in choices else 0, key="returns.month",
                format_func=month_text, width=150,
            )  # fmt: skip
            lines = template.lines(source, unit, month)
            if not lines:
                st.caption(plain(f"{screen.area_name}{month_text(month)}没有应报的指标。"))
                return
            line = st.selectbox("业务", list(lines), key="returns.line", format_func=lines.get, width=200)
            name = f"{screen.area_name}{month_text(month)}{lines[line]}报表.xlsx"
            st.download_button(
                "下载模板", partial(_written, who(), unit, month, line), name, sheet.XLSX, type="primary", on_click="ignore"
            )
            with st.popover("通用长表", width="content", help="任何单位、月份、业务都能报的空表：一行一个数"):
                for kind, mime in KINDS.items():
                    st.download_button(
                        f"下载空表（.{kind}）", partial(return_form.long_table, kind), f"通用长表.{kind}", mime, on_click="ignore",
                        key=f"returns.long.{kind}", width="stretch",
                    )  # fmt: skip


def _reached(screen: Screen) -> int:
    """The last month of the county's returns: those of all units often come in one file, which is nobody's own."""
    return reads.extent(screen.source.connection, screen.source.scope, _root(screen)).last


def _root(screen: Screen) -> str:
    return next(row.code for row in screen.source.tree.path(screen.view.area) if row.setting != CONTEXT)


def _unit(screen: Screen) -> None:
    tree, root = screen.source.tree, _root(screen)
    codes = list(dict.fromkeys([root, *(row.code for row in tree.children(root)), screen.view.area]))
    st.session_state["returns.unit"] = screen.view.area  # the address rules
    st.selectbox(
        "填报单位", codes, key="returns.unit", format_func=tree.name, width=220,
        on_change=lambda: go(area=st.session_state["returns.unit"]),
    )  # fmt: skip


def _written(scope: Scope, unit: str, month: int, line: str) -> bytes:
    """Read anew, since the click comes after the screen has closed its reading."""
    with open_source(scope) as source:
        return return_form.workbook(template.form(source, unit, month, line))


def months() -> list[int]:
    """Those for which a return may be handed in, the newest first."""
    newest = date.today().year * 12 + date.today().month - 1
    return [number // 12 * 100 + number % 12 + 1 for number in range(newest, newest - MONTHS, -1)]


def _next(month: int) -> int:
    return month + 1 if month % 100 < 12 else month + 89
