"""口径与来源: everything there is to say about one Number, as plain data for the screen that shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from data_access import reads
from data_access.specs import SCALE
from metrics import keys, sealing
from metrics.addends import Addend, Breakdown, below, breakdowns
from metrics.answers import reason, remedy, source_record
from metrics.compare import COMPARE_WORDS, changes
from metrics.derivation import is_point, is_yearly
from metrics.formatting import (
    RATE_UNITS,
    change_text,
    completeness_text,
    difference_text,
    exact_text,
    light_text,
    month_text,
    number_text,
    rounded,
    span_text,
    value_text,
)  # fmt: skip
from metrics.lights import Judge
from metrics.model import Indicator
from metrics.pace import key_tasks
from metrics.provenance import bearing
from metrics.results import Compare, Number, Span
from metrics.source import Source

STATES = {
    "reported": "本级填报", "derived": "由各期报数推算", "summed": "下级相加", "partial": "下级相加，未报全", "quoted": "引用报送的比率",
    "nearest": "引用最接近的期间", "not_due": "本期不发放", "masked": "小数遮盖", "missing": "没有数据",
}  # fmt: skip
RULES = {"period_end": "期末数", "person_months": "各月之和（人月）", "average": "各月平均"}
APPROX = {"约": "约数", "余": "“余”数", "多": "“多”数", "以上": "“以上”数"}


@dataclass(frozen=True)
class Inspection:
    """printed: as the screens print it; exact: with all its digits. facts: label and text, in the order of reading."""

    key: str
    number: Number
    name: str
    area: str
    when: str
    printed: str
    exact: str
    state: str
    facts: tuple[tuple[str, str], ...]
    caveats: tuple[str, ...]
    breakdowns: tuple[Breakdown, ...]


def inspection(source: Source, key: str, compare: Compare = "yoy") -> Inspection:
    """Raises UnknownFigure or UnknownIndicator."""
    if keys.parts_of(key)[0] == keys.TASKS:
        return _of_tasks(source, key)
    number = keys.number_at(source, key)
    one = source.indicator(number.indicator)
    facts = {
        "定义": one.definition,
        "口径": one.scope,
        "算法": _method(source, one, number),
        "取舍": _rounding(number),
        "目标": _target(source, one, number),
        COMPARE_WORDS.get(compare) or "同比": _compared(source, number, compare),
        "上报": _reported(source, number),
        "数据": _data(source, number),
        "定稿": "" if keys.is_rolling(number) else sealing.of_number(source, number),
        "说明": one.note,
    }
    return Inspection(
        key, number, one.name, number.place or source.tree.name(number.area), when(number), number_text(number), exact(source, one, number),
        _state(one, number), tuple((label, text) for label, text in facts.items() if text), tuple(_caveats(source, one, number)),
        breakdowns(source, number),
    )  # fmt: skip


def exact(source: Source, one: Indicator, number: Number) -> str:
    """2,631 ÷ 2,707 = 97.1924…%; of a quantity all its digits."""
    if number.state == "masked" or number.value is None:
        return ""
    value = exact_text(number.value, number.unit)
    if number.n is None or number.d is None:
        return value
    top, bottom = (source.indicator(part).unit for part in (one.numerator, one.denominator))
    if top == bottom or one.unit == "%":
        top = bottom = ""
    return f"{exact_text(number.n, top)} ÷ {exact_text(number.d, bottom)} = {value}"


def when(number: Number) -> str:
    """The span as it is said, also where another one stands in."""
    if keys.is_rolling(number):
        return f"截至{month_text(number.span.month)}的12个月"
    return number.stated_span or span_text(number.span)


def _state(one: Indicator, number: Number) -> str:
    if one.members and number.state in ("summed", "partial"):
        return "组成项目相加" + ("，未报全" if number.state == "partial" else "")
    return STATES[number.state]


def _method(source: Source, one: Indicator, number: Number) -> str:
    name = {code: source.indicator(code).name for code in (*one.members, one.numerator, one.denominator) if code}
    if one.kind == "sum":
        return " ＋ ".join(name[member] for member in one.members)
    if one.kind == "ratio":
        if not one.numerator:
            return "只引用报送的比率，不由分子、分母计算"
        bottom = f"（{RULES[one.rule]}）" if one.rule in RULES else ""
        return f"Σ{name[one.numerator]} ÷ Σ{name[one.denominator]}{bottom}，先相加后相除，不对比率取平均"
    if one.kind == "standard":
        return "标准不按时间、也不按单位相加"
    if is_yearly(one, source.catalogue.indicators):
        return "全年一个数"
    if is_point(one, source.catalogue.indicators):
        return f"时点数：取{month_text(source.stored_span(one, number.span).last)}末，不按月相加"
    return "时期数：按月累加"


def _rounding(number: Number) -> str:
    """Only where what is printed is not the whole value."""
    if number.value is None or number.approx or number.state == "masked":
        return ""
    if number.unit in RATE_UNITS and rounded(number.value, 1) == number.value:
        return ""
    whole, printed = exact_text(number.value, number.unit), number_text(number)
    return "" if whole == printed else f"精确值{whole}，显示为{printed}（四舍五入只在显示时做一次）"


def _target(source: Source, one: Indicator, number: Number) -> str:
    if keys.is_rolling(number):
        return ""
    progress = Judge(source, number.area, number.span).progress(one, number)
    if progress.goal is None:
        return ""
    words = [f"{progress.target.year}年{value_text(progress.goal, one.unit)}", light_text(progress.light)]
    if progress.target.area != number.area:
        words[0] += f"（{source.tree.name(progress.target.area)}目标）"
    if progress.completion is not None:
        words.append(f"完成{value_text(progress.completion, '%')}")
    if progress.gap is not None:
        way = "超" if progress.gap >= 0 else "滞后"
        words.append(f"{way}序时{difference_text(abs(progress.gap), '%', signed=False)}")
    return "，".join(filter(None, words)) + (f"；依据{progress.target.document}" if progress.target.document else "")


def _compared(source: Source, number: Number, compare: Compare) -> str:
    """The base and the change; where not all reported, the two sums that are really compared."""
    if number.state == "nearest" or keys.is_rolling(number):
        return ""
    compare = compare if compare in ("yoy", "prev") else "yoy"
    change = changes(source, [number.indicator], number.area, number.span, compare)[number.indicator]
    if change.now is None or change.before is None:
        return change.reason if number.is_known and change.base is not None and change.base.is_known else ""
    text = change_text(change.now, change.before, number.unit)
    when = f"{span_text(change.base.span)}" if change.base is not None else "前一时段"
    if change.like_for_like:
        now, before = (value_text(value, number.unit) for value in (change.now, change.before))
        return f"{text}（同口径：只比两期都报全的{change.like_for_like}个单位，本期{now}，{when}{before}）"
    return f"{text}（{when}为{value_text(change.before, number.unit)}）" + (f"；{change.reason}" if change.reason else "")


def _reported(source: Source, number: Number) -> str:
    if not number.expected:
        return ""
    gaps = []
    if number.reporting < number.expected:
        for area, part in below(source, number).items():
            lacking = part.expected - part.reporting
            if lacking > 0:
                gaps.append(source.tree.name(area) + (f"{lacking}个" if part.expected > 1 else ""))
    return completeness_text(number.reporting, number.expected, gaps)


def _data(source: Source, number: Number) -> str:
    """From which version the figure holds, and which return that was."""
    if not number.version:
        return ""
    batches = reads.versions(source.connection, source.scope)
    found = batches[batches["version"] == number.version] if len(batches) else batches
    words = [f"数据版本{number.version}"]
    if len(found):
        row = found.iloc[0]
        sent = _day(row["submitted_at"])
        words += [f"《{row['title']}》", f"{sent}报送" if sent else f"{_day(row['committed_at'])}入库"]
    newest = source.as_of or source.version
    return "，".join(filter(None, words)) + (f"；此后至版本{newest}没有变动" if newest > number.version else "")


def _day(moment) -> str:
    return "" if pd.isna(moment) else f"{moment:%Y-%m-%d}"


def _caveats(source: Source, one: Indicator, number: Number) -> Iterable[str]:
    if not number.is_known:
        told = number.reason if keys.is_rolling(number) else remedy(source, number) if number.d == 0 else reason(source, number)
        yield (told or "无数据") if number.state != "masked" else "人数过少，按规定遮盖"
    if number.state == "nearest":
        yield f"所选期间没有列明的数字，这里引用{number.stated_span}的数"
    if number.place:
        yield f"只是{number.place}的合计，不是{source.tree.name(number.area)}的全部"
    if number.approx:
        yield f"含{APPROX.get(number.approx, number.approx)}，不按精确数使用"
    if number.is_known and number.reason and not keys.is_rolling(number):
        yield number.reason
    if number.other is not None:
        gap = difference_text(abs(number.other - number.value), one.unit, signed=False)
        yield f"另一来源推算为{exact_text(number.other, one.unit)}，与该数相差{gap}，待核实"
    for month in one.breaks:
        yield f"{month}起口径调整，前后不作对比"


# -- the count of key tasks ---------------------------------------------------------------------------------------------


def _of_tasks(source: Source, key: str) -> Inspection:
    """重点任务达序时: which tasks are counted, and how each stands."""
    _, area, kind, month = keys.parts_of(key)
    span = Span(kind, month)
    tasks = key_tasks(source, area, span)
    counted = [task for task in tasks if task.light != "none"]
    on = sum(task.is_on_pace for task in counted)
    printed = f"{on}/{len(counted)}" if counted else "—"
    rows = tuple(
        Addend(
            task.target.task, value_text(task.completion, "%"), note="，".join(filter(None, (light_text(task.light), task.target.document))),
            key=keys.key_of(task.number) if task.number is not None else "",
        )
        for task in tasks
    )  # fmt: skip
    facts = (("定义", "到期末完成率不低于序时进度（或任务自定的节点）的重点任务数 ÷ 有数量目标的重点任务数"),)
    tally = Breakdown(
        "tasks",
        "重点任务",
        rows,
        Addend("达序时", printed),
        True,
        f"有数量目标的{len(counted)}项中{on}项达序时，按阶段推进的不计",
    )
    number = Number(keys.TASKS, area, span, None, "项")
    name, where = "重点任务达序时", source.tree.name(area)
    return Inspection(
        key, number, name, where, span_text(span), printed, "", "按目标逐项判断", facts, (), (tally,) if rows else ()
    )


# -- the returns --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Paper:
    """One return and the figures in it that bear the Number: each as `answers.source_record` has it, with its
    indicator's `name`, the `text` as stated and the `note` of what is doubted."""

    title: str
    file: str
    version: int
    submitted_by: str
    day: str
    figures: tuple[dict, ...]


def papers(source: Source, number: Number) -> tuple[Paper, ...]:
    """The returns that the Number rests on, the newest first."""
    if number.state == "masked" or number.indicator == keys.TASKS:
        return ()
    found: dict[int, list] = {}
    for row in bearing(source, number):
        found.setdefault(int(row.version), []).append(row)
    return tuple(paper(source, rows) for _, rows in sorted(found.items(), reverse=True))


def paper(source: Source, rows: list) -> Paper:
    first = rows[0]
    day = _day(first.submitted_at) or _day(first.committed_at)
    figures = tuple(source_record(source, row) | _words(source, row) for row in rows)
    return Paper(first.title, first.file_name, int(first.version), first.submitted_by, day, figures)


def _words(source: Source, row) -> dict[str, str]:
    """Name, figure as it was stated, and what is doubted about it."""
    one = source.catalogue.indicators.get(row.indicator)
    name, unit = (one.name, one.unit) if one else (row.indicator, "")
    text = "已遮盖" if pd.isna(row.value) else value_text(Fraction(int(row.value), SCALE), unit, row.approx, as_stated=True)
    return {"name": name, "text": text, "note": row.note}
