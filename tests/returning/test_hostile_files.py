"""Files that would mislead or bring down a reader: each is refused in Chinese, or read with a finding; never in silence."""

import io
import zipfile

import openpyxl
import pandas as pd
import pytest

from data_access.errors import InputError
from data_access.importing.reading import read_file


def workbook(*rows, edit=None) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if edit:
        edit(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def repacked(content: bytes, part: str, change) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
        if part not in old.namelist():
            new.writestr(part, change(b""))
    return stream.getvalue()


GOOD = workbook(["乡镇", "死亡人数"], ["甲镇", 3])
SHEET = "xl/worksheets/sheet1.xml"
EMPTY_ROWS = b"<sheetData>" + b"".join(b'<row r="%d" s="1"/>' % row for row in range(1, 250_000)) + b"</sheetData>"
HOSTILE = {
    "empty": (b"", "a.xlsx", "空的"),
    "pdf": (b"%PDF-1.7 x", "a.xlsx", "PDF"),
    "truncated": (GOOD[:-400], "a.xlsx", "损坏"),
    "encrypted": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.xlsx", "加密"),
    "macro": (repacked(GOOD, "xl/vbaProject.bin", lambda _: b"x"), "a.xlsm", "宏"),
    "zip bomb": (repacked(GOOD, "xl/media/x.bin", lambda _: bytes(30_000_000)), "a.xlsx", "过大"),
    "entities": (repacked(GOOD, SHEET, lambda old: b'<!DOCTYPE x [<!ENTITY a "b">]>' + old), "a.xlsx", "不正常"),
    "far cell": (workbook(["乡镇"], edit=lambda book: book.active.cell(1_048_576, 16_384, 1)), "a.xlsx", "XFD1048576"),
    "styled empty rows": (
        repacked(GOOD, SHEET, lambda old: old.replace(b"<sheetData>", EMPTY_ROWS + b"<sheetData>")),
        "a.xlsx",
        "空行",
    ),
    "one comma more": ("乡镇,死亡人数\n甲镇,1,234\n".encode(), "a.csv", "第2行有3列"),
    "NUL": ("乡镇,死亡人数\n甲镇,1\x00\n".encode(), "a.csv", "第2行含有空字符"),
    "mixed encodings": ("乡镇,甲\n".encode() + "乙乡".encode("gb18030") + b",\xff1\n", "a.csv", "编码"),
    "broken parquet": (b"PAR1" + bytes(100) + b"PAR1", "a.parquet", "已损坏"),
    "unknown kind": (b"\x7fELF", "a.exe", "不认识的文件类型"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_its_reason_and_the_next_step(name):
    content, file_name, words = HOSTILE[name]

    with pytest.raises(InputError, match=words) as caught:
        read_file(content, file_name)

    assert "请" in caught.value.remedy
    assert not any(word in str(caught.value) for word in ("Error", "Exception", "Traceback", "/tmp"))


def test_a_reader_that_takes_too_long_is_stopped():
    with pytest.raises(InputError, match="没有读完"):
        read_file(GOOD, "a.xlsx", seconds=0.01)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_is_read_in_the_encodings_that_bureaus_use(encoding):
    grid = read_file("乡镇,死亡人数\n𠮷村,3\n".encode(encoding), "a.csv")[0]

    assert [cells for _, cells in grid.rows] == [["乡镇", "死亡人数"], ["𠮷村", "3"]]


def test_a_sheet_that_lies_about_its_size_is_read_whole():
    content = repacked(
        workbook(*([f"r{n}", n, n] for n in range(5))), SHEET, lambda old: old.replace(b'ref="A1:C5"', b'ref="A1:B2"')
    )

    assert len(read_file(content, "a.xlsx")[0].rows) == 5


def test_parquet_and_formulas_without_result_are_told():
    stream = io.BytesIO()
    pd.DataFrame({"区划代码": ["1"], "数值": [1.25]}).to_parquet(stream)

    assert read_file(stream.getvalue(), "a.parquet")[0].rows[1] == (2, ["1", "1.25"])
    assert read_file(workbook(["乡镇", "死亡人数"], ["甲镇", "=1+1"]), "a.xlsx")[0].unsaid == ["B2"]
