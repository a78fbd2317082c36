"""Which tasks are listed: by category and by light, both in the address (`exhibit`); and what to say where none is set."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from metrics.formatting import light_text
from metrics.progress_board import CATEGORIES, STAGE, Row
from metrics.progress_choice import ALL, KEYS, TASKS, categories, kept, parted
from pages.views import sparse
from pages.views.address import go
from pages.views.session import Screen
from pages.views.text import plain

WORDS = {ALL: "全部", TASKS: "重点任务", **{KEYS[name]: name or "其他任务" for name in CATEGORIES}}
LIGHTS = {
    ALL: "全部",
    **{light: light_text(light) for light in ("on", "mark", "behind", "off")},
    STAGE: "○按阶段",
    "none": "—暂无数据",
}


def choose(rows: Sequence[Row]) -> tuple[list[Row], str]:
    """The two filters, the rows that they leave, and the choice."""
    known, lights = categories(rows), {row.light for row in rows}
    category, light = parted(st.query_params.get("exhibit", "").removeprefix("progress."), known)
    light = light if light in LIGHTS else ALL
    st.session_state.update({"progress.category": category, "progress.light": light})
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        if len(known) > 1:
            st.segmented_control(
                "类别", known, key="progress.category", format_func=WORDS.get, required=True, on_change=_moved,
            )  # fmt: skip
        st.segmented_control(
            "亮灯", [one for one in LIGHTS if one in lights | {ALL, light}], key="progress.light", format_func=LIGHTS.get,
            required=True, on_change=_moved,
        )  # fmt: skip
    choice = f"{category}.{light}"
    return kept(rows, choice), choice


def _moved() -> None:
    go(exhibit=f"progress.{st.session_state.get('progress.category', ALL)}.{st.session_state['progress.light']}")


def nothing_set(screen: Screen) -> None:
    """A village, or a bureau known from its report only: calm words, and the way to where targets are."""
    tree, area, year = screen.source.tree, screen.view.area, screen.view.span.year
    if sparse.is_sparse(screen):
        st.info(f"{plain(tree.name(area))}的公开报告没有可供跟踪的年度任务清单。报告写到的目标见“公开报告”。")
        return
    st.info(
        f"没有给{plain(tree.name(area))}下达{year}年的任务或目标。目标可在“开县设置”的“目标”表中登记，或用 targets 命令导入。"
    )
    above = tree.parent(area)
    if above:
        st.button(f"查看{tree.name(above)}的任务", key="progress.up", on_click=go, kwargs={"area": above})
