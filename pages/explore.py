"""指标分析: any indicator of any area: trend, ranking, heat table, causes, figures to take along."""

from dataclasses import replace

import streamlit as st

from metrics import exhibits
from metrics.evaluate import is_too_fine
from metrics.overview import leading
from pages.views import entry, exhibit, explore_parts, indicator_choice, kpi_card, session, sparse
from pages.views.text import plain


def render() -> None:
    with session.open_screen("explore") as screen:
        if sparse.is_sparse(screen):
            explore_parts.stated(screen)
            return
        known = indicator_choice.core(screen.source, screen.view.area)
        asked = screen.view.indicator
        if asked and asked not in {one.id for one in known}:
            known.append(screen.source.indicator(asked))
        code = indicator_choice.choose(screen, known, leading(screen.source), "explore.one")
        one = screen.source.indicator(code)
        st.caption(plain(" ".join(filter(None, (one.definition, one.scope and f"口径：{one.scope}")))))
        below = screen.source.tree.children(screen.view.area)
        divided = bool(below) and not is_too_fine(screen.source, one, below[0].code)
        _first(screen, code, divided)
        explore_parts.show(screen, code, divided)


def _first(screen: session.Screen, code: str, divided: bool) -> None:
    """The figure with its parts, its months, and who stands where."""
    one = screen.source.indicator(code)
    kpi_card.row(screen, list(filter(None, (code, one.numerator, one.denominator))), spark=False)
    trend = screen.ask(exhibits.trend, code, "explore")
    if not divided:
        exhibit.show(screen, trend)
        return
    ranking = screen.ask(exhibits.ranking, code, "explore")
    trend = replace(trend, options=trend.options | {"height": ranking.options["height"]})
    for column, shown in zip(st.columns(2, gap="small"), (trend, ranking), strict=True):
        with column:
            exhibit.show(screen, shown)


if __name__ == "__main__":
    entry.front_door(__file__)
