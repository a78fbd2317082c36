"""An assessment as plain data: what `manage.py score` prints and what is frozen. Numbers are exact to ten decimals."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import orjson

from data_access.assessments import KINDS, Entry
from metrics.answers import exact
from metrics.assessment import words
from metrics.assessment.facts import entry_of
from metrics.assessment.regain import regain_text, regains
from metrics.assessment.score import AreaScore, Assessment
from metrics.assessment.scoring import Fact, ItemScore, Part
from metrics.formatting import month_key
from metrics.source import Source


def record(source: Source, found: Assessment, area: str = "") -> dict[str, Any]:
    """The whole assessment, or of one of its areas with its place among all."""
    scheme = found.scheme
    return {
        "scheme": scheme.code,
        "scheme_name": scheme.name,
        "scheme_version": found.scheme_version,
        "way": scheme.way,
        "area": found.area,
        "area_name": source.tree.name(found.area),
        "year": found.month // 100,
        "to": month_key(found.month),
        "data_version": found.version,
        "full": _points(scheme.full),
        "places": scheme.places,
        "rules": list(words.written_rules(scheme)),
        "ranked": found.ranked,
        "results": [_area(source, found, one) for one in found.results if not area or one.area == area],
    }


def canonical(source: Source, found: Assessment) -> bytes:
    """The same bytes for the same result, whatever the machine."""
    return orjson.dumps(record(source, found), option=orjson.OPT_SORT_KEYS)


def _points(value: Decimal | None) -> int | float | None:
    return None if value is None else exact(Fraction(value))


def _area(source: Source, found: Assessment, one: AreaScore) -> dict[str, Any]:
    return {
        "area": one.area,
        "area_name": one.name,
        "rank": one.rank or None,
        "total": _points(one.total),
        "score": _points(one.score),
        "full": _points(one.full),
        "not_scored": _points(one.unscored),
        "lost": _points(one.lost),
        "bonus": _points(one.bonus),
        "grade": one.grade,
        "vetoed": one.vetoed,
        "reason": one.reason,
        "to_next": _points(one.ahead),
        "next": one.ahead_name,
        "items": [_item(source, found, one, item) for item in one.items],
    }


def _item(source: Source, found: Assessment, area: AreaScore, one: ItemScore) -> dict[str, Any]:
    facts = found.facts[area.area]
    steps = regains(source, found.scheme, one, facts, found.month % 100)
    return {
        "item": one.item.code,
        "group": one.item.group,
        "name": one.item.name,
        "points": _points(one.full),
        "score": _points(one.score),
        "lost": _points(one.lost),
        "bonus": _points(one.bonus),
        "rule": words.item_rules(source, one.item, one),
        "section": one.item.section,
        "deadline": one.item.deadline,
        "reason": one.reason,
        "vetoed": one.vetoed,
        "parts": [_part(source, one, part) for part in one.parts],
        "regain": [
            {"text": regain_text(source, step), "amount": exact(step.amount), "unit": step.unit, "points": _points(step.points)}
            for step in steps
        ],
        "entered": {kind: _entry(entry_of(one.item, area.area, found.entries, kind)) for kind in KINDS},
    }


def _part(source: Source, one: ItemScore, part: Part) -> dict[str, Any]:
    return {
        "kind": part.rule.kind,
        "indicator": part.key if part.key in source.catalogue.indicators else "",
        "target": exact(part.target),
        "lost": exact(part.lost),
        "won": exact(part.won),
        "vetoes": part.vetoes,
        "note": part.note,
        **_fact(part.fact, part.fact.by_hand or part.target == part.fact.assigned),
    }


def _fact(fact: Fact, documented: bool) -> dict[str, Any]:
    number = fact.number
    return {
        "value": exact(fact.value),
        "unit": fact.unit,
        "text": words.fact_text(fact, number.version if number else 0),
        "numerator": exact(number.n) if number else None,
        "denominator": exact(number.d) if number else None,
        "state": number.state if number else "entered" if fact.by_hand else "missing",
        "reporting": number.reporting if number else None,
        "expected": number.expected if number else None,
        "version": number.version if number else None,
        "document": fact.document if documented else "",
    }


def _entry(entry: Entry | None) -> Mapping[str, Any] | None:
    if entry is None:
        return None
    return {
        "points": _points(entry.points),
        "value": _points(entry.value),
        "reason": entry.reason,
        "evidence": entry.evidence,
        "remedy": entry.remedy,
        "by": entry.account,
    }
