"""考评 · 模拟测算: other points, targets and supposed values, or another scheme; nothing of it is saved by itself."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
import streamlit as st

from data_access.errors import CockpitError
from metrics.assessment import library, rehearsal, tables, words
from metrics.assessment.model import Scheme
from metrics.assessment.score import Assessment, assess
from metrics.formatting import points_text
from metrics.loading import catalogue
from pages.views import messages
from pages.views.address import go
from pages.views.assessment_choice import SCHEME, TAB, Chosen
from pages.views.text import plain

ROW, NONE = 28, ""
AT_YEARS_END = "december"
BESIDE = "beside"  # the address key of the scheme that is held beside
OFFICIAL = "只在本页测算：不保存，不影响正式得分、排名和归档。"


def show(chosen: Chosen) -> None:
    st.info(OFFICIAL, icon=":material/science:")
    left, right = st.columns([5, 7], gap="small")
    try:
        with left:
            scheme, supposed, other = _asked(chosen)
        after = _after(chosen, scheme, supposed, other)
    except CockpitError as fault:
        with right:
            messages.show(fault)
        return
    with right:
        _result(chosen, chosen.found, after)
        if not other and scheme != chosen.found.scheme:
            _save(chosen, scheme)


def _asked(chosen: Chosen) -> tuple[Scheme, dict[tuple[str, str], Fraction], str]:
    """The changed scheme, supposed values, and the code of another scheme to hold beside."""
    found = chosen.found
    others = {
        one.code: one.name
        for one in library.listing(chosen.screen.source)
        if one.way == found.scheme.way and one.code != found.scheme.code
    }
    key = chosen.key("other")
    asked = st.query_params.get(BESIDE, NONE)
    st.session_state[key] = asked if asked in others else NONE  # the address rules
    other = st.selectbox(
        "与另一方案比较", [NONE, *others], key=key, format_func=lambda code: others.get(code, "不比较，只改本方案"),
        on_change=lambda: go(**{BESIDE: st.session_state[key] or None}),
    )  # fmt: skip
    if other:
        return found.scheme, {}, other
    scheme = _edited(chosen)
    return scheme, _supposed(chosen), NONE


def _edited(chosen: Chosen) -> Scheme:
    """Points and targets, changed in the table. Raises InputError."""
    scheme = chosen.found.scheme
    st.markdown("**改分值和目标**　:small[:gray[目标留空的按下达目标]]")
    frame = pd.DataFrame({
        "编号": [item.code for item in scheme.items], "项目": [item.name for item in scheme.items],
        "分值": [f"{scheme.worth(item).normalize():f}" for item in scheme.items],
        "目标": ["" if item.target is None else f"{item.target:f}" for item in scheme.items],
    })  # fmt: skip
    config = {"编号": st.column_config.TextColumn(width=48)} | {name: _typed(80) for name in ("分值", "目标")}
    typed = st.data_editor(
        frame, key=chosen.key("edit"), hide_index=True, disabled=["编号", "项目"], row_height=ROW, height=ROW * (len(frame) + 1) + 14,
        column_config=config,
    )  # fmt: skip
    points, targets = (rehearsal.read(frame["编号"], frame[name], typed[name], name) for name in ("分值", "目标"))
    return rehearsal.changed(scheme, points, targets) if points or targets else scheme


def _typed(width: int):
    """Text, since a number's empty cell would say None."""
    return st.column_config.TextColumn(width=width, alignment="right", max_chars=20)


