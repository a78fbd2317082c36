"""口径与来源 in a real browser: opened by one click or by a pasted link, closed by Esc or Back, walked down to the cell."""

import time

ADDRESS = "/overview?area=990101&span=ytd&to=2025-10"
RATE, FENGLIN = "cremation_zone_rate.990101.ytd.202510", "990101010"
BUSY_SECONDS = 10  # on a busy machine; the goal is one second on one that does nothing else
ROW = 26  # of the table of townships


def drawer(page):
    return page.get_by_role("dialog")


def button(page, key: str):
    return page.locator(f'[class*="st-key-inspect-"][class*="{key.replace(".", "-")}"] button').first


def click_cell(page, row: int, column: int) -> None:
    """A cell of the first table on the page; row 0 is the head."""
    page.get_by_test_id("stDataFrame").first.scroll_into_view_if_needed()
    box = page.get_by_test_id("stDataFrame").first.bounding_box()
    page.mouse.click(box["x"] + (40 if column == 0 else 130 + 130 * (column - 1)), box["y"] + ROW * row + ROW / 2)


def test_a_click_opens_it_within_a_second_and_esc_closes_it(visitor, record_measure):
    page = visitor.visit(ADDRESS)

    start = time.monotonic()
    button(page, RATE).click()
    drawer(page).get_by_text("2,631 ÷ 2,707").wait_for()
    record_measure("inspector.open_seconds", round(time.monotonic() - start, 2))
    assert time.monotonic() - start < BUSY_SECONDS
    visitor.settle()
    assert f"exhibit={RATE}" in visitor.where()
    assert drawer(page).get_by_text("已上报17个，未报1个（三岔乡）").is_visible()
    assert drawer(page).get_by_text("逐行相加与该数一致").is_visible()

    page.keyboard.press("Escape")
    drawer(page).wait_for(state="hidden")
    visitor.settle()
    assert "exhibit" not in visitor.where()
    assert page.get_by_role("dialog").count() == 0


def test_back_closes_it_and_forward_opens_it_again(visitor):
    page = visitor.visit(ADDRESS)
    button(page, RATE).click()
    drawer(page).get_by_text("2,631 ÷ 2,707").wait_for()
    visitor.settle()

    page.go_back()
    drawer(page).wait_for(state="hidden")
    visitor.settle()
    assert "exhibit" not in visitor.where()

    page.go_forward()
    drawer(page).get_by_text("2,631 ÷ 2,707").wait_for()


def test_a_pasted_link_opens_it(visitor):
    page = visitor.visit(f"/funeral?area=990101&span=ytd&to=2025-10&exhibit=cremation_zone_rate.{FENGLIN}.ytd.202510")

    assert drawer(page).get_by_text("128 ÷ 145 = 88.2758").is_visible()
    assert drawer(page).get_by_role("button", name="下钻到枫林乡").is_visible()


def test_a_cell_opens_its_own_figure_again_and_again_and_the_name_still_drills(visitor):
    page = visitor.visit(ADDRESS)
    for _ in range(2):
        click_cell(page, 11, 1)
        drawer(page).get_by_text("128 ÷ 145 = 88.2758").wait_for(timeout=5000)
        visitor.settle()
        page.keyboard.press("Escape")
        drawer(page).wait_for(state="hidden")
        visitor.settle()

    click_cell(page, 11, 0)
    page.get_by_text("示例县 › 枫林乡 ·").wait_for(timeout=5000)
    visitor.settle()
    assert f"area={FENGLIN}" in visitor.where()


def test_the_way_down_leads_to_the_township_on_the_screen_behind(visitor):
    page = visitor.visit(f"{ADDRESS}&exhibit=cremation_zone_rate.{FENGLIN}.ytd.202510")

    drawer(page).get_by_role("button", name="下钻到枫林乡").click()
    drawer(page).wait_for(state="hidden")
    visitor.settle()

    assert f"area={FENGLIN}" in visitor.where()
    assert "exhibit" not in visitor.where()


def test_an_exhibit_lists_its_figures_and_a_row_opens_one(visitor):
    page = visitor.visit("/funeral?area=990101&span=ytd&to=2025-10")
    page.locator('[class*="st-key-inspect-exhibit-funeral-cremation_zone_rate-ranking"] button').first.click()
    drawer(page).get_by_text("点一行看它的口径与来源").wait_for()
    visitor.settle()

    box = drawer(page).get_by_test_id("stDataFrame").first.bounding_box()
    page.mouse.click(box["x"] + 200, box["y"] + 28 * 1 + 14)
    drawer(page).get_by_text("2,631 ÷ 2,707").wait_for(timeout=5000)

    assert "exhibit=cremation_zone_rate.990101" in visitor.where()


def test_a_row_of_the_addends_leads_one_level_down_to_the_cell_of_the_return(visitor):
    """枫林乡's rate → 枫冲村's: the returns are listed cell by cell there."""
    page = visitor.visit(f"{ADDRESS}&exhibit=cremation_zone_rate.{FENGLIN}.ytd.202510")
    box = drawer(page).get_by_test_id("stDataFrame").first.bounding_box()
    page.mouse.click(box["x"] + 40, box["y"] + 28 * 3 + 14)
    drawer(page).get_by_text("13 ÷ 20 = 65%").wait_for(timeout=5000)
    visitor.settle()

    assert "exhibit=cremation_zone_rate.990101010003.ytd.202510" in visitor.where()

    page.go_back()
    drawer(page).get_by_text("128 ÷ 145").wait_for(timeout=5000)
