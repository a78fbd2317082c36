"""Many at once: writers, readers, backups, the same file twice, a clock that jumps. Each ends whole and in order."""

from __future__ import annotations

import io
import threading
from contextlib import contextmanager
from datetime import timedelta

import pandas as pd
import pytest
from sqlalchemy import select

from data_access import backups, engine, follow_ups, meeting, numbering, returns, reverting, schema
from data_access.errors import CockpitError
from data_access.schema_follow_up import follow_up
from data_access.schema_meeting import meeting_event
from data_access.scope import EVERYTHING
from metrics import figure_table, returning
from metrics.evaluate import children, numbers
from metrics.formatting import span_text
from metrics.results import Span, View
from metrics.source import open_source
from pages.exports import sheet
from tests.faults import conftest as county
from tests.sizes import scaled

MONTH, DEATHS, STOCK = Span("month", 202512), "deaths_persons", "urban_dibao_persons"


def together(*works) -> list:
    """All at the same instant, each in a thread of its own; what each returned or raised."""
    barrier, outcomes = threading.Barrier(len(works)), [None] * len(works)

    def do(place: int, work) -> None:
        barrier.wait()
        try:
            outcomes[place] = work()
        except Exception as fault:
            outcomes[place] = fault

    threads = [threading.Thread(target=do, args=one) for one in enumerate(works)]
    [one.start() for one in threads]
    [one.join() for one in threads]
    return outcomes


def as_of(version: int) -> list[tuple]:
    """Every figure of the county as it is at a version."""
    with open_source(EVERYTHING, version) as source:
        found = [numbers(source, county.INDICATORS, county.COUNTY, Span(kind, 202512)) for kind in ("month", "ytd", "year")]
        below = children(source, county.INDICATORS, county.COUNTY, MONTH)
    return [(code, one.value, one.reporting) for group in found for code, one in sorted(group.items())] + [
        (code, area, one.value) for code, line in sorted(below.items()) for area, one in sorted(line.items())
    ]


@contextmanager
def writer_at_work(acknowledged: list[int]):
    """Somebody commits returns as long as it lasts; the number of each is told once it is acknowledged."""
    stop, faults = threading.Event(), []

    def work() -> None:
        number = 0
        while not stop.is_set():
            try:
                county.send(number)
            except Exception as fault:
                faults.append(fault)
                return
            acknowledged.append(number)
            number += 1
            stop.wait(0.01)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
    assert faults == []


def test_eight_writers_all_commit_and_no_past_version_changes(folder, record_measure):
    threads, each = scaled(8, 4), scaled(5, 2)
    seen: dict[int, list[tuple]] = {}

    def work(writer: int):
        for number in range(each):
            version = county.send(writer * each + number, months=1 + number % 3)
            seen[version] = as_of(version)

    outcomes = together(*(lambda writer=writer: work(writer) for writer in range(threads)))

    assert outcomes == [None] * threads
    assert sorted(seen) == list(range(1, threads * each + 1))
    assert {version: as_of(version) for version in seen} == seen
    with engine.reading() as connection:
        assert county.is_whole(connection, range(threads * each)) == threads * each
    county.is_clean()
    record_measure("D4.writers", {"threads": threads, "imports": threads * each, "committed": len(seen), "locked": 0})


def test_a_page_read_while_others_commit_agrees_with_itself(folder, record_measure):
    """The total, the table below it and the file to take along, read as a screen reads them: from one source."""
    county.send(5000)
    loads, versions = scaled(1000, 20), set()
    view = View(county.COUNTY, MONTH, "none")
    with writer_at_work([]):
        for _ in range(loads):
            with open_source(EVERYTHING) as source:
                total = numbers(source, [STOCK], county.COUNTY, MONTH)[STOCK].value
                below = children(source, [STOCK], county.COUNTY, MONTH)[STOCK].values()
                table = figure_table.long_table(source, figure_table.figures(source, view, STOCK))
                versions.add(source.version)
            taken = pd.read_csv(io.BytesIO(sheet.csv(table)), dtype={"区划代码": str})
            printed = taken[taken["期间"] == span_text(MONTH)].set_index("区划代码")["数值"]
            assert total == sum(one.value for one in below) == printed[county.COUNTY] == printed.drop(county.COUNTY).sum()
    assert len(versions) > 2
    record_measure("D5.page_reads", {"loads": loads, "versions_met": len(versions), "torn": 0})


