"""Committing a return: one batch, its observations and the figures that follow, in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import fields
from datetime import UTC, datetime
from operator import attrgetter

from sqlalchemy import Connection, delete, insert, select

from data_access import schema
from data_access.areas import load_duties, load_tree
from data_access.derivation import Derivation
from data_access.engine import insert_many
from data_access.errors import InputError
from data_access.numbering import last_number, next_number
from data_access.rollup import RollUp, Touched
from data_access.seals import Guard
from data_access.specs import Observation, Return
from data_access.suppression import Thresholds
from data_access.uncollected import uncollected

KEPT_DIGITS = 52  # of a sha256's 64 in the mark of content that is sent again: room for a version
OBSERVED = tuple(field.name for field in fields(Observation) if field.name != "year")
VALUES = attrgetter(*OBSERVED)


@uncollected()
def commit(connection: Connection, returns: Iterable[Return], derivation: Derivation) -> list[int]:
    """Append each return as a batch of its own and roll the figures up; returns their data versions.

    The connection must be a write transaction (`engine.writing`): the version number is taken inside it, so versions
    come in commit order. Raises InputError for a return that was committed before, or that names an unknown area, and
    SealedError for one that changes a sealed month without saying why.
    """
    tree = load_tree(connection)
    duties = load_duties(connection, tree)
    roll_ups: dict[str, RollUp] = {}
    thresholds, guard = Thresholds(connection), Guard(connection)
    versions = []
    for one in returns:
        version, moment = next_number(connection, schema.batch.c.version), moment_now()
        _refuse_unknown_areas(one, tree.rows)
        before = last_moment(connection, one.layer, version)
        _append(connection, version, one, derivation.hash, moment)
        if one.layer not in roll_ups:
            roll_ups[one.layer] = RollUp(connection, derivation, tree, duties, one.layer)
        with guard.over(roll_ups[one.layer].store, version, one.amends, one.submitted_by, moment):
            roll_ups[one.layer].apply(version, _touched(one.observations), thresholds.since(before, moment))
        versions.append(version)
    return versions


@uncollected()
def rebuild(connection: Connection, derivation: Derivation) -> None:
    """Derive every figure of every version again from the observations: after the catalogue changed, or to verify."""
    tree = load_tree(connection)
    duties = load_duties(connection, tree)
    connection.execute(delete(schema.figure))
    roll_ups: dict[str, RollUp] = {}
    thresholds = Thresholds(connection)
    before: dict[str, datetime] = {}
    columns = schema.batch.c
    batches = select(columns.version, columns.layer, columns.committed_at).order_by(columns.version)
    for version, layer, moment in connection.execute(batches).all():
        if layer not in roll_ups:
            roll_ups[layer] = RollUp(connection, derivation, tree, duties, layer)
        roll_ups[layer].apply(version, touched_by(connection, version), thresholds.since(before.get(layer), moment))
        before[layer] = moment


def last_moment(connection: Connection, layer: str, version: int) -> datetime | None:
    """When the layer's batch before that version was committed."""
    columns = schema.batch.c
    query = select(columns.committed_at).where(columns.layer == layer, columns.version < version)
    return connection.execute(query.order_by(columns.version.desc()).limit(1)).scalar()


def moment_now() -> datetime:
    """UTC, without its zone, as the tables keep it."""
    return datetime.now(UTC).replace(tzinfo=None)


def touched_by(connection: Connection, version: int) -> Touched:
    """The cells that a batch states; of a batch that takes another back, those of the other one."""
    table, batch = schema.observation.c, schema.batch.c
    version = connection.execute(select(batch.reverts).where(batch.version == version)).scalar() or version
    query = select(table.indicator, table.year, table.area).distinct()
    query = query.where(table.version == version, table.year > 0, table.nature == "actual", table.covers_whole.is_(True))
    touched: Touched = {}
    for indicator, year, area in connection.execute(query):
        touched.setdefault((indicator, year), set()).add(area)
    return touched


def current_version(connection: Connection) -> int:
    """The newest data version; 0 in an empty database."""
    return last_number(connection, schema.batch.c.version)


def _touched(observations: Iterable[Observation]) -> Touched:
    touched: Touched = {}
    for one in observations:
        year = one.last // 100 if one.last else one.year
        if year and one.nature == "actual" and one.covers_whole:
            touched.setdefault((one.indicator, year), set()).add(one.area)
    return touched


def _refuse_unknown_areas(one: Return, known) -> None:
    unknown = sorted({row.area for row in one.observations} - set(known))
    if unknown:
        raise InputError(
            what=f"“{one.title}”含有区划表里没有的代码：{'、'.join(unknown[:5])}，整份未入库。",
            remedy="请先在“开县设置”登记这些区划，或改正代码后重新提交。",
            problems=tuple(unknown),
        )


def _append(connection: Connection, version: int, one: Return, catalogue_hash: str, moment: datetime) -> None:
    digest, before = _mark(connection, one.sha256 or fingerprint(one))
    if before:
        raise InputError(f"“{one.title}”已经入库（数据版本{before}），没有重复写入。", "如需更正，请提交更正后的报表。")
    connection.execute(
        insert(schema.batch).values(
            version=version, kind=one.kind, title=one.title, area=one.area, file_name=one.file_name, sha256=digest,
            submitted_by=one.submitted_by, submitted_at=one.submitted_at, committed_at=moment,
            layer=one.layer, note=one.note, catalogue_hash=catalogue_hash, rows=len(one.observations),
            **_extent(one.observations),
        )
    )  # fmt: skip
    rows = (
        (version, number, observation.last // 100 or observation.year, *VALUES(observation))
        for number, observation in enumerate(one.observations, start=1)
    )
    insert_many(connection, schema.observation, ("version", "row", "year", *OBSERVED), rows)


def standing_version(connection: Connection, digest: str) -> int:
    """The data version under which a file with this sha256 stands; 0 where it was never committed, or was taken back."""
    return _mark(connection, digest)[1]


def _mark(connection: Connection, digest: str) -> tuple[str, int]:
    """The mark under which that content may be committed, and the version under which it already stands (0: none).

    Content that was taken back may come again, byte for byte: its new mark carries the version that took it back. So
    marks stay unique, and of two that send it again at the same instant one is refused.
    """
    batch, mark = schema.batch.c, digest
    while before := connection.execute(select(batch.version).where(batch.sha256 == mark)).scalar():
        by = connection.execute(select(batch.version).where(batch.reverts == before)).scalar()
        if by is None:
            return mark, before
        mark = f"{digest[:KEPT_DIGITS]}-{by}"
    return mark, 0


def _extent(observations: Iterable[Observation]) -> dict[str, int]:
    actual = [one for one in observations if one.nature == "actual" and one.value is not None]
    return {
        "first": min((one.first for one in actual if one.first), default=0),
        "last": max((one.last for one in actual), default=0),
        "year": max((one.last // 100 or one.year for one in actual), default=0),
    }


def fingerprint(one: Return) -> str:
    """The same content has the same mark, whatever the file is called."""
    digest = hashlib.sha256(f"{one.kind}|{one.title}|{one.area}".encode())
    for row in one.observations:
        digest.update(repr(row).encode())
    return digest.hexdigest()
