"""The printed sheet of a township: complete, escaped, and one A4 page in a real browser."""

import re
from dataclasses import replace

import pytest

from data_access.scope import EVERYTHING
from metrics.results import Span, View
from metrics.source import open_source
from metrics.township_profile import profile
from pages.exports import township_page

VIEW = View("990101010", Span("ytd", 202510))


@pytest.fixture
def page_of(demo_dir, monkeypatch):
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(demo_dir))

    def make(view: View, name: str = "") -> str:
        with open_source(EVERYTHING) as source:
            if name:
                rows = source.tree.rows | {view.area: replace(source.tree[view.area], name=name)}
                source = replace(source, tree=replace(source.tree, rows=rows))
            return township_page.html(source, view, profile(source, view))

    return make


def test_it_holds_every_row_and_says_that_the_figures_are_invented(page_of):
    text = page_of(VIEW)

    assert "枫林乡民政工作一乡一表" in text
    assert "示例数据　2025年1—10月" in text
    assert text.count("<tr") > 30
    assert not re.search(r"(https?:)?//", text)


def test_a_name_is_never_markup(page_of):
    text = page_of(VIEW, "<script>alert(1)</script>")

    assert "<script>" not in text
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize("area", ["990101010", "990101012"])
def test_it_prints_on_one_page(page_of, browser, area):
    """Also that of 三岔乡, whose list of what is not reported is the longest."""
    page = browser.new_page()
    page.set_content(page_of(replace(VIEW, area=area)))
    printed = page.pdf(prefer_css_page_size=True)
    table, body = (page.locator(one).bounding_box() for one in ("table", "body"))
    page.close()

    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    assert table["width"] <= body["width"]
