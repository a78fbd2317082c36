"""What a card shows: the figure or the nearest stated one, its change, its light, and the small print."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from metrics.compare import COMPARE_WORDS, Change, changes
from metrics.exhibits import sparkline
from metrics.formatting import change_text, light_text, number_text, pair_text, value_text
from metrics.lights import Judge
from metrics.model import Indicator
from metrics.nearest import nearest
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


def cards(source: Source, view: View, codes: Collection[str], *, spark: bool = True) -> list[Card]:
    """One card per indicator, in the order given."""
    judge = Judge(source, view.area, view.span)
    found = changes(source, codes, view.area, view.span, view.compare)
    return [_card(source, view, source.indicator(code), found[code], judge, spark) for code in codes]


def _card(source: Source, view: View, one: Indicator, change: Change, judge: Judge, spark: bool) -> Card:
    number = change.current
    if not number.is_known and number.state != "not_due":
        near = nearest(source, one.id, view.area, view.span)
        if near is not None:
            return Card(one, near, one.name, number_text(near, dense=True), detail=_where(near), explained=explained(source, one, near))
    progress = judge.progress(one, number)
    text, compared = _change(view, change, progress)
    return Card(
        one, number, one.name, number_text(number, dense=True) if number.is_known else "—", text, _rising(change), _tone(one, change),
        compared, progress.light, _detail(one, number, progress), tuple(sparkline(source, view, one.id)) if spark else (),
        explained(source, one, number),
    )  # fmt: skip


def _where(near: Number) -> str:
    words = [near.stated_span, f"{near.place}合计" if near.place else "", pair_text(near)]
    return " · ".join(filter(None, words)) + ("（口径存疑）" if near.reason and near.place else "")


def _change(view: View, change: Change, progress: Progress) -> tuple[str, str]:
    if view.compare == "target":
        if progress.completion is None:
            return "", "未设目标"
        return f"完成{value_text(progress.completion, '%')}", "对年度目标"
    if view.compare == "none":
        return "", ""
    word = COMPARE_WORDS[view.compare]
    if change.difference is None or (change.reason and change.now is not None):
        return "", f"{word}—（{change.reason}）" if change.reason and change.current.is_known else ""
    like = f"（{change.like_for_like}个两期均上报单位）" if change.like_for_like else ""
    return change_text(change.now, change.before, change.current.unit), word + like


def _rising(change: Change) -> bool:
    return change.difference is not None and change.difference > 0


def _tone(one: Indicator, change: Change) -> str:
    if change.difference in (None, 0) or one.direction == "neutral":
        return "neutral"
    return "good" if _rising(change) == (one.direction == "higher_better") else "bad"


def _detail(one: Indicator, number: Number, progress: Progress) -> str:
    words = [pair_text(number, "元" if one.unit == "%" and one.id.endswith("execution_rate") else "")]
    if progress.goal is not None:
        words.append(f"目标{value_text(progress.goal, one.unit)} {light_text(progress.light)}")
    if number.is_known and number.reporting < number.expected:
        words.append(f"上报{number.reporting}/{number.expected}")
    if not number.is_known or number.state == "partial" or number.reason.startswith("分子"):
        words.append(number.reason)
    return " · ".join(filter(None, words))


def explained(source: Source, one: Indicator, number: Number) -> str:
    """口径: what is counted, how complete it is, and from which data version it holds."""
    lines = [one.definition, one.scope and f"口径：{one.scope}", pair_text(number) and f"分子/分母：{pair_text(number)}"]
    if number.expected:
        lines.append(f"上报：{number.reporting}/{number.expected}")
    if number.version:
        lines.append(f"数据版本：{number.version}")
    if number.other is not None:
        lines.append(f"另一来源为{value_text(number.other, one.unit)}，待核实")
    return "\n\n".join(filter(None, lines))
