"""The database under faults: every connection set as it must be, one clear sentence for what is wrong, nothing half-written."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import create_engine, func, insert, select, text, update

from data_access import engine, schema, settings
from data_access.errors import SchemaTooNew, SettingsError
from tests.conftest import ON_POSTGRESQL

HOUSE = Path(__file__).resolve().parents[2]


sqlite_only = pytest.mark.skipif(ON_POSTGRESQL, reason="about a database that is a file")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("COCKPIT_DATABASE_URL", raising=False)
    return tmp_path


@sqlite_only
def test_every_pooled_connection_has_its_settings(folder):
    """A pragma belongs to one connection: set once, it would hold for the first and for no other."""
    engine.create_schema()
    names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    with ExitStack() as stack:
        connections = [stack.enter_context(engine.reading()) for _ in range(4)]
        found = [tuple(one.execute(text(f"PRAGMA {name}")).scalar() for name in names) for one in connections]

    assert found == [("wal", 2, 1, 5000)] * 4


def test_a_reader_sees_one_moment_while_another_writes(folder):
    engine.create_schema()
    count = select(func.count()).select_from(schema.meta)
    with engine.reading() as reader:
        before = reader.execute(count).scalar()
        with engine.writing() as writer:
            writer.execute(insert(schema.meta).values(name="a", value="1"))
        during = reader.execute(count).scalar()
    with engine.reading() as reader:
        after = reader.execute(count).scalar()

    assert (during, after) == (before, before + 1)


def test_a_write_that_fails_leaves_nothing(folder):
    engine.create_schema()
    with pytest.raises(ZeroDivisionError), engine.writing() as writer:
        writer.execute(insert(schema.meta).values(name="a", value="1"))
        raise ZeroDivisionError
    with engine.reading() as reader:
        names = reader.execute(select(schema.meta.c.name)).scalars().all()

    assert sorted(names) == ["schema_version", "state"]


def test_a_second_start_creates_nothing(folder):
    assert engine.create_schema() is True
    assert engine.create_schema() is False


def test_an_unwritable_folder_is_named_with_the_remedy(tmp_path, monkeypatch):
    """A folder below a file can be made by nobody, not even by the system's own user."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(tmp_path / "file" / "data"))
    monkeypatch.delenv("COCKPIT_DATABASE_URL", raising=False)
    with pytest.raises(SettingsError) as caught:
        engine.create_schema()

    assert "无法写入" in caught.value.what
    assert "COCKPIT_DATA_DIR" in caught.value.remedy


@sqlite_only
def test_a_database_of_a_newer_version_is_left_alone(folder):
    engine.create_schema()
    with engine.writing() as connection:
        connection.execute(update(schema.meta).values(value=str(schema.SCHEMA_VERSION + 1)))
    before = (folder / "cockpit.db").read_bytes()
    with pytest.raises(SchemaTooNew) as caught:
        engine.create_schema()

    assert f"结构版本{schema.SCHEMA_VERSION + 1}" in caught.value.what
    assert "请升级程序" in caught.value.remedy
    assert (folder / "cockpit.db").read_bytes() == before


@sqlite_only
@pytest.mark.parametrize("content", [b"no database at all " * 100, b"SQLite format 3\x00" + b"\xff" * 4000], ids=["text", "torn"])
def test_a_file_that_is_no_database_is_named_and_kept(folder, content):
    (folder / "cockpit.db").write_bytes(content)
    with pytest.raises(SettingsError) as caught:
        engine.create_schema()

    assert "数据库文件已损坏或不是本程序的数据库" in caught.value.what
    assert "备份" in caught.value.remedy
    assert (folder / "cockpit.db").read_bytes() == content


@sqlite_only
def test_a_database_of_another_program_is_not_taken_over(folder):
    """Its tables would be mixed with ours, and the next backup would hold both."""
    with create_engine(f"sqlite:///{folder / 'cockpit.db'}").begin() as other:
        other.execute(text("CREATE TABLE meta (k TEXT)"))
    with pytest.raises(SettingsError):
        engine.create_schema()


@sqlite_only
def test_two_processes_may_start_in_one_empty_folder_at_once(folder):
    """The published texts are loaded once: eight batches, by whichever was first."""
    command = [sys.executable, "-c", "from sample_data import start; start.initialise()"]
    settings = {**os.environ, "COCKPIT_DATA_DIR": str(folder), "COCKPIT_DEMO": "0"}
    processes = [subprocess.Popen(command, cwd=HOUSE, env=settings, stderr=subprocess.PIPE) for _ in range(2)]
    faults = [process.communicate()[1].decode() for process in processes]
    with engine.reading() as connection:
        count = connection.execute(select(func.count()).select_from(schema.batch)).scalar()

    assert [process.returncode for process in processes] == [0, 0], faults
    assert count == 8


def test_many_threads_may_ask_for_the_data_folder_at_once(tmp_path, monkeypatch):
    """Each page view asks in a thread of its own; one that tidied up behind another once stopped it."""
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(tmp_path / "data"))
    with ThreadPoolExecutor(8) as pool:
        folders = set(pool.map(lambda _: settings.data_dir(), range(400)))

    assert folders == {tmp_path / "data"}
    assert list(folders.pop().iterdir()) == []
