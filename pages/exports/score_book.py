"""Assessments as workbooks: the ranking, the lost points, one unit's sheet. Points are numbers there, to be reckoned with."""

from __future__ import annotations

import pandas as pd

from metrics.assessment import tables, words
from metrics.assessment.history import Line
from metrics.assessment.score import Assessment
from metrics.formatting import MINUS, month_text
from metrics.source import Source
from pages.exports import sheet

TEXT = frozenset(
    {
        "编号",
        "位次",
        "单位",
        "等次",
        "项目",
        "分组",
        "目标",
        "实际",
        "计分规则",
        "月份",
        "完成时限",
        "责任股室",
        "怎样补回（最省的在前）",
        "说明",
        "未完成原因及改进措施",
    }
)  # also where they look like numbers


def ranking(found: Assessment) -> bytes:
    rules = pd.DataFrame({"计分规则": words.written_rules(found.scheme)})
    return sheet.book({"排名": numbers(tables.ranking(found).frame), "规则": rules})


def losses(frame: pd.DataFrame) -> bytes:
    return sheet.xlsx(numbers(frame), "扣分清单")


def unit(source: Source, found: Assessment, area: str, line: Line) -> bytes:
    """Total and place, every item, every deduction, the months. line: `history.scores`."""
    row = tables.ranking(found).frame
    total = row[row["单位"] == found.of(area).name].iloc[:1, :8]
    total.insert(0, "方案", found.scheme.name)
    total["数据版本"] = found.version
    months = pd.DataFrame(
        [
            [month_text(month), tables.scored(found, one.total), f"{one.rank}/{ranked}" if one.rank else one.reason]
            for month, one, ranked in line
        ],
        columns=["月份", "总分", "位次"],
    )
    found_tables = {
        "总分": total, "各项得分": tables.unit(source, found, area).frame, "扣分清单": tables.losses(source, found, [area]).frame,
        "各月得分": months,
    }  # fmt: skip
    return sheet.book({title: numbers(frame) for title, frame in found_tables.items()})


def numbers(frame: pd.DataFrame) -> pd.DataFrame:
    """Printed points back to numbers; what is no number stays as it is printed."""
    return frame.apply(lambda column: column if column.name in TEXT else column.map(_number))


def _number(cell: object) -> object:
    try:
        return float(str(cell).replace(",", "").replace(MINUS, "-"))
    except ValueError:
        return cell
