"""The printed page of an area's assessment: escaped, and one A4 page in a real browser."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import openpyxl
import pytest

from data_access.scope import EVERYTHING
from metrics.assessment import history, library, score
from metrics.source import open_source
from pages.exports import score_book, score_page

COUNTY, FENGLIN, SANCHA = "990101", "990101010", "990101012"


@pytest.fixture
def page_of(demo_dir, monkeypatch):
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(demo_dir))

    def make(code: str, area: str, name: str = "") -> str:
        with open_source(EVERYTHING) as source:
            if name:
                rows = source.tree.rows | {area: replace(source.tree[area], name=name)}
                source = replace(source, tree=replace(source.tree, rows=rows))
            scheme, _ = library.find(source, code)
            line = history.scores(source, scheme, 0, COUNTY, area, 202510)
            return score_page.html(source, score.assess(source, scheme, COUNTY, 202510), area, line)

    return make


def test_it_holds_total_place_deductions_and_trend(page_of):
    text = page_of("township_funeral", FENGLIN)

    assert "枫林乡　乡镇殡葬改革目标考核（示例）" in text
    assert "<b>79.47</b>" in text and "<b>17/17</b>" in text
    assert "火化区火化再增加15具，可得20.45分" in text
    assert "<td>88.3%（128/145）</td>" in text and "数据版本37" in text
    assert all(f"<th>{month}月</th>" in text for month in range(1, 11))
    assert "示例数据　2025年1—10月" in text
    assert not re.search(r"(https?:)?//", text)


def test_a_unit_that_is_not_ranked_says_why_nothing_is_there(page_of):
    text = page_of("township_funeral", SANCHA)

    assert "不排名" in text and "未报" in text


def test_the_workbook_holds_the_same_as_numbers(demo_dir, monkeypatch):
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(demo_dir))
    with open_source(EVERYTHING) as source:
        scheme, _ = library.find(source, "township_funeral")
        found = score.assess(source, scheme, COUNTY, 202510)
        line = history.scores(source, scheme, 0, COUNTY, FENGLIN, 202510)
        book = openpyxl.load_workbook(io.BytesIO(score_book.unit(source, found, FENGLIN, line)))

    def rows(name: str) -> list[dict]:
        head, *lines = book[name].iter_rows(values_only=True)
        return [dict(zip(head, cells, strict=True)) for cells in lines]

    assert (rows("总分")[0]["总分"], rows("总分")[0]["位次"]) == (79.47, "17/17")
    assert (rows("各项得分")[0]["编号"], rows("各项得分")[0]["得分"], rows("各项得分")[0]["分值"]) == ("1.1", 4.55, 25)
    assert (rows("扣分清单")[0]["失分"], rows("扣分清单")[0]["实际"]) == (20.45, "88.3%（128/145），数据版本34")
    assert [row["月份"] for row in rows("各月得分")][-1] == "2025年10月"


def test_a_name_is_never_markup(page_of):
    text = page_of("township_funeral", FENGLIN, "<script>alert(1)</script>")

    assert "<script>" not in text
    assert "&lt;script&gt;" in text


def test_it_prints_on_one_page(page_of, browser):
    """The scheme with the most items, of the bureau itself, and the township that loses most."""
    for code, area in (("county_development", COUNTY), ("township_funeral", FENGLIN)):
        page = browser.new_page()
        page.set_content(page_of(code, area))
        printed = page.pdf(prefer_css_page_size=True)
        body = page.locator("body").bounding_box()
        widths = [page.locator("table").nth(at).bounding_box()["width"] for at in range(page.locator("table").count())]
        page.close()

        assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1, code
        assert max(widths) <= body["width"], code
