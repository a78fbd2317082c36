"""Exhibits of registers and lists: months against last year, kinds side by side, who is entitled, a year's task."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction

import pandas as pd

from data_access.specs import SCALE
from metrics import pace
from metrics.evaluate import is_too_fine, numbers, series
from metrics.exhibits import same_areas, value_of
from metrics.formatting import change_text, digits, month_text, number_text, pair_text, span_text, value_text
from metrics.lights import Judge
from metrics.model import Indicator
from metrics.results import Exhibit, Number, Span, View
from metrics.source import Source

COLUMNS = ["category", "series", "value", "text", "role"]
Named = Sequence[tuple[str, str]]  # (indicator, the word for it)
PEAK = Fraction(5, 4)  # of the months' mean
HEIGHT = 260


def _kept(source: Source, named: Named, area: str) -> Named:
    """Those that are counted for areas as small as this one."""
    return [(code, word) for code, word in named if not is_too_fine(source, source.indicator(code), area)]


def months_against(source: Source, view: View, code: str, page: str, word: str = "") -> Exhibit:
    """A register's months, this year's columns beside last year's grey ones; the title names the peaks. Kind `columns`."""
    one = source.indicator(code)
    year, closing = view.span.year, view.span.last
    months = [year * 100 + m for m in range(1, 13)]
    spans = [Span("month", month - 100) for month in months] + [Span("month", month) for month in months if month <= closing]
    found = series(source, one.id, view.area, spans)
    rows = [
        [year * 100 + number.span.month % 100, f"{number.span.year}年", value_of(number), number_text(number),
         "subject" if number.span.year == year else "last_year"]
        for number in found
        if number.is_known
    ]  # fmt: skip
    finding = peaks([number for number in found if number.span.year == year])
    title = f"{word or one.label}：{finding}" if finding else f"{word or one.label}逐月"
    return Exhibit(
        f"{page}.{one.id}.months", "columns", title, pd.DataFrame(rows, columns=COLUMNS), one.unit, view,
        finding=f"{source.tree.name(view.area)}{one.name}逐月与上年同月，{finding or '无明显高峰'}",
        notes=("逐月，灰柱为上年同月",), numbers=tuple(found), options={"height": HEIGHT, "labels": False},
    )  # fmt: skip


def peaks(line: Sequence[Number]) -> str:
    """高峰在2月、5月、8月: the months at least a quarter above the mean of those that are complete; else the highest one."""
    known = [number for number in line if number.value is not None and number.is_complete]
    if len(known) < 3:
        return ""
    mean = sum((number.value for number in known), Fraction(0)) / len(known)
    high = [number.span.month for number in known if mean and number.value >= mean * PEAK]
    if high:
        return f"高峰在{'、'.join(month_text(month, year=False) for month in high)}"
    highest = max(known, key=lambda number: number.value)
    return f"{month_text(highest.span.month, year=False)}最高，{number_text(highest)}"


def side_by_side(source: Source, view: View, named: Named, page: str, subject: str, *notes: str) -> Exhibit:
    """Counts of several kinds, this span and the same span last year; never added up. Kind `columns`."""
    named = _kept(source, named, view.area)
    codes = [code for code, _ in named]
    this, last = (numbers(source, codes, view.area, span) for span in (view.span, view.span.a_year_before()))
    rows = [
        [word, _when(source, codes, found[code].span), value_of(found[code]), number_text(found[code]), role]
        for found, role in ((last, "last_year"), (this, "subject"))
        for code, word in named
        if found[code].value is not None
    ]
    clauses = [clause for code, word in named if (clause := _moved(word, this[code], last[code]))]
    clauses = clauses or [f"{word}{number_text(this[code])}" for code, word in named if this[code].is_known]
    title = f"{subject}：{'，'.join(clauses[:3])}" if clauses else subject
    unit = source.indicator(codes[0]).unit if codes else ""
    finding = "，".join(f"{word}{number_text(this[code])}" for code, word in named if this[code].is_known)
    return Exhibit(
        f"{page}.{codes[0] if codes else 'kinds'}.beside", "columns", title, pd.DataFrame(rows, columns=COLUMNS), unit, view,
        finding=f"{subject}：{finding}", notes=(*notes, "灰柱为上年同期", *_gaps(this.values())), numbers=tuple(this.values()), options={"height": HEIGHT},
    )  # fmt: skip


def _when(source: Source, codes: Collection[str], span: Span) -> str:
    """2025年10月底 of lists, 2025年1—10月 of cases."""
    kinds = {source.stored_span(source.indicator(code), span).kind for code in codes}
    return f"{month_text(span.last)}底" if kinds == {"month"} and span.kind != "month" else span_text(span)


def _gaps(found: Iterable[Number]) -> tuple[str, ...]:
    """A lower column of an incomplete list is no fall: how many have reported."""
    open_ones = {(number.reporting, number.expected) for number in found if number.is_known and not number.is_complete}
    return tuple(f"本期上报{reporting}/{expected}，柱低不等于减少" for reporting, expected in sorted(open_ones)[:1])


def _moved(word: str, now: Number, before: Number) -> str:
    if now.value is None or before.value is None or not (now.is_complete and before.is_complete):
        return ""
    return f"{word}{change_text(now.value, before.value, now.unit)}"


