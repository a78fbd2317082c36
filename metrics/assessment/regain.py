"""What would win lost points back: the fewest cases, households or points, found by scoring the item anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from metrics.assessment.model import Scheme
from metrics.assessment.score import with_value
from metrics.assessment.scoring import Fact, ItemScore, Part, planned, score_item
from metrics.evaluate import PER
from metrics.formatting import difference_text, points_text, value_text
from metrics.source import Source

MEASURED = frozenset({"元", "元/月", "元/人", "元/人次", "%", "‰", ""})  # what is not counted in whole cases


@dataclass(frozen=True, slots=True)
class Regain:
    """`amount` more (of what should stay low: less) of `unit` wins `points`; value: what the figure then is."""

    key: str
    amount: Fraction
    unit: str
    less: bool
    points: Decimal
    value: Fraction

    @property
    def per_point(self) -> Fraction:
        return self.amount / Fraction(self.points)


def regains(source: Source | None, scheme: Scheme, found: ItemScore, facts: Mapping[str, Fact], month: int) -> list[Regain]:
    """Each step that wins something, the cheapest points first; none where nothing is lost, or nothing but the veto would help.

    source None: cases have no unit of their own (tests of plain rules). month: 1–12.
    """
    if not found.is_scored or found.vetoed or not found.lost:
        return []
    steps: dict[tuple[str, Fraction], Regain] = {}
    for number, part in enumerate(found.parts):
        if part.fact.value is None or part.rule.kind in ("manual", "veto", "bonus"):
            continue
        for level in levels(part, found.item.side_of(found.item.rules[number]), Fraction(found.full), month):
            step = _step(source, scheme, found, facts, part, level, month)
            if step is not None:
                steps.setdefault((step.key, step.amount), step)
    return sorted(steps.values(), key=lambda step: (step.per_point, step.amount))


def levels(part: Part, side: str, full: Fraction, month: int) -> list[Fraction]:
    """The values at which a rule's points change for the better; of a smooth rule only its goal."""
    rule, value, target = part.rule, part.fact.value, part.target
    if rule.kind == "bands":
        ends = [band.over if side == "above" else band.upto for band in rule.bands]
        known = [Fraction(end) for end in ends if end is not None]
        return [end for end in known if (end > value if side == "above" else end < value)]
    if target is None:
        return []
    if rule.kind == "milestones":
        return [target * planned(rule, month) / 100]
    if rule.kind == "per_case":
        one = Fraction(rule.step) * (PER.get(part.fact.unit, 1) / part.fact.cases[1] if part.fact.cases else 1)
        return [value + one if side == "above" else value - one, target]
    if rule.kind not in ("per_point", "malus") or rule.parts == "exact":
        return [target]
    return [_next_step(part, side), target]


def _next_step(part: Part, side: str) -> Fraction:
    """Where one whole step less is counted."""
    step, gap = Fraction(part.rule.step), abs(part.target - part.fact.value)
    kept = (-(-gap // step) - 1) * step if part.rule.parts == "up" else gap // step * step - step / 10**6
    kept = max(kept, Fraction(0))
    return part.target - kept if side == "above" else part.target + kept


def _step(
    source: Source | None, scheme: Scheme, found: ItemScore, facts: Mapping[str, Fact], part: Part, level: Fraction, month: int
) -> Regain | None:  # fmt: skip
    less = level < part.fact.value
    amount, unit = _needed(source, part, level)
    if amount <= 0:
        return None
    after = moved(part.fact, -amount if less else amount, unit)
    if after is None:
        return None
    again = score_item(found.item, found.full, {**facts, part.key: after}, month, scheme.places, scheme.missing_of(found.item))
    won = (again.score or Decimal(0)) - found.score
    return Regain(part.key, amount, unit, less, won, after.value) if won > 0 else None


def _needed(source: Source | None, part: Part, level: Fraction) -> tuple[Fraction, str]:
    """How much of what; cases are whole, rounded up."""
    fact = part.fact
    if fact.cases is not None:
        top, bottom = fact.cases
        amount = abs(level / PER.get(fact.unit, 1) * bottom - top)
        unit = _case_unit(source, fact)
        return (amount if unit == "元" else Fraction(-(-amount // 1))), unit
    amount = abs(level - fact.value)
    return (amount if fact.unit in MEASURED else Fraction(-(-amount // 1))), fact.unit


def _case_unit(source: Source | None, fact: Fact) -> str:
    one = source.indicator(fact.number.indicator) if source is not None and fact.number is not None else None
    return source.catalogue.indicators[one.numerator].unit if one is not None and one.numerator else "例"


def moved(fact: Fact, amount: Fraction, unit: str) -> Fact | None:
    """The figure with so many cases more or fewer; None where there cannot be as many."""
    if fact.cases is None:
        return with_value(fact, fact.value + amount)
    top, bottom = fact.cases[0] + amount, fact.cases[1]
    if top < 0:
        return None
    return replace(fact, value=top / bottom * PER.get(fact.unit, 1), cases=(top, bottom))


def regain_text(source: Source, step: Regain, *, named: bool = True) -> str:
    """火化区火化再增加3具，可得2分; of what should stay low 再减少. named: with what is to be increased."""
    what = "减少" if step.less else "增加"
    amount = difference_text(step.amount, step.unit, signed=False) if step.unit in PER else value_text(step.amount, step.unit)
    name = ""
    if named and step.key in source.catalogue.indicators:
        one = source.indicator(step.key)
        name = source.catalogue.indicators[one.numerator].label if one.numerator and step.unit not in PER else one.label
    return f"{name}再{what}{amount}，可得{points_text(step.points)}"


def regains_text(source: Source, steps: Sequence[Regain]) -> str:
    """All ways of one item; what is to be increased is named once."""
    return "；".join(
        regain_text(source, step, named=not place or step.key != steps[place - 1].key) for place, step in enumerate(steps)
    )
