"""What an indicator is: the frozen shapes of the catalogue. Loading and checking them is `metrics/loading.py`."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Kind = Literal["flow", "stock", "standard", "ratio", "sum"]
Level = Literal["village", "township", "county"]
Direction = Literal["higher_better", "lower_better", "neutral"]
Frequency = Literal["month", "quarter", "year"]
Rhythm = Literal["month", "quarter", "year", "once"]
DenominatorRule = Literal["same_span", "period_end", "person_months", "average"]


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Indicator(Frozen):
    """Everything that is stored or computed under an id.

    kind: `flow` adds over months; `stock` is a point in time; `standard` adds over neither time nor area;
    `ratio` is Σnumerator ÷ Σdenominator (or quoted, when it names no parts); `sum` adds its members.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str
    short: str = ""  # for a card or a column head, where the name does not fit
    english: str
    line: str = ""
    kind: Kind
    unit: str
    direction: Direction = "neutral"
    finest: Level = "township"
    frequency: Frequency = "month"
    duty: str = ""  # the group of areas that must report it; empty: nobody must
    definition: str = ""
    scope: str = ""
    note: str = ""
    tier: Literal["core", "documentary"] = "core"
    headline: int = 0  # place among the overview's cards; 0: not a headline
    family: Literal["", "facility", "people"] = ""  # coverage rates: the two families are never ranked together
    sensitive: bool = False
    # flow only
    rhythm: Rhythm = "month"
    due_months: tuple[int, ...] = ()  # months in which a payment is due; empty: follows from the rhythm
    rare: bool = False  # few cases: shown cumulative or over 12 months, monthly only for the county
    budget: str = ""  # id of the yearly budget this payment is measured against
    part_of: str = ""  # already inside that other indicator: never added beside it
    # ratio only
    numerator: str = ""
    denominator: str = ""
    rule: DenominatorRule = "same_span"  # how a stock denominator stands for a span of months
    may_exceed: bool = False  # completion rates and the like may be above 100 %
    # sum only
    members: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()  # ids that must never become members, directly or by nesting
    aliases: tuple[str, ...] = ()  # other words for the same thing, for the look-up
    breaks: tuple[str, ...] = ()  # months (YYYY-MM) from which the definition changed

    @property
    def label(self) -> str:
        return self.short or self.name

    @property
    def is_stored(self) -> bool:
        """Reported as such (a measure), not computed from others."""
        return self.kind in ("flow", "stock", "standard")

    @property
    def is_yearly(self) -> bool:
        return self.frequency == "year"

    @property
    def is_quoted_only(self) -> bool:
        return self.kind == "ratio" and not self.numerator

    @property
    def months_due(self) -> frozenset[int]:
        """The calendar months in which a figure is due; every month for a monthly return."""
        if self.due_months:
            return frozenset(self.due_months)
        by_rhythm = {"month": range(1, 13), "quarter": (3, 6, 9, 12), "year": (12,), "once": ()}
        return frozenset(by_rhythm[self.rhythm])


class Line(Frozen):
    """One business line and the screen it appears on."""

    id: str
    name: str
    order: int = 0
