"""The light of a figure: its target in force, judged by `pace`; a township without one of its own meets the county's rate."""

from __future__ import annotations

from fractions import Fraction

from data_access.specs import SCALE, TargetRow
from metrics import pace
from metrics.derivation import is_point
from metrics.evaluate import children, numbers
from metrics.light_rules import in_force
from metrics.model import Indicator
from metrics.results import Number, Span
from metrics.source import Source


class Judge:
    """All targets of one area and those directly below it, for the year of a span."""

    def __init__(self, source: Source, area: str, span: Span) -> None:
        self._source, self._area, self._span = source, area, span
        areas = [area, source.tree.parent(area), *(row.code for row in source.tree.children(area))]
        rows = source.targets(span.year, [code for code in areas if code])
        self._rule = in_force(source.settings, span.last)
        self._read: dict[tuple[str, Span], dict[str, Number]] = {}
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

    def has_own(self, one: Indicator, area: str) -> bool:
        """Whether the area itself was set a target."""
        return (one.id, area) in self._targets

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
            as_level=as_level, span=self._span, rule=self._rule, start=self._start(one, number.area),
        )  # fmt: skip

    def _since_january(self, one: Indicator, number: Number) -> Number:
        """An amount of a month or quarter is judged by what has come together since January: the target is the year's."""
        if number.span.kind in ("ytd", "year") or is_point(one, self._source.catalogue.indicators):
            return number
        return self._cells(one, Span("ytd", number.span.month)).get(number.area, number)

    def _start(self, one: Indicator, area: str) -> Fraction:
        """Where a stock stood at the end of last year; nothing of an amount."""
        if not is_point(one, self._source.catalogue.indicators):
            return pace.ZERO
        before = self._cells(one, Span("month", (self._span.year - 1) * 100 + 12)).get(area)
        return before.value if before is not None and before.value is not None and before.is_complete else pace.ZERO

    def _cells(self, one: Indicator, span: Span) -> dict[str, Number]:
        """The area's own figure and those below it, read once."""
        key = (one.id, span)
        if key not in self._read:
            own = numbers(self._source, [one.id], self._area, span)[one.id]
            self._read[key] = children(self._source, [one.id], self._area, span)[one.id] | {self._area: own}
        return self._read[key]
