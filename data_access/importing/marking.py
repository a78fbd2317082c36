"""The sender's own workbook with what is wrong at its cells. Runs in the child process: a file from outside is opened."""

from __future__ import annotations

import io

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from data_access import workbook
from data_access.errors import InputError

AUTHOR = "民政领导驾驶舱核对"


def marked(content: bytes, notes: list[tuple[str, str, str]], colour: str) -> bytes:
    """The workbook with each (sheet, cell, text) as a coloured cell with a comment; marks of an earlier check leave.

    Macros are refused before, links to other files are cut. Raises InputError.
    """
    workbook.refuse_unsafe(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), keep_links=False)
        _clean(book)
        for (title, cell), texts in _by_cell(notes).items():
            if title in book.sheetnames:
                _mark(book[title], cell, texts, colour)
        stream = io.BytesIO()
        book.save(stream)
    except Exception as fault:  # whatever a damaged file makes the library raise, the reader hears one sentence
        raise InputError("无法在原表上标注，原文件没有改动。", "请按屏幕上的清单改正。") from fault
    return stream.getvalue()


def _by_cell(notes: list[tuple[str, str, str]]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for title, cell, text in notes:
        found.setdefault((title, cell), []).append(text)
    return found


def _clean(book) -> None:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.comment is not None and cell.comment.author == AUTHOR:
                    cell.comment, cell.fill = None, PatternFill()


def _mark(sheet, name: str, texts: list[str], colour: str) -> None:
    """At a merged range its first cell is marked: the others hold nothing."""
    whole = next((one for one in sheet.merged_cells.ranges if name in one), None)
    cell = sheet.cell(whole.min_row, whole.min_col) if whole else sheet[name]
    own = [cell.comment.text] if cell.comment is not None else []
    text = "\n".join([*texts, *own])
    cell.comment = Comment(text, AUTHOR, height=40 + 22 * (len(text) // 18 + len(texts)), width=300)
    cell.fill = PatternFill("solid", colour)
