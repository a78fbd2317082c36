"""Accounts: who signs in, in which role, over which areas and lines. Every change is a new row and an audit event."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from data_access import audit, schema
from data_access.areas import load_tree
from data_access.errors import InputError
from data_access.numbering import next_number
from data_access.schema_account import account as table
from data_access.schema_account import sign_in
from data_access.scope import EVERYTHING, Scope

# What each role may do besides reading its areas; whatever is not named here is denied.
ROLES: dict[str, tuple[str, frozenset[str]]] = {
    "leader": ("局领导", frozenset({"may_assign"})),
    "section": ("业务科室", frozenset({"may_see_draft", "may_check", "may_assign"})),
    "office": ("局办公室", frozenset({"may_see_draft", "may_submit", "may_check", "may_publish", "may_assign"})),
    "township": ("乡镇", frozenset({"may_submit"})),
    "administrator": ("系统管理员", frozenset({"may_administer"})),
}
ALL = "*"
NAME = re.compile(r"[\w.@-]{1,80}")
FIELDS = ("name", "issuer", "subject", "email", "role", "areas", "lines", "sees_small", "is_active")


@dataclass(frozen=True, slots=True)
class Account:
    """One account as it stands. areas: code prefixes or ("*",); lines: ids of business lines, () = all."""

    name: str
    role: str
    areas: tuple[str, ...]
    lines: tuple[str, ...] = ()
    issuer: str = ""
    subject: str = ""
    email: str = ""
    sees_small: bool = False
    is_active: bool = True

    def scope(self, indicators: frozenset[str] | None = None) -> Scope:
        """Its rights. indicators: what its lines stand for, where it has not all of them. Of an inactive account: none."""
        if not self.is_active:
            return Scope(account=self.name)
        _, may = ROLES[self.role]
        areas = ("",) if ALL in self.areas else self.areas
        lines = frozenset(self.lines) or None
        rights = dict.fromkeys(may, True)
        return Scope(self.name, areas, lines, indicators, may_see_small=self.sees_small, **rights)


def everyone(connection: Connection) -> list[Account]:
    """Every account as it stands now, by name."""
    rows = connection.execute(select(table).where(table.c.id.in_(_newest())).order_by(table.c.name))
    return [_account(row) for row in rows]


def _newest() -> Select:
    return select(func.max(table.c.id)).group_by(table.c.name)


def named(connection: Connection, name: str) -> Account:
    """Raises InputError where there is none."""
    row = connection.execute(select(table).where(table.c.name == name).order_by(table.c.id.desc()).limit(1)).first()
    if row is None:
        raise InputError(f"没有账号“{name}”。", "可在“账号与权限”里查看全部账号，或不写 --as，用本机账号。")
    return _account(row)


def of_identity(connection: Connection, issuer: str, subject: str) -> Account | None:
    """The account of a signed-in person: by issuer and subject together, since another service may use the same subject."""
    if not subject:
        return None
    query = select(table).where(table.c.subject == subject, table.c.issuer == issuer, table.c.id.in_(_newest()))
    row = connection.execute(query).first()
    return None if row is None else _account(row)


def invited(connection: Connection, email: str) -> Account | None:
    """The active account that waits for the first sign-in of this address."""
    wanted = email.strip().casefold()
    waiting = (one for one in everyone(connection) if one.email and not one.subject and one.is_active)
    return next((one for one in waiting if one.email.casefold() == wanted), None)


def put(connection: Connection, account: Account, by: Scope, line_names: Mapping[str, str] | None = None) -> None:
    """Append an account or its new state. line_names: how the audit calls the lines.

    Raises InputError for a writer without the right and for what cannot be.
    """
    by.demand("may_administer")
    _refuse(connection, account)
    if not all(by.covers("" if code == ALL else code) for code in account.areas):
        raise InputError("区划超出当前账号的范围，账号没有保存。", "请由管这些区划的系统管理员办理。")
    if account in everyone(connection):
        return
    _append(connection, account, by.account)
    state = "启用" if account.is_active else "停用"
    tree, called = load_tree(connection), line_names or {}
    areas = "、".join("全部" if code == ALL else f"{tree.name(code)}（{code}）" for code in account.areas)
    lines = "、".join(called.get(line, line) for line in account.lines) or "全部"
    detail = f"{ROLES[account.role][0]}；区划：{areas}；条线：{lines}；{state}"
    audit.record(connection, by.account, "account", account.name, detail + ("；可见小数量" if account.sees_small else ""))


def bind(connection: Connection, account: Account, issuer: str, subject: str) -> Account:
    """The invited account with the identity of its first sign-in."""
    bound = replace(account, issuer=issuer, subject=subject)
    _append(connection, bound, account.name)
    audit.record(connection, account.name, "account", account.name, "首次登录，绑定登录身份")
    return bound


def is_open(connection: Connection, token: str) -> bool | None:
    """Whether a sign-in still holds; None: it has not been seen yet."""
    row = connection.execute(select(sign_in.c.ended_at).where(sign_in.c.token == token)).first()
    return None if row is None else row.ended_at is None


def begin_sign_in(connection: Connection, token: str, name: str) -> None:
    """Told of once, however many tabs the browser opens with it."""
    if is_open(connection, token) is None:
        connection.execute(insert(sign_in).values(token=token, account=name, began_at=_now()))
        audit.record(connection, name, "sign_in", "")


def end_sign_in(connection: Connection, token: str, name: str) -> None:
    """From now on the cookie of this token is refused, in every tab and for whoever holds a copy."""
    begin_sign_in(connection, token, name)
    still_open = update(sign_in).where(sign_in.c.token == token, sign_in.c.ended_at.is_(None))
    if connection.execute(still_open.values(ended_at=_now())).rowcount:
        audit.record(connection, name, "sign_out", "")


def _append(connection: Connection, account: Account, by: str) -> None:
    number = next_number(connection, table.c.id)
    values = {name: getattr(account, name) for name in FIELDS}
    joined = {"areas": ",".join(account.areas), "lines": ",".join(account.lines)}
    connection.execute(insert(table).values(values | joined | {"id": number, "set_by": by, "set_at": _now()}))


def _refuse(connection: Connection, account: Account) -> None:
    problems = list(_problems(account, connection))
    if problems:
        raise InputError("账号没有保存。", "请改正后重新保存。", tuple(problems))


def _problems(account: Account, connection: Connection) -> Collection[str]:
    if not NAME.fullmatch(account.name) or account.name == EVERYTHING.account:
        yield f"账号名“{account.name}”不能用：只能是字母、数字、汉字和 . @ _ -，80字以内，且不能是“{EVERYTHING.account}”。"
    if account.role not in ROLES:
        yield f"没有角色“{account.role}”，只能是：{'、'.join(ROLES)}。"
    if not account.areas:
        yield "没有写可以查看的区划：写区划代码，多个之间用逗号隔开，全部写 *。"
    known = set(connection.execute(select(schema.area.c.code)).scalars())
    for code in account.areas:
        if code != ALL and code not in known:
            yield f"没有代码为“{code}”的区划。"
    if not account.subject and not account.email:
        yield "没有写登录身份：写邮箱（首次登录时绑定），或写登录服务的发行者和用户标识。"
    if bool(account.subject) != bool(account.issuer):
        yield "发行者和用户标识要么都写，要么都不写。"
    for other in everyone(connection):
        same = account.subject and (other.issuer, other.subject) == (account.issuer, account.subject)
        same = same or (account.email and other.email.casefold() == account.email.casefold())
        if other.name != account.name and same:
            yield f"登录身份已经属于账号“{other.name}”。"


def _account(row: Row) -> Account:
    values = {name: getattr(row, name) for name in FIELDS}
    split = {name: tuple(filter(None, values[name].split(","))) for name in ("areas", "lines")}
    return Account(**(values | split))


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
