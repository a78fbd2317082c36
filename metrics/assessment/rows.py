"""A scheme as a flat table, for Excel and for editing on screen: a line for each rule; an item's further rules repeat its 编号.

Reading it back names every mistake at its row and column; what is meant is then checked by `checking`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from metrics.assessment import checking, words
from metrics.assessment.checking import Fault, SchemeError
from metrics.assessment.model import BY_HAND, Band, Grade, Item, Rule, Scheme
from metrics.loading import Catalogue

BY_HAND_WORD = "人工登记"
# column → field; the first part belongs to the item, the second to the rule
ITEM_COLUMNS = {
    "编号": "code", "分组": "group", "项目": "name", "分值": "points", "权重": "weight", "指标": "indicator", "目标": "target", "方向": "side",
    "口径": "scope", "责任股室": "section", "完成时限": "deadline", "缺数据": "missing",
}  # fmt: skip
RULE_COLUMNS = {
    "计分方式": "kind", "每": "step", "扣加几分": "points", "封顶": "cap", "下限": "floor", "零头": "parts", "只抵失分": "inside", "否决范围": "reach",
    "档次": "bands", "进度": "milestones", "规则说明": "note",
}  # fmt: skip
# of an item's further rules these say what that rule looks at; of its first they are the item's
OWN_OF_RULE = {"指标": "indicator", "目标": "target", "方向": "side"}
COLUMNS = (*ITEM_COLUMNS, *RULE_COLUMNS)
NEEDED = ("编号", "项目", "分值", "指标", "目标", "方向", "计分方式")
SETTINGS = {
    "方案名称": "name", "用途": "way", "满分": "full", "小数位": "places", "并列": "ties", "缺数据": "missing", "未报全": "incomplete",
    "等次": "grades", "依据": "source", "说明": "note",
}  # fmt: skip
CHOICES: dict[str, Mapping[str, str]] = {
    "side": words.SIDES, "kind": words.KINDS, "parts": words.PARTS, "reach": words.REACHES, "missing": words.MISSING, "ties": words.TIES,
    "incomplete": words.INCOMPLETE, "way": words.WAYS,
}  # fmt: skip
OLD_SIGNS = {">=": "≥", "<=": "≤", "＞=": "≥", "＜=": "≤", "=>": "≥", "=<": "≤"}
DECIMALS = frozenset({"points", "weight", "target", "step", "cap", "floor", "full"})
NUMBER = re.compile(r"[-+−]?\d+(\.\d+)?")


def dressed(scheme: Scheme, catalogue: Catalogue) -> list[dict[str, str]]:
    """The scheme's rows, every cell as text."""
    rows = []
    for item in scheme.items:
        for number, rule in enumerate(item.rules):
            row = dict.fromkeys(COLUMNS, "")
            row["编号"] = item.code
            if not number:
                row |= {column: _text(field, getattr(item, field), catalogue) for column, field in ITEM_COLUMNS.items()}
            if number or rule.indicator == BY_HAND:
                row |= {column: _text(field, getattr(rule, field), catalogue) for column, field in OWN_OF_RULE.items()}
            rows.append(row | {column: _rule_text(rule, field, catalogue) for column, field in RULE_COLUMNS.items()})
    return rows


def settings_of(scheme: Scheme) -> dict[str, str]:
    return {label: _setting_text(field, getattr(scheme, field)) for label, field in SETTINGS.items()}


def _setting_text(field: str, value: Any) -> str:
    if field == "grades":
        return "；".join(f"{_ends_text(grade)}:{grade.name}" for grade in value)
    return CHOICES[field][value] if field in CHOICES else f"{value:f}" if isinstance(value, Decimal) else str(value)


def _rule_text(rule: Rule, field: str, catalogue: Catalogue) -> str:
    value = getattr(rule, field)
    plain = {"step": Decimal(1), "parts": "exact", "inside": False, "reach": "item"}
    if (field in plain and value == plain[field]) or (field == "points" and not value):
        return ""
    return _text(field, value, catalogue)


