"""The template of a return as a workbook: everything locked but the figures, last month's in grey beside them."""

from __future__ import annotations

import io
from fractions import Fraction

import pandas as pd
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation

from metrics.formatting import month_text
from metrics.returning.template import Form
from pages.charts import theme

HEADS = ("区划代码", "单位名称", "指标", "计量单位", "上期数", "数值", "备注")
LONG_HEADS = (
    "区划代码",
    "单位名称",
    "指标",
    "起始月",
    "截止月",
    "数值",
    "计量单位",
    "备注",
)  # of a list for any unit, month and line
WIDTHS = (15, 16, 44, 10, 16, 16, 24)
GUIDE = "只填“数值”一列，按“计量单位”填写；没有数据请留空，不要填0；灰色的“上期数”供对照，不导入。"
FIRST_ROW, VALUE, REMARK = 4, 6, 7
AUTHOR = "民政领导驾驶舱"
LONG_NOTES = {
    "区划代码": "写代码，或只写单位名称列；两列都有时以代码为准",
    "指标": "“指标口径”页里的名称或编号",
    "起始月": "累计数填起始月，如2025-01；只是当月的数留空",
    "截止月": "如2025-03",
    "数值": "没有数据的不要填0，整行删除",
    "计量单位": "如万元；留空为指标的计量单位",
}


def workbook(form: Form) -> bytes:
    """One sheet: title with the month, guide, heads, a row per figure."""
    book = Workbook()
    sheet = book.active
    sheet.title = "报表"
    sheet["A1"], sheet["A2"] = form.title, GUIDE
    sheet["A1"].font, sheet["A2"].font = Font(bold=True, size=14), _grey()
    edge = Side(style="thin", color=_colour(theme.LIGHT.context))
    for column, (head, width) in enumerate(zip(HEADS, WIDTHS, strict=True), start=1):
        cell = sheet.cell(FIRST_ROW - 1, column, head)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", _colour(theme.LIGHT.low_to_high[1]))
        cell.border, cell.alignment = Border(bottom=edge), Alignment(horizontal="center")
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.cell(FIRST_ROW - 1, 5).comment = Comment(
        f"已入库的{month_text(form.before)}的数；按季、按年报送的是上一季、上一年的数", AUTHOR
    )
    for row, one in enumerate(form.asked, start=FIRST_ROW):
        before = None if one.before is None else _number(one.before)
        for column, value in enumerate((one.area, one.area_name, one.indicator, one.unit, before), start=1):
            sheet.cell(row, column, value)
        sheet.cell(row, 5).font, sheet.cell(row, 5).number_format = (
            _grey(),
            "#,##0.####" if isinstance(before, float) else "#,##0",
        )
        for column in (VALUE, REMARK):
            cell = sheet.cell(row, column)
            cell.protection, cell.border = Protection(locked=False), Border(edge, edge, edge, edge)
        if one.definition:
            sheet.cell(row, 3).comment = Comment(one.definition, AUTHOR, height=90, width=320)
    _guard(sheet, FIRST_ROW + len(form.asked) - 1)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def long_table(kind: str) -> bytes:
    """The empty list for figures of any unit, month and line, as csv, parquet or xlsx: its heads alone."""
    if kind == "csv":
        return b"\xef\xbb\xbf" + (",".join(LONG_HEADS) + "\r\n").encode()  # so that Excel reads the Chinese
    stream = io.BytesIO()
    if kind == "parquet":
        frame = pd.DataFrame({head: pd.Series(dtype="float64" if head == "数值" else "string") for head in LONG_HEADS})
        frame.to_parquet(stream, index=False)
        return stream.getvalue()
    book = Workbook()
    sheet = book.active
    sheet.title = "报表"
    sheet.append(LONG_HEADS)
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", _colour(theme.LIGHT.low_to_high[1]))
        cell.comment = Comment(LONG_NOTES[cell.value], AUTHOR) if cell.value in LONG_NOTES else None
        sheet.column_dimensions[cell.column_letter].width = 44 if cell.value == "指标" else 16
        if cell.value in ("区划代码", "起始月", "截止月"):
            sheet.column_dimensions[cell.column_letter].number_format = "@"  # Excel leaves codes and months as typed
    sheet.freeze_panes = "A2"
    book.save(stream)
    return stream.getvalue()


def _guard(sheet, last: int) -> None:
    """Numbers only, and no change of the structure by accident; a password would only lock out the clerk."""
    rule = DataValidation("decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True, showErrorMessage=True)
    rule.errorTitle, rule.error = "不是数字", "这里只能填0或正数；没有数据请留空。"
    sheet.add_data_validation(rule)
    rule.add(f"F{FIRST_ROW}:F{max(last, FIRST_ROW)}")
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.freeze_panes = f"A{FIRST_ROW}"
    sheet.print_title_rows = f"1:{FIRST_ROW - 1}"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _number(value: Fraction) -> int | float:
    return value.numerator if value.denominator == 1 else float(value)


def _grey() -> Font:
    return Font(color=_colour(theme.LIGHT.muted))


def _colour(code: str) -> str:
    return code.removeprefix("#")
