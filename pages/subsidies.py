"""资金发放: four totals that are never merged, their programmes with rhythm, budget and amount per head."""

import streamlit as st

from metrics.line_plans import PLANS
from metrics.programmes import programme_table
from metrics.stories import TOTALS
from pages.views import entry, inspector, line, session, sparse
from pages.views.text import plain


def render() -> None:
    with session.open_screen("subsidies") as screen:
        line.show(screen, PLANS["subsidies"])
        if not sparse.is_sparse(screen):
            _programmes(screen)


def _programmes(screen: session.Screen) -> None:
    table = screen.ask(programme_table, TOTALS)
    with st.container(border=True):
        st.markdown(f"**{plain(screen.area_name)}分项目发放、预算与节奏**　:small[:gray[A—D各自合计，互不相加]]")
        bold = table.style.apply(lambda row: ["font-weight:700" if row["项目"].endswith("合计") else ""] * len(row), axis=1)
        how = {"row_height": 30, "height": 40 + 30 * len(table), "alt": "分项目发放、预算与节奏"}
        inspector.table(table, table.attrs["keys"], "programmes", shown=bold, **how)


if __name__ == "__main__":
    entry.front_door(__file__)
