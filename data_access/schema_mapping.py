"""The table of saved mappings: how a form's columns are read. Appended; of each name the newest is in force."""

from __future__ import annotations

from sqlalchemy import Column, DateTime, Index, Integer, String, Table, Text

from data_access.schema import metadata

mapping = Table(
    "mapping",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("area", String(12), nullable=False),  # the county whose form it is
    Column("name", String(60), nullable=False),
    Column("signature", String(64), nullable=False, default=""),  # of the form's heads; empty: offered for no file
    Column("body", Text, nullable=False, default=""),  # JSON; empty: the name is given up
    Column("account", String(80), nullable=False),
    Column("at", DateTime, nullable=False),  # UTC
    Index("mapping_by_name", "area", "name"),
)
