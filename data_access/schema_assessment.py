"""The tables of assessment: versions of schemes with their items, what was entered by hand, frozen results. Only appended."""

from __future__ import annotations

from sqlalchemy import Column, DateTime, Index, Integer, LargeBinary, String, Table, Text

from data_access.schema import metadata

scheme = Table(
    "scheme",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("code", String(40), nullable=False),
    Column("version", Integer, nullable=False),  # from 1, of this code
    Column("name", String(80), nullable=False),
    Column("copied_from", String(40), nullable=False, default=""),  # the code of another scheme
    Column("head", Text, nullable=False),  # all but the items, as JSON
    Column("sha256", String(64), nullable=False),  # of head and items
    Column("remark", Text, nullable=False, default=""),  # what this version changed
    Column("account", String(80), nullable=False),
    Column("at", DateTime, nullable=False),
    Index("scheme_by_code", "code", "version", unique=True),
)

scheme_item = Table(
    "scheme_item",
    metadata,
    Column("scheme", Integer, primary_key=True, autoincrement=False),  # the id of its version
    Column("place", Integer, primary_key=True, autoincrement=False),  # from 0
    Column("content", Text, nullable=False),  # the item with its rules, as JSON
)

score_entry = Table(
    "score_entry",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("scheme", String(40), nullable=False),  # a code: an entry holds for every version that has the item
    Column("year", Integer, nullable=False),
    Column("area", String(12), nullable=False),
    Column("item", String(24), nullable=False),  # an item's code, or code#2: what its second rule counts
    Column("kind", String(10), nullable=False),  # self: 自评; official: 考评
    Column("value", String(40), nullable=False, default=""),  # the actual figure, as an exact decimal
    Column("points", String(40), nullable=False, default=""),
    Column("reason", Text, nullable=False, default=""),
    Column("evidence", Text, nullable=False, default=""),
    Column("remedy", Text, nullable=False, default=""),  # 整改措施
    Column("account", String(80), nullable=False),
    Column("at", DateTime, nullable=False),
    Index("score_entry_by_scheme", "scheme", "year", "area", "id"),
)

score_freeze = Table(
    "score_freeze",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("scheme", String(40), nullable=False),
    Column("scheme_version", Integer, nullable=False),
    Column("area", String(12), nullable=False),
    Column("month", Integer, nullable=False),  # yyyymm: the year through this month
    Column("version", Integer, nullable=False),  # the data version
    Column("entries", Integer, nullable=False),  # the last entry by hand that counted
    Column("targets", Integer, nullable=False),  # the last target that counted
    Column("signer", String(60), nullable=False),
    Column("remark", Text, nullable=False, default=""),
    Column("content", LargeBinary, nullable=False),  # canonical JSON
    Column("sha256", String(64), nullable=False),
    Column("account", String(80), nullable=False),
    Column("at", DateTime, nullable=False),
    Index("score_freeze_by_scheme", "scheme", "area", "id"),
)
