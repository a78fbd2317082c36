"""The frame of a business line's screen: cards, the line's story, one indicator in depth, the table."""

from __future__ import annotations

import streamlit as st

from metrics import area_tables, exhibits, stories
from metrics.evaluate import LEVEL_WORDS, is_too_fine
from metrics.line_plans import Plan
from pages.views import area_table, exhibit, five, kpi_card, narrative, sparse, systems, why
from pages.views.address import go
from pages.views.session import Screen
from pages.views.text import plain


def show(screen: Screen, plan: Plan) -> None:
    if not screen.source.has_line(plan.line):
        st.info("按开县设置，这条线已不由本单位承担；下面是划转前报送的数字。")
    if sparse.is_sparse(screen):
        sparse.show(screen, plan.line)
    elif all(is_too_fine(screen.source, screen.source.indicator(code), screen.view.area) for code in plan.focus):
        _only_above(screen, plan)
    else:
        _figures(screen, plan)
    systems.show(screen, plan.line)


def _only_above(screen: Screen, plan: Plan) -> None:
    """A register of the county has nothing to say of a township: where its figures are, instead of empty charts."""
    one = screen.source.indicator(plan.focus[0])
    st.info(plain(one.note or f"{one.name}只统计到{LEVEL_WORDS[one.finest]}，{screen.area_name}没有分项数字。"))
    above = screen.source.tree.path(screen.view.area)
    counties = [row for row in above if not is_too_fine(screen.source, one, row.code)]
    if counties:
        keys = st.query_params.to_dict() | {"area": counties[-1].code}
        st.page_link(screen.page, label=f"看{plain(counties[-1].name)}的数字", query_params=keys)


def _figures(screen: Screen, plan: Plan) -> None:
    codes = [screen.source.preferred(code) for code in plan.cards]
    kpi_card.row(screen, codes)
    narrative.show(screen, codes)
    chosen = _chosen(screen, plan)
    five.show(screen, chosen)
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
    story, more = ([screen.ask(stories.story, name) for name in names] for names in (plan.story, plan.more))
    trend = screen.ask(exhibits.trend, chosen, screen.name)
    rows = [story, [*more, trend]] if more or len(story) > 1 else [[*story, trend]]  # three in a row are too narrow on a laptop
    for shown in rows:
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
        _ranking_and_trends(screen, chosen)
    table = screen.ask(area_tables.table_of, screen.name)
    if table is not None:
        area_table.show(screen, table)


def _ranking_and_trends(screen: Screen, chosen: str) -> None:
    """Side by side; where the duty to report lies above the areas below, one sentence instead of a wall of 无数据."""
    ranking = screen.ask(exhibits.ranking, chosen, screen.name)
    if not any(number.is_known or number.expected for number in ranking.numbers[1:]):
        st.info(plain(f"{screen.source.indicator(chosen).name}由{screen.area_name}汇总报送，下级没有分项数字。"))
        return
    left, right = st.columns([2, 3], gap="small")
    with left:
        exhibit.show(screen, ranking)
    with right:
        exhibit.show(screen, screen.ask(exhibits.by_area, chosen, screen.name))
