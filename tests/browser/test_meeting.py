"""The click path of a meeting: county → township → village and back, by mouse, in a real browser."""

import pytest

from pages import SCREENS
from tests.browser.driving import MARK, Visitor
from tests.pages.test_screens import DEMO, PUBLISHED

FENGLIN, LONGJING = "990101010", "990101010009"


def click_area(visitor, code: str) -> None:
    """Click the first mark of an area on any chart of the page."""
    visitor.page.set_viewport_size({"width": 1920, "height": 3200})  # all charts in sight, wherever the page puts them
    visitor.settle()
    visitor.page.wait_for_timeout(600)
    x, y = visitor.page.evaluate(MARK, code)
    visitor.page.mouse.move(x, y)
    visitor.page.wait_for_timeout(200)
    visitor.page.mouse.click(x, y)
    visitor.page.wait_for_timeout(600)
    visitor.settle()


def figures(visitor) -> list[str]:
    """Every headline figure of the page with its name and change."""
    return visitor.page.get_by_test_id("stMetric").all_inner_texts()


def pressed(visitor, button) -> None:
    button.click()
    visitor.page.wait_for_timeout(600)
    visitor.settle()


def test_from_the_overview_to_the_village_the_source_and_back(visitor, browser, server):
    """A falling cremation rate: its figure, why, the township, why there, the village, its source; Back, then 返回全县."""
    page = visitor.visit("/overview?area=990101&span=ytd&to=2025-10")
    pressed(visitor, page.locator('[class*="st-key-inspect-card-cremation_zone_rate"] button').first)
    pressed(visitor, page.get_by_role("button", name="细看该指标"))
    assert page.get_by_text("枫林乡下拉全县0.6个百分点").first.is_visible()

    click_area(visitor, FENGLIN)
    assert f"area={FENGLIN}" in visitor.where()
    assert page.get_by_text("各自的影响").first.is_visible()
    assert any("88.3%" in figure for figure in figures(visitor))

    click_area(visitor, LONGJING)
    assert f"area={LONGJING}" in visitor.where()
    seen = figures(visitor)
    fresh = Visitor(browser, server)
    fresh.visit(visitor.where())
    assert seen
    assert figures(fresh) == seen  # a pasted link shows the same numbers
    fresh.close()

    pressed(visitor, page.locator(f'[class*="st-key-inspect-card-cremation_zone_rate-{LONGJING}"] button').first)
    assert page.get_by_role("dialog").get_by_text("龙井村").first.is_visible()
    page.keyboard.press("Escape")
    page.wait_for_timeout(600)
    visitor.settle()
    _back_to_the_county(visitor)


def _back_to_the_county(visitor) -> None:
    page = visitor.page
    for _ in range(3):  # the closed source, the open one, the village
        page.go_back()
        page.wait_for_timeout(300)
        visitor.settle()
    assert f"area={FENGLIN}" in visitor.where()
    assert page.get_by_text("示例县 › 枫林乡 ·").is_visible()
    pressed(visitor, page.get_by_role("button", name="返回全县"))
    assert "area=990101&" in visitor.where()


def test_the_menu_keeps_the_view(visitor):
    page = visitor.visit(f"/overview?area={FENGLIN}&span=ytd&to=2025-09")

    page.get_by_role("button", name="业务").click()
    page.get_by_role("link", name="殡葬管理").click()
    page.wait_for_timeout(500)
    visitor.settle()

    assert visitor.where().startswith("/funeral")
    assert f"area={FENGLIN}" in visitor.where()
    assert "to=2025-09" in visitor.where()


def test_choosing_a_month_writes_the_address(visitor):
    page = visitor.visit("/funeral?area=990101&span=ytd&to=2025-10")

    page.get_by_text("本月", exact=True).click()
    page.wait_for_timeout(500)
    visitor.settle()
    assert "span=month" in visitor.where()

    page.go_back()
    visitor.settle()
    assert "span=ytd" in visitor.where()


@pytest.mark.parametrize("name", [screen.name for screen in SCREENS])
def test_each_screen_opens_in_the_browser_for_the_county(visitor, name):
    page = visitor.visit(f"/{name}?area={DEMO['county']}&span=ytd&to=2025-10")

    assert page.locator('[data-testid="stException"]').count() == 0
    assert page.locator('[data-testid="stAlertContentError"], [data-testid="stAlertContentWarning"]').count() == 0


@pytest.mark.full
@pytest.mark.parametrize("where", [*DEMO, *PUBLISHED])
@pytest.mark.parametrize("name", [screen.name for screen in SCREENS])
def test_each_screen_opens_in_the_browser_at_every_level(visitor, name, where):
    keys = PUBLISHED.get(where) or {"area": DEMO[where], "span": "ytd", "to": "2025-10"}

    page = visitor.visit(f"/{name}?" + "&".join(f"{key}={value}" for key, value in keys.items()))

    assert page.locator('[data-testid="stException"]').count() == 0
