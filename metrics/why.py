"""变动原因分析 as it is shown: one sentence, a waterfall, a table of every part, and plain records for the command line."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pandas as pd

from metrics.attribute import REST, Attribution, Part, by_area, by_member, change_of
from metrics.compare import COMPARE_WORDS
from metrics.effects import Pair
from metrics.formatting import MINUS, RATE_UNITS, change_text, difference_text, digits, rounded, span_text, value_text
from metrics.results import Compare, Exhibit, Number, Span, View
from metrics.source import Source

COMPARED = ("yoy", "prev")
NAMES = {"area": "why", "member": "why_members"}  # how the id of a waterfall ends
SHOWN = 8  # bars between start and end; the smaller parts are one bar together
NAMED = 3  # parts that the sentence names; a title names one fewer
SMALL = Fraction(1, 20)  # of all that moved: what is less is not worth a word
WHOLE = {"县": "全县", "区": "全区", "市": "全市", "镇": "全镇", "乡": "全乡", "街道": "全街道"}


def whole_word(source: Source, code: str) -> str:
    """全县, 全区, 全镇 …"""
    return WHOLE.get(source.tree[code].kind) or WHOLE.get(source.settings.get("level_word", ""), "全县")


def attributions(source: Source, view: View, code: str, against: Compare | Span | None = None) -> list[Attribution]:
    """By area, and of a total by member too; what cannot be told apart is left out, unless nothing can."""
    change = change_of(source, code, view.area, view.span, against or view.compare)
    found = [by_area(source, change)]
    if source.indicator(code).members:
        found.append(by_member(source, change))
    return [one for one in found if one.parts] or found[:1]


# -- words ------------------------------------------------------------------------------------------------------------


def sentence(source: Source, found: Attribution, against: Compare | Span, *, named: int = NAMED) -> str:
    """火化率同比下降0.2个百分点：枫林乡下拉全县0.6个百分点，柳塘镇上拉0.2个百分点."""
    one = found.indicator
    word = "较" + span_text(against) if isinstance(against, Span) else COMPARE_WORDS[against]
    return f"{one.label}{word}{movement(found)}" + (f"：{causes}" if (causes := _causes(source, found, named)) else "")


def movement(found: Attribution) -> str:
    """下降0.2个百分点, 增加295.2万元（+3.8%）, 持平: what the card says of the same change."""
    total, unit = found.total, found.indicator.unit
    if not total or (unit in RATE_UNITS and not rounded(total, 1)):
        return "基本持平" if total else "持平"
    up, down = ("上升", "下降") if found.indicator.kind == "ratio" else ("增加", "减少")
    percent = change_text(found.change.now, found.change.before, unit) if found.change.before and unit not in RATE_UNITS else ""
    return f"{up if total > 0 else down}{_amount(total, unit)}" + (f"（{percent}）" if percent else "")


def _causes(source: Source, found: Attribution, named: int) -> str:
    """The largest on the side of the change, then the largest against it; nobody who hardly moved anything."""
    least = SMALL * sum(abs(part.contribution) for part in found.parts)
    large = [part for part in found.parts if part.contribution and abs(part.contribution) >= least]
    falls = (found.total or 0) < 0
    against = [part for part in large if (part.contribution < 0) != falls][:1]
    along = [part for part in large if (part.contribution < 0) == falls][: named - len(against)]
    whole = whole_word(source, found.change.current.area)
    return "，".join(_cause(found, part, whole if place == 0 else "") for place, part in enumerate([*along, *against]))


def _cause(found: Attribution, part: Part, whole: str) -> str:
    up, down = (f"上拉{whole}", f"下拉{whole}") if found.indicator.kind == "ratio" else ("增加", "减少")
    verb = up if part.contribution > 0 else down
    return f"{part.name}{verb}{_amount(part.contribution, found.indicator.unit)}"


def _amount(value: Fraction, unit: str) -> str:
    """Without a sign; a small effect on a rate keeps the decimals that show it."""
    if unit in RATE_UNITS:
        return (digits(abs(value), 1 if rounded(value, 1) else 2) if rounded(value, 2) else "不到0.01") + RATE_UNITS[unit]
    return difference_text(value, unit, signed=False)


def _signed(value: Fraction | None, unit: str) -> str:
    """As at a bar: −0.60, +12.5万元. Rates with two decimals, so that what is printed adds up."""
    if value is None:
        return ""
    if unit not in RATE_UNITS:
        return difference_text(value, unit)
    return f"{'+' if value > 0 else MINUS}{digits(abs(value), 2)}" if rounded(value, 2) else "<0.01" if value else "0"


def _figure(pair: Pair, unit: str, of_rate: bool) -> str:
    """n/d of a rate, else the value."""
    if not of_rate:
        return value_text(pair.n, unit)
    return "/".join(digits(part, 0 if part.denominator == 1 else 1) for part in pair)


def notes(source: Source, found: Attribution) -> tuple[str, ...]:
    """Who is counted, who is not and why, who is new or merged."""
    change = found.change
    base = span_text(change.base.span) if change.base is not None else "紧接本期之前的同样月数"
    words = [f"{span_text(change.current.span)}对{base}"]
    if found.left_out:
        names = [f"{name}（{why}）" for name, why in found.left_out]
        words.append(f"未计入：{'、'.join(names[:5])}{f'等{len(names)}个' if len(names) > 5 else ''}")
    if found.partly:
        words.append(f"{'、'.join(found.partly)}只计两期都报全的村（社区）")
    words += [f"{old}已并入{heir}，合并计算" for old, heir in found.merged]
    for told, word in (("now", "仅本期有"), ("before", "仅基期有")):
        names = [part.name for part in found.parts if part.told == told]
        if names:
            words.append(f"{word}：{'、'.join(names)}")
    unit = RATE_UNITS.get(found.indicator.unit, "")
    return (*words, f"各项相加等于总变化{f'，单位{unit}' if unit else ''}")


# -- exhibits ---------------------------------------------------------------------------------------------------------


def waterfall(source: Source, view: View, found: Attribution, page: str, against: Compare | Span | None = None) -> Exhibit:
    """From the figure before to the figure now. Kind `waterfall`: every part is in the frame, the small ones folded."""
    one = found.indicator
    against = against or view.compare
    drawn, folded = _drawn(found)
    before, now = found.change.before, found.change.now
    rows = [_end(source, found, "start", before), *(_bar(found, part, "part") for part in drawn)]
    rows += [_bar(found, part, "folded") for part in folded]
    if folded:
        rest = sum((part.contribution for part in folded), Fraction(0))
        rows.append(
            _row(
                "",
                f"其余{len(folded)}个",
                rest,
                _signed(rest, one.unit),
                "rest",
                _tone(found, rest),
                "、".join(p.name for p in folded),
            )
        )
    rows.append(_end(source, found, "end", now))
    word = "变动原因分析" if found.by == "area" else "分项变动原因"
    said = sentence(source, found, against)
    return Exhibit(
        f"{page}.{one.id}.{NAMES[found.by]}", "waterfall", f"{word} · {sentence(source, found, against, named=NAMED - 1)}", pd.DataFrame(rows), one.unit, view,
        finding=f"{source.tree.name(view.area)}{said}", notes=notes(source, found),
        numbers=(found.change.current, *([found.change.base] if found.change.base else []), *found.numbers),
        options={"direction": one.direction},
    )  # fmt: skip


def told(source: Source, view: View, code: str, page: str) -> list[tuple[Attribution, Exhibit | None, pd.DataFrame]]:
    """Each way to tell the change apart, with its waterfall (None where it has no parts) and its table."""
    ways = attributions(source, view, code)
    return [(found, waterfall(source, view, found, page) if found.parts else None, table(found)) for found in ways]


def _drawn(found: Attribution) -> tuple[list[Part], list[Part]]:
    """What is drawn, the side of the change first, each side by size; and what is folded. One alone is never folded."""
    large = [part for part in found.parts if part.contribution]
    count = len(large) if len(found.parts) <= SHOWN + 1 else SHOWN
    falls = (found.total or 0) < 0
    drawn = sorted(large[:count], key=lambda part: (part.contribution < 0) != falls)
    folded = [part for part in found.parts if part not in drawn]
    return (drawn + folded, []) if len(folded) == 1 else (drawn, folded)


def _end(source: Source, found: Attribution, role: str, value: Fraction) -> dict:
    word = whole_word(source, found.change.current.area)
    like = f"{found.change.like_for_like}个可比单位" if found.change.like_for_like else word
    name = f"{like}{'本期' if role == 'end' else _base_word(found)}"
    return _row("", name, value, value_text(value, found.indicator.unit), role, "neutral", "")


def _base_word(found: Attribution) -> str:
    base = found.change.base
    return "上年同期" if base is not None and base.span == found.change.current.span.a_year_before() else "基期"


def _bar(found: Attribution, part: Part, role: str) -> dict:
    unit, of_rate = found.indicator.unit, found.indicator.kind == "ratio"
    words = [f"{_figure(part.before, unit, of_rate)} → {_figure(part.now, unit, of_rate)}"]
    if part.effect.rate is not None:
        words.append(f"自身变化{_signed(part.effect.rate, unit)}，比重变化{_signed(part.effect.weight, unit)}")
    if part.share is not None and part.share <= 100 and part.contribution:
        words.append(f"占变化额{value_text(part.share, '%')}")
    area = part.key if found.by == "area" else ""
    text = _signed(part.contribution, unit)
    return _row(area, part.name, part.contribution, text, role, _tone(found, part.contribution), "；".join(words))


def _row(area: str, name: str, value: Fraction, text: str, role: str, tone: str, detail: str) -> dict:
    return {"area": area, "name": name, "value": float(value), "text": text, "role": role, "tone": tone, "detail": detail}


def _tone(found: Attribution, value: Fraction) -> str:
    direction = found.indicator.direction
    if not value or direction == "neutral":
        return "neutral"
    return "good" if (value > 0) == (direction == "higher_better") else "bad"


def table(found: Attribution) -> pd.DataFrame:
    """Every part in print, nothing folded. `attrs["keys"]`: the figures of both spans."""
    unit, of_rate = found.indicator.unit, found.indicator.kind == "ratio"
    head = {"area": "单位", "member": "项目"}[found.by]
    points = RATE_UNITS.get(unit, "")
    rows = []
    for part in found.parts:
        row = {head: part.name, f"影响{f'（{points}）' if points else ''}": _signed(part.contribution, unit)}
        if of_rate:
            row |= {"自身变化": _signed(part.effect.rate, unit), "比重变化": _signed(part.effect.weight, unit)}
        rows.append(row | {"基期": _figure(part.before, unit, of_rate), "本期": _figure(part.now, unit, of_rate)})
    frame = pd.DataFrame(rows)
    frame.attrs["keys"] = {
        "本期": _keys(found, found.change.current),
        "基期": _keys(found, found.change.base or found.change.current),
    }
    return frame


def _keys(found: Attribution, whole: Number) -> list[str]:
    """The key of each part's figure; what no area and no member accounts for is the whole's."""
    field = {"area": "area", "member": "indicator"}[found.by]
    return [whole.key if part.key == REST else replace(whole, **{field: part.key}).key for part in found.parts]


def table_title(found: Attribution) -> str:
    """枫林乡等17个单位各自的影响."""
    parts = [part for part in found.parts if part.key != REST]
    word = "单位" if found.by == "area" else "项目"
    return f"{parts[0].name}等{len(parts)}个{word}各自的影响" if len(parts) > 1 else f"各{word}的影响"


# -- records ----------------------------------------------------------------------------------------------------------


def answer(source: Source, code: str, area: str, span: Span, against: Compare | Span) -> dict[str, Any]:
    """`why` and its contributions for whoever asks by machine: doubles of the exact fractions, or null with the reason."""
    change = change_of(source, code, area, span, against)
    areas = by_area(source, change)
    members = by_member(source, change) if source.indicator(code).members else None
    best = areas if areas.parts or members is None else members
    return {
        "why": {
            "text": sentence(source, best, against) if best.parts else None,
            "reason": areas.reason or None,
            "before": _double(change.before),
            "now": _double(change.now),
            "change": _double(change.difference),
            "unit": RATE_UNITS.get(areas.indicator.unit, areas.indicator.unit),
            "left_out": [{"area_name": name, "reason": why} for name, why in areas.left_out],
            "partly": list(areas.partly),
            "merged": [{"area_name": old, "into": heir} for old, heir in areas.merged],
        },
        "contributions": [_record(part, "area") for part in areas.parts],
        "contributions_by_member": None if members is None else [_record(part, "indicator") for part in members.parts],
    }


def _record(part: Part, key: str) -> dict[str, Any]:
    name = "area_name" if key == "area" else "name"
    return {
        key: None if part.key == REST else part.key,
        name: part.name,
        "contribution": _double(part.contribution),
        "share": _double(part.share),
        "rate_effect": _double(part.effect.rate),
        "weight_effect": _double(part.effect.weight),
        "before": _ends(part, part.before),
        "now": _ends(part, part.now),
        "reported_in": part.told,
    }


def _ends(part: Part, pair: Pair) -> dict[str, Any]:
    if part.effect.rate is None:
        return {"value": _double(pair.n)}
    return {"numerator": _double(pair.n), "denominator": _double(pair.d)}


def _double(value: Fraction | None) -> int | float | None:
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else float(value)
