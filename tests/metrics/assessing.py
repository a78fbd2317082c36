"""A scheme of 50 points over the tiny county, and how tests save it, fill it in and score by it."""

from __future__ import annotations

from decimal import Decimal

from data_access import assessments
from data_access import engine as engines
from data_access.assessments import Entry
from data_access.scope import EVERYTHING
from metrics.assessment import library, rows
from metrics.assessment.score import assess
from metrics.loading import catalogue
from tests.metrics.conftest import COUNTY
from tests.tables import table

MONTH = 202503
LINES = table("""
    编号 | 分组 | 项目       | 分值 | 指标                           | 目标 | 方向 | 计分方式   | 扣加几分 | 规则说明
    1    | 殡葬 | 火化率     | 25   | 火化率（火化区）               | 98.5 | ≥    | 按差距扣分 | 2        |
    1    |      |            |      | 人工登记                       |      |      | 一票否决   |          | 火化区内查实土葬
    2    | 养老 | 适老化改造 | 15   | 特殊困难老年人家庭适老化改造户数 |      | ≥    | 按比例得分 |          |
    3    | 评议 | 现场评议   | 10   |                                |      | ≥    | 人工评分   |          |
""")
SETTINGS = {"方案名称": "乡镇考核", "满分": "50", "等次": ">=45:优秀；<45:合格"}


def scheme_of(lines=LINES, code="scheme_1", **settings):
    filled = [dict.fromkeys(rows.COLUMNS, "") | line for line in lines]
    return rows.built(code, SETTINGS | settings, filled, catalogue(), lambda row, column: f"第{row + 1}行{column}")[0]


def saved(scheme, scope=EVERYTHING) -> int:
    with engines.writing() as connection:
        return library.save(connection, scope, scheme, catalogue())


def entered(area, item, kind="official", points=None, value=None, code="scheme_1", **more) -> int:
    amounts = {"points": None if points is None else Decimal(points), "value": None if value is None else Decimal(value)}
    with engines.writing() as connection:
        return assessments.enter(
            connection, EVERYTHING, code, 2025, Entry(area, item, kind, **amounts, **({"reason": "见档案"} | more))
        )


def result(county, scheme=None, **how):
    return county.ask(assess, scheme or scheme_of(), COUNTY, MONTH, **how)
