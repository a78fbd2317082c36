"""The template that decks are built on: the built-in one to take along, the bureau's own to put into force."""

from __future__ import annotations

import streamlit as st

from data_access.errors import CockpitError
from pages.exports import slide_template
from pages.exports.slides import PPTX
from pages.views import messages

FILE = "template.file"


def show() -> None:
    """One quiet button; what it opens says which template is in force."""
    own = slide_template.kept() is not None
    with st.popover("PPT 模板", width="content"):
        st.markdown("现在用**本单位的模板**。" if own else "现在用**自带的模板**。")
        names = "；".join(f"版式“{name}”：{'、'.join(spots)}" for name, spots in slide_template.NAMES.items())
        st.caption(f"模板里的版式和占位符按名称识别。{names}。其余（标志、底图、字体、颜色）照模板原样。")
        with st.container(horizontal=True, gap="small"):
            st.download_button(
                "下载自带模板", slide_template.built_in, "PPT模板.pptx", PPTX, on_click="ignore", key="template.built_in"
            )
            st.button("恢复自带模板", key="template.reset", disabled=not own, on_click=slide_template.forget)
        file = st.file_uploader("本单位的模板（.pptx，20MB以内，不带宏）", type=["pptx"], key=FILE)
        if file is not None and st.button("启用这个模板", key="template.use", type="primary"):
            try:
                slide_template.keep(file.getvalue())
                st.success("已启用，以后导出的 PPT 都用这个模板。")
            except CockpitError as fault:
                messages.show(fault)
