"""重点工作推进: every task with target, pace, gap and light; the chosen one by month and by area; the lights' rule."""

from dataclasses import replace

import streamlit as st

from metrics import progress_board
from metrics.progress_detail import by_area, plan_trend
from metrics.results import View
from pages.views import entry, exhibit, progress_filters, progress_rule, progress_table, session
from pages.views.text import plain


def render() -> None:
    with session.open_screen("progress") as screen:
        rows = progress_board.board(screen.source, screen.view)
        if not rows:
            progress_filters.nothing_set(screen)
            return
        st.markdown(f"**{plain(progress_board.sentence(screen.source, screen.view, rows))}**")
        kept, choice = progress_filters.choose(rows)
        view = replace(screen.view, exhibit=choice)  # what is listed: a pin lists the same tasks again
        if not kept:
            st.info("所选类别和亮灯下没有任务，可在上方改选“全部”。")
            return
        progress_table.show(screen, progress_board.table(screen.source, view, kept))
        _in_depth(screen, view, kept)
        progress_rule.show(screen)


def _in_depth(screen: session.Screen, view: View, rows: list) -> None:
    row = progress_board.chosen(rows, screen.view.indicator)
    if row is None:
        return
    left, middle, right = st.columns([4, 4, 3], gap="small")
    with left:
        exhibit.show(screen, progress_board.bars(screen.source, view, rows))
    with middle:
        exhibit.show(screen, plan_trend(screen.source, screen.view, row))
    with right:
        areas = by_area(screen.source, screen.view, row)
        if areas is None:
            st.info(f"“{plain(row.name)}”没有下级单位的分项数字。")
        else:
            exhibit.show(screen, areas)


if __name__ == "__main__":
    entry.front_door(__file__)
