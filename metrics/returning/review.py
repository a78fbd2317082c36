"""提交 → 审核 → 发布: a return waits until a section has passed it and the office publishes it, which is its commit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC

import pandas as pd

from data_access import engine, submissions
from data_access.errors import InputError
from data_access.scope import Scope
from data_access.submissions import BACK, DONE, PASSED, PUBLISHED, WAITING, Submission
from metrics import returning
from metrics.returning.finding import Draft, Finding
from metrics.returning.mapping import FormMap, form_map
from metrics.source import Source, open_source

WORDS = {WAITING: "待审核", PASSED: "待发布", BACK: "已退回", PUBLISHED: "已发布"}
COLUMNS = ["号", "状态", "单位", "文件", "个数", "报送人", "报送时间", "经过"]


def is_on(source: Source) -> bool:
    """Whether returns wait. Off unless the bureau has set it."""
    return source.settings.get(submissions.SETTING) == "1"


def hand_in(
    content: bytes, file_name: str, scope: Scope, reason: str, shown: Sequence[Finding], month: int = 0, area: str = "",
    mapping: FormMap | None = None,
) -> int:  # fmt: skip
    """As `returning.send`, but the return waits; its number. Raises InputError."""
    draft = returning.checked_again(content, file_name, scope, shown, month, area, mapping)
    returning.refuse(draft, reason)
    form = draft.form.text() if draft.form != FormMap() else ""
    count = len(draft.observations)
    one = Submission(
        0, draft.sha256, draft.file_name, returning.common_area(draft), ",".join(scope.areas), area, month, form, count, reason.strip(),
        "", None,
    )  # fmt: skip
    with engine.writing() as connection:
        return submissions.hand_in(connection, scope, one, content)


def draft_of(source: Source, one: Submission) -> Draft:
    """The return read again against what is in force now, with the areas that its sender had."""
    content = submissions.content_of(source.connection, source.scope, one.id)
    declared = form_map(one.mapping, source.catalogue) if one.mapping else FormMap()
    as_sent = replace(source, scope=replace(source.scope, areas=tuple(one.seen.split(","))))
    return returning.check(content, one.file_name, as_sent, one.month, declared, one.unit)


def decide(number: int, scope: Scope, kind: str, text: str = "") -> None:
    """通过, or 退回 with its reason. Raises InputError."""
    with engine.writing() as connection:
        submissions.step(connection, scope, number, kind, text)


def publish(number: int, scope: Scope, text: str = "") -> int:
    """Commit a return that was passed, with the step that says so, in one transaction; its data version.

    text: what the office adds; with the sender's reason it answers the warnings, and a sealed month's amendment.
    Raises InputError, SealedError.
    """
    with open_source(scope) as source:
        one = next((one for one in submissions.submissions(source.connection, scope) if one.id == number), None)
        if one is None:
            raise InputError(f"没有第{number}号报送，没有发布。", "请在“数据报送”的待办里查看。")
        draft = draft_of(source, one)
    reason = "；".join(filter(None, (one.reason, text.strip())))
    return returning.commit(
        draft,
        one.account,
        reason,
        lambda connection, version: submissions.step(connection, scope, number, PUBLISHED, text, version),
    )


def table(source: Source, several: Sequence[Submission]) -> pd.DataFrame:
    """Columns COLUMNS."""
    rows = [
        [one.id, WORDS[one.stands], source.tree.name(one.area), one.file_name, one.figures, one.account, moment_text(one.at), steps_text(one)]
        for one in several
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=COLUMNS)


def steps_text(one: Submission) -> str:
    """审核通过（张科 2025-11-05 09:12）；退回（…）：请核对火化数."""
    words = []
    for step in one.steps:
        tail = f"：{step.text}" if step.text else ""
        version = f"，数据版本{step.version}" if step.version else ""
        words.append(f"{DONE[step.kind]}（{step.account} {moment_text(step.at)}{version}）{tail}")
    return "；".join(words)


def moment_text(moment) -> str:
    return f"{moment.replace(tzinfo=UTC).astimezone():%Y-%m-%d %H:%M}"
