"""A pack as a workbook: a sheet an exhibit, totals as formulas where they are plain sums, the definitions, the sources."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from fractions import Fraction

import xlsxwriter

from metrics.formatting import number_text, reported_text, span_text
from metrics.results import Number
from pages.exports.pack import Entry, Pack, clean, steady

OFFERED = ("单位", "指标", "期间", "数值", "计量单位", "显示", "分子", "分母", "已报", "应报", "说明")
VALUE = 3  # the column of 数值
NOT_IN_NAMES = "[]:*?/\\'"


def xlsx(pack: Pack, names: dict[str, str], labels: dict[str, str], made: datetime) -> bytes:
    """names: area code → name; labels: indicator id → name. Text is written as text, whatever it begins with."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": pack.title, "author": "民政领导驾驶舱", "created": made})
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    for place, entry in enumerate(pack.entries, start=1):
        sheet = book.add_worksheet(sheet_name(place, entry.title))
        sheet.write_string(0, 0, entry.title, bold)
        sheet.write_string(1, 0, pack.footer)
        sheet.write_string(2, 0, entry.note)
        _figures(sheet, entry, names, labels, bold)
        sheet.set_column(0, 2, 20)
        sheet.set_column(VALUE, len(OFFERED) - 1, 14)
        sheet.freeze_panes(4, 1)
    sheet = book.add_worksheet("口径与来源")
    sheet.set_column(0, 0, 110)
    definitions = [text for entry in pack.entries for text in entry.definitions]
    sources = [f"来源：{text}" for entry in pack.entries for text in entry.sources]
    for line, text in enumerate(dict.fromkeys((*definitions, *sources, pack.footer))):
        sheet.write_string(line, 0, text, wrapped)
    book.close()
    return steady(content.getvalue(), made)


def sheet_name(place: int, title: str) -> str:
    """Unique by its number, without the letters that Excel refuses, within its 31."""
    kept = "".join(letter for letter in title.partition("：")[0] if letter not in NOT_IN_NAMES)
    return f"{place} {kept}"[:31]


def _figures(sheet, entry: Entry, names: dict[str, str], labels: dict[str, str], bold) -> None:
    """Title, facts, the note, the head, then a row a figure; a whole after its parts, as their sum where it is one."""
    numbers = list(dict.fromkeys(entry.exhibit.numbers))
    if not numbers:  # an exhibit of shares that no return states: as it is printed
        for line, texts in enumerate((entry.grid.heads, *entry.grid.rows), start=3):
            for column, text in enumerate(texts):
                sheet.write_string(line, column, clean(text), bold if line == 3 else None)
        return
    for column, head in enumerate(OFFERED):
        sheet.write_string(3, column, head, bold)
    line = 4
    for parts, whole in _groups(numbers, entry.exhibit.view.area):
        first = line
        for number in parts:
            _row(sheet, line, number, names, labels)
            line += 1
        if whole is None:
            continue
        _row(sheet, line, whole, names, labels, bold)
        if is_plain_sum(whole, parts):
            sheet.write_formula(line, VALUE, f"=SUM(D{first + 1}:D{line})", bold, float(whole.value))
        line += 1


def _groups(numbers: Sequence[Number], area: str) -> Iterator[tuple[list[Number], Number | None]]:
    """The areas of one indicator and span with their whole; figures of the area alone stay in the order of the exhibit."""
    parted = {(one.indicator, one.span) for one in numbers if one.area != area}
    groups: dict[tuple | None, list[Number]] = {}
    for one in numbers:
        key = (one.indicator, one.span)
        groups.setdefault(key if key in parted else None, []).append(one)
    for key, group in groups.items():
        whole = next((one for one in group if one.area == area), None) if key else None
        yield [one for one in group if one is not whole], whole


def is_plain_sum(whole: Number, parts: list[Number]) -> bool:
    """Whether the parts' known values add up to the whole exactly; never so for a rate."""
    known = [part.value for part in parts if part.value is not None]
    return whole.d is None and bool(known) and whole.value == sum(known, Fraction(0))


def _row(sheet, line: int, number: Number, names: dict[str, str], labels: dict[str, str], form=None) -> None:
    printed = number_text(number) + reported_text(number)
    texts = {0: names.get(number.area, number.area), 1: labels.get(number.indicator, number.indicator), 2: span_text(number.span)}
    texts |= {4: number.unit, 5: printed, 10: number.reason}
    for column, text in texts.items():
        sheet.write_string(line, column, clean(text), form)
    figures = {3: number.value, 6: number.n, 7: number.d, 8: Fraction(number.reporting), 9: Fraction(number.expected)}
    for column, value in figures.items():
        if value is not None and number.state != "masked":
            sheet.write_number(line, column, float(value), form)
