"""乡镇排名: places with ties, and how far each is from the first and from its target, in people or money.

Places are those of a competition: 1, 2, 2, 4, by exact values. What is missing has no place and is never a zero. The
distance of a rate is what its numerator lacks while the denominator stays: a whole number of cases, rounded up.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from data_access.specs import TargetRow
from metrics.evaluate import PER, children, numbers
from metrics.exhibits import child_span
from metrics.formatting import LIGHTS, difference_text, digits, number_text, pair_text, span_text, value_text
from metrics.lights import Judge
from metrics.model import Indicator
from metrics.noise import setting, small_mark
from metrics.results import Number, Span, View
from metrics.source import Source

COLUMNS = ["位次", "单位", "数值", "分子/分母", "灯", "距第一", "距目标", "说明"]


@dataclass(frozen=True, slots=True)
class Standing:
    """One area's place. rank 0: not ranked. to_first, to_goal: what is lacking, in `unit`; None where it has no meaning."""

    area: str
    name: str
    number: Number
    rank: int = 0
    light: str = "none"
    to_first: Fraction | None = None
    to_goal: Fraction | None = None
    unit: str = ""
    notes: tuple[str, ...] = ()
    stated: str = ""  # of a report's figure the key under which `metrics.stated` finds it


@dataclass(frozen=True)
class Ranking:
    """refusals: why these figures may not be ranked; then every rank is 0 and the order is that of the areas."""

    indicator: Indicator
    standings: tuple[Standing, ...]
    span: Span | None = None
    whole: Number | None = None
    goal: Fraction | None = None
    refusals: tuple[str, ...] = ()

    @property
    def known(self) -> list[Standing]:
        """Those that have a place; of a refused ranking those that have a figure."""
        return [one for one in self.standings if one.rank or (self.refusals and one.number.value is not None)]


def of_areas(source: Source, view: View, code: str, parent: str, chosen: Collection[str] = ()) -> Ranking:
    """The areas directly below `parent`, or those of them that were chosen."""
    one = source.indicator(code)
    span = child_span(one, view.span)
    below = children(source, [one.id], parent, span)[one.id]
    found = {area: number for area, number in below.items() if not chosen or area in chosen}
    judge = Judge(source, parent, span)
    places = positions({area: number.value for area, number in found.items() if is_rankable(one, number)}, one.direction)
    first = best([number for area, number in found.items() if area in places], one)
    rows = [
        Standing(
            area, source.tree.name(area), number, places.get(area, 0), judge.light(one, number),
            lacking(source, one, number, first), _to_goal(source, one, number, judge), unit_of_cases(source, one),
            _notes(source, one, number, judge.target(one, area)),
        )
        for area, number in found.items()
    ]  # fmt: skip
    whole = numbers(source, [one.id], parent, span)[one.id]
    return Ranking(one, in_order(rows), span, whole, judge.goal(one))


def positions(values: Mapping[str, Fraction | None], direction: str) -> dict[str, int]:
    """1, 2, 2, 4 by exact values; the unknown are left out. Neutral figures are numbered from the highest, without praise."""
    known = {key: value for key, value in values.items() if value is not None}
    if direction == "lower_better":
        return {key: 1 + sum(other < value for other in known.values()) for key, value in known.items()}
    return {key: 1 + sum(other > value for other in known.values()) for key, value in known.items()}


def is_rankable(one: Indicator, number: Number) -> bool:
    """A quantity that is only partly reported would be ranked for its gaps."""
    return number.value is not None and (one.kind == "ratio" or (number.is_complete and number.state != "partial"))


def in_order(rows: Sequence[Standing]) -> tuple[Standing, ...]:
    """By place; equal ones keep their order, those without one stand last."""
    return tuple(sorted(rows, key=lambda row: (row.rank == 0, row.rank)))


def best(found: Collection[Number], one: Indicator) -> Fraction | None:
    """The first one's value; a neutral figure has no best."""
    values = [number.value for number in found if number.value is not None]
    if not values or one.direction == "neutral":
        return None
    return min(values) if one.direction == "lower_better" else max(values)


# -- distances --------------------------------------------------------------------------------------------------------


