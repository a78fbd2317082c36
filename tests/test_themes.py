"""The themes: what they share stands once, and on a wall every letter keeps a contrast of 7:1 with the page."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from pages.charts import theme

HOUSE = Path(__file__).resolve().parent.parent
FAINT = 0.6  # Streamlit draws captions and placeholders in this share of the text's colour
THEMES = {
    name: tomllib.loads((HOUSE / ".streamlit" / f"{name}.toml").read_text("utf-8"))["theme"] for name in ("desk", "projector")
}


def rgb(colour: str) -> list[float]:
    return [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]


def mixed(ink: str, paper: str, share: float) -> list[float]:
    return [share * one + (1 - share) * other for one, other in zip(rgb(ink), rgb(paper), strict=True)]


def contrast(one: list[float], other: list[float]) -> float:
    """As WCAG 2 reckons it."""

    def bright(parts: list[float]) -> float:
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((bright(one), bright(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_reckoned_as_it_should_be():
    assert contrast(rgb("#000000"), rgb("#ffffff")) == pytest.approx(21)
    assert contrast(rgb("#777777"), rgb("#ffffff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("paper", ["backgroundColor", "secondaryBackgroundColor"])
def test_letters_on_a_wall_keep_seven_to_one(paper):
    wall = THEMES["projector"]
    behind = wall[paper]
    inks = [name for name in wall if name.endswith("Color") and "ackground" not in name and "order" not in name]

    assert len(inks) > 6
    assert [name for name in inks if contrast(rgb(wall[name]), rgb(behind)) < 7] == []
    assert contrast(mixed(wall["textColor"], behind, FAINT), rgb(behind)) >= 7


def test_charts_on_a_wall_keep_seven_to_one():
    colours = theme.look(True, wall=True).colours

    assert colours.page == THEMES["projector"]["backgroundColor"]
    letters = (colours.ink, colours.muted, colours.accent, colours.good, colours.warn, colours.bad)
    assert [one for one in letters if contrast(rgb(one), rgb(colours.page)) < 7] == []


@pytest.mark.parametrize("name", THEMES)
def test_streamlit_takes_a_theme_by_its_file(name):
    """What both share comes from config.toml, the rest from the chosen file."""
    read = "import streamlit.config as c; c.get_config_options(options_from_flags={'theme.base': '.streamlit/%s.toml'});"
    say = (
        "print(c.get_option('theme.baseFontSize'), c.get_option('theme.paddingTop'), c.get_option('theme.metricValueFontWeight'))"
    )
    done = subprocess.run([sys.executable, "-c", read % name + say], cwd=HOUSE, capture_output=True, text=True, check=True)

    assert done.stdout.split() == [str(THEMES[name]["baseFontSize"]), "1rem", "700"]


def test_the_desk_is_what_a_start_without_a_word_shows():
    config = tomllib.loads((HOUSE / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]

    assert config["base"] == ".streamlit/desk.toml"
    assert set(config) & set(THEMES["desk"]) == set()  # or the file could change nothing
    assert set(config) & set(THEMES["projector"]) == {"base"}
    assert {"light", "dark"} <= set(THEMES["desk"])
