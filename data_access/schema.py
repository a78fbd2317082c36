"""Every table. Portable types, keys made by us, rows appended: only `setting`-like state is keyed by validity."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
)

SCHEMA_VERSION = 1

APART = "apart"  # in the info of a table on which no figure rests: writing it leaves kept answers standing

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

area = Table(
    "area",
    metadata,
    Column("code", String(12), primary_key=True),
    Column("valid_from", Integer, primary_key=True, default=0),  # yyyymm; a renamed area has a row per name
    Column("valid_to", Integer, nullable=False, default=0),
    Column("name", String(60), nullable=False),
    Column("level", String(12), nullable=False),
    Column("kind", String(12), nullable=False, default=""),
    Column("parent", String(12), nullable=False, default="", index=True),
    Column("successor", String(12), nullable=False, default=""),
    Column("setting", String(12), nullable=False, default=""),  # demo, own, published; context: a name only
    Column("grid_row", SmallInteger),
    Column("grid_column", SmallInteger),
)

duty = Table(
    "duty",
    metadata,
    Column("group", String(40), primary_key=True),
    Column("area", String(12), primary_key=True),
    Column("first", Integer, primary_key=True),
    Column("last", Integer, nullable=False, default=0),
)

batch = Table(
    "batch",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(20), nullable=False),
    Column("title", String(200), nullable=False),
    Column("area", String(12), nullable=False, default=""),
    Column("file_name", String(200), nullable=False, default=""),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("submitted_by", String(80), nullable=False, default=""),
    Column("submitted_at", DateTime),
    Column("committed_at", DateTime, nullable=False),
    Column("layer", String(12), nullable=False, default="published"),
    Column("note", Text, nullable=False, default=""),
    Column("reverts", Integer),
    Column("catalogue_hash", String(64), nullable=False, default=""),
    Column("rows", Integer, nullable=False, default=0),
    Column("first", Integer, nullable=False, default=0),  # months (yyyymm) and newest year of its actual figures
    Column("last", Integer, nullable=False, default=0),
    Column("year", Integer, nullable=False, default=0),
)

observation = Table(
    "observation",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),  # of the batch
    Column("row", Integer, primary_key=True, autoincrement=False),
    Column("area", String(12), nullable=False),
    Column("indicator", String(80), nullable=False),
    Column("value", BigInteger),  # 10⁻⁴ base units; NULL: printed without a figure
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("year", Integer, nullable=False),
    Column("nature", String(10), nullable=False),
    Column("approx", String(4), nullable=False),
    Column("place", String(120), nullable=False),
    Column("covers_whole", Boolean(create_constraint=False), nullable=False),
    Column("stated_span", String(80), nullable=False),
    Column("source", String(120), nullable=False),
    Column("quote", String(200), nullable=False),
    Column("note", Text, nullable=False),
    Index("observation_by_cell", "indicator", "year", "area"),
    Index("observation_by_area", "area", "indicator"),
)

# One row per indicator, span kind, area and month, and per version from which it holds. The key's order makes the
# children of one parent one range, and the siblings of one month neighbours.
figure = Table(
    "figure",
    metadata,
    Column("indicator", String(80), primary_key=True),
    Column("span", String(8), primary_key=True),
    Column("parent", String(12), primary_key=True),
    Column("month", Integer, primary_key=True),
    Column("area", String(12), primary_key=True),
    Column("layer", String(12), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("value", BigInteger),
    Column("numerator", BigInteger),
    Column("denominator", BigInteger),
    Column("reporting", Integer, nullable=False),
    Column("expected", Integer, nullable=False),
    Column("basis", String(10), nullable=False),  # reported, derived, summed, quoted, gone
    Column("approx", String(4), nullable=False),
    Column("other", BigInteger),  # what another path or the areas below give, where it differs
    Column("mask", SmallInteger, nullable=False),
    sqlite_with_rowid=False,
)
Index(  # the few figures that are hidden: what an observation bears is looked up by it
    "figure_hidden", figure.c.indicator, figure.c.area, figure.c.month,
    sqlite_where=figure.c.mask > 0, postgresql_where=figure.c.mask > 0,
)  # fmt: skip

target = Table(
    "target",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("indicator", String(80), nullable=False),
    Column("area", String(12), nullable=False),
    Column("year", Integer, nullable=False),
    Column("value", BigInteger),
    Column("milestones", Text, nullable=False, default=""),  # "3:500000,6:1100000", cumulative
    Column("document", String(120), nullable=False, default=""),
    Column("task", String(120), nullable=False, default=""),
    Column("category", String(20), nullable=False, default=""),
    Column("owner", String(60), nullable=False, default=""),
    Column("stage", String(20), nullable=False, default=""),
    Column("set_at", DateTime, nullable=False),
    Index("target_by_area", "area", "year"),
)

setting = Table(
    "setting",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("valid_from", DateTime, primary_key=True),
    Column("value", Text, nullable=False),
    Column("who", String(80), nullable=False, default=""),
)
