"""Who is at the screen: nobody needs to say so on one's own machine; with a sign-in service, everybody everywhere."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import streamlit as st
from sqlalchemy import Connection

from data_access import accounts, audit, engine
from data_access.accounts import Account
from data_access.errors import CockpitError
from data_access.scope import EVERYTHING, Scope
from metrics import permissions
from pages.views.text import plain

LONGEST = timedelta(hours=12)  # Streamlit's cookie alone would hold for 30 days
AGAIN = "请重新登录。"


class NotSignedIn(CockpitError):
    """Nobody is signed in, or what was signed in does not hold any more."""


class NoAccount(CockpitError):
    """Somebody is signed in whom no account knows."""


def is_required() -> bool:
    """Whether a sign-in service is set up: section `auth` of secrets.toml."""
    return st.secrets.load_if_toml_exists() and "auth" in st.secrets


def has_unreadable_secrets() -> bool:
    """Whether a secrets file is there that cannot be read: sign-in might stand in it, and must not be off by a slip."""
    return not st.secrets.load_if_toml_exists() and any(Path(path).exists() for path in st.get_option("secrets.files"))


def token_of(person: Mapping) -> str:
    """The name of one sign-in: who, where, when. Copies of its cookie have the same."""
    return hashlib.sha256(json.dumps([person.get("iss"), person.get("sub"), person.get("iat")]).encode()).hexdigest()


def scope() -> Scope:
    """The Scope of whoever is at the screen, read anew at each run, so that a change of rights holds at once.

    Raises NotSignedIn or NoAccount.
    """
    if not is_required():
        audit.origin.set("本机")
        return EVERYTHING
    audit.origin.set(str(st.context.ip_address or ""))
    person = st.user.to_dict()
    with engine.reading() as connection:
        found = account_of(connection, person)
        is_open = accounts.is_open(connection, token_of(person))
    if found is None or is_open is None:
        with engine.writing() as connection:
            found = found or account_of(connection, person) or _first_visit(connection, person)
            if found is not None:
                accounts.begin_sign_in(connection, token_of(person), found.name)
    if found is None:
        raise NoAccount("这个登录身份还没有账号，不能查看任何数据。", f"请把下面的内容告诉系统管理员：{_identity(person)}")
    return permissions.scope_of(found)


def account_of(connection: Connection, person: Mapping) -> Account | None:
    """The account of a signed-in person; None where no account is bound to it yet. Raises NotSignedIn, NoAccount."""
    if not person.get("is_logged_in"):
        raise NotSignedIn("请先登录。", "点击下面的按钮，用单位的统一身份登录。")
    if person.get("email_verified") is False:
        raise NoAccount("登录服务没有核实过这个邮箱，不能登录。", "请先在统一身份系统里核实邮箱。")
    began = datetime.fromtimestamp(int(person.get("iat") or 0), UTC)
    if not timedelta(minutes=-5) <= datetime.now(UTC) - began <= LONGEST:
        raise NotSignedIn(f"登录已超过{LONGEST.seconds // 3600}小时，已自动退出。", AGAIN)
    if accounts.is_open(connection, token_of(person)) is False:
        raise NotSignedIn("已经退出登录。", AGAIN)
    found = accounts.of_identity(connection, str(person.get("iss", "")), str(person.get("sub", "")))
    if found is not None and not found.is_active:
        raise NoAccount(f"账号“{found.name}”已停用，不能查看任何数据。", "如需恢复，请联系系统管理员。")
    return found


def _first_visit(connection: Connection, person: Mapping) -> Account | None:
    """An invitation is taken up by the address that the sign-in service itself has verified, and by no other."""
    waiting = accounts.invited(connection, str(person.get("email", ""))) if person.get("email_verified") is True else None
    if waiting is not None:
        return accounts.bind(connection, waiting, str(person.get("iss", "")), str(person.get("sub", "")))
    token = token_of(person)
    if st.session_state.get("sign_in.refused") != token:
        st.session_state["sign_in.refused"] = token
        audit.record(connection, "", "refused", _identity(person))
    return None


def _identity(person: Mapping) -> str:
    return f"发行者 {person.get('iss', '')}，用户标识 {person.get('sub', '')}"


def door(fault: CockpitError) -> None:
    """All that is shown to somebody who may not come in."""
    st.title("民政领导驾驶舱")
    with st.container(width=520):
        st.info(plain(f"{fault.what}{fault.remedy}"))
        if isinstance(fault, NoAccount):
            st.button("换一个身份登录", on_click=st.logout)
        else:
            st.button("登录", type="primary", on_click=st.login)


def badge(account: str) -> None:
    """The account's name in the menu, with the way out."""
    if is_required():
        with st.popover(plain(account), type="tertiary", width="content"):
            st.button("退出登录", on_click=st.logout, width="stretch")
