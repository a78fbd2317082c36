"""The tables of the briefings: every step of their pins, and what each exported file printed. Both only appended."""

from __future__ import annotations

from sqlalchemy import Column, DateTime, Index, Integer, String, Table, Text

from data_access.schema import APART, metadata

briefing_event = Table(
    "briefing_event",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("account", String(80), nullable=False),
    Column("briefing", String(60), nullable=False),
    Column("item", Integer, nullable=False),  # the id of the event that added the pin
    Column("kind", String(10), nullable=False),  # add, move, retitle, note, refresh, remove; open: the briefing was chosen
    Column("exhibit", String(160), nullable=False, default=""),
    Column("keys", Text, nullable=False, default=""),  # the pinned address without its version, as JSON
    Column("area", String(12), nullable=False, default=""),
    Column("text", Text, nullable=False, default=""),  # the exhibit's own title, the chosen title or the note
    Column("version", Integer),  # of add and refresh: the data version
    Column("place", Integer),  # of a move: from 0, where it stands afterwards
    Column("at", DateTime, nullable=False),
    Index("briefing_event_by_account", "account", "id"),
    info={APART: True},
)

exported = Table(
    "exported",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("account", String(80), nullable=False),
    Column("item", Integer, nullable=False),  # the id of the file's first row: one row an exhibit
    Column("code", String(16), nullable=False),  # the verification code in the file's footer
    Column("title", String(200), nullable=False),  # of the file
    Column("exhibit", String(160), nullable=False),
    Column("keys", Text, nullable=False),  # its View, as JSON
    Column("area", String(12), nullable=False),
    Column("version", Integer, nullable=False),
    Column("printed", Text, nullable=False),  # heads and rows as printed, as JSON
    Column("at", DateTime, nullable=False),
    Index("exported_by_code", "code", "id"),
    info={APART: True},
)
