"""An exhibit again from its id and its View: what a document shows is what the screen showed, by construction.

An id is `<page>.<name>` for what belongs to one screen, `<page>.<indicator>.<kind>` for what every indicator has. What else was
chosen on a screen, such as the areas that take part, the View holds in `exhibit`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from data_access.errors import InputError
from metrics import area_tables, exhibits, exhibits_registers, figure_exhibits, line_plans, progress_detail, ranking_choice, why
from metrics.progress_board import board, chosen
from metrics.results import Exhibit, View
from metrics.source import Source
from metrics.stories import STORIES, story

Builder = Callable[[Source, View, str, str], Exhibit | None]


def _by_area(kind: str) -> Builder:
    return lambda source, view, code, page: exhibits.by_area(source, view, code, page, kind=kind)


def _why(name: str) -> Builder:
    def build(source: Source, view: View, code: str, page: str) -> Exhibit | None:
        if view.compare not in why.COMPARED:
            return None
        found = why.attributions(source, view, code)
        one = next((one for one in found if one.parts and why.NAMES[one.by] == name), None)
        return None if one is None else why.waterfall(source, view, one, page)

    return build


def _task(build: Callable) -> Builder:
    def built(source: Source, view: View, code: str, page: str) -> Exhibit | None:
        row = chosen(board(source, view), code)
        return build(source, view, row) if row is not None and row.indicator.id == code else None

    return built


BUILDERS: dict[str, Builder] = {
    "trend": exhibits.trend,
    "ranking": exhibits.ranking,
    "multiples": _by_area("multiples"),
    "spaghetti": _by_area("spaghetti"),
    "heat": _by_area("heat"),
    "months": exhibits_registers.months_against,
    "task": exhibits_registers.against_task,
    "number": figure_exhibits.number,
    "why": _why("why"),
    "why_members": _why("why_members"),
    "plan": _task(progress_detail.plan_trend),
    "areas": _task(progress_detail.by_area),
    "places": ranking_choice.bars,
    "tiles": ranking_choice.area_map,
    "outlines": ranking_choice.area_map,
}
OF_PAGES: dict[str, tuple[tuple[str, ...], Callable[[Source, View, str], Exhibit | None]]] = {
    "table": (area_tables.PAGES, area_tables.table_of),
    "cards": (("overview", *line_plans.PLANS), figure_exhibits.card_row),
}


def exhibit_of(source: Source, name: str, view: View) -> Exhibit:
    """The exhibit of an id and a View.

    Raises InputError for an id of another form or where there is nothing to show, UnknownIndicator for an indicator that is
    no longer there.
    """
    check_name(source, name)
    page, code, kind = _parts(name)
    there = replace(source, as_of=view.as_of)
    if name in STORIES:
        found = story(there, view, name)
    elif not code:
        found = OF_PAGES[kind][1](there, view, page)
    else:
        found = BUILDERS[kind](there, view, source.indicator(code).id, page)
    if found is None:
        raise InputError(f"“{name}”：{source.tree.name(view.area)}没有这张图表要列出的数据。", "请换一个单位、期间或对比方式。")
    return found


def check_name(source: Source, name: str) -> None:
    """Raises as `exhibit_of`, without reading a figure."""
    code = _parts(name)[1]
    if not _is_built(name):
        kinds = "、".join(BUILDERS)
        raise InputError(
            f"不能按编号“{name}”取出图表。",
            f"应写成 页面.指标编号.图形，图形可以是：{kinds}；或写 {'、'.join([*STORIES][:2])} 等。",
        )
    if code and name not in STORIES:
        source.indicator(code)


def is_rebuilt(exhibit: Exhibit) -> bool:
    """Whether `exhibit_of` gives the same exhibit again from the id and the View."""
    return _is_built(exhibit.id)


def _parts(name: str) -> tuple[str, str, str]:
    page, _, rest = name.partition(".")
    code, _, kind = rest.rpartition(".")
    return page, code, kind


def _is_built(name: str) -> bool:
    page, code, kind = _parts(name)
    if name in STORIES:
        return True
    return bool(page and code and kind in BUILDERS) or (not code and kind in OF_PAGES and page in OF_PAGES[kind][0])
