"""Good files with something changed at random: refused in words, or read; never a crash, never a half-written return."""

import io
import random
import re
import time
import zipfile
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from data_access import engine, schema
from data_access.errors import InputError
from data_access.importing import grids
from data_access.importing.reading import read_file
from data_access.scope import EVERYTHING
from metrics import returning
from metrics.source import open_source
from tests.metrics.conftest import JIA
from tests.returning.hostile import old_workbook, parquet_of, workbook
from tests.sizes import scaled

MONTHS = [f"{year}-{month:02}" for year in (2023, 2024) for month in range(1, 13)]
ROWS = [["2025年3月殡葬月报表"], ["乡镇", "死亡人数", "遗体火化数（具）"], ["甲镇", 1, 1], ["乙乡", 1020, 7.0]]
LONG = {"区划代码": [JIA] * 24, "指标": ["deaths_persons"] * 24, "月份": MONTHS, "数值": [float(n) for n in range(24)]}
GOOD = {
    "a.xlsx": workbook(*ROWS),
    "a.xls": old_workbook(*ROWS),
    "a.csv": "\n".join(",".join(map(str, row)) for row in ROWS[1:]).encode(),
    "a.parquet": parquet_of(LONG),
}
PERIOD = {"a.xlsx": 0, "a.xls": 0, "a.csv": 202503, "a.parquet": 0}
SECONDS = 45
NASTY = (
    None, "", " ", "\u200b", "-", "—", True, -1, 0, 1e308, -1e-308, float(2**63), "1e308", "1e999999999", "1e-999999999", "NaN", "-0",
    "٣", "１２", "²", "1_000", "0x10", "9" * 400, "1,2,3", "3人", "合计", "小计", "𠮷村", "甲", "乙 乡", "2025年13月", "2025年2月—3月", "2099-12",
    "20253",
    "=1+1", "<img src=x>", "'; DROP TABLE figure; --", "死亡人数", "死亡人数（万元）", "死亡人数（万人）", "累计", "（", "a" * 30_000, datetime(1900, 2, 28),
    datetime(9999, 12, 31), timedelta(days=1), "_x0007_",
)  # fmt: skip


def flipped(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 3, 20))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def spliced(content: bytes, chance: random.Random) -> bytes:
    """A stretch left out, doubled, filled with one byte, or put elsewhere."""
    start, stop = sorted(chance.randrange(len(content)) for _ in range(2))
    piece, elsewhere = content[start:stop], chance.randrange(len(content))
    return chance.choice(
        (
            content[:start] + content[stop:],
            content[:stop] + piece + content[stop:],
            content[:start] + bytes([chance.randrange(256)]) * len(piece) + content[stop:],
            content[:elsewhere] + piece + content[elsewhere:],
            content[: max(1, start)],
        )
    )


def inside(content: bytes, chance: random.Random) -> bytes:
    """A part of a workbook changed and packed again, so that its checksum is right."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = chance.choice(old.namelist())
        for name in old.namelist():
            new.writestr(name, chance.choice((flipped, spliced))(old.read(name), chance) if name == chosen else old.read(name))
    return stream.getvalue()


def spoilt(_content: bytes, chance: random.Random) -> bytes:
    """The workbook with something else in some of its cells."""
    rows = [list(row) for row in ROWS]
    for _ in range(chance.choice((1, 1, 2, 5))):
        row = chance.choice(rows)
        row[chance.randrange(len(row))] = chance.choice(NASTY)
    return workbook(*rows)


def mutated(number: int) -> tuple[str, str, bytes]:
    """Name, way and bytes of a mutation; the same for the same number."""
    chance = random.Random(number)
    name = list(GOOD)[number % len(GOOD)]
    way = chance.choice([flipped, spliced, *([inside, inside, spoilt, spoilt] if name == "a.xlsx" else [])])
    return name, way.__name__, way(GOOD[name], chance)


def test_a_changed_file_is_read_or_refused_in_words(county, monkeypatch, record_measure):
    """In a small run workbooks and texts are read in this process: the half second of another is the most of it."""
    count, slowest, refused, committed = scaled(600, 48), 0.0, 0, 0
    for number in range(count):
        name, way, content = mutated(number)
        apart = count >= 600 or (name == "a.parquet" and number < 16)
        monkeypatch.setattr("metrics.returning.read_file", read_file if apart else grids.read)
        began = time.perf_counter()
        if name == "a.parquet" and not apart:
            continue
        before = rows_stored()
        try:
            with open_source(EVERYTHING) as source:
                draft = returning.check(content, name, source, PERIOD[name])
            if name == "a.xlsx" and way == "flipped":  # its checksums vouch for it
                assert grids.read(content, name)[0].rows == grids.read(GOOD[name], name)[0].rows
            returning.commit(draft, "t", "已核对")
            committed += 1
            assert rows_stored() == before + len(draft.observations)
        except InputError as fault:
            refused += 1
            assert rows_stored() == before
            assert re.search("[\u4e00-\u9fff]", fault.what) and "请" in fault.remedy, (number, fault)
            assert not re.search(r"Error|Exception|Traceback|/tmp", str(fault)), (number, fault)
        slowest = max(slowest, time.perf_counter() - began)

    assert refused > count / 4 and slowest < SECONDS
    record_measure("mutations", {"files": count, "refused": refused, "committed": committed, "slowest_s": round(slowest, 2)})


def rows_stored() -> int:
    with engine.reading() as connection:
        return connection.execute(select(func.count()).select_from(schema.observation)).scalar_one()


@pytest.mark.parametrize("name", GOOD)
def test_the_unchanged_file_is_committed(county, monkeypatch, name):
    monkeypatch.setattr("metrics.returning.read_file", grids.read)
    with open_source(EVERYTHING) as source:
        draft = returning.check(GOOD[name], name, source, PERIOD[name])

    assert len(draft.observations) == (24 if name == "a.parquet" else 4), draft.findings
