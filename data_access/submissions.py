"""Returns that wait for 审核 and 发布. Nothing of them is a figure before the office publishes: then it is a commit."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select

from data_access import audit
from data_access.errors import InputError
from data_access.numbering import next_number
from data_access.schema_submission import submission, submission_step
from data_access.scope import Scope

WAITING, PASSED, BACK, PUBLISHED = "wait", "pass", "back", "publish"
DONE = {PASSED: "审核通过", BACK: "退回", PUBLISHED: "发布"}
SETTING = "review"  # "1": returns wait for both steps
_LISTED = tuple(column for column in submission.c if column.name != "content")


@dataclass(frozen=True, slots=True)
class Step:
    """kind: pass, back or publish. at: UTC."""

    kind: str
    text: str
    version: int
    account: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Submission:
    """One return as it was handed in, and what became of it, oldest step first. at: UTC."""

    id: int
    sha256: str
    file_name: str
    area: str
    seen: str  # the sender's area prefixes, joined by commas
    unit: str
    month: int
    mapping: str
    figures: int
    reason: str
    account: str
    at: datetime
    steps: tuple[Step, ...] = ()

    @property
    def stands(self) -> str:
        return self.steps[-1].kind if self.steps else WAITING

    @property
    def is_open(self) -> bool:
        return self.stands in (WAITING, PASSED)


def submissions(connection: Connection, scope: Scope) -> list[Submission]:
    """Those of the scope's areas, the newest first; without their bytes."""
    steps: dict[int, list[Step]] = defaultdict(list)
    for row in connection.execute(select(*submission_step.c).order_by(submission_step.c.id)):
        steps[row.submission].append(Step(row.kind, row.text, row.version, row.account, row.at))
    query = select(*_LISTED).where(scope.where(submission.c.area)).order_by(submission.c.id.desc())
    return [Submission(**row._mapping, steps=tuple(steps[row.id])) for row in connection.execute(query)]


def content_of(connection: Connection, scope: Scope, number: int) -> bytes:
    """The file as it was handed in. Raises InputError."""
    query = select(submission.c.content).where(submission.c.id == number, scope.where(submission.c.area))
    found = connection.execute(query).scalar()
    if found is None:
        raise InputError(f"没有第{number}号报送。", "请在“数据报送”的待办里查看。")
    return found


def hand_in(connection: Connection, scope: Scope, one: Submission, content: bytes) -> int:
    """Keep a return that waits; returns its number. Raises InputError for one that waits already."""
    _demand(scope, "may_submit", one.area, "报送")
    waiting = next((each for each in submissions(connection, scope) if each.sha256 == one.sha256 and each.is_open), None)
    if waiting is not None:
        raise InputError(
            f"同一份文件已经提交（第{waiting.id}号），正在等待审核或发布，没有重复提交。", "如需更正，请提交改正后的文件。"
        )
    number = next_number(connection, submission.c.id)
    values = {name.name: getattr(one, name.name) for name in _LISTED}
    connection.execute(
        insert(submission).values(values | {"id": number, "content": content, "account": scope.account, "at": _now()})
    )  # fmt: skip
    audit.record(connection, scope.account, "submit", one.file_name, f"第{number}号")
    return number


def step(connection: Connection, scope: Scope, number: int, kind: str, text: str = "", version: int = 0) -> None:
    """通过, 退回 or 发布, each only where it comes next. Raises InputError."""
    one = next((one for one in submissions(connection, scope) if one.id == number), None)
    if one is None:
        raise InputError(f"没有第{number}号报送，没有改动。", "请在“数据报送”的待办里查看。")
    right, words = ("may_publish", "发布") if kind == PUBLISHED else ("may_check", "审核")
    _demand(scope, right, one.area, words)
    if not one.is_open:
        raise InputError(
            f"第{number}号报送已经{'发布' if one.stands == PUBLISHED else '退回'}，没有改动。", "请刷新页面查看现在的状态。"
        )
    if kind == PASSED and one.stands == PASSED:
        raise InputError(f"第{number}号报送已经审核通过，没有重复操作。", "可以发布，或写明原因退回。")
    if kind == PUBLISHED and one.stands != PASSED:
        raise InputError(f"第{number}号报送还没有审核通过，没有发布。", "请先由科室审核。")
    if kind == BACK and not text.strip():
        raise InputError("没有写明退回的原因，没有退回。", "请写明哪里要改，再退回。")
    identity = next_number(connection, submission_step.c.id)
    values = {"id": identity, "submission": number, "kind": kind, "text": text.strip(), "version": version}
    connection.execute(insert(submission_step).values(values | {"account": scope.account, "at": _now()}))
    audit.record(
        connection,
        scope.account,
        "publish" if kind == PUBLISHED else "check",
        one.file_name,
        f"第{number}号{DONE[kind]} {text}".strip(),
    )


def _demand(scope: Scope, right: str, area: str, words: str) -> None:
    if not getattr(scope, right) or not scope.covers(area):
        raise InputError(f"账号“{scope.account}”不能{words}这份报表，没有改动。", "请由有这项权限、管这些单位的账号办理。")


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
