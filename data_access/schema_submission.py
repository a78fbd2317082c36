"""The tables of returns that wait: 提交 → 审核 → 发布, with every step appended."""

from __future__ import annotations

from sqlalchemy import Column, DateTime, Index, Integer, LargeBinary, String, Table, Text

from data_access.schema import metadata

submission = Table(
    "submission",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("sha256", String(64), nullable=False, index=True),
    Column("file_name", String(200), nullable=False),
    Column("content", LargeBinary, nullable=False),  # read again when it is published: only aggregates ever come here
    Column("area", String(12), nullable=False),  # the code that all its figures lie under
    Column("seen", String(200), nullable=False, default=""),  # the sender's area prefixes, in which names are told apart
    Column("unit", String(12), nullable=False, default=""),  # whose list it is, where it names none
    Column("month", Integer, nullable=False, default=0),  # chosen by the sender, where it names none
    Column("mapping", Text, nullable=False, default=""),
    Column("figures", Integer, nullable=False),
    Column("reason", Text, nullable=False, default=""),
    Column("account", String(80), nullable=False),
    Column("at", DateTime, nullable=False),  # UTC
)

submission_step = Table(
    "submission_step",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("submission", Integer, nullable=False),
    Column("kind", String(10), nullable=False),  # pass, back, publish
    Column("text", Text, nullable=False, default=""),
    Column("version", Integer, nullable=False, default=0),  # of the batch that was published
    Column("account", String(80), nullable=False),
    Column("at", DateTime, nullable=False),  # UTC
    Index("submission_step_by_submission", "submission", "id"),
)