def entitled(source: Source, view: View, named: Named, page: str, subject: str) -> Exhibit:
    """Of several coverage rates who is entitled and who receives, and how many do not yet. Kind `columns`."""
    named = _kept(source, named, view.area)
    found = numbers(source, [code for code, _ in named], view.area, view.span)
    rows, clauses = [], []
    for code, word in named:
        number, one = found[code], source.indicator(code)
        if number.n is None or number.d is None:
            continue
        unit = source.indicator(one.numerator).unit
        for label, value, role in (("符合条件", number.d, "context"), ("已享受", number.n, "subject")):
            rows.append([word, label, float(value), value_text(value, unit), role])
        short = number.d - number.n
        clauses.append(f"{word}{number_text(number)}" + (f"，差{digits(short)}{unit}" if short > 0 else ""))
    title = f"{subject}：{'；'.join(clauses)}" if clauses else subject
    unit = source.indicator(source.indicator(named[0][0]).numerator).unit if named else ""
    return Exhibit(
        f"{page}.entitled", "columns", title, pd.DataFrame(rows, columns=COLUMNS), unit, view, finding=title,
        notes=(f"{month_text(view.span.last)}底，符合条件人数按年核定",), numbers=tuple(found.values()), options={"height": HEIGHT},
    )  # fmt: skip


def in_and_out(source: Source, view: View, entries: str, exits: str, page: str, subject: str) -> Exhibit:
    """Who came onto a list and who left it: by month for a county, cumulative below, where cases are few. Kind `columns`."""
    area = view.area
    kind = "month" if source.tree[area].level == "county" else "ytd"
    spans = [Span(kind, view.span.year * 100 + m) for m in range(1, view.span.last % 100 + 1)]
    named = _kept(source, ((entries, "新增"), (exits, "退出")), area)
    lines = {word: series(source, code, area, spans) for code, word in named}
    rows = [
        [number.span.month, word, value_of(number), number_text(number), "subject"]
        for word, line in lines.items()
        for number in line
        if number.is_known
    ]
    total = numbers(source, [code for code, _ in named], area, Span("ytd", view.span.last))
    title = f"{subject}：{_net(source, *total.values())}" if len(total) == 2 else subject
    return Exhibit(
        f"{page}.in_and_out", "columns", title, pd.DataFrame(rows, columns=COLUMNS), source.indicator(entries).unit, view,
        finding=title, notes=("逐月" if kind == "month" else "本年累计",), numbers=tuple(total.values()),
        options={"height": HEIGHT},
    )  # fmt: skip


def _net(source: Source, came: Number, left: Number) -> str:
    words = f"本年新增{number_text(came)}、退出{number_text(left)}"
    if came.value is None or left.value is None or not same_areas(source, came, left):
        return words
    net = came.value - left.value
    return f"{words}，{'净增' if net > 0 else '净减'}{value_text(abs(net), came.unit)}" if net else f"{words}，持平"


def against_task(source: Source, view: View, code: str, page: str, word: str = "") -> Exhibit:
    """Cumulative months against last year's and, where a task is set, against its calendar. Kind `trend`."""
    one = source.indicator(code)
    year = view.span.year
    months = [year * 100 + m for m in range(1, 13)]
    spans = [Span("ytd", month - 100) for month in months] + [Span("ytd", month) for month in months if month <= view.span.last]
    found = series(source, one.id, view.area, spans)
    rows = [
        [number.span.month, f"{number.span.year}年", value_of(number), number_text(number),
         "subject" if number.span.year == year else "last_year"]
        for number in found
    ]  # fmt: skip
    running = numbers(source, [one.id], view.area, Span("ytd", view.span.last))[one.id]
    progress = Judge(source, view.area, Span("ytd", view.span.last)).progress(one, running)
    rows += _planned(progress, one, months)
    finding = number_text(running)
    if progress.completion is not None:
        finding += f"，完成{value_text(progress.completion, '%')}，{pace.gap_text(progress)}"
    return Exhibit(
        f"{page}.{one.id}.task", "trend", f"{word or one.label}本年累计：{finding}",
        pd.DataFrame(rows, columns=["month", *COLUMNS[1:]]), one.unit, view,
        finding=f"{source.tree.name(view.area)}{one.name}本年累计与上年同期、任务进度，{finding}",
        notes=("本年累计，灰线为上年同期" + ("，虚线为任务应达进度" if progress.goal is not None else "，本年未设任务"),),
        numbers=tuple(found), options={"height": HEIGHT, "zero": True},
    )  # fmt: skip


def _planned(progress: pace.Progress, one: Indicator, months: Sequence[int]) -> list[list]:
    if not progress.goal:
        return []
    goal = Fraction(progress.target.value, SCALE)
    due = [(month, pace.planned_share(progress.target, goal, month % 100) * goal / 100) for month in months]
    return [[month, "任务", float(value), value_text(value, one.unit), "target"] for month, value in due]


def rates_beside(source: Source, view: View, named: Named, page: str, subject: str) -> Exhibit:
    """Several rates of one family as bars, with their parts and lights. Kind `ranking`."""
    named = _kept(source, named, view.area)
    judge = Judge(source, view.area, view.span)
    found = numbers(source, [code for code, _ in named], view.area, view.span)
    rows = [
        {
            "area": "", "name": word, "value": value_of(found[code]), "text": number_text(found[code], dense=True),
            "role": "context" if found[code].is_known else "missing", "detail": pair_text(found[code]),
            "light": judge.light(source.indicator(code), found[code]),
        }
        for code, word in named
    ]  # fmt: skip
    known = [(found[code].value, word) for code, word in named if found[code].value is not None]
    lowest = min(known, default=None)
    title = f"{subject}：最低为{lowest[1]}{value_text(lowest[0], '%')}" if lowest and len(known) > 1 else subject
    return Exhibit(
        f"{page}.rates", "ranking", title, pd.DataFrame(rows), "%", view, finding=title, notes=(span_text(view.span),),
        numbers=tuple(found.values()), options={"direction": "higher_better", "height": HEIGHT},
    )  # fmt: skip
