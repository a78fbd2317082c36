"""One item's score from its figures: exact fractions inside, rounded once at the end. Knows no database.

    inner  = what is earned (at most full marks) − what is deducted, never below 0, + a bonus inside, never above full marks
    score  = inner + over-fulfilment and bonus outside − malus;  a veto makes the item 0
    lost   = full marks − inner + malus, so that always  lost + score = full marks + bonus

Every part is rounded half up to the scheme's decimals before it is added, so sums on paper agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from metrics.assessment.model import DEDUCTING, Item, Rule
from metrics.evaluate import PER
from metrics.formatting import rounded
from metrics.pace import interpolated
from metrics.results import Number

ZERO = Fraction(0)
# missing: owed and not there; incomplete: a quantity with gaps; inapplicable: nothing to measure (no death, no duty)
Absent = Literal["", "missing", "incomplete", "inapplicable", "no_target"]


@dataclass(frozen=True, slots=True)
class Fact:
    """What a rule looks at. value: in the figure's unit. assigned: the target in force, with its document.

    cases: numerator and denominator of a rate, for rules that count cases. by_hand: registered, with its reason.
    """

    value: Fraction | None
    number: Number | None = None
    unit: str = ""
    assigned: Fraction | None = None
    document: str = ""
    absent: Absent = ""
    reason: str = ""
    cases: tuple[Fraction, Fraction] | None = None
    by_hand: bool = False


NOTHING = Fact(None, absent="missing", reason="未登记")


@dataclass(frozen=True, slots=True)
class Part:
    """What one rule did. lost, won: exact points before rounding; note: why it did nothing."""

    rule: Rule
    key: str
    fact: Fact
    target: Fraction | None
    lost: Fraction = ZERO
    won: Fraction = ZERO
    vetoes: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class ItemScore:
    """score None: not scored, `reason` says why. lost and bonus as in the module's formula."""

    item: Item
    full: Decimal
    score: Decimal | None
    lost: Decimal = Decimal(0)
    bonus: Decimal = Decimal(0)
    parts: tuple[Part, ...] = ()
    absent: Absent = ""
    reason: str = ""
    vetoed: str = ""  # why it scores 0: its own veto, its group's, everything's

    @property
    def is_scored(self) -> bool:
        return self.score is not None


def score_item(item: Item, full: Decimal, facts: Mapping[str, Fact], month: int, places: int, missing: str) -> ItemScore:
    """facts: by `Item.key_of`. month: 1–12, for milestones. missing: what an unknown figure comes to."""
    parts = tuple(_part(item, number, Fraction(full), facts, month) for number in range(len(item.rules)))
    veto = next((part for part in parts if part.vetoes), None)
    lacking = next((part for part in parts if part.fact.absent and not part.rule.is_optional), None)
    if lacking is None:
        found = _summed(item, full, parts, places)
        return found if veto is None else vetoed(found, veto.rule.note or "一票否决")
    fact = lacking.fact
    if veto is not None:  # what was found counts, also where the item's figure is not there
        return vetoed(ItemScore(item, full, Decimal(0), parts=parts), veto.rule.note or "一票否决")
    if missing == "zero" and fact.absent in ("missing", "incomplete"):
        return ItemScore(item, full, Decimal(0), lost=full, parts=parts, absent=fact.absent, reason=f"{fact.reason}，按方案计0分")
    return ItemScore(item, full, None, parts=parts, absent=fact.absent, reason=fact.reason)


def vetoed(found: ItemScore, why: str) -> ItemScore:
    """The item at nothing: no points, no bonus; an item that is not scored stays so."""
    if not found.is_scored:
        return found
    return replace(found, score=Decimal(0), lost=found.full, bonus=Decimal(0), vetoed=found.vetoed or why)


def _summed(item: Item, full: Decimal, parts: tuple[Part, ...], places: int) -> ItemScore:
    whole = Fraction(full)
    earned = [part for part in parts if part.rule.kind not in (*DEDUCTING, "veto", "bonus", "malus")]
    over = sum((part.won for part in earned), ZERO)
    inner = whole - sum((part.lost for part in earned), ZERO) - sum((p.lost for p in parts if p.rule.kind in DEDUCTING), ZERO)
    inner = max(inner, ZERO) + sum((part.won for part in parts if part.rule.kind == "bonus" and part.rule.inside), ZERO)
    over += sum((part.won for part in parts if part.rule.kind == "bonus" and not part.rule.inside), ZERO)
    malus = sum((part.lost for part in parts if part.rule.kind == "malus"), ZERO)
    kept = min(decimal_of(inner, places), full) if inner < whole else full
    bonus, off = decimal_of(over, places), decimal_of(malus, places)
    return ItemScore(item, full, kept + bonus - off, full - kept + off, bonus, parts)


