"""What the catalogue's entries must not say: one function per rule, each returning its findings in Chinese."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING

from metrics.model import Indicator

if TYPE_CHECKING:
    from metrics.loading import Catalogue

HEADLINES = 8


def parts(one: Indicator) -> tuple[str, ...]:
    """What it is computed from directly."""
    return tuple(filter(None, (*one.members, one.numerator, one.denominator)))


def alike(first: str, second: str, groups: Collection[frozenset[str]]) -> bool:
    """Whether two base units count the same things."""
    return first == second or any({first, second} <= group for group in groups)


def problems(catalogue: Catalogue) -> list[str]:
    """Every finding of every rule."""
    return [found for rule in RULES for found in rule(catalogue)]


def _at(catalogue: Catalogue, one: Indicator) -> str:
    return f"{catalogue.places[one.id]}：{one.id}（{one.name}）"


def known_line(catalogue: Catalogue) -> Iterator[str]:
    lines = {line.id for line in catalogue.lines}
    for one in catalogue.indicators.values():
        if one.line not in lines:
            yield f"{_at(catalogue, one)}：条线“{one.line}”不在 lines.toml 中。"


def lines_once(catalogue: Catalogue) -> Iterator[str]:
    seen: set[str] = set()
    for line in catalogue.lines:
        if line.id in seen:
            yield f"lines.toml：条线“{line.id}”重复。"
        seen.add(line.id)


def known_unit(catalogue: Catalogue) -> Iterator[str]:
    """Every indicator is kept in a base unit: 元, never 万元."""
    for one in catalogue.indicators.values():
        base, factor = catalogue.units.get(one.unit, ("", 0))
        if not base:
            yield f"{_at(catalogue, one)}：单位“{one.unit}”不在 units.toml 中。"
        elif (base, factor) != (one.unit, 1):
            yield f"{_at(catalogue, one)}：单位应写基本单位“{base}”，不写“{one.unit}”。"


def units_to_base(catalogue: Catalogue) -> Iterator[str]:
    for printed, (base, factor) in catalogue.units.items():
        if catalogue.units.get(base) != (base, 1):
            yield f"units.toml：“{printed}”折算到“{base}”，而“{base}”不是已登记的基本单位。"
        if not isinstance(factor, int) or factor < 1:
            yield f"units.toml：“{printed}”的倍数{factor}不是正整数。"
    known = {base for base, _ in catalogue.units.values()}
    for unit in sorted(set().union(*catalogue.like_units) - known):
        yield f"units.toml：同类单位中的“{unit}”不是已登记的基本单位。"


def known_references(catalogue: Catalogue) -> Iterator[str]:
    """Whatever an entry names must exist."""
    for one in catalogue.indicators.values():
        named = {"分子": [one.numerator], "分母": [one.denominator], "所属指标": [one.part_of], "预算": [one.budget]}
        named |= {"成员": one.members, "不得计入项": one.outside}
        for role, codes in named.items():
            for code in filter(None, codes):
                if code not in catalogue.indicators:
                    yield f"{_at(catalogue, one)}：{role}“{code}”不存在。"


def known_aliases(catalogue: Catalogue) -> Iterator[str]:
    for old, new in catalogue.merged.items():
        if new not in catalogue.indicators:
            yield f"aliases.toml：“{old}”并入的“{new}”不存在。"
    for old, several in catalogue.split.items():
        yield from (f"aliases.toml：“{old}”拆分出的“{new}”不存在。" for new in several if new not in catalogue.indicators)
    for old in (*catalogue.merged, *catalogue.split):
        if old in catalogue.indicators:
            yield f"aliases.toml：“{old}”仍是现行编号，不能作旧编号。"


def fields_of_kind(catalogue: Catalogue) -> Iterator[str]:
    """A field that its kind cannot use is a mistake, not a harmless extra."""
    for one in catalogue.indicators.values():
        foreign = []
        if one.kind in ("stock", "standard") and one.rare:
            foreign.append("rare")
        if one.kind not in ("flow", "sum"):
            foreign += [key for key in ("due_months", "budget") if getattr(one, key)]
            foreign += ["rhythm"] * (one.rhythm != "month")
        if one.kind != "ratio":
            foreign += [key for key in ("numerator", "denominator", "may_exceed", "family") if getattr(one, key)]
            foreign += ["rule"] * (one.rule != "same_span")
        if one.kind != "sum":
            foreign += [key for key in ("members", "outside") if getattr(one, key)]
        if not one.is_stored and one.duty:
            foreign.append("duty")
        for key in foreign:
            yield f"{_at(catalogue, one)}：类型为 {one.kind}，不能写“{key}”。"


def due_months_exist(catalogue: Catalogue) -> Iterator[str]:
    for one in catalogue.indicators.values():
        if not all(1 <= month <= 12 for month in one.due_months):
            yield f"{_at(catalogue, one)}：应发月份 {list(one.due_months)} 超出1至12。"


def ratio_has_both_parts(catalogue: Catalogue) -> Iterator[str]:
    """Both parts, or none of them: then it is quoted only."""
    for one in catalogue.ratios():
        if bool(one.numerator) != bool(one.denominator):
            yield f"{_at(catalogue, one)}：缺少{'分母' if one.numerator else '分子'}；只引用报送比率的，两者都不写。"


def ratio_of_quantities(catalogue: Catalogue) -> Iterator[str]:
    """Ratios and standards do not add up, so nothing can be divided by their sum."""
    for one in catalogue.ratios():
        for role, code in (("分子", one.numerator), ("分母", one.denominator)):
            part = catalogue.indicators.get(code)
            if part is not None and part.kind in ("ratio", "standard"):
                yield f"{_at(catalogue, one)}：{role}“{code}”是{'比率' if part.kind == 'ratio' else '标准'}，不能再相除。"


def ratio_units(catalogue: Catalogue) -> Iterator[str]:
    """A percentage divides like by like; any other ratio is named by its numerator's unit."""
    for one in catalogue.ratios():
        top, bottom = catalogue.indicators.get(one.numerator), catalogue.indicators.get(one.denominator)
        if top is None or bottom is None:
            continue
        if one.unit in ("%", "‰"):
            if not alike(top.unit, bottom.unit, catalogue.like_units):
                yield f"{_at(catalogue, one)}：分子单位“{top.unit}”与分母单位“{bottom.unit}”不能相比为百分数。"
        elif one.unit.split("/")[0] != top.unit:
            yield f"{_at(catalogue, one)}：单位“{one.unit}”与分子单位“{top.unit}”不符。"


