"""Exhibits that every screen shares: an indicator over months, over areas, over both. One range read each at most."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import pandas as pd

from metrics import broken, references
from metrics.compare import combined, exact_sum, months_ending
from metrics.derivation import is_point
from metrics.evaluate import children, children_series, is_too_fine, numbers, series
from metrics.findings import extreme, ranking_finding, series_finding
from metrics.formatting import month_text, number_text, pair_text, reported_text, span_text, value_text
from metrics.lights import Judge
from metrics.model import Indicator
from metrics.noise import small_mark
from metrics.results import Exhibit, Number, Span, View
from metrics.source import Source

NAN = float("nan")
ROLLING = "近12个月"  # how the reason of a figure of twelve months begins


def child_span(one: Indicator, span: Span) -> Span:
    """Rare events of small areas are read cumulatively: a village has one death a month at most."""
    return Span("ytd", span.month) if one.rare and span.kind in ("month", "quarter") else span


def trend_kind(source: Source, one: Indicator) -> str:
    """Months, unless cases are rare or the payment is not monthly: then cumulative."""
    if is_point(one, source.catalogue.indicators):
        return "month"
    return "ytd" if one.rare or _is_paid_unevenly(source, one) else "month"


def _is_paid_unevenly(source: Source, one: Indicator) -> bool:
    """Whether it, or a payment that it adds up, falls due in some months only."""
    if one.kind == "sum":
        return any(_is_paid_unevenly(source, source.indicator(member)) for member in one.members)
    return one.kind == "flow" and one.frequency == "month" and len(one.months_due) < 12 and bool(one.duty)


def _incomplete(line: Sequence[Number]) -> tuple[str, ...]:
    """10月上报17/18: the months whose figure has a gap, the newest three."""
    gaps = [number for number in line if number.is_known and not number.is_complete]
    return tuple(f"{month_text(one.span.month)}未报全（{one.reporting}/{one.expected}）" for one in gaps[-3:])


def value_of(number: Number) -> float:
    return NAN if number.value is None else float(number.value)


def trend(source: Source, view: View, code: str, page: str) -> Exhibit:
    """The area's months this year against last year's. Columns as in `pages/charts` for kind `trend`.

    An incomplete month of a quantity is a gap, named in the notes: its point would look like a fall.
    """
    one = source.indicator(code)
    kind = trend_kind(source, one)
    year, closing = view.span.year, view.span.last
    months = [year * 100 + m for m in range(1, 13)]
    spans = [Span(kind, month - 100) for month in months] + [Span(kind, month) for month in months if month <= closing]
    found = series(source, one.id, view.area, spans)
    rows = [
        {
            "month": number.span.month,
            "series": f"{number.span.year}年",
            "role": "subject" if number.span.year == year else "last_year",
            "value": value_of(number) if one.kind == "ratio" or number.is_complete else NAN,
            "text": number_text(number) if number.is_complete else number_text(number) + reported_text(number),
        }
        for number in found
    ]
    lines = references.of_trend(source, view, one, Judge(source, view.area, view.span))
    rows = broken.parted(source, one, rows) + [line.row(months[-1]) for line in lines]
    title = f"{one.label}：{series_finding(source, one, found, view.span)}"
    word = "（本年累计）" if kind == "ytd" else ""
    return Exhibit(
        f"{page}.{one.id}.trend", "trend", title, pd.DataFrame(rows), one.unit, view,
        finding=f"{source.tree.name(view.area)}{one.name}逐月走势{word}，{series_finding(source, one, found, view.span)}",
        notes=(f"逐月{word}，灰线为上年同期", *broken.notes(source, one, found), *_incomplete(found)),
        numbers=(*found, *references.numbers_of(lines)), options={"height": 260},
    )  # fmt: skip


def ranking(source: Source, view: View, code: str, page: str) -> Exhibit:
    """The areas below, worst last, the area itself on top. Kind `ranking`."""
    one = source.indicator(code)
    span = child_span(one, view.span)
    below = children(source, [one.id], view.area, span)[one.id]
    whole = numbers(source, [one.id], view.area, span)[one.id]
    judge = Judge(source, view.area, span)
    rows = [_ranked(source, one, judge, area, number) for area, number in below.items()]
    rows.append(_ranked(source, one, judge, view.area, whole) | {"role": "total"})
    lines = references.of_ranking(source, one, judge, whole)
    options = {"direction": one.direction, "height": max(240, 22 * len(rows) + 50)} | references.options(lines)
    values = [float(number.value) for number in below.values() if number.value is not None]
    if one.unit == "%" and values and min(values) > 60:
        options["points"] = True
    if one.unit != "%" and one.kind != "ratio":
        rows = [row for row in rows if row["role"] != "total"]  # the sum's bar would dwarf its parts; the finding names it
    finding = ranking_finding(source, one, below, whole)
    return Exhibit(
        f"{page}.{one.id}.ranking", "ranking", f"{one.label}：{finding}", pd.DataFrame(rows), one.unit, view,
        finding=f"{source.tree.name(view.area)}{span_text(span)}{one.name}按下级排列，{finding}",
        notes=(span_text(span),), numbers=(whole, *below.values(), *references.numbers_of(lines)), options=options,
    )  # fmt: skip


def _ranked(source: Source, one: Indicator, judge: Judge, area: str, number: Number) -> dict:
    return {
        "area": area,
        "name": source.tree.name(area),
        "value": value_of(number),
        "text": number_text(number),
        "role": "context" if number.value is not None else "missing",
        "light": judge.light(one, number),
        "detail": " ".join(filter(None, (pair_text(number), small_mark(source, one, number, judge.target(one, area))))),
    }


def by_area(source: Source, view: View, code: str, page: str, *, kind: str = "multiples", height: int = 0) -> Exhibit:
    """分乡镇趋势: every area below over months, the whole in grey. Kinds `multiples`, `spaghetti`, `heat`.

    Monthly values; rare events cumulative this year, rare rates over twelve months, so that no panel jumps by one case.
    """
    one = source.indicator(code)
    rolling = one.rare and one.kind == "ratio"
    per_month = "month" if rolling or trend_kind(source, one) == "month" else "ytd"
    months = months_ending(view.span.month, 12 if rolling else 13)
    if per_month == "ytd":
        months = [month for month in months if month // 100 == view.span.year]
    needed = months_ending(view.span.month, 23) if rolling else months
    spans = [Span(per_month, month) for month in needed]
    lines = children_series(source, one.id, view.area, spans)
    whole = series(source, one.id, view.area, spans) if one.kind == "ratio" else []
    if rolling:
        lines = {area: rolled(one, line) for area, line in lines.items()}
        whole = rolled(one, whole)
    order = sorted(lines, key=lambda area: _last_value(lines[area]), reverse=one.direction != "lower_better")
    rows = [row for area in order for row in _line(source.tree.name(area), area, lines[area], "subject")]
    if one.kind == "ratio":  # a county's total would dwarf its townships
        rows += _line(source.tree.name(view.area), "", whole, "context")
    rows = broken.parted(source, one, rows)
    known = [area for area in order if _last_value(lines[area])[0]]
    worst = known[-1:] if one.direction != "neutral" else known[:1]
    way = "近12个月滚动，附分子/分母" if rolling else "本年累计" if per_month == "ytd" else "逐月"
    last = {area: line[-1] for area, line in lines.items() if line}
    clause = extreme(source, one, last)
    word = "分村趋势" if source.tree[view.area].level == "township" else "分乡镇趋势"
    return Exhibit(
        f"{page}.{one.id}.{kind}", kind, f"{word} · {one.label}" + (f"：{clause}" if clause else ""), pd.DataFrame(rows), one.unit, view,
        finding=f"{source.tree.name(view.area)}下级各单位{one.name}走势，{way}",
        notes=(f"{way}；灰线为{source.tree.name(view.area)}" if whole else way, *broken.notes(source, one, next(iter(lines.values()), ()))),
        numbers=(*whole, *(one for line in lines.values() for one in line)),
        options={"highlight": worst} | ({"height": height} if height else {}),
    )  # fmt: skip


def rolled(one: Indicator, line: Sequence[Number]) -> list[Number]:
    """Of single months, the sums over twelve; unknown where one month is, and then reported as in the month most lack."""
    result = []
    for end in range(11, len(line)):
        window = list(line[end - 11 : end + 1])
        last, widest = window[-1], max(window, key=lambda number: number.expected - number.reporting)
        told = widest.reporting, widest.expected
        if told[0] < told[1] or any(number.d is None for number in window):
            why = f"{ROLLING}有未报" if told[0] < told[1] else f"{ROLLING}有月份没有数"
            result.append(Number(one.id, last.area, last.span, None, one.unit, None, None, "missing", why, *told))
            continue
        n, d = exact_sum(number.n for number in window), exact_sum(number.d for number in window)
        value, reason = combined(one, window), ROLLING if d else f"{ROLLING}分母为0，不计算"
        result.append(
            Number(one.id, last.area, last.span, value, one.unit, n, d, "summed", reason, last.reporting, last.expected)
        )
    return result


def _line(name: str, area: str, line: Sequence[Number], role: str) -> list[dict]:
    return [
        {
            "area": area,
            "name": name,
            "month": number.span.month,
            "value": value_of(number),
            "text": " ".join(filter(None, (number_text(number, dense=True), pair_text(number)))),
            "role": role,
        }
        for number in line
    ]


def _last_value(line: Sequence[Number]) -> tuple:
    known = [number.value for number in line if number.value is not None]
    return (bool(known), known[-1] if known else 0)


def stages(source: Source, view: View, steps: Sequence[tuple[str, str]], page: str, title: str) -> Exhibit:
    """A way through several counts, each with its share of the one before. steps: (indicator, label). Kind `flow`."""
    steps = [(code, label) for code, label in steps if not is_too_fine(source, source.indicator(code), view.area)]
    found = numbers(source, [code for code, _ in steps], view.area, view.span)
    rows, before = [], None
    for code, label in steps:
        number = found[code]
        share = ""
        if before is not None and before.value and number.value is not None and same_areas(source, before, number):
            share = f"占上一步{value_text(number.value / before.value * 100, '%')}"
        rows.append({"stage": label, "value": value_of(number), "text": number_text(number), "share": share})
        before = number
    text = "，".join(f"{row['stage']}{row['text']}" for row in rows)
    known = [f"{row['stage']}{row['text']}" for row, number in zip(rows, found.values(), strict=True) if number.is_known]
    title = f"{title}：{'，'.join(known[:3])}" if known else title
    return Exhibit(f"{page}.stages", "flow", title, pd.DataFrame(rows), "", view, finding=text, numbers=tuple(found.values()))


def same_areas(source: Source, one: Number, other: Number) -> bool:
    """Whether two counts cover the same areas: a share of one unit's cases in another's would be wrong."""
    if (one.reporting, one.expected) != (other.reporting, other.expected):
        return False
    if one.is_complete:
        return True
    pairs = [children(source, [number.indicator], number.area, number.span)[number.indicator].values() for number in (one, other)]
    return all((a.reporting, a.expected) == (b.reporting, b.expected) and (a.is_complete or not a.reporting)
               for a, b in zip(*pairs, strict=True))  # fmt: skip


def of_which(source: Source, view: View, whole: str, part: str, page: str, title: str, words: tuple[str, str]) -> Exhibit:
    """The year's months as stacked bars: the part and the rest of a whole. words: their labels. Kind `columns`."""
    spans = [Span("month", view.span.year * 100 + m) for m in range(1, view.span.last % 100 + 1)]
    totals, parts = (series(source, code, view.area, spans) for code in (whole, part))
    rows = []
    for total, inside in zip(totals, parts, strict=True):
        if total.value is None or inside.value is None or not same_areas(source, total, inside):
            continue
        rest = replace(inside, value=total.value - inside.value)
        rows += [
            {"category": total.span.month, "series": word, "value": value_of(number), "text": number_text(number), "role": role}
            for word, number, role in ((words[0], inside, "subject"), (words[1], rest, "context"))
        ]
        total_row = {"series": "合计", "value": value_of(total), "text": number_text(total, dense=True), "role": "total"}
        rows.append({"category": total.span.month, **total_row})
    frame = pd.DataFrame(rows, columns=["category", "series", "value", "text", "role"])
    span = Span("ytd", view.span.last)
    all_in, inside = (numbers(source, [code], view.area, span)[code] for code in (whole, part))
    if all_in.value and inside.value is not None and same_areas(source, all_in, inside):
        title = f"{title}：{span_text(span)}占{value_text(inside.value / all_in.value * 100, '%')}"
    return Exhibit(
        f"{page}.{part}.of_which", "columns", title, frame, source.indicator(whole).unit, view, finding=title,
        notes=_incomplete(totals), numbers=(*totals, *parts), options={"stack": True, "height": 260, "labels": False},
    )  # fmt: skip


