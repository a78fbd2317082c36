"""考评 · 排名: places and every item's score; a click on a score opens its figure, on a total the unit's own sheet."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
import streamlit as st

from metrics.assessment import tables, words
from metrics.assessment.score import Assessment
from metrics.assessment.tables import Table
from pages.charts import theme
from pages.exports import score_book, sheet
from pages.views import download, inspector
from pages.views.address import go
from pages.views.assessment_choice import TAB, Chosen
from pages.views.text import plain

ROW = 28
MUCH, SOME = Fraction(30, 100), Fraction(10, 100)  # of an item's marks lost


def show(chosen: Chosen) -> None:
    found = chosen.found
    table = tables.ranking(found)
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{plain(_finding(found))}**", width="stretch")
            name = f"{chosen.screen.source.tree.name(chosen.area)}_{found.scheme.name}_{found.month}.xlsx"
            download.offer(chosen.screen.source.scope, "下载 Excel", lambda: score_book.ranking(found), name, sheet.XLSX)
        config = {
            column: st.column_config.TextColumn(alignment="right") for column in table.frame.columns[2:] if column != "等次"
        }
        config |= {"位次": st.column_config.TextColumn(width=56), "单位": st.column_config.TextColumn(width=84, pinned=True)}
        inspector.table(
            table.frame, table.keys, chosen.key("rank"), shown=_coloured(table, found), otherwise=lambda row, column: open_unit(table, row),
            row_height=ROW, height=ROW * (len(table.frame) + 1) + 14, column_config=config, alt=_finding(found),
        )  # fmt: skip
        st.caption(plain("点分数看它的口径与来源；点单位、总分或人工评的分看该单位各项。红：失去本项三成以上；黄：一成以上。"))
        st.caption(plain(f"{'；'.join(words.written_rules(found.scheme))}。"))


def open_unit(table: Table, row: int) -> None:
    go(**{"area": table.areas[row], TAB: "unit"})


def _finding(found: Assessment) -> str:
    """Who is first, who is last, and how far it is from the one before."""
    placed = [one for one in found.results if one.rank]
    if not placed:
        return "还没有单位可以排名：可计分的项目不足一半"
    first = [one.name for one in placed if one.rank == 1]
    lead = first[0] if len(first) == 1 else f"{first[0]}等{len(first)}个单位并列"
    last = placed[-1]
    words_ = f"{lead}第1（{tables.points(placed[0].total)}分），{last.name}第{last.rank}（{tables.points(last.total)}分"
    words_ += f"，距上一名{tables.points(last.ahead)}分）" if last.ahead else "）"
    out = [one.name for one in found.results if not one.rank]
    return words_ + (f"；不排名{len(out)}个（{'、'.join(out[:4])}）" if out else "")


def _coloured(table: Table, found: Assessment):
    dark = st.context.theme.type == "dark"
    styles = pd.DataFrame("", index=table.frame.index, columns=table.frame.columns)
    names = tables.heads(found)
    for row, one in enumerate(found.results):
        for item in one.items:
            share = Fraction(item.lost) / Fraction(item.full) if item.full else Fraction(0)
            light = "missing" if not item.is_scored else "off" if share >= MUCH else "behind" if share >= SOME else "on"
            styles.loc[row, names[item.item.code]] = theme.light_style(light, dark)
        styles.loc[row, "总分"] = "font-weight:700"
    return table.frame.style.apply(lambda _: styles, axis=None)
