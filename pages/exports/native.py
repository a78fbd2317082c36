"""A chart plan as a native, editable Office chart; the figures at its marks are the screen's strings."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from pages.charts.theme import LIGHT
from pages.exports.chart_plans import Plan, Series

KINDS = {
    ("line", False): XL_CHART_TYPE.LINE_MARKERS,
    ("column", False): XL_CHART_TYPE.COLUMN_CLUSTERED,
    ("column", True): XL_CHART_TYPE.COLUMN_STACKED,
    ("bar", False): XL_CHART_TYPE.BAR_CLUSTERED,
    ("bar", True): XL_CHART_TYPE.BAR_STACKED,
}
AS_LINES = ("line", "thin", "dash", "dots", "words")
SIZE, SMALL = Pt(11), Pt(10)
NARROW = Pt(8)  # every letter of a chart as wide as a page
DENSE = {"line": 22, "column": 22, "bar": 13}  # categories; beyond that smaller letters
DENSEST = Pt(8)
NAMED_MOST = 6  # series that a legend names; more are told apart by the words at their ends


def colour(code: str) -> RGBColor:
    return RGBColor.from_string(code.lstrip("#"))


def draw(shapes, plan: Plan, box: tuple[int, int, int, int], *, narrow: bool = False) -> Chart:
    """box: left, top, width and height in EMU. narrow: half as wide as a slide, with letters to match."""
    data = CategoryChartData()
    data.categories = plan.categories
    for series in plan.series:
        data.add_series(series.name, series.values)
    chart = shapes.add_chart(KINDS[plan.form, plan.stacked], *box, data).chart
    chart.font.size, chart.font.color.rgb, chart.has_title = SIZE, colour(LIGHT.ink), False
    if plan.form == "column":
        _as_lines(chart, [place for place, series in enumerate(plan.series) if series.style in AS_LINES])
    _axes(chart, plan)
    for drawn, series in zip(_drawn(chart), plan.series, strict=True):
        _paint(drawn, series)
        _write(drawn, series, plan)
    _legend(chart, plan.series)
    if narrow:
        _smaller(chart)
    return chart


def _smaller(chart: Chart) -> None:
    for name in ("a:rPr", "a:defRPr"):
        for letters in chart._chartSpace.iter(qn(name)):
            if letters.get("sz"):
                letters.set("sz", str(min(int(letters.get("sz")), int(NARROW.pt * 100))))


def _as_lines(chart: Chart, places: Sequence[int]) -> None:
    """Move series of a column chart into a line chart on the same axes, which the library cannot make by itself."""
    if not places:
        return
    bars = chart._chartSpace.find(".//" + qn("c:barChart"))
    lines = parse_xml(f'<c:lineChart {nsdecls("c")}><c:grouping val="standard"/><c:varyColors val="0"/></c:lineChart>')
    every = bars.findall(qn("c:ser"))
    for place in places:
        series = every[place]
        for name in ("c:invertIfNegative", "c:dPt"):
            for element in series.findall(qn(name)):
                series.remove(element)
        lines.append(series)
    lines.append(parse_xml(f'<c:marker {nsdecls("c")} val="1"/>'))
    lines.extend(parse_xml(f'<c:axId {nsdecls("c")} val="{axis.get("val")}"/>') for axis in bars.findall(qn("c:axId")))
    bars.addnext(lines)


def _drawn(chart: Chart) -> list:
    """The series of all plots, in the order of the workbook's columns."""
    found = [series for plot in chart.plots for series in plot.series]
    return sorted(found, key=lambda series: int(series._element.find(qn("c:idx")).get("val")))


def _axes(chart: Chart, plan: Plan) -> None:
    """Bars start at zero; the figures stand at the marks, so that no scale of its own rounds them differently."""
    value, category = chart.value_axis, chart.category_axis
    value.visible = value.has_major_gridlines = plan.axis
    if plan.axis:
        value.major_gridlines.format.line.color.rgb = colour(LIGHT.grid)
    value.format.line.fill.background()
    category.format.line.color.rgb = colour(LIGHT.context)
    category.has_major_gridlines = False
    category.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    value.minimum_scale = plan.low
    value.tick_labels.font.size = SIZE
    category.tick_labels.font.size = DENSEST if len(plan.categories) > DENSE[plan.form] else SIZE
    _every_name(category._element)
    if plan.form == "bar":
        category.reverse_order = True  # the first on top
    if plan.form != "line":
        plot = chart.plots[0]
        plot.gap_width = 45
        plot.overlap = 100 if plan.stacked else 0


