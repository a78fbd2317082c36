"""What a work report printed, kept under its verification code, and the same figures again at any data version."""

from __future__ import annotations

from dataclasses import replace

from data_access.exported import Printed
from metrics.formatting import month_key, number_text
from metrics.keys import is_key, number_at
from metrics.papers.paper import Paper
from metrics.papers.structure import Structure
from metrics.results import View
from metrics.source import Source
from pages.exports.grids import Grid

PREFIX = "paper."
HEADS = ("指标", "数值", "编号")


def record(form: Structure, view: View, paper: Paper) -> Printed:
    """Every figure that can be asked for by its key; a forecast or a plan stands in the text only."""
    keys = {"area": view.area, "span": view.span.kind, "to": month_key(view.span.month), "compare": view.compare}
    rows = tuple(row for row in paper.printed if is_key(row[-1]))
    return Printed(f"{PREFIX}{form.id}", keys, view.area, paper.version, HEADS, rows)


def again(source: Source, one: Printed, version: int | None) -> Grid:
    """The same figures at a data version, whatever has become of the structure since. None: the newest."""
    at = replace(source, as_of=version)
    return Grid(one.heads, tuple((name, number_text(number_at(at, key)), key) for name, _, key in one.rows))
