"""快速查询: the box in the menu's row, and below it what the typed words mean, each figure with its source and its screen."""

from __future__ import annotations

import streamlit as st

from metrics.cards import parts_text
from metrics.formatting import number_text, reported_text
from metrics.inspect import when
from metrics.keys import key_of
from metrics.lookup import MOST_LETTERS, Hit, Meaning, hits, meaning, terms
from metrics.results import View
from metrics.source import Source
from pages import HOME, SCREENS
from pages.views import inspector, letters
from pages.views.entry import page_of
from pages.views.text import plain

BOX = "lookup"


def box() -> None:
    st.text_input(
        "快速查询", key=BOX, placeholder="快速查询：火化率、枫林乡、hhl", max_chars=MOST_LETTERS, width=letters.scaled(250), icon=":material/search:",
        label_visibility="collapsed",
    )  # fmt: skip


def show(source: Source, view: View, keys: dict[str, str]) -> None:
    """What was typed, answered; nothing while the box is empty. keys: the address of the View."""
    typed = st.session_state.get(BOX, "")
    if not typed.strip():
        return
    found = meaning(typed, terms(source))
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(plain(_said(typed, found)), width="stretch")
            st.button("收起", key="lookup.close", on_click=_clear, type="tertiary", width="content")
        shown, more = hits(source, view, found)
        for place, hit in enumerate(shown):
            _hit(source, hit, keys, place)
        if more:
            st.caption(f"还有{more}个相符，请多写几个字。")


def _said(typed: str, found: Meaning) -> str:
    if not found.areas and not found.indicators:
        return f"没有找到与“{typed}”相符的指标或单位。可以写指标名、单位名或拼音首字母，例如：火化率、枫林乡、枫林 hhl。"
    if found.is_sure:
        return f"“{typed}”"
    kinds = ((found.areas, "单位"), (found.indicators, "指标"))
    several = "、".join(f"{len(terms)}个{word}" for terms, word in kinds if len(terms) > 1)
    return f"“{typed}”与{several}相符，口径或所属不同，请按需选用："


def _hit(source: Source, hit: Hit, keys: dict[str, str], place: int) -> None:
    """Name, figure (opens its source) and the way to its screen. An area of the same name elsewhere is told by its path."""
    where = " › ".join(row.name for row in source.tree.path(hit.area)[-2:])
    keys = keys | {"area": hit.area}
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if hit.number is None:
            st.markdown(f"**{plain(where)}**", width="content")
            _way(HOME, keys)
            _way("township", keys)
            return
        one = source.indicator(hit.indicator)
        st.markdown(f"{plain(where)}　{plain(one.name)}　:gray[{plain(when(hit.number))}]", width="content")
        inspector.button(key_of(hit.number), f"lookup.{place}", f"**{plain(number_text(hit.number))}**")
        beside = " ".join(filter(None, (parts_text(source, one, hit.number), reported_text(hit.number))))
        if beside:
            st.caption(plain(beside), width="content")
        named = {screen.name for screen in SCREENS}
        _way(one.line if one.line in named else "explore", keys | {"indicator": hit.indicator})


def _way(name: str, keys: dict[str, str]) -> None:
    title = next(screen.title for screen in SCREENS if screen.name == name)
    st.page_link(page_of(name), label=f"看{title}", query_params=keys, width="content")


def _clear() -> None:
    st.session_state[BOX] = ""
