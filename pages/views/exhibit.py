"""The frame of an exhibit: its finding as the title, the chart, the notes, and where a click leads.

Every chart of the product is drawn here, so that the renderer can change in one place.
"""

from __future__ import annotations

import orjson
import streamlit as st
from cockpit_chart import chart

from metrics.formatting import month_key
from metrics.results import Exhibit
from pages import charts
from pages.views import inspector, letters, pinning
from pages.views.address import go
from pages.views.session import Screen
from pages.views.text import plain


def show(screen: Screen, exhibit: Exhibit, *, border: bool = True) -> None:
    """Draw an exhibit. A bar or line of an area goes one level down, a month becomes the closing month."""
    with st.container(border=border):
        with st.container(horizontal=True, wrap=False, gap="xsmall", vertical_alignment="top"):
            st.markdown(f"**{plain(exhibit.title)}**", width="stretch")
            inspector.offer(exhibit)
            pinning.offer(screen, exhibit)
        inspector.draw_exhibit(screen.source, exhibit)
        if not exhibit.has_figures:
            st.caption(plain(why_empty(exhibit)))
            return
        draw_chart(screen, exhibit)
        if exhibit.notes:
            st.caption(plain(" · ".join(exhibit.notes)))


def draw_chart(screen: Screen, exhibit: Exhibit, *, projector: bool = False) -> None:
    way = (st.context.theme.type == "dark", projector, letters.are_large())
    figure, label, height = exhibit.once(way, lambda: _drawn(exhibit, *way))
    chart(figure, label=label, height=height, key=exhibit.id, on_click=lambda mark: _clicked(screen, exhibit, mark))


def _drawn(exhibit: Exhibit, dark: bool, projector: bool, wall: bool) -> tuple[str, str, int]:
    """Plotly's JSON, the alternative text and the height in pixels."""
    figure = charts.spec(exhibit, dark=dark, projector=projector, wall=wall)
    return orjson.dumps(figure).decode(), charts.alt_text(exhibit), figure["layout"]["height"]


def _clicked(screen: Screen, exhibit: Exhibit, mark: object) -> None:
    area, month = charts.clicked(mark)
    if area and area in screen.source.tree and area != screen.view.area:
        go(area=area)
    elif month:
        go(to=month_key(month))


def why_empty(exhibit: Exhibit) -> str:
    reasons = [number.reason for number in exhibit.numbers if number.reason]
    return reasons[0] if reasons else "所选单位和期间没有数据。"