def ratio_rule_fits(catalogue: Catalogue) -> Iterator[str]:
    """A stock denominator must say how it stands for a span; months of people are counted only under a flow."""
    for one in catalogue.ratios():
        top, bottom = catalogue.indicators.get(one.numerator), catalogue.indicators.get(one.denominator)
        if top is None or bottom is None:
            continue
        stocks = _base_kinds(catalogue, top) == {"stock"}, _base_kinds(catalogue, bottom) == {"stock"}
        if stocks[1] and one.rule == "same_span":
            yield f"{_at(catalogue, one)}：分母是存量，须写明 rule（period_end、person_months 或 average）。"
        if not stocks[1] and one.rule != "same_span":
            yield f"{_at(catalogue, one)}：分母是流量，rule 只能是 same_span。"
        if stocks[0] and not stocks[1]:
            yield f"{_at(catalogue, one)}：存量不能除以流量。"
        if stocks[0] and one.rule == "person_months":
            yield f"{_at(catalogue, one)}：person_months 只用于分子为流量的比率。"


def sum_has_members(catalogue: Catalogue) -> Iterator[str]:
    for one in catalogue.sums():
        if len(one.members) < 2:
            yield f"{_at(catalogue, one)}：合计至少要有两个成员。"
        if len(set(one.members)) < len(one.members):
            yield f"{_at(catalogue, one)}：成员重复。"


def sum_of_like(catalogue: Catalogue) -> Iterator[str]:
    """One unit, one nature, one frequency: 人 and 人次 never meet in a sum, nor a stock and a flow."""
    for one in catalogue.sums():
        for code in one.members:
            member = catalogue.indicators.get(code)
            if member is None:
                continue
            if member.unit != one.unit:
                yield f"{_at(catalogue, one)}：成员“{code}”的单位是“{member.unit}”，与合计的“{one.unit}”不同，不能相加。"
            if member.kind in ("ratio", "standard"):
                yield f"{_at(catalogue, one)}：成员“{code}”是{'比率' if member.kind == 'ratio' else '标准'}，不能相加。"
            if member.frequency != one.frequency:
                yield f"{_at(catalogue, one)}：成员“{code}”的报送频度与合计不同。"
        if {"stock", "flow"} <= _base_kinds(catalogue, one):
            yield f"{_at(catalogue, one)}：成员中存量与流量混杂，不能相加。"


def sum_adds_nothing_twice(catalogue: Catalogue) -> Iterator[str]:
    """No leaf is reached twice, and none is already inside another."""
    for one in catalogue.sums():
        reached = list(_below(catalogue, one.id))
        for code in dict.fromkeys(code for code in reached if reached.count(code) > 1):
            yield f"{_at(catalogue, one)}：“{code}”被重复计入。"
        for code in dict.fromkeys(reached):
            whole = _wholes(catalogue, code) & set(reached)
            if whole:
                yield f"{_at(catalogue, one)}：成员“{code}”已含在“{'、'.join(sorted(whole))}”内，不能同时相加。"


def sum_keeps_outside_out(catalogue: Catalogue) -> Iterator[str]:
    for one in catalogue.sums():
        for code in dict.fromkeys(code for code in _below(catalogue, one.id) if code in one.outside):
            yield f"{_at(catalogue, one)}：“{code}”列为不得计入项，却是成员。"


