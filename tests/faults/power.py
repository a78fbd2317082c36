"""A disk that forgets: SQLite on a file system that knows what was synced, and what a power cut would leave of the rest."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import apsw

from data_access.engine import SQLITE_PRAGMAS

NAME, SECTOR = "forgetful", 512


class Disk:
    """While it is open, statements run over a copy of a database, and every write and sync of its files is kept.

    `cut` makes the files as they would be found after the power failed at some moment.
    """

    def __init__(self, folder: Path, original: Path, pragmas: tuple[str, ...] = SQLITE_PRAGMAS) -> None:
        folder.mkdir()
        self._pragmas = pragmas
        self._path = folder / "cockpit.db"
        with closing(sqlite3.connect(original)) as old, closing(sqlite3.connect(self._path)) as new:
            old.backup(new)
        self._log: list[tuple] = []  # ("write", file, offset, bytes), ("sync", file), ("truncate", file, size), ("ack", number)
        self._start = {self._path.name: self._path.read_bytes()}

    def __enter__(self) -> Disk:
        self._vfs = _Vfs(self._log)
        self._database = apsw.Connection(str(self._path), vfs=NAME)
        # what the product sets, but for a lock that is held: the shared memory of WAL is no matter of this file system
        for pragma in ("locking_mode=EXCLUSIVE", *self._pragmas, "mmap_size=0"):
            self._database.execute(f"PRAGMA {pragma}").fetchall()
        return self

    def __exit__(self, *_fault) -> None:
        self._database.close()
        self._vfs.unregister()

    def run(self, statements: list[tuple[str, list]]) -> None:
        for statement, rows in [*statements, ("COMMIT", [()])] if statements[0][0].startswith("BEGIN") else statements:
            for row in rows:
                self._database.execute(statement, row).fetchall()

    def acknowledge(self, number: int) -> None:
        self._log.append(("ack", number))

    @property
    def writes(self) -> int:
        return sum(entry[0] == "write" for entry in self._log)

    def cut(self, chance: random.Random, folder: Path) -> tuple[list[int], int]:
        """What had been acknowledged, and how many returns are found, after a cut at a moment by chance."""
        from sqlalchemy import create_engine

        from tests.faults.conftest import is_whole

        until = chance.randrange(len(self._log))
        acknowledged = [entry[1] for entry in self._log[:until] if entry[0] == "ack"]
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for name, content in self._left(until, chance).items():
            (folder / name).write_bytes(content)
        found = create_engine(f"sqlite:///{folder / 'cockpit.db'}")
        with found.connect() as connection:
            count = is_whole(connection, acknowledged)
        found.dispose()
        return acknowledged, count

    def _left(self, until: int, chance: random.Random) -> dict[str, bytes]:
        way = chance.choice(("kept", "dropped", "mixed"))
        synced = {name: bytearray(content) for name, content in self._start.items()}
        waiting: dict[str, list[tuple]] = {}
        for entry in self._log[:until]:
            if entry[0] == "sync":
                for one in waiting.pop(entry[1], []):
                    _apply(synced.setdefault(entry[1], bytearray()), one)
            elif entry[0] in ("write", "truncate"):
                waiting.setdefault(entry[1], []).append(entry)
        for name, entries in waiting.items():
            content = synced.setdefault(name, bytearray())
            for one in entries:
                if way == "kept" or (way == "mixed" and chance.random() < 0.5):
                    _apply(content, _torn(one, chance) if way == "mixed" else one)
        return {name: bytes(content) for name, content in synced.items()}


def _apply(content: bytearray, entry: tuple) -> None:
    if entry[0] == "truncate":
        del content[entry[2] :]
        return
    _, _, offset, data = entry
    if len(content) < offset:
        content.extend(bytes(offset - len(content)))
    content[offset : offset + len(data)] = data


def _torn(entry: tuple, chance: random.Random) -> tuple:
    """A write of which only the first sectors came to rest."""
    if entry[0] == "truncate" or len(entry[3]) <= SECTOR or chance.random() < 0.7:
        return entry
    return (*entry[:3], entry[3][: SECTOR * chance.randrange(1, len(entry[3]) // SECTOR + 1)])


class _Vfs(apsw.VFS):
    def __init__(self, log: list[tuple]) -> None:
        self._log = log
        super().__init__(NAME, "")

    def xOpen(self, name, flags):
        return _File(name, flags, self._log)


class _File(apsw.VFSFile):
    def __init__(self, name, flags, log: list[tuple]) -> None:
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        self._log, self._name = log, Path(path).name if path else ""
        super().__init__("", name, flags)

    def xWrite(self, data, offset):
        super().xWrite(data, offset)
        self._log.append(("write", self._name, offset, bytes(data)))

    def xTruncate(self, size):
        super().xTruncate(size)
        self._log.append(("truncate", self._name, size))

    def xSync(self, flags):
        super().xSync(flags)
        self._log.append(("sync", self._name))
