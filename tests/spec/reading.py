"""A table of expectations, read against the county: 指标, 地区, 时段, 数值 and what else a case names."""

from __future__ import annotations

from metrics.evaluate import numbers
from metrics.formatting import number_text, pair_text
from metrics.results import Span
from tests.metrics.conftest import CODES, County
from tests.tables import table

KINDS = {"月": "month", "季": "quarter", "半年": "half", "累计": "ytd", "全年": "year"}


def check(county: County, text: str) -> None:
    """Each line is one figure as printed: 时段 is `累计 202503`; 分子/分母 and 上报 are asked where a column names them."""
    for row in table(text):
        kind, month = row["时段"].split()

        def ask(source, row=row, kind=kind, month=month):
            return numbers(source, [row["指标"]], CODES[row["地区"]], Span(KINDS[kind], int(month)))[row["指标"]]

        number = county.ask(ask)
        found = {"数值": number_text(number), "分子/分母": pair_text(number), "上报": f"{number.reporting}/{number.expected}"}
        for column, expected in row.items():
            if column in found:
                assert found[column] == expected, (row, number)
