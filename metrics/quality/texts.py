"""Published texts as the checks read them: their statements, grouped by text and place, with the span that they word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

import pandas as pd

from data_access.specs import SCALE
from metrics.formatting import value_text
from metrics.model import Indicator
from metrics.quality.finding import Cited
from metrics.source import Source

# How a text words a span that it does not date: closing month of the year, and how many months
WORDED = (
    (re.compile(r"全年"), lambda _: (12, 12)),
    (re.compile(r"上半年(?!总结)"), lambda _: (6, 6)),
    (re.compile(r"第一季度"), lambda _: (3, 3)),
    (re.compile(r"1[—\-~至]+(\d{1,2})月"), lambda found: (int(found[1]), int(found[1]))),
    (re.compile(r"[截至到]+(?:今年)?(\d{1,2})月"), lambda found: (int(found[1]), int(found[1]))),
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One figure of a text. closing, months: of its span, 0 where the text does not say."""

    indicator: Indicator
    area: str
    value: Fraction | None
    span: str
    closing: int
    months: int
    nature: str
    approx: str
    note: str
    place: str
    cited: Cited

    @property
    def text(self) -> str:
        """Name and value as stated."""
        if self.value is None:
            return f"{self.indicator.name}（原文遮盖）"
        return f"{self.indicator.name}{value_text(self.value, self.indicator.unit, self.approx, as_stated=True)}"

    @property
    def names_areas(self) -> tuple[str, ...]:
        """The places that are printed with it, one by one."""
        return tuple(filter(None, re.split(r"[、，]", self.place)))


@dataclass
class Text:
    """One published text about one area (or one place of it): its statements in their order."""

    title: str
    bureau: str
    area: str
    remarks: tuple[str, ...]
    dated: datetime | None
    statements: list[Statement] = field(default_factory=list)

    def of(self, code: str, *natures: str) -> list[Statement]:
        wanted = natures or ("actual",)
        return [one for one in self.statements if one.indicator.id == code and one.nature in wanted and one.value is not None]

    def beside(self, code: str, other: Statement, *natures: str) -> Statement | None:
        """The statement that belongs to the same span as `other`: in the same words, else the same closing month, else the only one."""
        every = self.of(code, *natures)
        same_words = [one for one in every if one.span == other.span]
        same_close = [one for one in every if one.closing and one.closing == other.closing]
        chosen = same_words or same_close
        if chosen:
            return chosen[0]
        # a text that names the span only once means it for the neighbouring figure too
        return every[0] if len(every) == 1 and not (every[0].closing and other.closing) else None

    def together(self, code: str, other: Statement) -> Statement | None:
        """Stricter: stated for the same span, by the same words or the same closing month."""
        every = self.of(code)
        return next((one for one in every if one.span == other.span), None) or next(
            (one for one in every if one.closing and one.closing == other.closing), None
        )


def texts(source: Source, seen: pd.DataFrame) -> list[Text]:
    """The texts of `quality.stated_in_texts`, one per text, area and printed place."""
    found: dict[tuple, Text] = {}
    for row in seen.itertuples() if len(seen) else ():
        one = source.catalogue.indicators.get(row.indicator)
        if one is None:
            continue
        place = "" if row.covers_whole else row.place
        key = (row.version, row.area, place)
        if key not in found:
            remarks = tuple(filter(None, row.remarks.split("；")))
            found[key] = Text(row.title, row.bureau, row.area, remarks, _moment(row.submitted_at))
        found[key].statements.append(_statement(row, one, place))
    return list(found.values())


def whole_texts(parts: Iterable[Text]) -> Iterator[Text]:
    """Each text once, with the statements of all its places."""
    merged: dict[tuple, Text] = {}
    for part in parts:
        key = (part.title, part.bureau)
        whole = merged.setdefault(key, Text(part.title, part.bureau, part.bureau, part.remarks, part.dated))
        whole.statements += part.statements
    yield from merged.values()


def _statement(row, one: Indicator, place: str) -> Statement:
    closing, months = worded_span(row.stated_span, row.first, row.last, row.year)
    return Statement(
        indicator=one,
        area=row.area,
        value=None if pd.isna(row.value) else Fraction(int(row.value), SCALE),
        span=row.stated_span,
        closing=closing,
        months=months,
        nature=row.nature,
        approx=row.approx,
        note=row.note,
        place=place,
        cited=Cited(row.title, row.source, row.quote, int(row.version)),
    )


def worded_span(words: str, first: int, last: int, year: int = 0) -> tuple[int, int]:
    """Closing month (yyyymm, or the month alone without a year) and length; 0 and 0 where the text does not say."""
    if last:
        return last, last - first + 1
    for pattern, read in WORDED:
        match = pattern.search(words)
        if match:
            closing, months = read(match)
            return year * 100 + closing, months
    return 0, 0


def _moment(value) -> datetime | None:
    return None if value is None or pd.isna(value) else value
