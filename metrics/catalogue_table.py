"""The catalogue as a table to look things up in."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from metrics.loading import Catalogue
from metrics.model import Indicator

KINDS = {"flow": "时段量", "stock": "时点量", "standard": "标准", "ratio": "比率", "sum": "合计"}
LEVELS = {"village": "村", "township": "乡镇", "county": "县"}
DIRECTIONS = {"higher_better": "越高越好", "lower_better": "越低越好", "neutral": "中性"}
FREQUENCIES = {"month": "按月", "quarter": "按季", "year": "按年"}


def search(catalogue: Catalogue, wanted: str, line: str, core: bool) -> list[Indicator]:
    """Indicators whose name, alias or id holds the words, in catalogue order."""
    words = wanted.strip().lower()
    return [
        one
        for one in catalogue.indicators.values()
        if (not line or one.line == line)
        and (not core or one.tier == "core")
        and any(words in text.lower() for text in (one.name, one.id, *one.aliases))
    ]


def catalogue_table(catalogue: Catalogue, found: Iterable[Indicator]) -> pd.DataFrame:
    """Columns 指标, 条线, 类型, 单位, 统计级, 报送, 方向, 编号; printed text."""
    lines = {line.id: line.name for line in catalogue.lines}
    rows = [
        [one.name, lines.get(one.line, ""), KINDS[one.kind], one.unit, LEVELS[one.finest],
         FREQUENCIES[one.frequency] if one.is_stored and one.duty else "", DIRECTIONS[one.direction], one.id]
        for one in found
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["指标", "条线", "类型", "单位", "统计级", "报送", "方向", "编号"])
