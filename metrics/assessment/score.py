"""A scheme over areas: items, totals, vetoes, places by the written rules, and how far it is to the next place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from data_access import assessments
from data_access.assessments import Entry
from data_access.errors import InputError
from metrics.assessment import facts as facts_of
from metrics.assessment.model import Scheme
from metrics.assessment.scoring import Fact, ItemScore, decimal_of, score_item, vetoed
from metrics.evaluate import PER
from metrics.results import Span
from metrics.source import Source

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class AreaScore:
    """One area's result. total: score on the scheme's full marks, which is what is ranked.

    total None, rank 0: not ranked, `reason` says why. full: marks of the items that were scored; unscored: of the others.
    ahead: points to the next better place; ahead_name: who holds it.
    """

    area: str
    name: str
    items: tuple[ItemScore, ...]
    full: Decimal
    unscored: Decimal
    score: Decimal
    lost: Decimal
    bonus: Decimal
    total: Decimal | None
    vetoed: str = ""
    grade: str = ""
    rank: int = 0
    reason: str = ""
    ahead: Decimal | None = None
    ahead_name: str = ""

    def item(self, code: str) -> ItemScore:
        return next(one for one in self.items if one.item.code == code)


@dataclass(frozen=True, slots=True)
class Assessment:
    """A scheme's results through a month, best first; those without a place last. facts: what every score rests on."""

    scheme: Scheme
    scheme_version: int
    area: str
    month: int
    version: int
    results: tuple[AreaScore, ...]
    facts: Mapping[str, Mapping[str, Fact]]
    entries: tuple[Entry, ...] = ()

    def of(self, area: str) -> AreaScore:
        return next(one for one in self.results if one.area == area)

    @property
    def ranked(self) -> int:
        return sum(bool(one.rank) for one in self.results)


