"""The click path of a meeting: county → township → village and back, by mouse, in a real browser."""

import pytest

from pages import SCREENS
from tests.browser.driving import MARK
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


def test_from_the_county_to_the_village_and_back(visitor):
    """A falling cremation rate: the township's mark, then the village's, then Back twice, then 返回全县."""
    page = visitor.visit("/funeral?area=990101&span=ytd&to=2025-10")

    click_area(visitor, FENGLIN)
    assert f"area={FENGLIN}" in visitor.where()
    assert page.get_by_text("88.3%").first.is_visible()

    click_area(visitor, LONGJING)
    assert f"area={LONGJING}" in visitor.where()

    page.go_back()
    visitor.settle()
    assert f"area={FENGLIN}" in visitor.where()
    assert page.get_by_text("示例县 › 枫林乡 ·").is_visible()

    page.go_back()
    visitor.settle()
    assert "area=990101&" in visitor.where()

    page.go_forward()
    visitor.settle()
    page.get_by_role("button", name="返回全县").click()
    page.wait_for_timeout(500)
    visitor.settle()
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
