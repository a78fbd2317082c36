"""Filled set-up forms for tests, as a bureau would send them."""

import io

from openpyxl import load_workbook

from sample_data import setup_form

COUNTY, JIA, YI = "880101", "880101001", "880101002"
AREAS = [
    (COUNTY, "小县", "县"),
    (JIA, "甲镇", "乡镇", COUNTY, "镇", "", "", "", 0, 0),
    (YI, "乙乡", "乡镇", COUNTY, "乡", "", "", "", 0, 1),
    (f"{JIA}001", "东村", "村", JIA),
    (f"{JIA}002", "西社区", "村", JIA),
]
SETTINGS = [("层级称谓", "县"), ("开始上报月份", "2024-01")]
TARGETS = [("cremation_rate", COUNTY, 2024, 95, "%", "小民〔2024〕1号", "", "上级目标", "社会事务股")]
HISTORY = [
    ("deaths_persons", JIA, "2024-01", "2024-01", "", 10, "人"),
    ("cremations_count", JIA, "2024-01", "2024-01", "", 9, "具"),
    ("deaths_persons", YI, "2024-01", "2024-01", "", 20, "人"),
    ("cremations_count", YI, "2024-01", "2024-01", "", 20, "具"),
    ("dibao_funds_amount", JIA, "2024-01", "2024-03", "", 6664.1, "万元", "余"),
    ("dibao_funds_amount", YI, "", "", 2023, 12, "万元"),
]


def form(areas=AREAS, settings=SETTINGS, targets=TARGETS, history=HISTORY, duties=()) -> bytes:
    """The system's own blank form, filled in."""
    book = load_workbook(io.BytesIO(setup_form.blank()))
    for name, rows in (("区划", areas), ("目标", targets), ("历史数据", history), ("报送责任", duties)):
        for number, row in enumerate(rows, start=2):
            for place, value in enumerate(row, start=1):
                book[name].cell(number, place, None if value == "" else value)
    items = {cell.value: cell.row for cell in book["设置"]["A"]}
    for item, value in settings:
        row = items.get(item) or book["设置"].max_row + 1
        book["设置"].cell(row, 1, item)
        book["设置"].cell(row, 2, value)
    return saved(book)


def saved(book) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
