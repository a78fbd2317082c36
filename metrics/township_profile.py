"""一乡一表: one township's figures of all lines against the county, its target, its peers and its own last year."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from data_access import reads
from metrics.compare import Change, changes, months_ending
from metrics.evaluate import children, number_of, numbers
from metrics.exhibits import child_span, trend_kind
from metrics.formatting import number_text, value_text
from metrics.lights import Judge
from metrics.model import Indicator
from metrics.peers import average, peers
from metrics.ranking import distance_text, is_rankable, lacking, positions, small_note, unit_of_cases
from metrics.results import Number, Span, View
from metrics.source import CREMATION_RATE, Source

# One sheet for all lines: what a head asks a township about, in the order of the lines
ROWS = (
    "dibao_persons", "dibao_coverage_rate", "dibao_avg_topup", "dibao_review_rate", "economic_check_rate",
    "tekun_centralized_rate", "tekun_disabled_centralized_rate", "tekun_home_visit_rate", "tekun_care_agreement_rate",
    "temporary_relief_person_times", "temporary_relief_avg_per_time", "temporary_relief_reserve_use_rate",
    "canteen_facility_coverage_rate", "elder_canteen_meals_per_open_day", "elder_canteen_60plus_share_rate",
    "elder_station_coverage_rate", "home_adaptation_households", "home_care_coverage_rate", "age_allowance_coverage_rate",
    "elder_ability_assessment_rate", "disability_living_coverage_rate", "severe_disability_nursing_coverage_rate",
    "orphans_defacto_children_persons", "orphans_defacto_protection_rate", "child_accident_insurance_rate",
    CREMATION_RATE, "ashes_standard_burial_rate", "ashes_ecological_burial_rate", "funeral_relief_rate",
    "public_cemetery_coverage_rate", "village_rules_revised_rate", "subsidy_total_a", "subsidy_total_b",
)  # fmt: skip
# worst to best; `open`: better or worse, but without a target; `neutral`: neither; `unknown`: nothing to judge
GROUPS = ("off", "behind", "mark", "open", "on", "neutral", "unknown")
EDGE = 3  # the first and last three places count as strong and weak, where at least
ENOUGH = 8  # townships are ranked
MOST = 5  # strengths and weaknesses named


@dataclass(frozen=True, eq=False)
class Row:
    """rank 0: not ranked. short: to the target, in `unit`. peers: the peers' average. spark: twelve months, gaps left out."""

    indicator: Indicator
    number: Number
    whole: Number
    goal: Fraction | None
    light: str
    rank: int
    ranked: int
    change: Change
    peers: Fraction | None
    short: Fraction | None
    unit: str
    small: bool
    spark: tuple[float, ...] = ()

    @property
    def group(self) -> str:
        if self.number.value is None:
            return "unknown"
        if self.light in ("off", "behind", "mark", "on"):
            return self.light
        return "neutral" if self.indicator.direction == "neutral" else "open"

    @property
    def place(self) -> str:
        return f"{self.rank}/{self.ranked}" if self.rank else ""


@dataclass(frozen=True)
class Profile:
    """nowhere: indicators of the sheet that neither the township nor the county has, and that nobody owes."""

    area: str
    rows: tuple[Row, ...]
    peers: tuple[str, ...]
    nowhere: tuple[str, ...] = ()

    def of_group(self, *groups: str) -> list[Row]:
        return [row for row in self.rows if row.group in groups]


def codes_of(source: Source) -> list[str]:
    """The sheet's indicators, of the lines that the bureau has."""
    return [source.preferred(code) for code in ROWS if source.has_line(source.indicator(code).line)]


def profile(source: Source, view: View) -> Profile:
    """The sheet of the township `view.area`, worst first."""
    area, parent = view.area, source.tree.parent(view.area)
    codes = codes_of(source)
    alike = peers(source, area, view.span)
    sparks = _sparks(source, codes, area, view.span.month)
    rows: list[Row] = []
    for span, group in by_span(source, codes, view.span).items():
        judge = Judge(source, parent, span)
        below, whole = children(source, group, parent, span), numbers(source, group, parent, span)
        compared = changes(source, group, area, span, view.compare if view.compare in ("yoy", "prev") else "yoy")
        for code in group:
            one = source.indicator(code)
            found = (below[code], whole[code], compared[code])
            rows.append(_row(source, one, area, found, judge, alike, sparks.get(one.id, ())))
    order = {code: place for place, code in enumerate(codes)}
    rows.sort(key=lambda row: (*worst_first(row), order[row.indicator.id]))
    nowhere = [row for row in rows if not (row.number.is_known or row.number.expected or row.whole.is_known)]
    kept = tuple(row for row in rows if row not in nowhere)
    return Profile(area, kept, tuple(alike), tuple(row.indicator.label for row in nowhere))


