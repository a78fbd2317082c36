"""The queue of a meeting: saved views of an account, their order, and what was decided at each. Only appended.

The queue is what the events leave when they are read in order: what was added, moved, removed and recorded.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, Row, select

from data_access.errors import InputError
from data_access.replay import append, new_place, replayed
from data_access.schema_meeting import meeting_event
from data_access.scope import Scope

MOST = 20
PAGE = re.compile(r"[a-z_]{1,40}")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
LONGEST = {"title": 200, "decision": 2000, "owner": 60, "keys": 2000}


class MeetingError(InputError):
    """A view cannot be queued, or a decision cannot be kept; nothing was written."""


@dataclass(frozen=True, slots=True)
class SavedView:
    """One view of the queue. keys: its address; due: the day by which the decision is to be carried out."""

    id: int
    page: str
    keys: Mapping[str, str]
    title: str
    area: str
    decision: str = ""
    owner: str = ""
    due: date | None = None


def queue(connection: Connection, scope: Scope) -> list[SavedView]:
    """The account's saved views in their order; those of areas that it may not see stay hidden."""
    return [view for view in _replayed(connection, scope) if scope.covers(view.area)]


def add(connection: Connection, scope: Scope, page: str, keys: Mapping[str, str], title: str) -> int:
    """Queue a view at the end; returns its id. keys: the address, `area` among them. Raises MeetingError."""
    if not scope.account:
        raise MeetingError("当前没有登录账户，画面没有加入会议队列。", "请登录后再试。")
    area = keys.get("area", "")
    packed = json.dumps(dict(sorted(keys.items())), ensure_ascii=False)
    if not PAGE.fullmatch(page) or not area or not scope.covers(area):
        raise MeetingError("这个画面不存在或无权查看，没有加入会议队列。", "请打开有权查看的画面后再点“加入会议”。")
    _short_enough("title", title, "标题")
    _short_enough("keys", packed, "画面地址")
    standing = _replayed(connection, scope)
    if (page, dict(keys)) in [(view.page, dict(view.keys)) for view in standing]:
        raise MeetingError("这个画面已在会议队列里，没有重复加入。", "可换一个单位、月份或指标再加入。")
    if len(standing) >= MOST:
        raise MeetingError(f"会议队列已满{MOST}个画面，这个画面没有加入。", "请先在“会议演示”里移除不再需要的画面。")
    return append(connection, meeting_event, scope, 0, kind="add", page=page, keys=packed, title=title, area=area)


def move(connection: Connection, scope: Scope, item: int, step: int) -> None:
    """Move a view by `step` places: −1 one forward. At the end of the queue nothing happens. Raises MeetingError."""
    shown = queue(connection, scope)
    view = _one(shown, item)
    place = new_place(shown, _replayed(connection, scope), view, step)
    if place is not None:
        append(connection, meeting_event, scope, item, kind="move", area=view.area, place=place)


def remove(connection: Connection, scope: Scope, item: int) -> None:
    """Take a view out of the queue; its events stay. Raises MeetingError."""
    view = _one(queue(connection, scope), item)
    append(connection, meeting_event, scope, item, kind="remove", area=view.area)


def record(connection: Connection, scope: Scope, item: int, decision: str, owner: str, due: str) -> None:
    """Keep what was decided at a view. due: yyyy-mm-dd, or empty where no day was set. Raises MeetingError."""
    view = _one(queue(connection, scope), item)
    decision, owner, due = decision.strip(), owner.strip(), due.strip()
    if not decision:
        raise MeetingError("还没有填写决定事项，没有保存。", "请写明会议决定了什么，再点“保存决定”。")
    _short_enough("decision", decision, "决定事项")
    _short_enough("owner", owner, "责任人")
    if due:
        _day(due)
    append(connection, meeting_event, scope, item, kind="record", area=view.area, decision=decision, owner=owner, due=due)


def _day(text: str) -> date:
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise MeetingError(f"完成时限“{text}”不是有效日期，没有保存。", "请按“2026-03-31”的样子填写，没有定时限的留空。")


def _short_enough(name: str, text: str, word: str) -> None:
    if len(text) > LONGEST[name]:
        raise MeetingError(f"{word}太长（{len(text)}字），没有保存。", f"请缩短到{LONGEST[name]}字以内。")


def _one(views: list[SavedView], item: int) -> SavedView:
    found = next((view for view in views if view.id == item), None)
    if found is None:
        raise MeetingError("这个画面已不在会议队列里，没有改动。", "请从队列里另选一个画面。")
    return found


def _replayed(connection: Connection, scope: Scope) -> list[SavedView]:
    query = select(meeting_event).where(meeting_event.c.account == scope.account).order_by(meeting_event.c.id)
    return replayed(connection.execute(query), _begun, _recorded)


def _begun(event: Row) -> SavedView:
    return SavedView(event.item, event.page, json.loads(event.keys), event.title, event.area)


def _recorded(view: SavedView, event: Row) -> SavedView:
    due = date.fromisoformat(event.due) if event.due else None
    return replace(view, decision=event.decision, owner=event.owner, due=due)
