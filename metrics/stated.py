"""Stated figures as a table: what a published report says, in its own spans, with the fragment that bears it."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd

from data_access.specs import SCALE
from metrics.evaluate import PER
from metrics.formatting import digits, value_text
from metrics.model import Indicator
from metrics.source import Source
from metrics.spans import merge_approx

NATURES = {"actual": "实际", "target": "目标", "forecast": "预计"}
COLUMNS = ["indicator", "指标", "数值", "期间", "性质", "范围", "原文", "存疑"]


def stated_table(source: Source, seen: pd.DataFrame, year: int = 0, line: str = "") -> pd.DataFrame:
    """A row per stated figure, in the report's order; columns COLUMNS, all printed text.

    seen: as `reads.observations` gives it. year: only that year's (and undated) figures; 0 for all.
    line: only that business line; "" for all.
    """
    rows = []
    for row in seen.itertuples() if len(seen) else ():
        one = source.catalogue.indicators.get(row.indicator)
        if one is None or (line and one.line != line) or (year and row.year not in (0, year)):
            continue
        value = None if pd.isna(row.value) else Fraction(int(row.value), SCALE)
        rows.append([
            one.id, one.name, "已遮盖" if value is None else value_text(value, one.unit, row.approx, as_stated=True),
            row.stated_span, NATURES[row.nature], row.place or source.tree.name(row.area), row.quote, row.note,
        ])  # fmt: skip
    return pd.DataFrame(rows, columns=COLUMNS)


def arithmetic(source: Source, seen: pd.DataFrame) -> pd.DataFrame:
    """Rates and totals that a text's own figures give, for whole areas and one span each; stated ones beside them.

    Columns 指标, 核算, 算式, 报告所写, 范围. A text without a year is reckoned here and nowhere else.
    """
    actual = seen[(seen["nature"] == "actual") & seen["value"].notna()] if len(seen) else seen
    cells: dict[tuple, dict[str, Fraction]] = {}
    marks: dict[tuple, dict[str, str]] = {}  # 余, 约 and 以上 stay with what is made of such figures
    for row in actual.itertuples() if len(actual) else ():
        where = (row.area, row.place, row.stated_span)  # parts of different dates make no rate
        cells.setdefault(where, {}).setdefault(row.indicator, Fraction(int(row.value), SCALE))
        marks.setdefault(where, {}).setdefault(row.indicator, row.approx)
    rows = []
    indicators = source.catalogue.indicators.values()
    for where, values in cells.items():
        place = where[1] or source.tree.name(where[0])
        for one in sorted(indicators, key=lambda one: one.kind == "ratio"):  # totals first: a rate may be made of one
            found = _ratio(one, values) if one.kind == "ratio" else _sum(one, values) if one.kind == "sum" else None
            if found is None:
                continue
            stated = values.get(one.id)
            stated_text = "—" if stated is None else value_text(stated, one.unit, as_stated=True)
            parts = one.members or (one.numerator, one.denominator)
            approx = merge_approx(marks[where].get(part, "") for part in parts)
            rows.append([one.name, value_text(found[0], one.unit, "约" if approx and one.kind == "ratio" else approx),
                         found[1], stated_text, place])  # fmt: skip
            values.setdefault(one.id, found[0])
            marks[where].setdefault(one.id, approx)
    return pd.DataFrame(rows, columns=["指标", "核算", "算式", "报告所写", "范围"])


def _ratio(one: Indicator, values: dict[str, Fraction]) -> tuple[Fraction, str] | None:
    if one.numerator not in values or not values.get(one.denominator) or one.rule in ("person_months", "average"):
        return None
    n, d = values[one.numerator], values[one.denominator]
    return n / d * PER.get(one.unit, 1), f"{digits(n)}/{digits(d)}"


def _sum(one: Indicator, values: dict[str, Fraction]) -> tuple[Fraction, str] | None:
    if not one.members or any(member not in values for member in one.members):
        return None
    parts = [values[member] for member in one.members]
    return sum(parts, Fraction(0)), " + ".join(digits(part) for part in parts)
