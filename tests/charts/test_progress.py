"""Tasks against their pace: over-fulfilment is printed as it is, and what should hold all year is measured at its goal."""

import plotly.graph_objects as go
import pytest

from pages import charts
from pages.charts import theme
from tests.charts.samples import NAN, exhibit

ROWS = [
    {"name": "适老化改造", "value": 61.0, "text": "61.0%", "pace": 83.3, "light": "behind", "detail": "滞后序时22.3个百分点"},
    {"name": "技能培训", "value": 158.5, "text": "158.5%", "pace": 83.3, "light": "on", "detail": "超序时75.2个百分点"},
    {"name": "火化率", "value": 98.7, "text": "98.7%", "pace": NAN, "light": "mark", "detail": "低于目标1.3个百分点"},
]


@pytest.mark.parametrize("mode", [{}, {"dark": True}, {"projector": True}], ids=str)
def test_the_figure_is_valid(mode):
    go.Figure(charts.spec(exhibit("progress", ROWS), **mode))
    assert "NaN" not in go.Figure(charts.spec(exhibit("progress", ROWS), **mode)).to_json()


def test_a_bar_ends_at_its_completion_and_a_long_one_is_cut_with_an_arrow():
    track, bars, ticks, labels = charts.spec(exhibit("progress", ROWS))["data"]

    assert (track["x"], bars["x"]) == ([100.0] * 3, [61.0, 130.0, 98.7])
    assert ticks["x"][::3] == [83.3, 83.3, 100.0]
    assert [text.partition("</span> ")[2] for text in labels["text"]] == ["61.0%", "»158.5%", "98.7%"]


def test_colour_comes_with_a_shape_and_a_word():
    _, bars, _, labels = charts.spec(exhibit("progress", ROWS))["data"]

    assert bars["marker"]["color"] == [theme.LIGHT.warn, theme.LIGHT.accent, theme.LIGHT.accent]
    assert ["◆" in labels["text"][0], "●" in labels["text"][1], "▲" in labels["text"][2]] == [True] * 3
    assert bars["hovertext"][0].endswith("滞后序时22.3个百分点 · 滞后")


def test_nothing_to_draw_is_said():
    assert charts.spec(exhibit("progress", []))["layout"]["annotations"][0]["text"] == "暂无数据"
