"""需关注事项: what a head should hear of now, sorted by consequence. Each item says the rule that raised it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from data_access import reads
from metrics.evaluate import children, expected_count, number_of
from metrics.exhibits import child_span
from metrics.formatting import difference_text, number_text, pair_text, value_text
from metrics.lights import Judge
from metrics.model import Indicator
from metrics.pace import Progress, key_tasks
from metrics.results import Number, Span, View
from metrics.source import Source

RANKS = {"off": 0, "logic": 1, "missing": 2, "behind": 3}


@dataclass(frozen=True, slots=True)
class Item:
    """kind: off, behind, logic or missing. area: where to look; indicator: what at."""

    kind: str
    title: str
    rule: str
    area: str
    indicator: str = ""


def attention(source: Source, view: View, codes: Collection[str]) -> list[Item]:
    """Below the warning level, behind pace, a part above its whole, not reported."""
    items = [_behind(source, one) for one in key_tasks(source, view.area, view.span) if one.light in ("behind", "off")]
    seen = {(item.area, item.indicator) for item in items}
    items += [item for item in _below(source, view, codes) if (item.area, item.indicator) not in seen]
    items += _above_whole(source, view, codes)
    items += _late(source, view, codes)
    return sorted(items, key=lambda item: RANKS[item.kind])


def _behind(source: Source, one: Progress) -> Item:
    number = one.number
    name = source.indicator(number.indicator).label
    if one.gap is not None:
        rule = f"滞后序时{difference_text(abs(one.gap), '%', signed=False)}，还差{value_text(one.remaining, number.unit)}"
    else:
        rule = f"低于目标{value_text(one.goal, number.unit)}，差{difference_text(one.remaining, number.unit, signed=False)}"
    title = f"{one.target.task or name} {number_text(number)}"
    return Item(one.light, title, rule, one.target.area, number.indicator)


def _below(source: Source, view: View, codes: Collection[str]) -> list[Item]:
    judge = Judge(source, view.area, view.span)
    items = []
    for code in codes:
        one = source.indicator(code)
        found = children(source, [code], view.area, child_span(one, view.span))[one.id]
        off = {area: number for area, number in found.items() if judge.light(one, number) == "off"}
        if off:
            items.append(_far_below(source, one, off, judge))
    return items


def _far_below(source: Source, one: Indicator, off: dict[str, Number], judge: Judge) -> Item:
    """One item per indicator: the worst area by name, the others counted."""
    worst = (max if one.direction == "lower_better" else min)(off, key=lambda area: off[area].value)
    goal = value_text(judge.progress(one, off[worst]).goal, one.unit)
    others = f"等{len(off)}个单位" if len(off) > 1 else ""
    return Item("off", f"{source.tree.name(worst)}{one.label}{number_text(off[worst])}", f"{others}明显低于目标{goal}", worst, one.id)


def _above_whole(source: Source, view: View, codes: Collection[str]) -> list[Item]:
    """Anywhere below, down to the village: this month's part is larger than its whole."""
    rates = [one for one in map(source.indicator, codes) if one.kind == "ratio" and one.unit == "%" and not one.may_exceed]
    month = view.span.last
    rows = reads.figures(
        source.connection, source.scope, [one.id for one in rates], "month", month, month, under=view.area, as_of=source.as_of
    )
    items = []
    for row in rows:
        if row.denominator is not None and row.numerator > row.denominator:
            one = source.indicator(row.indicator)
            number = number_of(source, one, row.area, Span("month", month), row)
            path = "".join(source.tree.name(code) for code in (source.tree.parent(row.area), row.area) if code != view.area)
            rule = f"{month % 100}月分子{pair_text(number).replace('/', '大于分母')}，待核实"
            items.append(Item("logic", f"{path}{one.label}{number_text(number)}", rule, row.area, one.id))
    return items


def _late(source: Source, view: View, codes: Collection[str]) -> list[Item]:
    """Areas that have sent nothing of what is due this month."""
    month = Span("month", view.span.last)
    named = [source.indicator(code) for code in codes]
    stored = [one for one in named if one.is_stored and not one.is_yearly and expected_count(source, one, view.area, month)]
    if not stored:
        return []
    found = children(source, [one.id for one in stored], view.area, month)
    items = []
    for row in source.tree.children(view.area):
        due = [one for one in stored if found[one.id][row.code].expected]
        gaps = [one for one in due if not found[one.id][row.code].is_known]
        if gaps:
            word = "未报" if len(gaps) == len(due) else f"漏报{len(gaps)}项"
            items.append(Item("missing", f"{row.name}{month.month % 100}月{word}", f"应报{len(due)}项，未报{len(gaps)}项", row.code))
    return items


def late_names(items: Collection[Item], source: Source) -> list[str]:
    return [source.tree.name(item.area) for item in items if item.kind == "missing"]