def programmes(source: Source, view: View, codes: Sequence[str], page: str, title: str) -> Exhibit:
    """Amounts of several indicators this span and the same span last year. Kind `columns`."""
    this = numbers(source, codes, view.area, view.span)
    last = numbers(source, codes, view.area, view.span.a_year_before())
    rows = [
        {
            "category": source.indicator(code).label, "series": span_text(number.span), "value": value_of(number),
            "text": number_text(number), "role": role,
        }
        for found, role in ((last, "last_year"), (this, "subject"))
        for code, number in found.items()
        if number.value is not None
    ]  # fmt: skip
    known = [(source.indicator(code).label, number) for code, number in this.items() if number.is_known]
    finding = "，".join(f"{label}{number_text(number)}" for label, number in known)
    title = f"{title}：{finding}" if finding else title
    return Exhibit(
        f"{page}.programmes", "columns", title, pd.DataFrame(rows, columns=["category", "series", "value", "text", "role"]),
        source.indicator(codes[0]).unit, view, finding=finding, numbers=(*this.values(), *last.values()),
    )  # fmt: skip


def area_table(source: Source, view: View, codes: Collection[str], page: str, title: str) -> Exhibit:
    """Areas × indicators with the whole on top. Kind `table`.

    Columns: area, name, reported ("17/18" or "已报"), then per indicator `<id>` (printed), `<id>.light`, `<id>.value`.
    """
    below = _children_for_table(source, view, codes)
    judge = Judge(source, view.area, view.span)
    rows = []
    for area in (view.area, *(row.code for row in source.tree.children(view.area))):
        cells = {code: below[code][area] for code in codes}
        row = {"area": area, "name": source.tree.name(area) + ("合计" if area == view.area else "")}
        for code, number in cells.items():
            one = source.indicator(code)
            row |= {
                code: number_text(number, dense=True),
                f"{code}.light": judge.light(one, number),
                f"{code}.value": value_of(number),
            }
        known = sum(1 for number in cells.values() if number.is_known)
        row["known"] = known
        rows.append(row)
    everything = tuple(number for cells in below.values() for number in cells.values())
    return Exhibit(
        f"{page}.table", "table", title, pd.DataFrame(rows), "", view, finding=title, notes=_table_notes(source, view, codes),
        numbers=everything, options={"codes": list(codes)},
    )  # fmt: skip


