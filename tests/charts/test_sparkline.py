"""The small line of a card: every value between the edges, nothing that could be read as markup."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from pages.charts.sparkline import EDGE, HEIGHT, WIDTH, svg
from pages.charts.theme import look


def points(drawn: str) -> list[tuple[float, float]]:
    line = ElementTree.fromstring(drawn).find("polyline").get("points")
    return [tuple(map(float, pair.split(","))) for pair in line.split()]


def test_values_go_from_left_to_right_and_the_greatest_stands_on_top():
    assert points(svg([1, 3, 2], "a")) == [(0, HEIGHT - EDGE), (WIDTH / 2, EDGE), (WIDTH, HEIGHT / 2)]


def test_equal_values_are_a_flat_line():
    assert {y for _, y in points(svg([97.2, 97.2, 97.2], "a"))} == {HEIGHT - EDGE}


def test_one_value_is_no_line():
    assert svg([5], "a") == svg([], "a") == ""


def test_a_name_stays_a_name():
    drawn = ElementTree.fromstring(svg([1, 2], '"><script>x</script>'))

    assert drawn.get("aria-label") == '"><script>x</script>'
    assert [one.tag for one in drawn.iter()] == ["svg", "polyline"]


def test_light_and_dark_take_the_theme_s_colours():
    found = [re.search(r'stroke="(.+?)"', svg([1, 2], "a", dark=dark))[1] for dark in (False, True)]

    assert found == [look(False).colours.context, look(True).colours.context]
