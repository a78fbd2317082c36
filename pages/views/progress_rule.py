"""The lights' rule, to read and to change: bands in points with the month from which they hold."""

from __future__ import annotations

import streamlit as st

from data_access import plans
from data_access.errors import CockpitError
from metrics import light_rules
from metrics.formatting import light_text, month_key, month_text
from metrics.light_rules import FAMILIES, LIGHTS, PREFIX, LightRule
from pages.views import messages
from pages.views.session import Screen, who
from pages.views.text import plain

ABOUT = {
    "pace": "落后序时（或超出上限）的百分点",
    "level": "全年应保持的比率（如火化率）与目标相差的百分点",
}
DONE, FAULT = "rule.done", "rule.fault"


def show(screen: Screen) -> None:
    rule = light_rules.in_force(screen.source.settings, screen.view.span.last)
    fault, done = st.session_state.pop(FAULT, None), st.session_state.pop(DONE, "")
    title = f"亮灯规则（{light_rules.since_text(rule)}）"
    with st.expander(title, expanded=bool(fault or done), key="rule.box"):
        for family, word in FAMILIES.items():
            text = light_rules.rule_text(getattr(rule, family), "落后" if family == "pace" else "低于目标")
            st.markdown(f":small[**{word}**　{plain(text)}]")
        if fault is not None:
            messages.show(fault)
        if done:
            st.success(plain(done))
        if who().may_publish:
            _form(screen, rule)
        _history(screen)


def _form(screen: Screen, rule: LightRule) -> None:
    with st.form("rule.form", border=False):
        for family, word in FAMILIES.items():
            st.markdown(f":small[**{word}**　:gray[{ABOUT[family]}：大于下限、不超过上限]]")
            with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
                for place, band in enumerate(getattr(rule, family)):
                    _limits(family, place, band, rule.since)
        month = screen.view.span.last
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.text_input("从哪个月起执行", month_key(month), key="rule.since", max_chars=20, width=160)
            st.form_submit_button("保存规则", on_click=_save, args=(rule.since,))


def _limits(family: str, place: int, band, since: int) -> None:
    """The first band has no lower limit and the last no upper one."""
    for side, limit in (("over", band.over), ("upto", band.upto)):
        if limit is not None:
            word = "大于" if side == "over" else "至多"
            key = _key(family, place, side, since)
            st.number_input(f"{light_text(band.light)} {word}", 0.0, 100.0, float(limit), 1.0, "%g", key=key, width=132)


def _key(family: str, place: int, side: str, since: int) -> str:
    return f"rule.{family}.{place}.{side}.{since}"


def _save(since: int) -> None:
    typed = {
        family: [
            (light, *(_typed(family, place, side, since) for side in ("over", "upto"))) for place, light in enumerate(LIGHTS)
        ]
        for family in FAMILIES
    }
    try:
        rule = light_rules.checked(st.session_state["rule.since"], **typed)
        st.session_state[DONE] = light_rules.save(rule, who())
    except CockpitError as fault:
        st.session_state[FAULT] = fault


def _typed(family: str, place: int, side: str, since: int) -> str | None:
    value = st.session_state.get(_key(family, place, side, since))
    return None if value is None else f"{value:g}"


def _history(screen: Screen) -> None:
    """Who set what when; the default is not listed."""
    lines = [
        f"{month_text(int(name.removeprefix(PREFIX)))}起，{by or '—'}设于{moment:%Y-%m-%d %H:%M}（UTC）"
        for name, _, moment, by in plans.setting_history(screen.source.connection, PREFIX)
    ]
    if lines:
        st.caption(plain(f"修改记录：{'；'.join(lines[:10])}"))
