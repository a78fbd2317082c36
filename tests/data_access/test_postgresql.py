"""On a real PostgreSQL server: what differs from a file. `COCKPIT_TEST_POSTGRESQL=1` runs every other data test there, too."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from data_access import audit, engine, reads, schema
from data_access.errors import CockpitError
from data_access.scope import EVERYTHING
from data_access.specs import SCALE
from tests.conftest import databases_of
from tests.data_access import conftest as tiny


@pytest.fixture
def on_server(postgresql, tmp_path, monkeypatch):
    """The tiny county on the server, whatever the other tests run on."""
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(tmp_path))
    if not os.environ.get("COCKPIT_TEST_POSTGRESQL"):
        monkeypatch.setenv("COCKPIT_DATABASE_URL", databases_of(postgresql.get_uri())())
    return tiny.made()


def test_figures_come_out_as_they_went_in(on_server):
    on_server.report(("deaths", tiny.JIA, 202501, 202501, 5), ("deaths", tiny.YI, 202501, 202501, 7))

    with engine.reading() as connection:
        assert connection.dialect.name == "postgresql"
        rows = reads.figures(connection, EVERYTHING, ["deaths"], "month", 202501, 202501, parent="", areas=[tiny.COUNTY])

    assert [row.value for row in rows] == [12 * SCALE]


def test_writers_come_one_after_the_other_and_versions_in_their_order(on_server):
    """Each takes the newest number plus one; taken at once, two would take the same."""

    def send(number: int) -> list[int]:
        return [on_server.report(("deaths", tiny.JIA, 202501, 202501, 10 * number + turn)) for turn in range(5)]

    with ThreadPoolExecutor(8) as pool:
        versions = [one for sent in pool.map(send, range(8)) for one in sent]

    assert sorted(versions) == list(range(1, 41))


def test_the_audit_can_only_grow(on_server):
    with engine.writing() as connection:
        audit.record(connection, "wang", "export", "文件")
    for change in ("UPDATE audit_event SET account = 'li'", "DELETE FROM audit_event"):
        with pytest.raises(DatabaseError, match="只能追加"), engine.writing() as connection:
            connection.execute(text(change))


def test_a_connection_that_the_server_ends_is_replaced_without_a_word(on_server):
    with engine.reading() as connection:
        connection.execute(text("SELECT 1"))
    with engine.writing() as connection:
        others = text(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        connection.execute(others)
    for _ in range(5):
        with engine.reading() as connection:
            assert connection.execute(text("SELECT 1")).scalar() == 1


def test_a_connection_that_breaks_in_the_middle_is_said_calmly(on_server):
    with pytest.raises(CockpitError, match="数据库暂时连不上"), engine.reading() as connection:
        connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))


def test_a_writer_that_waits_too_long_is_told_that_another_one_saves(on_server, monkeypatch):
    monkeypatch.setattr(engine, "TURN_MS", 200)
    with engine.writing(), pytest.raises(CockpitError, match="另一份数据正在保存"), engine.writing():
        pass


def test_a_page_does_not_wait_for_a_locked_table(on_server, monkeypatch):
    with engine.writing() as connection:
        connection.execute(text("LOCK TABLE figure IN ACCESS EXCLUSIVE MODE"))
        with pytest.raises(CockpitError), engine.reading() as reader:
            reader.execute(schema.figure.select())
