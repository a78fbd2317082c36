"""A definition that changed, drawn: the line stops and begins anew, and a note says from when."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.compare import breaks
from metrics.formatting import month_text
from metrics.model import Indicator
from metrics.results import Number
from metrics.source import Source

WORD = "口径调整"


def parted(source: Source, one: Indicator, rows: Sequence[dict]) -> list[dict]:
    """Rows of lines (`series` or `area`, `month` yyyymm, `value`), with an empty one before each line's first of a new definition.

    A subject's empty row takes the role `break`, so that no word stands for it as for a month that is missing.
    """
    months = breaks(source, one)
    if not months:
        return list(rows)
    found: list[dict] = []
    before: dict[object, int] = {}
    for row in rows:
        line = row.get("series") or row.get("area")
        if any(before.get(line, row["month"]) < month <= row["month"] for month in months):
            role = "break" if row.get("series") and row["role"] == "subject" else row["role"]
            found.append(row | {"value": float("nan"), "text": WORD, "role": role})
        before[line] = row["month"]
        found.append(row)
    return found


def notes(source: Source, one: Indicator, line: Sequence[Number]) -> tuple[str, ...]:
    """2025年4月起口径调整，前后不可比: of the changes within what is drawn."""
    if not line:
        return ()
    first, last = min(number.span.first for number in line), max(number.span.last for number in line)
    return tuple(f"{month_text(month)}起{WORD}，前后不可比" for month in breaks(source, one) if first < month <= last)
