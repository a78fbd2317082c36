"""What an assessment scheme is: groups, items and their rules, as frozen data. Checking it is `checking`, scoring `scoring`.

An item is worth `points` (分值) or a share of the scheme's full marks (`weight`, percent). Its rules stand in order:
at most one says what is earned, any number deduct, and veto, bonus and malus may be added.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from metrics.model import Frozen

Side = Literal["above", "below"]  # a goal to reach (≥) or not to pass (≤)
RuleKind = Literal[
    "threshold", "proportional", "bands", "milestones", "manual",  # what is earned
    "per_point", "per_case",  # what is deducted, down to nothing (扣完为止)
    "veto", "bonus", "malus",
]  # fmt: skip
EARNING: tuple[RuleKind, ...] = ("threshold", "proportional", "bands", "milestones", "manual")
DEDUCTING: tuple[RuleKind, ...] = ("per_point", "per_case")
ADDED: tuple[RuleKind, ...] = ("veto", "bonus", "malus")
BY_HAND = "by_hand"  # a rule's indicator: the number is registered by hand, with its reason

Parts = Literal["exact", "up", "down"]  # what a part of a step counts: its share, a whole step, nothing
Reach = Literal["item", "group", "all"]
Missing = Literal["leave_out", "zero"]
Ties = Literal["same", "items"]


class Band(Frozen):
    """`points` from `over` to `upto`; None: without limit. With ≥ the lower end belongs to it, with ≤ the upper."""

    over: Decimal | None = None
    upto: Decimal | None = None
    points: Decimal


class Grade(Frozen):
    """优秀, 良好 …: of a total of at least `over` and less than `upto`."""

    name: str
    over: Decimal | None = None
    upto: Decimal | None = None


class Rule(Frozen):
    """One rule of an item.

    indicator: empty means the item's own figure; `by_hand` a number that somebody registers. target, side: empty mean
    the item's. step, points: so many points for each step of the gap, in the figure's unit (percentage points of a
    rate; cases with `per_case`). cap: the most points that are taken or given; of `proportional` the most percent that
    counts (110: over-fulfilment earns up to a tenth more). floor: `proportional` and `milestones` earn nothing below
    this completion, percent. inside: a bonus only fills up lost points of its item.
    """

    kind: RuleKind
    indicator: str = ""
    target: Decimal | None = None
    side: Side | None = None
    step: Decimal = Decimal(1)
    points: Decimal = Decimal(0)
    cap: Decimal | None = None
    floor: Decimal | None = None
    parts: Parts = "exact"
    inside: bool = False
    reach: Reach = "item"
    bands: tuple[Band, ...] = ()
    milestones: dict[int, Decimal] = Field(default_factory=dict)  # month: percent of the target, cumulative
    note: str = ""

    @property
    def is_apart(self) -> bool:
        """Counts something else than the item's figure: cases that should not be, without which the item is scored too."""
        return self.indicator == BY_HAND or (self.kind in ADDED and bool(self.indicator))

    @property
    def is_optional(self) -> bool:
        """Whether the item is scored also where this rule finds no figure."""
        return self.kind in ADDED or self.indicator == BY_HAND


class Item(Frozen):
    """One line of a scheme. target None: the target in force for the area (目标) is taken."""

    code: str
    group: str = ""
    name: str
    points: Decimal | None = None
    weight: Decimal | None = None
    indicator: str = ""
    target: Decimal | None = None
    side: Side = "above"
    scope: str = ""
    section: str = ""
    deadline: str = ""
    missing: Missing | None = None
    rules: tuple[Rule, ...]

    def key_of(self, number: int) -> str:
        """Under which a rule finds its figure: an indicator's id, or the item's code for what is entered by hand."""
        rule = self.rules[number]
        if rule.kind == "manual":
            return self.code
        if rule.indicator == BY_HAND:
            return f"{self.code}#{number + 1}"
        return rule.indicator or self.indicator or self.code

    def side_of(self, rule: Rule) -> Side:
        """What is counted apart from the item's figure should stay low, unless it earns a bonus."""
        if rule.side is not None:
            return rule.side
        if rule.is_apart:
            return "above" if rule.kind == "bonus" else "below"
        return self.side

    @property
    def is_manual(self) -> bool:
        return any(rule.kind == "manual" for rule in self.rules)

    @property
    def codes(self) -> tuple[str, ...]:
        """The indicators that it reads."""
        named = (self.indicator, *(rule.indicator for rule in self.rules))
        return tuple(dict.fromkeys(code for code in named if code and code != BY_HAND))


class Scheme(Frozen):
    """A whole scheme. way: `down` scores the areas directly below (目标考核), `up` the area itself (综合考评).

    places: decimals to which every item is rounded (四舍五入); totals add the rounded items. incomplete: whether a
    quantity of which a part is not reported is scored as reported, or like a missing one.
    """

    code: str
    name: str
    way: Literal["down", "up"] = "down"
    full: Decimal = Decimal(100)
    places: int = Field(default=2, ge=0, le=4)
    ties: Ties = "same"
    missing: Missing = "leave_out"
    incomplete: Literal["leave_out", "score"] = "leave_out"
    grades: tuple[Grade, ...] = ()
    items: tuple[Item, ...]
    source: str = ""
    note: str = ""
    copied_from: str = ""

    def worth(self, item: Item) -> Decimal:
        """Full marks of an item: its points, else its share of the scheme's full marks."""
        if item.points is not None:
            return item.points
        return (item.weight or Decimal(0)) * self.full / 100

    def item(self, code: str) -> Item:
        return next(item for item in self.items if item.code == code)

    def missing_of(self, item: Item) -> Missing:
        return item.missing or self.missing

    @property
    def groups(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(item.group for item in self.items))

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(code for item in self.items for code in item.codes))
