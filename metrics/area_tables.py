"""Areas × indicators as each screen shows them: which columns, and what the table is called."""

from __future__ import annotations

from metrics.coverage import rates
from metrics.evaluate import is_too_fine
from metrics.exhibits import area_table
from metrics.line_plans import PLANS
from metrics.overview import columns
from metrics.results import Exhibit, View
from metrics.source import Source

VILLAGES = (
    "canteen_facility_coverage_rate", "elder_canteen_meals_person_times", "dibao_persons", "dibao_coverage_rate",
    "tekun_dispersed_persons", "tekun_home_visit_rate", "tekun_care_agreement_rate", "age_allowance_persons",
    "disability_living_coverage_rate", "severe_disability_nursing_coverage_rate", "cremation_zone_rate",
)  # fmt: skip
FAMILIES = {"facility": "设施覆盖", "people": "人群覆盖"}
COVERAGE = "canteen_facility_coverage_rate"
MOST_RATES = 10
PAGES = ("overview", "coverage", "township", *PLANS)


def table_of(source: Source, view: View, page: str) -> Exhibit | None:
    """The table of a screen; None where nothing lies below, nothing is kept there, or nothing was reported."""
    below = source.tree.children(view.area)
    if not below:
        return None
    codes, title = _chosen(source, view, page)
    kept = [code for code in codes if not is_too_fine(source, source.indicator(code), below[0].code)]
    if not kept:
        return None
    found = area_table(source, view, kept, page, title)
    return found if page == "overview" or found.frame["known"].iloc[1:].any() else None  # the first row is the whole


def _chosen(source: Source, view: View, page: str) -> tuple[list[str], str]:
    name = source.tree.name(view.area)
    if page == "overview":
        return columns(source), "下级单位 × 指标一览"
    if page == "township":
        codes = [source.preferred(code) for code in VILLAGES if source.has_line(source.indicator(code).line)]
        return codes, f"{name}各村（社区）"
    if page == "coverage":
        family = source.indicator(coverage_rate(source, view)).family
        found = [one.id for one in rates(source, family) if one.numerator]
        return found[:MOST_RATES], f"{FAMILIES[family]} · 下级一览"
    return list(PLANS[page].table), f"{name}下级一览"


def coverage_rate(source: Source, view: View) -> str:
    """The rate that the address asks for, else the first of the screen."""
    known = {one.id for family in FAMILIES for one in rates(source, family)}
    return view.indicator if view.indicator in known else COVERAGE
