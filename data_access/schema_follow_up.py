"""The table of what became of the items of attention: every step appended, beside the tables of the figures."""

from __future__ import annotations

from sqlalchemy import Column, DateTime, Index, Integer, String, Table, Text

from data_access.schema import APART, metadata

follow_up = Table(
    "follow_up",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("item", String(160), nullable=False),  # the key of the item of attention
    Column("area", String(12), nullable=False),
    Column("indicator", String(80), nullable=False, default=""),
    Column("span_kind", String(10), nullable=False),  # the view in which the item was seen
    Column("month", Integer, nullable=False),
    Column("title", String(200), nullable=False),  # as it was then printed, and so the rule
    Column("rule", String(200), nullable=False, default=""),
    Column("figure", String(120), nullable=False, default=""),  # the key of the number that raised it
    Column("kind", String(10), nullable=False),  # assign, answer, close
    Column("who", String(60), nullable=False, default=""),  # assigned to, or answered by
    Column("text", Text, nullable=False, default=""),
    Column("due", String(10), nullable=False, default=""),  # yyyy-mm-dd
    Column("at", DateTime, nullable=False),  # UTC
    Column("account", String(80), nullable=False),
    Index("follow_up_by_item", "item", "id"),
    Index("follow_up_by_area", "area", "id"),
    info={APART: True},
)
