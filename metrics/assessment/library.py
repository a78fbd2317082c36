"""Where schemes come from: the ready examples in `examples/*.toml`, and what the bureau has saved, version by version."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import orjson
from pydantic import ValidationError
from sqlalchemy import Connection

from data_access import assessments
from data_access.assessments import AssessmentError, StoredScheme
from data_access.errors import InputError
from data_access.scope import Scope
from metrics.assessment.checking import refuse_faulty
from metrics.assessment.model import Item, Scheme
from metrics.loading import Catalogue
from metrics.source import Source

FOLDER = Path(__file__).parent / "examples"
OWN = "scheme_"  # how the codes of a bureau's own schemes begin


@dataclass(frozen=True, slots=True)
class Listed:
    """A scheme that can be chosen. version 0: a ready example."""

    code: str
    name: str
    version: int
    way: str


@cache
def examples() -> dict[str, Scheme]:
    """The ready examples by code."""
    found = [_example(path) for path in sorted(FOLDER.glob("*.toml"))]
    return {scheme.code: scheme for scheme in found}


def _example(path: Path) -> Scheme:
    content = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    try:
        return Scheme.model_validate(content)
    except ValidationError as fault:
        raise InputError(f"示例方案 {path.name} 写法有误。", str(fault)) from fault


def listing(source: Source) -> list[Listed]:
    """The bureau's own schemes first."""
    own = [_read(stored) for stored in assessments.newest_schemes(source.connection)]
    found = [Listed(scheme.code, scheme.name, version, scheme.way) for scheme, version in own]
    return found + [Listed(one.code, one.name, 0, one.way) for one in examples().values()]


def find(source: Source, wanted: str, version: int | None = None) -> tuple[Scheme, int]:
    """A scheme by code or name, the newest version where none is named. Raises InputError."""
    code = next((one.code for one in listing(source) if wanted in (one.code, one.name)), wanted)
    stored = assessments.find_scheme(source.connection, code, version)
    if stored is not None:
        return _read(stored)
    if code in examples() and not version:
        return examples()[code], 0
    known = "、".join(f"{one.name}（{one.code}）" for one in listing(source))
    raise InputError(f"没有考评方案“{wanted}”{f'的第{version}版' if version else ''}。", f"现有：{known}。")


def _read(stored: StoredScheme) -> tuple[Scheme, int]:
    try:
        items = tuple(Item.model_validate_json(text) for text in stored.items)
        return Scheme.model_validate(json.loads(stored.head, parse_float=Decimal) | {"items": items}), stored.version
    except ValidationError as fault:
        raise AssessmentError(f"已保存的方案“{stored.name}”读不出来。", "请从备份恢复，或换一个方案。") from fault


def save(connection: Connection, scope: Scope, scheme: Scheme, catalogue: Catalogue, remark: str = "") -> int:
    """One more version of a scheme; its number. Raises SchemeError, AssessmentError."""
    refuse_faulty(scheme, catalogue)
    if scheme.code in examples():
        raise AssessmentError("示例方案不能改写，没有保存。", "请先另存为本局方案，再修改。")
    head = orjson.dumps(scheme.model_dump(mode="json", exclude={"items"}), option=orjson.OPT_SORT_KEYS).decode()
    items = [
        orjson.dumps(item.model_dump(mode="json"), option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS).decode()
        for item in scheme.items
    ]
    return assessments.add_scheme(connection, scope, scheme.code, scheme.name, scheme.copied_from, head, items, remark)


def copied(connection: Connection, scheme: Scheme, name: str) -> Scheme:
    """The same scheme under a new code and name, as the bureau's own; not saved. Raises AssessmentError."""
    taken = {one.name for one in assessments.newest_schemes(connection)} | {one.name for one in examples().values()}
    name = name.strip()
    if not name or name in taken:
        raise AssessmentError(f"方案名称“{name}”{'已有' if name else '是空的'}，没有另存。", "请换一个名称。")
    numbers = [
        int(one.code.removeprefix(OWN))
        for one in assessments.newest_schemes(connection)
        if one.code.removeprefix(OWN).isdecimal()
    ]
    code = f"{OWN}{max(numbers, default=0) + 1}"
    note = "" if scheme.code in examples() else scheme.note  # it says that it is an example
    return scheme.model_copy(update={"code": code, "name": name, "copied_from": scheme.code, "note": note})
