"""Assessment as it is kept: versions of schemes, entries by hand, frozen results. Everything is appended, nothing changed.

What a scheme's JSON means is the business of `metrics.assessment`; here it is text with a checksum.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation

from sqlalchemy import Connection, insert, select

from data_access import audit
from data_access.errors import InputError
from data_access.numbering import last_number, next_number
from data_access.schema_assessment import scheme, scheme_item, score_entry, score_freeze
from data_access.scope import Scope

CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
KINDS = {"self": "自评", "official": "考评"}
LONGEST = {"name": 80, "reason": 1000, "evidence": 500, "remedy": 1000, "signer": 60, "remark": 500}
WORDS = {
    "name": "方案名称",
    "reason": "原因说明",
    "evidence": "佐证材料",
    "remedy": "整改措施",
    "signer": "签发人",
    "remark": "备注",
}


class AssessmentError(InputError):
    """A scheme, an entry or a result cannot be kept or found; nothing was written."""


@dataclass(frozen=True, slots=True)
class StoredScheme:
    """One version of a scheme; head and items are JSON texts."""

    code: str
    version: int
    name: str
    copied_from: str
    head: str
    items: tuple[str, ...]
    sha256: str
    remark: str
    account: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """What was entered by hand of one item of one area. value: the actual figure; points: the score; exact decimals."""

    area: str
    item: str
    kind: str
    value: Decimal | None = None
    points: Decimal | None = None
    reason: str = ""
    evidence: str = ""
    remedy: str = ""
    account: str = ""
    at: datetime | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Frozen:
    """A frozen result with everything that it rests on."""

    id: int
    scheme: str
    scheme_version: int
    area: str
    month: int
    version: int
    entries: int
    targets: int
    signer: str
    remark: str
    content: bytes
    sha256: str
    account: str
    at: datetime


# -- schemes ----------------------------------------------------------------------------------------------------------


def add_scheme(
    connection: Connection, scope: Scope, code: str, name: str, copied_from: str, head: str, items: Sequence[str], remark: str = ""
) -> int:  # fmt: skip
    """One more version of a scheme; returns its number. The same content again adds none. Raises AssessmentError."""
    scope.demand("may_publish")
    if not CODE.fullmatch(code):
        raise AssessmentError(f"方案编号“{code[:40]}”写法不对，没有保存。", "请用小写字母开头，只含小写字母、数字和下划线。")
    _fits(name=name, remark=remark)
    digest = hashlib.sha256("\n".join([head, *items]).encode()).hexdigest()
    newest = find_scheme(connection, code)
    if newest is not None and newest.sha256 == digest:
        return newest.version
    _no_circle(connection, code, copied_from)
    number, version = next_number(connection, scheme.c.id), (newest.version if newest else 0) + 1
    connection.execute(insert(scheme).values(
        id=number, code=code, version=version, name=name, copied_from=copied_from, head=head, sha256=digest, remark=remark,
        account=scope.account, at=_now(),
    ))  # fmt: skip
    rows = [{"scheme": number, "place": place, "content": content} for place, content in enumerate(items)]
    connection.execute(insert(scheme_item), rows)
    audit.record(connection, scope.account, "scheme", name, f"{code} 第{version}版")
    return version


def _no_circle(connection: Connection, code: str, copied_from: str) -> None:
    path, above = [code], copied_from
    while above:
        path.append(above)
        if above == code:
            raise AssessmentError(f"复制关系成环（{' → '.join(path)}），没有保存。", "请另起一个方案编号，或清空“复制自”。")
        found = find_scheme(connection, above)
        above = found.copied_from if found is not None and above not in path[:-1] else ""


def find_scheme(connection: Connection, code: str, version: int | None = None) -> StoredScheme | None:
    """A version of a scheme, the newest where none is named."""
    query = select(scheme).where(scheme.c.code == code).order_by(scheme.c.version.desc()).limit(1)
    row = connection.execute(query if version is None else query.where(scheme.c.version == version)).one_or_none()
    return None if row is None else _stored(connection, row)


def newest_schemes(connection: Connection) -> list[StoredScheme]:
    """The newest version of each scheme, in the order in which they were first saved."""
    rows = connection.execute(select(scheme).order_by(scheme.c.id))
    newest = {row.code: row for row in rows}
    return [_stored(connection, row) for row in newest.values()]


def scheme_versions(connection: Connection, code: str) -> list[StoredScheme]:
    """All versions of a scheme, the newest first."""
    rows = connection.execute(select(scheme).where(scheme.c.code == code).order_by(scheme.c.version.desc()))
    return [_stored(connection, row) for row in rows]


def _stored(connection: Connection, row) -> StoredScheme:
    query = select(scheme_item.c.content).where(scheme_item.c.scheme == row.id).order_by(scheme_item.c.place)
    items = tuple(connection.execute(query).scalars())
    return StoredScheme(
        row.code, row.version, row.name, row.copied_from, row.head, items, row.sha256, row.remark, row.account, row.at
    )


# -- what is entered by hand --------------------------------------------------------------------------------------------


def enter(connection: Connection, scope: Scope, code: str, year: int, entry: Entry) -> int:
    """Keep a score or a figure that somebody gave; it takes the place of his side's earlier one. Raises AssessmentError."""
    scope.demand("may_check" if entry.kind == "official" else "may_submit")  # nobody gives himself the official score
    if not scope.covers(entry.area):
        raise AssessmentError("这个单位不在当前账户的范围内，没有保存。", "请由主管该单位的账户填写。")
    if entry.kind not in KINDS:
        raise AssessmentError(f"没有“{entry.kind}”这种评分，没有保存。", "请选自评或考评。")
    if entry.value is None and entry.points is None:
        raise AssessmentError("没有填写得分，也没有填写实际完成值，没有保存。", "请至少填写其中一项。")
    if not entry.reason.strip():
        raise AssessmentError("没有填写原因说明，没有保存。", "请写明评分依据或未完成原因；人工评分都要留下理由。")
    _fits(reason=entry.reason, evidence=entry.evidence, remedy=entry.remedy)
    number = next_number(connection, score_entry.c.id)
    connection.execute(insert(score_entry).values(
        id=number, scheme=code, year=year, area=entry.area, item=entry.item, kind=entry.kind, value=_text(entry.value),
        points=_text(entry.points), reason=entry.reason.strip(), evidence=entry.evidence.strip(), remedy=entry.remedy.strip(),
        account=scope.account, at=_now(),
    ))  # fmt: skip
    audit.record(connection, scope.account, "score", f"{code} {entry.item}", f"{entry.area} {year}年{KINDS[entry.kind]}")
    return number


