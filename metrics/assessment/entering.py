"""What may be entered by hand for a scheme, and the check of what somebody typed."""

from __future__ import annotations

import re
from decimal import Decimal

from data_access.assessments import AssessmentError, Entry
from metrics.assessment.model import BY_HAND, Scheme
from metrics.formatting import points_text

PLAIN = re.compile(r"\d{1,12}(\.\d{1,6})?", re.ASCII)  # a number that somebody types


def fields(scheme: Scheme) -> dict[str, str]:
    """Key → label of everything that can be entered: each item, and what is counted by hand beside it."""
    found = {}
    for item in scheme.items:
        found[item.code] = f"{item.code} {item.name}（{points_text(scheme.worth(item))}）"
        for number, rule in enumerate(item.rules):
            if rule.indicator == BY_HAND:
                found[item.key_of(number)] = f"{item.code} {item.name}：{rule.note or '登记情形'}（几例）"
    return found


def entry(
    scheme: Scheme, area: str, key: str, kind: str, *, value: str = "", points: str = "", reason: str = "", evidence: str = "", remedy: str = ""
) -> Entry:  # fmt: skip
    """An entry of typed texts. Raises AssessmentError."""
    if key not in fields(scheme):
        raise AssessmentError("方案里没有这个项目，没有保存。", "请从列表里另选一个项目。")
    given, actual = _decimal(points, "得分"), _decimal(value, "实际完成值")
    item = scheme.item(key.partition("#")[0])
    if "#" in key and given is not None:
        raise AssessmentError("登记情形只填写几例，不直接打分，没有保存。", "请把例数填在“实际完成值”，得分由规则计算。")
    if given is not None and given > scheme.worth(item):
        full = points_text(scheme.worth(item))
        raise AssessmentError(f"得分{points_text(given)}超过“{item.name}”的满分{full}，没有保存。", f"请填写0至{full}。")
    if item.is_manual and key == item.code and given is None:
        raise AssessmentError(f"“{item.name}”是人工评分的项目，没有填写得分，没有保存。", "请填写得分。")
    return Entry(area, key, kind, actual, given, reason, evidence, remedy)


def _decimal(text: str, word: str) -> Decimal | None:
    cleaned = text.strip().replace(",", "").replace("，", "").rstrip("%％分例")
    if not cleaned:
        return None
    if not PLAIN.fullmatch(cleaned):
        raise AssessmentError(f"{word}“{text.strip()[:30]}”不是有效的数，没有保存。", "请填写不小于0的数，如 8.5。")
    return Decimal(cleaned)
