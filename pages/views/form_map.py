"""数据报送: how the columns of a file are read. Declared once, saved by name, and offered when the same form comes again."""

from __future__ import annotations

import re

import streamlit as st

from data_access import mappings
from data_access.mappings import Saved
from metrics import sealing
from metrics.formatting import month_text
from metrics.returning import columns
from metrics.returning.finding import Draft
from metrics.returning.mapping import signature
from pages.views import messages
from pages.views.return_form import months
from pages.views.session import Screen
from pages.views.text import plain

CHOSEN = "returns.form"  # {sha256: JSON}: how this file is to be read; "": as it explains itself
MONTH = "returns.period"
AS_STATED = 0
NAMED = re.compile(r"20\d\d年?|\d{1,2}月份?|[\s_\-（(）)]+")


def chosen(sha256: str) -> str | None:
    """The JSON by which the file is to be read; None: by a saved mapping, if one fits."""
    return st.session_state.get(CHOSEN, {}).get(sha256)


def period() -> int:
    """The month that the reader chose for a table that names none."""
    return st.session_state.get(MONTH) or AS_STATED


def used(draft: Draft) -> None:
    """By which saved mapping the file was read."""
    if draft.form_name:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f":green-badge[对应表] 已按保存的“{plain(draft.form_name)}”读取。", width="content")
            st.button(
                "不用它，自动识别",
                key=f"returns.auto.{draft.sha256[:8]}",
                type="tertiary",
                on_click=_choose,
                args=(draft.sha256, "{}"),
            )


def show(screen: Screen, draft: Draft) -> None:
    """What the columns are taken for, and the place to change it."""
    if not draft.heads:
        return  # a list names its indicators row by row
    words = list(filter(None, draft.words))
    left = [one for one in columns.bearing(draft, columns.area_word(draft, words)) if not one.indicator]
    undeclared = [one for one in left if one.word not in draft.form.columns]
    needs = bool(draft.unknown or undeclared)
    label = "列与指标的对应" + (f"（{len(undeclared)}列没有对应）" if undeclared else "")
    with st.expander(label, expanded=needs), st.form(f"returns.columns.{draft.sha256[:8]}.{draft.header}", border=False):
        _body(screen, draft)


def _body(screen: Screen, draft: Draft) -> None:
    source, key = screen.source, draft.sha256[:8]
    names = columns.names(source)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        row = st.number_input("表头起始行", 1, 200, draft.header[0], key=f"returns.row.{key}.{draft.header[0]}", width=130)
        depth = st.number_input("表头行数", 1, 2, draft.header[1], key=f"returns.depth.{key}.{draft.header[1]}", width=110)
        words = list(dict.fromkeys(filter(None, draft.words)))
        at = columns.area_word(draft, words)
        area = st.selectbox(
            "单位所在列", words, index=words.index(at) if at in words else 0, key=f"returns.area.{key}", width=180
        )
        st.selectbox(
            "报表月份",
            [AS_STATED, *months()],
            key=MONTH,
            width=150,
            format_func=lambda one: month_text(one) if one else "按表上写的",
        )
    st.caption(
        "单位不填的按列名括号里的，没有括号的按指标的计量单位。“累计”指1月起累计：由上月累计算出当月数，上月未报的不按0处理。"
    )
    edited = st.data_editor(
        columns.table(draft, area, names), hide_index=True, key=f"returns.table.{key}.{draft.header}", disabled=["单元格", "列名"],
        column_config={
            "单元格": st.column_config.TextColumn(width="small"),
            "指标": st.column_config.SelectboxColumn(options=[columns.LEFT_OUT, *names], required=True, width="large"),
            "单位": st.column_config.TextColumn(width="small"),
            "累计": st.column_config.CheckboxColumn(width="small"),
        },
    )  # fmt: skip
    meant = _names(screen, draft)
    if st.form_submit_button("按此读取"):
        made = columns.declared(draft, edited, names, area, (int(row), int(depth)), meant)
        _choose(draft.sha256, made.text())
        st.rerun()


def _names(screen: Screen, draft: Draft) -> dict[str, str]:
    """Names of no area, each with those called alike first; nothing is taken without a choice."""
    tree, meant = screen.source.tree, {}
    own = [row.code for row in tree.rows.values() if row.setting in ("own", "demo") and screen.source.scope.covers(row.code)]
    for name, near in list(draft.unknown.items())[: columns.MOST_NAMES]:
        options = ["", *dict.fromkeys([*near, *(code for code in own if tree[code].level != "village"), *own])]
        found = st.selectbox(
            f"表里的“{plain(name)}”是哪个单位", options, key=f"returns.name.{draft.sha256[:8]}.{name}", width=320,
            format_func=lambda code: f"{tree.name(code)}（{code}）" if code else "请选择；不选则仍为错误",
        )  # fmt: skip
        if found:
            meant[name] = found
    return meant


def _choose(sha256: str, text: str) -> None:
    st.session_state[CHOSEN] = st.session_state.get(CHOSEN, {}) | {sha256: text}


def offer(screen: Screen, draft: Draft) -> None:
    """Keep how the columns were read, for the months to come; where it is not kept yet."""
    if draft.form_name or not draft.heads or not any(head.indicator for head in draft.heads):
        return
    with st.popover("保存为对应表", width="content"):
        st.caption("下个月表头相同的报表会自动套用，直接确认写入即可。")
        st.text_input(
            "名称", NAMED.sub("", draft.file_name.rpartition(".")[0])[:40], key="returns.form.name", max_chars=mappings.LONGEST
        )
        st.button(
            "保存", key="returns.form.save", on_click=_save, args=(draft, sealing.county_of(screen.source, screen.view.area))
        )


def _save(draft: Draft, county: str) -> None:
    name, body = st.session_state.get("returns.form.name", ""), columns.complete(draft).text()
    if messages.written(
        lambda connection, scope: mappings.save(connection, scope, Saved(name, county, signature(draft.words), body))
    ):
        st.session_state.get(CHOSEN, {}).pop(draft.sha256, None)  # from now on it fits by itself
        st.toast(f"对应表“{plain(name)}”已保存，下个月表头相同的报表自动套用。")
