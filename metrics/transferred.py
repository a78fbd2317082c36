"""Duties that left civil affairs: what published reports still state of them, by system, with where they went."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from metrics.source import Source
from metrics.stated import stated_table
from metrics.systems import System, systems

LINE = "transferred"
COLUMNS = ["制度", "划转至", "指标", "数值", "期间", "性质", "原文", "口径"]


def of_report(source: Source, seen: pd.DataFrame) -> pd.DataFrame:
    """A row per figure of such a duty in one report's observations; columns COLUMNS, printed text. `attrs["keys"]`: each figure's."""
    table = stated_table(source, seen, line=LINE)
    rows = []
    for row, key in zip(table.itertuples(), table.attrs["keys"]["数值"], strict=True):
        one, system = source.indicator(row.indicator), _system(row.indicator)
        scope = "；".join(filter(None, (one.scope.rstrip("。"), row.存疑)))
        name, moved = (system.name, system.moved_to) if system else (one.name, "")
        rows.append([name, moved, one.name, row.数值, row.期间, row.性质, row.原文, scope, key])
    frame = pd.DataFrame(rows, columns=[*COLUMNS, "key"])
    frame = frame.sort_values("制度", kind="stable", key=lambda names: names.map(_order()))
    keys = frame.pop("key").tolist()
    frame.attrs["keys"] = {"数值": keys}
    return frame


def _system(code: str) -> System | None:
    return next((one for one in systems().on_line(LINE) if code in one.indicators), None)


def _order() -> dict[str, int]:
    return {one.name: place for place, one in enumerate(systems().on_line(LINE))}


def overview(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """How many figures of each system stand in each report; columns 制度, 划转至, a report each, 合计."""
    rows = []
    for one in systems().on_line(LINE):
        counts = [int((table["制度"] == one.name).sum()) for table in tables.values()]
        rows.append([one.name, one.moved_to, *(str(count) if count else "—" for count in counts), str(sum(counts))])
    return pd.DataFrame(rows, columns=["制度", "划转至", *tables, "合计"])
