"""乡镇排名: any indicator over any townships, villages or bureaus, with ties, distances and the reasons not to rank."""

from dataclasses import replace

import streamlit as st

from metrics import stated_ranking
from metrics.overview import leading
from metrics.ranking_choice import BUREAUS, VILLAGES, choice, parent_of, ranking_of
from pages.views import area_choice, entry, indicator_choice, ranking_table, session, sparse
from pages.views.address import go


def render() -> None:
    with session.open_screen("compare") as screen:
        if sparse.is_sparse(screen):
            _bureaus(screen)
            return
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            way = _way(screen)
            below = screen.source.tree.children(parent_of(screen.source.tree, screen.view.area, way))
            code = indicator_choice.choose(
                screen, indicator_choice.core(screen.source, below[0].code), leading(screen.source), "compare.one"
            )
            chosen = area_choice.choose({row.code: row.name for row in below}, "单位")
        view = replace(screen.view, exhibit=choice(way, chosen))
        ranking_table.show(screen, ranking_of(screen.source, view, code), view.exhibit)


def _way(screen: session.Screen) -> str:
    """Of an open township: the townships beside it, or its own villages."""
    tree, area = screen.source.tree, screen.view.area
    if parent_of(tree, area, "") == area or not tree.children(area):
        return ""
    ways = {"": f"{tree.name(tree.parent(area))}各乡镇", VILLAGES: f"{tree.name(area)}各村（社区）"}
    asked = st.query_params.get("tab", "")
    st.session_state["compare.way"] = asked if asked in ways else ""
    st.segmented_control(
        "比较范围", list(ways), key="compare.way", format_func=ways.get, required=True,
        on_change=lambda: go(tab=st.session_state["compare.way"], among=None),
    )  # fmt: skip
    return st.session_state["compare.way"]


def _bureaus(screen: session.Screen) -> None:
    st.caption("各单位公开报告列出的数字，期间各不相同；同名不同口径、累计期间不等的不排名。")
    seen = stated_ranking.bureaus(screen.source)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        known = stated_ranking.comparable(screen.source, seen)
        code = indicator_choice.choose(screen, known, "dibao_persons", "compare.stated")
        chosen = area_choice.choose({area: screen.source.tree.name(area) for area in seen}, "单位")
    ranking_table.show(screen, stated_ranking.of_bureaus(screen.source, code, seen, chosen), choice(BUREAUS, chosen))


if __name__ == "__main__":
    entry.front_door(__file__)
