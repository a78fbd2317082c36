"""An exhibit again from its id and its View: what a document shows is what the screen showed, by construction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from data_access.errors import InputError
from metrics import exhibits, exhibits_registers
from metrics.results import Exhibit, View
from metrics.source import Source

Builder = Callable[[Source, View, str, str], Exhibit]


def _by_area(kind: str) -> Builder:
    return lambda source, view, code, page: exhibits.by_area(source, view, code, page, kind=kind)


BUILDERS: dict[str, Builder] = {
    "trend": exhibits.trend,
    "ranking": exhibits.ranking,
    "multiples": _by_area("multiples"),
    "spaghetti": _by_area("spaghetti"),
    "heat": _by_area("heat"),
    "months": exhibits_registers.months_against,
}


CHOSEN_BY_HAND = ("compare",)  # whose areas stand in the address only; the View does not hold them


def exhibit_of(source: Source, name: str, view: View) -> Exhibit:
    """The exhibit `<page>.<indicator>.<kind>` of a View, for the kinds of BUILDERS.

    Raises InputError for an id of another form or kind, UnknownIndicator for an indicator that is no longer there.
    """
    check_name(source, name)
    page, code, kind = _parts(name)
    return BUILDERS[kind](replace(source, as_of=view.as_of), view, source.indicator(code).id, page)


def check_name(source: Source, name: str) -> None:
    """Raises as `exhibit_of`, without reading a figure."""
    page, code, kind = _parts(name)
    if not _is_built(page, code, kind):
        raise InputError(f"不能按编号“{name}”取出图表。", f"应写成 页面.指标编号.图形，图形可以是：{'、'.join(BUILDERS)}。")
    source.indicator(code)


def is_rebuilt(exhibit: Exhibit) -> bool:
    """Whether `exhibit_of` gives the same exhibit again from the id and the View."""
    page, code, kind = _parts(exhibit.id)
    return _is_built(page, code, kind) and page not in CHOSEN_BY_HAND


def _parts(name: str) -> tuple[str, str, str]:
    page, _, rest = name.partition(".")
    code, _, kind = rest.rpartition(".")
    return page, code, kind


def _is_built(page: str, code: str, kind: str) -> bool:
    return bool(page and code) and kind in BUILDERS
