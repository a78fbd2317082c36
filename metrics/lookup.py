"""快速查询: what a few typed words mean. Only the catalogue and the areas in scope are searched; in doubt all that fits is listed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pypinyin import Style, lazy_pinyin

from data_access.areas import CONTEXT
from data_access.names import stem
from metrics.cards import standing_for
from metrics.evaluate import numbers
from metrics.model import Indicator
from metrics.results import Number, View
from metrics.source import CREMATION_RATE, Source

MOST_LETTERS, MOST_SHOWN = 40, 6
EXACT, INITIALS, BEGINS, CONTAINS, INITIALS_BEGIN = 5, 4, 3, 2, 1


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that can be meant. words: its names, normalised; place: the more usual come first among equals."""

    kind: Literal["area", "indicator"]
    code: str
    name: str
    words: tuple[str, ...]
    initials: tuple[str, ...]
    place: int

    def fit(self, text: str) -> int:
        """How well normalised text names it; 0: not at all. One letter alone names only what is called so."""
        if text in self.words:
            return EXACT
        if text in self.initials and len(text) > 1:
            return INITIALS
        if len(text) < 2:
            return 0
        if any(word.startswith(text) for word in self.words):
            return BEGINS
        if any(text in word for word in self.words):
            return CONTAINS
        return INITIALS_BEGIN if any(one.startswith(text) for one in self.initials) else 0


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the text may mean: every area and every indicator that fits equally well. Both empty: nothing fits."""

    areas: tuple[Term, ...] = ()
    indicators: tuple[Term, ...] = ()

    @property
    def is_sure(self) -> bool:
        return len(self.areas) <= 1 and len(self.indicators) <= 1


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer: an area, and the figure of an indicator for it. number None: only the area was named."""

    area: str
    indicator: str = ""
    number: Number | None = None


def normalised(text: str) -> str:
    """Full-width letters, capitals, brackets and marks made equal; single spaces between words."""
    plain = unicodedata.normalize("NFKC", text[:MOST_LETTERS]).lower()
    return re.sub(r"[^\w]+|_+", " ", plain).strip()


def terms(source: Source) -> tuple[Term, ...]:
    """Everything that can be meant by the account of the source."""
    return (*_areas(source), *_indicators(source))


def meaning(text: str, known: Iterable[Term]) -> Meaning:
    """What fits best: the whole text as one name, else an area and an indicator in either order, with or without a space."""
    wanted, known = normalised(text), tuple(known)
    if not wanted:
        return Meaning()
    whole, alone = _best(wanted.replace(" ", ""), known)
    if whole >= INITIALS:
        return _split(alone)
    total, both = max((_pair(*cut, known) for cut in _cuts(wanted)), key=lambda pair: pair[0], default=(0, Meaning()))
    if total and (not whole or total >= 2 * INITIALS or " " in wanted):
        return both
    return _split(alone)


def hits(source: Source, view: View, found: Meaning) -> tuple[list[Hit], int]:
    """Its figures for the span of the View, the nearest stated ones where that span is unknown; and how many more fit.

    Without an area the View's is meant. The bureau's chosen variant of an indicator comes first.
    """
    areas = [term.code for term in found.areas] or [view.area]
    codes = [term.code for term in found.indicators]
    if not codes:
        return [Hit(term.code) for term in found.areas[:MOST_SHOWN]], max(0, len(found.areas) - MOST_SHOWN)
    preferred = source.preferred(CREMATION_RATE)
    codes.sort(key=lambda code: code != preferred)  # a stable sort: the others keep their order
    pairs = [(area, code) for area in areas for code in codes]
    shown = [Hit(area, code, _number(source, code, area, view)) for area, code in pairs[:MOST_SHOWN]]
    return shown, len(pairs) - len(shown)


def _number(source: Source, code: str, area: str, view: View) -> Number:
    number = numbers(source, [code], area, view.span)[code]
    return standing_for(source, source.indicator(code), number)


def _cuts(text: str) -> list[tuple[str, str]]:
    words = text.split()
    if len(words) > 1:
        return [("".join(words[:place]), "".join(words[place:])) for place in range(1, len(words))]
    return [(text[:place], text[place:]) for place in range(1, len(text))]


def _pair(first: str, second: str, known: Sequence[Term]) -> tuple[int, Meaning]:
    """How well the two halves name an area and an indicator, in the better order."""
    by_kind = {kind: [term for term in known if term.kind == kind] for kind in ("area", "indicator")}
    found = []
    for one, other in ((first, second), (second, first)):
        area, areas = _best(one, by_kind["area"])
        indicator, indicators = _best(other, by_kind["indicator"])
        found.append((area + indicator if area and indicator else 0, Meaning(areas, indicators)))
    return max(found, key=lambda pair: pair[0])


def _best(text: str, known: Iterable[Term]) -> tuple[int, tuple[Term, ...]]:
    fits = [(term.fit(text), term) for term in known]
    best = max((fit for fit, _ in fits), default=0)
    found = [term for fit, term in fits if fit == best] if best else []
    return best, tuple(sorted(found, key=lambda term: (term.place, term.code)))


def _split(found: Sequence[Term]) -> Meaning:
    return Meaning(
        tuple(term for term in found if term.kind == "area"), tuple(term for term in found if term.kind == "indicator")
    )


def _areas(source: Source) -> Iterable[Term]:
    for row in source.tree.rows.values():
        if row.setting != CONTEXT and source.scope.covers(row.code):
            words = tuple(dict.fromkeys((normalised(row.name), normalised(stem(row.name)))))
            yield Term("area", row.code, row.name, words, _initials(words), len(row.code))


def _indicators(source: Source) -> Iterable[Term]:
    for number, one in enumerate(source.catalogue.indicators.values()):
        if source.has_line(one.line):
            words = tuple(dict.fromkeys(_spellings(one)))
            place = number + (0 if one.headline else 1_000 if one.tier == "core" else 10_000)
            yield Term("indicator", one.id, one.name, words, _initials(words), place)


def _spellings(one: Indicator) -> Iterable[str]:
    """Its names, each also without what stands in brackets: 火化率（火化区） is called 火化率."""
    for name in filter(None, (one.name, one.short, *one.aliases)):
        yield normalised(name).replace(" ", "")
        yield normalised(re.sub(r"[（(].*?[）)]", "", name)).replace(" ", "")
    yield one.id.replace("_", "")


@lru_cache(maxsize=20_000)
def _letters(word: str) -> str:
    return "".join(lazy_pinyin(word, style=Style.FIRST_LETTER))


def _initials(words: Iterable[str]) -> tuple[str, ...]:
    chinese = (word for word in words if any("一" <= letter <= "鿿" for letter in word))
    return tuple(dict.fromkeys(_letters(word) for word in chinese))
