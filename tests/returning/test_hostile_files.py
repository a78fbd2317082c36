"""Files that would mislead or bring down a reader: each is refused in Chinese, or read with a finding; never in silence."""

import io
import re
import resource
import time

import pandas as pd
import pytest

from data_access.errors import InputError
from data_access.importing import grids
from data_access.importing.reading import read_file
from tests.returning.hostile import FILES, GOOD, HEAVY, OLD, SHEET, old_workbook, repacked, workbook

SECONDS, MEMORY = 45, 2.1 * 2**20  # kB: what the reader's own process may take


def is_refused(read, name, files) -> None:
    make, file_name, words = files[name]
    content = make()
    if not words:
        assert read(content, file_name)
        return

    with pytest.raises(InputError, match=words) as caught:
        read(content, file_name)

    assert "请" in caught.value.remedy
    assert not re.search(r"[A-Za-z]+(Error|Exception)|Traceback|/tmp|None", str(caught.value))


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused_with_its_reason_and_the_next_step(name):
    is_refused(grids.read, name, FILES)


@pytest.mark.full
@pytest.mark.parametrize("name", FILES | HEAVY)
def test_it_costs_seconds_and_bounded_memory_in_a_process_of_its_own(name, record_measure):
    began = time.perf_counter()
    is_refused(read_file, name, FILES | HEAVY)
    took = time.perf_counter() - began

    record_measure(f"hostile.{name}.seconds", round(took, 1))
    assert took < SECONDS
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < MEMORY


@pytest.mark.parametrize("name", ["zip bomb", "billion laughs", "far cell", "password of old", "nested parquet"])
def test_the_readers_process_hands_its_refusal_over(name):
    is_refused(read_file, name, FILES)


def test_a_reader_that_takes_too_long_is_stopped():
    with pytest.raises(InputError, match="没有读完"):
        read_file(GOOD, "a.xlsx", seconds=0.01)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_is_read_in_the_encodings_that_bureaus_use(encoding):
    grid = grids.read("乡镇,死亡人数\n𠮷村,3\n".encode(encoding), "a.csv")[0]

    assert [cells for _, cells in grid.rows] == [["乡镇", "死亡人数"], ["𠮷村", "3"]]


def test_a_sheet_that_lies_about_its_size_is_read_whole():
    content = repacked(
        workbook(*([f"r{n}", n, n] for n in range(5))), SHEET, lambda old: old.replace(b'ref="A1:C5"', b'ref="A1:B2"')
    )

    assert len(grids.read(content, "a.xlsx")[0].rows) == 5


def test_formulas_without_result_and_other_workbooks_are_told():
    grid = grids.read(
        repacked(workbook(["乡镇", "死亡人数"], ["甲镇", "=1+1"]), "xl/externalLinks/a.xml", lambda _: b"<a/>"), "a.xlsx"
    )[0]

    assert grid.unsaid == ["B2"] and grid.notes == [grids.LINKED]


def test_what_no_cell_can_hold_is_not_left_out_in_silence():
    assert grids.read("甲\x07镇,1\x1b2\n".encode(), "a.csv")[0].rows == [(1, ["甲\ufffd镇", "1\ufffd2"])]


def test_parquet_is_read_a_few_rows_at_a_time():
    stream = io.BytesIO()
    days = pd.to_datetime(["2025-03-31", None])
    pd.DataFrame({"区划代码": ["1", None], "数值": [1.25, 3], "天": days, "是": [True, False]}).to_parquet(stream)
    rows = read_file(stream.getvalue(), "a.parquet")[0].rows

    assert list(rows) == [
        (1, ["区划代码", "数值", "天", "是"]),
        (2, ["1", "1.25", "2025-03-31", "TRUE"]),
        (3, [None, "3", None, "FALSE"]),
    ]
    assert (len(rows), rows[2][0], list(rows[1:2])) == (3, 3, [rows[1]])


def test_an_old_workbook_is_read_with_its_dates_errors_and_hidden_rows():
    def edit(book):
        sheet = book.get_sheet(0)
        sheet.write(1, 2, "2025-03-31")
        sheet.row(1).hidden = True
        book.add_sheet("藏").write(0, 0, 1.5)
        book.get_sheet(1).visibility = 1

    first, second = grids.read(old_workbook(["乡镇", "死亡人数"], ["甲镇", 1234567.25], edit=edit), "a.xls")

    assert first.rows == [(1, ["乡镇", "死亡人数"]), (2, ["甲镇", "1234567.25", "2025-03-31"])]
    assert (first.hidden, first.is_hidden, second.is_hidden, second.rows) == ([2], False, True, [(1, ["1.5"])])
    assert read_file(OLD, "a.xls")[0].rows == [(1, ["乡镇", "死亡人数"]), (2, ["甲镇", "3"])]
