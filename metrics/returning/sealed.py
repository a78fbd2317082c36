"""What a return says of months that are sealed: it needs a reason, which is kept as the amendment's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from data_access.specs import Observation
from metrics import sealing
from metrics.derivation import is_yearly
from metrics.formatting import month_text
from metrics.returning.finding import WARNING, Finding
from metrics.source import Source

REMEDY = "确属更正的，请写明原因，写入后作为“修订”留痕；不应改动的请删去。"


def findings(changes: Sequence[tuple[Observation, int | None]], source: Source) -> Iterator[Finding]:
    """One for each sealed month that the changes reach, at the first cell that does.

    The commit decides by what comes out of the roll-up; this names beforehand what can be told from the cells.
    """
    if not changes:
        return
    for one in sealing.seals_of(source, ""):
        reached = [row for row, _ in changes if row.area.startswith(one.area) and reaches(row, one.month, source)]
        if reached:
            sheet, _, cell = reached[0].source.partition("!")
            reason = f"{month_text(one.month)}已于{sealing.day_text(one)}定稿，本表改动其中{len(reached)}个数（首处在此）。"
            yield Finding(WARNING, sheet, cell, "", reason, REMEDY)


def reaches(row: Observation, month: int, source: Source) -> bool:
    """Whether a changed figure belongs to a span that closes in the month."""
    one = source.indicator(row.indicator)
    if row.year != month // 100:
        return False
    if is_yearly(one, source.catalogue.indicators) or not row.last:
        return True
    return row.last == month if one.kind in ("stock", "standard") else row.first <= month
