"""A small county in a data folder of its own, returns made by number, and what must hold after any fault."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from sqlalchemy import Connection, func, select, text

from data_access import backups, engine, schema
from data_access.areas import add_areas, add_duties
from data_access.specs import SCALE, Observation
from metrics import returning
from metrics.derivation import derivation
from metrics.returning.finding import Draft
from tests.metrics.conftest import AREAS, COUNTY, DONG, DUTIES, JIA, NAN, XI, YI

INDICATORS = ("deaths_persons", "cremations_count", "urban_dibao_persons", "rural_dibao_persons")
PLACES = (JIA, YI, DONG, XI, NAN)
LAST = 2025 * 12 + 11  # December 2025, in months


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The data folder, ready, with two townships and three villages."""
    path = tmp_path / "data"
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(path))
    monkeypatch.setenv("COCKPIT_DEMO", "0")
    make_county()
    yield path
    engine.engine().dispose()


def make_county() -> None:
    engine.create_schema()
    with engine.writing() as connection:
        add_areas(connection, AREAS)
        add_duties(connection, DUTIES)
        engine.remember(connection, "ready", "1")
        engine.remember(connection, "catalogue_hash", derivation().hash)


def draft(number: int, months: int = 1) -> Draft:
    """A checked return: every place, the last so many months of 2025 and before, values by its number."""
    rows = [
        Observation(place, one, (number * 7 + at + order) % 90 * SCALE, month, month, month // 100, source=f"表!B{at}")
        for month in (before // 12 * 100 + before % 12 + 1 for before in range(LAST - months + 1, LAST + 1))
        for order, one in enumerate(INDICATORS)
        for at, place in enumerate(PLACES)
    ]
    return Draft(f"{number}.xlsx", f"sent-{number}", rows)


def send(number: int, months: int = 1) -> int:
    return returning.commit(draft(number, months), "t", "已核对")


def stored(connection: Connection) -> dict[str, tuple[int, int, int]]:
    """By mark: version, rows that the batch says it has, rows that there are."""
    batch, table = schema.batch.c, schema.observation.c
    there = select(func.count()).where(table.version == batch.version).scalar_subquery()
    return {row[0]: tuple(row[1:]) for row in connection.execute(select(batch.sha256, batch.version, batch.rows, there))}


def is_whole(connection: Connection, acknowledged: Iterable[int] = ()) -> int:
    """Nothing acknowledged is lost, nothing is half there, the file is sound; returns how many returns there are."""
    found = stored(connection)
    assert not [mark for mark, (_, said, there) in found.items() if said != there]
    assert not {f"sent-{number}" for number in acknowledged} - found.keys()
    versions = [version for version, _, _ in found.values()]
    assert sorted(versions) == list(range(1, len(versions) + 1))
    assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
    return len(found)


def is_clean() -> None:
    """Every figure follows from the observations."""
    count, differences = backups.verify(derivation())
    assert differences == []
    assert count or not send_count()


def send_count() -> int:
    with engine.reading() as connection:
        return len(stored(connection))


__all__ = ["COUNTY"]
