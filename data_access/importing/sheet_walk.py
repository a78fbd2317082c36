"""One pass over a workbook's own sheets, before a reader builds anything from them: sizes, formulas, what is hidden."""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from xml.etree import ElementTree

from data_access.errors import InputError
from data_access.workbook import FEWER, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, SAVE_AGAIN, too_far

MOST_EMPTY = 200_000  # rows that a sheet may list at all, empty ones included
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@dataclass
class Walked:
    unsaid: list[str] = field(default_factory=list)  # cells with a formula and no stored result
    hidden_rows: list[int] = field(default_factory=list)
    is_hidden: bool = False


def walk(archive: zipfile.ZipFile) -> dict[str, Walked]:
    """By sheet title. Raises InputError for sheets beyond the limits, and for a damaged file."""
    try:
        return {title: _sheet(archive, part, title, hidden) for title, part, hidden in _sheets(archive)}
    except (ElementTree.ParseError, KeyError, ValueError) as fault:
        raise InputError("文件内部结构已损坏，没有读取。", SAVE_AGAIN) from fault


def _sheets(archive: zipfile.ZipFile) -> list[tuple[str, str, bool]]:
    with archive.open("xl/_rels/workbook.xml.rels") as stream:
        targets = {one.get("Id"): one.get("Target", "") for one in ElementTree.parse(stream).getroot()}
    with archive.open("xl/workbook.xml") as stream:
        listed = [one for one in ElementTree.parse(stream).iter() if _local(one.tag) == "sheet"]
    found = []
    for one in listed:
        part = targets[one.get(RELATION)]
        part = part.lstrip("/") if part.startswith("/") else posixpath.normpath(f"xl/{part}")
        if "worksheets" in part:
            found.append((one.get("name", ""), part, one.get("state", "visible") != "visible"))
    return found


def _sheet(archive: zipfile.ZipFile, part: str, title: str, is_hidden: bool) -> Walked:
    walked, listed, filled, data = Walked(is_hidden=is_hidden), 0, 0, None
    with archive.open(part) as stream:
        for event, one in ElementTree.iterparse(stream, events=("start", "end")):
            name = _local(one.tag)
            if event == "start" and name == "sheetData":
                data = one
            elif event == "end" and name == "row":
                listed += 1
                if listed > MOST_EMPTY:
                    raise InputError(f"“{title}”表有{MOST_EMPTY:,}多行（大多是空行），没有读取。", "请删除数据下方的空行后保存。")
                if one.get("hidden") in ("1", "true"):
                    walked.hidden_rows.append(int(one.get("r") or listed))
                if data is not None:
                    data.clear()
            elif event == "end" and name == "c" and len(one):
                filled += 1
                if filled > MOST_CELLS:
                    raise InputError(f"“{title}”表有{MOST_CELLS // 10_000}万以上个单元格，没有读取。", FEWER)
                _cell(one, title, walked)
    return walked


def _cell(one: ElementTree.Element, title: str, walked: Walked) -> None:
    parts = {_local(part.tag): part for part in one}
    place = PLACE.fullmatch(one.get("r", ""))
    if place and parts and (int(place[2]) > MOST_ROWS or _column(place[1]) > MOST_COLUMNS):
        raise InputError(*too_far(title, one.get("r")))
    if "f" in parts and not ("v" in parts and parts["v"].text) and place:
        walked.unsaid.append(place[0])


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
