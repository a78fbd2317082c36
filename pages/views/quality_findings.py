"""待核实: findings by consequence, each with its two numbers, the rule, why it matters, its source and the way there."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from metrics.checks import CONSEQUENCES, checks
from metrics.formatting import month_key
from metrics.quality import Finding, findings, months_checked, source_text
from pages import SCREENS
from pages.views import entry, inspector
from pages.views.session import Screen
from pages.views.text import plain

COLOURS = {1: "red", 2: "red", 3: "orange", 4: "gray", 5: "gray"}
SHAPES = {1: "▼", 2: "▼", 3: "◆", 4: "○", 5: "·"}
FEW = 12  # of one consequence; more stand behind a fold
ROOMS = {screen.name for screen in SCREENS}


def show(screen: Screen) -> None:
    month, found = screen.view.span.last, kept(screen)
    scope = f"{screen.area_name}{months_checked(month)}的数据和公开报告，按{len(checks().rules)}条规则核对"
    if not found:
        st.success(plain(f"没有发现需要核实的数字。已核对{scope}。"))
        return
    st.caption(plain(f"发现{len(found)}处需要核实，按后果排序；{scope}。未报、漏报见“报送情况”。"))
    for weight, group in groupby(found, key=lambda one: one.weight):
        several = list(group)
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**:{COLOURS[weight]}[{SHAPES[weight]}] {CONSEQUENCES[weight]}（{len(several)}）**")
            for number, one in enumerate(several[:FEW]):
                _line(screen, one, f"{weight}.{number}")
            if len(several) > FEW:
                with st.expander(f"其余{len(several) - FEW}处"):
                    for number, one in enumerate(several[FEW:], start=FEW):
                        _line(screen, one, f"{weight}.{number}")


def kept(screen: Screen) -> list[Finding]:
    """The findings of the View."""
    with st.spinner("正在核对……"):
        return screen.source.ask(findings, screen.view.area, screen.view.span.last)


def _line(screen: Screen, one: Finding, key: str) -> None:
    rule = next(rule for rule in checks().rules if rule.id == one.rule)
    sources = "；".join(source_text(cited) for cited in one.cited[:2])
    words = [f"规则：{rule.title}", f"要紧之处：{one.why}"]
    words += [f"报表说明：{one.explained}"] if one.explained else []
    words += [f"出处：{sources}" + (f"等{len(one.cited)}处" if len(one.cited) > 2 else "")] if sources else []
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"quality.{key}"):
        with st.container(gap="xxsmall"):
            st.markdown(plain(one.text))
            st.caption(plain("　".join(words)))
        if one.cells:
            code, area, month = one.cells[0]
            inspector.button(f"{code}.{area}.month.{month}", f"quality.{key}")
        if one.indicator:
            keys = _address(screen, one)
            st.page_link(entry.page_of(_room(screen, one)), label="查看 ›", query_params=keys, width="content")


def _room(screen: Screen, one: Finding) -> str:
    """The business page of the indicator; a line without a page of its own leads to the indicator's entry."""
    line = screen.source.indicator(one.indicator).line
    return line if line in ROOMS else "catalogue"


def _address(screen: Screen, one: Finding) -> dict[str, str]:
    keys = st.query_params.to_dict() | {"area": one.area, "indicator": one.indicator}
    keys.pop("exhibit", None)
    keys.pop("tab", None)
    if one.month:
        keys |= {"to": month_key(one.month)}
    return keys
