"""Single figures as an exhibit, so that a card or a number goes into a briefing like a chart. Kind `figures`.

Columns: name, value, text, detail. A row is a figure as it is printed, with what stands beside it.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from metrics.cards import Card, cards
from metrics.evaluate import is_too_fine
from metrics.exhibits import value_of
from metrics.five import cells, five
from metrics.formatting import light_text, number_text, reported_text, span_text
from metrics.keys import TASKS
from metrics.line_plans import PLANS
from metrics.narrative import paragraph
from metrics.overview import headline_cards
from metrics.pace import key_tasks
from metrics.results import Exhibit, View
from metrics.source import Source

COLUMNS = ["name", "value", "text", "detail"]


def number(source: Source, view: View, code: str, page: str) -> Exhibit:
    """One figure and the five that a bureau's table has for it: now, 同比, 环比, cumulative, 累计同比."""
    one = source.indicator(code)
    found = five(source, one.id, view.area, view.span)
    card = cards(source, view, [one.id], spark=False)[0]
    name = source.tree.name(view.area)
    shown = card.value + reported_text(card.number)
    lead = [f"{span_text(view.span)}", value_of(card.number), shown, _beside(card)]
    rows = [[head, float("nan"), text, why] for head, text, why in cells(found)]
    return Exhibit(
        f"{page}.{one.id}.number", "figures", f"{name}{one.label}{number_text(card.number)}{_moved(card)}", pd.DataFrame([lead, *rows], columns=COLUMNS),
        one.unit, view, finding=f"{name}{one.name}{number_text(card.number)}", numbers=tuple(dict.fromkeys((card.number, *found.numbers))),
    )  # fmt: skip


def card_row(source: Source, view: View, page: str) -> Exhibit:
    """The cards at the head of a screen. page: `overview` or that of a business line. The title says what they are of."""
    if page == "overview":
        found = headline_cards(source, view, key_tasks(source, view.area, view.span))
        return _of_cards(view, found, page, cards_title(source, page), "")
    codes = [source.preferred(code) for code in PLANS[page].cards]
    kept = [code for code in codes if not is_too_fine(source, source.indicator(code), view.area)]
    return _of_cards(
        view, cards(source, view, kept, spark=False), page, cards_title(source, page), paragraph(source, view, codes).text
    )


def cards_title(source: Source, page: str) -> str:
    if page == "overview":
        return "民政工作主要指标"
    return next(line.name for line in source.catalogue.lines if line.id == PLANS[page].line) + "主要指标"


def _of_cards(view: View, found: Sequence[Card], page: str, title: str, told: str) -> Exhibit:
    """A row per card. told: the paragraph on the same figures."""
    rows = [[card.label, value_of(card.number), card.value, _beside(card)] for card in found]
    return Exhibit(
        f"{page}.cards", "figures", title, pd.DataFrame(rows, columns=COLUMNS), "", view, finding=told or title,
        notes=(span_text(view.span),), numbers=tuple(card.number for card in found if card.number.indicator != TASKS),
    )  # fmt: skip


def _beside(card: Card) -> str:
    change = f"{card.compared}{card.change}" if card.change else card.compared
    light = light_text(card.light) if card.light != "none" and light_text(card.light) not in card.detail else ""
    return "；".join(filter(None, (change, light, card.detail)))


def _moved(card: Card) -> str:
    return f"，{card.compared}{card.change}" if card.change else ""
