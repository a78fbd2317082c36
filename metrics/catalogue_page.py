"""The catalogue as a page of Markdown: docs/catalogue.md is this text. `python -m metrics.catalogue_page` rewrites it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from metrics.loading import Catalogue, catalogue
from metrics.model import Indicator, Line

PAGE = Path(__file__).parent.parent / "docs" / "catalogue.md"
KINDS = {"flow": "流量", "stock": "存量", "standard": "标准", "ratio": "比率", "sum": "合计"}
DIRECTIONS = {"higher_better": "越高越好", "lower_better": "越低越好", "neutral": "不分好坏"}
LEVELS = {"village": "村（社区）", "township": "乡镇（街道）", "county": "县（市、区）"}
FREQUENCIES = {"month": "每月", "quarter": "每季", "year": "每年"}
RHYTHMS = {"month": "按月", "quarter": "按季", "year": "按年", "once": "一次性"}
RULES = {"same_span": "同期", "period_end": "期末数", "person_months": "各月人数之和", "average": "各月平均数"}
FAMILIES = {"facility": "设施覆盖", "people": "人群覆盖"}
HEAD = """# 指标目录

本页由 `python -m metrics.catalogue_page` 从 `metrics/catalogue/` 生成，请勿手工修改。

共 {total} 个指标：核心 {core} 个，文献 {documentary} 个（见于公开报告、平时不要求报送）。

- **流量**可按月相加；**存量**取期末数；**标准**不相加，只列数值或区间。
- **比率** = 分子之和 ÷ 分母之和，从不对比率求平均；未列分子、分母的只引用报送的比率。
- **合计**由所列成员相加；单位一律为基本单位，万元、亿元只在显示时换算。
"""


def catalogue_markdown(source: Catalogue) -> str:
    """Core indicators in full, documentary ones in a table, line by line."""
    core = sum(one.tier == "core" for one in source.indicators.values())
    total = len(source.indicators)
    blocks = [HEAD.format(total=total, core=core, documentary=total - core)]
    blocks += [block for line in source.lines for block in _line(source, line)]
    return "\n".join(blocks)


def _line(source: Catalogue, line: Line) -> Iterator[str]:
    yield f"## {line.name}\n"
    for one in source.on_line(line.id):
        yield _entry(source, one)
    documentary = source.on_line(line.id, "documentary")
    if documentary:
        yield "### 文献指标\n"
        yield "| 编号 | 名称 | 类型 | 单位 | 说明 |\n| --- | --- | --- | --- | --- |"
        yield "\n".join(_row(source, one) for one in documentary) + "\n"


def _entry(source: Catalogue, one: Indicator) -> str:
    facts = dict(_facts(source, one))
    lines = [f"### {one.name}\n", f"`{one.id}` · {one.english}\n"]
    return "\n".join(lines + [f"- {word}：{text}" for word, text in facts.items() if text]) + "\n"


def _facts(source: Catalogue, one: Indicator) -> Iterator[tuple[str, str]]:
    yield "定义", one.definition
    yield "口径", one.scope
    yield "计算", _formula(source, one)
    yield "类型", f"{KINDS[one.kind]}，单位{one.unit}，{DIRECTIONS[one.direction]}"
    yield "最细层级", f"{LEVELS[one.finest]}，{FREQUENCIES[one.frequency]}"
    yield "发放节奏", RHYTHMS[one.rhythm] if one.unit == "元" and one.kind == "flow" and not one.is_yearly else ""
    yield "覆盖率类别", FAMILIES.get(one.family, "")
    yield "已含于", _named(source, one.part_of)
    yield "对照预算", _named(source, one.budget)
    yield "不得计入", "、".join(_named(source, code) for code in one.outside)
    yield "别名", "、".join(one.aliases)
    yield "说明", one.note


def _formula(source: Catalogue, one: Indicator) -> str:
    if one.kind == "sum":
        return " + ".join(_named(source, code) for code in one.members)
    if one.kind != "ratio":
        return ""
    if one.is_quoted_only:
        return "只引用报送的比率"
    return f"{_named(source, one.numerator)} ÷ {_named(source, one.denominator)}（分母取{RULES[one.rule]}）"


def _row(source: Catalogue, one: Indicator) -> str:
    text = "；".join(filter(None, (_formula(source, one), one.scope.rstrip("。"))))
    return f"| `{one.id}` | {one.name} | {KINDS[one.kind]} | {one.unit} | {text} |"


def _named(source: Catalogue, code: str) -> str:
    return source.indicators[code].name if code else ""


if __name__ == "__main__":
    PAGE.write_text(catalogue_markdown(catalogue()), encoding="utf-8")
