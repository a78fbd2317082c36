"""What is wrong with a scheme, field by field: an Excel file names the cell, the screen the row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from itertools import pairwise

from data_access.errors import CockpitError, InputError
from metrics.assessment.model import BY_HAND, DEDUCTING, EARNING, Band, Item, Rule, Scheme
from metrics.evaluate import PER
from metrics.formatting import points_text
from metrics.loading import Catalogue

REMEDY = "请按下列各条改好后再保存。"
LONGEST_CODE = 12


@dataclass(frozen=True, slots=True)
class Fault:
    """item "": of the scheme itself. rule: number from 0, None: of the item. field: a name of the model. warns: may stand."""

    text: str
    item: str = ""
    rule: int | None = None
    field: str = ""
    warns: bool = False


class SchemeError(InputError):
    """A scheme cannot be used; `problems` names every mistake, `faults` where each is."""

    def __init__(self, faults: Sequence[Fault], texts: Sequence[str] = ()) -> None:
        super().__init__(
            f"考评方案有{len(faults)}处错误，没有保存。", REMEDY, tuple(texts or (text_of(fault) for fault in faults))
        )
        self.faults = tuple(faults)


def text_of(fault: Fault) -> str:
    where = f"第{fault.item}项" if fault.item else "方案"
    return f"{where}：{fault.text}"


def faults(scheme: Scheme, catalogue: Catalogue) -> list[Fault]:
    """Everything that is wrong, warnings among it, in the scheme's order."""
    found = [*_of_scheme(scheme), *_marks(scheme)]
    for item in scheme.items:
        found += _of_item(scheme, item, catalogue)
    return found


def refuse_faulty(scheme: Scheme, catalogue: Catalogue) -> list[Fault]:
    """The warnings. Raises SchemeError where there is more than warnings."""
    found = faults(scheme, catalogue)
    errors = [fault for fault in found if not fault.warns]
    if errors:
        raise SchemeError(errors)
    return found


def _of_scheme(scheme: Scheme) -> Iterator[Fault]:
    if not scheme.name.strip():
        yield Fault("缺少方案名称。", field="name")
    if not scheme.items:
        yield Fault("没有任何考核项目。", field="items")
    if scheme.full <= 0:
        yield Fault(f"满分{points_text(scheme.full)}应大于0。", field="full")
    seen: dict[str, int] = {}
    for item in scheme.items:
        seen[item.code] = seen.get(item.code, 0) + 1
    for code, times in seen.items():
        if times > 1:
            yield Fault(f"编号“{code}”用了{times}次，请改为各不相同。", code, field="code")
    limits = [(grade.over, grade.upto) for grade in scheme.grades]
    yield from (Fault(f"等次：{text}", field="grades") for text in chain_faults(limits))


def _marks(scheme: Scheme) -> Iterator[Fault]:
    """分值 or 权重, one of the two; together they come to the full marks."""
    pointed = [item for item in scheme.items if item.points is not None]
    weighted = [item for item in scheme.items if item.weight is not None]
    if pointed and weighted:
        yield Fault(
            "同时用了分值和权重：有分值的项目按分值计，其余按权重折算成分。请确认，最好只用一种。", field="points", warns=True
        )
    if not scheme.items:
        return
    total = sum((scheme.worth(item) for item in scheme.items), Decimal(0))
    if total != scheme.full:
        if weighted and not pointed:
            weights = sum((item.weight for item in weighted), Decimal(0))
            yield Fault(f"各项权重合计{points_text(weights, '%')}，应为100%。", field="weight")
        else:
            yield Fault(f"各项分值合计{points_text(total)}，与满分{points_text(scheme.full)}不等。", field="points")


