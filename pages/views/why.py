"""变动原因分析 on a screen: the waterfall of areas, beside it that of a total's members or a table of every part."""

from __future__ import annotations

import streamlit as st

from metrics import why
from metrics.attribute import Attribution
from pages.views import exhibit, inspector
from pages.views.session import Screen
from pages.views.text import plain

ROW = 26
TALLEST = 11  # rows before the table scrolls: as high as the waterfall beside it


def show(screen: Screen, code: str) -> None:
    """What caused the indicator's change; nothing where no comparison is chosen or nothing lies below."""
    if screen.view.compare not in why.COMPARED or not screen.has_children:
        return
    found = why.attributions(screen.source, screen.view, code)
    if not found[0].parts:
        st.caption(plain(f"变动原因分析：{found[0].indicator.label}{found[0].reason}。"))
        return
    left, right = st.columns(2, gap="small")
    for column, one in zip((left, right), found, strict=False):
        with column:
            exhibit.show(screen, why.waterfall(screen.source, screen.view, one, screen.name))
    if len(found) == 1:
        with right:
            _every_part(screen, found[0])


def _every_part(screen: Screen, found: Attribution) -> None:
    printed = why.table(found)
    with st.container(border=True):
        st.markdown(f"**{plain(why.table_title(found))}**")
        height = ROW * (min(len(printed), TALLEST) + 1) + 14
        name = f"{screen.name}.{found.indicator.id}.why_table.{screen.view.area}"
        inspector.table(printed, printed.attrs["keys"], name, row_height=ROW, height=height, alt=why.table_title(found))
        if found.indicator.kind == "ratio":
            st.caption("影响＝自身变化＋比重变化。自身变化：该单位自己的水平变了多少；比重变化：该单位在分母中所占份额变了多少。")
