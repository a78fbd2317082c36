"""The template that decks are built on: the built-in one to take along, the bureau's own to put into force."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from data_access.errors import CockpitError
from pages.exports import slide_template
from pages.exports.slides import PPTX
from pages.views import messages
from pages.views.session import who

TAB = "template"
FILE, REFUSED = "template.file", "template.refused"


def show() -> None:
    """Which one is in force, the names that a template must bear, and the way to another."""
    refused = st.session_state.pop(REFUSED, None)
    if refused is not None:
        messages.show(refused)
    own = slide_template.kept() is not None
    now, new = st.columns([3, 2], gap="medium")
    with now, st.container(border=True):
        st.markdown("导出的 PPT 现在用**本单位的模板**。" if own else "导出的 PPT 现在用**自带的模板**。")
        st.caption(
            "模板里的版式和占位符按名称识别，其余（标志、底图、字体、颜色、位置）照模板原样；模板里已有的幻灯片当作样张，不导出。"
        )
        rows = [{"版式": name, "占位符": "、".join(spots)} for name, spots in slide_template.NAMES.items()]
        st.dataframe(pd.DataFrame(rows), hide_index=True, alt="模板的版式和占位符名称")
        with st.container(horizontal=True, gap="small"):
            st.download_button(
                "下载自带模板", slide_template.built_in, "PPT模板.pptx", PPTX, on_click="ignore", key="template.built_in"
            )
            st.button("恢复自带模板", key="template.reset", disabled=not own, on_click=_do, args=(slide_template.forget,))
    with new, st.container(border=True):
        st.markdown("**换成本单位的模板**　:small[:gray[检查通过才启用]]")
        file = st.file_uploader("在幻灯片母版里改好的 .pptx（10MB以内，不带宏）", type=["pptx"], key=FILE)
        if file is not None:
            st.button(
                "启用这个模板", key="template.use", type="primary", on_click=_do, args=(slide_template.keep, file.getvalue())
            )


def _do(work: Callable[..., None], *given: bytes) -> None:
    try:
        work(*given, who())
    except CockpitError as fault:
        st.session_state[REFUSED] = fault
