"""A table of expectations, read against the county: 指标, 地区, 时段, 数值 and what else a case names."""

from __future__ import annotations

from metrics.compare import changes
from metrics.evaluate import numbers
from metrics.formatting import change_text, number_text, pair_text, value_text
from metrics.results import Span
from tests.metrics.conftest import CODES, County
from tests.tables import table

COMPARISONS = {"同比": "yoy", "环比": "prev"}
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


def check_changes(county: County, text: str) -> None:
    """Each line is one comparison as printed: what is compared now (本期) with what (基期), the change, or why there is none."""
    for row in table(text):
        kind, month = row["时段"].split()
        span = Span(KINDS[kind], int(month))
        change = county.ask(changes, [row["指标"]], CODES[row["地区"]], span, COMPARISONS[row["比较"]])[row["指标"]]
        unit = change.current.unit
        found = {
            "本期": value_text(change.now, unit),
            "基期": value_text(change.before, unit),
            "变化": "—" if change.reason else change_text(change.now, change.before, unit),
            "说明": change.reason,
        }
        assert {name: row[name] for name in found if name in row} == {name: found[name] for name in found if name in row}, row
