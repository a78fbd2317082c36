"""需关注事项: what a head should hear of now, sorted by consequence. Each item says the rule that raised it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from data_access import reads
from metrics import rank_rule
from metrics.checks import CONSEQUENCES
from metrics.evaluate import children, expected_count, number_of, stored_parts
from metrics.exhibits import child_span
from metrics.formatting import difference_text, light_text, number_text, pair_text, value_text
from metrics.keys import key_of
from metrics.lights import Judge
from metrics.model import Indicator
from metrics.noise import small_mark
from metrics.pace import Progress, key_tasks
from metrics.quality.finding import Finding
from metrics.ranking import is_rankable, positions
from metrics.results import Number, Span, View
from metrics.source import Source

RANKS = {"off": 0, "tail": 0, "logic": 1, "quality": 1, "missing": 2, "behind": 3}
ABOVE_WHOLE = ("part", "catalogue_part")  # kinds of finding that say what an item of kind `logic` says
GRAVE = 2  # of the findings' weights: money or responsibility, and figures that contradict each other
SUBJECTS = {"off": "target", "behind": "target"}  # falling further behind does not make it another matter


@dataclass(frozen=True, slots=True)
class Item:
    """kind: off, behind, tail (among the last), logic, quality or missing. area: where to look; indicator: what at; figure: the key of its number.

    period: the year (yyyy) of what is measured against a target, the month (yyyymm) of what is wrong in one month.
    """

    kind: str
    title: str
    rule: str
    area: str
    indicator: str
    period: int
    figure: str = ""

    @property
    def key(self) -> str:
        """What it stays known by from month to month and screen to screen, while its words and numbers change."""
        return f"{SUBJECTS.get(self.kind, self.kind)}.{self.area}.{self.indicator}.{self.period}"


def attention(source: Source, view: View, codes: Collection[str]) -> list[Item]:
    """Below the warning level, behind pace, a part above its whole, not reported."""
    items = [_behind(source, one) for one in key_tasks(source, view.area, view.span) if one.light in ("behind", "off")]
    seen = {(item.area, item.indicator) for item in items}
    for item in _below(source, view, codes):
        if (item.area, item.indicator) not in seen:
            items.append(item)
            seen.add((item.area, item.indicator))
    items += _above_whole(source, view, codes)
    items += _late(source, view, codes)
    return sorted(items, key=lambda item: RANKS[item.kind])


def _behind(source: Source, one: Progress) -> Item:
    number = one.number
    indicator = source.indicator(number.indicator)
    if one.gap is not None:
        rule = f"滞后序时{difference_text(abs(one.gap), '%', signed=False)}，还差{difference_text(one.remaining, number.unit, signed=False)}"
    else:
        word, gap = ("高于", "超") if indicator.direction == "lower_better" else ("低于", "差")
        rule = f"{word}目标{value_text(one.goal, number.unit)}，{gap}{difference_text(one.remaining, number.unit, signed=False)}"
    title = f"{one.target.task or indicator.label} {number_text(number)}"
    return Item(one.light, title, rule, one.target.area, number.indicator, one.target.year, key_of(number))


def _below(source: Source, view: View, codes: Collection[str]) -> list[Item]:
    judge, rule = Judge(source, view.area, view.span), rank_rule.in_force(source.settings, view.span.last)
    items = []
    for code in codes:
        one = source.indicator(code)
        found = children(source, [code], view.area, child_span(one, view.span))[one.id]
        lights = {area: judge.light(one, number) for area, number in found.items()}
        sound = [area for area in found if not small_mark(source, one, found[area], judge.target(one, area))]
        off = {area: found[area] for area in sound if lights[area] == "off"}
        if off:
            items.append(_far_below(source, one, off, judge))
        places = positions({area: found[area].value for area in found if is_rankable(one, found[area])}, one.direction)
        tail = [area for area in sound if rule.last and rule.catches(area, places, lights[area])]
        items += [_at_the_end(source, one, found[area], (places[area], len(places)), lights[area]) for area in tail]
    return items


def _at_the_end(source: Source, one: Indicator, number: Number, place: tuple[int, int], light: str) -> Item:
    title = f"{source.tree.name(number.area)}{one.label}{number_text(number)}"
    rule = f"排第{place[0]}（共{place[1]}个），{light_text(light)}：末位且未达标"
    return Item("tail", title, rule, number.area, one.id, number.span.year, key_of(number))


def from_findings(source: Source, items: Collection[Item], findings: Collection[Finding]) -> list[Item]:
    """What the checks of quality found and a head should hear of, besides what is raised already. Undated texts stay out."""
    seen, parts = {item.key for item in items}, {(item.area, item.period) for item in items if item.kind == "logic"}
    added: list[Item] = []
    for one in findings:
        item = Item("quality", one.text, f"{CONSEQUENCES[one.weight]}：{one.why}", one.area, one.indicator, one.month)
        if one.weight > GRAVE or not one.cells or item.key in seen:
            continue
        if one.kind in ABOVE_WHOLE and (one.area, one.month) in parts:  # a part above its whole, raised already
            continue
        code, area, month = one.cells[0]
        added.append(replace(item, figure=f"{code}.{area}.month.{month}"))
        seen.add(item.key)
    return sorted([*items, *added], key=lambda item: RANKS[item.kind])


def _far_below(source: Source, one: Indicator, off: dict[str, Number], judge: Judge) -> Item:
    """One item per indicator: the worst area by name, the others counted."""
    worst = (max if one.direction == "lower_better" else min)(off, key=lambda area: off[area].value)
    goal = value_text(judge.progress(one, off[worst]).goal, one.unit)
    word = "高于" if one.direction == "lower_better" else "低于"
    others = f"等{len(off)}个单位" if len(off) > 1 else ""
    title = f"{source.tree.name(worst)}{one.label}{number_text(off[worst])}"
    number = off[worst]
    return Item("off", title, f"{others}明显{word}目标{goal}", worst, one.id, number.span.year, key_of(number))


def _above_whole(source: Source, view: View, codes: Collection[str]) -> list[Item]:
    """Anywhere below, down to the village: this month's part is larger than its whole."""
    rates = [one for one in map(source.indicator, codes) if one.kind == "ratio" and one.unit == "%" and not one.may_exceed]
    month = view.span.last
    rows = reads.figures(
        source.connection, source.scope, [one.id for one in rates], "month", month, month, under=view.area, as_of=source.as_of
    )
    above = [row for row in rows if row.denominator is not None and row.numerator > row.denominator]
    items = []
    for row in above:
        if not any(row.area in source.tree.ancestors(other.area) for other in above if other.indicator == row.indicator):
            one = source.indicator(row.indicator)
            number = number_of(source, one, row.area, Span("month", month), row)
            path = "".join(source.tree.name(code) for code in (source.tree.parent(row.area), row.area) if code != view.area)
            rule = f"{month % 100}月分子{pair_text(number).replace('/', '大于分母')}，待核实"
            items.append(Item("logic", f"{path}{one.label}{number_text(number)}", rule, row.area, one.id, month, key_of(number)))
    return items


