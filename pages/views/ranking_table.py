"""A ranking on screen: bars and a map, or the reasons why not, then the table.

A click on a name opens the area, on a figure its 口径与来源.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from metrics import ranking as ranks
from metrics import ranking_choice
from metrics.keys import key_of
from metrics.ranking import Ranking
from pages.charts import theme
from pages.views import exhibit, inspector
from pages.views.address import go
from pages.views.coloured import coloured
from pages.views.session import Screen
from pages.views.text import plain

ROW = 28


def show(screen: Screen, ranking: Ranking, choice: str) -> None:
    """choice: who takes part, as `metrics/ranking_choice` writes it."""
    view = replace(screen.view, exhibit=choice)
    for refusal in ranking.refusals:
        st.warning(plain(refusal))
    if ranking.refusals and len(ranking.standings) > 2:
        st.caption("在“参加比较的单位”里只留口径、期间相同的单位，即可排名。")
    bars, area_map = (
        draw(screen.source, view, ranking.indicator.id, "compare", ranking)
        for draw in (ranking_choice.bars, ranking_choice.area_map)
    )
    if bars:
        for column, one in zip(st.columns([3, 2] if area_map else 1, gap="small"), filter(None, (bars, area_map)), strict=True):
            with column:
                exhibit.show(screen, one)
    _table(screen, ranking)


def _table(screen: Screen, ranking: Ranking) -> None:
    table = ranks.table(ranking)
    if not len(table):
        st.info("所选单位没有这项指标的数字。")
        return
    title = "并列各单位数字（不排名）" if ranking.refusals else "位次、距第一、距目标"
    opened = [row.stated or key_of(row.number) for row in ranking.standings]
    nothing = [""] * len(opened)
    with st.container(border=True):
        st.markdown(f"**{plain(ranking.indicator.name)} · {title}**　:small[:gray[{plain(ranking.indicator.scope)}]]")
        inspector.table(
            table, {"单位": nothing, "数值": opened}, f"compare.table.{ranking.indicator.id}.{screen.view.area}.{screen.view.span.month}",
            shown=_coloured(table, ranking, screen.view.area), otherwise=lambda row, column: _open(screen, ranking, row),
            row_height=ROW, height=ROW * (len(table) + 1) + 14, alt=f"{ranking.indicator.name}{title}",
        )  # fmt: skip


def _coloured(table: pd.DataFrame, ranking: Ranking, area: str):
    dark = st.context.theme.type == "dark"
    lit = table.columns.intersection(["数值", "灯"])
    styles = {(at, name): theme.light_style(row.light, dark) for at, row in enumerate(ranking.standings) for name in lit}
    own = {(at, "单位"): "font-weight:700" for at, row in enumerate(ranking.standings) if row.area == area}
    return coloured(table, styles | own)


def _open(screen: Screen, ranking: Ranking, row: int) -> None:
    if ranking.standings[row].area != screen.view.area:
        go(area=ranking.standings[row].area)
