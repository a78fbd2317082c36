"""Stated figures as a table: what a published report says, in its own spans, with the fragment that bears it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from data_access import reads
from data_access.specs import SCALE
from metrics.errors import UnknownFigure
from metrics.evaluate import PER
from metrics.formatting import digits, value_text
from metrics.model import Indicator
from metrics.source import Source
from metrics.spans import merge_approx

NATURES = {"actual": "实际", "target": "目标", "forecast": "预计"}
KEY = re.compile(r"^stated\.(\d+)\.(\d+(?:-\d+)*)(?:\.([a-z][a-z0-9_]*))?$")
COLUMNS = ["indicator", "指标", "数值", "期间", "性质", "范围", "原文", "存疑"]


def stated_table(source: Source, seen: pd.DataFrame, year: int = 0, line: str = "") -> pd.DataFrame:
    """A row per stated figure, in the report's order; columns COLUMNS, all printed text.

    seen: as `reads.observations` gives it. year: only that year's (and undated) figures; 0 for all.
    line: only that business line; "" for all. `attrs["keys"]`: of each row the key under which `statement` finds it.
    """
    rows, keys = [], []
    for row in seen.itertuples() if len(seen) else ():
        one = source.catalogue.indicators.get(row.indicator)
        if one is None or (line and one.line != line) or (year and row.year not in (0, year)):
            continue
        value = None if pd.isna(row.value) else Fraction(int(row.value), SCALE)
        rows.append([
            one.id, one.name, "已遮盖" if value is None else value_text(value, one.unit, row.approx, as_stated=True),
            row.stated_span, NATURES[row.nature], row.place or source.tree.name(row.area), row.quote, row.note,
        ])  # fmt: skip
        keys.append(stated_key(row.version, [row.row]))
    return _with_keys(pd.DataFrame(rows, columns=COLUMNS), {"数值": keys})


def _with_keys(frame: pd.DataFrame, keys: dict[str, list[str]]) -> pd.DataFrame:
    frame.attrs["keys"] = keys
    return frame


def stated_key(version: int, rows: Collection[int], reckoned: str = "") -> str:
    """The key of one stated figure, or of the indicator `reckoned` from several of one text."""
    return ".".join(filter(None, ("stated", str(version), "-".join(map(str, sorted(rows))), reckoned)))


def arithmetic(source: Source, seen: pd.DataFrame) -> pd.DataFrame:
    """Rates and totals that a text's own figures give, for whole areas and one span each; stated ones beside them.

    Columns 指标, 核算, 算式, 报告所写, 范围. A text without a year is reckoned here and nowhere else.
    `attrs["keys"]`: as of `stated_table`, of what was reckoned and of what the text states.
    """
    actual = seen[(seen["nature"] == "actual") & seen["value"].notna()] if len(seen) else seen
    cells: dict[tuple, dict[str, Fraction]] = {}
    marks: dict[tuple, dict[str, str]] = {}  # 余, 约 and 以上 stay with what is made of such figures
    bearers: dict[tuple, dict[str, set[int]]] = {}  # the statements that each figure rests on
    for row in actual.itertuples() if len(actual) else ():
        where = (row.area, row.place, row.stated_span)  # parts of different dates make no rate
        cells.setdefault(where, {}).setdefault(row.indicator, Fraction(int(row.value), SCALE))
        marks.setdefault(where, {}).setdefault(row.indicator, row.approx)
        bearers.setdefault(where, {}).setdefault(row.indicator, {row.row})
    rows, keys = [], {"核算": [], "报告所写": []}
    version = 0 if not len(actual) else int(actual["version"].iloc[0])
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
            below = set().union(*(bearers[where][part] for part in parts))
            keys["核算"].append(stated_key(version, below, one.id))
            keys["报告所写"].append("" if stated is None else stated_key(version, bearers[where][one.id]))
            values.setdefault(one.id, found[0])
            marks[where].setdefault(one.id, approx)
            bearers[where].setdefault(one.id, below)
    return _with_keys(pd.DataFrame(rows, columns=["指标", "核算", "算式", "报告所写", "范围"]), keys)


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


# -- one stated figure ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Statement:
    """A figure of a text, or what its own figures give (formula). rows: the statements, as `reads.observations` has them."""

    name: str
    when: str
    printed: str
    formula: str
    state: str
    facts: tuple[tuple[str, str], ...]
    rows: tuple


def is_stated_key(text: str) -> bool:
    return KEY.match(text) is not None


def statement(source: Source, key: str) -> Statement:
    """What `stated_key` named. Raises UnknownFigure."""
    match = KEY.match(key)
    seen = reads.observations(source.connection, source.scope, version=int(match[1])) if match else pd.DataFrame()
    wanted = [int(row) for row in match[2].split("-")] if match else []
    found = seen[seen["row"].isin(wanted)] if len(seen) else seen
    if not len(found) or set(found["row"]) != set(wanted):
        raise UnknownFigure(key)
    rows = tuple(found.itertuples(index=False))
    return _reckoned(source, key, found, rows, match[3]) if match[3] else _as_stated(source, rows[0])


def _as_stated(source: Source, row) -> Statement:
    one = source.indicator(row.indicator)
    printed = (
        "已遮盖" if pd.isna(row.value) else value_text(Fraction(int(row.value), SCALE), one.unit, row.approx, as_stated=True)
    )
    facts = {
        "原文": row.quote, "范围": row.place or source.tree.name(row.area), "性质": NATURES[row.nature], "定义": one.definition,
        "口径": one.scope, "存疑": row.note, "数据": f"数据版本{row.version}，《{row.title}》",
    }  # fmt: skip
    name = f"{row.place or source.tree.name(row.area)} · {one.name}"
    when = row.stated_span or "年份未注明"
    return Statement(name, when, printed, "", "报告所写", tuple((label, text) for label, text in facts.items() if text), (row,))


def _reckoned(source: Source, key: str, found: pd.DataFrame, rows: tuple, code: str) -> Statement:
    one = source.indicator(code)
    table = arithmetic(source, found)
    at = next((at for at, each in enumerate(table.attrs["keys"]["核算"]) if each.endswith(f".{code}")), None)
    if at is None:
        raise UnknownFigure(key)
    line = table.iloc[at]
    facts = (("算法", "由报告自身列出的数字核算，不进入任何趋势"), ("定义", one.definition), ("口径", one.scope))
    told = tuple((label, text) for label, text in facts if text)
    when = rows[0].stated_span or "年份未注明"
    return Statement(f"{line['范围']} · {one.name}", when, line["核算"], f"{line['算式']}", "按报告核算", told, rows)
