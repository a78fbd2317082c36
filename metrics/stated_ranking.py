"""Bureaus of published reports beside each other, by the figures that they state; unlike spans or scopes are not ranked."""

from __future__ import annotations

import re
from collections.abc import Collection
from fractions import Fraction

import pandas as pd

from data_access import reads
from data_access.areas import PUBLISHED
from data_access.specs import SCALE
from metrics.derivation import is_point
from metrics.evaluate import PER
from metrics.model import Indicator
from metrics.ranking import Ranking, Standing, best, in_order, lacking, positions, unit_of_cases
from metrics.results import Number, Span
from metrics.scope_tags import UNSAID, tag_of
from metrics.source import Source
from metrics.spans import merge_approx
from metrics.stated import stated_key

FEWEST = 2  # bureaus that state an indicator before it can be compared
IN_BRACKETS = re.compile(r"（(.+?)）")
SAME_STRETCH = {"上半年": "1—6月", "1-6月": "1—6月", "全年": "全年", "今年": "全年"}
Stated = tuple[int, int, int, str]  # year, first and last month, as printed
Cells = dict[str, tuple[Fraction, str, int, int]]  # indicator: value, approximation, data version, row of its return
Value = tuple[Fraction, Fraction | None, Fraction | None, frozenset[str]]  # with its parts, and the statements it rests on
Seen = dict[str, list[tuple[Stated, Cells]]]  # by bureau, the newest span first


def bureaus(source: Source) -> Seen:
    """What each published bureau states of itself: actual figures of the whole area, by the span they are printed for."""
    found: Seen = {}
    for root in source.tree.roots(PUBLISHED):
        rows = reads.observations(source.connection, source.scope, area=root.code, as_of=source.as_of)
        if len(rows):
            kept = rows[(rows["nature"] == "actual") & rows["value"].notna() & rows["covers_whole"]]
            found[root.code] = _by_span(kept.sort_values(["year", "last", "version", "row"]))
    return {area: spans for area, spans in found.items() if spans}


def _by_span(rows: pd.DataFrame) -> list[tuple[Stated, Cells]]:
    spans: dict[Stated, Cells] = {}
    for row in rows.itertuples():
        cell = (Fraction(int(row.value), SCALE), row.approx, int(row.version), int(row.row))
        spans.setdefault((row.year, row.first, row.last, row.stated_span), {})[row.indicator] = cell
    return list(reversed(spans.items()))


def comparable(source: Source, seen: Seen) -> list[Indicator]:
    """The indicators that at least two bureaus state, or whose parts they state, in catalogue order."""
    found = []
    for one in source.catalogue.indicators.values():
        if sum(stated(source, one, area, spans) is not None for area, spans in seen.items()) >= FEWEST:
            found.append(one)
    return found


def of_bureaus(source: Source, code: str, seen: Seen, chosen: Collection[str] = ()) -> Ranking:
    """The bureaus that state the indicator, each by its own newest figure; refused where they do not count the same."""
    one = source.indicator(code)
    found: dict[str, Number] = {}
    spans: dict[str, Stated] = {}
    keys: dict[str, str] = {}
    for area, printed in seen.items():
        here = stated(source, one, area, printed) if not chosen or area in chosen else None
        if here is not None:
            found[area], spans[area], keys[area] = here
    refusals = _refusals(source, one, spans)
    places = {} if refusals else positions({area: number.value for area, number in found.items()}, one.direction)
    first = None if refusals else best(found.values(), one)
    tag = tag_of(one.id)
    rows = [
        Standing(
            area, source.tree.name(area), number, places.get(area, 0), "none", lacking(source, one, number, first), None,
            unit_of_cases(source, one), _notes(number, spans[area], "" if tag is None else tag.scope(area)), keys[area],
        )
        for area, number in found.items()
    ]  # fmt: skip
    return Ranking(one, in_order(rows), refusals=refusals)


