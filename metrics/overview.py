"""What the overview puts first: the eight cards with their small print, and the columns of its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from metrics.attention import Item, attention
from metrics.cards import Card, cards
from metrics.evaluate import numbers
from metrics.formatting import number_text
from metrics.model import Indicator
from metrics.narrate import headline, reported
from metrics.pace import Progress, key_tasks
from metrics.results import Number, View
from metrics.source import CREMATION_RATE, Source

LEADING = CREMATION_RATE
COLUMNS = (
    CREMATION_RATE,
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
    CREMATION_RATE: ("ashes_standard_burial_rate",),
    "elder_canteen_meals_person_times": ("elder_canteen_60plus_share_rate",),
    "subsidy_total_a": ("subsidy_a_execution_rate",),
    "subsidy_total_b": ("subsidy_b_execution_rate", "disability_two_allowances_amount"),
    "dibao_persons": ("dibao_households", "dibao_coverage_rate"),
    "tekun_centralized_rate": ("tekun_disabled_centralized_rate",),
}


@dataclass(frozen=True, slots=True)
class Brief:
    """What the first screen says before any table or chart."""

    sentence: str
    reported: str
    cards: tuple[Card, ...]
    items: tuple[Item, ...]


def brief(source: Source, view: View) -> Brief:
    codes, tasks = columns(source), key_tasks(source, view.area, view.span)
    items = attention(source, view, codes)
    sentence = headline(source, view, tasks, items, leading(source))
    found = headline_cards(source, view, tasks, len(items))
    return Brief(sentence, reported(source, view, codes), tuple(found), tuple(items))


def leading(source: Source) -> str:
    """The indicator of the first sentence and the first chart."""
    return source.preferred(LEADING)


def columns(source: Source) -> list[str]:
    """The columns of the township table: of the lines that the bureau has."""
    return [source.preferred(code) for code in COLUMNS if source.has_line(source.indicator(code).line)]


def headline_cards(source: Source, view: View, tasks: Sequence[Progress], attention: int | None = None) -> list[Card]:
    """The catalogue's headlines, each with the figures beside it, and the key tasks on pace."""
    headlines = [one.id for one in source.catalogue.headlines() if source.has_line(one.line)]
    small_print = {source.preferred(code): BESIDE.get(code, ()) for code in headlines}
    beside = numbers(source, [code for codes in small_print.values() for code in codes], view.area, view.span)
    found = []
    for card in cards(source, view, list(small_print)):
        small = tuple(
            (f"{source.indicator(code).label}{number_text(beside[code], dense=True)}", beside[code])
            for code in small_print[card.indicator.id]
            if beside[code].is_known
        )
        found.append(replace(card, beside=small))
    return [*found, _tasks_card(view, tasks, attention)]


def _tasks_card(view: View, tasks: Sequence[Progress], attention: int | None) -> Card:
    counted = [task for task in tasks if task.light != "none"]
    on = sum(task.is_on_pace for task in counted)
    staged = len(tasks) - len(counted)
    words = [
        f"滞后{len(counted) - on}项" if counted else "",
        f"按阶段推进{staged}项" if staged else "",
        "" if attention is None else f"需关注{attention}件",
    ]
    indicator = Indicator(id="key_tasks", name="重点任务达序时", english="Key tasks on pace", kind="stock", unit="项")
    number = Number("key_tasks", view.area, view.span, None, "项")
    text = f"{on}/{len(counted)}" if counted else "—"
    explained = "到本期末完成率不低于序时进度（或任务自定的节点）的重点任务数 / 有数量目标的重点任务数。"
    return Card(indicator, number, indicator.name, text, detail=" · ".join(filter(None, words)), explained=explained)