def _table_notes(source: Source, view: View, codes: Collection[str]) -> tuple[str, ...]:
    """The span, and which columns are read cumulatively all the same."""
    rare = [source.indicator(code).label for code in codes if child_span(source.indicator(code), view.span) != view.span]
    return (span_text(view.span), *([f"{'、'.join(rare)}为本年累计"] if rare else []))


def _children_for_table(source: Source, view: View, codes: Collection[str]) -> dict[str, dict[str, Number]]:
    found: dict[str, dict[str, Number]] = {}
    groups: dict[Span, list[str]] = {}
    for code in codes:
        groups.setdefault(child_span(source.indicator(code), view.span), []).append(code)
    for span, group in groups.items():
        below = children(source, group, view.area, span)
        whole = numbers(source, group, view.area, span)
        found |= {code: {view.area: whole[code], **below[code]} for code in group}
    return found


def sparkline(source: Source, view: View, code: str) -> list[float]:
    """Twelve values for a card; unknown and incomplete months are left out, which would draw a fall that was none."""
    one = source.indicator(code)
    kind = trend_kind(source, one)
    months = [month for month in months_ending(view.span.month, 12) if kind == "month" or month // 100 == view.span.year]
    line = series(source, one.id, view.area, [Span(kind, month) for month in months])
    return [float(number.value) for number in line if number.value is not None and number.is_complete]
