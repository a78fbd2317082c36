"""Files that would mislead or bring down a reader, each made here, with the words of its refusal; none: it is read."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

import openpyxl
import pyarrow as arrow
import pyarrow.parquet as parquet
import xlwt

SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
ENTITY = b'<!DOCTYPE x [<!ENTITY a "b">]>'
LAUGHS = b"<!DOCTYPE x [" + b"".join(
    b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10 if n else b"ha") for n in range(10)
) + b"]>"  # fmt: skip
EMPTY_ROW = b'<row r="%d" s="1" customFormat="1"/>'


def workbook(*rows, edit=None) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if edit:
        edit(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def old_workbook(*rows, edit=None) -> bytes:
    """As .xls."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet")
    for number, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            sheet.write(number, column, cell)
    if edit:
        edit(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def parquet_of(columns: dict, **options) -> bytes:
    stream = io.BytesIO()
    parquet.write_table(arrow.table(columns), stream, **options)
    return stream.getvalue()


def repacked(content: bytes, part: str, change: Callable[[bytes], bytes], name: str = "") -> bytes:
    """With one part changed, or added. name: of the part as it is written."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            new.writestr(one, change(old.read(one)) if one == part and not name else old.read(one))
        if part not in old.namelist() or name:
            new.writestr(name or part, change(b""))
    return stream.getvalue()


GOOD = workbook(["乡镇", "死亡人数"], ["甲镇", 3])
OLD = old_workbook(["乡镇", "死亡人数"], ["甲镇", 3])


def with_rows(count: int) -> bytes:
    rows = b"".join(EMPTY_ROW % row for row in range(3, count))
    return repacked(GOOD, SHEET, lambda old: old.replace(b"</sheetData>", rows + b"</sheetData>"))


def in_sheet(old: bytes, new: bytes) -> bytes:
    def changed(content: bytes) -> bytes:
        assert old in content
        return content.replace(old, new)

    return repacked(GOOD, SHEET, changed)


def with_false_size() -> bytes:
    """The directory says that each part is one byte long."""
    content, place = bytearray(GOOD), -1
    while (place := content.find(b"PK\x01\x02", place + 1)) >= 0:
        content[place + 24 : place + 28] = struct.pack("<I", 1)
    return bytes(content)


def renamed_stream(name: str) -> bytes:
    """An .xls whose only stream bears another name: so a password-protected .xlsx looks from outside."""
    old, new = "Workbook".encode("utf-16-le"), name.encode("utf-16-le")
    at = OLD.index(old)
    return OLD[:at] + new + OLD[at + len(new) :]


FILES: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "empty": (lambda: b"", "a.xlsx", "空的"),
    "PDF renamed": (lambda: b"%PDF-1.7 x", "a.xlsx", "PDF"),
    "web page renamed": (lambda: "\ufeff<html><table><tr><td>甲镇</table>".encode(), "a.xls", "网页格式"),
    "XML table renamed": (lambda: b'<?xml version="1.0"?><Workbook/>', "a.xls", "网页格式"),
    "text renamed": (lambda: "乡镇,死亡人数".encode(), "a.xlsx", "不是 Excel 工作簿"),
    "unknown kind": (lambda: b"\x7fELF", "a.exe", "不认识的文件类型"),
    "truncated": (lambda: GOOD[:-400], "a.xlsx", "损坏"),
    "cut in the middle": (lambda: GOOD[: len(GOOD) // 2], "a.xlsx", "损坏"),
    "a zip of something else": (lambda: repacked(workbook(), "xl/workbook.xml", lambda _: b"<a/>"), "a.xlsx", "内容"),
    "binary workbook": (lambda: repacked(GOOD, "xl/workbook.bin", lambda _: b"x"), "a.xlsb", "二进制工作簿"),
    "password": (lambda: renamed_stream("EncryptedPackage"), "a.xlsx", "密码"),
    "password of old": (lambda: OLD.replace(b"\xe1\x00\x02\x00", b"\x2f\x00\x02\x00"), "a.xls", "密码"),
    "macro": (lambda: repacked(GOOD, "xl/vbaProject.bin", lambda _: b"x"), "a.xlsm", "宏"),
    "macro of old": (lambda: renamed_stream("_VBA_PROJECT_CUR"), "a.xls", "宏"),
    "old truncated": (lambda: OLD[: len(OLD) // 2], "a.xls", "损坏"),
    "bytes after an old head": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.xls", "损坏"),
    "zip bomb": (lambda: repacked(GOOD, "xl/media/x.bin", lambda _: bytes(30_000_000)), "a.xlsx", "过大"),
    "false size": (with_false_size, "a.xlsx", "损坏"),
    "many parts": (lambda: _parts(2_001), "a.xlsx", "过大"),
    "way out": (lambda: repacked(GOOD, SHEET, lambda _: b"x", "../../etc/x"), "a.xlsx", "结构不正常"),
    "a part twice": (lambda: repacked(GOOD, SHEET, lambda _: b"x", SHEET.upper()), "a.xlsx", "结构不正常"),
    "entities": (lambda: repacked(GOOD, SHEET, lambda old: ENTITY + old), "a.xlsx", "结构不正常"),
    "billion laughs": (lambda: repacked(GOOD, SHEET, lambda old: LAUGHS + old), "a.xlsx", "结构不正常"),
    "entities far down": (lambda: repacked(GOOD, SHEET, lambda old: b"<!--" + b"x" * 65_530 + b"-->" + ENTITY), "a.xlsx", "结构不正常"),
    "entities in UTF-16": (
        lambda: repacked(GOOD, SHEET, lambda _: (ENTITY.decode() + "<a/>").encode("utf-16")), "a.xlsx", "结构不正常",
    ),
    "no XML": (lambda: repacked(GOOD, SHEET, lambda _: b"\x00\x01"), "a.xlsx", "损坏"),
    "a string that is not there": (lambda: in_sheet(b't="n"><v>3</v>', b't="s"><v>999</v>'), "a.xlsx", "损坏"),
    "far cell": (lambda: workbook(["乡镇"], edit=lambda book: book.active.cell(1_048_576, 16_384, 1)), "a.xlsx", "XFD1048576"),
    "wide sheet": (lambda: workbook([1] * 16_384), "a.xlsx", "BI1"),
    "wide old sheet": (lambda: old_workbook([1] * 200), "a.xls", "BI1"),
    "styled empty rows": (lambda: with_rows(250_000), "a.xlsx", "空行"),
    "long text": (lambda: "乡镇,死亡人数\n甲镇,{}\n".format("3" * 40_000).encode(), "a.csv", "文字超过"),
    "one comma more": (lambda: "乡镇,死亡人数\n甲镇,1,234\n".encode(), "a.csv", "第2行有3列"),
    "open quote": (lambda: '乡镇,死亡人数\n"甲镇,1\n'.encode(), "a.csv", "引号"),
    "endless line": (lambda: b"a" * 4_000_000, "a.csv", "长度"),
    "wide text": (lambda: b"a," * 61, "a.csv", "62列"),
    "only line ends": (lambda: b"\r\n\r\n,,,\n" * 100, "a.csv", "没有任何内容"),
    "NUL": (lambda: "乡镇,死亡人数\n甲镇,1\x00\n".encode(), "a.csv", "第2行含有空字符"),
    "UTF-16": (lambda: "乡镇,死亡人数\n".encode("utf-16"), "a.csv", "空字符|编码"),
    "mixed encodings": (lambda: "乡镇,甲\n".encode() + "乙乡".encode("gb18030") + b",\xff1\n", "a.csv", "第2行附近的文字编码混乱"),
    "broken parquet": (lambda: b"PAR1" + bytes(100) + b"PAR1", "a.parquet", "已损坏"),
    "truncated parquet": (lambda: parquet_of({"区划代码": ["1"]})[:-9], "a.parquet", "已损坏"),
    "nested parquet": (lambda: parquet_of({"数值": [[1, 2]]}), "a.parquet", "“数值”列不是文字"),
    "bytes in parquet": (lambda: parquet_of({"数值": [b"\x00\xff"]}), "a.parquet", "“数值”列不是文字"),
    "wide parquet": (lambda: parquet_of({f"c{n}": [1] for n in range(61)}), "a.parquet", "60列"),
    "long parquet": (lambda: parquet_of({"数值": arrow.array([0] * 1_000_001, arrow.int8())}), "a.parquet", "1,000,000行"),
}  # fmt: skip

HEAVY: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "1,048,576 styled empty rows": (lambda: with_rows(1_048_577), "a.xlsx", "空行|过大"),
    "1 GB of blanks in a sheet": (lambda: bomb(SHEET, b"<a>", b" " * 1_000_000, 1_000), "a.xlsx", "过大"),
    "bomb in the strings": (lambda: bomb(STRINGS, OPENED, b"a" * 1_000_000, 1_000), "a.xlsx", "过大"),
    "bomb below the ratio": (lambda: bomb(STRINGS, OPENED, STRING * 2_000, 200), "a.xlsx", ""),  # no more than long
    "deep nesting": (lambda: bomb(SHEET, b"<a>", b"<a>" * 100_000, 20), "a.xlsx", "损坏|过大|异常"),
    "a million and more cells": (lambda: _full(20_000, 55), "a.xlsx", "单元格"),
    "the same in text": (lambda: b"1,1,1,1,1,1,1,1,1,1,1,1\n" * 99_000, "a.csv", "单元格"),
    "long text file": (lambda: b"a,1\n" * 100_001, "a.csv", "100,000行"),
    "bomb in parquet": (lambda: _repeating(["x" * 32_000, "y"], 1_000_000, 40), "a.parquet", ""),
    "one long word in parquet": (lambda: parquet_of({"a": ["x" * 200_000_000]}), "a.parquet", "文字超过|过大|内存"),
}  # fmt: skip
STRING = b"<si><t>" + bytes(range(97, 123)) * 18 + b"</t></si>"
OPENED = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def bomb(part: str, beginning: bytes, piece: bytes, times: int) -> bytes:
    """A part that is one piece many times over."""
    stream = io.BytesIO(repacked(GOOD, "xl/x.xml", lambda _: b"<a/>"))
    content = io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        with new.open(part, "w") as out:
            out.write(beginning)
            for _ in range(times):
                out.write(piece)
    return content.getvalue()


def _repeating(words: list[str], rows: int, columns: int) -> bytes:
    """Columns that are a word a million times: small on disk, gigabytes where they are spelt out."""
    column = arrow.DictionaryArray.from_arrays(arrow.array([0] * rows, arrow.int8()), arrow.array(words))
    return parquet_of({f"c{number}": column for number in range(columns)}, store_schema=False)


def _parts(count: int) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as new:
        for number in range(count):
            new.writestr(f"xl/p{number}.xml", b"<a/>")
    return stream.getvalue()


def _full(rows: int, columns: int) -> bytes:
    line = b"".join(b"<c><v>1</v></c>" for _ in range(columns))
    return in_sheet(b"<sheetData>", b"<sheetData>" + b"".join(b'<row r="%d">' % n + line + b"</row>" for n in range(3, rows)))
