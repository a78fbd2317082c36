"""The small line of a card: every value between the edges, nothing that could be read as markup."""

from __future__ import annotations

import re
from base64 import b64decode
from xml.etree import ElementTree

from pages.charts.sparkline import EDGE, HEIGHT, WIDTH, image, svg
from pages.charts.theme import look

LINE = "{http://www.w3.org/2000/svg}polyline"


def points(drawn: str) -> list[tuple[float, float]]:
    line = ElementTree.fromstring(drawn).find(LINE).get("points")
    return [tuple(map(float, pair.split(","))) for pair in line.split()]


def test_values_go_from_left_to_right_and_the_greatest_stands_on_top():
    assert points(svg([1, 3, 2])) == [(0, HEIGHT - EDGE), (WIDTH / 2, EDGE), (WIDTH, HEIGHT / 2)]


def test_equal_values_are_a_flat_line():
    assert {y for _, y in points(svg([97.2, 97.2, 97.2]))} == {HEIGHT - EDGE}


def test_one_value_is_no_line():
    assert image([5], "a") == image([], "a") == ""


def test_the_picture_holds_the_drawing_and_asks_nobody_for_it():
    source = re.search(r'src="data:image/svg\+xml;base64,(.+?)"', image([1, 3, 2], "a"))[1]

    assert b64decode(source).decode() == svg([1, 3, 2])


def test_a_name_stays_a_name():
    drawn = ElementTree.fromstring(image([1, 2], '"><script>x</script>').replace(">", "/>", 1))

    assert drawn.get("alt") == '"><script>x</script>'
    assert [one.tag for one in drawn.iter()] == ["img"]


def test_light_and_dark_take_the_theme_s_colours():
    found = [ElementTree.fromstring(svg([1, 2], dark=dark)).find(LINE).get("stroke") for dark in (False, True)]

    assert found == [look(False).colours.context, look(True).colours.context]
