"""Briefings by name: the exhibits that an account pinned, in their order, with title, note and data version. Only appended.

A pin keeps the exhibit's id and its address, never a figure: its figures are read again at the version that it names.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, Row, select

from data_access.errors import InputError
from data_access.replay import append, new_place, replayed
from data_access.schema_briefing import briefing_event
from data_access.scope import Scope

FIRST = "汇报材料"  # the briefing of an account that has not named one
MOST = 60
LONGEST = {"name": 40, "exhibit": 160, "keys": 2000, "title": 120, "note": 1000}


class BriefingError(InputError):
    """An exhibit cannot be pinned, or a pin cannot be changed; nothing was written."""


@dataclass(frozen=True, slots=True)
class Pin:
    """One exhibit of a briefing. keys: its address; found: its own title when it was pinned; title: the account's, or empty."""

    id: int
    exhibit: str
    keys: Mapping[str, str]
    area: str
    version: int
    found: str
    title: str = ""
    note: str = ""


def current(connection: Connection, scope: Scope) -> str:
    """The briefing that was chosen last, into which a pin goes."""
    return next((event.briefing for event in reversed(_events(connection, scope)) if event.kind == "open"), FIRST)


def names(connection: Connection, scope: Scope) -> list[str]:
    """The chosen briefing, and the others that hold a pin."""
    every = dict.fromkeys(event.briefing for event in _events(connection, scope))
    chosen = current(connection, scope)
    return [chosen, *(name for name in every if name != chosen and pins(connection, scope, name))]


def choose(connection: Connection, scope: Scope, name: str) -> None:
    """Make a briefing, old or new, the one into which pins go. Raises BriefingError."""
    name = name.strip()
    if not name:
        raise BriefingError("还没有填写汇报材料的名称。", "请填写名称，例如“三季度调度会”。")
    _short_enough("name", name, "名称")
    if name != current(connection, scope):
        _append(connection, scope, name, 0, kind="open")


def pins(connection: Connection, scope: Scope, name: str) -> list[Pin]:
    """The pins of a briefing in their order; those of areas that the account may not see stay hidden."""
    return [pin for pin in _replayed(connection, scope, name) if scope.covers(pin.area)]


def add(
    connection: Connection, scope: Scope, name: str, exhibit: str, keys: Mapping[str, str], version: int, found: str
) -> int:  # fmt: skip
    """Pin an exhibit at the end; returns its id. keys: the address, `area` among them. Raises BriefingError."""
    area = keys.get("area", "")
    kept = {key: value for key, value in sorted(keys.items()) if key != "asof"}
    packed = json.dumps(kept, ensure_ascii=False)
    if not scope.account or not exhibit or not area or not scope.covers(area):
        raise BriefingError("这个图表不存在或无权查看，没有选入汇报材料。", "请打开有权查看的画面后再选入。")
    _short_enough("exhibit", exhibit, "图表编号")
    _short_enough("keys", packed, "画面地址")
    standing = _replayed(connection, scope, name)
    if (exhibit, kept, version) in [(pin.exhibit, dict(pin.keys), pin.version) for pin in standing]:
        raise BriefingError(f"这个图表已在“{name}”里，没有重复选入。", "可换一个单位、月份或指标再选入。")
    if len(standing) >= MOST:
        raise BriefingError(f"“{name}”已满{MOST}个图表，这个图表没有选入。", "请先移除不再需要的，或另建一份汇报材料。")
    return _append(connection, scope, name, 0, kind="add", exhibit=exhibit, keys=packed, area=area, version=version, text=found)


def move(connection: Connection, scope: Scope, name: str, item: int, step: int) -> None:
    """Move a pin by `step` places: −1 one forward. At the end of the list nothing happens. Raises BriefingError."""
    shown = pins(connection, scope, name)
    pin = _one(shown, item)
    place = new_place(shown, _replayed(connection, scope, name), pin, step)
    if place is not None:
        _append(connection, scope, name, item, kind="move", area=pin.area, place=place)


def remove(connection: Connection, scope: Scope, name: str, item: int) -> None:
    """Take a pin out of its briefing; its events stay. Raises BriefingError."""
    pin = _one(pins(connection, scope, name), item)
    _append(connection, scope, name, item, kind="remove", area=pin.area)


def retitle(connection: Connection, scope: Scope, name: str, item: int, title: str) -> None:
    """Give a pin a title of the account's own; an empty one brings the exhibit's finding back. Raises BriefingError."""
    pin, title = _one(pins(connection, scope, name), item), title.strip()
    _short_enough("title", title, "标题")
    if title != pin.title:
        _append(connection, scope, name, item, kind="retitle", area=pin.area, text=title)


def annotate(connection: Connection, scope: Scope, name: str, item: int, note: str) -> None:
    """Keep a note that is printed with the exhibit. Raises BriefingError."""
    pin, note = _one(pins(connection, scope, name), item), note.strip()
    _short_enough("note", note, "备注")
    if note != pin.note:
        _append(connection, scope, name, item, kind="note", area=pin.area, text=note)


def refresh(connection: Connection, scope: Scope, name: str, item: int, version: int, found: str) -> None:
    """Let a pin name another data version. found: the exhibit's own title at that version. Raises BriefingError."""
    pin = _one(pins(connection, scope, name), item)
    _append(connection, scope, name, item, kind="refresh", area=pin.area, version=version, text=found)


def _short_enough(name: str, text: str, word: str) -> None:
    if len(text) > LONGEST[name]:
        raise BriefingError(f"{word}太长（{len(text)}字），没有保存。", f"请缩短到{LONGEST[name]}字以内。")


def _one(found: list[Pin], item: int) -> Pin:
    pin = next((pin for pin in found if pin.id == item), None)
    if pin is None:
        raise BriefingError("这个图表已不在汇报材料里，没有改动。", "请从列表里另选一个。")
    return pin


def _events(connection: Connection, scope: Scope) -> list[Row]:
    query = select(briefing_event).where(briefing_event.c.account == scope.account).order_by(briefing_event.c.id)
    return list(connection.execute(query))


def _replayed(connection: Connection, scope: Scope, name: str) -> list[Pin]:
    events = [event for event in _events(connection, scope) if event.briefing == name and event.kind != "open"]
    return replayed(events, _begun, _changed)


def _begun(event: Row) -> Pin:
    return Pin(event.item, event.exhibit, json.loads(event.keys), event.area, event.version, event.text)


def _changed(pin: Pin, event: Row) -> Pin:
    if event.kind == "refresh":
        return replace(pin, version=event.version, found=event.text)
    return replace(pin, **{"title" if event.kind == "retitle" else "note": event.text})


def _append(connection: Connection, scope: Scope, name: str, item: int, **values: object) -> int:
    return append(connection, briefing_event, scope, item, briefing=name, **values)