def by_span(source: Source, codes: Collection[str], span: Span) -> dict[Span, list[str]]:
    """Rare events are read cumulatively, so their span may be another."""
    groups: dict[Span, list[str]] = {}
    for code in codes:
        groups.setdefault(child_span(source.indicator(code), span), []).append(code)
    return groups


def _row(source: Source, one: Indicator, area: str, found: tuple[Mapping[str, Number], Number, Change], judge: Judge,
         alike: Sequence[str], spark: tuple[float, ...]) -> Row:  # fmt: skip
    below, whole, change = found
    number = below[area]
    places = positions({code: other.value for code, other in below.items() if is_rankable(one, other)}, one.direction)
    progress = judge.progress(one, number)
    short = lacking(source, one, number, progress.goal) if one.kind == "ratio" else progress.remaining
    return Row(
        one, number, whole, progress.goal, progress.light, places.get(area, 0), len(places), change, average(one, below, alike),
        short, unit_of_cases(source, one), bool(small_note(source, one, number, judge.target(one, area))), spark,
    )  # fmt: skip


def worst_first(row: Row) -> tuple:
    """By light; within one by the distance to the target in percent of it, the farthest first, then by place, the last first."""
    far = Fraction(0)
    if row.goal and row.number.value is not None and row.group != "neutral":
        apart = row.number.value - row.goal if row.indicator.direction == "lower_better" else row.goal - row.number.value
        far = apart / row.goal
    behind = Fraction(row.rank, row.ranked) if row.ranked and row.group != "neutral" else Fraction(0)
    return GROUPS.index(row.group), -far, -behind


def _sparks(source: Source, codes: Collection[str], area: str, month: int) -> dict[str, tuple[float, ...]]:
    """Twelve months of each figure that changes by the month, complete ones only; one read for each kind of span."""
    wanted: dict[str, list[Indicator]] = {}
    for code in codes:
        one = source.indicator(code)
        kind = trend_kind(source, one)
        kept = source.stored_span(one, Span(kind, month))
        if kept.kind in ("month", "ytd"):
            wanted.setdefault(kept.kind, []).append(one)
    found: dict[str, tuple[float, ...]] = {}
    for kind, group in wanted.items():
        months = [at for at in months_ending(month, 12) if kind == "month" or at // 100 == month // 100]
        rows = reads.figures(
            source.connection, source.scope, [one.id for one in group], kind, months[0], months[-1],
            parent=source.tree.parent(area), areas=[area], as_of=source.as_of,
        )  # fmt: skip
        for one in group:
            line = [number_of(source, one, area, Span(kind, row.month), row) for row in rows if row.indicator == one.id]
            found[one.id] = tuple(float(number.value) for number in line if number.value is not None and number.is_complete)
    return found


# -- in words ---------------------------------------------------------------------------------------------------------


def is_weak(row: Row) -> bool:
    """Off or behind; or, where nothing was aimed at, among the last. Not on a few cases alone."""
    if row.light in ("off", "behind"):
        return not row.small
    return row.group == "open" and not row.small and row.ranked >= ENOUGH and row.rank > row.ranked - EDGE


def is_strong(row: Row) -> bool:
    """Among the first, on its target where it has one, and not merely because all are alike."""
    if row.small or row.group not in ("on", "open") or row.ranked < ENOUGH:
        return False
    return row.rank <= EDGE and row.number.value != row.whole.value


def weaknesses(found: Profile) -> list[str]:
    return [_line(row) for row in found.rows if is_weak(row)][:MOST]


def is_silent(found: Profile) -> bool:
    """Whether so little is reported that nothing can be said of strengths and weaknesses."""
    return 2 * len(unreported(found)) > len(found.rows)


def strengths(found: Profile) -> list[str]:
    best = sorted((row for row in found.rows if is_strong(row)), key=lambda row: row.rank)
    return [f"{row.indicator.label}{number_text(row.number, dense=True)}，第{row.place}" for row in best][:MOST]


def _line(row: Row) -> str:
    """火化率88.3%，第15/15，差15具达目标98.5%."""
    words = [f"{row.indicator.label}{number_text(row.number, dense=True)}", f"第{row.place}" if row.place else ""]
    if row.short and row.goal is not None:
        distance = distance_text(row.short, row.unit, lower=row.indicator.direction == "lower_better")
        words.append(f"距目标{value_text(row.goal, row.indicator.unit)}{distance}")
    return "，".join(filter(None, words))


def unreported(found: Profile) -> list[str]:
    """What the township owes and has not sent."""
    return [row.indicator.label for row in found.rows if is_owed(row.number)]


def is_owed(number: Number) -> bool:
    """Due and not there; a rate of nothing (no death, no cremation) has been reported."""
    return not number.is_known and number.state != "masked" and number.d is None and number.expected > 0


def small(found: Profile) -> list[str]:
    """Figures on so few cases that a place says little."""
    return [row.indicator.label for row in found.rows if row.small and row.number.value is not None]
