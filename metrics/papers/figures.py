"""The figures that a structure's places name, read once for the whole paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from data_access import reads
from data_access.errors import InputError
from data_access.specs import SCALE
from metrics.cards import standing_for
from metrics.compare import Change, changes
from metrics.derivation import is_point, is_yearly
from metrics.evaluate import children, numbers
from metrics.formatting import month_text, span_text
from metrics.keys import key_of
from metrics.model import Indicator
from metrics.papers.pattern import AHEAD, Place
from metrics.ranking import is_rankable, positions
from metrics.results import Number, Span, View
from metrics.source import Source
from metrics.stated import stated_key

COMPARES = {"同比": "yoy", "环比": "prev"}
NATURES = {"预计": "forecast", "计划": "target"}
FIRST = 3  # areas that 居前 names
LEAST = 5  # areas with a figure below which nobody is named first


@dataclass(frozen=True, slots=True)
class Figure:
    """What a place holds. words: the span that it stands for, as printed; key: where its sources are found."""

    number: Number
    words: str
    key: str = ""

    @property
    def is_there(self) -> bool:
        return self.number.is_known or self.number.state == "masked"


class Figures:
    """gap: (reporting, expected) of most figures that are incomplete; like: how many areas most of them are compared by."""

    def __init__(self, source: Source, view: View, places: Iterable[Place]) -> None:
        self.source, self.view = source, view
        self._read: dict[tuple[str, str], dict[str, Number]] = {}
        self._changes: dict[tuple[str, str, str], dict[str, Change]] = {}
        self._stated: dict[Place, Figure | None] = {}
        self._first: dict[Place, list[tuple[str, Number]]] = {}
        wanted: dict[tuple[str, str], dict[str, None]] = {}
        compared: dict[tuple[str, str, str], dict[str, None]] = {}
        for place in places:
            if place.stated or AHEAD in place.modifiers:
                continue
            where = (place.area, place.time)
            wanted.setdefault(where, {})[place.code] = None
            if place.clause in COMPARES:
                compared.setdefault((*where, place.clause), {})[place.code] = None
        for where, codes in wanted.items():
            self._read[where] = numbers(source, list(codes), self.area(where[0]), self.span(where[1]))
        for (area, time, clause), codes in compared.items():
            found = changes(source, list(codes), self.area(area), self.span(time), COMPARES[clause])
            self._changes[area, time, clause] = found
        self.gap, self.like = self._common()

    def _common(self) -> tuple[tuple[int, int] | None, int]:
        """A gap that two figures have in common is said once a paragraph."""
        own = self._read.get(("", ""), {}).values()
        gaps = Counter((one.reporting, one.expected) for one in own if one.value is not None and not one.is_complete).most_common(
            1
        )
        if not gaps or gaps[0][1] < 2:
            return None, 0
        alike = (change.like_for_like for found in self._changes.values() for change in found.values() if change.like_for_like)
        likes = Counter(alike).most_common(1)
        return gaps[0][0], likes[0][0] if likes else 0

    # -- where and when --------------------------------------------------------------------------------------------------

    def area(self, named: str) -> str:
        """The paper's own area, or one below it by its name or code. Raises InputError."""
        if not named:
            return self.view.area
        below = self.source.tree.children(self.view.area)
        found = next((row.code for row in below if named in (row.code, row.name)), "")
        if not found:
            own = self.source.tree.name(self.view.area)
            raise InputError(
                f"句式里的“@{named}”不是{own}的下级单位，报告没有生成。", "请在句式文件里改成下级单位的名称或区划代码。"
            )
        return found

    def span(self, time: str) -> Span:
        span = self.view.span
        return span.a_year_before() if time == "上年" else Span("month", span.last) if time == "本月" else span

    @property
    def is_whole_year(self) -> bool:
        return self.view.span.kind in ("ytd", "year") and self.view.span.last % 100 == 12

    def flow_words(self) -> str:
        """What the paper's own span is called: 2025年1—10月, of all twelve months 2025年."""
        return f"{self.view.span.year}年" if self.is_whole_year else span_text(self.view.span)

    def point_words(self) -> str:
        return f"{month_text(self.view.span.last)}底"

    # -- one place -------------------------------------------------------------------------------------------------------

    def at(self, place: Place) -> Figure:
        """The figure itself, or the nearest that the same year's report states in its stead, or the reason why there is none."""
        if place.stated:
            return self._as_stated(place)
        one = self.source.indicator(place.code)
        area, span = self.area(place.area), self.span(place.time)
        number = self._read.get((place.area, place.time), {}).get(place.code)
        if number is None:
            number = numbers(self.source, [place.code], area, span)[place.code]
        number = standing_for(self.source, one, number, 0)
        if one.kind == "sum" and number.reason.startswith("已列"):  # some of its members: no total of what the sentence lists
            number = replace(number, value=None, state="missing", expected=0)
        return Figure(number, self._words(one, number), key_of(number))

    def change(self, place: Place) -> Change | None:
        return self._changes.get((place.area, place.time, place.clause), {}).get(place.code)

    def first_areas(self, place: Place) -> list[tuple[str, Number]]:
        """The best three areas below with their figures; nobody where too few have one or where neither end is better."""
        if place not in self._first:
            self._first[place] = self._best(place)
        return self._first[place]

    def _best(self, place: Place) -> list[tuple[str, Number]]:
        """Of equal ones who would not all find room none is named: who is left out would ask why."""
        one = self.source.indicator(place.code)
        found = children(self.source, [place.code], self.area(place.area), self.span(place.time))[place.code]
        ranked = [number for number in found.values() if is_rankable(one, number) and number.is_complete]
        if one.direction == "neutral" or len(ranked) < LEAST:
            return []
        places = positions({number.area: number.value for number in ranked}, one.direction)
        sharing = Counter(places.values())
        best = [number for number in ranked if places[number.area] + sharing[places[number.area]] - 1 <= FIRST]
        return [(self.source.tree.name(number.area), number) for number in sorted(best, key=lambda number: places[number.area])]

    def _words(self, one: Indicator, number: Number) -> str:
        everything = self.source.catalogue.indicators
        if number.state == "nearest":
            return self._borrowed_words(one, number)
        kept = self.source.stored_span(one, number.span)
        if is_yearly(one, everything):
            return f"{kept.year}年"
        if is_point(one, everything):
            return f"{month_text(kept.last)}底"
        own = self.view.span
        return self.flow_words() if (kept.first, kept.last) == (own.first, own.last) else span_text(kept)

    def _borrowed_words(self, one: Indicator, number: Number) -> str:
        """A year's amount in a year's report needs no word of its own; what is dated by the year alone says so."""
        of_year = "月份未注明" in number.stated_span or number.stated_span.endswith("年全年")
        if of_year and not number.place and self.is_whole_year and not is_point(one, self.source.catalogue.indicators):
            return self.flow_words()
        return f"{number.place}，{number.stated_span}" if number.place else number.stated_span

    def _as_stated(self, place: Place) -> Figure:
        """A forecast or a plan as reported, of this year or a plan for the next; or the target in force."""
        if place not in self._stated:
            self._stated[place] = self._target(place) if place.stated == "目标" else self._observed(place)
        found = self._stated[place]
        one = self.source.indicator(place.code)
        span = Span("year", self.view.span.year * 100 + 12)
        return found or Figure(Number(one.id, self.area(place.area), span, None, one.unit), "")

    def _observed(self, place: Place) -> Figure | None:
        one, area, year = self.source.indicator(place.code), self.area(place.area), self.view.span.year
        seen = reads.observations(
            self.source.connection, self.source.scope, indicator=one.id, area=area, as_of=self.source.as_of
        )  # fmt: skip
        if not len(seen):
            return None
        years = (year,) if place.stated == "预计" else (year, year + 1)
        rows = seen[
            (seen["nature"] == NATURES[place.stated]) & seen["year"].isin(years) & seen["covers_whole"] & seen["value"].notna()
        ]
        if not len(rows):
            return None
        row = rows.iloc[-1]
        span = Span("year", int(row["year"]) * 100 + 12)
        value = Fraction(int(row["value"]), SCALE)
        number = Number(
            one.id, area, span, value, one.unit, state="reported", approx=str(row["approx"]), version=int(row["version"])
        )
        words = self.flow_words() if span.year == year else f"{span.year}年"
        return Figure(number, words, stated_key(number.version, [int(row["row"])]))

    def _target(self, place: Place) -> Figure | None:
        one, area, year = self.source.indicator(place.code), self.area(place.area), self.view.span.year
        rows = [row for row in self.source.targets(year, [area]) if row.indicator == one.id]
        row = next((row for row in sorted(rows, key=lambda row: bool(row.task)) if row.value is not None), None)
        if row is None:
            return None
        number = Number(one.id, area, Span("year", year * 100 + 12), Fraction(row.value, SCALE), one.unit, state="reported")
        return Figure(number, self.flow_words())
