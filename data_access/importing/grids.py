"""The bytes of a file as grids of text: .xlsx, .csv and .parquet, each read strictly. Runs in the child process.

A cell is text or None. Numbers are the shortest text that Excel's 15 digits give, dates are YYYY-MM-DD.
"""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from openpyxl.utils import get_column_letter

from data_access import workbook
from data_access.errors import InputError
from data_access.importing.amounts import EXCEL_DIGITS
from data_access.importing.sheet_walk import walk

MOST_CSV = 10 * workbook.MEGABYTE
MOST_ROWS = 1_000_000  # of a parquet table


@dataclass
class Grid:
    """One sheet. rows: number as in Excel, and its cells. unsaid: cells whose formula has no stored result.

    hidden: rows that Excel does not show. is_hidden: the sheet itself is not shown. notes: what the reader must hear.
    """

    name: str
    rows: list[tuple[int, list[str | None]]]
    unsaid: list[str] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    is_hidden: bool = False
    notes: list[str] = field(default_factory=list)

    def as_json(self) -> dict:
        return asdict(self)


def read(content: bytes, name: str) -> list[Grid]:
    """Every sheet that holds anything. Raises InputError."""
    if not content:
        raise InputError("文件是空的（0字节），没有读取。", "请重新导出或保存后再上传。")
    if content.startswith(b"%PDF"):
        raise InputError("这是PDF文件，不是表格，没有读取。", "请提交Excel（.xlsx）或CSV文件。")
    if content.startswith(b"PAR1"):
        return [_parquet(content)]
    if name.lower().endswith((".xlsx", ".xls", ".xlsm", ".et")) or content.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return _excel(content)
    if name.lower().endswith((".csv", ".txt")):
        return [_csv(content)]
    raise InputError("不认识的文件类型，没有读取。", "请提交Excel（.xlsx）、CSV或Parquet文件。")


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
        grid = Grid(name, [(number, _trimmed([_text(cell) for cell in cells])) for number, cells in rows])
        if seen:
            grid.unsaid, grid.hidden, grid.is_hidden = seen.unsaid, seen.hidden_rows, seen.is_hidden
        if links:
            grid.notes.append("文件引用了别的工作簿；只取文件里存着的数，没有打开外部文件。")
        found.append(grid)
    if not found:
        raise InputError("文件里没有任何内容，没有读取。", "请填好后再上传。")
    return found


def _trimmed(cells: list[str | None]) -> list[str | None]:
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def _text(cell: object) -> str | None:
    if cell is None:
        return None
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, datetime | date):
        return f"{cell:%Y-%m-%d}"
    return f"{cell:.{EXCEL_DIGITS}g}" if isinstance(cell, float) else str(cell)


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
            rows.append((number, [cell or None for cell in cells]))
            if len(rows) > workbook.MOST_ROWS:
                raise InputError(f"CSV超过{workbook.MOST_ROWS:,}行的上限，没有读取。", "请分几次提交，或改用Parquet。")
    except csv.Error as fault:
        raise InputError(f"CSV第{len(rows) + 1}行的引号或长度不对，没有读取。", "请在Excel中重新另存为CSV后再试。") from fault
    if width > workbook.MOST_COLUMNS:
        raise InputError(f"CSV有{width}列，超过{workbook.MOST_COLUMNS}列的上限，没有读取。", "请删除多余的列。")
    if not rows:
        raise InputError("文件里没有任何内容，没有读取。", "请填好后再上传。")
    return Grid("CSV", rows)


def _decoded(content: bytes) -> str:
    """UTF-8 bytes are never valid GB18030 by chance in such tables, so the strict order decides rightly."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as fault:
            place = content[: fault.start].count(b"\n") + 1
    raise InputError(f"CSV第{place}行附近的文字编码混乱，没有读取。", "请在Excel中另存为“CSV UTF-8”后再试。")


# -- .parquet ---------------------------------------------------------------------------------------------------------


def _parquet(content: bytes) -> Grid:
    import pyarrow.parquet as parquet

    try:
        file = parquet.ParquetFile(io.BytesIO(content))
        if file.metadata.num_rows > MOST_ROWS or file.metadata.num_columns > workbook.MOST_COLUMNS:
            raise InputError(f"Parquet超过{MOST_ROWS:,}行或{workbook.MOST_COLUMNS}列的上限，没有读取。", "请分几次提交。")
        table = file.read(use_threads=False)
        columns = [[_text(cell) for cell in table.column(name).to_pylist()] for name in table.column_names]
    except InputError:
        raise
    except Exception as fault:  # whatever a damaged file makes the library raise, the reader hears one sentence
        raise InputError("Parquet文件已损坏，没有读取。", "请重新导出后再试。") from fault
    rows = [(number, list(cells)) for number, cells in enumerate(zip(*columns, strict=True), start=2)]
    return Grid("Parquet", [(1, list(table.column_names)), *rows])


def cell_name(row: int, column: int) -> str:
    """B7 for row 7, column 1 (counted from 0)."""
    return f"{get_column_letter(column + 1)}{row}"
