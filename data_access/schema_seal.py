"""The tables of sealed months: each seal, the figures as they stood under it, and every change made to them since."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, DateTime, Integer, SmallInteger, String, Table, Text, UniqueConstraint

from data_access.schema import metadata

seal = Table(
    "seal",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("area", String(12), nullable=False),  # the whole county: all areas below it are sealed with it
    Column("month", Integer, nullable=False),  # every figure that closes in it, whatever its span
    Column("version", Integer, nullable=False),  # the newest data version then
    Column("figures", Integer, nullable=False),
    Column("note", Text, nullable=False, default=""),
    Column("account", String(80), nullable=False),
    Column("at", DateTime, nullable=False),  # UTC
    UniqueConstraint("area", "month"),
)

# Kept beside the figures, since these are derived anew when the catalogue changes: what was sealed stays as it was printed.
sealed_figure = Table(
    "sealed_figure",
    metadata,
    Column("seal", Integer, primary_key=True, autoincrement=False),
    Column("area", String(12), primary_key=True),
    Column("indicator", String(80), primary_key=True),
    Column("span", String(8), primary_key=True),
    Column("value", BigInteger),
    Column("numerator", BigInteger),
    Column("denominator", BigInteger),
    Column("reporting", Integer, nullable=False),
    Column("expected", Integer, nullable=False),
    Column("basis", String(10), nullable=False),
    Column("approx", String(4), nullable=False),
    Column("other", BigInteger),
    Column("mask", SmallInteger, nullable=False),
    sqlite_with_rowid=False,
)

amendment = Table(
    "amendment",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),  # the batch that changed sealed figures
    Column("seal", Integer, primary_key=True, autoincrement=False),
    Column("figures", Integer, nullable=False),  # how many of them it changed
    Column("reason", Text, nullable=False),
    Column("account", String(80), nullable=False),
    Column("at", DateTime, nullable=False),  # UTC
)