def test_backups_under_write_load_are_whole_and_hold_what_was_acknowledged(folder, tmp_path, monkeypatch, record_measure):
    acknowledged: list[int] = []
    count = scaled(30, 3)
    with writer_at_work(acknowledged):
        for number in range(count):
            before = list(acknowledged)
            version = backups.backup(tmp_path / f"{number}.db")
            copy = engine.engine_of(f"sqlite:///{tmp_path / f'{number}.db'}")
            with copy.connect() as connection:
                assert county.is_whole(connection, before) == version
            copy.dispose()
    wanted = as_of(version)
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(tmp_path / "elsewhere"))
    engine.create_schema()
    backups.restore(tmp_path / f"{count - 1}.db")
    assert as_of(version) == wanted
    county.is_clean()
    record_measure("D6.backups", {"backups": count, "whole": count, "returns_meanwhile": len(acknowledged)})


@pytest.mark.parametrize("jump", [timedelta(days=-1), timedelta(days=1)])
def test_a_clock_that_jumps_changes_no_order_and_no_value(folder, monkeypatch, jump):
    county.send(1)
    before, real = as_of(1), returns.moment_now
    for module in (returns, reverting):
        monkeypatch.setattr(module, "moment_now", lambda: real() + jump)
    county.send(2)
    now = as_of(2)
    monkeypatch.undo()
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(folder))
    county.send(2 + 90)  # the same values by another file

    assert before != now and as_of(1) == before and as_of(3) == now
    with engine.reading() as connection:
        rows = connection.execute(select(schema.batch.c.committed_at).order_by(schema.batch.c.version)).scalars().all()
    assert (rows[1] < rows[0]) == (jump < timedelta(0))  # the jump is there to be seen
    county.is_clean()


def test_the_same_file_at_the_same_instant_is_one_return(folder):
    outcomes = together(*[lambda: county.send(1)] * 4)

    assert outcomes.count(1) == 1
    assert [one.what for one in outcomes if one != 1] == ["“2025年12月报表：1.xlsx”已经入库（数据版本1），没有重复写入。"] * 3


def test_two_who_commit_the_same_cells_at_once_both_end_and_the_later_stands(folder):
    first, second = together(lambda: county.send(1), lambda: county.send(2))

    assert {first, second} == {1, 2}
    winner = 1 if first == 2 else 2
    row = county.draft(winner).observations[0]
    with open_source(EVERYTHING) as source:
        assert children(source, [DEATHS], county.COUNTY, MONTH)[DEATHS][row.area].value * 10_000 == row.value


def test_a_return_taken_back_twice_at_once_is_taken_back_once(folder):
    county.send(1)
    outcomes = together(*[lambda: returning.take_back(1, EVERYTHING, "错表")] * 3)

    assert outcomes.count(2) == 1
    assert sum(isinstance(one, CockpitError) and "没有重复撤回" in one.what for one in outcomes) == 2


def test_events_of_two_writers_never_bear_the_same_number(folder):
    raised = follow_ups.Raised(f"light.{county.COUNTY}.deaths_persons.202512", county.COUNTY, DEATHS, "month", 202512, "x")

    def answer(writer: int):
        for number in range(8):
            with engine.writing() as connection:
                meeting.add(connection, EVERYTHING, "overview", {"area": county.COUNTY, "to": f"{writer}-{number}"}, "x")
                follow_ups.answer(connection, EVERYTHING, raised.item, "甲", f"{writer}-{number}")

    with engine.writing() as connection:
        follow_ups.assign(connection, EVERYTHING, raised, "甲", "2999-01-01", "", returns.moment_now().date())
    assert together(lambda: answer(1), lambda: answer(2)) == [None, None]
    with engine.reading() as connection:
        assert len(meeting.queue(connection, EVERYTHING)) == 16
        for table, count in ((meeting_event, 16), (follow_up, 17)):
            numbers_given = connection.execute(select(table.c.id).order_by(table.c.id)).scalars().all()
            assert numbers_given == list(range(1, count + 1))


def test_numbers_are_given_to_writers_only(folder):
    with engine.reading() as connection, pytest.raises(RuntimeError, match="writing"):
        numbering.next_number(connection, schema.batch.c.version)
