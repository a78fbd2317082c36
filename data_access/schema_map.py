"""The table of boundaries: a bureau's own map, an upload at a time, beside the tables of the figures."""

from __future__ import annotations

from sqlalchemy import Column, DateTime, Integer, String, Table, Text

from data_access.schema import metadata

area_shape = Table(
    "area_shape",
    metadata,
    Column("upload", Integer, primary_key=True, autoincrement=False),  # the newest of a county stands
    Column("area", String(12), primary_key=True),
    Column("county", String(6), nullable=False, index=True),
    Column("rings", Text, nullable=False),  # JSON: rings of [longitude, latitude]
    Column("account", String(80), nullable=False),
    Column("at", DateTime, nullable=False),
)
