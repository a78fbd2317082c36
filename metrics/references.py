"""Reference lines, chosen once for every exhibit: target, the whole's average, last year, the national figure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from metrics.benchmarks import national
from metrics.evaluate import PER, children, numbers
from metrics.formatting import value_text
from metrics.lights import Judge
from metrics.model import Indicator
from metrics.results import Number, View
from metrics.source import Source

Kind = Literal["target", "average", "national"]  # last year has a line of its own over months, and lies too close for bars


@dataclass(frozen=True, slots=True)
class Reference:
    """A line across an exhibit. text: its label with the value, as printed."""

    kind: Kind
    label: str
    value: Fraction
    unit: str
    number: Number | None = None  # where the value is a figure of ours

    @property
    def text(self) -> str:
        return f"{self.label}{value_text(self.value, self.unit, dense=True)}"

    def row(self, month: int) -> dict:
        """As a line across a trend."""
        text = value_text(self.value, self.unit, dense=True)
        return {"month": month, "series": self.label, "role": "target", "value": float(self.value), "text": text}


def numbers_of(lines: Collection[Reference]) -> list[Number]:
    return [line.number for line in lines if line.number is not None]


def options(lines: Collection[Reference]) -> dict:
    """As a ranking's options: the target by itself, the others in their order."""
    target = next((line for line in lines if line.kind == "target"), None)
    found: dict = {"references": [(line.text, float(line.value)) for line in lines if line.kind != "target"]}
    return found if target is None else found | {"target": float(target.value), "target_text": target.text}


def of_ranking(source: Source, one: Indicator, judge: Judge, whole: Number) -> list[Reference]:
    """For the areas below the judge's area, whose own figure is `whole`; the nation lies too far off for bars."""
    return [line for line in (_target(one, judge), _of_whole(source, one, whole)) if line is not None]


def of_trend(source: Source, view: View, one: Indicator, judge: Judge) -> list[Reference]:
    """For the area's own months; the average is that of the area above it, at the view's span."""
    above = source.tree.parent(view.area)
    average = None
    if above and above in source.tree and one.kind == "ratio":
        average = _of_whole(source, one, numbers(source, [one.id], above, view.span)[one.id])
    return [line for line in (_target(one, judge), average, _nation(one, view)) if line is not None]


def _target(one: Indicator, judge: Judge) -> Reference | None:
    """Only of a rate: an amount's target is the year's and the county's, no line for a month or a township."""
    goal = judge.goal(one) if one.unit in PER else None
    return None if goal is None else Reference("target", "目标", goal, one.unit)


def _of_whole(source: Source, one: Indicator, whole: Number) -> Reference | None:
    """全县98.1%: a rate of all together is Σn/Σd; of a quantity the mean of those that reported."""
    if one.kind == "ratio":
        kind = source.tree[whole.area].kind
        return (
            None if whole.value is None else Reference("average", f"全{kind}" if kind else "平均", whole.value, one.unit, whole)
        )
    if one.kind == "standard" or whole.value is None or not whole.is_complete:
        return None
    below = children(source, [one.id], whole.area, whole.span)[one.id].values()
    known = [number.value for number in below if number.value is not None]
    return (
        Reference("average", "平均", sum(known, Fraction(0)) / len(known), one.unit)
        if known and sum(known) == whole.value
        else None
    )


def _nation(one: Indicator, view: View) -> Reference | None:
    """The newest national figure that is not of a later year; a count of the nation stands beside nobody's."""
    known = [row for row in national(one.id) if row.year <= view.span.year] if one.kind in ("ratio", "standard") else []
    return Reference("national", f"全国{known[-1].year}年", known[-1].value, one.unit) if known else None
