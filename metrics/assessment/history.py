"""The scores of one area month by month, as a trend: the same scheme through each month of the year."""

from __future__ import annotations

import pandas as pd

from metrics.assessment.model import Scheme
from metrics.assessment.score import AreaScore, assess
from metrics.assessment.tables import points
from metrics.formatting import month_text
from metrics.results import Exhibit, Number, View
from metrics.source import Source

NAN = float("nan")
Line = list[tuple[int, AreaScore, int]]  # month (yyyymm), the area's result, how many are ranked


def scores(source: Source, scheme: Scheme, scheme_version: int, parent: str, area: str, month: int) -> Line:
    """From January through `month` (yyyymm)."""
    found = []
    for each in range(month // 100 * 100 + 1, month + 1):
        whole = assess(source, scheme, parent, each, scheme_version=scheme_version)
        found.append((each, whole.of(area), whole.ranked))
    return found


def trend(view: View, name: str, line: Line) -> Exhibit:
    """A month in which less than half could be scored is a gap. numbers: the figures that the scores rest on."""
    rows = [
        {
            "month": month, "series": "总分", "role": "subject", "value": NAN if one.total is None else float(one.total),
            "text": f"{points(one.total)}分，第{one.rank}/{ranked}" if one.rank else one.reason,
        }
        for month, one, ranked in line
    ]  # fmt: skip
    return Exhibit(
        "assessment.months", "trend", title_of(name, line), pd.DataFrame(rows), "分", view, title_of(name, line),
        ("按各月累计数和现行方案计分",), _numbers(line), options={"zero": False, "height": 210},
    )  # fmt: skip


def _numbers(line: Line) -> tuple[Number, ...]:
    facts = (part.fact for _, one, _ in line for item in one.items for part in item.parts)
    return tuple({fact.number.key: fact.number for fact in facts if fact.number is not None}.values())


def title_of(name: str, line: Line) -> str:
    """枫林乡总分：1月85.2分 → 10月79.47分，第17/17."""
    known = [each for each in line if each[1].total is not None]
    if not known:
        return f"{name}各月都不足以计分"
    (first, begun, _), (last, one, ranked) = known[0], known[-1]
    way = f"{month_text(first, year=False)}{points(begun.total)}分 → " if first != last else ""
    place = f"，第{one.rank}/{ranked}" if one.rank and ranked > 1 else ""
    return f"{name}总分：{way}{month_text(last, year=False)}{points(one.total)}分{place}"