def entries(connection: Connection, scope: Scope, code: str, year: int, upto: int | None = None) -> list[Entry]:
    """The newest entry of each area, item and side; upto: only those with at most this id."""
    table = score_entry.c
    query = select(score_entry).where(table.scheme == code, table.year == year, scope.where(table.area)).order_by(table.id)
    rows = connection.execute(query if upto is None else query.where(table.id <= upto))
    found = {(row.area, row.item, row.kind): row for row in rows}
    return [
        Entry(
            row.area, row.item, row.kind, _decimal(row.value), _decimal(row.points), row.reason, row.evidence, row.remedy,
            row.account, row.at, row.id,
        )
        for row in found.values()
    ]  # fmt: skip


def last_entry(connection: Connection) -> int:
    return last_number(connection, score_entry.c.id)


# -- frozen results -----------------------------------------------------------------------------------------------------


def freeze(connection: Connection, scope: Scope, found: Frozen) -> int:
    """Keep a result for good; returns its number. Its id, checksum, account and time are given here. Raises AssessmentError."""
    scope.demand("may_publish")
    if not scope.covers(found.area):
        raise AssessmentError("这个单位不在当前账户的范围内，没有归档。", "请由主管该单位的账户归档。")
    if not found.signer.strip():
        raise AssessmentError("没有填写签发人，没有归档。", "请填写签发人（职务或股室），再点“归档”。")
    _fits(signer=found.signer, remark=found.remark)
    number = next_number(connection, score_freeze.c.id)
    names = ("scheme", "scheme_version", "area", "month", "version", "entries", "targets", "content")
    connection.execute(insert(score_freeze).values(
        id=number, signer=found.signer.strip(), remark=found.remark.strip(), sha256=hashlib.sha256(found.content).hexdigest(),
        account=scope.account, at=_now(), **{name: getattr(found, name) for name in names},
    ))  # fmt: skip
    audit.record(
        connection,
        scope.account,
        "freeze",
        f"{found.scheme} 第{found.scheme_version}版",
        f"{number}号，{found.area}，{found.month}",
    )
    return number


def freezes(connection: Connection, scope: Scope, code: str = "") -> list[Frozen]:
    """Frozen results of the account's areas, the newest first; none for an account of some lines, since each holds them all."""
    if scope.indicators is not None:
        return []
    query = select(score_freeze).where(scope.where(score_freeze.c.area)).order_by(score_freeze.c.id.desc())
    rows = connection.execute(query if not code else query.where(score_freeze.c.scheme == code))
    return [Frozen(*(getattr(row, name) for name in Frozen.__dataclass_fields__)) for row in rows]


def frozen(connection: Connection, scope: Scope, number: int) -> Frozen:
    """Raises AssessmentError."""
    found = next((one for one in freezes(connection, scope) if one.id == number), None)
    if found is None:
        raise AssessmentError(f"没有编号为{number}的归档结果，或无权查看。", "请从归档清单里另选一个。")
    if hashlib.sha256(found.content).hexdigest() != found.sha256:
        raise AssessmentError(f"归档结果{number}与它的校验码不符，没有打开。", "请从备份恢复数据库，并报告信息管理员。")
    return found


# -- shared -------------------------------------------------------------------------------------------------------------


def _fits(**texts: str) -> None:
    for name, text in texts.items():
        if len(text) > LONGEST[name]:
            raise AssessmentError(f"{WORDS[name]}太长（{len(text)}字），没有保存。", f"请缩短到{LONGEST[name]}字以内。")


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _text(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation as fault:
        raise AssessmentError("数据库里的一条评分已损坏，没有读取。", "请从备份恢复数据库。") from fault
