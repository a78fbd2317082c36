"""Scoring cases as people write them down: a scheme's own table, with what was reached (实际) and what it comes to."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from metrics.assessment import rows
from metrics.assessment.model import Scheme
from metrics.assessment.score import AreaScore, ranked, score_area
from metrics.assessment.scoring import Fact
from metrics.formatting import points_text
from metrics.loading import catalogue
from tests.tables import table

RATE = "cremation_zone_rate"
SETTINGS = {"方案名称": "手算案例", "满分": "10", "小数位": "2"}


def scheme_of(lines: Sequence[dict[str, str]], **settings: str) -> Scheme:
    """Rows of the scheme's table to a scheme, as from Excel; columns that a case does not name are empty."""
    filled = [
        dict.fromkeys(rows.COLUMNS, "") | {"编号": f"{number}", "项目": "某项"} | line for number, line in enumerate(lines, 1)
    ]
    return rows.built("case", SETTINGS | settings, filled, catalogue(), lambda row, column: f"第{row + 1}行{column}")[0]


def fact_of(text: str) -> Fact:
    """98.5; 128/145 a rate with its cases; 未报, 不适用, 未报全 what cannot be scored."""
    absent = {"未报": "missing", "不适用": "inapplicable", "未报全": "incomplete"}.get(text)
    if absent:
        return Fact(None, absent=absent, reason=text)
    if "/" in text:
        top, bottom = (Fraction(part) for part in text.split("/"))
        return Fact(top / bottom * 100, unit="%", cases=(top, bottom))
    return Fact(Fraction(text))


def scored(scheme: Scheme, actual: dict[str, str], month: int = 12, name: str = "甲镇") -> AreaScore:
    """actual: key of a rule → what was reached; a rate's figures are the cremation rate's."""
    found = {key: fact_of(text) for key, text in actual.items() if text}
    return score_area(scheme, name, name, found, month)


def places(scheme: Scheme, actual: dict[str, dict[str, str]], month: int = 12) -> dict[str, AreaScore]:
    return {one.name: one for one in ranked(scheme, [scored(scheme, facts, month, name) for name, facts in actual.items()])}


def shown(points: Decimal | None) -> str:
    return "不计分" if points is None else points_text(points, "")


def check_rules(text: str) -> None:
    """Each line is an item of ten points, unless 分值 says otherwise; 得分, 失分, 加分 worked out by hand."""
    for case in table(text):
        asked = {column: case.pop(column) for column in ("实际", "得分", "失分", "加分", "月", "登记") if column in case}
        worth = case.get("分值", "10")
        line = {"分值": worth, "方向": "≥"} | case | ({"指标": "火化率（火化区）"} if "/" in asked["实际"] else {})
        lines = [line] if worth != "0" else [line, {"分值": "10", "计分方式": "人工评分"}]
        found = scored(
            scheme_of(lines, 满分=worth if worth != "0" else "10"),
            {"1": asked["实际"], RATE: asked["实际"], "1#1": asked.get("登记", "")},
            int(asked.get("月", 12)),
        )
        item = found.items[0]
        got = {"得分": shown(item.score), "失分": shown(item.lost), "加分": shown(item.bonus)}
        assert {name: asked[name] for name in got if name in asked} == {n: got[n] for n in got if n in asked}, (case, asked)
        if item.is_scored:
            assert item.lost + item.score == item.full + item.bonus