def _text(field: str, value: Any, catalogue: Catalogue) -> str:
    if value is None or value == "" or value == () or value == {}:
        return ""
    if field == "indicator":
        if value == BY_HAND:
            return BY_HAND_WORD
        return catalogue.indicators[value].name if value in catalogue.indicators else value
    if field in CHOICES:
        return CHOICES[field][value]
    if field == "inside":
        return "是"
    if field == "bands":
        return "；".join(f"{_ends_text(band)}:{band.points:f}" for band in value)
    if field == "milestones":
        return "；".join(f"{month}:{share:f}" for month, share in sorted(value.items()))
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _ends_text(band: Band | Grade) -> str:
    if band.over is None:
        return "其他" if band.upto is None else f"<{band.upto:f}"
    return f">={band.over:f}" if band.upto is None else f"{band.over:f}-{band.upto:f}"


# -- back to a scheme -------------------------------------------------------------------------------------------------


class _Reader:
    """Reads cells, collecting faults at (row, column)."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.faults: list[tuple[int, str, str]] = []
        self._names = {one.name: one.id for one in catalogue.indicators.values()}

    def refuse(self, row: int, column: str, text: str) -> None:
        self.faults.append((row, column, text))

    def read(self, row: int, column: str, field: str, text: str) -> Any:
        """The cell as the field wants it; None where it is empty or wrong."""
        if not text:
            return None
        if field == "indicator":
            return BY_HAND if text == BY_HAND_WORD else self._names.get(text, text)
        if field in CHOICES:
            return self._choice(row, column, field, text)
        if field == "inside":
            if text not in ("是", "否"):
                self.refuse(row, column, f"“{text}”应为“是”或“否”。")
            return text == "是"
        if field == "bands":
            return self._list(row, column, text, _band)
        if field == "milestones":
            return dict(self._list(row, column, text, _milestone) or ())
        return self._number(row, column, text) if field in DECIMALS else text

    def _choice(self, row: int, column: str, field: str, text: str) -> str | None:
        asked = OLD_SIGNS.get(text, text)
        found = next((key for key, word in CHOICES[field].items() if word == asked), None)
        if found is None:
            self.refuse(row, column, f"“{text}”不在可选范围：{'、'.join(CHOICES[field].values())}。")
        return found

    def _number(self, row: int, column: str, text: str) -> Decimal | None:
        cleaned = text.replace(",", "").replace("，", "").rstrip("%％分").replace("−", "-").strip()
        try:
            if NUMBER.fullmatch(cleaned):
                return Decimal(cleaned)
        except InvalidOperation:
            pass
        self.refuse(row, column, f"“{text}”不是数字。")
        return None

    def _list(self, row: int, column: str, text: str, of: Callable[[str, str], Any]) -> tuple | None:
        found = []
        for part in filter(None, (each.strip() for each in re.split(r"[；;\n]", text))):
            left, colon, right = part.replace("：", ":").partition(":")
            try:
                if not colon:
                    raise ValueError
                found.append(of(left.strip(), right.strip()))
            except (ValueError, InvalidOperation):
                self.refuse(row, column, f"“{part}”写法不对，应如“>=90:20；80-90:15；<80:0”（进度如“3:25；12:100”）。")
        return tuple(found)


def _ends(text: str) -> tuple[Decimal | None, Decimal | None]:
    cleaned = OLD_SIGNS.get(text[:2], text[:2]) + text[2:]
    cleaned = cleaned.replace("％", "").replace("%", "").replace("—", "-").replace("－", "-").replace("~", "-")
    if cleaned in ("其他", "任何值"):
        return None, None
    if cleaned[:1] in "≥>＞":
        return Decimal(cleaned[1:]), None
    if cleaned[:1] in "≤<＜":
        return None, Decimal(cleaned[1:])
    first, dash, last = cleaned.partition("-")
    if not dash:
        raise ValueError
    return Decimal(first), Decimal(last)


def _band(left: str, right: str) -> Band:
    over, upto = _ends(left)
    return Band(over=over, upto=upto, points=Decimal(right.rstrip("分")))


def _grade(left: str, right: str) -> Grade:
    over, upto = _ends(left)
    return Grade(name=right, over=over, upto=upto)


def _milestone(left: str, right: str) -> tuple[int, Decimal]:
    return int(left.rstrip("月")), Decimal(right.rstrip("%％"))


Places = Callable[[int, str], str]  # (row from 0, column; row −1: the settings) → how the place is called


def built(
    code: str, settings: Mapping[str, str], rows: Sequence[Mapping[str, str]], catalogue: Catalogue, place: Places, copied_from: str = ""
) -> tuple[Scheme, list[str]]:  # fmt: skip
    """The scheme of settings and rows, and its warnings. Raises SchemeError that names every mistake at its place."""
    reader = _Reader(catalogue)
    missing = [column for column in NEEDED if rows and column not in rows[0]]
    for column in missing:
        reader.refuse(-2, column, f"项目表缺少“{column}”一列。")
    if missing:
        raise _refused(reader, place)
    head = _head(reader, settings)
    items, lines = _items(reader, rows)
    if reader.faults:
        raise _refused(reader, place)
    scheme = Scheme(code=code, items=tuple(items), copied_from=copied_from, **head)
    found = checking.faults(scheme, catalogue)
    texts = {fault: _placed(fault, scheme, lines, place) for fault in found}
    errors = [fault for fault in found if not fault.warns]
    if errors:
        raise SchemeError(errors, [texts[fault] for fault in errors])
    return scheme, [texts[fault] for fault in found]


def _refused(reader: _Reader, place: Places) -> SchemeError:
    found = [Fault(f"{place(row, column)}：{text}" if row > -2 else text) for row, column, text in reader.faults]
    return SchemeError(found, [fault.text for fault in found])


def _head(reader: _Reader, settings: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for label, field in SETTINGS.items():
        text = str(settings.get(label, "")).strip()
        if field == "grades":
            found[field] = reader._list(-1, label, text, _grade) or ()
        elif field == "places":
            if text and text not in ("0", "1", "2", "3", "4"):
                reader.refuse(-1, label, f"小数位“{text}”应为0至4。")
            else:
                found[field] = int(text or 2)
        elif (value := reader.read(-1, label, field, text)) is not None:
            found[field] = value
    return found | {"name": found.get("name", "")}


def _items(reader: _Reader, rows: Sequence[Mapping[str, str]]) -> tuple[list[Item], dict[tuple[str, int | None], int]]:
    """The items, and the row of each (code, rule)."""
    heads: dict[str, dict[str, Any]] = {}
    rules: dict[str, list[Rule]] = {}
    lines: dict[tuple[str, int | None], int] = {}
    for at, row in enumerate(rows):
        cells = {column: str(row.get(column) or "").strip() for column in COLUMNS}
        if not any(cells.values()):
            continue
        code = cells["编号"]
        if not code:
            reader.refuse(at, "编号", "缺少编号；同一项的第二条规则写同一个编号。")
            continue
        own = {}
        if code not in heads or cells["项目"]:
            if code in heads:
                reader.refuse(at, "编号", f"编号“{code}”已用过；同一项的第二条规则请把“项目”留空。")
                continue
            found = {field: reader.read(at, column, field, cells[column]) for column, field in ITEM_COLUMNS.items()}
            if found["indicator"] == BY_HAND:
                own = {field: found.pop(field) for field in OWN_OF_RULE.values()}
            heads[code] = {field: value for field, value in found.items() if value is not None} | {"name": cells["项目"]}
            rules[code], lines[code, None] = [], at
        else:
            own = {field: reader.read(at, column, field, cells[column]) for column, field in OWN_OF_RULE.items()}
        rule = own | {field: reader.read(at, column, field, cells[column]) for column, field in RULE_COLUMNS.items()}
        if not cells["计分方式"]:
            reader.refuse(at, "计分方式", f"缺少计分方式，可选：{'、'.join(words.KINDS.values())}。")
        elif rule["kind"] is not None:
            lines[code, len(rules[code])] = at
            rules[code].append(Rule(**{field: value for field, value in rule.items() if value is not None}))
    return [Item(**head, rules=tuple(rules[code])) for code, head in heads.items()], lines


def _placed(fault: Fault, scheme: Scheme, lines: Mapping[tuple[str, int | None], int], place: Places) -> str:
    at = lines.get((fault.item, fault.rule), lines.get((fault.item, None)))
    if at is None:
        label = next((label for label, field in SETTINGS.items() if field == fault.field), "")
        return f"{place(-1, label)}：{fault.text}" if label else checking.text_of(fault)
    columns = (OWN_OF_RULE | RULE_COLUMNS) if fault.rule else (ITEM_COLUMNS if fault.rule is None else RULE_COLUMNS | OWN_OF_RULE)
    column = next((column for column, field in columns.items() if field == fault.field), "计分方式")
    return f"{place(at, column)}：{fault.text}"