def _of_item(scheme: Scheme, item: Item, catalogue: Catalogue) -> Iterator[Fault]:
    at = item.code
    if not item.code or len(item.code) > LONGEST_CODE or "#" in item.code:
        yield Fault(f"编号“{item.code}”应为1至{LONGEST_CODE}个字，不含“#”。", at, field="code")
    if not item.name.strip():
        yield Fault("缺少项目名称。", at, field="name")
    if item.points is not None and item.weight is not None:
        yield Fault("同一项既写了分值又写了权重，按分值计。", at, field="weight", warns=True)
    if item.points is None and item.weight is None:
        yield Fault("缺少分值（或权重）；只加分、倒扣的项目请写0。", at, field="points")
    for field, word in (("points", "分值"), ("weight", "权重")):
        value = getattr(item, field)
        if value is not None and value < 0:
            yield Fault(f"{word}{points_text(value, '')}不能为负；扣分请用“倒扣分”规则。", at, field=field)
    yield from _indicator(item.indicator, at, None, catalogue)
    earning = [rule for rule in item.rules if rule.kind in EARNING]
    if not item.rules:
        yield Fault("缺少计分方式。", at, field="rules")
    if item.rules and item.rules[0].indicator and (item.rules[0].indicator != BY_HAND or item.indicator):
        yield Fault("第一条规则看本项的指标；看别的数的规则请写在后面。", at, 0, "indicator")
    if len(earning) > 1:
        yield Fault("得分的规则有两条，一项只能有一条（扣分、加分、否决可以另加）。", at, field="rules")
    if scheme.worth(item) > 0 and item.rules and all(rule.is_optional for rule in item.rules) and not _counts(item):
        yield Fault("有分值却没有得分或扣分的规则。", at, field="rules")
    for number, rule in enumerate(item.rules):
        yield from _of_rule(scheme, item, number, rule, catalogue)


def _counts(item: Item) -> bool:
    return any(rule.kind in DEDUCTING for rule in item.rules)


def _indicator(code: str, at: str, number: int | None, catalogue: Catalogue) -> Iterator[Fault]:
    if not code or code == BY_HAND:
        return
    try:
        catalogue.resolve(code)
    except CockpitError as fault:
        names = {one.name: one.id for one in catalogue.indicators.values()}
        near = get_close_matches(code, names, n=2, cutoff=0.5)
        hint = f"是否应为“{'”或“'.join(near)}”？" if near else fault.remedy
        yield Fault(f"没有“{code}”这个指标。{hint}", at, number, "indicator")


def _of_rule(scheme: Scheme, item: Item, number: int, rule: Rule, catalogue: Catalogue) -> Iterator[Fault]:
    at, full = item.code, scheme.worth(item)
    yield from _indicator(rule.indicator, at, number, catalogue)
    for field, word in (("points", "每步分值"), ("cap", "封顶"), ("floor", "下限")):
        value = getattr(rule, field)
        if value is not None and value < 0:
            yield Fault(f"{word}{points_text(value, '')}不能为负；扣几分就写几，方向由计分方式决定。", at, number, field)
    if rule.step <= 0:
        yield Fault(f"步长{points_text(rule.step, '')}应大于0。", at, number, "step")
    if rule.kind in (*DEDUCTING, "bonus", "malus") and rule.points <= 0:
        yield Fault("缺少每步扣（加）几分。", at, number, "points")
    if rule.kind == "threshold" and rule.points >= full > 0:
        yield Fault("未达标时的得分不低于满分，等于没有考核。", at, number, "points")
    if rule.kind == "proportional" and rule.cap is not None and rule.cap < 100:
        yield Fault(f"封顶{points_text(rule.cap, '%')}低于100%，达到目标也得不到满分。", at, number, "cap")
    if rule.kind == "manual" and rule.indicator:
        yield Fault("人工评分不看指标，请清空这条规则的指标。", at, number, "indicator")
    yield from _of_target(item, number, rule, catalogue)
    if rule.kind == "bands":
        yield from (Fault(f"分档：{text}", at, number, "bands") for text in band_faults(rule, item.side_of(rule), full))
    if rule.kind == "milestones":
        yield from (Fault(f"进度：{text}", at, number, "milestones") for text in milestone_faults(item, rule))


