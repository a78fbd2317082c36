"""Whose places are ranked on the screen of comparisons: chosen by the open area, the way and the areas that take part.

A View holds the choice in `exhibit` as `way.code-code`: way `villages` ranks an open township's own villages, `bureaus` the
published ones, none the areas beside the open one; without codes all take part.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from data_access.areas import AreaTree
from metrics import ranking_exhibits, stated_ranking
from metrics.ranking import Ranking, of_areas
from metrics.results import Exhibit, View
from metrics.source import Source

VILLAGES, BUREAUS = "villages", "bureaus"


def choice(way: str, among: Collection[str]) -> str:
    return f"{way}.{'-'.join(among)}" if way or among else ""


def parent_of(tree: AreaTree, area: str, way: str) -> str:
    """Whose children are ranked: the county's, with an open township in colour; on demand an open township's own."""
    above = tree.parent(area)
    return area if way == VILLAGES or not above or above not in tree else above


def ranking_of(source: Source, view: View, code: str) -> Ranking:
    way, _, codes = view.exhibit.partition(".")
    among = [one for one in codes.split("-") if one]
    if way == BUREAUS:
        return stated_ranking.of_bureaus(source, code, stated_ranking.bureaus(source), among)
    return of_areas(source, view, code, parent_of(source.tree, view.area, way), among)


def bars(source: Source, view: View, code: str, page: str, found: Ranking | None = None) -> Exhibit | None:
    """Places with distances, the open area in colour; None where a ranking is refused."""
    found = found or ranking_of(source, view, code)
    if found.refusals:
        return None
    shown = ranking_exhibits.bars(source, view, found, page, view.area)
    return replace(shown, id=f"{page}.{found.indicator.id}.places")  # another kind than the areas below by their lights


def area_map(source: Source, view: View, code: str, page: str, found: Ranking | None = None) -> Exhibit | None:
    """The same places on the bureau's map or the county's layout; None where none is set or a ranking is refused."""
    found = found or ranking_of(source, view, code)
    return None if found.refusals else ranking_exhibits.area_map(source, view, found, page)
