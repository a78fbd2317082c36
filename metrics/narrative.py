"""One paragraph for any indicators and span, in the reports' own register, from figures only; each figure with its key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from metrics import why
from metrics.cards import parts_text
from metrics.compare import COMPARE_WORDS, Change, changes
from metrics.derivation import is_point, is_yearly
from metrics.evaluate import PER
from metrics.formatting import change_text, difference_text, month_text, number_text, reported_text, span_text, value_text
from metrics.lights import Judge
from metrics.model import Indicator
from metrics.noise import is_noise
from metrics.pace import Progress
from metrics.results import Compare, Number, View
from metrics.source import Source
from metrics.standings import listed, standings
from metrics.wording import Segment, said

BASES = {"yoy": "上年同期", "prev": "上期"}
NAMED = 5  # indicators that are named before 等


@dataclass(frozen=True, slots=True)
class Narrative:
    segments: tuple[Segment, ...]

    @property
    def text(self) -> str:
        return "".join(segment.text for segment in self.segments)

    @property
    def numbers(self) -> tuple[Number, ...]:
        """The figures that it prints, each once, in the order of the text."""
        return tuple({segment.number: segment.figure for segment in self.segments if segment.figure is not None}.values())


@dataclass(frozen=True, slots=True)
class _Shared:
    """Gaps that several figures have in common are said once: reporting and expected, and how many are compared."""

    gap: tuple[int, int] | None = None
    like: int = 0


def paragraph(source: Source, view: View, codes: Sequence[str], focus: str = "") -> Narrative:
    """总体、同比、序时与差额 for each indicator in turn; of the focus (the first) also the areas and the cause of its change."""
    found = changes(source, list(dict.fromkeys(source.indicator(code).id for code in codes)), view.area, view.span, view.compare)
    owed = {code: change for code, change in found.items() if change.current.is_known or change.current.state != "missing"
            or change.current.expected or change.current.d is not None}  # fmt: skip
    if not any(change.current.is_known or change.current.state == "masked" for change in owed.values()):
        return Narrative(tuple(said("lead.nothing", span=span_text(view.span))))
    segments = _overall(source, view, owed)
    lead = source.indicator(focus).id if focus else next(iter(owed))
    if lead in owed:
        segments += _cause(source, view, owed[lead])
        segments += standings(source, view, source.indicator(lead))
    return Narrative(_joined(segments + _uncompared(source, view, owed)))


# -- 总体、同比、序时、差额 -------------------------------------------------------------------------------------------


def _overall(source: Source, view: View, found: dict[str, Change]) -> list[Segment]:
    """A sentence for each span that the figures hold for, in the order of their first indicators."""
    judge = Judge(source, view.area, view.span)
    sentences: dict[str, list[list[Segment]]] = {}
    common = _shared(found.values())
    for position, (code, change) in enumerate(found.items()):
        one = source.indicator(code)
        (lead,) = _lead(source, one, change.current)
        shared = common if position else _Shared()  # the first figure says its own, wherever it is quoted
        clause = [*_figure(source, one, change.current, shared), *movement(source, view.compare, one, change, shared.like)]
        clause += against_target(one, judge.progress(one, change.current))
        sentences.setdefault(lead.text, []).append(clause)
    segments: list[Segment] = []
    for lead, clauses in sentences.items():
        segments += [Segment(lead), *listed(clauses, "；"), Segment("。")]
    return segments + _gap(view, common)


def _shared(found: Collection[Change]) -> _Shared:
    partial = [change for change in list(found)[1:] if change.current.value is not None and not change.current.is_complete]
    gaps = Counter((change.current.reporting, change.current.expected) for change in partial).most_common(1)
    if not gaps or gaps[0][1] < 2:
        return _Shared()
    counts = Counter(change.like_for_like for change in partial if change.like_for_like).most_common(1)
    return _Shared(gaps[0][0], counts[0][0] if counts and counts[0][1] > 1 else 0)


def _gap(view: View, shared: _Shared) -> list[Segment]:
    if shared.gap is None:
        return []
    reporting, expected = map(str, shared.gap)
    name = "close.gap_compared" if shared.like else "close.gap"
    return said(name, reporting=reporting, expected=expected, word=COMPARE_WORDS[view.compare], count=str(shared.like))


def _lead(source: Source, one: Indicator, number: Number) -> list[Segment]:
    everything = source.catalogue.indicators
    kept = source.stored_span(one, number.span)
    if is_yearly(one, everything):
        text = said("lead.year", year=str(kept.year))
    elif is_point(one, everything):
        text = said("lead.point", month=month_text(kept.last))
    else:
        text = said("lead.flow", span=span_text(kept))
    return [Segment("".join(segment.text for segment in text))]


def _figure(source: Source, one: Indicator, number: Number, shared: _Shared) -> list[Segment]:
    """What there is, or the word for what there is not."""
    value = Segment(number_text(number), number)
    if number.state in ("masked", "not_due"):
        return said(f"figure.{number.state}", name=one.name, value=value)
    if not number.is_known:
        return said("figure.missing", name=one.name, value=value)
    kept = source.stored_span(one, number.span)
    adds_up = one.kind in ("flow", "sum") and kept.kind == "ytd" and kept.length > 1
    parts = parts_text(source, one, number)
    gap = "" if (number.reporting, number.expected) == shared.gap else reported_text(number).strip("（）")
    detail = "，".join(filter(None, (parts, gap)))
    name = ("cumulative" if adds_up else "plain") if not detail else "cumulative_detailed" if adds_up else "detailed"
    return said(f"figure.{name}", name=one.name, value=value, detail=Segment(detail, number))


def movement(source: Source, compare: Compare, one: Indicator, change: Change, like: int = 0) -> list[Segment]:
    """，同比下降0.7个百分点; nothing where there is none. like: the count of areas compared that is said elsewhere."""
    if compare not in BASES or change.difference is None:
        return []
    base, word = BASES[compare], COMPARE_WORDS[compare]
    segments = said(f"change.{_way(one, change)}", base=base, word=word, amount=Segment(_amount(one, change), change.current))
    if change.like_for_like and change.like_for_like != like:
        segments += said("change.like_with_like", count=str(change.like_for_like))
    noise = is_noise(source, one, change).words
    return segments + (said("change.noise", words=noise) if noise else [])


def _way(one: Indicator, change: Change) -> str:
    if change.difference == 0:
        return "flat"
    if change.before == 0 and one.unit not in PER:
        return "zero_base"
    if change_text(change.now, change.before, one.unit) == "基本持平":
        return "nearly_flat"
    kind = "standard_" if one.kind == "standard" else "points_" if one.unit in PER else ""
    return kind + ("rise" if change.difference > 0 else "fall")


def _amount(one: Indicator, change: Change) -> str:
    if one.kind == "standard":
        return difference_text(change.difference, one.unit, signed=False)
    return change_text(change.now, change.before, one.unit).lstrip("+−")


def against_target(one: Indicator, progress: Progress) -> list[Segment]:
    """，完成年度目标1,200户的83.3%，超序时8.3个百分点; nothing where there is no target."""
    if progress.goal is None or progress.number is None or progress.number.value is None or progress.light == "none":
        return []
    goal = Segment(value_text(progress.goal, one.unit), progress.number)
    if progress.gap is None:
        return _level(one, progress, goal)
    gap = Segment(difference_text(progress.gap, "%", signed=False), progress.number)
    name = (
        "fulfilled"
        if progress.completion >= 100
        else "ahead"
        if progress.gap > 0
        else "behind"
        if progress.gap < 0
        else "on_pace"
    )
    name = "on_pace" if gap.text == "基本持平" and name != "fulfilled" else name
    segments = said(
        f"target.{name}", goal=goal, completion=Segment(value_text(progress.completion, "%"), progress.number), gap=gap
    )
    return segments + (said("target.remaining", remaining=_short(one, progress)) if progress.remaining else [])


def _level(one: Indicator, progress: Progress, goal: Segment) -> list[Segment]:
    """A rate that should hold, or a ceiling: kept, or missed by so much."""
    lower = one.direction == "lower_better"
    if not progress.remaining:
        return said("target.within" if lower else "target.met", goal=goal)
    return said("target.above" if lower else "target.short", goal=goal, remaining=_short(one, progress))


def _short(one: Indicator, progress: Progress) -> Segment:
    """What is lacking; so little that it rounds to nothing is said in two decimals."""
    text = difference_text(progress.remaining, one.unit, signed=False)
    return Segment("不足0.1个百分点" if text == "基本持平" else text, progress.number)


# -- 原因, and what could not be compared --------------------------------------------------------------------------------


def _cause(source: Source, view: View, change: Change) -> list[Segment]:
    """Who moved it; nothing where the change is none, or no more than chance brings."""
    one = source.indicator(change.current.indicator)
    if view.compare not in BASES or not change.difference or is_noise(source, one, change).kind == "noise":
        return []
    causes = _attributed(source, view, one)
    return said("close.cause", name=one.name, causes=Segment(causes, change.current)) if causes else []


def _attributed(source: Source, view: View, one: Indicator) -> str:
    """枫林乡下拉全县0.7个百分点, …; empty where fewer than two had a part in it."""
    found = why.attributions(source, view, one.id)[0]
    named = [part for part in found.parts if part.key and part.contribution]
    return why.sentence(source, found, view.compare).partition("：")[2] if len(named) > 1 else ""


def _uncompared(source: Source, view: View, found: dict[str, Change]) -> list[Segment]:
    """低保对象、特困人员因基期无数据，未作同比: once for each reason, not after every figure."""
    if view.compare not in BASES:
        return []
    reasons: dict[str, list[str]] = {}
    for code, change in found.items():
        if change.difference is None and change.current.is_known and change.reason:
            reasons.setdefault(change.reason.partition("，")[0], []).append(source.indicator(code).name)
    word = COMPARE_WORDS[view.compare]
    return [
        segment
        for reason, names in reasons.items()
        for segment in said("close.uncompared", names=_listing(names), reason=reason, word=word)
    ]


def _listing(names: Sequence[str]) -> str:
    return "、".join(names) if len(names) <= NAMED else f"{'、'.join(names[:NAMED])}等{len(names)}项"


def _joined(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """Neighbours that bear no figure become one."""
    found: list[Segment] = []
    for segment in segments:
        if found and segment.figure is None and found[-1].figure is None:
            found[-1] = Segment(found[-1].text + segment.text)
        else:
            found.append(segment)
    return tuple(found)
