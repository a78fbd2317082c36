"""A return from a file: read in a child process, checked whole, committed in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import PurePath

from data_access import engine, returns
from data_access.errors import InputError
from data_access.importing.grids import text_of
from data_access.importing.reading import read_file
from data_access.reverting import revert
from data_access.scope import Scope
from data_access.specs import Return
from data_access.uncollected import uncollected
from metrics.derivation import derivation
from metrics.formatting import month_text
from metrics.returning import checks, personal
from metrics.returning.cells import Heads
from metrics.returning.finding import ERROR, Draft, Finding
from metrics.returning.read import SheetReader
from metrics.source import Source, open_source

KIND = "monthly"


@uncollected()
def check(
    content: bytes, file_name: str, source: Source, period: int = 0, mapping: Mapping[str, str] | None = None, area: str = ""
) -> Draft:
    """Read and check a file; nothing is written. Raises InputError for a file that cannot be read at all.

    period: yyyymm that every figure must belong to; 0: as the file says. mapping: a column's words → indicator id.
    area: of a list that names none. Areas outside the account's Scope are unknown to it.
    """
    draft = Draft(text_of(PurePath(file_name.replace("\\", "/")).name[:200]) or "", hashlib.sha256(content).hexdigest())
    grids = read_file(content, file_name)
    draft.add(personal.findings(grids))
    if draft.findings:
        draft.file_name = ""
        draft.say_unlisted()
        return draft
    heads = Heads(source.catalogue, mapping)
    areas = [row for row in source.tree.rows.values() if source.scope.covers(row.code) and row.setting != "context"]
    areas = [row for row in areas if row.setting != "published"] or areas
    newest = date.today().year * 100 + date.today().month
    readers = [SheetReader(grid, heads, areas, period, newest, area) for grid in grids]
    read = [one for one in readers if one.read()]
    if not read:
        raise InputError(
            "没有找到认识的表头，没有写入任何数据。", "请在第一列写单位，各列用指标名称；或用长表：区划代码、指标、月份、数值。"
        )
    _check(draft, read, source)
    draft.say_unlisted()
    return draft


def _check(draft: Draft, readers: list[SheetReader], source: Source) -> None:
    rows = [row for one in readers for row in one.observations]
    for one in readers:
        draft.add(one.findings)
    totals = [
        checks.Total(one.grid.name, cell, column.indicator.id, column.indicator.kind, value, *months)
        for one in readers
        for cell, column, value, months in one.totals
    ]
    draft.observations, found = checks.doubled(rows, source)
    draft.add(found)
    draft.add(checks.sums(draft.observations, totals, source))
    draft.add(checks.parts(draft.observations, source))
    draft.changes, found = checks.against_present(draft.observations, source)
    draft.add(found)
    if not draft.observations and not draft.errors:
        draft.add(
            [
                Finding(
                    ERROR, readers[0].grid.name, "A1", "", "表里只有表头，没有一个数。", "请填好后再提交；没有数据的单位不用报。"
                )
            ]
        )


def commit(draft: Draft, who: str, reason: str = "") -> int:
    """One transaction; returns the data version. Raises InputError: errors, warnings without a reason, the same file again."""
    if draft.errors:
        raise InputError(f"有{len(draft.errors)}处错误，没有写入任何数据。", "请按提示改正后重新提交。")
    if draft.warnings and not reason.strip():
        raise InputError(f"有{len(draft.warnings)}处提醒需要说明，没有写入任何数据。", "请核对；确认无误的请写明原因。")
    months = sorted({row.last for row in draft.observations})
    span = month_text(months[0]) + (f"至{month_text(months[-1])}" if len(months) > 1 else "")
    areas = {row.area for row in draft.observations}
    area = next(iter(areas)) if len(areas) == 1 else _common(areas)
    note = "\n".join(
        filter(None, [f"确认原因：{reason.strip()}" if reason.strip() else "", *(one.text for one in draft.warnings[:50])])
    )
    one = Return(
        KIND, f"{span}报表：{draft.file_name}"[:200], area, draft.observations, draft.file_name, draft.sha256, who,
        datetime.now(UTC).replace(tzinfo=None), note,
    )  # fmt: skip
    with engine.writing() as connection:
        return returns.commit(connection, [one], derivation())[0]


def send(
    content: bytes, file_name: str, scope: Scope, reason: str, shown: Sequence[Finding], month: int = 0, area: str = ""
) -> int:
    """Check a file's bytes once more and commit them; returns the data version.

    shown: the findings that the sender has seen and answers for with the reason. If the data have moved on since and
    more is to be said now, nothing is written. Raises InputError.
    """
    _refuse_reader(scope)
    with open_source(scope) as source:
        draft = check(content, file_name, source, month, area=area)
    if set(draft.findings) - set(shown):
        raise InputError("核对结果与刚才显示的不同（数据刚有更新），没有写入任何数据。", "请按新的核对结果再确认一次。")
    return commit(draft, scope.account, reason)


def take_back(version: int, scope: Scope, reason: str) -> int:
    """Take a return back as a new data version, which is returned. Raises InputError."""
    _refuse_reader(scope)
    if not reason.strip():
        raise InputError("没有写明撤回的原因，没有改动。", "请写明原因后再撤回。")
    with engine.writing() as connection:
        return revert(connection, version, derivation(), scope, reason.strip())


def _refuse_reader(scope: Scope) -> None:
    if not scope.may_submit:
        raise InputError(f"账号“{scope.account}”不能报送，没有写入任何数据。", "请用有报送权限的账号。")


def _common(areas: set[str]) -> str:
    """The code that all areas lie under: shortened to a level of the national codes."""
    least, most = min(areas), max(areas)
    shared = next((at for at, (one, other) in enumerate(zip(least, most, strict=False)) if one != other), len(least))
    return least[: max((length for length in (2, 4, 6, 9, 12) if length <= shared), default=0)]
