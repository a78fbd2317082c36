"""Charts draw what the frame says: gaps stay gaps, texts come from the frame, every mark can be clicked."""

import re

import plotly.graph_objects as go
import pytest

from pages import charts
from pages.charts import theme
from tests.charts.samples import EVERY, MONTHS, NAN, exhibit, ranking, trend


@pytest.mark.parametrize("shown", EVERY, ids=lambda shown: shown.kind)
@pytest.mark.parametrize("mode", [{}, {"dark": True}, {"projector": True}], ids=str)
def test_every_figure_is_valid(shown, mode):
    """The builders skip Plotly's checks at run time, so they are made here."""
    go.Figure(charts.spec(shown, **mode))
    assert "NaN" not in go.Figure(charts.spec(shown, **mode)).to_json()


def test_a_missing_month_is_a_gap_with_a_word():
    line, word = charts.spec(trend(98.0, NAN, 97.0, 97.5))["data"]

    assert line["y"] == [98.0, None, 97.0, 97.5]
    assert line["connectgaps"] is False
    assert line["customdata"] == MONTHS
    assert (word["text"], word["customdata"]) == (["—"], [202412])  # its own word is too long for a month's width
    assert word["hovertext"] == ["<b>全县</b> 2024年12月<br>甲202412"]


def test_months_are_chinese_and_january_carries_the_year():
    axis = charts.spec(trend(98.0, 98.0, 97.0, 97.5))["layout"]["xaxis"]

    assert axis["ticktext"] == ["11月<br>2024年", "12月", "1月<br>2025年", "2月"]


def test_texts_are_the_frames_own():
    drawn = charts.spec(trend(98.0, 98.0, 97.0, 97.5))

    assert drawn["layout"]["annotations"][0]["text"] == "全县 甲202502"
    assert drawn["data"][0]["hovertext"][0] == "<b>全县</b> 2024年11月<br>甲202411"


def test_last_years_own_months_lie_under_this_years():
    rows = trend(98.0, 98.0, 97.0, 97.5).frame.to_dict("records")
    rows += [row | {"month": row["month"] - 100, "series": "上年同期", "role": "last_year"} for row in rows]
    grey, own = charts.spec(exhibit("trend", rows))["data"]

    assert grey["x"] == own["x"]
    assert grey["customdata"] == [month - 100 for month in MONTHS]
    assert grey["line"]["color"] == theme.LIGHT.context


def test_one_target_row_spans_the_axis_dashed():
    rows = trend(98.0, 98.0, 97.0, 97.5).frame.to_dict("records")
    rows.append({"month": 202502, "series": "目标", "role": "target", "value": 98.0, "text": "98.0%"})
    line = charts.spec(exhibit("trend", rows))["data"][0]

    assert (line["y"], line["mode"], line["line"]["dash"]) == ([98.0, 98.0], "lines", "dash")


@pytest.mark.parametrize(
    ("direction", "order"),
    [
        ("higher_better", ["全县合计", "双溪镇", "城关镇", "枫林乡", "三岔乡"]),
        ("lower_better", ["全县合计", "枫林乡", "城关镇", "双溪镇", "三岔乡"]),
    ],
)
def test_the_best_stands_on_top_and_the_missing_at_the_bottom(direction, order):
    names = charts.spec(ranking(direction=direction))["layout"]["yaxis"]

    assert [re.sub("<.*?>", "", name) for name in names["ticktext"]] == order
    assert names["range"] == [4.5, -0.5]


def test_what_is_missing_has_a_word_and_no_bar():
    bars, words = charts.spec(ranking())["data"]

    assert bars["customdata"] == ["990101", "990101004", "990101001", "990101003"]
    assert 0 not in bars["x"]
    assert words["text"][-1].strip() == "未报"
    assert words["customdata"][-1] == "990101002"


def test_bars_start_at_zero_and_points_need_not():
    assert charts.spec(ranking())["layout"]["xaxis"]["range"][0] == 0
    assert charts.spec(ranking(points=True))["layout"]["xaxis"]["range"][0] > 80
    assert charts.spec(ranking(points=True))["data"][0]["marker"]["symbol"] == ["circle", "circle", "diamond", "triangle-down"]


def test_target_and_references_are_drawn_and_named():
    drawn = charts.spec(ranking(target=97.0, target_text="目标97%", references=[("全县", 97.0)]))
    lines = [trace for trace in drawn["data"] if trace.get("mode") == "lines"]
    words = {note["text"]: note["yshift"] for note in drawn["layout"]["annotations"] if "yshift" in note}

    assert [line["x"] for line in lines] == [[97.0, 97.0], [97.0, 97.0]]
    assert set(words) == {"目标97%", "全县"}
    assert len(set(words.values())) == 2  # they would meet, so one stands a level higher


def test_attention_has_a_colour_and_a_shape():
    bars, words = charts.spec(ranking(direction="higher_better"))["data"]

    assert bars["marker"]["color"][1:] == [theme.LIGHT.context, theme.LIGHT.warn, theme.LIGHT.bad]
    assert "◆" in words["text"][2] and "▼" in words["text"][3]


def test_a_total_that_would_dwarf_the_rest_is_only_written():
    frame = ranking().frame.assign(value=[500.0, 96.0, NAN, 88.6, 99.4])
    bars, words = charts.spec(exhibit("ranking", frame.to_dict("records"), "人"))["data"]

    assert "990101" not in bars["customdata"]
    assert words["text"][0].endswith("97.0%")


def test_a_ranking_says_what_a_narrow_chart_leaves_out():
    """Below that width the component drops the annotations named so, and the room that they took."""
    rows = [{"area": "990101001", "name": "城关镇", "value": 96.6, "text": "96.6%", "detail": "399/413"}]
    layout = charts.spec(exhibit("ranking", rows))["layout"]
    (detail,) = [note for note in layout["annotations"] if note.get("name") == "detail"]

    assert detail["text"] == "399/413"
    assert 0 < layout["meta"]["slim"]["right"] < layout["margin"]["r"]
    assert layout["meta"]["slim"]["below"] < 400  # a telephone, not half a laptop's screen
