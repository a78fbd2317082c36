"""axe-core on the main screens: no serious or critical fault, light and dark. The script comes with the package."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from pages import SCREENS
from tests.browser.driving import Visitor
from tests.sizes import FULL

CHOSEN = ["overview", "funeral", "township", "explore", "setup"]
NAMES = [screen.name for screen in SCREENS] if FULL else CHOSEN
THEMES = (False, True) if FULL else (False,)

# Faults inside Streamlit's own elements that no setting mends: rule → the part of the page, and why it may stand.
STREAMLITS_OWN = {
    # Vega draws an empty mark without a title inside a metric's small chart; the figure stands beside it as text.
    "svg-img-alt": '[data-testid="stMetricChart"]',
}
# Charts that a reader who cannot see them is not told about: axe asks no name of a group.
SILENT = """() => [...document.querySelectorAll('.js-plotly-plot, .cockpit-chart')].filter((chart) => {
    const named = chart.closest('[role=group][aria-label]');
    return !named || named.tabIndex !== 0 || !/[\\u4e00-\\u9fff]/.test(named.getAttribute('aria-label'));
}).map((chart) => chart.outerHTML.slice(0, 160))"""
INSIDE = "([selector, within]) => Boolean(document.querySelector(selector)?.closest(within))"


def serious(page) -> list[str]:
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    faults = [(rule["id"], node) for rule in found if rule["impact"] in ("serious", "critical") for node in rule["nodes"]]
    ours = [pair for pair in faults if not _streamlits_own(page, *pair)]
    faults = [f"{rule}: {node['html'][:160]} {node['failureSummary']}" for rule, node in ours]
    return faults + [f"a chart without a sentence: {chart}" for chart in page.evaluate(SILENT)]


def _streamlits_own(page, rule: str, node: dict) -> bool:
    within = STREAMLITS_OWN.get(rule)
    return within is not None and page.evaluate(INSIDE, [node["target"][0], within])


@pytest.mark.parametrize("dark", THEMES)
@pytest.mark.parametrize("name", NAMES)
def test_no_serious_fault(browser, server, name, dark):
    tab = Visitor(browser, server, dark=dark)
    page = tab.visit(f"/{name}?area=990101&span=ytd&to=2025-10")

    assert serious(page) == []
    tab.close()


def test_a_chart_that_says_nothing_is_found(visitor):
    """A check that can find nothing would keep nothing."""
    page = visitor.visit("/funeral?area=990101&span=ytd&to=2025-10")
    page.locator(".cockpit-chart").first.wait_for()
    page.locator(".cockpit-chart").first.evaluate("(chart) => chart.removeAttribute('aria-label')")

    assert len(page.evaluate(SILENT)) == 1


def test_no_serious_fault_in_the_inspector(visitor):
    page = visitor.visit("/overview?area=990101&span=ytd&to=2025-10&exhibit=cremation_zone_rate.990101.ytd.202510")

    assert serious(page) == []
