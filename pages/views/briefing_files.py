"""The files of a briefing: a short one is written on the click that downloads it, a long one before, with its progress."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from data_access import briefings
from data_access.briefings import Pin
from data_access.errors import CockpitError
from data_access.scope import Scope
from metrics.source import Source, open_source
from pages.exports import FORMS, briefing, written
from pages.exports.briefing import Progress
from pages.views import download, messages
from pages.views.session import who

LONG = 12  # exhibits; beyond that the wait is longer than a click should be
ASKED = "briefing.asked"  # the form of the long file to write now
READY = "briefing.ready"  # the long file that was written: (what it is of, its code, its bytes)


def show(source: Source, name: str, pins: Sequence[Pin]) -> None:
    """A button a form. What cannot be exported is said before anything is built."""
    try:
        briefing.check(source, name, pins)
    except CockpitError as fault:
        messages.show(fault)
        return
    if len(pins) > LONG:
        _long(name, pins)
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        for form, (word, kind) in FORMS.items():
            made = partial(prepared, source.scope, name, form)
            download.offer(source.scope, f"下载 {word}", lambda made=made: made()[1], _file_name(name, form), kind, is_told=True)
        st.caption(f"共{len(pins)}个图表，按选入时的数据版本。")


def _long(name: str, pins: Sequence[Pin]) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        for form, (word, _) in FORMS.items():
            st.button(f"生成 {word}", key=f"briefing.make{form}", width="content", on_click=_ask, args=(form,))
        st.caption(f"共{len(pins)}个图表，按选入时的数据版本；图表多，生成后再下载。")
    if ASKED in st.session_state:
        _make(name, pins, st.session_state.pop(ASKED))
    ready = st.session_state.get(READY)
    if ready and ready[0][:2] == (name, repr(pins)):
        form = ready[0][2]
        word, kind = FORMS[form]
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.download_button(f"下载 {word}", ready[2], _file_name(name, form), kind, on_click="ignore", type="primary")
            st.caption(f"已生成，校验码{ready[1]}。")


def _ask(form: str) -> None:
    st.session_state[ASKED] = form


def _make(name: str, pins: Sequence[Pin], form: str) -> None:
    """Write the file while the screen waits, and says how far it is."""
    st.session_state.pop(READY, None)
    bar = st.progress(0.0, "正在取数……")

    def told(done: int) -> None:
        last = done == len(pins)
        bar.progress(done / (len(pins) + 1), "正在排版……" if last else f"正在取第{done + 1}个图表，共{len(pins)}个……")

    try:
        code, content = prepared(who(), name, form, told)
    except CockpitError as fault:
        messages.show(fault)
    else:
        st.session_state[READY] = ((name, repr(pins), form), code, content)
    bar.empty()


def prepared(scope: Scope, name: str, form: str, progress: Progress = lambda done: None) -> tuple[str, bytes]:
    """Code and file, read anew since a click may come after the screen has closed its reading; its figures kept under the code."""
    with open_source(scope) as source:
        pack = briefing.pack_of(source, name, briefings.pins(source.connection, scope, name), progress)
        content = written(source, pack, form)
    briefing.keep(scope, pack)
    return pack.code, content


def _file_name(name: str, form: str) -> str:
    return f"{name}_{date.today():%Y%m%d}{form}"
