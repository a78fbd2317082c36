"""Cells of a form: read strictly, each mistake noted with its sheet, its cell and what to do."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime

from openpyxl.utils import get_column_letter

from data_access.importing.amounts import decimal
from data_access.specs import SCALE
from data_access.workbook import Rows
from sample_data.setup_form import COLUMNS

MONTH = re.compile(r"(20\d\d)\s*[-./年]\s*(0?[1-9]|1[0-2])\s*月?|(20\d\d)(0[1-9]|1[0-2])")
YEAR = re.compile(r"(20\d\d)\s*年?")
ID_CARD = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
FORMULA = ("=", "+", "-", "@", "\t")
Problems = list[str]


@dataclass
class Line:
    """One row of one sheet. A reader asks for cells by their titles; what is wrong goes to `problems`, the answer is empty."""

    sheet: str
    number: int
    cells: dict[str, object]
    letters: dict[str, str]
    problems: Problems = field(repr=False)

    def fault(self, title: str, what: str) -> None:
        self.problems.append(f"“{self.sheet}”表{self.letters.get(title, 'A')}{self.number}（{title}）：{what}")

    def text(self, title: str, most: int = 120) -> str:
        """Trimmed, in one line. Refuses what looks like a person's number, a formula, or is too long."""
        value = self.cells.get(title)
        if value is None:
            return ""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        text = re.sub(r"\s+", " ", re.sub(r"[\x00-\x1f\x7f]", " ", str(value))).strip()
        if ID_CARD.search(text) or PHONE.search(text):
            self.fault(title, "像是身份证号或手机号。本系统不保存个人信息，请删除。")
        elif text.startswith(FORMULA):
            self.fault(title, f"不能以“{text[0]}”开头，请改成普通文字。")
        elif len(text) > most:
            self.fault(title, f"超过{most}个字，请缩短。")
        else:
            return text
        return ""

    def needed(self, title: str, most: int = 120) -> str:
        text = self.text(title, most)
        if not text and self.cells.get(title) in (None, ""):
            self.fault(title, "必填，请补上。")
        return text

    def code(self, title: str) -> str:
        """An area code: digits only, whatever Excel made of it."""
        value = self.cells.get(title)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        text = unicodedata.normalize("NFKC", "" if value is None else str(value)).strip()
        if text and not text.isdecimal():
            self.fault(title, f"“{text[:20]}”不是区划代码，只能是数字。")
            return ""
        return text

    def month(self, title: str) -> int:
        """yyyymm; 0 for an empty cell or one that is wrong."""
        value = self.cells.get(title)
        if value is None or value == "":
            return 0
        if isinstance(value, datetime | date):
            return value.year * 100 + value.month
        text = unicodedata.normalize("NFKC", str(int(value) if isinstance(value, float) else value)).strip()
        match = MONTH.fullmatch(text)
        if not match:
            self.fault(title, f"月份“{text[:20]}”写法不对，应如 2025-01。")
            return 0
        year, month = (part for part in match.groups() if part)
        return int(year) * 100 + int(month)

    def year(self, title: str) -> int:
        value = self.cells.get(title)
        if value is None or value == "":
            return 0
        match = YEAR.fullmatch(unicodedata.normalize("NFKC", str(int(value) if isinstance(value, float) else value)).strip())
        if not match:
            self.fault(title, f"年份“{str(value)[:20]}”写法不对，应如 2025。")
            return 0
        return int(match[1])

    def whole(self, title: str, most: int) -> int | None:
        value = self.cells.get(title)
        if value is None or value == "":
            return None
        text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
        if not text.isdecimal() or int(text) > most:
            self.fault(title, f"应为0到{most}的整数。")
            return None
        return int(text)

    def amount(self, title: str, factor: int = 1) -> int | None:
        """10⁻⁴ base units, exactly; None for an empty cell or one that is wrong."""
        value = self.cells.get(title)
        if value is None or value == "":
            return None
        number = decimal(value)
        if number is None:
            self.fault(title, f"“{str(value)[:20]}”不是数字。没有数据请整行删除，不要写文字或0。")
            return None
        scaled = number * factor * SCALE
        if number < 0:
            self.fault(title, "不能是负数。")
        elif scaled != scaled.to_integral_value():
            self.fault(title, "小数位过多，请保留到万分之一以内。")
        elif scaled >= 9 * 10**18:
            self.fault(title, "数值过大，请核对单位。")
        else:
            return int(scaled)
        return None


def lines(sheet: str, rows: Rows, problems: Problems) -> list[Line]:
    """The sheet's rows below its titles. Titles may carry a mark and an explanation: 代码*（…）."""
    if not rows:
        return []
    number, head = rows[0]
    titles = [_title(cell) for cell in head]
    known = {column.title: column for column in COLUMNS[sheet]}
    missing = [title for title, column in known.items() if column.required and title not in titles]
    if missing:
        problems.append(
            f"“{sheet}”表第{number}行：缺少{'、'.join(f'“{title}”' for title in missing)}列，请使用系统提供的空白表。"
        )
        return []
    for place, title in enumerate(titles, start=1):
        where = f"“{sheet}”表{get_column_letter(place)}{number}"
        if title and title not in known:
            problems.append(f"{where}：不认识的列“{title[:20]}”，请删除或改回空白表的列名。")
        elif title and title in titles[: place - 1]:
            problems.append(f"{where}：列“{title}”重复，请只留一列。")
    letters = {title: get_column_letter(place) for place, title in enumerate(titles, start=1) if title}
    return [
        Line(sheet, number, {title: cell for title, cell in zip(titles, cells, strict=False) if title}, letters, problems)
        for number, cells in rows[1:]
    ]


def _title(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return re.split(r"[\n（(]", text.strip())[0].strip(" *＊")
