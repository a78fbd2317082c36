"""The address: from its keys to a View and back. One function writes it, from keyed widgets' callbacks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import streamlit as st

from data_access.errors import CockpitError
from metrics.formatting import month_key, month_text
from metrics.results import SPAN_KINDS, Span, View
from metrics.source import Source, home

KEYS = ("area", "span", "to", "compare", "indicator", "asof", "draft", "exhibit")
COMPARES = ("yoy", "prev", "target", "none")
THIS_YEAR = date.today().year
MONTH = re.compile(r"^(20\d\d)-(0[1-9]|1[0-2])$")


@dataclass(frozen=True, slots=True)
class Arrival:
    """The View that an address asks for, the months it may choose from, and what had to be replaced."""

    view: View
    first: int
    last: int
    notices: tuple[str, ...]


def keys_of(view: View) -> dict[str, str]:
    """The address of a View; what is at its default is written too, so that a link means the same for ever."""
    month = month_key(view.span.month)
    keys = {"area": view.area, "span": view.span.kind, "to": month, "compare": view.compare}
    if view.indicator:
        keys["indicator"] = view.indicator
    if view.as_of is not None:
        keys["asof"] = str(view.as_of)
    return keys


def go(**changes: str | None) -> None:
    """Write the address: a callback's way to the next View. None takes a key away."""
    keys = st.query_params.to_dict() | changes
    st.query_params.from_dict({key: value for key, value in keys.items() if value})


def arrive(source: Source, keys: dict[str, str]) -> Arrival:
    """The View of an address; unknown values fall back, each with a notice."""
    notices: list[str] = []
    area = _area(source, keys.get("area", ""), notices)
    first, last = _months(source, area)
    span = _span(source, area, keys, first, last, notices)
    compare = keys.get("compare", "yoy")
    if compare not in COMPARES:
        notices.append(f"没有“{compare}”这种对比方式，已改为同比。")
        compare = "yoy"
    indicator = _indicator(source, keys.get("indicator", ""), notices)
    as_of = _as_of(source, keys.get("asof", ""), notices)
    return Arrival(View(area, span, compare, indicator, as_of), first, last, tuple(notices))


def _area(source: Source, wanted: str, notices: list[str]) -> str:
    if wanted in source.tree and source.scope.covers(wanted):
        return wanted
    fallback = home(source)
    if not wanted and fallback and source.tree[fallback].setting == "published":
        notices.append("还没有设置本县，先显示公开报告里的单位。请到“数据管理 · 开县设置”导入本县的区划和数据。")
    if wanted:
        notices.append(f"没有区划“{wanted}”或无权查看，已显示{source.tree.name(fallback)}。")
    return fallback


def _months(source: Source, area: str) -> tuple[int, int]:
    """First and last month to choose from; of a bureau that prints only a year, that year."""
    above = source.tree.ancestors(area)
    root = above[-1] if above else area
    known = source.extent(root)
    first, last, year = known.first, known.last, known.year
    if year and (not last or year > last // 100):
        last = max(last, year * 100 + 12)
    if not last:  # nothing is known of it: the home area's months serve
        return _months(source, home(source)) if area != home(source) else (THIS_YEAR * 100 + 1, THIS_YEAR * 100 + 12)
    return first or last // 100 * 100 + 1, last


def _span(source: Source, area: str, keys: dict, first: int, last: int, notices: list[str]) -> Span:
    kind = keys.get("span", "")
    if kind not in SPAN_KINDS:
        if kind:
            notices.append(f"没有“{kind}”这种期间，已改为本年累计。")
        kind = "ytd"
    default = _default_month(source, area, last)
    wanted = keys.get("to", "")
    match = MONTH.match(wanted)
    month = int(match[1]) * 100 + int(match[2]) if match else 0
    if wanted and not match:
        notices.append(f"月份“{wanted}”写法不对（应如2025-10），已改为{month_text(default)}。")
    elif month and not first // 100 * 100 < month <= last // 100 * 100 + 12:
        notices.append(f"{month_text(month)}没有数据，已改为{month_text(default)}。")
        month = 0
    month = month or default
    return Span(kind, month // 100 * 100 + 12 if kind == "year" else month)


def _default_month(source: Source, area: str, last: int) -> int:
    match = MONTH.match(source.settings.get("default_month", ""))
    if match and area.startswith(source.settings.get("home_area", "?")):
        return int(match[1]) * 100 + int(match[2])
    return last


def _indicator(source: Source, wanted: str, notices: list[str]) -> str:
    if not wanted:
        return ""
    try:
        return source.catalogue.resolve(wanted)
    except CockpitError as fault:
        notices.append(fault.what)
        return ""


def _as_of(source: Source, wanted: str, notices: list[str]) -> int | None:
    if not wanted:
        return None
    if wanted.isdecimal() and 1 <= int(wanted) <= source.version:
        return int(wanted)
    notices.append(f"没有数据版本“{wanted}”，已显示最新版本{source.version}。")
    return None
