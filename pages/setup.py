"""开县设置: what is set up, the form to fill in, its check, and the way back to the demo county."""

import streamlit as st

from data_access.errors import CockpitError
from metrics.source import open_source
from pages.views import boundary_upload, entry, messages, session
from pages.views.text import plain
from sample_data import own_county, setup_form, setup_reader


def render() -> None:
    with session.open_screen("setup", bar=False):
        st.title("开县设置")
        state, steps = st.columns([2, 3], gap="medium")
        with steps:
            _form()
            _check_and_enable()
            boundary_upload.show(session.who())
            _back_to_demo()
        with state, st.container(border=True), open_source(session.who()) as source:  # after the steps: it shows what they did
            st.markdown("**现在的设置**")
            for label, text in own_county.present(source).items():
                st.markdown(f"{label}：{plain(text)}")


def _form() -> None:
    with st.container(border=True):
        st.markdown("**第一步　下载空白表，填好本县的区划、设置、目标和历史数据**")
        with st.container(horizontal=True):
            st.download_button("下载空白表", setup_form.blank, "开县设置表.xlsx", setup_form.MIME, on_click="ignore")
            st.download_button("下载填写示例", setup_form.example, "开县设置示例.xlsx", setup_form.MIME, on_click="ignore")


def _check_and_enable() -> None:
    with st.container(border=True):
        st.markdown("**第二步　上传检查，确认无误后启用**　:small[:gray[检查不写入；有一处不对就整份不收]]")
        file = st.file_uploader("填好的开县设置表（.xlsx，10MB以内）", type=["xlsx"], key="setup.file")
        if file is None:
            return
        try:
            county = setup_reader.read(file.getvalue(), file.name)
            st.success(plain(f"检查通过。{setup_reader.summary(county)}"))
            st.caption("启用后，示例县的区划和数据全部移除；已经启用过的，只更新有变化的部分，已报数据不受影响。")
            if st.button("确认启用", type="primary", key="setup.enable"):
                st.success(plain(own_county.set_up(county, session.who())))
        except CockpitError as error:
            messages.show(error)


def _back_to_demo() -> None:
    with st.container(border=True):
        st.markdown("**恢复示例县**　:small[:gray[本单位的区划、目标和全部已报数据会被移除，不能撤销]]")
        sure = st.checkbox("我已备份，确认移除本单位数据", key="setup.sure")
        if st.button("恢复示例县", disabled=not sure, key="setup.reset"):
            with st.spinner("正在恢复，约需半分钟……"):
                st.success(plain(own_county.reset_demo(session.who())))


if __name__ == "__main__":
    entry.front_door(__file__)
