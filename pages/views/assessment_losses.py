"""考评 · 扣分清单: every lost point, the most first: item, rule in words, figure, and what would win it back."""

from __future__ import annotations

import streamlit as st

from metrics.assessment import tables
from metrics.assessment.regain import regain_text
from metrics.formatting import points_text
from pages.exports import score_book, sheet
from pages.views import download, inspector
from pages.views.assessment_choice import Chosen
from pages.views.assessment_ranking import open_unit
from pages.views.text import plain

ROW, TALLEST, CHEAPEST = 28, 780, 6
WIDTHS = {
    "失分": 60,
    "单位": 80,
    "项目": 170,
    "计分规则": 330,
    "实际": 250,
    "怎样补回（最省的在前）": 480,
    "责任股室": 90,
    "完成时限": 90,
}


def show(chosen: Chosen) -> None:
    found, source = chosen.found, chosen.screen.source
    table = tables.losses(source, found, chosen.units)
    if not len(table.frame):
        st.success("没有失分。")
    else:
        _cheapest(chosen)
        _table(chosen, table)
    missing = tables.unscored(found, chosen.units)
    if missing:
        with st.expander(f"没有计分的项目（{len(missing)}）：不算失分，也不算0分"):
            st.markdown("\n".join(f"- {plain(text)}" for text in missing))


def _cheapest(chosen: Chosen) -> None:
    cheap = tables.cheapest(chosen.screen.source, chosen.found, chosen.units, CHEAPEST)
    if not cheap:
        return
    with st.container(border=True, gap="xsmall"):
        st.markdown("**最容易补回的分**　:small[:gray[按每分所需的例数从少到多；按分母和其他项目不变测算]]")
        for column, part in zip(st.columns(2, gap="small"), (cheap[::2], cheap[1::2]), strict=True):
            lines = [
                f"- **{plain(area.name)}** {plain(regain_text(chosen.screen.source, step))}　:gray[{plain(one.item.name)}]"
                for area, one, step in part
            ]
            column.markdown("\n".join(lines))


def _table(chosen: Chosen, table: tables.Table) -> None:
    found = chosen.found
    total = sum((one.lost for one in found.results if not chosen.unit or one.area == chosen.unit), start=found.scheme.full * 0)
    frame = table.frame.drop(columns=["单位"]) if chosen.unit else table.frame
    name = f"{chosen.screen.area_name}_扣分清单_{found.month}"
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(
                f"**{len(frame)}处失分，共{points_text(total)}**　:small[:gray[从多到少；点失分、项目或实际看口径与来源]]",
                width="stretch",
            )
            scope = chosen.screen.source.scope
            download.offer(scope, "下载 Excel", lambda: score_book.losses(frame), f"{name}.xlsx", sheet.XLSX)
        config = {column: st.column_config.TextColumn(width=width) for column, width in WIDTHS.items() if column in frame}
        config["失分"] = st.column_config.TextColumn(width=60, alignment="right")
        inspector.table(
            frame, table.keys, chosen.key("losses"), otherwise=lambda row, column: open_unit(table, row), row_height=ROW,
            height=min(ROW * (len(frame) + 1) + 14, TALLEST), column_config=config, alt=f"扣分清单：{len(frame)}处失分",
        )  # fmt: skip
