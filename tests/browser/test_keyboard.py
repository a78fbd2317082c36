"""The click path of a meeting without a mouse: every step by Tab, letters, Enter and Esc."""

MOST_TABS = 60
BACK = "Shift+Tab"
RATE = "cremation_zone_rate"
FENGLIN, LONGJING = "990101010", "990101010009"
AREA = '[class*="st-key-bar_area"] input'


def tab_to(page, selector: str, key: str = "Tab") -> None:
    """Press Tab, or Shift+Tab on the way back up, until one of the elements has the focus."""
    for _ in range(MOST_TABS):
        if page.locator(selector).evaluate_all("(all) => all.includes(document.activeElement)"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{selector} cannot be reached by {key}")


def press(visitor, key: str = "Enter") -> None:
    visitor.page.keyboard.press(key)
    visitor.page.wait_for_timeout(500)
    visitor.settle()


def choose_area(visitor, name: str) -> None:
    tab_to(visitor.page, AREA, BACK)
    visitor.page.keyboard.press("ArrowDown")
    visitor.page.keyboard.type(name)
    visitor.page.get_by_role("option", name=name).first.wait_for(timeout=5000)
    visitor.page.keyboard.press("ArrowDown")
    press(visitor)


def test_from_the_county_to_the_village_to_the_source_and_back_by_keyboard(visitor):
    page = visitor.visit("/overview?area=990101&span=ytd&to=2025-10")

    tab_to(page, f'[class*="st-key-inspect-card-{RATE}"] button')
    press(visitor)
    tab_to(page, 'button:has-text("细看该指标")')
    press(visitor)
    assert f"indicator={RATE}" in visitor.where()
    assert page.get_by_text("各自的影响").first.is_visible()

    choose_area(visitor, "枫林乡")
    assert f"area={FENGLIN}" in visitor.where()
    assert page.get_by_text("各自的影响").first.is_visible()

    choose_area(visitor, "龙井村")
    assert f"area={LONGJING}" in visitor.where()

    tab_to(page, f'[class*="st-key-inspect-card-{RATE}-{LONGJING}"] button')
    press(visitor)
    assert page.get_by_role("dialog").get_by_text("龙井村").first.is_visible()
    press(visitor, "Escape")
    assert "exhibit" not in visitor.where()

    tab_to(page, 'button:has-text("返回全县")', BACK)
    press(visitor)
    assert "area=990101&" in visitor.where()


def test_a_table_opens_nothing_by_itself_and_is_walked_by_arrow_keys(visitor):
    """Tab through it and a heading clicked to sort open nothing; arrow keys go to a cell, Enter opens it."""
    page = visitor.visit("/compare?area=990101&span=ytd&to=2025-10")
    before = visitor.where()
    tab_to(page, '[data-testid="stDataFrame"] canvas')
    press(visitor, "Tab")
    box = page.get_by_test_id("stDataFrame").first.bounding_box()
    page.mouse.click(box["x"] + 200, box["y"] + 12)
    page.wait_for_timeout(500)
    visitor.settle()
    assert visitor.where() == before

    page = visitor.visit("/compare?area=990101&span=ytd&to=2025-10")  # unsorted again
    tab_to(page, '[data-testid="stDataFrame"] canvas')
    for key in ("ArrowDown", "ArrowDown", "ArrowRight"):  # the first one only enters the table
        press(visitor, key)
    assert visitor.where() == before
    assert page.get_by_role("button", name="打开：石桥镇").is_visible()
    press(visitor, "Enter")
    assert "area=990101005" in visitor.where()