def _supposed(chosen: Chosen) -> dict[tuple[str, str], Fraction]:
    """Expected values of one unit, such as what it may come to by the end of the year. Raises InputError."""
    found = chosen.found
    units = {one.area: one.name for one in found.results}
    st.markdown("**假设实际值**　:small[:gray[例如预计年底能到多少；只改一个单位]]")
    default = list(units).index(chosen.unit) if chosen.unit else found.ranked - 1
    area = st.selectbox("单位", list(units), index=max(default, 0), key=chosen.key("suppose.unit"), format_func=units.get)
    keys = {one.item.code: one.parts[0].key for one in found.of(area).items if not one.item.is_manual}
    expected = rehearsal.expected(chosen.screen.source, found, area)
    names, facts = {item.code: item.name for item in found.scheme.items}, found.facts[area]
    frame = pd.DataFrame({
        "项目": [names[code] for code in keys], "假设": [""] * len(keys),
        "现值": [words.fact_text(facts[key]) if key in facts else "未登记" for key in keys.values()],
        "推算全年": [expected.get(code, "") for code in keys],
    })  # fmt: skip
    typed = st.data_editor(
        frame, key=chosen.key(f"suppose.{area}"), hide_index=True, disabled=["项目", "现值", "推算全年"], row_height=ROW, height=ROW * (len(frame) + 1) + 14,
        column_config={"假设": _typed(80)},
    )  # fmt: skip
    st.toggle("按年底的进度要求测算", key=chosen.key(AT_YEARS_END), help="按进度得分的项目按12月的要求计，其他项目不变")
    values = rehearsal.read(list(keys), frame["假设"], typed["假设"], "假设")
    return {(area, keys[code]): Fraction(value) for code, value in values.items()}


def _after(chosen: Chosen, scheme: Scheme, supposed: dict[tuple[str, str], Fraction], other: str) -> Assessment:
    found = chosen.found
    if other:
        beside, version = library.find(chosen.screen.source, other)
        return assess(chosen.screen.source, beside, chosen.area, found.month, scheme_version=version)
    month = 12 if st.session_state.get(chosen.key(AT_YEARS_END)) else 0
    return rehearsal.rescored(found, scheme, supposed, month)


def _result(chosen: Chosen, before: Assessment, after: Assessment) -> None:
    moved = rehearsal.moves(before, after)
    frame = tables.moves(moved)
    up, down = ([move.name for move in moved if sign * move.up > 0] for sign in (1, -1))
    said = f"{len(up)}个单位上升，{len(down)}个下降" if up or down else "名次没有变化"
    with st.container(border=True):
        names = f"{before.scheme.name} → {after.scheme.name}" if before.scheme.name != after.scheme.name else before.scheme.name
        full = (
            f"，满分{points_text(before.scheme.full, '')} → {points_text(after.scheme.full)}"
            if before.scheme.full != after.scheme.full
            else ""
        )
        st.markdown(f"**{plain(said)}**　:small[:gray[{plain(names + full)}]]")
        if before.scheme.way == "up":
            frame = frame.drop(columns=["位次", "升降"])
        st.dataframe(
            frame, hide_index=True, row_height=ROW, height=ROW * (len(frame) + 1) + 14, alt=f"模拟测算：{said}",
            column_config={"主要原因（折百分制）": st.column_config.TextColumn(width=420)},
        )  # fmt: skip


def _save(chosen: Chosen, scheme: Scheme) -> None:
    """Only by its own name and button does a rehearsed scheme become one of the bureau's."""
    key = chosen.key("keep")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input("把测算的方案另存为", key=key, placeholder="新方案的名称", width=320)
        st.button("另存为新方案", on_click=_kept, args=(scheme, key), width="content")
        st.caption("原方案不变。", width="content")


def _kept(scheme: Scheme, key: str) -> None:
    save_copy(scheme, st.session_state.get(key, ""), f"由“{scheme.name}”测算后另存")


def save_copy(scheme: Scheme, name: str, remark: str) -> None:
    """A callback's work: the scheme as one of the bureau's own, which is opened."""
    made: list[Scheme] = []

    def work(connection, scope) -> None:
        made.append(library.copied(connection, scheme, name))
        library.save(connection, scope, made[0], catalogue(), remark)

    if messages.written(work):
        st.toast("已另存为新方案。")
        go(**{SCHEME: made[0].code, TAB: "scheme"})
