"""Findings of the 死亡停发比对: runs of months in which far fewer exits were returned than deaths would lead to."""

from __future__ import annotations

from metrics.checks.model import Plain
from metrics.death_stop import DEATHS, LISTS, Watch, caught_up, gaps, watch
from metrics.formatting import digits
from metrics.grid import period_text
from metrics.quality.finding import Finding, found
from metrics.source import Source


def findings(source: Source, rule: Plain, area: str, month: int) -> list[Finding]:
    """One finding per township and run of months."""
    seen = watch(source, area, month)
    return [_finding(seen, rule, one, months) for one in seen.grid.areas[1:] or seen.grid.areas for months in gaps(seen, one)]


def _finding(seen: Watch, rule: Plain, area: str, months: list[int]) -> Finding:
    deaths, exits = seen.sum(area, DEATHS, months), seen.exits(area, months)
    lists = "、".join(f"{LISTS[code]}{digits(seen.sum(area, code, months))}人" for code in seen.shares)
    expected = digits(seen.expected(deaths))
    first, second = f"死亡{digits(deaths)}人", f"死亡停发{digits(exits)}人，应约{expected}人"
    caught = caught_up(seen, area, months[-1])
    words = f"{seen.grid.place(area)}{period_text(months)}{first}，死亡停发{lists}，按全县比例应约{expected}人{caught}"
    cells = tuple((code, area, months[-1]) for code in seen.shares)
    return found(rule, area, next(iter(seen.shares)), period_text(months), first, second, words,
                 month=months[-1], cells=cells, size=float(seen.expected(deaths) - exits))  # fmt: skip
