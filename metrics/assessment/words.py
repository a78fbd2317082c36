"""Schemes in words: a rule as it is printed, a deduction, what was measured, the written rules for ties and gaps."""

from __future__ import annotations

from fractions import Fraction

from metrics.assessment.model import BY_HAND, Item, Rule, Scheme
from metrics.assessment.scoring import Fact, ItemScore, Part
from metrics.formatting import UNKNOWN, number_text, pair_text, points_text, reported_text, value_text
from metrics.source import Source

KINDS = {
    "threshold": "达标得分", "proportional": "按比例得分", "bands": "分档得分", "milestones": "按进度得分", "manual": "人工评分",
    "per_point": "按差距扣分", "per_case": "按例扣分", "veto": "一票否决", "bonus": "加分", "malus": "倒扣分",
}  # fmt: skip
SIDES = {"above": "≥", "below": "≤"}
PARTS = {"exact": "按比例", "up": "进一", "down": "舍去"}
REACHES = {"item": "本项", "group": "本组", "all": "全部"}
MISSING = {"leave_out": "不计分", "zero": "计0分"}
TIES = {"same": "并列", "items": "按项目顺序"}
INCOMPLETE = {"leave_out": "不计分", "score": "按已报计分"}
WAYS = {"down": "对下考核", "up": "对上自评"}


def rule_text(source: Source, item: Item, rule: Rule, unit: str | None = None, target: Fraction | None = None) -> str:
    """≥98.5%，每低1个百分点扣2分，扣完为止. target: the one in force, where the scheme names none."""
    unit = unit_of(source, item, rule) if unit is None else unit
    side = item.side_of(rule)
    goal = rule.target if rule.target is not None else item.target if not rule.indicator else None
    goal = Fraction(goal) if goal is not None else target if target is not None else Fraction(0) if rule.is_apart else None
    aim = f"{SIDES[side]}{value_text(goal, unit, as_stated=True)}" if goal is not None else f"{SIDES[side]}下达目标"
    if rule.is_apart and not goal and side == "below":
        aim = ""
    text = _TEXTS[rule.kind](rule, aim, unit, side)
    return f"{_subject(source, rule)}{text}"


def _subject(source: Source, rule: Rule) -> str:
    if rule.indicator == BY_HAND:
        return f"{rule.note or '登记情形'}："
    return f"{source.indicator(rule.indicator).label}：" if rule.indicator else ""


def unit_of(source: Source, item: Item, rule: Rule) -> str:
    """The unit of the figure that a rule looks at; of what is registered by hand: cases."""
    code = rule.indicator or item.indicator
    if code and code != BY_HAND:
        return source.indicator(code).unit
    return "例" if rule.indicator == BY_HAND else ""


def _step(rule: Rule, unit: str) -> str:
    word = {"%": "个百分点", "‰": "个千分点"}.get(unit, unit or "个单位")
    return f"{points_text(rule.step, '')}{word}"


def _ends(rule: Rule, step: str) -> str:
    return {"exact": "", "up": f"，不足{step}的按{step}计", "down": f"，不足{step}的不计"}[rule.parts]


def _threshold(rule: Rule, aim: str, unit: str, side: str) -> str:
    return f"{aim}得满分，否则得{points_text(rule.points)}"


def _proportional(rule: Rule, aim: str, unit: str, side: str) -> str:
    how = "实际÷目标" if side == "above" else "目标÷实际"
    cap = f"，最高按{points_text(rule.cap, '%')}计" if rule.cap is not None and rule.cap != 100 else "，满分封顶"
    floor = f"，完成率低于{points_text(rule.floor, '%')}不得分" if rule.floor is not None else ""
    return f"{aim}，按{how}的比例得分{cap}{floor}"


def _milestones(rule: Rule, aim: str, unit: str, side: str) -> str:
    plan = "、".join(f"{month}月{points_text(share, '%')}" for month, share in sorted(rule.milestones.items()))
    floor = f"，低于进度的{points_text(rule.floor, '%')}不得分" if rule.floor is not None else ""
    return f"{aim}，按序时进度（{plan}）的比例得分，满分封顶{floor}"


def _bands(rule: Rule, aim: str, unit: str, side: str) -> str:
    return "分档：" + "；".join(f"{band_text(band, side, unit)}得{points_text(band.points)}" for band in rule.bands)


def band_text(band, side: str, unit: str) -> str:
    """≥90%, 80%（含）—90%, <60%."""
    low, high = ("≥", "<") if side == "above" else (">", "≤")
    if band.over is None and band.upto is None:
        return "任何值"
    if band.upto is None:
        return f"{low}{points_text(band.over, unit)}"
    if band.over is None:
        return f"{high}{points_text(band.upto, unit)}"
    first, last = points_text(band.over, unit), points_text(band.upto, unit)
    return f"{first}（含）—{last}" if side == "above" else f"{first}—{last}（含）"


def _manual(rule: Rule, aim: str, unit: str, side: str) -> str:
    return "按评分细则人工评分，须写明理由和佐证"


