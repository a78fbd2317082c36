"""会议演示 by keyboard in a real browser: save, walk, go down, come back, decide; and letters that a room can read."""

import shutil

import pytest

from tests.browser.driving import Visitor, serving
from tests.browser.test_accessibility import serious
from tests.browser.test_meeting import FENGLIN, click_area

SMALLEST = 28  # px
# Size of letters and contrast of everything on the stage that holds a digit, mixed over the page's background
DIGITS = """() => {
    const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const bright = (rgb) => { const [r, g, b] = rgb.map((one) => { const c = one / 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
    const behind = (node) => { for (; node; node = node.parentElement) { const c = parts(getComputedStyle(node).backgroundColor);
        if (c.length < 4 || c[3] > 0.99) return c.slice(0, 3); } return [255, 255, 255]; };
    const found = [];
    const walk = document.createTreeWalker(document.querySelector('.st-key-meeting_stage'), NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const node = walk.currentNode.parentElement, style = getComputedStyle(node), box = node.getBoundingClientRect();
        if (!/\\d/.test(walk.currentNode.data) || !box.width || ['STYLE', 'SCRIPT'].includes(node.tagName)) continue;
        const paper = behind(node), colour = node.namespaceURI.includes('svg') ? style.fill : style.color;
        const [r, g, b, a = 1] = parts(colour), ink = [r, g, b].map((one, i) => one * a + paper[i] * (1 - a));
        const [high, low] = [bright(ink), bright(paper)].sort((x, y) => y - x);
        found.push({text: walk.currentNode.data, size: parseFloat(style.fontSize), contrast: (high + 0.05) / (low + 0.05)});
    }
    return found;
}"""

BELOW = (
    """() => { const main = document.querySelector('[data-testid="stMain"]'); return main.scrollHeight - main.clientHeight; }"""
)


@pytest.fixture(scope="module")
def own_server(demo_dir, tmp_path_factory):
    """A server over a demo county of its own, since a queue is written."""
    folder = shutil.copytree(demo_dir, tmp_path_factory.mktemp("meeting") / "demo")
    with serving(folder, folder.parent / "log") as address:
        yield address


def press(visitor: Visitor, key: str) -> str:
    visitor.page.keyboard.press(key)
    visitor.page.wait_for_timeout(600)
    visitor.settle()
    return visitor.where()


def is_readable_in_a_room(visitor: Visitor) -> None:
    page = visitor.page
    page.wait_for_function(f"({DIGITS})().length > 20")  # the chart is drawn after the page has come to rest
    seen = page.evaluate(DIGITS)
    assert [one for one in seen if one["size"] < SMALLEST] == []
    assert [one for one in seen if one["contrast"] < 7] == []
    assert serious(page) == []
    page.set_viewport_size({"width": 1366, "height": 768})
    visitor.settle()
    page.wait_for_timeout(400)
    assert page.evaluate(BELOW) <= 0  # nobody scrolls on a projector
    page.set_viewport_size({"width": 1920, "height": 1080})


def test_a_meeting_by_keyboard(browser, own_server):
    visitor = Visitor(browser, own_server)
    for name in ("funeral", "elderly_care", "overview"):
        visitor.visit(f"/{name}?area=990101&span=ytd&to=2025-10&compare=yoy")
        visitor.page.get_by_role("button", name="加入会议").click()
        visitor.page.get_by_text("已加入会议队列").wait_for()
    page = visitor.visit("/meeting")
    page.get_by_role("button", name="开始演示").focus()
    assert "item=1" in press(visitor, "Enter")

    is_readable_in_a_room(visitor)

    assert "item=2" in press(visitor, "ArrowRight")
    assert "item=3" in press(visitor, "3")
    assert "item=1" in press(visitor, "1")
    click_area(visitor, FENGLIN)
    assert f"area={FENGLIN}" in visitor.where()
    assert "item=1" in visitor.where()
    back = press(visitor, "Escape")
    assert "area=990101&" in f"{back}&"
    assert "item=1" in back

    page.get_by_label("决定事项").fill("每月核对")
    page.get_by_label("决定事项").focus()
    assert "item=1" in press(visitor, "3")  # a digit typed into the text is a digit
    assert page.get_by_label("决定事项").input_value() == "每月核对3"
    page.get_by_label("完成时限").fill("下周五")
    page.get_by_role("button", name="保存决定").click()
    page.get_by_text("不是有效日期").wait_for()
    assert page.get_by_label("决定事项").input_value() == "每月核对3"  # what was typed stays to be mended
    page.get_by_label("完成时限").fill("2026-03-31")
    page.get_by_role("button", name="保存决定").click()
    page.get_by_text("决定已保存").wait_for()

    visitor.close()
    assert visitor.strangers() == []
    assert visitor.complaints == []
