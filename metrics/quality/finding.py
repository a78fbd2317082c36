"""What a check found: who, when, the two numbers, the rule in words, why it matters, and where it was stated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from metrics.checks import CONSEQUENCES
from metrics.checks.model import Rule
from metrics.formatting import month_key
from metrics.source import Source

MOST_SOURCES = 3


@dataclass(frozen=True, slots=True)
class Cited:
    """One statement that the finding rests on. fact: sheet and cell, or the fact of a published text."""

    title: str
    fact: str = ""
    quote: str = ""
    version: int = 0
    submitted_by: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """kind and rule: which check. weight: 1 the gravest. size: how far off, for the order within one weight."""

    rule: str
    kind: str
    weight: int
    area: str
    indicator: str
    period: str
    first: str  # the number that was stated, with its name
    second: str  # what it was held against
    text: str
    why: str
    month: int = 0  # closing month (yyyymm), for the link; 0: undated
    size: float = 0.0
    cells: tuple[tuple[str, str, int], ...] = ()  # indicator, area, month: where its returns are to be looked for
    cited: tuple[Cited, ...] = ()
    explained: str = ""  # what a return's own note says about it

    @property
    def consequence(self) -> str:
        return CONSEQUENCES[self.weight]


def found(rule: Rule, area: str, indicator: str, period: str, first: str, second: str, text: str, **more) -> Finding:
    """A finding of a rule: its weight and reason come with the rule."""
    kept = {"weight": rule.weight, "why": rule.why, **more}
    return Finding(rule.id, rule.kind, kept.pop("weight"), area, indicator, period, first, second, text, kept.pop("why"), **kept)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """By consequence, then the farthest off, then the newest."""
    return sorted(findings, key=lambda one: (one.weight, -one.size, -one.month, one.area, one.indicator, one.rule))


def off_by(value: Fraction, expected: Fraction) -> float:
    """How far a value is from what was expected, as a share of the larger one: 0 equal, 1 nothing in common."""
    largest = max(abs(value), abs(expected))
    return float(abs(value - expected) / largest) if largest else 0.0


def records(source: Source, findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Findings as plain records, for the command line."""
    return [
        {
            "consequence": one.consequence,
            "rule": one.rule,
            "area": one.area,
            "area_name": source.tree.name(one.area),
            "indicator": one.indicator,
            "name": source.catalogue.indicators[one.indicator].name if one.indicator in source.catalogue.indicators else "",
            "period": one.period,
            "month": month_key(one.month) if one.month else "",
            "first": one.first,
            "second": one.second,
            "text": one.text,
            "why": one.why,
            "explained": one.explained,
            "facts": " ".join(cited.fact for cited in one.cited if cited.fact),
            "sources": "；".join(source_text(cited) for cited in one.cited),
        }
        for one in findings
    ]


RECORD_COLUMNS = (
    "consequence", "rule", "area", "area_name", "indicator", "name", "period", "month", "first", "second", "text", "why",
    "explained", "facts", "sources",
)  # fmt: skip


def source_text(cited: Cited) -> str:
    """《2025年10月民政月报》 表5!C12（示例县民政局办公室） or 《…总结》“quote”."""
    where = f" {cited.fact}" if cited.fact and not cited.quote else ""
    by = f"（{cited.submitted_by}）" if cited.submitted_by else ""
    return f"《{cited.title}》{where}{f'“{cited.quote}”' if cited.quote else ''}{by}"
