"""定稿锁定 on 数据版本: seal the month that is looked at, or see what has been changed of it since."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data_access import reads
from data_access.areas import CONTEXT, PUBLISHED
from data_access.errors import CockpitError
from metrics import sealing
from metrics.formatting import month_key, month_text
from metrics.grid import months_before
from metrics.source import Source
from pages.views import inspector, messages
from pages.views.address import go
from pages.views.session import Screen, who
from pages.views.text import plain

MONTHS, TALLEST, ROW = 24, 420, 35
HINT = "定稿后，全县当月及当月止的累计数不再变动；确需更正的要写明原因，作为“修订”留痕，任何人都不例外"


def show(screen: Screen) -> None:
    source, month = screen.source, screen.view.span.last
    if source.tree[screen.view.area].setting in (CONTEXT, PUBLISHED):
        return  # what others have published is not ours to seal
    county = sealing.county_of(source, screen.view.area)
    sealed = {one.month: one for one in sealing.seals_of(source, county)}
    with st.container(border=True):
        st.markdown(f"**定稿锁定**　:small[:gray[{HINT}]]")
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            _month(source, county, month, sealed)
            if month not in sealed:
                _seal(screen, county, month)
        if month in sealed:
            _changed(screen, month)


def _month(source: Source, county: str, month: int, sealed: dict) -> None:
    newest = max(month, reads.extent(source.connection, source.scope, county).last)
    months = sorted({month, *sealed, *(months_before(newest, back) for back in range(MONTHS))}, reverse=True)
    st.session_state["seal.month"] = month  # the address rules
    st.selectbox(
        "月份", months, key="seal.month", width=240, on_change=_moved,
        format_func=lambda one: f"{month_text(one)}{'　已定稿' if one in sealed else ''}",
    )  # fmt: skip


def _moved() -> None:
    go(to=month_key(st.session_state["seal.month"]))


def _seal(screen: Screen, county: str, month: int) -> None:
    label = "说明（全部报齐的可不填；有单位未报仍要定稿的，写明原因）"
    st.text_input(label, key="seal.reason", max_chars=300, width=520)
    st.button(
        f"{month_text(month)}定稿", key="seal.seal", width="content", disabled=not screen.source.scope.may_publish,
        on_click=_do_seal, args=(county, month),
    )  # fmt: skip


def _do_seal(county: str, month: int) -> None:
    try:
        one = sealing.seal(who(), county, month, st.session_state.get("seal.reason", ""))
    except CockpitError as fault:
        st.session_state[messages.FAULT] = fault
        return
    st.toast(f"{month_text(month)}已定稿，数据版本{one.version}。")


def _changed(screen: Screen, month: int) -> None:
    with st.spinner("正在比较……"):
        sentence, table, keys = screen.source.ask(_found, screen.view.area, month)
    st.markdown(plain(sentence))
    if len(table):
        inspector.table(
            table, {"现值": keys, table.columns[0]: keys}, f"seal.{month}.{screen.source.version}",
            height=min(TALLEST, ROW * (len(table) + 1) + 3), alt="定稿后改动的数：上报值、现值、差额、原因",
            column_config={
                **{name: st.column_config.TextColumn(alignment="right") for name in ("上报值", "现值", "差额")},
                "原因": st.column_config.TextColumn(width="large"),
            },
        )  # fmt: skip


def _found(source: Source, area: str, month: int) -> tuple[str, pd.DataFrame, list[str]]:
    """A sentence, the table of the area and those below it, and the key of each row's figure."""
    one = next(one for one in sealing.seals_of(source, area) if one.month == month)
    found = sealing.differences(source, one, [area, *(row.code for row in source.tree.children(area))])
    keys = [f"{each.indicator}.{each.area}.{each.span}.{month}" for each in found]
    return sealing.sentence(source, one, len(found)), sealing.difference_table(source, one, found), keys
