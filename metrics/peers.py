"""同类: the townships that a township may fairly be set beside, and what they come to together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from metrics.compare import combined
from metrics.evaluate import children
from metrics.model import Indicator
from metrics.results import Number, Span
from metrics.source import Source

POPULATION = "registered_population_persons"
ALIKE = Fraction(3, 2)  # at most half as many people more, or two thirds as many
FEWEST = 3


def peers(source: Source, area: str, span: Span) -> list[str]:
    """Of the same kind (镇, 乡, 街道) and of similar population; if those are fewer than three, the three nearest.

    Without a population all of the same kind; if there is no other of its kind, all beside it.
    """
    tree = source.tree
    beside = [row for row in tree.children(tree.parent(area)) if row.code != area]
    alike = [row.code for row in beside if row.kind == tree[area].kind] or [row.code for row in beside]
    found = children(source, [POPULATION], tree.parent(area), span)[POPULATION]
    people = {code: number.value for code, number in found.items() if number.value}
    if area not in people:
        return alike
    known = sorted((code for code in alike if code in people), key=lambda code: _apart(people[code], people[area]))
    near = [code for code in known if _apart(people[code], people[area]) <= ALIKE]
    return sorted(near if len(near) >= FEWEST else known[:FEWEST])


def _apart(one: Fraction, other: Fraction) -> Fraction:
    return max(one / other, other / one)


def average(one: Indicator, found: Mapping[str, Number], among: Sequence[str]) -> Fraction | None:
    """A rate of the peers together, Σn/Σd; of a quantity the mean of those that are complete. None where nobody is."""
    parts = [found[area] for area in among if found[area].value is not None and found[area].is_complete]
    if one.kind == "ratio":
        return combined(one, parts)
    if one.kind == "standard" or not parts:
        return None
    return sum((part.value for part in parts), Fraction(0)) / len(parts)