def _of_target(item: Item, number: int, rule: Rule, catalogue: Catalogue) -> Iterator[Fault]:
    """A goal must be there for what has none in the county's own targets, and within reach."""
    code = rule.indicator or item.indicator
    target = rule.target if rule.target is not None else item.target if not rule.indicator else None
    if rule.kind in ("manual", "bands"):
        return
    if target is None and not code and not rule.is_apart:
        yield Fault("没有指标的项目要写明目标值。", item.code, number, "target")
    if target is not None and target < 0:
        yield Fault(f"目标值{points_text(target, '')}不能为负。", item.code, number, "target")
    one = catalogue.indicators.get(catalogue.merged.get(code, code))
    if one is not None and target is not None and one.unit in PER and target > PER[one.unit] and not one.may_exceed:
        yield Fault(f"目标{points_text(target, one.unit)}超过{PER[one.unit]}{one.unit}，达不到。", item.code, number, "target")


# -- bands ------------------------------------------------------------------------------------------------------------


def chain_faults(limits: Sequence[tuple[Decimal | None, Decimal | None]]) -> Iterator[str]:
    """Ends (over, upto) that overlap, leave a gap, or do not cover everything from below to above."""
    if not limits:
        return
    low = Decimal("-Infinity")
    ordered = sorted(limits, key=lambda ends: low if ends[0] is None else ends[0])
    for over, upto in ordered:
        if over is not None and upto is not None and over >= upto:
            yield f"下限{points_text(over, '')}不小于上限{points_text(upto, '')}。"
            return
    if ordered[0][0] is not None:
        yield f"低于{points_text(ordered[0][0], '')}的没有档次，最低一档请不写下限。"
    if ordered[-1][1] is not None:
        yield f"{points_text(ordered[-1][1], '')}以上的没有档次，最高一档请不写上限。"
    for (_, upto), (over, _) in pairwise(ordered):
        if upto is None or over is None or upto > over:
            first = "不限" if over is None else points_text(over, "")
            last = "不限" if upto is None else points_text(upto, "")
            yield f"两档重叠：一档到{last}，另一档从{first}起。"
        elif upto < over:
            yield f"两档之间有空档：{points_text(upto, '')}到{points_text(over, '')}没有得分。"


def band_faults(rule: Rule, side: str, full: Decimal) -> Iterator[str]:
    if not rule.bands:
        yield "缺少档次，如“>=90:20；80-90:15；<80:0”。"
        return
    yield from chain_faults([(band.over, band.upto) for band in rule.bands])
    for band in rule.bands:
        if band.points < 0:
            yield f"得分{points_text(band.points, '')}不能为负。"
        elif band.points > full:
            yield f"得分{points_text(band.points)}超过本项满分{points_text(full)}。"
    rising = sorted(rule.bands, key=_lower, reverse=side == "below")
    for worse, better in pairwise(rising):
        if better.points < worse.points:
            yield f"指标更好的一档只得{points_text(better.points)}，比差的一档（{points_text(worse.points)}）还低。"


def _lower(band: Band) -> Decimal:
    return Decimal("-Infinity") if band.over is None else band.over


def milestone_faults(item: Item, rule: Rule) -> Iterator[str]:
    if not rule.milestones:
        yield "缺少进度计划，如“3:25；6:50；9:75；12:100”。"
    if item.side_of(rule) == "below":
        yield "“按进度得分”只用于≥的目标。"
    for month, share in rule.milestones.items():
        if not 1 <= month <= 12:
            yield f"没有{month}月。"
        if not 0 <= share <= 100:
            yield f"{month}月的进度{points_text(share, '%')}应在0与100%之间。"
    ordered = sorted(rule.milestones.items())
    for (before, low), (after, high) in pairwise(ordered):
        if high < low:
            yield f"进度是累计数，{after}月的{points_text(high, '%')}不能小于{before}月的{points_text(low, '%')}。"
