"""Which batches stand: a return that was taken back bears nothing from the version on that took it back."""

from __future__ import annotations

from sqlalchemy import Select, select

from data_access import schema


def taken_back(as_of: int | None = None) -> Select:
    """The versions of the batches that are taken back as of a data version (None: now), for a `not_in`."""
    batch = schema.batch.c
    query = select(batch.reverts).where(batch.reverts.is_not(None))
    return query if as_of is None else query.where(batch.version <= as_of)
