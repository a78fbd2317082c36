"""按名次提示: the rule that marks the last ones red, to read and to change."""

from __future__ import annotations

import streamlit as st

from data_access.errors import CockpitError
from metrics import rank_rule
from metrics.formatting import month_key
from pages.views import messages
from pages.views.session import Screen, who
from pages.views.text import plain

KEY, DONE = "rank_rule", "rank_rule.done"


def show(screen: Screen) -> None:
    month = screen.view.span.last
    rule = rank_rule.in_force(screen.source.settings, month)
    done = st.session_state.pop(DONE, None)
    with st.expander(plain(f"按名次提示：{rank_rule.rule_text(rule)}"), expanded=done is not None):
        if isinstance(done, CockpitError):
            messages.show(done)
        elif done:
            st.success(plain(done))
        if not who().may_publish:
            return
        with st.form(KEY, border=False), st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            st.number_input("末几名（0 为不提示）", 0, rank_rule.MOST, rule.last, key=f"{KEY}.last.{rule.since}", width=180)
            lights = list(rank_rule.WORDS)
            st.selectbox(
                "并且灯为", lights, index=lights.index(rule.light), format_func=rank_rule.WORDS.get, width=200,
                key=f"{KEY}.light.{rule.since}",
            )  # fmt: skip
            st.text_input("从哪个月起执行", month_key(month), key=f"{KEY}.since.{rule.since}", max_chars=20, width=160)
            st.form_submit_button("保存规则", on_click=_save, args=(rule.since,))


def _save(since: int) -> None:
    typed = {name: st.session_state[f"{KEY}.{name}.{since}"] for name in ("since", "last", "light")}
    try:
        st.session_state[DONE] = rank_rule.save(rank_rule.checked(**typed), who())
    except CockpitError as fault:
        st.session_state[DONE] = fault
