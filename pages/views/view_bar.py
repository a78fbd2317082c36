"""The bar that chooses the View: area, month, span, comparison, and the way back up."""

from __future__ import annotations

import streamlit as st

from data_access.areas import CONTEXT
from metrics.formatting import month_key, month_text
from metrics.sealing import mark
from metrics.source import Source
from metrics.why import whole_word
from pages.views import letters, meeting_queue, messages
from pages.views.address import Arrival, go
from pages.views.text import plain

SPANS = {"month": "本月", "quarter": "本季", "half": "本半年", "ytd": "本年累计", "year": "全年"}
COMPARES = {"yoy": "同比", "prev": "环比", "target": "目标", "none": "不对比"}


def draw(source: Source, arrival: Arrival, name: str) -> None:
    """name: of the screen, for the meeting's queue."""
    view = arrival.view
    months = _months(arrival.first, max(arrival.last, view.span.month))
    chosen = {
        "bar_area": view.area,
        "bar_to": view.span.month,
        "bar_span": view.span.kind,
        "bar_compare": view.compare,
    }
    st.session_state.update(chosen)  # the address rules: browser Back must move the widgets too
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.selectbox(
            "单位", _areas(source, view.area), key="bar_area", width=letters.scaled(220), on_change=_moved, args=("area", "bar_area"),
            format_func=lambda code: "　" * (len(source.tree.path(code)) - 1) + source.tree.name(code),
        )  # fmt: skip
        st.selectbox("截至", months, key="bar_to", width=letters.scaled(140), on_change=_month_chosen, format_func=month_text)
        st.segmented_control(
            "期间", list(SPANS), key="bar_span", format_func=SPANS.get, on_change=_moved, args=("span", "bar_span"), required=True
        )
        st.segmented_control(
            "对比", list(COMPARES), key="bar_compare", format_func=COMPARES.get, on_change=_moved,
            args=("compare", "bar_compare"), required=True,
        )  # fmt: skip
        _way_back(source, view.area)
        meeting_queue.offer(name, view)
        st.caption(plain(_marks(source, arrival)), width="content")
    messages.show_fault()


def _way_back(source: Source, area: str) -> None:
    path = _path(source, area)
    for code in path[1:-1]:
        st.button(f"‹ {source.tree.name(code)}", key=f"bar_up_{code}", on_click=go, kwargs={"area": code}, width="content")
    if len(path) > 1:
        label = f"返回{whole_word(source, path[0])}"
        st.button(label, key="bar_back", on_click=go, kwargs={"area": path[0]}, width="content")


def _marks(source: Source, arrival: Arrival) -> str:
    """The path to here, whether the figures are invented, which version is shown, and whether the month is sealed."""
    view = arrival.view
    words = [" › ".join(one.name for one in source.tree.path(view.area))]
    words += {"demo": ["示例数据"], "published": ["公开报告数据"]}.get(source.tree[view.area].setting, [])
    words.append(f"数据版本{view.as_of or source.version}" + ("（历史版本）" if view.as_of else ""))
    words.append(mark(source, view.area, view.span.last))
    return " · ".join(filter(None, words))


def _path(source: Source, area: str) -> list[str]:
    """From the root down to the area; an area above that is only a name is no place to go back to."""
    return [row.code for row in source.tree.path(area) if row.setting != CONTEXT or row.code == area]


def _areas(source: Source, area: str) -> list[str]:
    """The root, its townships, and the villages of the township that is open."""
    path = _path(source, area)
    found = [path[0]]
    for child in source.tree.children(path[0]):
        found.append(child.code)
        if child.code in path:
            found += [row.code for row in source.tree.children(child.code)]
    return found


def _months(first: int, last: int) -> list[int]:
    months = [year * 100 + m for year in range(first // 100, last // 100 + 1) for m in range(1, 13)]
    return [month for month in reversed(months) if first // 100 * 100 < month <= last]


def _moved(key: str, widget: str) -> None:
    go(**{key: st.session_state[widget]})


def _month_chosen() -> None:
    month = st.session_state["bar_to"]
    go(to=month_key(month))
