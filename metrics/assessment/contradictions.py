"""Where a score given by hand is not the one that the rule gives: target ≥ 4,754, actual 4,604, and full marks."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from data_access.assessments import KINDS
from metrics.assessment.model import Item
from metrics.assessment.score import Assessment
from metrics.assessment.scoring import Part
from metrics.assessment.words import SIDES
from metrics.formatting import points_text, value_text


@dataclass(frozen=True, slots=True)
class Contradiction:
    """kind: whose score it is, `self` or `official`."""

    area: str
    item: Item
    kind: str
    given: Decimal
    by_rule: Decimal
    part: Part


def found_in(found: Assessment) -> list[Contradiction]:
    """Given scores that differ from the rule's, in the order of the results; items scored by hand have no other rule."""
    flags = []
    entries = {(entry.area, entry.item, entry.kind): entry for entry in found.entries}
    for area in found.results:
        for one in area.items:
            if one.item.is_manual or not one.is_scored:
                continue
            for kind in KINDS:
                entry = entries.get((area.area, one.item.code, kind))
                if entry is not None and entry.points is not None and entry.points != one.score:
                    flags.append(Contradiction(area.area, one.item, kind, entry.points, one.score, one.parts[0]))
    return flags


def text_of(flag: Contradiction) -> str:
    """目标≥4,754，实际4,604，按规则应得9.68分，自评10分，相差0.32分."""
    fact, target = flag.part.fact, flag.part.target
    aim = (
        ""
        if target is None
        else f"目标{SIDES[flag.item.side_of(flag.part.rule)]}{value_text(target, fact.unit, as_stated=True)}，"
    )
    apart = points_text(abs(flag.given - flag.by_rule))
    said = f"按规则应得{points_text(flag.by_rule)}，{KINDS[flag.kind]}{points_text(flag.given)}，相差{apart}"
    return f"{aim}实际{value_text(fact.value, fact.unit)}，{said}"