def _late(source: Source, view: View, codes: Collection[str]) -> list[Item]:
    month = closing_month(source, view)
    items = []
    for row in completeness(source, view, codes):
        if row.missing:
            word = "未报" if row.missing == row.due else f"漏报{row.missing}项"
            rule = f"应报{row.due}项，未报{row.missing}项"
            items.append(Item("missing", f"{row.name}{month % 100}月{word}", rule, row.area, "", month))
    return items


@dataclass(frozen=True, slots=True)
class Reporting:
    """How many of the figures due for the closing month an area has sent."""

    area: str
    name: str
    due: int
    missing: int


def closing_month(source: Source, view: View) -> int:
    """The last month of the view, at most the last that anybody in the county reported."""
    root = source.tree.ancestors(view.area)[-1:] or (view.area,)
    known = source.extent(root[0]).last
    return min(view.span.last, known or view.span.last)


def completeness(source: Source, view: View, codes: Collection[str]) -> list[Reporting]:
    """The areas below that owe figures for the closing month: those that the codes and the headlines are made of."""
    month = Span("month", closing_month(source, view))
    headlines = [one.id for one in source.catalogue.headlines() if source.has_line(one.line)]
    parts = stored_parts(source, [*codes, *headlines])
    stored = [one.id for one in parts if not one.is_yearly and expected_count(source, one, view.area, month)]
    found = children(source, stored, view.area, month) if stored else {}
    rows = []
    for row in source.tree.children(view.area):
        due = [found[code][row.code] for code in stored if found[code][row.code].expected]
        missing = sum(not number.is_known for number in due)
        if due:
            rows.append(Reporting(row.code, row.name, len(due), missing))
    return rows
