"""A file of targets by itself: the form's sheet 目标 as a workbook or as CSV, checked whole against the areas that there are."""

from __future__ import annotations

import csv
import io
from datetime import date

from data_access import audit, engine, plans, reads
from data_access.areas import CONTEXT
from data_access.errors import InputError
from data_access.scope import Scope
from data_access.specs import TargetRow
from data_access.workbook import MEGABYTE, MOST_ROWS, Rows, sheets
from metrics.source import Source
from sample_data.cells import Problems, lines
from sample_data.setup_form import COLUMNS, TARGETS
from sample_data.setup_reader import MOST_SHOWN, read_targets

MOST_BYTES = 10 * MEGABYTE


def read(content: bytes, file_name: str, source: Source) -> list[TargetRow]:
    """Raises InputError, with every mistake in `problems`."""
    problems: Problems = []
    table = _csv(content) if file_name.lower().endswith(".csv") else _sheet(content)
    known = {code: row for code, row in source.tree.rows.items() if row.setting != CONTEXT and source.scope.covers(code)}
    found = read_targets(lines(TARGETS, table, problems), known, _years(source))
    if not found and not problems:
        problems.append("文件里没有一行目标，请从第二行起逐行填写。")
    if problems:
        more = f"（只列出前{MOST_SHOWN}处）" if len(problems) > MOST_SHOWN else ""
        raise InputError(
            f"目标文件有{len(problems)}处需要改正{more}，没有写入任何数据。", "请按下列各条改好后重新提交。",
            tuple(problems[:MOST_SHOWN]),
        )  # fmt: skip
    return found


def _years(source: Source) -> range | None:
    """From the first year with figures to the year after the last, at least next year; None where there are none yet."""
    extents = [reads.extent(source.connection, source.scope, row.code) for row in source.tree.roots()]
    known = [year for one in extents for year in (one.first // 100, one.year) if year]
    return range(min(known), max(*known, date.today().year) + 2) if known else None


def _sheet(content: bytes) -> Rows:
    found = sheets(content)
    if TARGETS not in found:
        raise InputError(
            f"文件里没有“{TARGETS}”表，没有写入任何数据。", "请使用空白表（setup-form 命令）的“目标”表，或同样列名的 CSV。"
        )
    return found[TARGETS]


def _csv(content: bytes) -> Rows:
    """The rows with their line numbers; empty cells are None, as in a workbook."""
    if len(content) > MOST_BYTES:
        raise InputError(f"文件超过{MOST_BYTES // MEGABYTE}MB，没有读取。", "请分几次提交。")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030", errors="replace")  # what Excel writes in Chinese Windows
    if "\0" in text or "\ufffd" in text:
        raise InputError("CSV 文件不是文本或编码无法识别，没有读取。", "请另存为“CSV UTF-8”或“Excel 工作簿（.xlsx）”再试。")
    rows = [
        (number, tuple(cell or None for cell in cells)) for number, cells in enumerate(csv.reader(io.StringIO(text)), start=1)
    ]
    kept = [(number, cells) for number, cells in rows if any(cells)]
    if len(kept) > MOST_ROWS:
        raise InputError(f"文件超过{MOST_ROWS:,}行，没有读取。", "请分几次提交。")
    head = {column.title for column in COLUMNS[TARGETS] if column.required}
    if not kept or not any(cell and any(title in cell for title in head) for cell in kept[0][1]):
        raise InputError(
            "CSV 的第一行不是“目标”表的列名，没有读取。",
            f"第一行应为：{'、'.join(column.title for column in COLUMNS[TARGETS])}。",
        )
    return kept


def summary(rows: list[TargetRow]) -> str:
    tasks = sum(bool(row.task) for row in rows)
    years = "、".join(f"{year}年" for year in sorted({row.year for row in rows}))
    return f"{years}目标{len(rows)}项，其中重点任务{tasks}项，涉及单位{len({row.area for row in rows})}个"


def put(rows: list[TargetRow], scope: Scope) -> str:
    """Write what differs from the targets in force; says so. Raises InputError without the right."""
    scope.demand("may_publish")
    with engine.writing() as connection:
        new = plans.put_targets(connection, rows)
        if new:
            audit.record(connection, scope.account, "target", summary(rows), f"写入{new}项")
    return f"已写入{new}项，{len(rows) - new}项与现有目标相同。" if new else f"{len(rows)}项都与现有目标相同，没有改动。"
