"""一乡一表: the table of one township, what stands out in it, and the list of townships to choose from."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from metrics import township_profile as profiles
from metrics.formatting import span_text
from metrics.keys import key_of
from metrics.township_profile import Profile
from metrics.township_table import profile_table, townships
from pages.charts import theme
from pages.views import inspector
from pages.views.address import go
from pages.views.coloured import coloured
from pages.views.session import Screen
from pages.views.text import plain

ROW = 25
WIDTHS = {"条线": 54, "指标": 168, "目标": 62, "灯": 92, "位次": 52, "距目标": 62}


def choose(screen: Screen) -> None:
    """At the county: which township? A click opens its sheet."""
    found = screen.ask(townships)
    keys = {"乡镇": [""] * len(found), "最需关注": found["key"].tolist()}
    with st.container(border=True):
        st.markdown(
            f"**请选择乡镇（街道）（{len(found)}个）**　:small[:gray[点一行打开该乡镇的一乡一表；低于预警值和未报多的在前]]"
        )
        inspector.table(
            found.drop(columns=["area", "key"]), keys, f"township.list.{screen.view.area}.{screen.view.span.kind}.{screen.view.span.month}",
            otherwise=lambda row, column: go(area=str(found["area"].iloc[row])), row_height=30, height=44 + 30 * len(found),
            alt="乡镇清单，低于预警值和未报多的在前",
        )  # fmt: skip


def table(screen: Screen, found: Profile) -> None:
    frame = profile_table(found, screen.view)
    codes = [row.indicator.id for row in found.rows]
    keys = {
        "条线": [""] * len(codes),
        "本乡镇": [key_of(row.number) for row in found.rows],
        "全县": [key_of(row.whole) for row in found.rows],
    }
    config = {name: st.column_config.TextColumn(width=width) for name, width in WIDTHS.items()}
    config[frame.columns[-1]] = st.column_config.LineChartColumn(width=90)
    with st.container(border=True):
        span = span_text(screen.view.span)
        st.markdown(
            f"**{plain(screen.area_name)} · 一乡一表**　:small[:gray[{plain(span)}，从差到好排列；点指标看走势，点数字看口径与来源]]"
        )
        inspector.table(
            frame, keys, f"township.sheet.{found.area}.{screen.view.span.kind}.{screen.view.span.month}", shown=_coloured(frame, found),
            otherwise=lambda row, column: go(indicator=codes[row]), row_height=ROW, height=ROW * (len(frame) + 1) + 16,
            column_config=config, alt=f"{screen.area_name}各条线指标，从差到好",
        )  # fmt: skip


def _coloured(frame: pd.DataFrame, found: Profile):
    dark = st.context.theme.type == "dark"
    lights = ["missing" if row.number.value is None else row.light for row in found.rows]
    lit = ("指标", "本乡镇", "灯")
    return coloured(frame, {(at, name): theme.light_style(light, dark) for at, light in enumerate(lights) for name in lit})


def summary(screen: Screen, found: Profile) -> None:
    """What is weak, what is strong, what is not there."""
    names = "、".join(screen.source.tree.name(code) for code in found.peers)
    with st.container(border=True, gap="xsmall"):
        silent = "多数指标未报，无法判断" if profiles.is_silent(found) else ""
        _list("短板", profiles.weaknesses(found), silent or "没有明显短板")
        _list("长处", profiles.strengths(found), silent or "没有排在前三的指标")
        _names("未报", profiles.unreported(found))
        _names("基数小、位次仅供参考", profiles.small(found))
        st.caption(plain(f"同类：{names}（同为{screen.source.tree[found.area].kind}、人口相近）。比率为同类合计，数量为平均。"))


def _list(title: str, lines: Sequence[str], nothing: str) -> None:
    st.markdown(f"**{title}**")
    st.markdown("\n".join(f"{place}. {plain(line)}" for place, line in enumerate(lines, 1)) or f":gray[{nothing}]")


def _names(title: str, names: Sequence[str]) -> None:
    if names:
        st.markdown(f"**{plain(title)}（{len(names)}）**　:small[{plain('、'.join(names))}]")
