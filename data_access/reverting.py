"""Taking a return back: a new batch that names it. Nothing is updated or deleted, so every past version stays."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from data_access import audit, schema
from data_access.areas import load_duties, load_tree
from data_access.derivation import Derivation
from data_access.errors import InputError
from data_access.numbering import next_number
from data_access.returns import last_moment, moment_now, touched_by
from data_access.rollup import RollUp
from data_access.scope import Scope
from data_access.seals import Guard
from data_access.suppression import Thresholds

REVERT = "revert"
FIXED = ("published", "setup", "reset", REVERT)


def revert(connection: Connection, version: int, derivation: Derivation, scope: Scope, reason: str) -> int:
    """The figures as if that batch had never come, from a new data version on, which is returned.

    What it changes of a sealed month is an amendment for the same reason. Raises InputError.
    """
    batch = schema.batch.c
    row = connection.execute(select(*batch).where(batch.version == version)).first()
    if row is None or not scope.covers(row.area):
        raise InputError(f"没有数据版本{version}，没有改动。", "请在“数据版本”里查看全部版本。")
    if row.kind in FIXED:
        raise InputError(f"数据版本{version}（{row.title}）不是报表，不能撤回，没有改动。", "只能撤回提交的报表。")
    by = connection.execute(select(batch.version).where(batch.reverts == version)).scalar()
    if by is not None:
        raise InputError(f"数据版本{version}已经由版本{by}撤回，没有重复撤回。", "需要恢复的，请提交更正后的报表。")
    new, moment = next_number(connection, batch.version), moment_now()
    before = last_moment(connection, row.layer, new)
    connection.execute(
        insert(schema.batch).values(
            version=new, kind=REVERT, title=f"撤回版本{version}：{row.title}"[:200], area=row.area, file_name="",
            sha256=f"{REVERT}-{version}", submitted_by=scope.account, submitted_at=moment, committed_at=moment, layer=row.layer,
            note=reason, reverts=version, catalogue_hash=derivation.hash, rows=0,
        )
    )  # fmt: skip
    tree = load_tree(connection)
    roll_up = RollUp(connection, derivation, tree, load_duties(connection, tree), row.layer)
    with Guard(connection).over(roll_up.store, new, reason, scope.account, moment):
        roll_up.apply(new, touched_by(connection, new), Thresholds(connection).since(before, moment))
    audit.record(connection, scope.account, "revert", f"版本{version}：{row.title}", f"数据版本{new}；{reason}")
    return new
