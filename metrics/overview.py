"""What the overview puts first: the eight cards with their small print, and the columns of its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from metrics.cards import Card, cards
from metrics.evaluate import numbers
from metrics.formatting import number_text
from metrics.model import Indicator
from metrics.pace import Progress
from metrics.results import Number, View
from metrics.source import Source

LEADING = "cremation_zone_rate"
TABLE = (
    "cremation_zone_rate",
    "ashes_standard_burial_rate",
    "canteen_facility_coverage_rate",
    "elder_canteen_meals_per_open_day",
    "tekun_centralized_rate",
    "tekun_home_visit_rate",
    "home_adaptation_households",
    "elder_canteen_60plus_share_rate",
)
# The small print of a headline card: the figures that a head asks for next
BESIDE = {
    "cremation_zone_rate": ("ashes_standard_burial_rate",),
    "elder_canteen_meals_person_times": ("elder_canteen_60plus_share_rate", "elder_canteen_meals_per_open_day"),
    "subsidy_total_a": ("subsidy_a_execution_rate",),
    "subsidy_total_b": ("subsidy_b_execution_rate", "disability_two_allowances_amount"),
    "dibao_persons": ("dibao_households", "dibao_coverage_rate"),
    "tekun_centralized_rate": ("tekun_disabled_centralized_rate",),
}


def headline_cards(source: Source, view: View, tasks: Sequence[Progress], attention: int) -> list[Card]:
    """The catalogue's headlines, each with the figures beside it, and the key tasks on pace."""
    codes = [one.id for one in source.catalogue.headlines()]
    beside = numbers(source, [code for codes in BESIDE.values() for code in codes], view.area, view.span)
    found = []
    for card in cards(source, view, codes):
        small = [
            f"{source.indicator(code).label}{number_text(beside[code], dense=True)}"
            for code in BESIDE.get(card.indicator.id, ())
            if beside[code].is_known
        ]
        found.append(replace(card, detail=" · ".join(filter(None, (card.detail, *small)))))
    return [*found, _tasks_card(view, tasks, attention)]


def _tasks_card(view: View, tasks: Sequence[Progress], attention: int) -> Card:
    counted = [task for task in tasks if task.light != "none"]
    on = sum(task.is_on_pace for task in counted)
    staged = len(tasks) - len(counted)
    words = [f"滞后{len(counted) - on}项" if counted else "", f"按阶段推进{staged}项" if staged else "", f"需关注{attention}件"]
    indicator = Indicator(id="key_tasks", name="重点任务达序时", english="Key tasks on pace", kind="stock", unit="项")
    number = Number("key_tasks", view.area, view.span, None, "项")
    text = f"{on}/{len(counted)}" if counted else "—"
    explained = "到本期末完成率不低于序时进度（或任务自定的节点）的重点任务数 / 有数量目标的重点任务数。"
    return Card(indicator, number, indicator.name, text, detail=" · ".join(filter(None, words)), explained=explained)
