"""交办 → 反馈 → 销号: who was made responsible for an item of attention, what was answered, what came of it.

Only appended. Where a matter stands is what its steps say when they are read in order; a matter that was closed and
assigned anew goes on with its whole history.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection, or_, select

from data_access.errors import InputError
from data_access.meeting import DAY
from data_access.replay import append
from data_access.schema_follow_up import follow_up
from data_access.scope import Scope

ITEM = re.compile(r"[a-z]{1,20}\.\d{2,12}\.[a-z0-9_]{0,80}\.\d{4,6}")
LONGEST_NAME, LONGEST_TEXT, LONGEST_TITLE = 60, 2000, 200


class FollowUpError(InputError):
    """A step cannot be taken; nothing was written."""


@dataclass(frozen=True, slots=True)
class Raised:
    """An item as the screen prints it. month: yyyymm, the end of the view's span; figure: the key of its number."""

    item: str
    area: str
    indicator: str
    span_kind: str
    month: int
    title: str
    rule: str = ""
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """kind: assign, answer or close. who: assigned to, or answered by. at: UTC. title: of the item as then printed."""

    kind: str
    who: str
    text: str
    due: date | None
    at: datetime
    account: str
    title: str


@dataclass(frozen=True, slots=True)
class Case:
    """An item that was assigned once, as it was printed then, with every step since, oldest first."""

    raised: Raised
    steps: tuple[Step, ...]

    @property
    def stands(self) -> str:
        """The last step's kind: where the matter stands."""
        return self.steps[-1].kind

    @property
    def is_open(self) -> bool:
        return self.stands != "close"

    @property
    def assigned(self) -> Step:
        """The assignment in force: the last one."""
        return next(step for step in reversed(self.steps) if step.kind == "assign")

    def is_overdue(self, today: date) -> bool:
        """Assigned, its day past, and nothing answered since."""
        return self.stands == "assign" and self.assigned.due < today


def cases(connection: Connection, scope: Scope, items: Collection[str] | None = None) -> dict[str, Case]:
    """By item, in the order in which they were first assigned. items: only these; areas outside the Scope stay hidden."""
    table = follow_up.c
    query = (
        select(follow_up)
        .where(scope.where(table.area), or_(table.indicator == "", scope.of_lines(table.indicator)))
        .order_by(table.id)
    )
    if items is not None:
        query = query.where(table.item.in_(items))
    found: dict[str, Case] = {}
    for row in connection.execute(query):
        due = date.fromisoformat(row.due) if row.due else None
        step = Step(row.kind, row.who, row.text, due, row.at, row.account, row.title)
        raised = Raised(row.item, row.area, row.indicator, row.span_kind, row.month, row.title, row.rule, row.figure)
        before = found.get(row.item)
        found[row.item] = Case(raised, (*before.steps, step) if before else (step,))
    return found


def assign(connection: Connection, scope: Scope, raised: Raised, who: str, due: str, text: str, today: date) -> None:
    """交办, or to another one or with another day. due: yyyy-mm-dd, not before today. Raises FollowUpError."""
    _may(scope, raised.area, scope.may_assign, "交办")
    who, text = who.strip(), text.strip()
    if not ITEM.fullmatch(raised.item):
        raise FollowUpError("这个事项不存在，没有交办。", "请刷新“需关注事项”后再从列表里选。")
    if not who:
        raise FollowUpError("还没有填写责任人，没有交办。", "请写明由谁（股室、乡镇或姓氏加职务）负责，再点“交办”。")
    _short_enough(who, LONGEST_NAME, "责任人")
    day = _day(due.strip())
    if day < today:
        raise FollowUpError(f"完成期限“{due.strip()}”已经过去，没有交办。", "请填写今天或以后的日期。")
    _append(connection, scope, raised, kind="assign", who=who, text=text, due=day.isoformat())


def answer(connection: Connection, scope: Scope, item: str, who: str, text: str) -> None:
    """反馈: what was done, and by whom. Raises FollowUpError."""
    case = _open_case(connection, scope, item, "反馈")
    who, text = who.strip(), text.strip()
    if not text:
        raise FollowUpError("还没有填写办理情况，没有反馈。", "请写明做了什么、到了哪一步，再点“反馈”。")
    if not who:
        raise FollowUpError("还没有填写反馈人，没有反馈。", "请写明由谁反馈，再点“反馈”。")
    _short_enough(who, LONGEST_NAME, "反馈人")
    _append(connection, scope, case.raised, kind="answer", who=who, text=text)


def close(connection: Connection, scope: Scope, item: str, text: str) -> None:
    """销号: what came of it. Raises FollowUpError."""
    case = _open_case(connection, scope, item, "销号")
    text = text.strip()
    if not text:
        raise FollowUpError("还没有填写办理结果，没有销号。", "请写明最后办成了什么，再点“销号”。")
    _append(connection, scope, case.raised, kind="close", text=text)


def _may(scope: Scope, area: str, is_allowed: bool, word: str) -> None:
    if not scope.account or not is_allowed:
        raise FollowUpError(f"当前账户不能{word}，没有保存。", "请换用有这项权限的账户，或请系统管理员开通。")
    if not area or not scope.covers(area):
        raise FollowUpError("这个事项不在当前账户的单位范围内，没有保存。", "请由主管该单位的账户办理。")


def _open_case(connection: Connection, scope: Scope, item: str, word: str) -> Case:
    """The matter of which a step is wanted, if this account may take it now."""
    case = cases(connection, replace(scope, areas=("",)), [item]).get(item)
    if case is None:
        raise FollowUpError(f"这个事项还没有交办，不能{word}。", "请先写明责任人和完成期限，把事项交办。")
    _may(scope, case.raised.area, scope.may_assign or (word == "反馈" and scope.may_submit), word)
    if not case.is_open:
        raise FollowUpError(f"这个事项已经销号，不能再{word}。", "如问题又出现，请重新交办。")
    return case


def _short_enough(text: str, longest: int, word: str) -> None:
    if len(text) > longest:
        raise FollowUpError(f"{word}太长（{len(text)}字），没有保存。", f"请缩短到{longest}字以内。")


def _day(text: str) -> date:
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    if not text:
        raise FollowUpError("还没有填写完成期限，没有交办。", "请按“2026-03-31”的样子填写完成期限。")
    raise FollowUpError(f"完成期限“{text}”不是有效日期，没有交办。", "请按“2026-03-31”的样子填写。")


def _append(connection: Connection, scope: Scope, raised: Raised, **values: str) -> None:
    _short_enough(values["text"], LONGEST_TEXT, "内容")
    append(
        connection, follow_up, scope, raised.item, area=raised.area, indicator=raised.indicator, span_kind=raised.span_kind,
        month=raised.month, title=raised.title[:LONGEST_TITLE], rule=raised.rule[:LONGEST_TITLE], figure=raised.figure, **values,
    )  # fmt: skip
