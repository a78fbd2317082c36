"""变动原因分析 on a screen: the waterfall of areas, beside it that of a total's members or a table of every part."""

from __future__ import annotations

import pandas as pd
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
    found = screen.ask(why.told, code, screen.name)
    first, drawn, printed = found[0]
    if drawn is None:
        st.caption(plain(f"变动原因分析：{first.indicator.label}{first.reason}。"))
        return
    left, right = st.columns(2, gap="small")
    for column, (_, waterfall, _) in zip((left, right), found, strict=False):
        with column:
            exhibit.show(screen, waterfall)
    if len(found) == 1:
        with right:
            _every_part(screen, first, printed)


def _every_part(screen: Screen, found: Attribution, printed: pd.DataFrame) -> None:
    with st.container(border=True):
        st.markdown(f"**{plain(why.table_title(found))}**")
        height = ROW * (min(len(printed), TALLEST) + 1) + 14
        name = f"{screen.name}.{found.indicator.id}.why_table.{screen.view.area}"
        inspector.table(printed, printed.attrs["keys"], name, row_height=ROW, height=height, alt=why.table_title(found))
        if found.indicator.kind == "ratio":
            st.caption("影响＝自身变化＋比重变化。自身变化：该单位自己的水平变了多少；比重变化：该单位在分母中所占份额变了多少。")