def _deducting(rule: Rule, aim: str, unit: str, side: str) -> str:
    rate = unit in ("%", "‰")
    less = ("少" if side == "above" else "多") if rule.kind == "per_case" or not rate else ("低" if side == "above" else "超")
    step = f"{points_text(rule.step, '')}个" if rate and rule.kind == "per_case" else _step(rule, unit)
    cap = f"，最多扣{points_text(rule.cap)}" if rule.cap is not None else "，扣完为止"
    return f"{_after(aim)}每{less if aim else ''}{step}扣{points_text(rule.points)}{_ends(rule, step)}{cap}"


def _malus(rule: Rule, aim: str, unit: str, side: str) -> str:
    cap = f"，最多倒扣{points_text(rule.cap)}" if rule.cap is not None else ""
    step, more = _step(rule, unit), ("低" if side == "above" else "超") if aim else ""
    return f"{_after(aim)}每{more}{step}倒扣{points_text(rule.points)}{_ends(rule, step)}{cap}"


def _bonus(rule: Rule, aim: str, unit: str, side: str) -> str:
    cap = f"，最多加{points_text(rule.cap)}" if rule.cap is not None else ""
    where = "，只抵本项失分" if rule.inside else "，加在满分之外"
    step, aim = _step(rule, unit), "" if rule.is_apart and not rule.target else aim
    more = ("超" if side == "above" else "低") if aim else ""
    return f"{_after(aim)}每{more}{step}加{points_text(rule.points)}{_ends(rule, step)}{cap}{where}"


def _veto(rule: Rule, aim: str, unit: str, side: str) -> str:
    what = {"item": "本项得0分", "group": "本组得0分", "all": "总分为0（一票否决）"}[rule.reach]
    return f"未达到{aim}的，{what}" if aim else f"出现1{unit}及以上的，{what}"


def _after(aim: str) -> str:
    return f"{aim}，" if aim else ""


_TEXTS = {
    "threshold": _threshold, "proportional": _proportional, "bands": _bands, "milestones": _milestones, "manual": _manual,
    "per_point": _deducting, "per_case": _deducting, "veto": _veto, "bonus": _bonus, "malus": _malus,
}  # fmt: skip


def part_text(source: Source, item: Item, part: Part) -> str:
    """The one rule that did what is told beside it."""
    return rule_text(source, item, part.rule, target=part.target)


def grades_text(scheme: Scheme) -> str:
    """优秀≥90分；良好80分（含）—90分；…"""
    return "；".join(f"{grade.name}{band_text(grade, 'above', '分')}" for grade in scheme.grades)


def item_rules(source: Source, item: Item, found: ItemScore | None = None) -> str:
    """All rules of an item in one line."""
    parts = {} if found is None else dict(enumerate(found.parts))
    return "；".join(
        rule_text(source, item, rule, target=parts[number].target if number in parts else None)
        for number, rule in enumerate(item.rules)
    )


# -- what was measured ------------------------------------------------------------------------------------------------


def fact_text(fact: Fact, version: int = 0) -> str:
    """88.3%（128/145）; with what is not reported, or who entered it; with `version` also the data version."""
    if fact.value is None:
        return fact.reason or UNKNOWN
    if fact.number is None:
        shown = value_text(fact.value, fact.unit) if fact.value.denominator == 1 else points_text(fact.value, fact.unit)
        return f"{shown}（人工填报）" if fact.by_hand else f"{shown}（假设）"
    if fact.value != fact.number.value:
        return f"{value_text(fact.value, fact.unit)}（假设，实为{number_text(fact.number)}）"
    pair = pair_text(fact.number)
    words = f"{number_text(fact.number)}{f'（{pair}）' if pair else ''}{reported_text(fact.number)}"
    return f"{words}，数据版本{fact.number.version or version}" if version else words


def main_part(found: ItemScore) -> Part:
    """The rule that says most about an item: what vetoes it, else what costs most, else its first."""
    vetoing = next((part for part in found.parts if part.vetoes), None)
    return vetoing or max(found.parts, key=lambda part: part.lost)


def written_rules(scheme: Scheme) -> tuple[str, ...]:
    """How the scheme rounds, ranks and treats what is missing."""
    gaps = any(scheme.missing_of(item) == "zero" for item in scheme.items)
    ties = "得分相同的并列，其后名次顺延（1、2、2、4）" if scheme.ties == "same" else "总分相同的，按方案的项目顺序逐项比较得分"
    missing = (
        "未报的按方案计0分并注明"
        if scheme.missing == "zero"
        else "未报、不适用的项目不计分，也不算0分，其余项目的得分按比例折算到满分"
    )
    if gaps and scheme.missing != "zero":
        missing += "；个别项目另有规定的从其规定"
    quantity = "未报全的数量指标按已报数计分并注明" if scheme.incomplete == "score" else "未报全的数量指标不计分"
    return (
        f"每项得分四舍五入到小数点后{scheme.places}位，总分为各项之和",
        ties,
        f"{missing}；{quantity}；可计分的项目不足一半的不排名",
    )