def assess(
    source: Source, scheme: Scheme, area: str, month: int, *, scheme_version: int = 0, last_entry: int | None = None,
    last_target: int | None = None,
) -> Assessment:  # fmt: skip
    """Score `area` itself (`up`) or the areas directly below it (`down`) through `month` (yyyymm).

    last_entry, last_target: as things stood then. Who does not see all whom the scheme ranks is told no place. Raises
    InputError, also for an account of some lines, whose totals would be nobody's.
    """
    if source.scope.indicators is not None:
        raise InputError("本账号只能查看部分业务条线，不能查看考评结果。", "请由可查看全部条线的账号打开。")
    areas = members(source, scheme, area)
    entries = assessments.entries(source.connection, source.scope, scheme.code, month // 100, last_entry)
    found = facts_of.read(source, scheme, area, areas, Span("ytd", month), entries, last_target)
    results = ranked(scheme, [score_area(scheme, one, source.tree.name(one), found[one], month % 100) for one in areas])
    if scheme.way == "down" and not source.scope.covers(area):
        results = tuple(replace(one, rank=0, ahead=None, ahead_name="", reason="只能看到本单位，不排名") for one in results)
    version = source.as_of if source.as_of is not None else source.version
    return Assessment(scheme, scheme_version, area, month, version, results, found, tuple(entries))


def members(source: Source, scheme: Scheme, area: str) -> list[str]:
    """Who is scored. Raises InputError."""
    if scheme.way == "up":
        return [area]
    below = [row.code for row in source.tree.children(area) if source.scope.covers(row.code)]
    if not below:
        raise InputError(
            f"{source.tree.name(area)}没有下级单位，“{scheme.name}”是考核下级的方案，没有计分。", "请选上一级单位，或换一个方案。"
        )
    return below


def parent_of(source: Source, scheme: Scheme, area: str) -> str:
    """The area whose assessment an area belongs to: a township's is its county's, also for a scheme of the county itself."""
    level = source.tree[area].level
    if level == "county" or source.tree.parent(area) not in source.tree:
        return area
    above = source.tree.ancestors(area)
    return above[-1] if above and scheme.way == "up" else source.tree.parent(area) if level == "township" else above[-1]


def with_value(fact: Fact, value: Fraction) -> Fact:
    """The same figure with a supposed value; of a rate the numerator follows, the denominator stays."""
    cases = None if fact.cases is None else (value / PER.get(fact.unit, 1) * fact.cases[1], fact.cases[1])
    return replace(fact, value=value, cases=cases, absent="", reason="")


def score_area(scheme: Scheme, area: str, name: str, found: Mapping[str, Fact], month: int) -> AreaScore:
    """month: 1–12."""
    items = [score_item(item, scheme.worth(item), found, month, scheme.places, scheme.missing_of(item)) for item in scheme.items]
    items, everything = _with_vetoes(items)
    scored = [one for one in items if one.is_scored]
    full, score = _sum(one.full for one in scored), _sum(one.score for one in scored)
    bonus, lost = _sum(one.bonus for one in scored), _sum(one.lost for one in scored)
    unscored = _sum(one.full for one in items if not one.is_scored)
    reason = ""
    if not full and not everything:
        reason = "没有可计分的项目"
    elif unscored > full and not everything:
        reason = "可计分的项目不足一半，不排名"
    total = ZERO if everything else None if reason else _on_full_marks(scheme, score - bonus, full, bonus, unscored)
    return AreaScore(
        area, name, tuple(items), full, unscored, score, lost, bonus, total, everything, grade_of(scheme, total), reason=reason
    )


def _sum(values) -> Decimal:
    return sum(values, ZERO)


def _on_full_marks(scheme: Scheme, inner: Decimal, full: Decimal, bonus: Decimal, unscored: Decimal) -> Decimal:
    """What was scored, on the whole scheme's marks: items without a figure neither help nor harm. Bonuses as they are."""
    if not unscored:
        return inner + bonus
    return decimal_of(Fraction(inner) / Fraction(full) * Fraction(full + unscored), scheme.places) + bonus


def _with_vetoes(items: Sequence[ItemScore]) -> tuple[list[ItemScore], str]:
    """A veto's reach: its group, or everything; then the second answer says why."""
    groups: dict[str, str] = {}
    everything = ""
    for one in items:
        for part in one.parts:
            if part.vetoes and part.rule.reach == "all":
                everything = everything or part.rule.note or f"{one.item.name}一票否决"
            elif part.vetoes and part.rule.reach == "group":
                groups.setdefault(one.item.group, part.rule.note or f"{one.item.name}一票否决")
    reached = [vetoed(one, groups[one.item.group]) if one.item.group in groups else one for one in items]
    return ([vetoed(one, everything) for one in reached] if everything else reached), everything


def grade_of(scheme: Scheme, total: Decimal | None) -> str:
    if total is None:
        return ""
    fits = (g.name for g in scheme.grades if (g.over is None or total >= g.over) and (g.upto is None or total < g.upto))
    return next(fits, "")


# -- places -----------------------------------------------------------------------------------------------------------


def ranked(scheme: Scheme, found: Sequence[AreaScore]) -> tuple[AreaScore, ...]:
    """Places by total; equal ones share a place (1, 2, 2, 4), or are told apart by the items in the scheme's order."""
    having = [one for one in found if not one.reason and one.total is not None]
    keys = {one.area: _key(scheme, one) for one in having}
    placed = []
    for one in sorted(having, key=lambda one: keys[one.area], reverse=True):
        better = [other for other in having if keys[other.area] > keys[one.area]]
        nearest = min(better, key=lambda other: keys[other.area], default=None)
        ahead = None if nearest is None else nearest.total - one.total
        placed.append(replace(one, rank=len(better) + 1, ahead=ahead, ahead_name=nearest.name if nearest else ""))
    return (*placed, *(one for one in found if one.area not in keys))


def _key(scheme: Scheme, one: AreaScore) -> tuple:
    if scheme.ties == "same":
        return (one.total,)
    return (one.total, *(item.score if item.is_scored else ZERO for item in one.items))
