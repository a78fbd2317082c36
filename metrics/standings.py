"""Who stands at either end of an indicator, and who has not reported, as sentences of the narrative."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from metrics.evaluate import children, is_too_fine
from metrics.exhibits import child_span
from metrics.formatting import number_text, span_text
from metrics.lights import Judge
from metrics.model import Indicator
from metrics.noise import small_mark
from metrics.results import Number, View
from metrics.source import Source
from metrics.wording import Segment, said

LEVELS = {"township": "乡镇", "village": "村（社区）", "county": "县"}
COUNTS = "零一二三"
NAMED = 5  # areas that are named before 等


def standings(source: Source, view: View, one: Indicator) -> list[Segment]:
    below = source.tree.children(view.area)
    if len(below) < 2 or one.kind == "standard" or is_too_fine(source, one, below[0].code):
        return []
    span = child_span(one, view.span)
    found = children(source, [one.id], view.area, span)[one.id]
    judge = Judge(source, view.area, span)
    known = {area: number for area, number in found.items() if number.value is not None}
    lower = one.direction == "lower_better"
    order = sorted(known, key=lambda area: (known[area].value if lower else -known[area].value, area))
    level = LEVELS.get(below[0].level, "单位")
    period = f"（{span_text(span)}）" if span != view.span else ""
    segments: list[Segment] = []
    if len(order) > 1 and known[order[0]].value == known[order[-1]].value:
        segments = said("areas.equal", level=level, name=one.name + period, value=_printed(known[order[0]]))
    elif len(order) > 1:
        most = min(3, len(order) // 2)
        places = [_end(source, judge, one, known, way, most) for way in (order, order[::-1])]
        first, last = (listed(end, "、") for end in places)
        amounts = one.kind != "ratio" and one.direction == "neutral"
        even = all(len(end) == most for end in places) and not any("单位" in part.text for part in (*first, *last))
        name = "two" if len(order) == 2 else "amounts" if amounts else "ranked" if even else "uneven"
        segments = said(f"areas.{name}", level=level, name=one.name + period, word=COUNTS[most], first=first, last=last)
    return segments + _unreported(source, one, found)


def _end(
    source: Source, judge: Judge, one: Indicator, known: dict[str, Number], order: Sequence[str], most: int
) -> list[list[Segment]]:
    """The first `most` in an order; equal ones that do not all fit are counted, not picked from.

    Whoever stands at the other end is named there.
    """
    groups: list[list[str]] = []
    for area in order:
        same = groups and known[groups[-1][0]].value == known[area].value
        groups[-1].append(area) if same else groups.append([area])
    places: list[list[Segment]] = []
    for group in groups[:-1]:
        room = most - len(places)
        if room <= 0:
            break
        if len(group) > room:
            tied = {"area": source.tree.name(group[0]), "count": str(len(group)), "value": _printed(known[group[0]])}
            places.append(said("areas.tied_place", **tied))
            break
        places += [_place(source, judge, one, known[area]) for area in group]
    return places


def _place(source: Source, judge: Judge, one: Indicator, number: Number) -> list[Segment]:
    small = small_mark(source, one, number, judge.target(one, number.area))
    name = "areas.small_place" if small else "areas.place"
    return said(name, area=source.tree.name(number.area), value=_printed(number))


def _printed(number: Number) -> Segment:
    return Segment(number_text(number), number)


def _unreported(source: Source, one: Indicator, found: dict[str, Number]) -> list[Segment]:
    silent = [source.tree.name(area) for area, number in found.items() if number.expected and not number.reporting]
    if not silent or len(silent) == len(found):
        return []
    return said("areas.unreported", names=_names(silent), name=one.name)


def _names(names: Collection[str]) -> str:
    shown = "、".join(list(names)[:NAMED])
    return f"{shown}等{len(names)}个单位" if len(names) > NAMED else shown


def listed(parts: Iterable[list[Segment]], mark: str) -> list[Segment]:
    found: list[Segment] = []
    for part in parts:
        found += [Segment(mark), *part] if found else part
    return found
