"""The light of a figure: its target in force, judged by `pace`; a township without one of its own meets the county's rate."""

from __future__ import annotations

from fractions import Fraction

from data_access import plans
from data_access.specs import SCALE, TargetRow
from metrics import pace
from metrics.derivation import is_point
from metrics.evaluate import numbers
from metrics.model import Indicator
from metrics.results import Number, Span
from metrics.source import Source


class Judge:
    """All targets of one area and those directly below it, for the year of a span."""

    def __init__(self, source: Source, area: str, span: Span) -> None:
        self._source, self._area, self._span = source, area, span
        areas = [area, source.tree.parent(area), *(row.code for row in source.tree.children(area))]
        rows = plans.targets(source.connection, source.scope, span.year, [code for code in areas if code])
        self._targets: dict[tuple[str, str], TargetRow] = {}
        for row in sorted(rows, key=lambda row: bool(row.task)):
            if row.value is not None:
                self._targets.setdefault((row.indicator, row.area), row)

    def target(self, one: Indicator, area: str) -> TargetRow | None:
        """The area's own target, else for a rate that of the area above."""
        own = self._targets.get((one.id, area))
        if own is not None or one.unit not in ("%", "‰"):
            return own
        above = self._targets.get((one.id, self._area))
        return above or self._targets.get((one.id, self._source.tree.parent(self._area)))

    def goal(self, one: Indicator) -> Fraction | None:
        target = self.target(one, self._area)
        return None if target is None else Fraction(target.value, SCALE)

    def light(self, one: Indicator, number: Number) -> str:
        """on, mark, behind, off; none without a target or a figure."""
        return self.progress(one, number).light

    def progress(self, one: Indicator, number: Number) -> pace.Progress:
        target = self.target(one, number.area)
        if target is None:
            return pace.Progress(TargetRow(one.id, number.area, self._span.year, None, ""), number, None)
        as_level = pace.is_level(self._source, one)
        return pace.judge(
            target, number if as_level else self._since_january(one, number), Fraction(target.value, SCALE), one.direction,
            as_level=as_level, span=self._span,
        )  # fmt: skip

    def _since_january(self, one: Indicator, number: Number) -> Number:
        """An amount of a month or quarter is judged by what has come together since January: the target is the year's."""
        if number.span.kind in ("ytd", "year") or is_point(one, self._source.catalogue.indicators):
            return number
        return numbers(self._source, [one.id], number.area, Span("ytd", number.span.month))[one.id]
