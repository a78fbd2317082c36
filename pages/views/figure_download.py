"""明细与下载: the figures of one indicator as a table, and as files."""

from __future__ import annotations

from functools import partial

import streamlit as st

from data_access.scope import Scope
from metrics.evaluate import is_too_fine
from metrics.figure_table import figures, long_table, way, wide_keys, wide_table
from metrics.rebuild import exhibit_of
from metrics.results import View
from metrics.source import open_source
from pages.exports import FORMS, briefing, sheet, written
from pages.exports.pack import packed
from pages.views import download, inspector
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
            download.offer(source.scope, "下载 Excel", lambda: sheet.xlsx(files, one.label), f"{name}.xlsx", sheet.XLSX)
            download.offer(source.scope, "下载 CSV", lambda: sheet.csv(files), f"{name}.csv", sheet.CSV)
            if any(number.is_known for number in found):
                _documents(screen, code, name)
        inspector.table(
            wide, wide_keys(found), f"explore.table.{code}.{screen.view.area}.{screen.view.span.month}",
            row_height=ROW, height=ROW * (len(wide) + 1) + 14, alt=f"{one.name}各单位逐月数字",
            column_config={"单位": st.column_config.TextColumn(pinned=True)},
        )  # fmt: skip


def _documents(screen: Screen, code: str, name: str) -> None:
    """The indicator's exhibits as slides and as a report; written on the click, not at every rerun."""
    scope = screen.source.scope
    for form in (".pptx", ".docx", ".pdf"):
        word, kind = FORMS[form]
        made = partial(_written, scope, screen.view, code, form)
        download.offer(scope, f"导出 {word}", made, f"{name}{form}", kind, is_told=True)


def _written(scope: Scope, view: View, code: str, form: str) -> bytes:
    """Read anew, since the click comes after the screen has closed its reading."""
    with open_source(scope, view.as_of) as source:
        below = source.tree.children(view.area)
        divided = bool(below) and not is_too_fine(source, source.indicator(code), below[0].code)
        kinds = ("trend", "ranking", "heat") if divided else ("trend",)
        pack = packed(source, [exhibit_of(source, f"explore.{code}.{kind}", view) for kind in kinds])
        content = written(source, pack, form)
    briefing.keep(scope, pack)
    return content
