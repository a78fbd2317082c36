"""What a card shows: the figure or the nearest stated one, its change, its light, and the small print."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from data_access.areas import CONTEXT, PUBLISHED
from metrics.answers import reason
from metrics.compare import COMPARE_WORDS, Change, changes
from metrics.evaluate import has_duty
from metrics.exhibits import sparkline
from metrics.formatting import change_text, light_text, number_text, pair_text, value_text
from metrics.lights import Judge
from metrics.model import Indicator
from metrics.nearest import YEARS, nearest
from metrics.noise import UNTESTED, is_noise, is_small_level
from metrics.pace import Progress
from metrics.results import Number, View
from metrics.source import Source


@dataclass(frozen=True)
class Card:
    """label, value and the lines below are printed as they are; tone: good, bad or neutral colours the change."""

    indicator: Indicator
    number: Number
    label: str
    value: str
    change: str = ""
    rising: bool = False
    tone: str = "neutral"
    compared: str = ""  # 同比, and where not all reported: 同比（17个均上报单位）
    light: str = "none"
    detail: str = ""
    spark: tuple[float, ...] = ()
    explained: str = ""  # definition, scope, completeness, version
    beside: tuple[tuple[str, Number], ...] = ()  # other figures in its small print, as printed


def cards(source: Source, view: View, codes: Collection[str], *, spark: bool = True) -> list[Card]:
    """One card per indicator, in the order given."""
    judge = Judge(source, view.area, view.span)
    found = changes(source, codes, view.area, view.span, view.compare)
    return [_card(source, view, source.indicator(code), found[code], judge, spark) for code in codes]


def _card(source: Source, view: View, one: Indicator, change: Change, judge: Judge, spark: bool) -> Card:
    number = standing_for(source, one, change.current)
    if number.state == "nearest":
        return Card(
            one,
            number,
            one.label,
            number_text(number, dense=True),
            detail=_where(number),
            explained=explained(source, one, number),
        )
    progress = judge.progress(one, number)
    text, compared = _change(source, view, change, progress)
    verdict = is_noise(source, one, change) if text and view.compare != "target" else UNTESTED
    falls_short = progress.light in ("behind", "off")
    doubt = verdict.words or (is_small_level(source, one, number, progress.goal).words if falls_short else "")
    tone = "neutral" if verdict.kind == "noise" else _tone(one, change)
    detail = " · ".join(filter(None, (_detail(source, one, change, progress), doubt)))
    return Card(
        one, number, one.label, number_text(number, dense=True) if number.is_known or number.state == "masked" else "—", text, _rising(change), tone,
        compared, progress.light, detail, tuple(sparkline(source, view, one.id)) if spark else (),
        explained(source, one, number, change),
    )  # fmt: skip


def standing_for(source: Source, one: Indicator, number: Number, years: int = YEARS) -> Number:
    """What a card shows for the Number: itself, or the nearest stated figure where one may be borrowed.

    years: how many years before its own that figure may be.
    """
    if number.is_known or number.state in ("not_due", "masked") or not _may_borrow(source, one, number.area):
        return number
    return nearest(source, one.id, number.area, number.span, years) or number


def _may_borrow(source: Source, one: Indicator, area: str) -> bool:
    """A bureau known from a report shows the nearest stated figure; who must report every month is simply late."""
    return source.tree[area].setting in (PUBLISHED, CONTEXT) or not has_duty(source, one, area)


def _where(near: Number) -> str:
    words = [near.stated_span, f"{near.place}合计" if near.place else "", pair_text(near)]
    return " · ".join(filter(None, words)) + ("（口径存疑）" if near.reason and near.place else "")


def _change(source: Source, view: View, change: Change, progress: Progress) -> tuple[str, str]:
    if view.compare == "target":
        if progress.completion is None:
            return "", "未设目标"
        return f"完成{value_text(progress.completion, '%')}", "对年度目标"
    if view.compare == "none":
        return "", ""
    word = COMPARE_WORDS[view.compare]
    if change.difference is None or (change.reason and change.now is not None):
        silent = not change.current.is_known or source.tree[view.area].setting == "published"
        return "", "" if silent or not change.reason else f"{word}—（{change.reason}）"
    return change_text(change.now, change.before, change.current.unit), word


def _rising(change: Change) -> bool:
    return change.difference is not None and change.difference > 0


def _tone(one: Indicator, change: Change) -> str:
    if change.difference in (None, 0) or one.direction == "neutral":
        return "neutral"
    return "good" if _rising(change) == (one.direction == "higher_better") else "bad"


def _detail(source: Source, one: Indicator, change: Change, progress: Progress) -> str:
    number = change.current
    words = [parts_text(source, one, number)]
    if progress.goal is not None:
        words.append(f"目标{value_text(progress.goal, one.unit, dense=True)} {light_text(progress.light)}")
    if number.is_known and number.reporting < number.expected and has_duty(source, one, number.area):
        words.append(f"上报{number.reporting}/{number.expected}")
    if not number.is_known or number.state == "partial" or number.reason.endswith("待核实"):
        words.append(number.reason if number.is_known else reason(source, number) or "无数据")
    return " · ".join(filter(None, words))


def parts_text(source: Source, one: Indicator, number: Number) -> str:
    """n/d of a rate; of an amount per head both with their units, 5,615.9万元 ÷ 134,038人·月."""
    if number.n is None or number.d is None:
        return ""
    top, bottom = (source.catalogue.indicators[part].unit for part in (one.numerator, one.denominator))
    if top == bottom:
        return pair_text(number, top)
    if one.unit == "%":
        return pair_text(number)
    months = "·月" if one.rule == "person_months" else ""
    return f"{value_text(number.n, top, dense=True)}÷{value_text(number.d, bottom, dense=True)}{months}"


def explained(source: Source, one: Indicator, number: Number, change: Change | None = None) -> str:
    """口径: what is counted, how complete it is, and from which data version it holds."""
    lines = [
        one.definition,
        one.scope and f"口径：{one.scope}",
        number.d is not None and f"分子/分母：{parts_text(source, one, number)}",
    ]
    if number.expected:
        lines.append(f"上报：{number.reporting}/{number.expected}")
    if change is not None and change.like_for_like:
        lines.append(f"对比只用两期都报全的{change.like_for_like}个单位")
    if number.version:
        lines.append(f"数据版本：{number.version}")
    if number.other is not None:
        lines.append(f"另一来源为{value_text(number.other, one.unit)}，待核实")
    return "\n\n".join(filter(None, lines))
