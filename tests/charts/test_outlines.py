"""The map by boundaries: every area filled on the tiles' scale, told by a click, and missing ones drawn empty with a word."""

import pytest

from pages import charts
from tests.charts.samples import exhibit
from tests.charts.test_tiles import ROWS


def square(x: float, y: float) -> list:
    return [[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]


SHAPES = {"990101001": [square(110, 30)], "990101002": [square(111, 30), square(113, 30)], "990101003": [square(110, 31)]}


def drawn(**options):
    return charts.spec(exhibit("outlines", ROWS, direction="higher_better", shapes=SHAPES, **options))


def test_each_area_is_one_filled_line_that_tells_its_area():
    *outlines, words = drawn()["data"]

    assert [one["meta"] for one in outlines] == [row["area"] for row in ROWS]
    assert all((one["fill"], one["hoveron"]) == ("toself", "fills") for one in outlines)
    assert outlines[1]["x"] == [111, 112, 112, 111, 111, None, 113, 114, 114, 113, 113]
    assert charts.clicked(outlines[1]["meta"]) == ("990101002", 0)
    assert [charts.clicked(mark)[0] for mark in words["customdata"]] == [row["area"] for row in ROWS]


def test_names_stand_in_the_middle_of_the_largest_part_and_are_escaped():
    words = drawn()["data"][-1]

    assert (words["x"][0], words["y"][0]) == pytest.approx((110.5, 30.5))
    assert words["text"][1] == "枫林乡&lt;b&gt;<br><b>▼ 88.0%</b>"
    assert words["text"][2] == "三岔乡<br><b>未报</b>"


def test_better_and_worse_are_coloured_apart_and_missing_is_empty():
    better, worse, missing, _ = drawn(target=95.0)["data"]

    assert len({better["fillcolor"], worse["fillcolor"], missing["fillcolor"]}) == 3
    assert missing["fillcolor"] == charts.theme.LIGHT.page


def test_a_degree_of_longitude_is_drawn_as_short_as_it_is():
    layout = drawn()["layout"]

    assert layout["yaxis"]["scaleanchor"] == "x"
    assert layout["yaxis"]["scaleratio"] == pytest.approx(1 / 0.857, rel=0.01)  # the cosine of 31 degrees
    assert layout["height"] == 362  # 4 degrees across and 2 up on 620 pixels; 310 without the squeeze
