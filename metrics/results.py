"""What the upper floors receive: a span of months, the View, a Number and an Exhibit. Plain frozen data."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Literal, TypeVar

import pandas as pd

SpanKind = Literal["month", "quarter", "half", "ytd", "year"]
SPAN_KINDS: tuple[SpanKind, ...] = ("month", "quarter", "half", "ytd", "year")
Made = TypeVar("Made")
Compare = Literal["yoy", "prev", "target", "none"]

# reported: stated by the area itself; derived: from other stated spans; summed: from the areas below;
# partial: summed with a gap; quoted: a rate stated without its parts; nearest: another stated span stands in;
# not_due: nothing falls due by the payment rhythm; masked: a small count; missing: unknown
State = Literal["reported", "derived", "summed", "partial", "quoted", "nearest", "not_due", "masked", "missing"]


@dataclass(frozen=True, slots=True)
class Span:
    """A span of months that ends at `month` (yyyymm, an int): `ytd` 202510 is January to October 2025."""

    kind: SpanKind
    month: int

    @property
    def year(self) -> int:
        return self.month // 100

    @property
    def first(self) -> int:
        """First month (yyyymm)."""
        m = self.month % 100
        starts = {"month": m, "quarter": (m - 1) // 3 * 3 + 1, "half": 1 if m <= 6 else 7, "ytd": 1, "year": 1}
        return self.year * 100 + starts[self.kind]

    @property
    def last(self) -> int:
        return self.year * 100 + 12 if self.kind == "year" else self.month

    @property
    def length(self) -> int:
        return self.last - self.first + 1

    def a_year_before(self) -> Span:
        return replace(self, month=self.month - 100)


@dataclass(frozen=True, slots=True)
class View:
    """What is chosen: the keys of the address."""

    area: str
    span: Span
    compare: Compare = "yoy"
    indicator: str = ""
    as_of: int | None = None
    draft: bool = False
    exhibit: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """One figure as shown. `value`, `n`, `d` are exact, in the indicator's unit (percent for rates)."""

    indicator: str
    area: str
    span: Span
    value: Fraction | None
    unit: str
    n: Fraction | None = None
    d: Fraction | None = None
    state: State = "missing"
    reason: str = ""
    reporting: int = 0
    expected: int = 0
    approx: str = ""  # 余, 约, 以上 as stated
    version: int = 0
    stated_span: str = ""  # as printed, where another span stands in: "2022年，月份未注明"
    place: str = ""  # as printed, where the figure covers less than the area
    low: Fraction | None = None  # a standard over several areas: the range
    high: Fraction | None = None
    other: Fraction | None = None  # what another path gives, where it differs

    @property
    def is_known(self) -> bool:
        return self.value is not None or self.low is not None

    @property
    def is_complete(self) -> bool:
        return self.is_known and self.reporting >= self.expected

    @property
    def key(self) -> str:
        return f"{self.indicator}.{self.area}.{self.span.kind}.{self.span.month}"


@dataclass(frozen=True, eq=False)
class Exhibit:
    """Plain data that screen, slide, document and sheet all render.

    id: `<page>.<name>`, stable. kind: trend, ranking, multiples, heat, flow, columns, table.
    frame: tidy; its columns depend on `kind` and stand in `pages/charts/__init__.py`. Values are floats in the
    unit's own scale (NaN = unknown), with a `text` column holding what is printed for them.
    """

    id: str
    kind: str
    title: str  # states the finding
    frame: pd.DataFrame
    unit: str
    view: View
    finding: str = ""  # the alternative text: one sentence
    notes: tuple[str, ...] = ()
    numbers: tuple[Number, ...] = ()  # provenance
    options: dict = field(default_factory=dict)
    drawn: dict = field(default_factory=dict, init=False, repr=False)  # see `once`

    def once(self, way: Hashable, make: Callable[[], Made]) -> Made:
        """What somebody makes of the exhibit, made once for as long as it is kept. way: what else it depends on."""
        if way not in self.drawn:
            self.drawn[way] = make()
        return self.drawn[way]

    @property
    def has_figures(self) -> bool:
        """Whether there is anything to draw or to print."""
        return self.once("has_figures", self._has_figures)

    def _has_figures(self) -> bool:
        return any(value == value for value in self.frame.get("value", ())) or (
            self.kind == "table" and any(number.is_known for number in self.numbers)
        )