def no_circles(catalogue: Catalogue) -> Iterator[str]:
    for one in catalogue.indicators.values():
        if one.id in _below(catalogue, one.id):
            yield f"{_at(catalogue, one)}：计算关系成环，最终由自身算出。"
        if one.id in _wholes(catalogue, one.id):
            yield f"{_at(catalogue, one)}：part_of 成环。"


def part_of_same_unit(catalogue: Catalogue) -> Iterator[str]:
    for one in catalogue.indicators.values():
        whole = catalogue.indicators.get(one.part_of)
        if whole is not None and whole.unit != one.unit:
            yield f"{_at(catalogue, one)}：单位“{one.unit}”与所属指标“{whole.id}”的“{whole.unit}”不同。"


def budget_is_yearly(catalogue: Catalogue) -> Iterator[str]:
    for one in catalogue.indicators.values():
        budget = catalogue.indicators.get(one.budget)
        if budget is not None and not (
            budget.is_yearly and budget.unit == one.unit and _base_kinds(catalogue, budget) == {"flow"}
        ):
            yield f"{_at(catalogue, one)}：预算“{budget.id}”须是同一单位的年度流量。"


def headlines_once(catalogue: Catalogue) -> Iterator[str]:
    taken: dict[int, str] = {}
    for one in catalogue.headlines():
        if one.headline in taken:
            yield f"{_at(catalogue, one)}：总览卡片序号{one.headline}已由“{taken[one.headline]}”占用。"
        if not 1 <= one.headline <= HEADLINES:
            yield f"{_at(catalogue, one)}：总览卡片序号{one.headline}超出1至{HEADLINES}。"
        taken.setdefault(one.headline, one.id)


def core_is_defined(catalogue: Catalogue) -> Iterator[str]:
    for one in catalogue.indicators.values():
        for key, word in (("definition", "定义"), ("scope", "统计口径")):
            if one.tier == "core" and not getattr(one, key):
                yield f"{_at(catalogue, one)}：核心指标缺少{word}（{key}）。"
        if not one.name or not one.english:
            yield f"{_at(catalogue, one)}：缺少中文名称或英文名称。"


def tier_by_folder(catalogue: Catalogue) -> Iterator[str]:
    for one in catalogue.indicators.values():
        if (one.tier == "documentary") != catalogue.places[one.id].startswith("documentary/"):
            yield f"{_at(catalogue, one)}：tier 为“{one.tier}”，与所在文件夹不符。"


def names_once(catalogue: Catalogue) -> Iterator[str]:
    """Two ids with one name cannot be told apart on a screen."""
    taken: dict[str, str] = {}
    for one in catalogue.indicators.values():
        if taken.setdefault(one.name, one.id) != one.id:
            yield f"{_at(catalogue, one)}：名称与“{taken[one.name]}”相同。"


def breaks_are_months(catalogue: Catalogue) -> Iterator[str]:
    for one in catalogue.indicators.values():
        for text in one.breaks:
            year, _, month = text.partition("-")
            if not (len(year) == 4 and year.isdigit() and month.isdigit() and 1 <= int(month) <= 12):
                yield f"{_at(catalogue, one)}：口径变更月份“{text}”应写作 2024-01。"


def _below(catalogue: Catalogue, code: str, path: frozenset[str] = frozenset()) -> Iterator[str]:
    """Every id that it is computed from, as often as it is reached. A circle is walked once."""
    one = catalogue.indicators.get(code)
    for part in parts(one) if one is not None else ():
        yield part
        if part not in path:
            yield from _below(catalogue, part, path | {part})


def _wholes(catalogue: Catalogue, code: str) -> set[str]:
    """What it is already inside, directly or through others."""
    found: set[str] = set()
    one = catalogue.indicators.get(code)
    while one is not None and one.part_of and one.part_of not in found:
        found.add(one.part_of)
        one = catalogue.indicators.get(one.part_of)
    return found


def _base_kinds(catalogue: Catalogue, one: Indicator) -> set[str]:
    """The kinds of the stored figures it is made of."""
    if one.is_stored:
        return {one.kind}
    below = (catalogue.indicators.get(code) for code in _below(catalogue, one.id))
    return {part.kind for part in below if part is not None and part.is_stored}


RULES: tuple[Callable[[Catalogue], Iterator[str]], ...] = (
    known_line, lines_once, known_unit, units_to_base, known_references, known_aliases, fields_of_kind, due_months_exist,
    ratio_has_both_parts, ratio_of_quantities, ratio_units, ratio_rule_fits, sum_has_members, sum_of_like, sum_adds_nothing_twice,
    sum_keeps_outside_out, no_circles, part_of_same_unit, budget_is_yearly, headlines_once, core_is_defined, tier_by_folder,
    names_once, breaks_are_months,
)  # fmt: skip
