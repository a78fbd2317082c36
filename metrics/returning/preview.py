"""What a return would change and what is wrong with it, and what a version changed: as tables of words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from fractions import Fraction

import pandas as pd

from data_access import reads
from data_access.reverting import FIXED, REVERT
from data_access.specs import SCALE
from metrics.formatting import UNKNOWN, change_text, exact_text, span_text
from metrics.results import Span
from metrics.returning.checks import in_force, kind_of
from metrics.returning.finding import WORDS, Draft, Finding
from metrics.source import Source

MOST_COMPARED = 20_000  # figures of one version that are compared one by one
CHANGE_COLUMNS = ["单位", "指标", "期间", "原数", "新数", "变化"]
FINDING_COLUMNS = ["级别", "工作表", "单元格", "内容", "原因", "怎么改"]


@dataclass(frozen=True, slots=True)
class Change:
    """One figure before and after, in 10⁻⁴ base units; None: not reported."""

    area: str
    indicator: str
    span: Span
    before: int | None
    after: int | None

    @property
    def weight(self) -> tuple[bool, Fraction]:
        """The relative change; what was or is unknown comes after all that can be compared."""
        if self.before is None or self.after is None:
            return False, Fraction(0)
        return True, Fraction(abs(self.after - self.before), max(abs(self.before), abs(self.after), 1))


def counts_text(draft: Draft) -> str:
    """读到4个数，与现有数据不同的2个；错误0处，提醒1处。"""
    read = f"读到{len(draft.observations)}个数，与现有数据不同的{len(draft.changes)}个"
    return f"{read}；错误{len(draft.errors)}处，提醒{len(draft.warnings)}处。"


def of_draft(draft: Draft) -> list[Change]:
    return _sorted(Change(row.area, row.indicator, Span(kind_of(row), row.last), now, row.value) for row, now in draft.changes)


def of_version(source: Source, version: int) -> list[Change] | None:
    """What the version changed of the figures that its return states, the largest first; of one that takes another
    back, what that did. None where it states more than MOST_COMPARED."""
    named = reads.versions(source.connection, source.scope).set_index("version")["reverts"].get(version)
    stated = version if named is None or pd.isna(named) else int(named)
    seen = reads.observations(source.connection, source.scope, version=stated)
    if not len(seen):
        return []
    rows = list(seen[(seen["nature"] == "actual") & seen["covers_whole"] & (seen["last"] > 0)].itertuples(index=False))
    if len(rows) > MOST_COMPARED:
        return None
    before, after = (in_force(rows, source, as_of) for as_of in (version - 1, version))
    cells = dict.fromkeys((row.indicator, row.area, int(row.last), kind_of(row)) for row in rows)
    found = (Change(key[1], key[0], Span(key[3], key[2]), before.get(key), after.get(key)) for key in cells)
    return _sorted(one for one in found if one.before != one.after)


def _sorted(found: Iterable[Change]) -> list[Change]:
    return sorted(found, key=lambda one: one.weight, reverse=True)


def key_of(one: Change) -> str:
    """The key under which the figure that changed can be opened."""
    return f"{one.indicator}.{one.area}.{one.span.kind}.{one.span.month}"


def change_table(source: Source, found: Sequence[Change]) -> pd.DataFrame:
    """Columns CHANGE_COLUMNS."""
    return pd.DataFrame(_change_rows(source, found), columns=CHANGE_COLUMNS)


def _change_rows(source: Source, found: Sequence[Change]) -> Iterator[list[str]]:
    for one in found:
        indicator = source.indicator(one.indicator)
        before, after = (None if value is None else Fraction(value, SCALE) for value in (one.before, one.after))
        words = (
            "新报"
            if before is None
            else "撤回，未报"
            if after is None
            else change_text(after, before, indicator.unit, arrow=True)
        )
        texts = [UNKNOWN if value is None else exact_text(value, indicator.unit) for value in (before, after)]
        yield [source.tree.name(one.area), indicator.name, span_text(one.span), *texts, words]


def finding_table(findings: Sequence[Finding]) -> pd.DataFrame:
    """Columns FINDING_COLUMNS; what blocks comes first."""
    ordered = sorted(findings, key=lambda one: one.level)
    rows = [[WORDS[one.level], one.sheet, one.cell, one.value, one.reason, one.remedy] for one in ordered]
    return pd.DataFrame(rows, columns=FINDING_COLUMNS)


def may_be_taken_back(kind: str) -> bool:
    """Whether a batch of that kind is a return."""
    return kind not in FIXED


VERSION_COLUMNS = ["版本", "入库时间", "报送人", "内容", "文件", "条数", "状态", "说明"]


def version_table(versions: pd.DataFrame, amended: Mapping[int, str]) -> pd.DataFrame:
    """Columns VERSION_COLUMNS of what `reads.versions` gives, in its order. amended: what a version changed of sealed months."""
    by = {int(row.reverts): int(row.version) for row in versions.itertuples() if row.kind == REVERT}
    rows = []
    for one in versions.itertuples():
        state = f"已由版本{by[one.version]}撤回" if one.version in by else "撤回报表" if one.kind == REVERT else "有效"
        state = "；".join(filter(None, (state, amended.get(one.version, ""))))
        moment = f"{one.committed_at.to_pydatetime().replace(tzinfo=UTC).astimezone():%Y-%m-%d %H:%M}"
        rows.append([one.version, moment, one.submitted_by or UNKNOWN, one.title, one.file_name, one.rows, state, one.note])
    return pd.DataFrame(rows, columns=VERSION_COLUMNS)
