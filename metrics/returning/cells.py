"""Words and numbers of a bureau's table: months, amounts, what a column's head names."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from data_access.errors import CockpitError
from data_access.importing.amounts import decimal
from data_access.specs import SCALE
from metrics.loading import Catalogue
from metrics.model import Indicator
from metrics.returning.mapping import FormMap, Rule, form_word
from metrics.returning.words import KEPT, plain

MONTH = re.compile(r"(20\d\d)\s*[-./年]\s*(0?[1-9]|1[0-2])(?!\d)\s*(?:月|[-./]\d{1,2})?")
PACKED = re.compile(r"(20\d\d)(0[1-9]|1[0-2])")
THROUGH = re.compile(r"(20\d\d)\s*年?\s*(?:0?1\s*月?)\s*[—–~～至-]+\s*(0?[1-9]|1[0-2])\s*月")
UNIT = re.compile(r"[（(]([^（）()]*)[）)]\s*$")
MISSING = ("", "-", "—", "--", "——", "/", "－", "／")
CUMULATIVE = ("本年累计", "累计")
ADDING = ("flow", "sum")  # kinds of which a cumulative figure is another one than the month's
SUBTOTAL = "小计"
TOTALS = ("合计", "总计", SUBTOTAL, "全县合计", "全区合计", "全市合计")
THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")
MOST = 9 * 10**18


@lru_cache(maxsize=KEPT)
def month_of(cell: str | None) -> tuple[int, bool]:
    """yyyymm and whether it is cumulative since January; 0 where no single month is named."""
    text = unicodedata.normalize("NFKC", cell or "").strip()
    if match := THROUGH.search(text):
        return int(match[1]) * 100 + int(match[2]), True
    found = {int(year) * 100 + int(month) for year, month in MONTH.findall(text)}
    if match := PACKED.fullmatch(text):
        found.add(int(match[1]) * 100 + int(match[2]))
    return (found.pop(), any(word in text for word in CUMULATIVE)) if len(found) == 1 else (0, False)


@lru_cache(maxsize=KEPT)
def amount(cell: str | None, factor: int) -> tuple[int | None, str]:
    """10⁻⁴ base units and what is wrong; (None, "") for a cell that says that nothing is known."""
    text = plain(cell)
    if text in MISSING:
        return None, ""
    if "," in text and not THOUSANDS.fullmatch(text):
        return None, "逗号的位置不像千分位。"
    number = decimal(text)
    if number is None or not re.fullmatch(r"[-+]?[\d.,]+([eE][-+]?\d+)?", text):
        return None, "不是数字。"
    if number < 0:
        return None, "不能是负数。"
    if number.adjusted() > 18:
        return None, "数值过大，请核对单位。"
    scaled = number * factor * SCALE
    if scaled != scaled.to_integral_value():
        return None, "小数位过多，最多保留到基本单位的四位小数。"
    return (int(scaled), "") if scaled < MOST else (None, "数值过大，请核对单位。")


@dataclass(frozen=True, slots=True)
class Column:
    """A column that bears an indicator. factor: base units per printed unit."""

    place: int
    indicator: Indicator
    factor: int
    is_cumulative: bool


def _is_cumulative(text: str) -> bool:
    return any(word in text for word in CUMULATIVE)


class Heads:
    """From a column's words to an indicator: as declared, then by id, name, short name, alias. Never by likeness."""

    def __init__(self, source: Catalogue, form: FormMap | None = None) -> None:
        self._source, self.form = source, form or FormMap()
        self._rules = {form_word(head): rule for head, rule in self.form.columns.items()}
        self._by_word: dict[str, set[str]] = {}
        for one in source.indicators.values():
            for word in (one.id, one.name, one.short, *one.aliases):
                if word:
                    self._by_word.setdefault(plain(word), set()).add(one.id)

    def rule(self, head: str) -> Rule | None:
        """What is declared of a column with these words."""
        return self._rules.get(form_word(head)) if self._rules else None

    def indicator(self, word: str) -> Indicator | None:
        """The only stored indicator that is called so."""
        rule = self.rule(word)
        if rule is not None:
            return self._source.indicators.get(rule.indicator)
        found = self._by_word.get(plain(word), set())
        return self._source.indicators[next(iter(found))] if len(found) == 1 else None

    def column(self, place: int, head: str) -> tuple[Column | None, str]:
        """The column and what is wrong with its head; (None, "") where the head names no indicator."""
        if (rule := self.rule(head)) is not None:
            return self._declared(place, head, rule)
        whole, unit = self.indicator(head), ""
        text = unicodedata.normalize("NFKC", head).strip()
        if whole is None and (match := UNIT.search(text)):
            unit, text = match[1].strip(), text[: match.start()].strip()
        is_cumulative = whole is None and _is_cumulative(text)
        for word in CUMULATIVE if is_cumulative else ():
            text = text.replace(word, "")
        if (rule := self.rule(text)) is not None:
            return self._declared(place, head, rule)
        return self._column(place, whole or self.indicator(text), unit, is_cumulative)

    def _declared(self, place: int, head: str, rule: Rule) -> tuple[Column | None, str]:
        match = UNIT.search(unicodedata.normalize("NFKC", head).strip())
        unit = rule.unit or (match[1].strip() if match and not _is_cumulative(match[1]) else "")
        is_cumulative = _is_cumulative(plain(head)) if rule.cumulative is None else rule.cumulative
        return self._column(place, self._source.indicators.get(rule.indicator), unit, is_cumulative)

    def _column(self, place: int, one: Indicator | None, unit: str, is_cumulative: bool) -> tuple[Column | None, str]:
        if one is None:
            return None, ""
        factor, fault = self.factor(one, unit)
        return (Column(place, one, factor, is_cumulative and one.kind in ADDING), "") if factor else (None, fault)

    def factor(self, one: Indicator, unit: str) -> tuple[int, str]:
        if not unit:
            return 1, ""
        try:
            if self._source.accepts_unit(one.id, unit):
                return self._source.unit(unit)[1], ""
        except CockpitError:
            pass
        return 0, f"单位“{unit[:10]}”不是指标“{one.name}”的单位，应为“{one.unit}”或其万、亿倍。"
