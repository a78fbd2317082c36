"""One data version: what it changed, the screens as of it, and taking it back."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data_access.errors import CockpitError
from metrics import returning, sealing
from metrics.formatting import month_text
from metrics.returning import preview
from metrics.source import Source
from pages import SCREENS
from pages.views import entry, inspector, messages
from pages.views.address import go
from pages.views.session import Screen, who
from pages.views.text import plain

KEY, MOST = "version", 100  # KEY: the address key of the version that is looked at


def show(screen: Screen, versions: pd.DataFrame) -> None:
    titles = dict(zip(versions["version"].astype(int), versions["title"], strict=True))
    asked = st.query_params.get(KEY, "")
    if asked and not (asked.isdecimal() and int(asked) in titles):
        messages.notices([f"没有数据版本“{asked}”，已显示最新版本。"])
    st.session_state["versions.chosen"] = int(asked) if asked.isdecimal() and int(asked) in titles else next(iter(titles))
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            chosen = st.selectbox(
                "查看版本（可输入文字查找）", list(titles), key="versions.chosen", width=560,
                format_func=lambda version: f"版本{version}　{titles[version]}",
                on_change=lambda: go(**{KEY: str(st.session_state["versions.chosen"])}),
            )  # fmt: skip
            _as_it_was(screen.source, chosen)
        row = versions[versions["version"] == chosen].iloc[0]
        if row["note"]:
            st.markdown(plain(f"说明：{row['note']}"))
        _amended(screen, chosen)
        _changes(screen, chosen)
        _take_back(screen, row, versions)


def _as_it_was(source: Source, version: int) -> None:
    """Every screen as of the version; its menu keeps the version from there on."""
    keys = {key: value for key, value in st.query_params.to_dict().items() if key != KEY} | {"asof": str(version)}
    with st.popover(f"按版本{version}查看页面", width="content"):
        for screen in (one for one in SCREENS if one.section in ("", "重点工作", "业务", "乡镇") and source.has_line(one.name)):
            st.page_link(entry.page_of(screen.name), label=screen.title, query_params=keys)


def _amended(screen: Screen, version: int) -> None:
    """What it changed of sealed months, and why."""
    mark = sealing.marks(screen.source).get(version)
    if mark:
        reasons = dict.fromkeys(
            one.reason
            for one in sealing.amendments_of(screen.source, sealing.seals_of(screen.source, ""))
            if one.version == version
        )
        st.markdown(f":orange-badge[修订] {plain(mark.removeprefix('修订'))}。原因：{plain('；'.join(reasons))}")


def _changes(screen: Screen, version: int) -> None:
    with st.spinner("正在比较……"):
        found = screen.source.ask(preview.of_version, version)
    if found is None:
        st.caption(f"这个版本超过{preview.MOST_COMPARED}个数，不逐个比较。")
        return
    if not found:
        st.caption("这个版本没有改变任何已入库的数。")
        return
    new = sum(one.before is None for one in found)
    gone = sum(one.after is None for one in found)
    st.markdown(f"**改变了{len(found)}个数**：新报{new}个，改动{len(found) - new - gone}个，撤回后未报{gone}个。")
    table = preview.change_table(screen.source, found[:MOST])
    keys = [preview.key_of(one) for one in found[:MOST]]
    inspector.table(
        table,
        {table.columns[0]: keys},
        f"versions.{version}",
        height=min(320, 35 * (len(table) + 1) + 3),
        alt="变化最大的数，原数和新数",
    )
    if len(found) > MOST:
        st.caption(f"只列变化最大的{MOST}个。")


def _take_back(screen: Screen, row: pd.Series, versions: pd.DataFrame) -> None:
    version = int(row["version"])
    if (
        not screen.source.scope.may_publish
        or not preview.may_be_taken_back(row["kind"])
        or (versions["reverts"] == version).any()
    ):
        return
    reached = [
        month_text(one.month) for one in sealing.seals_of(screen.source, row["area"]) if row["first"] <= one.month <= row["last"]
    ]
    if reached:
        st.caption(f"含已定稿的{'、'.join(reached)}：撤回会作为“修订”留痕。")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input("撤回的原因", key=f"versions.reason.{version}", max_chars=300, width=560)
        st.button("撤回这个版本", key=f"versions.revert.{version}", on_click=_revert, args=(version,), width="content")


def _revert(version: int) -> None:
    try:
        new = returning.take_back(version, who(), st.session_state.get(f"versions.reason.{version}", ""))
    except CockpitError as fault:
        st.session_state[messages.FAULT] = fault
        return
    go(**{KEY: str(new)})
    st.toast(f"已撤回数据版本{version}，当前为数据版本{new}。")
