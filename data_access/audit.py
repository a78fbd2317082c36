"""Who did what, when and from where: appended to a chain of hashes, so that a changed or missing row shows."""

from __future__ import annotations

import hashlib
import json
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime

import pandas as pd
from sqlalchemy import Connection, Row, func, insert, select

from data_access.schema_account import audit_event

# Where the person of the running script or command sits; set where a request or a command comes in.
origin: ContextVar[str] = ContextVar("origin", default="")

ACTIONS = {
    "sign_in": "登录",
    "refused": "拒绝登录",
    "sign_out": "退出",
    "view": "查看敏感数据",
    "import": "报表入库",
    "revert": "撤回",
    "export": "导出",
    "account": "账号变更",
    "setting": "设置变更",
    "target": "目标变更",
    "setup": "开县设置",
    "scheme": "考评方案变更",
    "freeze": "考评归档",
    "score": "考评打分",
    "mapping": "报表对应关系",
    "restore": "恢复备份",
    "submit": "提交报表",
    "check": "审核报表",
    "publish": "发布报表",
    "seal": "定稿锁定",
}
COLUMNS = ("id", "at", "account", "origin", "action", "target", "detail", "hash")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check of the chain found. broken: ids from which on it no longer fits; head: the last hash."""

    events: int
    broken: tuple[int, ...]
    head: str


def record(connection: Connection, account: str, action: str, target: str, detail: str = "") -> None:
    """Append one event, inside the transaction of what it tells of: both happen or neither.

    action: one of ACTIONS. The connection must be a write transaction.
    """
    if action not in ACTIONS:
        raise ValueError(f"unknown audit action {action!r}")
    last = connection.execute(select(audit_event.c.id, audit_event.c.hash).order_by(audit_event.c.id.desc()).limit(1)).first()
    row = {
        "id": last.id + 1 if last else 1,
        "at": datetime.now(UTC).replace(tzinfo=None),
        "account": account[:80],
        "origin": origin.get()[:120],
        "action": action,
        "target": target[:200],
        "detail": detail[:2000],
    }
    connection.execute(insert(audit_event).values(row | {"hash": _hash(last.hash if last else "", row)}))


def _hash(before: str, row: dict) -> str:
    fields = [before, *(str(row[name]) for name in COLUMNS[:-1] if name != "at"), row["at"].isoformat()]
    return hashlib.sha256(json.dumps(fields, ensure_ascii=False).encode()).hexdigest()


def verify(connection: Connection) -> Verdict:
    """Walk the whole chain: every row's hash must follow from its content and from the row before it, ids without a gap.

    A chain cut off at its end is whole in itself: who keeps the head of an earlier check sees that, too.
    """
    before, broken, expected, head = "", [], 1, ""
    for event in connection.execute(select(audit_event).order_by(audit_event.c.id)):
        if event.id != expected or event.hash != _hash(before, event._asdict()):
            broken.append(event.id)
        before = head = event.hash
        expected = event.id + 1
    count = connection.execute(select(func.count()).select_from(audit_event)).scalar_one()
    return Verdict(count, tuple(broken), head)


def contains(connection: Connection, head: str) -> bool:
    """Whether a head that an earlier check printed still stands in the chain."""
    return connection.execute(select(audit_event.c.id).where(audit_event.c.hash == head)).first() is not None


def events(connection: Connection, limit: int | None = None) -> list[Row]:
    """The events, newest first: id, at (UTC), account, origin, action, target, detail, hash."""
    return list(connection.execute(select(audit_event).order_by(audit_event.c.id.desc()).limit(limit)))


def table(connection: Connection, limit: int | None = None) -> pd.DataFrame:
    """The events in the reader's words, newest first; every column is text but 编号, and 时间 is local time."""
    rows = [
        [one.id, one.at.replace(tzinfo=UTC).astimezone(), one.account, one.origin, ACTIONS[one.action], one.target, one.detail]
        for one in events(connection, limit)
    ]
    frame = pd.DataFrame(rows, columns=["编号", "时间", "账号", "来自", "操作", "对象", "说明"])
    frame["时间"] = [f"{moment:%Y-%m-%d %H:%M:%S}" for moment in frame["时间"]]
    return frame
