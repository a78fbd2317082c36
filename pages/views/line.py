"""The frame of a business line's screen: cards, the line's story, one indicator in depth, the table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import streamlit as st

from metrics import exhibits
from metrics.evaluate import LEVEL_WORDS, is_too_fine
from metrics.results import Exhibit
from pages.views import area_table, exhibit, kpi_card, sparse, why
from pages.views.address import go
from pages.views.session import Screen
from pages.views.text import plain


@dataclass(frozen=True)
class Plan:
    """What a line shows. cards: rows of indicator ids. focus: those that can be looked at in depth, the first by default.

    story: builds the exhibits that tell the line's way in its first screen.
    """

    line: str
    cards: tuple[tuple[str, ...], ...]
    focus: tuple[str, ...]
    table: tuple[str, ...]
    story: Callable[[Screen], Sequence[Exhibit]] = field(default=lambda screen: ())


def show(screen: Screen, plan: Plan) -> None:
    if sparse.is_sparse(screen):
        sparse.show(screen, plan.line)
        return
    for codes in plan.cards:
        kpi_card.row(screen, [screen.source.preferred(code) for code in codes])
    chosen = _chosen(screen, plan)
    _story_and_trend(screen, plan, chosen)
    why.show(screen, chosen)
    if screen.has_children:
        _areas(screen, plan, chosen)
    else:
        st.caption(f"{plain(screen.area_name)}是最末一级，以上为本级数字。可用左上角“单位”或“返回”按钮回到上一级。")


def _chosen(screen: Screen, plan: Plan) -> str:
    names = {code: screen.source.indicator(code).label for code in map(screen.source.preferred, plan.focus)}
    asked = screen.view.indicator
    if asked and asked not in names and screen.source.indicator(asked).line == plan.line:
        names[asked] = screen.source.indicator(asked).label
    st.session_state["focus"] = asked if asked in names else next(iter(names))
    st.segmented_control(
        "细看指标", list(names), key="focus", format_func=names.get, required=True, label_visibility="collapsed",
        on_change=lambda: go(indicator=st.session_state["focus"]),
    )  # fmt: skip
    return st.session_state["focus"]


def _story_and_trend(screen: Screen, plan: Plan, chosen: str) -> None:
    story = plan.story(screen)
    shown = [*story, exhibits.trend(screen.source, screen.view, chosen, screen.name)]
    for column, one in zip(st.columns(len(shown), gap="small"), shown, strict=True):
        with column:
            exhibit.show(screen, one)


def _areas(screen: Screen, plan: Plan, chosen: str) -> None:
    one = screen.source.indicator(chosen)
    first = screen.source.tree.children(screen.view.area)[0].code
    if is_too_fine(screen.source, one, first):
        word = one.note or f"{one.name}只统计到{LEVEL_WORDS[one.finest]}，{screen.area_name}以下没有分项数字。"
        st.info(plain(word))
    else:
        left, right = st.columns([2, 3], gap="small")
        with left:
            exhibit.show(screen, exhibits.ranking(screen.source, screen.view, chosen, screen.name))
        with right:
            exhibit.show(screen, exhibits.by_area(screen.source, screen.view, chosen, screen.name))
    codes = [code for code in plan.table if not is_too_fine(screen.source, screen.source.indicator(code), first)]
    if codes:
        title = f"{screen.area_name}下级一览"
        area_table.show(screen, exhibits.area_table(screen.source, screen.view, codes, screen.name, title))