def lacking(source: Source, one: Indicator, number: Number, level: Fraction | None) -> Fraction | None:
    """What the numerator (of a quantity: the value) lacks to reach `level`, the denominator as it is; 0 where it is reached.

    Where less is better it is what there is too much.
    """
    if level is None or number.value is None or one.direction == "neutral":
        return None
    lower = one.direction == "lower_better"
    if one.kind != "ratio":
        return max(number.value - level if lower else level - number.value, Fraction(0))
    if number.n is None or not number.d:
        return None
    needed = level / PER.get(one.unit, 1) * number.d
    short = number.n - needed if lower else needed - number.n
    whole_cases = unit_of_cases(source, one) != "元"
    return max(Fraction(-(-short // 1)) if whole_cases else short, Fraction(0))


def unit_of_cases(source: Source, one: Indicator) -> str:
    """In what the distance is told: the numerator's unit (具, 人, 个, 元)."""
    return source.catalogue.indicators[one.numerator].unit if one.kind == "ratio" and one.numerator else one.unit


def _to_goal(source: Source, one: Indicator, number: Number, judge: Judge) -> Fraction | None:
    progress = judge.progress(one, number)
    if one.kind == "ratio":
        return lacking(source, one, number, progress.goal)
    return progress.remaining if one.direction != "neutral" else None


def distance_text(distance: Fraction | None, unit: str, *, lower: bool = False) -> str:
    """差9具; of what should stay low 超9例; 已达 where nothing is lacking."""
    if distance is None:
        return "—"
    return f"{'超' if lower else '差'}{value_text(distance, unit)}" if distance else "已达"


def is_small(source: Source, one: Indicator, number: Number) -> bool:
    """A rate of cases on fewer than `noise_count` (30) of them: one case moves it by more than three points.

    Coverage by facilities is built, not thrown by chance, and is left out.
    """
    if one.kind != "ratio" or one.unit not in PER or one.family == "facility" or not number.d:
        return False
    return number.d < setting(source, "noise_count")


def small_note(source: Source, one: Indicator, number: Number, target: TargetRow | None) -> str:
    """Why a place says little: too few cases, or so few that the gap to the target is no more than chance; else nothing."""
    if is_small(source, one, number):
        unit = source.catalogue.indicators[one.denominator].unit
        step = difference_text(Fraction(PER[one.unit]) / number.d, one.unit, signed=False)
        return f"基数小（分母{digits(number.d)}{unit}，1{unit_of_cases(source, one)}即{step}），位次仅供参考"
    return "基数小，与目标的差距属正常波动" if small_mark(source, one, number, target) else ""


def _notes(source: Source, one: Indicator, number: Number, target: TargetRow | None) -> tuple[str, ...]:
    found = []
    if number.value is None:
        found.append(number.reason or "未报")
    elif not number.is_complete and number.expected:
        found.append(f"上报{number.reporting}/{number.expected}")
    if number.value is not None and not is_rankable(one, number):
        found.append("未报全，不排名")
    if number.value is not None and number.reason:
        found.append(number.reason)
    found.append(small_note(source, one, number, target))
    return tuple(filter(None, found))


# -- in words and rows ------------------------------------------------------------------------------------------------


def finding(source: Source, ranking: Ranking) -> str:
    """Who stands last (or highest), and what it lacks."""
    one, known = ranking.indicator, ranking.known
    if not known:
        return next((row.notes[0] for row in ranking.standings if row.notes), "没有可以排名的数字")
    if ranking.refusals:
        return "口径或期间不一致，只并列、不排名"
    if len(known) == 1 < len(ranking.standings):
        return f"只有{known[0].name}有数：{number_text(known[0].number, dense=True)}"
    first, last = known[0], known[-1]
    if len({row.number.value for row in known}) == 1:
        return f"{len(known)}个单位均为{number_text(first.number, dense=True)}"
    if one.direction == "neutral":
        return f"{first.name}最高{number_text(first.number, dense=True)}，{last.name}最低{number_text(last.number, dense=True)}（不作优劣评价）"
    level = [row.name for row in known if row.rank == last.rank]
    if len(level) > 1:
        leading = [row.name for row in known if row.rank == 1]
        ahead = first.name if len(leading) == 1 else f"{len(leading)}个单位"
        return f"{ahead}第1，{len(level)}个单位并列末位{number_text(last.number, dense=True)}"
    return f"{first.name}第1，{last.name}末位{number_text(last.number, dense=True)}{_way_up(source, one, last)}"


def _way_up(source: Source, one: Indicator, row: Standing) -> str:
    """，再增9具可达目标."""
    if not row.to_goal:
        return ""
    amount = value_text(row.to_goal, row.unit)
    return f"，再减{amount}可达目标" if one.direction == "lower_better" else f"，再增{amount}可达目标"


def notes(source: Source, ranking: Ranking) -> tuple[str, ...]:
    """How the places were given, what is left out, and how distances are meant."""
    one = ranking.indicator
    missing = [] if ranking.refusals else [row.name for row in ranking.standings if not row.rank]
    ranks = [row.rank for row in ranking.standings if row.rank]
    words = [span_text(ranking.span) if ranking.span else "各单位自己的报告期"]
    words.append("并列同位次" if len(set(ranks)) < len(ranks) else "")
    words.append(f"未参加排名{len(missing)}个（{'、'.join(missing[:4])}{'等' if len(missing) > 4 else ''}）" if missing else "")
    if one.kind in ("flow", "stock", "sum") and ranking.span:
        words.append("按数量排，未考虑人口多少")
    if one.kind == "ratio" and one.numerator and one.direction != "neutral":
        words.append(f"距离按分母不变、{source.catalogue.indicators[one.numerator].name}还差多少计算，不足1的进为1")
    return tuple(filter(None, words))


def table(ranking: Ranking) -> pd.DataFrame:
    """A row per area, printed; columns COLUMNS without those that say nothing. A refused ranking has no places and distances."""
    lower = ranking.indicator.direction == "lower_better"
    total = len(ranking.known)
    rows = [
        [
            f"{row.rank}/{total}" if row.rank else "—", row.name, number_text(row.number), pair_text(row.number),
            "".join(LIGHTS[row.light]), _first_text(row, lower), distance_text(row.to_goal, row.unit, lower=lower),
            "；".join(row.notes),
        ]
        for row in ranking.standings
    ]  # fmt: skip
    found = pd.DataFrame(rows, columns=COLUMNS)
    silent = [name for name in COLUMNS if name not in ("单位", "数值") and found[name].isin(["", "—"]).all()]
    return found.drop(columns=silent)


def _first_text(row: Standing, lower: bool) -> str:
    return "第1" if row.rank == 1 and row.to_first is not None else distance_text(row.to_first, row.unit, lower=lower)