def _every_name(axis: etree._Element) -> None:
    """No area is left out of the axis because its name would be close to the next one's."""
    skip = parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="1"/>')
    last = axis.find(qn("c:noMultiLvlLbl"))
    axis.append(skip) if last is None else last.addprevious(skip)


def _paint(drawn, series: Series) -> None:
    base = colour(series.colours[0])
    if series.style in AS_LINES:
        _paint_line(drawn, series, base)
        return
    if series.style == "none":
        drawn.format.fill.background()
        drawn.format.line.fill.background()
        return
    drawn.format.fill.solid()
    drawn.format.fill.fore_color.rgb = colour(LIGHT.accent) if len(series.colours) > 1 else base
    for place in _others(series):
        fill = drawn.points[place].format.fill
        fill.solid()
        fill.fore_color.rgb = colour(series.colour(place))


def _others(series: Series) -> list[int]:
    """Places whose colour is not the series' own."""
    if len(series.colours) == 1:
        return []
    return [place for place, code in enumerate(series.colours) if code != LIGHT.accent]


def _paint_line(drawn, series: Series, base: RGBColor) -> None:
    drawn.smooth = False
    line, marker = drawn.format.line, drawn.marker
    if series.style in ("dots", "words"):
        line.fill.background()
    else:
        line.color.rgb, line.width = base, Pt(2.25 if series.style == "line" else 1.25)
        line.dash_style = MSO_LINE.DASH if series.style == "dash" else None
    if series.style in ("thin", "dash", "words"):
        marker.style = XL_MARKER_STYLE.NONE
        return
    marker.style, marker.size = XL_MARKER_STYLE.CIRCLE, 9 if series.style == "dots" else 5
    own = colour(LIGHT.accent) if len(series.colours) > 1 else base
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = marker.format.line.color.rgb = own
    for place in _others(series):
        point = drawn.points[place].marker
        point.style, point.size = XL_MARKER_STYLE.CIRCLE, 9
        point.format.fill.solid()
        point.format.fill.fore_color.rgb = point.format.line.color.rgb = colour(series.colour(place))


def _write(drawn, series: Series, plan: Plan) -> None:
    """The printed figures. Over a point between two months their parts stand in two lines."""
    for place, text in enumerate(series.texts):
        if not text:
            continue
        label = drawn.points[place].data_label
        label.text_frame.text = text.replace("（", "\n（", 1) if plan.above else text
        for paragraph in label.text_frame.paragraphs:
            for run in paragraph.runs:
                run.font.size = SMALL
                if plan.stacked and series.style == "bar" and series.colour(place) != LIGHT.context:
                    run.font.color.rgb = colour(LIGHT.paper)  # inside a dark bar
        label.position = _position(series, plan)


def _position(series: Series, plan: Plan) -> XL_LABEL_POSITION:
    if series.style in AS_LINES:
        return XL_LABEL_POSITION.ABOVE
    return XL_LABEL_POSITION.CENTER if plan.stacked else XL_LABEL_POSITION.OUTSIDE_END


def _legend(chart: Chart, series: Sequence[Series]) -> None:
    """Of what has a colour and is not named elsewhere."""
    shown = [one for one in series if one.style not in ("none", "words")]
    floats = any(one.style == "none" for one in series)  # a waterfall: its names say which way each bar goes
    chart.has_legend = 1 < len(shown) <= NAMED_MOST and not floats
    if not chart.has_legend:
        return
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    chart.legend.font.size = SIZE
    position = chart.legend._element.find(qn("c:legendPos"))
    for place in reversed([place for place, one in enumerate(series) if one not in shown]):
        position.addnext(_hidden_entry(place))


def _hidden_entry(place: int) -> etree._Element:
    return parse_xml(f'<c:legendEntry {nsdecls("c")}><c:idx val="{place}"/><c:delete val="1"/></c:legendEntry>')
