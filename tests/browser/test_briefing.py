"""Pin an exhibit, open 汇报材料, download the deck: by mouse in a real browser."""

import shutil

from pptx import Presentation

from tests.browser.driving import Visitor, serving


def test_from_the_screen_to_the_deck(browser, demo_dir, tmp_path):
    folder = shutil.copytree(demo_dir, tmp_path / "demo")
    with serving(folder, tmp_path / "log") as address:
        visitor = Visitor(browser, address)
        page = visitor.visit("/funeral?area=990101&span=ytd&to=2025-10&compare=yoy")
        page.locator("[class*='st-key-pin-funeral-cremation_zone_rate-trend'] button").first.click()
        page.get_by_text("已选入").wait_for()
        page = visitor.visit("/briefing")
        page.get_by_role("button", name="下载 PPT").wait_for()
        with page.expect_download() as waiting:
            page.get_by_role("button", name="下载 PPT").click()
        waiting.value.save_as(tmp_path / "a.pptx")
        assert visitor.strangers() == []
        assert visitor.complaints == []
        visitor.close()

    deck = Presentation(tmp_path / "a.pptx")
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert any(title.startswith("火化率") for title in titles)
    assert sum(shape.has_chart for slide in deck.slides for shape in slide.shapes) == 1
