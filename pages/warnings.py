"""需关注事项: what the View raises and what was assigned, open ones first, each from 交办 over 反馈 to 销号."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from data_access import follow_ups
from metrics.attention import Item, attention, from_findings
from metrics.following import counts, in_state, matters
from metrics.overview import columns
from pages.views import entry, follow_up, quality_findings, rank_rule, session, sparse
from pages.views.address import go

ALL, STATE = "全部", "state"


def render() -> None:
    with session.open_screen("warnings") as screen:
        if sparse.is_sparse(screen):
            _list(screen, [])
            return
        items = screen.source.ask(attention, screen.view, columns(screen.source))
        _list(screen, from_findings(screen.source, items, quality_findings.kept(screen)))
        rank_rule.show(screen)


def _list(screen: session.Screen, items: Sequence[Item]) -> None:
    source, today = screen.source, date.today()
    found = matters(source.tree, items, follow_ups.cases(source.connection, source.scope), screen.view)
    if not found:
        st.info("所选单位和期间没有需要关注的事项，也没有交办过的事项。可换一个单位或月份查看。")
        return
    state = _filter(counts(found, today), len(found))
    shown = in_state(found, state, today)
    opened = st.query_params.get(follow_up.ITEM, "")
    if opened and opened not in {matter.raised.item for matter in found}:
        st.info("链接里的事项在所选单位和期间没有提示，也没有交办过。请从下面的列表里另选。")
    if not shown:
        st.caption(f"没有“{state}”的事项。")
    for number, matter in enumerate(shown):
        follow_up.row(screen, matter, number, today)


def _filter(found: dict[str, int], total: int) -> str:
    """The state that the address names; all where it names none."""
    words = {ALL: total} | found
    asked = st.query_params.get(STATE, ALL)
    st.session_state["warnings.state"] = asked if asked in words else ALL  # the address rules
    return st.segmented_control(
        "办理状态", list(words), format_func=lambda word: f"{word}（{words[word]}）", key="warnings.state", required=True,
        on_change=_moved,
    )  # fmt: skip


def _moved() -> None:
    chosen = st.session_state["warnings.state"]
    go(**{STATE: None if chosen == ALL else chosen})


if __name__ == "__main__":
    entry.front_door(__file__)
