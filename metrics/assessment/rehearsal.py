"""模拟测算: the same figures under other points and targets, supposed values, or another scheme; who moves, and why.

Nothing here is saved: a rehearsed scheme lives in the page alone until somebody saves it as a scheme of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from data_access.errors import InputError
from metrics.assessment.entering import PLAIN
from metrics.assessment.model import Item, Rule, Scheme
from metrics.assessment.score import AreaScore, Assessment, ranked, score_area, with_value
from metrics.assessment.scoring import Fact, decimal_of
from metrics.expectation import expectations
from metrics.formatting import points_text, value_text
from metrics.results import Span
from metrics.source import Source

NAMED = 3  # items that a move is explained by


@dataclass(frozen=True, slots=True)
class Move:
    """One area under two schemes. why: the items that changed its total most, as text."""

    area: str
    name: str
    before: AreaScore
    after: AreaScore
    why: str

    @property
    def up(self) -> int:
        """Places won (negative: lost); 0 where it has no place in one of the two."""
        return self.before.rank - self.after.rank if self.before.rank and self.after.rank else 0


def read(codes: Iterable[str], before: Iterable[str], typed: Iterable[str], word: str) -> dict[str, Decimal]:
    """What was typed anew, by the items' codes; an emptied cell leaves things as they are. Raises InputError."""
    found = {}
    for code, was, now in zip(codes, before, typed, strict=True):
        text = (now or "").strip().replace(",", "").replace("，", "").rstrip("%％")
        if not text or text == was:
            continue
        if not PLAIN.fullmatch(text):
            raise InputError(f"第{code}项的{word}“{now}”不是数字，没有测算。", "请填写不小于0的数，如 98.5。")
        found[code] = Decimal(text)
    return found


def changed(scheme: Scheme, points: Mapping[str, Decimal], targets: Mapping[str, Decimal]) -> Scheme:
    """With other points and targets of some items; what an item grants in steps grows with its points. Full marks follow."""
    items = tuple(_changed(scheme, item, points.get(item.code), targets.get(item.code)) for item in scheme.items)
    full = sum((item.points for item in items), Decimal(0))
    return scheme.model_copy(update={"items": items, "full": full or scheme.full})


def _changed(scheme: Scheme, item: Item, points: Decimal | None, target: Decimal | None) -> Item:
    before = scheme.worth(item)
    worth = before if points is None else points
    update: dict = {"points": worth, "weight": None}
    if target is not None:
        update["target"] = target
        update["rules"] = tuple(rule if rule.indicator else rule.model_copy(update={"target": None}) for rule in item.rules)
    rules = update.get("rules", item.rules)
    if before and worth != before:
        update["rules"] = tuple(_scaled(rule, Fraction(worth) / Fraction(before)) for rule in rules)
    return item.model_copy(update=update)


def _scaled(rule: Rule, factor: Fraction) -> Rule:
    """Bands and the points below a threshold are shares of the item's marks; what a step costs stays."""

    def grown(value: Decimal) -> Decimal:
        return decimal_of(Fraction(value) * factor, 4).normalize()

    if rule.kind == "bands":
        return rule.model_copy(
            update={"bands": tuple(band.model_copy(update={"points": grown(band.points)}) for band in rule.bands)}
        )
    return rule.model_copy(update={"points": grown(rule.points)}) if rule.kind == "threshold" else rule


def rescored(
    found: Assessment, scheme: Scheme | None = None, supposed: Mapping[tuple[str, str], Fraction] | None = None, month: int = 0
) -> Assessment:  # fmt: skip
    """The same facts under another form of the scheme, or with supposed values ((area, key) → value).

    month (1–12): by whose milestones; 0: those of the assessment's own month.
    """
    scheme, supposed, month = scheme or found.scheme, supposed or {}, month or found.month % 100
    facts = {area: _supposed(of_area, area, supposed) for area, of_area in found.facts.items()}
    scored = [score_area(scheme, one.area, one.name, facts[one.area], month) for one in found.results]
    return replace(found, scheme=scheme, results=ranked(scheme, scored), facts=facts)


def expected(source: Source, found: Assessment, area: str) -> dict[str, str]:
    """Item code → what the year may come to, by last year's season or else the monthly mean; only what adds over months."""
    span, shown = Span("ytd", found.month), {}
    for item in found.scheme.items:
        if item.indicator:
            mean, season = expectations(source, item.indicator, area, span)
            best = season if season.value is not None else mean
            if best.value is not None:
                shown[item.code] = value_text(best.value, source.indicator(item.indicator).unit)
    return shown


def _supposed(facts: Mapping[str, Fact], area: str, supposed: Mapping[tuple[str, str], Fraction]) -> dict[str, Fact]:
    """The area's facts with its supposed values, also where nothing had been registered."""
    values = {key: value for (one, key), value in supposed.items() if one == area}
    return {**facts, **{key: with_value(facts[key], value) if key in facts else Fact(value) for key, value in values.items()}}


def moves(before: Assessment, after: Assessment) -> list[Move]:
    """Every area under both, in the order of the second. Under another scheme an area moves by what it wins against the others:
    there the reasons are told against the mean of all; with supposed values alone, as they are."""
    earlier = {one.area: one for one in before.results}
    shares = [{one.area: _shares(each, one) for one in each.results} for each in (before, after)]
    relative = before.scheme != after.scheme and len(after.results) > 1
    means = [_means(each) if relative else {} for each in shares]
    names = {_key(item): item.name for each in (before, after) for item in each.scheme.items}
    found = []
    for one in after.results:
        was, now = (
            {key: value - mean.get(key, 0) for key, value in each[one.area].items()}
            for each, mean in zip(shares, means, strict=True)
        )
        found.append(Move(one.area, one.name, earlier[one.area], one, _why(names, was, now)))
    return found


def _key(item: Item) -> str:
    """What tells items of two schemes apart: the figure that they look at, else their name."""
    return item.indicator or item.name


def _shares(found: Assessment, one: AreaScore) -> dict[str, Fraction]:
    """What each scored item brings, in points of a hundred."""
    shares: dict[str, Fraction] = {}
    for item in one.items:
        if item.is_scored:
            key = _key(item.item)
            shares[key] = shares.get(key, Fraction(0)) + Fraction(item.score) / Fraction(found.scheme.full) * 100
    return shares


def _means(shares: Mapping[str, Mapping[str, Fraction]]) -> dict[str, Fraction]:
    """Over the areas in which an item is scored."""
    columns: dict[str, list[Fraction]] = {}
    for of_area in shares.values():
        for key, share in of_area.items():
            columns.setdefault(key, []).append(share)
    return {key: sum(values, Fraction(0)) / len(values) for key, values in columns.items()}


def _why(names: Mapping[str, str], was: Mapping[str, Fraction], now: Mapping[str, Fraction]) -> str:
    """火化率−2.1、适老化改造+0.8: the items that changed most, in points of a hundred."""
    steps = {key: decimal_of(now.get(key, Fraction(0)) - was.get(key, Fraction(0)), 2) for key in dict.fromkeys([*was, *now])}
    largest = sorted((key for key in steps if steps[key]), key=lambda key: -abs(steps[key]))[:NAMED]
    return "、".join(f"{names[key]}{'+' if steps[key] > 0 else ''}{points_text(steps[key], '')}" for key in largest)
