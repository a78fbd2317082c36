"""Data quality: what the figures and the published texts of an area do not say consistently."""

from __future__ import annotations

from dataclasses import replace

from data_access import quality
from metrics.checks import Checks, checks
from metrics.quality import in_returns, in_texts
from metrics.quality.finding import MOST_SOURCES, RECORD_COLUMNS, Cited, Finding, in_order, records, source_text
from metrics.quality.in_returns import months_checked
from metrics.source import Source

__all__ = ["RECORD_COLUMNS", "Cited", "Finding", "findings", "months_checked", "records", "source_text"]

NO_RETURNS = ("published", "context")


def findings(source: Source, area: str, month: int, rules: Checks | None = None) -> list[Finding]:
    """Sorted by consequence: of the year's figures through `month` (yyyymm), and of the published texts about the area."""
    chosen = rules or checks()
    made = in_texts.findings(source, chosen, area)
    if source.tree[area].setting not in NO_RETURNS:
        made += _cited(source, area, month, in_returns.findings(source, chosen, area, month))
    return in_order(_not_twice(made))


def _not_twice(made: list[Finding]) -> list[Finding]:
    """A doubt that is only noted is left out where a check reckoned the same fact."""
    reckoned = {
        one.cited[0].fact for one in made if one.cited and one.kind not in ("noted", "remark", "forecast", "scope", "revised")
    }
    return [one for one in made if not (one.kind == "noted" and one.cited[0].fact in reckoned)]


def _cited(source: Source, area: str, month: int, made: list[Finding]) -> list[Finding]:
    """The returns that the figures come from, for all findings in one read."""
    cells = {(cell[1], cell[0]) for one in made for cell in one.cells}
    if not cells:
        return made
    first = min(cell[2] for one in made for cell in one.cells)
    stated: dict[tuple[str, str], list] = {}
    for row in quality.bearing_returns(source.connection, source.scope, cells, first, month, as_of=source.as_of):
        stated.setdefault((row.area, row.indicator), []).append(row)
    return [replace(one, cited=_of_cells(one, stated)) if one.cells else one for one in made]


def _of_cells(one: Finding, stated: dict[tuple[str, str], list]) -> tuple[Cited, ...]:
    found: dict[tuple, Cited] = {}
    for code, area, month in one.cells:
        rows = [row for row in stated.get((area, code), ()) if row.first <= month <= row.last]
        for row in rows[-1:]:
            found[row.title, row.source] = Cited(row.title, row.source, row.quote, int(row.version), row.submitted_by)
    return tuple(found.values())[:MOST_SOURCES]
