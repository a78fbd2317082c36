"""A return from a file: read in a child process, checked whole, committed in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import PurePath

from sqlalchemy import Connection

from data_access import audit, engine, plans, returns
from data_access.errors import InputError
from data_access.importing.grids import Grid, text_of
from data_access.importing.reading import read_file
from data_access.mappings import Saved
from data_access.reverting import revert
from data_access.scope import Scope
from data_access.specs import Return
from data_access.submissions import SETTING
from data_access.uncollected import uncollected
from metrics.derivation import derivation
from metrics.formatting import month_text
from metrics.returning import against_rules, checks, cumulative, personal, sealed
from metrics.returning.cells import Heads
from metrics.returning.finding import ERROR, Draft, Finding
from metrics.returning.layout import guessed
from metrics.returning.mapping import FormMap, matching
from metrics.returning.read import SheetReader
from metrics.source import Source, open_source

KIND = "monthly"
MOST_NAMED = 20  # cells of warnings that a batch's note names


class NoHeads(InputError):
    """No sheet has heads that are known. draft: what its heads are, so that they can be declared."""

    draft: Draft


@uncollected()
def check(
    content: bytes,
    file_name: str,
    source: Source,
    period: int = 0,
    mapping: FormMap | None = None,
    area: str = "",
    saved: Iterable[Saved] = (),
) -> Draft:
    """Read and check a file; nothing is written. Raises InputError for a file that cannot be read at all.

    period: yyyymm that every figure must belong to; 0: as the file says. mapping: how its columns are read; without
    one, the first of `saved` that was made for the same heads. area: of a list that names none. Areas outside the
    account's Scope are unknown to it.
    """
    draft = Draft(text_of(PurePath(file_name.replace("\\", "/")).name[:200]) or "", hashlib.sha256(content).hexdigest())
    grids = read_file(content, file_name)
    draft.add(personal.findings(grids))
    if draft.findings:
        draft.file_name = ""
        draft.say_unlisted()
        return draft
    if mapping is None and (found := matching(grids, saved, source.catalogue)):
        draft.form_name, mapping = found
    draft.form = mapping or FormMap()
    heads = Heads(source.catalogue, draft.form)
    areas = [row for row in source.tree.rows.values() if source.scope.covers(row.code) and row.setting != "context"]
    areas = [row for row in areas if row.setting != "published"] or areas
    newest = date.today().year * 100 + date.today().month
    readers = [SheetReader(grid, heads, areas, period, newest, area) for grid in grids]
    read = [one for one in readers if one.read()]
    if not read:
        raise _no_heads(draft, grids, heads)
    _say_heads(draft, read)
    _check(draft, read, source)
    draft.say_unlisted()
    return draft


def _no_heads(draft: Draft, grids: Sequence[Grid], heads: Heads) -> NoHeads:
    fault = NoHeads(
        "没有找到认识的表头，没有写入任何数据。", "请在第一列写单位，各列用指标名称；或用长表：区划代码、指标、月份、数值。"
    )
    fault.draft = draft
    if grids and (found := guessed(grids[0], heads)):
        draft.header, draft.heads, draft.words = found
    return fault


def _say_heads(draft: Draft, readers: Sequence[SheetReader]) -> None:
    """Of the sheet with the most columns."""
    layout = max((one.layout for one in readers), key=lambda one: len(one.heads))
    draft.header, draft.heads, draft.words = layout.header, layout.heads, layout.words
    for one in readers:
        draft.unknown |= one.unknown


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
    draft.add(against_rules.findings(draft.observations, source, draft.findings))
    draft.add(cumulative.findings(draft.observations, source))
    draft.add(sealed.findings(draft.changes, source))
    if not draft.observations and not draft.errors:
        draft.add(
            [
                Finding(
                    ERROR, readers[0].grid.name, "A1", "", "表里只有表头，没有一个数。", "请填好后再提交；没有数据的单位不用报。"
                )
            ]
        )


def refuse(draft: Draft, reason: str) -> None:
    """Raises InputError: errors, or warnings without a reason."""
    if draft.errors:
        raise InputError(f"有{len(draft.errors)}处错误，没有写入任何数据。", "请按提示改正后重新提交。")
    if draft.warnings and not reason.strip():
        raise InputError(f"有{len(draft.warnings)}处提醒需要说明，没有写入任何数据。", "请核对；确认无误的请写明原因。")


def common_area(draft: Draft) -> str:
    """The area of a return, or the code that all its areas lie under."""
    areas = {row.area for row in draft.observations}
    return next(iter(areas)) if len(areas) == 1 else _common(areas)


def commit(draft: Draft, who: str, reason: str = "", published: Callable[[Connection, int], None] | None = None) -> int:
    """One transaction; returns the data version.

    published: what the office's publishing adds to the transaction; without it nothing is written where returns must
    wait. Raises InputError: errors, warnings without a reason, the same file again; SealedError: a sealed month
    changes and there is no reason.
    """
    refuse(draft, reason)
    months = sorted({row.last for row in draft.observations})
    span = month_text(months[0]) + (f"至{month_text(months[-1])}" if len(months) > 1 else "")
    where = "、".join(f"{one.sheet}!{one.cell}" for one in draft.warnings[:MOST_NAMED])  # no figure: everybody reads the note
    said = f"提醒{len(draft.warnings)}处：{where}" if draft.warnings else ""
    note = "\n".join(filter(None, [f"确认原因：{reason.strip()}" if reason.strip() else "", said]))
    one = Return(
        KIND, f"{span}报表：{draft.file_name}"[:200], common_area(draft), draft.observations, draft.file_name, draft.sha256, who,
        datetime.now(UTC).replace(tzinfo=None), note, amends=reason,
    )  # fmt: skip
    with engine.writing() as connection:
        if published is None and plans.settings(connection).get(SETTING) == "1":
            raise InputError("本单位已启用“提交—审核—发布”，没有直接写入。", "请提交审核，由办公室发布。")
        version = returns.commit(connection, [one], derivation())[0]
        if published is None:  # else the publishing is told, by whoever publishes
            audit.record(connection, who, "import", one.title, f"数据版本{version}，{len(draft.observations)}个数")
        else:
            published(connection, version)
        return version


def send(
    content: bytes,
    file_name: str,
    scope: Scope,
    reason: str,
    shown: Sequence[Finding],
    month: int = 0,
    area: str = "",
    mapping: FormMap | None = None,
) -> int:
    """Check a file's bytes once more and commit them; returns the data version.

    shown: the findings that the sender has seen and answers for with the reason. If the data have moved on since and
    more is to be said now, nothing is written. Raises InputError.
    """
    return commit(checked_again(content, file_name, scope, shown, month, area, mapping), scope.account, reason)


def checked_again(
    content: bytes, file_name: str, scope: Scope, shown: Sequence[Finding], month: int, area: str, mapping: FormMap | None
) -> Draft:
    """What is to be written, if nothing more is to be said of it than was shown. Raises InputError."""
    scope.demand("may_submit")
    with open_source(scope) as source:
        draft = check(content, file_name, source, month, mapping, area)
    if set(draft.findings) - set(shown):
        raise InputError("核对结果与刚才显示的不同（数据刚有更新），没有写入任何数据。", "请按新的核对结果再确认一次。")
    return draft


def take_back(version: int, scope: Scope, reason: str) -> int:
    """Take a return back as a new data version, which is returned. Raises InputError."""
    scope.demand("may_publish")
    if not reason.strip():
        raise InputError("没有写明撤回的原因，没有改动。", "请写明原因后再撤回。")
    with engine.writing() as connection:
        return revert(connection, version, derivation(), scope, reason.strip())


def _common(areas: set[str]) -> str:
    """The code that all areas lie under: shortened to a level of the national codes."""
    least, most = min(areas), max(areas)
    shared = next((at for at, (one, other) in enumerate(zip(least, most, strict=False)) if one != other), len(least))
    return least[: max((length for length in (2, 4, 6, 9, 12) if length <= shared), default=0)]
