"""An exhibit as a native, editable PowerPoint chart; figures at the marks are the screen's strings, never computed here."""

from __future__ import annotations

import math

import pandas as pd
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.util import Pt

from metrics.results import Exhibit
from pages.charts.theme import LIGHT
from pages.exports.grids import named

CHARTED = ("trend", "ranking", "columns")
LABELS_MOST = 40  # figures written at the marks; beyond that they hide each other


def is_charted(exhibit: Exhibit) -> bool:
    """Whether there is a chart for it; all else becomes a table."""
    return exhibit.kind in CHARTED and bool(len(exhibit.frame)) and bool(exhibit.frame["value"].notna().any())


def colour(code: str) -> RGBColor:
    return RGBColor.from_string(code.lstrip("#"))


def draw(shapes, exhibit: Exhibit, box: tuple[int, int, int, int]) -> Chart:
    """box: left, top, width and height in EMU."""
    frame, kind = _tidy(exhibit)
    series, categories = list(dict.fromkeys(frame["series"])), list(dict.fromkeys(frame["category"]))
    data = CategoryChartData()
    data.categories = named(categories)
    for name in series:
        values = _by_category(frame, name, "value")
        data.add_series(name, [_plain(values.get(category)) for category in categories])
    chart = shapes.add_chart(kind, *box, data).chart
    chart.font.size = Pt(11)
    chart.font.color.rgb = colour(LIGHT.ink)
    chart.has_title = False
    chart.has_legend = len(series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    labelled = len(frame) <= LABELS_MOST
    _axes(chart, exhibit, labelled)
    _paint(chart, exhibit, frame, categories, labelled)
    return chart


def _tidy(exhibit: Exhibit) -> tuple[pd.DataFrame, XL_CHART_TYPE]:
    """Columns category, series, value, text, role, light."""
    frame = exhibit.frame.assign(light=exhibit.frame.get("light", ""))
    if exhibit.kind == "trend":
        frame = frame[frame["role"] != "target"]
        return frame.assign(category=frame["month"] % 100).sort_values("category", kind="stable"), XL_CHART_TYPE.LINE_MARKERS
    if exhibit.kind == "ranking":
        ascending = exhibit.options.get("direction") == "lower_better"
        unknown = "（" + frame["text"] + "）"  # a missing figure is a word, never a bar of no length
        names = frame["name"].where(frame["value"].notna(), frame["name"] + unknown)
        frame = frame.assign(category=names, series=exhibit.title.partition("：")[0])
        # a bar chart's first category is at the bottom, so the best comes last
        return frame.sort_values(
            "value", ascending=not ascending, na_position="first", kind="stable"
        ), XL_CHART_TYPE.BAR_CLUSTERED
    stacked = bool(exhibit.options.get("stack"))
    frame = frame[frame["role"] != "total"] if stacked else frame
    return frame, XL_CHART_TYPE.COLUMN_STACKED if stacked else XL_CHART_TYPE.COLUMN_CLUSTERED


def _by_category(frame: pd.DataFrame, series: str, column: str) -> dict:
    chosen = frame[frame["series"] == series]
    return dict(zip(chosen["category"], chosen[column], strict=True))


def _plain(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else float(value)


def _axes(chart: Chart, exhibit: Exhibit, labelled: bool) -> None:
    """Bars start at zero; the figures stand at the marks, so that no scale of its own rounds them differently."""
    value, category = chart.value_axis, chart.category_axis
    value.visible = not labelled or (exhibit.kind == "trend" and exhibit.unit != "元")
    value.has_major_gridlines = True
    value.major_gridlines.format.line.color.rgb = colour(LIGHT.grid)
    value.format.line.fill.background()
    category.format.line.color.rgb = colour(LIGHT.context)
    category.has_major_gridlines = False
    for axis in (value, category):
        axis.tick_labels.font.size = Pt(11)
    if exhibit.kind != "trend":
        value.minimum_scale = 0 if exhibit.frame["value"].min() >= 0 else None
        chart.plots[0].gap_width = 45
    if exhibit.options.get("stack"):
        chart.plots[0].overlap = 100


def _paint(chart: Chart, exhibit: Exhibit, frame: pd.DataFrame, categories: list, labelled: bool) -> None:
    for drawn in chart.plots[0].series:
        rows = frame[frame["series"] == drawn.name]
        role = rows["role"].iloc[0] if exhibit.kind != "ranking" else ""
        grey = role in ("last_year", "context")
        base = LIGHT.context if grey else LIGHT.accent
        _fill(drawn, exhibit.kind, base)
        texts, lights, values = (_by_category(frame, drawn.name, name) for name in ("text", "light", "value"))
        for place, category in enumerate(categories):
            text, light = texts.get(category), lights.get(category, "")
            unknown = _plain(values.get(category)) is None
            if text and labelled and not unknown and not (grey and exhibit.kind == "trend"):
                _label(drawn.points[place], str(text), exhibit)
            if light in ("behind", "off"):
                mark = drawn.points[place].format.fill
                mark.solid()
                mark.fore_color.rgb = colour(LIGHT.bad if light == "off" else LIGHT.warn)


def _fill(drawn, kind: str, base: str) -> None:
    if kind == "trend":
        drawn.smooth = False
        drawn.format.line.color.rgb, drawn.format.line.width = colour(base), Pt(2.25)
        marker = drawn.marker.format
        marker.fill.solid()
        marker.fill.fore_color.rgb = marker.line.color.rgb = colour(base)
        return
    drawn.format.fill.solid()
    drawn.format.fill.fore_color.rgb = colour(base)


def _label(point, text: str, exhibit: Exhibit) -> None:
    label = point.data_label
    label.text_frame.text = text.replace("（", "\n（", 1) if exhibit.kind == "trend" else text  # narrow between two months
    for paragraph in label.text_frame.paragraphs:
        paragraph.runs[0].font.size = Pt(10)
    if exhibit.kind == "trend":
        label.position = XL_LABEL_POSITION.ABOVE
    else:
        label.position = XL_LABEL_POSITION.CENTER if exhibit.options.get("stack") else XL_LABEL_POSITION.OUTSIDE_END