def decimal_of(value: Fraction, places: int) -> Decimal:
    """四舍五入 to `places` decimals."""
    exact = rounded(value, places)
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal(1).scaleb(-places))


# -- one rule ---------------------------------------------------------------------------------------------------------


def _part(item: Item, number: int, full: Fraction, facts: Mapping[str, Fact], month: int) -> Part:
    rule, key = item.rules[number], item.key_of(number)
    fact, target = facts.get(key, NOTHING), target_of(item, number, facts)
    if fact.value is None or fact.absent:
        return Part(rule, key, fact, target, note="未登记，未触发" if fact is NOTHING else f"{fact.reason}，未触发")
    if target is None and rule.kind not in ("manual", "bands"):
        lacks = Fact(fact.value, fact.number, fact.unit, absent="no_target", reason="没有下达目标", cases=fact.cases)
        return Part(rule, key, lacks, None, note="没有下达目标")
    side = item.side_of(rule)
    if rule.kind == "veto":
        return Part(rule, key, fact, target, vetoes=not meets(fact.value, target, side))
    if rule.kind == "bonus":
        return Part(rule, key, fact, target, won=_stepped(rule, -_gap(rule, fact, target, side)))
    if rule.kind in (*DEDUCTING, "malus"):
        return Part(rule, key, fact, target, lost=_stepped(rule, _gap(rule, fact, target, side)))
    earned = _earned(rule, fact.value, target, side, full, month)
    return Part(rule, key, fact, target, lost=max(full - earned, ZERO), won=max(earned - full, ZERO))


def target_of(item: Item, number: int, facts: Mapping[str, Fact]) -> Fraction | None:
    """The rule's own, else the item's, else the one in force for the area; of what is counted apart: none at all (0)."""
    rule = item.rules[number]
    if rule.target is not None:
        return Fraction(rule.target)
    if not rule.indicator and item.target is not None:
        return Fraction(item.target)
    fact = facts.get(item.key_of(number), NOTHING)
    if fact.assigned is not None:
        return fact.assigned
    return ZERO if rule.is_apart else None


def meets(value: Fraction, target: Fraction, side: str) -> bool:
    return value >= target if side == "above" else value <= target


def _gap(rule: Rule, fact: Fact, target: Fraction, side: str) -> Fraction:
    """How far short of the target; negative where it is passed. Cases of a rate: what its numerator lacks, whole."""
    value, goal = fact.value, target
    if rule.kind == "per_case" and fact.cases is not None:
        top, bottom = fact.cases
        needed = target / PER.get(fact.unit, 1) * bottom
        value, goal = top, Fraction(-(-needed // 1)) if side == "above" else Fraction(needed // 1)
    return goal - value if side == "above" else value - goal


def _stepped(rule: Rule, gap: Fraction) -> Fraction:
    """Points for each step of a gap, a part of a step as the rule says, at most the cap."""
    steps = max(gap, ZERO) / Fraction(rule.step)
    if rule.parts != "exact":
        steps = Fraction(-(-steps // 1) if rule.parts == "up" else steps // 1)
    points = steps * Fraction(rule.points)
    return points if rule.cap is None else min(points, Fraction(rule.cap))


def _earned(rule: Rule, value: Fraction, target: Fraction | None, side: str, full: Fraction, month: int) -> Fraction:
    if rule.kind == "manual":
        return min(max(value, ZERO), full)
    if rule.kind == "bands":
        return Fraction(band_of(rule, value, side).points)
    if rule.kind == "threshold":
        return full if meets(value, target, side) else Fraction(rule.points)
    if rule.kind == "milestones":
        target = target * planned(rule, month) / 100
    cap = Fraction(rule.cap if rule.cap is not None else 100) / 100
    done = min(completion(value, target, side, cap), cap)
    return ZERO if rule.floor is not None and done * 100 < Fraction(rule.floor) else full * done


def completion(value: Fraction, target: Fraction, side: str, most: Fraction) -> Fraction:
    """Value ÷ target; of what should stay low target ÷ value. Without anything to divide by: all or nothing."""
    if side == "above":
        return max(value, ZERO) / target if target > 0 else most if value >= target else ZERO
    if value <= 0:
        return most if value <= target else ZERO
    return max(target, ZERO) / value


def planned(rule: Rule, month: int) -> Fraction:
    """Percent of the target due by the end of the month: straight between milestones, from 0; all of it in December."""
    return interpolated({12: Fraction(100), **{at: Fraction(share) for at, share in rule.milestones.items()}, 0: ZERO}, month)


def band_of(rule: Rule, value: Fraction, side: str):
    """The band that holds the value."""

    def holds(band) -> bool:
        if side == "above":
            return (band.over is None or value >= Fraction(band.over)) and (band.upto is None or value < Fraction(band.upto))
        return (band.over is None or value > Fraction(band.over)) and (band.upto is None or value <= Fraction(band.upto))

    return next(band for band in rule.bands if holds(band))
