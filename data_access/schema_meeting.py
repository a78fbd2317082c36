"""The table of the meeting's queue: every step of it appended, beside the tables of the figures."""

from __future__ import annotations

from sqlalchemy import Column, DateTime, Index, Integer, String, Table, Text

from data_access.schema import APART, metadata

meeting_event = Table(
    "meeting_event",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("account", String(80), nullable=False),
    Column("item", Integer, nullable=False),  # the id of the event that added the view
    Column("kind", String(10), nullable=False),  # add, move, remove, record
    Column("page", String(40), nullable=False, default=""),
    Column("keys", Text, nullable=False, default=""),  # the saved address, as JSON
    Column("title", String(200), nullable=False, default=""),
    Column("area", String(12), nullable=False, default=""),
    Column("place", Integer),  # of a move: from 0, where it stands afterwards
    Column("decision", Text, nullable=False, default=""),
    Column("owner", String(60), nullable=False, default=""),
    Column("due", String(10), nullable=False, default=""),  # yyyy-mm-dd
    Column("at", DateTime, nullable=False),
    Index("meeting_event_by_account", "account", "id"),
    info={APART: True},
)
