"""No English on any screen: the page's language, and the words that Streamlit brings along."""

import re

import pytest

from pages import SCREENS
from tests.browser.driving import CHINESE_NOT_NEEDED, WORDS_ON_THE_PAGE

# Names that a Chinese reader uses as they are, and the initials that the look-up suggests; ids of indicators stand on the catalogue's screen on purpose.
ALLOWED = re.compile(
    r"hhl|GeoJSON|GEOJSON|JSON|parquet|PARQUET|CSV|csv|XLSX|xlsx|XLS|xls|PPT|Word|Excel|WPS|[a-z0-9]+(_[a-z0-9]+)+|\d+(MB|KB)"
)


def english(page) -> list[str]:
    texts = page.evaluate(WORDS_ON_THE_PAGE, CHINESE_NOT_NEEDED)
    return [text for text in texts if re.search(r"[A-Za-z]{3,}", ALLOWED.sub("", text))]


@pytest.mark.parametrize("name", [screen.name for screen in SCREENS])
def test_a_screen_is_in_chinese_throughout(visitor, name):
    page = visitor.visit(f"/{name}?area=990101&span=ytd&to=2025-10")

    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert english(page) == [], "｜".join(english(page))


def test_a_table_s_own_menu_and_search_are_in_chinese(visitor):
    page = visitor.visit("/catalogue?area=990101")
    table = page.get_by_test_id("stDataFrame").first
    table.hover()
    page.get_by_role("button", name=re.compile("^显示或隐藏列：")).first.click()
    page.get_by_text("全选").wait_for(timeout=5000)
    assert english(page) == [], "｜".join(english(page))

    page.keyboard.press("Escape")
    table.hover()
    page.get_by_role("button", name=re.compile("^查找：")).first.click()
    page.wait_for_timeout(400)

    assert english(page) == [], "｜".join(english(page))


def test_a_wrong_file_is_refused_in_chinese(visitor, tmp_path):
    """Streamlit refuses it in the browser, before any of our own messages."""
    (tmp_path / "表.7z").write_bytes(b"7z")
    page = visitor.visit("/setup")

    page.locator('input[type="file"]').first.set_input_files(tmp_path / "表.7z")
    page.get_by_text("不收这种文件").wait_for(timeout=5000)

    assert english(page) == [], "｜".join(english(page))


def test_a_lost_server_is_told_in_chinese(browser, demo_dir, tmp_path):
    from tests.browser.driving import Visitor, serving

    with serving(demo_dir, tmp_path / "log") as address:
        tab = Visitor(browser, address)
        page = tab.visit("/setup")
    page.wait_for_timeout(6000)

    assert english(page) == [], "｜".join(english(page))
    tab.close()