def _notes(number: Number, span: Stated, scope: str) -> tuple[str, ...]:
    derived = "按报告所列分项计算" if number.state == "derived" else ""
    said = scope if scope in ("", UNSAID) else f"口径：{scope}"
    return tuple(filter(None, (span[3], said, derived)))


def stated(source: Source, one: Indicator, area: str, spans: list[tuple[Stated, Cells]]) -> tuple[Number, Stated, str] | None:
    """The newest figure that a report states or that its own figures of one span give, with its key; None if there is none."""
    wanted = _parts(source, one)
    for span, cells in spans:
        used = {code: cells[code] for code in wanted if code in cells}
        found = _value(source, one, used) if used else None
        if found is not None:
            value, n, d, bearers = found
            direct = bearers == {one.id}
            approx = merge_approx(used[code][1] for code in bearers)
            version = max(used[code][2] for code in bearers)
            shown = Span("ytd" if span[2] else "year", span[2] or span[0] * 100 + 12)
            state = "reported" if direct else "derived"
            number = Number(one.id, area, shown, value, one.unit, n, d, state, "", 1, 1, approx, version, span[3])
            return number, span, stated_key(version, [used[code][3] for code in bearers], "" if direct else one.id)
    return None


def _parts(source: Source, one: Indicator) -> set[str]:
    below = (*one.members, *filter(None, (one.numerator, one.denominator)))
    return {one.id}.union(*(_parts(source, source.indicator(code)) for code in below))


def _value(source: Source, one: Indicator, cells: Cells) -> Value | None:
    """From its parts where both are printed, else as stated, else the sum of its members."""
    if one.kind == "ratio" and one.numerator and one.rule not in ("person_months", "average"):
        n, d = (_value(source, source.indicator(code), cells) for code in (one.numerator, one.denominator))
        if n is not None and d is not None and d[0]:
            return n[0] / d[0] * PER.get(one.unit, 1), n[0], d[0], n[3] | d[3]
    if one.id in cells:
        return cells[one.id][0], None, None, frozenset({one.id})
    parts = [_value(source, source.indicator(code), cells) for code in one.members]
    if parts and all(part is not None for part in parts):
        return sum((part[0] for part in parts), Fraction(0)), None, None, frozenset().union(*(part[3] for part in parts))
    return None


# -- why not ----------------------------------------------------------------------------------------------------------


def _refusals(source: Source, one: Indicator, spans: dict[str, Stated]) -> tuple[str, ...]:
    if len(spans) < FEWEST:
        return ("只有一个单位列出这项数字，没有可比的单位。",) if spans else ()
    found = []
    tag = tag_of(one.id)
    if tag is not None and tag.is_mixed(spans):
        scopes = "；".join(f"{source.tree.name(area)}：{tag.scope(area)}" for area in spans)
        found.append(f"“{tag.topic}”各单位口径不同（{scopes}）。{tag.reason}，不能排名。")
    stretches = {area: stretch(span) for area, span in spans.items()}
    if _adds_up(source, one) and len(set(stretches.values())) > 1:
        words = "；".join(f"{source.tree.name(area)}：{text}" for area, text in stretches.items())
        found.append(f"各单位的累计期间长短不同（{words}），总量不能排名。")
    return tuple(found)


def _adds_up(source: Source, one: Indicator) -> bool:
    """Whether a longer span makes a larger figure."""
    return one.kind in ("flow", "sum") and not is_point(one, source.catalogue.indicators)


def stretch(span: Stated) -> str:
    """Which months of a year a figure covers, whatever the year: 1—9月, 全年; of an undated one as printed."""
    year, first, last, printed = span
    if last:
        months = (first % 100, last % 100)
        return "全年" if months == (1, 12) else f"{months[0]}—{months[1]}月"
    if year:
        return "全年"
    words = IN_BRACKETS.search(printed)
    text = words[1] if words else printed
    return SAME_STRETCH.get(text, text)
