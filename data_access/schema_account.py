"""The tables of accounts, of sign-ins, and of who did what; this last one cannot be changed."""

from __future__ import annotations

from sqlalchemy import DDL, Boolean, Column, DateTime, Index, Integer, String, Table, Text, event

from data_access.schema import APART, metadata

# Every state an account was ever in; the newest row of a name stands.
account = Table(
    "account",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("name", String(80), nullable=False),
    Column("issuer", String(200), nullable=False, default=""),  # with the subject: who the sign-in service says it is
    Column("subject", String(200), nullable=False, default=""),
    Column("email", String(200), nullable=False, default=""),  # an invitation, until the first sign-in fills the two above
    Column("role", String(20), nullable=False),
    Column("areas", Text, nullable=False, default=""),  # codes joined by commas; "*" is everything
    Column("lines", Text, nullable=False, default=""),  # joined by commas; empty is all
    Column("sees_small", Boolean(create_constraint=False), nullable=False, default=False),
    Column("is_active", Boolean(create_constraint=False), nullable=False, default=True),
    Column("set_by", String(80), nullable=False),
    Column("set_at", DateTime, nullable=False),
    Index("account_by_name", "name", "id"),
    Index("account_by_subject", "subject", "id"),
    info={APART: True},
)

# A browser keeps its sign-in as a signed cookie, which stays valid for weeks. Here stands when it really ended.
sign_in = Table(
    "sign_in",
    metadata,
    Column("token", String(64), primary_key=True),  # a hash of who signed in where and when, never the cookie
    Column("account", String(80), nullable=False),
    Column("began_at", DateTime, nullable=False),
    Column("ended_at", DateTime),
    info={APART: True},
)

audit_event = Table(
    "audit_event",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("at", DateTime, nullable=False),
    Column("account", String(80), nullable=False),
    Column("origin", String(120), nullable=False),  # from where: an address, or the command line of a user
    Column("action", String(20), nullable=False),
    Column("target", String(200), nullable=False),
    Column("detail", Text, nullable=False, default=""),
    Column("hash", String(64), nullable=False),  # over this row and the hash before it
    info={APART: True},
)

FIXED = "审计记录只能追加，不能修改或删除"
RAISES = (
    f"CREATE OR REPLACE FUNCTION audit_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{FIXED}'; END $$"
)


def _fix(act: str) -> None:
    """The database itself refuses, whoever asks."""
    head = f"CREATE TRIGGER audit_event_{act.lower()} BEFORE {act} ON audit_event"
    on_sqlite = DDL(f"{head} BEGIN SELECT RAISE(ABORT, '{FIXED}'); END")
    on_postgresql = DDL(f"{head} FOR EACH STATEMENT EXECUTE FUNCTION audit_is_fixed()")
    event.listen(audit_event, "after_create", on_sqlite.execute_if(dialect="sqlite"))
    event.listen(audit_event, "after_create", on_postgresql.execute_if(dialect="postgresql"))


event.listen(audit_event, "after_create", DDL(RAISES).execute_if(dialect="postgresql"))
_fix("UPDATE")
_fix("DELETE")
