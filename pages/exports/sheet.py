"""A table as a file, .csv or .xlsx; text from returns can never become a formula in either."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from pages.exports.pack import clean

CSV, XLSX = "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
WIDEST = 40


def csv(table: pd.DataFrame) -> bytes:
    """With a byte-order mark, so that Excel reads the Chinese. A text that Excel would reckon gets an apostrophe before it."""
    return table.map(_harmless).to_csv(index=False).encode("utf-8-sig")


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(RISKY) else cell


def xlsx(table: pd.DataFrame, title: str) -> bytes:
    """One sheet with a fixed head; numbers are numbers, everything else is text and nothing but text."""
    return book({title: table})


def book(tables: Mapping[str, pd.DataFrame]) -> bytes:
    """A sheet for each table, under its title."""
    made = Workbook()
    made.remove(made.active)
    for title, table in tables.items():
        _fill(made.create_sheet("".join(letter for letter in title if letter not in "[]:*?/\\")[:31] or "数据"), table)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def _fill(sheet, table: pd.DataFrame) -> None:
    for column, name in enumerate(table.columns, start=1):
        _write(sheet.cell(1, column), name)
        sheet.cell(1, column).font = Font(bold=True)
        longest = max([len(str(name)), *(len(str(cell)) for cell in table[name])])
        sheet.column_dimensions[get_column_letter(column)].width = min(2 * longest + 2, WIDEST)
    for line, row in enumerate(table.itertuples(index=False), start=2):
        for column, cell in enumerate(row, start=1):
            _write(sheet.cell(line, column), cell)
    sheet.freeze_panes = "A2"


def _write(cell, value: object) -> None:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return
    if isinstance(value, str):
        text_cell(cell, value)
    else:
        cell.value = value


def text_cell(cell, text: str):
    """Text and nothing but text: openpyxl takes one that begins with = for a formula. Returns the cell."""
    if text:
        cell.value, cell.data_type = clean(text), "s"
    return cell
