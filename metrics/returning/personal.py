"""Personal data stays out: whatever looks like it refuses the whole file, and is repeated nowhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from data_access.importing.grids import Grid, cell_name
from metrics.returning.finding import ERROR, Finding

ID_CARD = re.compile(r"(?<!\d)(\d{17}[\dXx]|\d{15})(?!\d)")
PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
CARD = re.compile(r"(?<![\d.])\d{16,19}(?!\d)|\d\.\d{9,}[eE]\+?1[5-8]")  # no figure is so long; Excel shows such as 1.2E+17
HEADS = re.compile(r"姓名|身份证|证件号|联系电话|手机|银行卡|卡号|账号|家庭住址|家庭地址|详细地址|出生日期|户主")
ADDRESS = re.compile(r"(村|社区|小区|路|街|巷)[^，。]{0,10}\d+\s*(号楼|号|栋|单元|室|组|户)")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
MEND = "本系统只收汇总数，请删除个人信息后重新提交。整份文件未写入，也没有留存。"


def findings(grids: Iterable[Grid]) -> Iterator[Finding]:
    for grid in grids:
        named = {word: what for word in grid.words() if (what := _looks_like(word))}
        for number, cells in grid.rows if named else ():
            for column, cell in enumerate(cells):
                if cell in named:
                    yield Finding(ERROR, grid.name, cell_name(number, column), "", f"像是{named[cell]}。", MEND)


def _looks_like(word: str) -> str:
    text = unicodedata.normalize("NFKC", word)
    digits = re.sub(r"(?<=[\dXx])[\s-]+(?=[\dXx])", "", text)
    for match in ID_CARD.finditer(digits):
        if _is_id_card(match[1]):
            return "身份证号"
    if PHONE.search(digits):
        return "手机号"
    if CARD.search(digits):
        return "银行卡号或证件号"
    if len(text) <= 20 and HEADS.search(text):
        return "个人信息的列（姓名、证件、电话、卡号或住址）"
    return "村以下的住址" if ADDRESS.search(text) else ""


def _is_id_card(text: str) -> bool:
    if len(text) == 15:
        return text[0] != "0" and 1 <= int(text[8:10]) <= 12 and 1 <= int(text[10:12]) <= 31
    check = "10X98765432"[sum(int(digit) * weight for digit, weight in zip(text, WEIGHTS, strict=False)) % 11]
    dated = 1900 <= int(text[6:10]) <= 2099 and 1 <= int(text[10:12]) <= 12 and 1 <= int(text[12:14]) <= 31
    return dated or text[17].upper() == check
