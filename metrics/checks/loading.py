"""`catalogue/checks.toml` to the list of rules; every mistake is named in one go, in Chinese."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from data_access.errors import CockpitError
from metrics.checks.model import Band, Listed, OneOf, Product, Rule, Total
from metrics.loading import FOLDER, Catalogue, catalogue
from metrics.model import Frozen

FILE = FOLDER / "checks.toml"
ONE = TypeAdapter(OneOf)
REFERENCES = (
    "part", "whole", "parts", "amount", "numerator", "denominator", "stock", "entries", "exits", "rate", "now", "increase",
    "count", "items", "areas_of", "indicators", "indicator",
)  # fmt: skip
REASONS = {
    "extra_forbidden": "不认识的键",
    "missing": "缺少必填的键",
    "literal_error": "取值不在允许范围",
    "string_pattern_mismatch": "编号只能用小写字母、数字和下划线",
    "union_tag_invalid": "没有这种规则",
    "union_tag_not_found": "缺少 kind",
    "too_short": "项数不够",
    "string_too_short": "不能为空",
    "greater_than": "数值太小",
    "greater_than_equal": "数值太小",
    "less_than": "数值太大",
    "less_than_equal": "数值太大",
}


class ChecksError(CockpitError):
    """The rules contradict themselves or the catalogue; `problems` names every mistake at once."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(
            what=f"数据质量规则有{len(problems)}处错误，未启用。",
            remedy="请按下列各条改正 metrics/catalogue/checks.toml。",
            problems=tuple(problems),
        )

    def __str__(self) -> str:
        return "\n".join((super().__str__(), *self.problems))


class Checks(Frozen):
    """All rules, and the words by which a return's note explains a deviation."""

    rules: tuple[OneOf, ...]
    explains: tuple[str, ...]

    def of(self, kind: str) -> Iterator[Rule]:
        return (rule for rule in self.rules if rule.kind == kind)

    def the(self, kind: str) -> Rule | None:
        return next(self.of(kind), None)


@cache
def checks() -> Checks:
    """The product's own rules, read once."""
    return load_checks(FILE, catalogue())


def load_checks(path: Path, known: Catalogue) -> Checks:
    """Raises ChecksError with every mistake of the file."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as fault:
        raise ChecksError([f"{path.name}：不能读取（{fault}）。"]) from fault
    problems: list[str] = []
    rules: list[Rule] = []
    for number, entry in enumerate(content.get("rule", ()), start=1):
        place = f"{path.name}：第{number}条（{entry.get('id', '无编号')}）"
        try:
            rule = ONE.validate_python(entry)
        except ValidationError as error:
            problems += _explained(error, place)
            continue
        problems += [f"{place}：编号重复。"] if rule.id in {one.id for one in rules} else []
        problems += [f"{place}：{found}" for test in TESTS for found in test(rule, known)]
        rules.append(rule)
    if problems:
        raise ChecksError(problems)
    return Checks(rules=tuple(rules), explains=tuple(content.get("explains", ())))


def _explained(error: ValidationError, place: str) -> list[str]:
    found = []
    for fault in error.errors():
        key = ".".join(str(step) for step in fault["loc"] if not (isinstance(step, str) and step == fault["loc"][0]))
        found.append(f"{place}：{f'键“{key}”' if key else '整条'}有误：{REASONS.get(fault['type'], fault['msg'])}。")
    return found


def references(rule: Rule) -> Iterator[str]:
    """Every indicator that a rule names."""
    for key in REFERENCES:
        value = getattr(rule, key, "")
        yield from (value,) if isinstance(value, str) and value else value if isinstance(value, tuple) else ()
    if isinstance(rule, Product):
        yield from (code for term in rule.terms for code in term)


def unknown_indicators(rule: Rule, known: Catalogue) -> Iterator[str]:
    for code in references(rule):
        if code not in known.indicators:
            yield f"没有编号为“{code}”的指标。"


def fitting_bands(rule: Rule, known: Catalogue) -> Iterator[str]:
    if isinstance(rule, Band) and rule.low > rule.high:
        yield f"下限{rule.low:g}大于上限{rule.high:g}。"


def parts_of_one_unit(rule: Rule, known: Catalogue) -> Iterator[str]:
    """Only like adds up to like."""
    if isinstance(rule, Total):
        codes = [code for code in (rule.whole, *rule.parts) if code in known.indicators]
        units = {known.indicators[code].unit for code in codes}
        if len(units) > 1:
            yield f"总数与分项的单位不同（{'、'.join(sorted(units))}），不能相加。"


def something_enumerated(rule: Rule, known: Catalogue) -> Iterator[str]:
    if isinstance(rule, Listed) and not (rule.items or rule.areas_of or rule.places):
        yield "缺少可数的分项：请写 items、areas_of 或 places。"


TESTS: tuple[Callable[[Rule, Catalogue], Iterator[str]], ...] = (
    unknown_indicators, fitting_bands, parts_of_one_unit, something_enumerated,
)  # fmt: skip
