"""An uploaded Excel file, looked at before it is opened: what is too large, false or carries macros never reaches the reader."""

from __future__ import annotations

import io
import zipfile
import zlib

import openpyxl

from data_access.errors import InputError

MEGABYTE = 1024 * 1024
MOST_BYTES, MOST_PARTS, MOST_UNPACKED, LARGE_PART, MOST_RATIO = 10 * MEGABYTE, 2_000, 250 * MEGABYTE, 10 * MEGABYTE, 200
MOST_ROWS, MOST_COLUMNS, MOST_CELLS, MOST_TEXT = 100_000, 60, 1_000_000, 32_767
STEP = 64 * 1024
SAVE_AGAIN = "请用 Excel 或 WPS 打开后另存为“Excel 工作簿（.xlsx）”再试。"
FEWER = "请删除多余的行、列后再试；数据确实很多的，请改用Parquet。"
TOO_LARGE = (f"文件超过{MOST_BYTES // MEGABYTE}MB，没有读取。", "请只保留要报送的几张表，删除图片和多余的行。")
LOCKED = ("文件加了密码，没有读取。", f"请先取消密码。{SAVE_AGAIN}")
WITH_MACROS = ("文件带有宏，没有读取。", SAVE_AGAIN)
DAMAGED = ("文件内容已损坏，无法读取。", SAVE_AGAIN)
ODD = ("文件内部结构不正常，没有读取。", SAVE_AGAIN)
DEFINITION = b"<!DOCTYPE"

Rows = list[tuple[int, tuple]]  # row numbers as in Excel, with their cells


def sheets(content: bytes) -> dict[str, Rows]:
    """The rows of each sheet that hold anything, formulas as their results. Raises InputError."""
    refuse_unsafe(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        found = {sheet.title: _rows(sheet) for sheet in book.worksheets}
        book.close()
    except (InputError, MemoryError):
        raise
    except Exception as fault:  # whatever a damaged file makes the library raise, the reader hears one sentence
        raise InputError(*DAMAGED) from fault
    return found


def _rows(sheet) -> Rows:
    sheet.reset_dimensions()  # the size that a file states of itself may be false, and rows would be lost in silence
    found: Rows = []
    for number, cells in enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS), start=1):
        if any(cell is not None and cell != "" for cell in cells):
            if number > MOST_ROWS:
                raise InputError(
                    f"“{sheet.title}”表第{number}行还有内容，超过{MOST_ROWS:,}行的上限。", "请删除多余的行，或分几次提交。"
                )
            found.append((number, cells))
    return found


def refuse_unsafe(content: bytes) -> None:
    """Raises InputError for what is no plain .xlsx file of a sane size."""
    if len(content) > MOST_BYTES:
        raise InputError(*TOO_LARGE)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError("这是旧版（.xls）或加密的 Excel 文件，没有读取。", f"请先取消密码。{SAVE_AGAIN}")
    if not content.startswith(b"PK"):
        raise InputError("这不是 Excel 工作簿（.xlsx），没有读取。", SAVE_AGAIN)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_parts(archive.infolist())
            for part in archive.infolist():
                _read_through(archive, part)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as fault:
        raise InputError("文件已损坏或不完整，没有读取。", SAVE_AGAIN) from fault


def _refuse_parts(parts: list[zipfile.ZipInfo]) -> None:
    names = [part.filename for part in parts]
    if any("vbaproject" in name.lower() for name in names):
        raise InputError(*WITH_MACROS)
    if "xl/workbook.bin" in names:
        raise InputError("这是二进制工作簿（.xlsb），没有读取。", SAVE_AGAIN)
    is_double = len({name.lower() for name in names}) < len(names)  # which of the two would the sender have seen?
    is_foreign = any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts)
    if is_double or is_foreign or any(name.startswith(("/", "\\")) or ".." in name for name in names):
        raise InputError(*ODD)
    bomb = any(part.file_size > LARGE_PART and part.file_size > MOST_RATIO * max(1, part.compress_size) for part in parts)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED or bomb:
        raise InputError("文件解开后过大，没有读取。", "请只保留要报送的几张表，删除空行和多余的格式。")


def _read_through(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Every part once, counted: a false size or checksum shows here, and so does a document type definition."""
    length, tail = 0, b""
    with archive.open(part) as stream:
        while step := stream.read(STEP):
            length += len(step)
            seen = tail + step
            if DEFINITION in seen or DEFINITION in seen.replace(b"\0", b"").upper():  # UTF-16 too
                raise InputError(*ODD)
            tail = seen[-2 * len(DEFINITION) :]
    if length != part.file_size:
        raise zipfile.BadZipFile("size")


def too_far(sheet: str, cell: str) -> tuple[str, str]:
    return f"“{sheet}”表{cell}还有内容，超过{MOST_ROWS:,}行或{MOST_COLUMNS}列的上限，没有读取。", FEWER
