"""The bytes of a file as grids of text: .xlsx, .xls, .csv and .parquet, each read strictly. Runs in the child process.

A cell is text or None. Numbers are the shortest text that Excel's 15 digits give, dates are YYYY-MM-DD. A character that
no cell can hold becomes �: kept in a note it would break every export, left out it would make another number.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from openpyxl.utils import get_column_letter

from data_access import workbook
from data_access.errors import InputError
from data_access.importing.amounts import EXCEL_DIGITS
from data_access.importing.sheet_walk import walk

MOST_CSV = 10 * workbook.MEGABYTE
OLD, WEB = b"\xd0\xcf\x11\xe0", (b"<html", b"<!doctype html", b"<table", b"<?xml", b"<meta", b"mime-version")
LINKED = "文件引用了别的工作簿；只取文件里存着的数，没有打开外部文件。"
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
NOTHING = ("文件里没有任何内容，没有读取。", "请填好后再上传。")


@dataclass
class Grid:
    """One sheet. rows: number as in Excel, and its cells. unsaid: cells whose formula has no stored result.

    hidden: rows that Excel does not show. is_hidden: the sheet itself is not shown. notes: what the reader must hear.
    """

    name: str
    rows: Sequence[tuple[int, list[str | None]]]
    unsaid: list[str] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    is_hidden: bool = False
    notes: list[str] = field(default_factory=list)

    def words(self) -> set[str]:
        """Every text of a cell, once."""
        if not isinstance(self.rows, list):
            return self.rows.words()
        return {cell for _, cells in self.rows for cell in cells if cell}


def read(content: bytes, name: str) -> list[Grid]:
    """Every sheet that holds anything. Raises InputError."""
    if not content:
        raise InputError("文件是空的（0字节），没有读取。", "请重新导出或保存后再上传。")
    if content.startswith(b"%PDF"):
        raise InputError("这是PDF文件，不是表格，没有读取。", "请提交Excel（.xlsx）或CSV文件。")
    if content.startswith(b"PAR1"):
        from data_access.importing.columns import read_parquet  # only where it is needed, as below

        return [Grid("Parquet", read_parquet(content, text_of))]
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:20].lower().startswith(WEB):
        raise InputError("这是网页格式的表格，只是用了表格的文件名，没有读取。", workbook.SAVE_AGAIN)
    if content.startswith(OLD):
        from data_access.importing.legacy import read_old  # only where it is needed: the reader takes time to load

        return _some(read_old(content))
    if name.lower().endswith((".xlsx", ".xls", ".xlsm", ".et")) or content.startswith(b"PK"):
        return _some(_excel(content))
    if name.lower().endswith((".csv", ".txt")):
        return [_csv(content)]
    raise InputError("不认识的文件类型，没有读取。", "请提交Excel（.xlsx）、CSV或Parquet文件。")


def _some(grids: list[Grid]) -> list[Grid]:
    if not grids:
        raise InputError(*NOTHING)
    return grids


# -- .xlsx ------------------------------------------------------------------------------------------------------------


def _excel(content: bytes) -> list[Grid]:
    workbook.refuse_unsafe(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        walked = walk(archive)
        links = any(part.startswith("xl/externalLinks/") for part in archive.namelist())
    found = []
    for name, rows in workbook.sheets(content).items():
        if not rows:
            continue
        seen = walked.get(name)
        grid = Grid(text_of(name) or "", [(number, trimmed([text_of(cell) for cell in cells])) for number, cells in rows])
        if seen:
            grid.unsaid, grid.hidden, grid.is_hidden = seen.unsaid, seen.hidden_rows, seen.is_hidden
        if links:
            grid.notes.append(LINKED)
        found.append(grid)
    return found


def trimmed(cells: list[str | None]) -> list[str | None]:
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def text_of(cell: object) -> str | None:
    """A cell's text; raises InputError for one that is longer than Excel's own longest."""
    if cell is None:
        return None
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, datetime | date):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, float):
        return f"{cell:.{EXCEL_DIGITS}g}"
    text = CONTROL.sub("\ufffd", str(cell))
    if len(text) > workbook.MOST_TEXT:
        raise InputError(f"有一个单元格的文字超过{workbook.MOST_TEXT:,}字，没有读取。", "请删除过长的文字后再试。")
    return text


# -- .csv -------------------------------------------------------------------------------------------------------------


def _csv(content: bytes) -> Grid:
    if len(content) > MOST_CSV:
        raise InputError(f"文件超过{MOST_CSV // workbook.MEGABYTE}MB，没有读取。", "请分几次提交，或改用Parquet。")
    if b"\x00" in content:
        row = content[: content.index(b"\x00")].count(b"\n") + 1
        raise InputError(f"CSV第{row}行含有空字符，文件已损坏，没有读取。", "请在Excel中另存为“CSV UTF-8”后再试。")
    text = _decoded(content)
    rows: list[tuple[int, list[str | None]]] = []
    width = 0
    try:
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        for cells in reader:
            number = reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if width and len(cells) != width:
                raise InputError(
                    f"CSV第{number}行有{len(cells)}列，表头有{width}列，没有读取。",
                    "请核对这一行是否多了或少了逗号；千分位的数要加双引号。",
                )
            width = width or len(cells)
            rows.append((number, [text_of(cell) or None for cell in cells]))
            if len(rows) > workbook.MOST_ROWS:
                raise InputError(f"CSV超过{workbook.MOST_ROWS:,}行的上限，没有读取。", "请分几次提交，或改用Parquet。")
            if len(rows) * width > workbook.MOST_CELLS:
                raise InputError(f"CSV有{workbook.MOST_CELLS // 10_000}万以上个单元格，没有读取。", workbook.FEWER)
    except csv.Error as fault:
        raise InputError(f"CSV第{len(rows) + 1}行的引号或长度不对，没有读取。", "请在Excel中重新另存为CSV后再试。") from fault
    if width > workbook.MOST_COLUMNS:
        raise InputError(f"CSV有{width}列，超过{workbook.MOST_COLUMNS}列的上限，没有读取。", "请删除多余的列。")
    if not rows:
        raise InputError(*NOTHING)
    return Grid("CSV", rows)


def _decoded(content: bytes) -> str:
    """UTF-8 bytes are never valid GB18030 by chance in such tables, so the strict order decides rightly."""
    place = 0  # the farther the decoding came, the likelier that encoding was meant
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as fault:
            place = max(place, content[: fault.start].count(b"\n") + 1)
    raise InputError(f"CSV第{place}行附近的文字编码混乱，没有读取。", "请在Excel中另存为“CSV UTF-8”后再试。")


def cell_name(row: int, column: int) -> str:
    """B7 for row 7, column 1 (counted from 0)."""
    return f"{get_column_letter(column + 1)}{row}"
