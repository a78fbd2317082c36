"""A scheme as an Excel workbook with two sheets, and back: every mistake is named at its cell."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from data_access import workbook
from data_access.errors import InputError
from metrics.assessment import rows
from metrics.assessment.model import Scheme
from metrics.loading import Catalogue
from pages.exports.sheet import text_cell

HEAD, ITEMS = "方案", "项目"
WIDTHS = {
    "项目": 22,
    "指标": 30,
    "口径": 22,
    "档次": 34,
    "进度": 26,
    "规则说明": 22,
    "计分方式": 12,
    "责任股室": 14,
    "完成时限": 12,
}
ROWS_FOR_CHOICE = 300


def write(scheme: Scheme, catalogue: Catalogue) -> bytes:
    book = Workbook()
    head = book.active
    head.title = HEAD
    for line, (label, text) in enumerate(rows.settings_of(scheme).items(), start=1):
        text_cell(head.cell(line, 1), label).font = Font(bold=True)
        text_cell(head.cell(line, 2), text).alignment = Alignment(wrap_text=True, vertical="top")
    head.column_dimensions["A"].width, head.column_dimensions["B"].width = 12, 90
    sheet = book.create_sheet(ITEMS)
    for column, name in enumerate(rows.COLUMNS, start=1):
        text_cell(sheet.cell(1, column), name).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = WIDTHS.get(name, 9)
    for line, row in enumerate(rows.dressed(scheme, catalogue), start=2):
        for column, name in enumerate(rows.COLUMNS, start=1):
            text_cell(sheet.cell(line, column), row[name])
    _choices(sheet)
    sheet.freeze_panes = "D2"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _choices(sheet) -> None:
    """Lists to choose from, so that fewer words are mistyped."""
    fields = rows.ITEM_COLUMNS | rows.RULE_COLUMNS
    for column, name in enumerate(rows.COLUMNS, start=1):
        words = rows.CHOICES.get(fields[name])
        if words:
            choice = DataValidation(
                type="list", formula1=f'"{",".join(words.values())}"', allow_blank=True, showErrorMessage=False
            )
            letter = get_column_letter(column)
            choice.add(f"{letter}2:{letter}{ROWS_FOR_CHOICE}")
            sheet.add_data_validation(choice)


def read(content: bytes, code: str, catalogue: Catalogue, copied_from: str = "") -> tuple[Scheme, list[str]]:
    """The scheme and its warnings. Raises InputError; SchemeError names every cell."""
    found = workbook.sheets(content)
    missing = [name for name in (HEAD, ITEMS) if name not in found]
    if missing:
        raise InputError(f"工作簿里没有“{'”“'.join(missing)}”表，没有读取。", "请先导出一个方案，在导出的工作簿上修改后再上传。")
    settings = {_text(cells[0]): _text(cells[1]) for _, cells in found[HEAD] if len(cells) > 1}
    at = {_text(cells[0]): line for line, cells in found[HEAD]}
    if not found[ITEMS]:
        raise InputError("“项目”表是空的，没有读取。", "请至少填写一个考核项目。")
    (_, names), *lines = found[ITEMS]
    heads = [_text(name) for name in names]

    def place(row: int, column: str) -> str:
        if row < 0:
            return f"“{HEAD}”表B{at[column]}（{column}）" if column in at else f"“{HEAD}”表缺少“{column}”"
        letter = get_column_letter(heads.index(column) + 1) if column in heads else ""
        return f"“{ITEMS}”表{letter}{lines[row][0]}（{column}）"

    return rows.built(code, settings, _rows(heads, lines), catalogue, place, copied_from)


def _rows(heads: Sequence[str], lines: workbook.Rows) -> list[Mapping[str, str]]:
    return [{name: _text(cell) for name, cell in zip(heads, cells, strict=False) if name} for _, cells in lines]


def _text(cell: object) -> str:
    """Excel keeps 25 as 25.0 and 1.1 as a float: what was typed is wanted."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.10f}".rstrip("0").rstrip(".")
    return str(cell).strip()
