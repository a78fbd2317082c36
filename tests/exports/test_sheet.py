"""A table as a file: what townships wrote can never be reckoned by Excel."""

import io

import openpyxl
import pandas as pd

from pages.exports import sheet

TABLE = pd.DataFrame({"单位": ["=1+1", "@甲镇", "乙乡"], "数值": [1.5, None, -2.0], "说明": ["-3人", "+9", "未报"]})


def test_a_text_in_a_workbook_is_text():
    book = openpyxl.load_workbook(io.BytesIO(sheet.xlsx(TABLE, "火化率[全部]/死亡")))
    cells = book.active

    assert cells.title == "火化率全部死亡"
    assert [(cell.value, cell.data_type) for cell in cells["A"]] == [("单位", "s"), ("=1+1", "s"), ("@甲镇", "s"), ("乙乡", "s")]
    assert [(cell.value, cell.data_type) for cell in cells["B"][1:]] == [(1.5, "n"), (None, "n"), (-2, "n")]


def test_a_text_in_a_csv_that_excel_would_reckon_has_an_apostrophe_and_a_number_has_none():
    lines = sheet.csv(TABLE).decode("utf-8-sig").splitlines()

    assert lines == ["单位,数值,说明", "'=1+1,1.5,'-3人", "'@甲镇,,'+9", "乙乡,-2.0,未报"]
    assert sheet.csv(TABLE).startswith(b"\xef\xbb\xbf")


def test_what_no_document_may_hold_is_left_out():
    frame = pd.DataFrame({"单位": ["甲\x0b镇\uffff"], "数值": [1]})

    assert openpyxl.load_workbook(io.BytesIO(sheet.xlsx(frame, "表"))).active["A2"].value == "甲镇"
