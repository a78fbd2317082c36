"""需关注事项 in a real browser: from the overview's item to 交办, 反馈 and 销号, and back."""

import shutil
from datetime import date, timedelta

import pytest

from tests.browser.driving import Visitor, serving

DUE = (date.today() + timedelta(days=30)).isoformat()


@pytest.fixture
def own_server(demo_dir, tmp_path):
    """A server over a demo county of its own, since matters are written."""
    with serving(shutil.copytree(demo_dir, tmp_path / "demo"), tmp_path / "log") as address:
        yield address


def test_an_item_of_the_overview_is_assigned_answered_and_closed(browser, own_server):
    visitor = Visitor(browser, own_server)
    page = visitor.visit("/overview?area=990101&span=ytd&to=2025-10")
    page.get_by_role("link", name="未交办").first.click()
    page.get_by_role("button", name="收起").wait_for()
    visitor.settle()
    assert visitor.where().startswith("/warnings")
    assert "item=" in visitor.where()

    page.get_by_label("责任人").fill("殡葬股")
    page.get_by_label("完成期限").fill("下周五")
    page.get_by_role("button", name="交办", exact=True).click()
    page.get_by_text("不是有效日期").wait_for()
    assert page.get_by_label("责任人").input_value() == "殡葬股"  # what was typed stays to be mended
    page.get_by_label("完成期限").fill(DUE)
    page.get_by_role("button", name="交办", exact=True).click()
    page.get_by_text("已交办 殡葬股").first.wait_for()

    assert page.get_by_label("反馈人").input_value() == "殡葬股"
    page.get_by_label("办理情况").fill("已核对*名单*")
    page.get_by_test_id("stFormSubmitButton").get_by_role("button").click()
    page.get_by_text("◕ 已反馈").wait_for()
    assert page.get_by_text("已核对*名单*").is_visible()  # as typed, no Markdown

    page.get_by_label("办理结果").fill("补报2例")
    page.get_by_test_id("stFormSubmitButton").get_by_role("button").click()
    page.get_by_text("● 已销号").wait_for()
    assert page.get_by_text("补报2例").is_visible()

    page = visitor.visit("/overview?area=990101&span=ytd&to=2025-10")
    assert page.get_by_role("link", name="已销号").count() == 1
    visitor.close()
    assert visitor.strangers() == []
    assert visitor.complaints == []
