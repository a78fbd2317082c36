"""The figures that the checks of a county look at: read in a few ranges, then held in memory."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from data_access import reads
from data_access.reads import FigureRow
from data_access.specs import SCALE
from metrics.formatting import month_text, value_text
from metrics.source import Source

Cell = tuple[str, str, int]  # indicator, area, month


def months_of(first: int, last: int) -> list[int]:
    """Every month from `first` to `last`, both yyyymm."""
    return [
        year * 100 + m for year in range(first // 100, last // 100 + 1) for m in range(1, 13) if first <= year * 100 + m <= last
    ]


def months_before(month: int, count: int) -> int:
    """The month `count` months earlier."""
    index = month // 100 * 12 + month % 100 - 1 - count
    return index // 12 * 100 + index % 12 + 1


@dataclass
class Grid:
    """Rows of one span kind for an area, the areas directly below it, and what was asked for beyond them."""

    source: Source
    area: str
    first: int
    last: int
    rows: dict[Cell, FigureRow] = field(default_factory=dict)

    @cached_property
    def months(self) -> list[int]:
        return months_of(self.first, self.last)

    @cached_property
    def areas(self) -> tuple[str, ...]:
        """The area itself first."""
        return (self.area, *(row.code for row in self.source.tree.children(self.area)))

    def read(self, codes: Collection[str], span: str = "month", *, first: int = 0, under: bool = False) -> Grid:
        """One range for the areas below (under: for all of them, down to the villages), one for the area itself."""
        source, start = self.source, first or self.first
        wanted = {"under": self.area} if under else {"parent": self.area}
        found = reads.figures(source.connection, source.scope, codes, span, start, self.last, as_of=source.as_of, **wanted)
        if not under:
            found += reads.figures(
                source.connection, source.scope, codes, span, start, self.last,
                parent=source.tree.parent(self.area), areas=[self.area], as_of=source.as_of,
            )  # fmt: skip
        self.rows |= {(row.indicator, row.area, row.month): row for row in found}
        return self

    def row(self, code: str, area: str, month: int) -> FigureRow | None:
        """A complete row, or none: what has a gap is checked by the calendar of returns, not here."""
        row = self.rows.get((code, area, month))
        return row if row is not None and row.reporting >= row.expected else None

    def value(self, code: str, area: str, month: int) -> Fraction | None:
        row = self.row(code, area, month)
        return None if row is None or row.value is None else Fraction(row.value, SCALE)

    def amounts(self, code: str, area: str) -> dict[int, int]:
        """What is known and not zero, by month, in 10⁻⁴ base units: for comparisons that need no exact quotient."""
        cells = ((month, self.row(code, area, month)) for month in self.months)
        return {month: row.value for month, row in cells if row is not None and row.value and row.value > 0}

    def standard(self, code: str, area: str, month: int) -> Fraction | None:
        """A standard is set for the county: the area's own, else that of the area above."""
        own = self.value(code, area, month)
        return own if own is not None else self.value(code, self.area, month)

    def text(self, code: str, value: Fraction) -> str:
        """Name and value: 低保金12.3万元."""
        one = self.source.catalogue.indicators[code]
        return f"{one.name}{value_text(value, one.unit)}"

    def place(self, area: str) -> str:
        """The area's name, a village's with its township's."""
        tree = self.source.tree
        names = [tree.name(tree.parent(area))] if area in tree and tree[area].level == "village" else []
        return "".join((*names, tree.name(area)))


def period_text(months: Collection[int]) -> str:
    """2025年10月; 2025年3—6月; 2025年1月、4月等5个月."""
    found = sorted(set(months))
    if len(found) == 1:
        return month_text(found[0])
    if found == months_of(found[0], found[-1]) and found[0] // 100 == found[-1] // 100:
        return f"{found[0] // 100}年{found[0] % 100}—{found[-1] % 100}月"
    return "、".join(month_text(month) for month in found[:2]) + (f"等{len(found)}个月" if len(found) > 2 else "")
