"""What a unit must report of one business line in one month: a row per figure, with last month's beside it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from data_access.reads import figures
from data_access.specs import SCALE
from metrics.derivation import frequency
from metrics.formatting import month_text
from metrics.model import Indicator
from metrics.reporting import owed
from metrics.source import Source


@dataclass(frozen=True, slots=True)
class Asked:
    """One figure to fill in. before: last month's, in base units; None where it is unknown."""

    area: str
    area_name: str
    indicator: str
    unit: str
    before: Fraction | None
    definition: str


@dataclass(frozen=True, slots=True)
class Form:
    """title names the month and nothing else that looks like one: the reader takes the month from it."""

    title: str
    unit_name: str
    month: int
    before: int
    asked: tuple[Asked, ...]


def lines(source: Source, unit: str, month: int) -> dict[str, str]:
    """The business lines, id to name, of which the unit or an area below it owes anything for that month."""
    owing = {one.line for one in _asked_for(source) if owed(source, one, unit, month)}
    return {line.id: line.name for line in source.catalogue.lines if line.id in owing}


def form(source: Source, unit: str, month: int, line: str) -> Form:
    """The monthly and quarterly core figures of the line that fall due, by area; yearly ones have forms of their own."""
    name = source.tree.name(unit)
    before = month - 1 if month % 100 > 1 else (month // 100 - 1) * 100 + 12
    of_line = [one for one in _asked_for(source) if one.line == line]
    read = (
        figures(source.connection, source.scope, [one.id for one in of_line], "month", before, before, under=unit)
        if of_line
        else []
    )
    known = {(row.indicator, row.area): row.value for row in read}
    asked = []
    for one in of_line:
        for area in owed(source, one, unit, month):
            value = known.get((one.id, area))
            last = None if value is None else Fraction(value, SCALE)
            asked.append(Asked(area, source.tree.name(area), one.name, one.unit, last, one.definition))
    asked.sort(key=lambda row: row.area)  # stable: within an area the catalogue's order
    words = next(one.name for one in source.catalogue.lines if one.id == line)
    return Form(f"{name}{month_text(month)}{words}报表", name, month, before, tuple(asked))


def _asked_for(source: Source) -> list[Indicator]:
    everything = source.catalogue.indicators
    found = [one for one in source.catalogue.stored() if one.duty and one.tier == "core" and source.has_line(one.line)]
    return [one for one in found if frequency(one, everything) != "year"]
