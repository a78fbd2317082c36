"""Which tasks are listed: by category and by light, both in the address (`exhibit`); and what to say where none is set."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from metrics.formatting import light_text
from metrics.progress_board import CATEGORIES, PLAIN, STAGE, Row
from pages.views import sparse
from pages.views.address import go
from pages.views.session import Screen
from pages.views.text import plain

ALL = "all"
TASKS = "tasks"
KEYS = {"民生实事": "people", "上级目标": "above", "年度任务": "yearly", "": "other", PLAIN: "plain"}
WORDS = {ALL: "全部", TASKS: "重点任务", **{KEYS[name]: name or "其他任务" for name in CATEGORIES}}
LIGHTS = {
    ALL: "全部",
    **{light: light_text(light) for light in ("on", "mark", "behind", "off")},
    STAGE: "○按阶段",
    "none": "—暂无数据",
}


def choose(rows: Sequence[Row]) -> list[Row]:
    """The two filters, and the rows that they leave. The key tasks come first; an area without any has its plain targets."""
    categories, lights = _categories(rows), {row.light for row in rows}
    asked = st.query_params.get("exhibit", "").removeprefix("progress.").partition(".")
    category = asked[0] if asked[0] in categories else categories[0]
    light = asked[2] if asked[2] in LIGHTS else ALL
    st.session_state.update({"progress.category": category, "progress.light": light})
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        if len(categories) > 1:
            st.segmented_control(
                "类别", categories, key="progress.category", format_func=WORDS.get, required=True, on_change=_moved,
            )  # fmt: skip
        st.segmented_control(
            "亮灯", [one for one in LIGHTS if one in lights | {ALL, light}], key="progress.light", format_func=LIGHTS.get,
            required=True, on_change=_moved,
        )  # fmt: skip
    return [row for row in rows if _is_in(row, category) and light in (ALL, row.light)]


def _categories(rows: Sequence[Row]) -> list[str]:
    found = [KEYS.get(name, "other") for name in dict.fromkeys(row.category for row in rows)]
    has_both = KEYS[PLAIN] in found and len(found) > 1
    return list(dict.fromkeys([*([TASKS] if has_both else []), *([ALL] if len(found) > 1 else []), *found]))


def _is_in(row: Row, category: str) -> bool:
    own = KEYS.get(row.category, "other")
    return category in (ALL, own) or (category == TASKS and row.category != PLAIN)


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
