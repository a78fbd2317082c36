"""kill -9, a full disk, a power cut: what was acknowledged stays, nothing is there by half, and the next return works."""

from __future__ import annotations

import multiprocessing
import os
import random
import resource
import shutil
import time
from itertools import pairwise

import pytest
from sqlalchemy import event
from sqlalchemy.exc import DatabaseError

from data_access import engine
from data_access.errors import CockpitError
from metrics import returning
from tests.faults import conftest as county
from tests.faults.power import Disk
from tests.sizes import scaled

FORK = multiprocessing.get_context("fork")
LONG = 12  # months of a return: a commit that takes a while


def _import_for_ever(first: int, told: int) -> None:
    """Returns one after the other; each number is told once its commit has been acknowledged."""
    engine.engine().dispose(close=False)  # its connections belong to the other process
    for number in range(first, first + 1000):
        returning.commit(county.draft(number, LONG), "t", "已核对")
        os.write(told, b"%d\n" % number)


def _started(first: int):
    """The process of `_import_for_ever`, and where it tells."""
    heard, told = os.pipe()
    worker = FORK.Process(target=_import_for_ever, args=(first, told))
    worker.start()
    os.close(told)
    return worker, os.fdopen(heard)


def test_kill_9_at_any_moment_loses_nothing_and_leaves_nothing_by_half(folder, record_measure):
    chance, rounds, killed_in = random.Random(1), scaled(200, 6), []
    began = time.perf_counter()
    worker, heard = _started(0)
    acknowledged = [int(heard.readline()) for _ in range(2)]
    long = time.perf_counter() - began  # of two returns, on this machine as busy as it is
    worker.kill()
    for number in range(1, rounds + 1):
        worker.join()
        acknowledged += [int(line) for line in heard]
        engine.engine().dispose()
        with engine.reading() as connection:
            assert county.is_whole(connection, acknowledged) >= len(acknowledged)
        worker, heard = _started(number * 1000)
        time.sleep(chance.uniform(0, 2 * long))
        worker.kill()
        killed_in.append(len(acknowledged))
    worker.join()
    county.is_clean()
    first = sum(one == other for one, other in pairwise(killed_in))
    measured = {"moments": rounds, "acknowledged": len(acknowledged), "killed_in_the_first": first, "lost": 0, "halves": 0}
    record_measure("D1.kill_9", measured)


def test_a_full_disk_refuses_whole_and_the_next_return_works(folder, tmp_path, record_measure):
    county.send(0)
    engine.engine().dispose()
    shutil.copytree(folder, tmp_path / "before")
    sizes, refused = range(1, scaled(100, 8) + 1), 0
    for more in sizes:
        with engine.engine().connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        with limited(pages + more):
            try:
                county.send(1, 3 * LONG)
            except CockpitError as fault:
                refused += 1
                assert "磁盘已满，未写入任何数据" in fault.what and "清理磁盘" in fault.remedy
                assert county.send_count() == 1
        engine.engine().dispose()
        if county.send_count() == 1:
            county.send(2)
        with engine.reading() as connection:
            assert county.is_whole(connection, [0]) == 2
        if more == sizes[-1]:
            county.is_clean()
        engine.engine().dispose()
        shutil.rmtree(folder)
        shutil.copytree(tmp_path / "before", folder)
    assert refused >= len(sizes) / 2
    record_measure("D2.disk_full", {"sizes": len(sizes), "refused": refused, "rows_of_refused": 0})


class limited:
    """While it lasts, no connection lets the database grow beyond so many pages."""

    def __init__(self, pages: int) -> None:
        self._pages = pages

    def _limit(self, connection, _record) -> None:
        connection.execute(f"PRAGMA max_page_count={self._pages}")

    def __enter__(self) -> None:
        engine.engine().dispose()
        event.listen(engine.engine(), "connect", self._limit)

    def __exit__(self, *_fault) -> None:
        event.remove(engine.engine(), "connect", self._limit)
        engine.engine().dispose()


def _import_within(room: int, told: int) -> None:
    engine.engine().dispose(close=False)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    try:
        county.send(1, LONG)
        os.write(told, b"done")
    except CockpitError as fault:
        os.write(told, fault.what.encode())


@pytest.mark.parametrize("room", [60_000, 120_000])
def test_a_file_that_may_not_grow_is_told_as_a_full_disk(folder, room):
    county.send(0)
    engine.engine().dispose()
    heard, told = os.pipe()
    worker = FORK.Process(target=_import_within, args=(room, told))
    worker.start()
    os.close(told)
    worker.join()
    with os.fdopen(heard) as said:
        assert said.read() == "磁盘已满，未写入任何数据。"
    with engine.reading() as connection:
        assert county.is_whole(connection, [0]) == 1
    assert county.send(2) == 2


def test_a_power_cut_loses_nothing_that_was_acknowledged(folder, tmp_path, record_measure):
    """The statements of real returns, on a disk that loses, keeps or mixes what was not yet synced."""
    cuts = scaled(300, 12)
    with Disk(tmp_path / "disk", folder / "cockpit.db") as disk:
        for number in range(scaled(20, 4)):
            disk.run(recorded(lambda number=number: county.send(number, 3)))
            disk.acknowledge(number)
    held = [disk.cut(random.Random(seed), tmp_path / "after") for seed in range(cuts)]

    assert len({len(acknowledged) for acknowledged, _ in held}) > 2  # the cuts lie all over
    record_measure("D3.power_cuts", {"cuts": cuts, "lost": 0, "corrupt": 0, "writes": disk.writes})


@pytest.mark.parametrize("lax", ["NORMAL", "OFF"])
def test_the_disk_of_that_test_does_lose_what_is_not_synced(folder, tmp_path, lax):
    pragmas = tuple(one.replace("synchronous=FULL", f"synchronous={lax}") for one in engine.SQLITE_PRAGMAS)
    with Disk(tmp_path / "disk", folder / "cockpit.db", pragmas) as disk:
        for number in range(3):
            disk.run(recorded(lambda number=number: county.send(number, 3)))
            disk.acknowledge(number)

    with pytest.raises((AssertionError, DatabaseError)):
        for seed in range(40):
            disk.cut(random.Random(seed), tmp_path / "after")


def recorded(work) -> list[tuple[str, object]]:
    """The statements that a piece of work sends to the database, with their parameters."""
    said: list[tuple[str, object]] = []

    def hear(_connection, _cursor, statement, parameters, _context, executemany) -> None:
        said.append((statement, list(parameters) if executemany else [parameters]))

    event.listen(engine.engine(), "before_cursor_execute", hear)
    try:
        work()
    finally:
        event.remove(engine.engine(), "before_cursor_execute", hear)
    return said


def test_every_pooled_connection_is_set_to_survive(folder):
    wanted = {"synchronous": 2, "journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 5000}
    connections = [engine.engine().connect() for _ in range(12)]
    try:
        for connection in connections:
            assert {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted} == wanted
    finally:
        for connection in connections:
            connection.close()
