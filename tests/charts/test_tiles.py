"""The tile map: every area at its place, its judgement without colour too, what is missing as an empty tile with a word."""

from pages import charts
from tests.charts.samples import NAN, exhibit

ROWS = [
    {"area": "990101001", "name": "城关镇", "value": 96.0, "text": "96.0%", "light": "behind", "row": 1, "column": 0},
    {"area": "990101002", "name": "枫林乡<b>", "value": 88.0, "text": "88.0%", "light": "off", "row": 0, "column": 1},
    {"area": "990101003", "name": "三岔乡", "value": NAN, "text": "未报", "light": "none", "row": 1, "column": 1},
]


def drawn(**options):
    return charts.spec(exhibit("tiles", ROWS, direction="higher_better", **options))


def test_a_tile_lies_at_its_row_and_column_the_first_row_on_top():
    known, missing = drawn()["data"]

    assert known["x"] == [0, 1]
    assert [base + 0.47 for base in known["base"]] == [-1, 0]
    assert drawn()["layout"]["yaxis"]["range"] == [-1.5, 0.5]
    assert (missing["x"], missing["customdata"]) == ([1], ["990101003"])


def test_shape_and_figure_stand_in_the_tile_and_names_are_escaped():
    known, missing = drawn()["data"]

    assert known["text"] == ["城关镇<br><b>◆ 96.0%</b>", "枫林乡&lt;b&gt;<br><b>▼ 88.0%</b>"]
    assert missing["text"] == ["三岔乡<br><b>未报</b>"]


def test_a_click_tells_the_area():
    known, _ = drawn()["data"]

    assert charts.clicked(known["customdata"][0]) == ("990101001", 0)


def test_colours_stand_around_the_target():
    scale = drawn(target=95.0)["data"][0]["marker"]

    assert (scale["cmin"] + scale["cmax"]) / 2 == 95.0
    assert scale["color"] == [96.0, 88.0]
