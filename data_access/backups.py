"""Whole copies of the database, taken while it is in use; and the proof that its figures follow from its observations."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from sqlalchemy import Connection, event, select

from data_access import engine, schema, settings
from data_access.derivation import Derivation
from data_access.errors import InputError
from data_access.returns import current_version, moment_now, rebuild

COMPARED = tuple(column for column in schema.figure.c if column.name != "mask")
Figure = tuple[tuple, tuple]  # key and values
BAD_COPY = ("这不是完好的本程序备份，没有改动。", "请换一份备份。")


def backup(path: Path) -> int:
    """A consistent copy; returns its data version. Raises InputError."""
    if path.exists():
        raise InputError(f"“{path}”已经存在，没有覆盖。", "请换一个文件名。")
    making = path.with_name(f"{path.name}.making")
    try:
        with closing(sqlite3.connect(_file())) as live, closing(sqlite3.connect(making)) as copy:
            live.backup(copy)
        version = _version_of(making)
        making.replace(path)
    except (OSError, sqlite3.Error) as fault:
        raise InputError(f"备份没有完成（{path.name}）。", "请核对磁盘空间和写权限后重试。") from fault
    finally:
        making.unlink(missing_ok=True)
    return version


def restore(path: Path) -> tuple[int, Path]:
    """The copy in place of what is here; returns its data version and where what was here is kept. Raises InputError."""
    if not path.is_file():
        raise InputError(f"找不到备份“{path}”，没有改动。", "请核对路径。")
    version = _version_of(path)
    kept = settings.data_dir() / f"before-restore-{moment_now():%Y%m%d-%H%M%S-%f}.db"
    backup(kept)
    engine.engine().dispose()
    try:
        with closing(sqlite3.connect(path)) as copy, closing(sqlite3.connect(_file(), timeout=5)) as live:
            copy.backup(live)
    except sqlite3.Error as fault:
        raise InputError("恢复没有完成，原有数据没有改动。", "请停止服务、核对磁盘空间后重试。") from fault
    return version, kept


def verify(derivation: Derivation) -> tuple[int, list[str]]:
    """Derive every figure again in a copy; how many there are, and a line for each that differs.

    Both tables are walked side by side in the order of their key, so memory does not grow with their length.
    """
    with tempfile.TemporaryDirectory(prefix="verify-") as folder:
        paths = Path(folder, "stored.db"), Path(folder, "derived.db")
        backup(paths[0])
        shutil.copyfile(*paths)
        stored, derived = (engine.engine_of(f"sqlite:///{path}") for path in paths)
        for one in (stored, derived):
            event.listen(one, "connect", _walk_frugally)
        try:
            with derived.connect().execution_options(writes=True) as connection, connection.begin():
                rebuild(connection, derivation)
            with stored.connect() as one, derived.connect() as other:
                return _compared(_figures(one), _figures(other))
        finally:
            stored.dispose()
            derived.dispose()


def _walk_frugally(connection: sqlite3.Connection, _record) -> None:
    """What is read once, from end to end, is not worth keeping in memory."""
    for pragma in ("mmap_size=0", "cache_size=-16384"):
        connection.execute(f"PRAGMA {pragma}")


def _compared(stored: Iterator[Figure], derived: Iterator[Figure]) -> tuple[int, list[str]]:
    """How many were derived, and where the two differ; each comes in the order of its keys."""
    count, differences = 0, []
    of_key = itemgetter(0)
    in_order = merge(((*one, 0) for one in stored), ((*one, 1) for one in derived), key=of_key)
    for key, both in groupby(in_order, key=of_key):
        values = {which: value for _, value, which in both}
        count += 1 in values
        if len(values) < 2 or values[0] != values[1]:
            differences.append(f"{'/'.join(map(str, key))}：库里{values.get(0)}，重算{values.get(1)}")
    return count, differences


def _figures(connection: Connection) -> Iterator[Figure]:
    """By key and version. The mask is left out: it follows from what was shown before as well."""
    width = len(schema.figure.primary_key.columns)
    query = select(*COMPARED).order_by(*schema.figure.primary_key.columns).execution_options(stream_results=True)
    for row in connection.execute(query):
        yield tuple(row[:width]), tuple(row[width:])


def _version_of(path: Path) -> int:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as copy:
            if copy.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                raise InputError(*BAD_COPY)
    except sqlite3.Error as fault:
        raise InputError(*BAD_COPY) from fault
    made = engine.engine_of(f"sqlite:///{path.resolve()}")
    try:
        with made.connect() as connection:
            if not engine.is_ours(connection):
                raise InputError(*BAD_COPY)
            return current_version(connection)
    finally:
        made.dispose()


def _file() -> str:
    url = engine.engine().url
    if url.get_backend_name() != "sqlite" or not url.database:
        raise InputError("备份和恢复命令只用于SQLite数据库。", "服务器数据库请用其自带的备份工具。")
    return url.database
