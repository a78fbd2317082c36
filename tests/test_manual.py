"""The manual: its pictures are taken by `make screenshots` and small, its screens and buttons are those of the product."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pages import SCREENS
from pages.exports import FORMS
from tests.browser.pictures import PICTURES, TARGET

HOUSE = Path(__file__).resolve().parent.parent
PAPERS = sorted((HOUSE / "docs" / "manual").glob("*.md"))
SCREEN = re.compile(r"\*\*([^*]+)\*\*（`/(\w+)`）")
BUTTON = re.compile(r"【([^】]+)】")
PICTURE = re.compile(r"!\[[^\]]*\]\(images/(\w+)\.png\)")
MOST_BYTES = 150_000
WRITTEN = {f"下载 {word}" for word, _ in FORMS.values()}  # buttons named after the form of a file
CODE = "\n".join(path.read_text(encoding="utf-8") for path in sorted((HOUSE / "pages").rglob("*.py")))


def text_of(paper: Path) -> str:
    return paper.read_text(encoding="utf-8")


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.stem)
def test_a_page_names_screens_and_buttons_that_are_there(paper):
    titles = {screen.name: screen.title for screen in SCREENS}
    addresses = re.findall(r"`/(\w*)`", text_of(paper))

    assert [name for name in addresses if name not in titles] == []
    assert [pair for pair in SCREEN.findall(text_of(paper)) if titles[pair[1]] != pair[0]] == []
    assert [word for word in BUTTON.findall(text_of(paper)) if word not in CODE and word not in WRITTEN] == []


def test_every_moment_has_its_page_and_the_index_leads_to_it():
    index = text_of(HOUSE / "docs" / "manual" / "README.md")

    assert [paper.name for paper in PAPERS if paper.name != "README.md" and f"({paper.name})" not in index] == []
    assert len(PAPERS) == 7


def test_every_picture_is_taken_shown_there_and_small():
    shown = {name for paper in PAPERS for name in PICTURE.findall(text_of(paper))}
    there = {path.stem: path.stat().st_size for path in TARGET.glob("*.png")}

    assert shown == set(PICTURES) == set(there)
    assert {name: size for name, size in there.items() if size > MOST_BYTES} == {}


def test_the_readme_shows_two_of_them():
    found = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", text_of(HOUSE / "README.md"))

    assert len(found) == 2
    assert all(path.startswith("docs/manual/images/") for path in found)
