"""覆盖率: facility coverage and people coverage apart, by township with n/d, and the villages still without."""

import streamlit as st

from metrics import area_tables, exhibits
from metrics.area_tables import FAMILIES
from metrics.coverage import coverage_table, rates, without
from pages.views import area_table, entry, exhibit, inspector, session, sparse
from pages.views.address import go
from pages.views.text import plain


def render() -> None:
    with session.open_screen("coverage") as screen:
        if sparse.is_sparse(screen):
            sparse.show(screen)
            return
        chosen = _rate(screen)
        left, right = st.columns([2, 3], gap="small")
        with left:
            for family, word in FAMILIES.items():
                _family(screen, family, word)
        with right:
            if screen.has_children:
                exhibit.show(screen, screen.ask(exhibits.ranking, chosen, "coverage"))
            exhibit.show(screen, screen.ask(exhibits.trend, chosen, "coverage"))
            _without(screen, chosen)
        table = screen.ask(area_tables.table_of, "coverage")
        if table is not None:
            area_table.show(screen, table)


def _rate(screen: session.Screen) -> str:
    known = {one.id: one.name for family in FAMILIES for one in rates(screen.source, family)}
    st.session_state["rate"] = area_tables.coverage_rate(screen.source, screen.view)
    st.selectbox(
        "覆盖率",
        list(known),
        key="rate",
        format_func=known.get,
        width=420,
        on_change=lambda: go(indicator=st.session_state["rate"]),
    )
    return st.session_state["rate"]


def _family(screen: session.Screen, family: str, word: str) -> None:
    table = screen.ask(coverage_table, family)
    with st.container(border=True):
        st.markdown(f"**{word}（{len(table)}项）**　:small[:gray[{plain(screen.area_name)}，比率与分子/分母]]")
        inspector.table(table, table.attrs["keys"], family, row_height=30, height=40 + 30 * len(table), alt=f"{word}各项比率")


def _without(screen: session.Screen, code: str) -> None:
    villages = screen.ask(without, code)
    if villages:
        with st.container(border=True):
            st.markdown(f"**尚未覆盖的村（社区）（{sum(len(names) for names in villages.values())}个）**")
            for township, names in list(villages.items()):
                st.markdown(f":small[**{plain(township)}**（{len(names)}）{plain('、'.join(names))}]")


if __name__ == "__main__":
    entry.front_door(__file__)
