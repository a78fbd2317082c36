"""The list of accounts in words, and the form that adds or changes one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from data_access import accounts
from data_access.accounts import ALL, ROLES, Account
from metrics.source import Source
from pages.views import messages
from pages.views.text import plain

NEW = "（新增账号）"
KEY = "accounts.{}"
DONE = "accounts.done"


def table(source: Source, found: Sequence[Account]) -> pd.DataFrame:
    """Columns 账号, 角色, 区划, 条线, 登录身份, 小数量, 状态: all text."""
    lines = _lines(source)
    rows = [
        [
            one.name, ROLES[one.role][0], "、".join("全部" if code == ALL else source.tree.name(code) for code in one.areas),
            "、".join(lines.get(line, line) for line in one.lines) or "全部",
            (f"{one.email}（待首次登录）" if one.email and not one.subject else one.email) or one.subject,
            "可见" if one.sees_small else "不可见", "启用" if one.is_active else "停用",
        ]
        for one in found
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["账号", "角色", "区划", "条线", "登录身份", "村级小数量", "状态"])


def _lines(source: Source) -> dict[str, str]:
    return {line.id: line.name for line in source.catalogue.lines}


def show(source: Source, found: Sequence[Account]) -> None:
    by_name = {one.name: one for one in found}
    chosen = st.selectbox("新增或修改", [NEW, *by_name], key=KEY.format("chosen"))
    one = by_name.get(chosen, Account("", "leader", (ALL,)))
    key = f"{chosen}.{len(found)}"
    if done := st.session_state.pop(DONE, ""):
        st.success(plain(done))
    with st.form(f"accounts.form.{key}", border=False):
        values = _fields(source, one, key, is_new=chosen == NEW)
        st.form_submit_button("保存", type="primary", on_click=_save, args=(one, key, _lines(source)))
    st.caption("；".join(values))


def _fields(source: Source, one: Account, key: str, *, is_new: bool) -> list[str]:
    """The form's fields; returns what each role may do, in words."""
    left, right = st.columns(2)
    left.text_input("账号名", one.name, key=KEY.format(f"name.{key}"), disabled=not is_new, max_chars=80)
    right.selectbox(
        "角色", list(ROLES), list(ROLES).index(one.role), key=KEY.format(f"role.{key}"), format_func=lambda role: ROLES[role][0]
    )
    rows = source.tree.rows.items()
    areas = [ALL, *(code for code, row in rows if row.level in ("county", "township") and row.setting != "context")]
    areas = list(dict.fromkeys([*areas, *one.areas]))  # what the account has and the list lacks must not be lost by saving
    st.multiselect(
        "可查看的区划", areas, list(one.areas), key=KEY.format(f"areas.{key}"), placeholder="至少选一个",
        format_func=lambda code: "全部" if code == ALL else source.tree.name(code),
    )  # fmt: skip
    lines = _lines(source)
    st.multiselect(
        "可查看的条线", list(dict.fromkeys([*lines, *one.lines])), list(one.lines), key=KEY.format(f"lines.{key}"),
        placeholder="全部条线", format_func=lambda line: lines.get(line, line),
    )  # fmt: skip
    st.text_input("邮箱（首次登录时绑定）", one.email, key=KEY.format(f"email.{key}"), max_chars=200)
    left, right = st.columns(2)
    left.text_input("登录服务的发行者", one.issuer, key=KEY.format(f"issuer.{key}"), max_chars=200)
    right.text_input("用户标识", one.subject, key=KEY.format(f"subject.{key}"), max_chars=200)
    left, right = st.columns(2)
    left.checkbox("可见村级小数量", one.sees_small, key=KEY.format(f"small.{key}"))
    right.checkbox("启用", one.is_active, key=KEY.format(f"active.{key}"))
    return [f"{word}：{_may(role)}" for role, (word, _) in ROLES.items()]


def _may(role: str) -> str:
    words = {
        "may_submit": "报送", "may_check": "审核", "may_publish": "发布", "may_assign": "交办", "may_administer": "管理账号和设置",
    }  # fmt: skip
    return "查看" + "".join(f"、{word}" for right, word in words.items() if right in ROLES[role][1])


def _save(before: Account, key: str, lines: Mapping[str, str]) -> None:
    def typed(field: str) -> str:
        return str(st.session_state[KEY.format(f"{field}.{key}")]).strip()

    one = Account(
        before.name or typed("name"), typed("role"), tuple(st.session_state[KEY.format(f"areas.{key}")]),
        tuple(st.session_state[KEY.format(f"lines.{key}")]), typed("issuer"), typed("subject"), typed("email"),
        bool(st.session_state[KEY.format(f"small.{key}")]), bool(st.session_state[KEY.format(f"active.{key}")]),
    )  # fmt: skip
    if messages.written(lambda connection, scope: accounts.put(connection, one, scope, lines)):
        st.session_state[DONE] = f"已保存账号“{one.name}”。"
