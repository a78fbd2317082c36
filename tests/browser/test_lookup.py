"""A question in a meeting: typed in the box, answered, and one click to the screen."""

from playwright.sync_api import expect


def test_a_typed_question_leads_to_the_figure_s_screen(visitor):
    page = visitor.visit("/overview")
    box = page.get_by_placeholder("快速查询")
    box.fill("枫林 hhl")
    box.press("Enter")
    expect(page.get_by_text("火化率（火化区）").first).to_be_visible()
    visitor.settle()

    page.get_by_role("link", name="看殡葬管理").first.click()
    visitor.settle()

    assert visitor.where().startswith("/funeral?")
    assert "area=990101010" in visitor.where()
    assert "indicator=cremation_zone_rate" in visitor.where()
