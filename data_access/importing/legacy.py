"""Workbooks of the old kind (.xls, also .et of the same build) as grids of text. Runs in the child process.

By xlrd: of the readers of this kind it alone tells an error value (#DIV/0!) from an empty cell.
"""

from __future__ import annotations

import os
from datetime import datetime

import xlrd

from data_access import workbook
from data_access.errors import InputError
from data_access.importing.grids import LINKED, Grid, cell_name, text_of, trimmed

ENCRYPTED, MACROS = "EncryptedPackage".encode("utf-16-le"), "_VBA_PROJECT".encode("utf-16-le")
EXTERNAL = 2  # xlrd's number for a book that formulas of this one refer to


def read_old(content: bytes) -> list[Grid]:
    """Every sheet that holds anything. Raises InputError."""
    if len(content) > workbook.MOST_BYTES:
        raise InputError(*workbook.TOO_LARGE)
    if ENCRYPTED in content:
        raise InputError(*workbook.LOCKED)
    if MACROS in content:
        raise InputError(*workbook.WITH_MACROS)
    with open(os.devnull, "w") as unheard:  # the library complains into its log, which is this process's answer
        try:
            book = xlrd.open_workbook(file_contents=content, logfile=unheard, formatting_info=True, ragged_rows=True)
            notes = [LINKED] if EXTERNAL in book._supbook_types else []
            return [grid for grid in (_grid(sheet, book.datemode, notes) for sheet in book.sheets()) if grid.rows]
        except (InputError, MemoryError):
            raise
        except Exception as fault:  # whatever a damaged file makes the library raise, the reader hears one sentence
            locked = "encrypt" in str(fault).lower()
            raise InputError(*(workbook.LOCKED if locked else workbook.DAMAGED)) from fault


def _grid(sheet, datemode: int, notes: list[str]) -> Grid:
    if sheet.ncols > workbook.MOST_COLUMNS and (far := _beyond(sheet)):
        raise InputError(*workbook.too_far(sheet.name, far))
    grid = Grid(text_of(sheet.name) or "", [], is_hidden=bool(sheet.visibility), notes=list(notes))
    for number in range(sheet.nrows):
        cells = trimmed([_text(cell, datemode) for cell in sheet.row(number)])
        if cells:
            grid.rows.append((number + 1, cells))
            if number in sheet.rowinfo_map and sheet.rowinfo_map[number].hidden:
                grid.hidden.append(number + 1)
    return grid


def _beyond(sheet) -> str:
    """The first cell beyond the last column that holds anything; formatted empty ones are no matter."""
    for number in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(number)[workbook.MOST_COLUMNS :], start=workbook.MOST_COLUMNS):
            if cell.ctype not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                return cell_name(number + 1, column)
    return ""


def _text(cell, datemode: int) -> str | None:
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return None
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "#错误")
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return text_of(bool(cell.value))
    return text_of(_date(cell.value, datemode) if cell.ctype == xlrd.XL_CELL_DATE else cell.value)


def _date(value: float, datemode: int) -> datetime | float:
    try:
        return xlrd.xldate.xldate_as_datetime(value, datemode)
    except (ValueError, OverflowError):
        return value
