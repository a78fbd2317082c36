"""When a light is green, yellow or red: bands in percentage points, with the month from which they hold.

A rule is a setting of its own per effective month, so an older month is judged by the rule that held then. What was
set last for the same month stands; nothing is overwritten (`data_access.plans`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from data_access import audit, engine, plans
from data_access.errors import InputError
from data_access.scope import Scope
from metrics.formatting import digits, light_text, month_key, month_text

PREFIX = "light_rule."
LIGHTS = ("on", "mark", "behind", "off")
FAMILIES = {"pace": "序时类", "level": "保持类"}
MONTH = re.compile(r"(20\d\d)\s*[-./年]\s*(0?[1-9]|1[0-2])\s*月?")
MOST = 100  # points
REMEDY = "请按下列各条改好后再保存。"


@dataclass(frozen=True, slots=True)
class Band:
    """The light of what is behind by more than `over` and at most `upto` percentage points; None: without limit."""

    light: str
    over: Fraction | None
    upto: Fraction | None


@dataclass(frozen=True, slots=True)
class LightRule:
    """pace: behind the calendar, the milestones or above a ceiling. level: a rate short of what it should hold all year."""

    since: int  # yyyymm; 0: since ever
    pace: tuple[Band, ...]
    level: tuple[Band, ...]

    def light(self, family: str, behind: Fraction) -> str:
        bands = self.pace if family == "pace" else self.level
        return next(band.light for band in bands if band.upto is None or behind <= band.upto)


def _bands(*limits: int) -> tuple[Band, ...]:
    ends = [None, *map(Fraction, limits), None]
    return tuple(Band(light, *ends[place : place + 2]) for place, light in enumerate(LIGHTS))


DEFAULT = LightRule(0, _bands(0, 10, 30), _bands(0, 1, 3))


def in_force(settings: Mapping[str, str], month: int) -> LightRule:
    """The rule of the month (yyyymm): the one that began last, the program's default before the first."""
    begun = {since: text for since, text in _stored(settings).items() if since <= month}
    return _read(max(begun), begun[max(begun)]) if begun else DEFAULT


def every(settings: Mapping[str, str]) -> list[LightRule]:
    """The rules that have been set, the newest effective month first, the default last."""
    return [*(_read(since, text) for since, text in sorted(_stored(settings).items(), reverse=True)), DEFAULT]


def _stored(settings: Mapping[str, str]) -> dict[int, str]:
    return {int(name.removeprefix(PREFIX)): text for name, text in settings.items() if name.startswith(PREFIX) and text}


@lru_cache(maxsize=64)
def _read(since: int, text: str) -> LightRule:
    found = json.loads(text)
    return LightRule(since, *(tuple(Band(light, _limit(a), _limit(b)) for light, a, b in found[name]) for name in FAMILIES))


def _limit(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


# -- a rule that somebody typed ---------------------------------------------------------------------------------------

Typed = Sequence[tuple[str, object, object]]  # light, over, upto


def checked(since: str, pace: Typed, level: Typed) -> LightRule:
    """Raises InputError that names every mistake: an unknown month, bands that overlap, leave a gap or are missing."""
    problems: list[str] = []
    match = MONTH.fullmatch(since.strip())
    if not match:
        problems.append(f"启用月份“{since[:20]}”写法不对，应如 2025-07。")
    families = {}
    for name, typed in (("pace", pace), ("level", level)):
        found: list[str] = []
        bands = tuple(Band(light, _typed(over, found), _typed(upto, found)) for light, over, upto in typed)
        families[name] = bands
        problems += [f"{FAMILIES[name]}：{text}" for text in dict.fromkeys(found or _faults(bands))]
    if problems:
        raise InputError(f"亮灯规则有{len(problems)}处需要改正，没有保存。", REMEDY, tuple(problems))
    return LightRule(int(match[1]) * 100 + int(match[2]), **families)


def _typed(value: object, problems: list[str]) -> Fraction | None:
    if value is None or value == "":
        return None
    try:
        number = Fraction(Decimal(str(value).strip()))
    except (InvalidOperation, ValueError, OverflowError):
        problems.append(f"“{str(value)[:20]}”不是数字，请填0到{MOST}之间的百分点数。")
        return None
    if not 0 <= number <= MOST or (number * 100).denominator != 1:
        problems.append(f"“{str(value)[:20]}”超出范围，请填0到{MOST}之间、最多两位小数的百分点数。")
    return number


def _faults(bands: tuple[Band, ...]) -> list[str]:
    if tuple(band.light for band in bands) != LIGHTS:
        words = "、".join(map(light_text, LIGHTS))
        return [f"四档灯每档要有且只有一行，次序为：{words}。请补齐或删去多余的行。"]
    found = []
    for band in bands:
        if band.light != LIGHTS[0] and band.over is None:
            found.append(f"“{light_text(band.light)}”缺少下限，请补上上一档的上限。")
        if band.light != LIGHTS[-1] and band.upto is None:
            found.append(f"“{light_text(band.light)}”缺少上限，请补上下一档的下限。")
        if None not in (band.over, band.upto) and band.over >= band.upto:
            found.append(
                f"“{light_text(band.light)}”的下限{_points(band.over)}不小于上限{_points(band.upto)}，请改小下限或改大上限。"
            )
    for one, after in pairwise(bands):
        if None not in (one.upto, after.over) and one.upto != after.over:
            found.append(_meeting(one, after))
    return found


def _meeting(one: Band, after: Band) -> str:
    first, second = light_text(one.light), light_text(after.light)
    low, high = sorted((one.upto, after.over))
    between = f"“{first}”与“{second}”在{_points(low)}至{_points(high)}个百分点之间"
    what = "重叠，同一差距会亮两种灯" if after.over < one.upto else "留有空档，这段差距不亮任何灯"
    return f"{between}{what}。请把“{second}”的下限改为{_points(one.upto)}。"


def save(rule: LightRule, scope: Scope) -> str:
    """Keep the rule from its month on; says so. Checked again here, whoever calls. Raises InputError."""
    scope.demand("may_publish")
    rows = {name: [(band.light, band.over, band.upto) for band in getattr(rule, name)] for name in FAMILIES}
    typed = {name: [(light, _decimal(over), _decimal(upto)) for light, over, upto in found] for name, found in rows.items()}
    again = checked(month_key(rule.since), **typed)
    with engine.writing() as connection:
        plans.put_settings(connection, {f"{PREFIX}{again.since}": json.dumps(typed)}, scope.account)
        audit.record(connection, scope.account, "setting", f"亮灯规则（自{month_key(again.since)}起）", json.dumps(typed))
    return f"已保存：自{month_text(again.since)}起按新规则亮灯，此前各月仍按原规则。"


def _decimal(limit: Fraction | None) -> str | None:
    """Exact, since limits have two decimals at most."""
    return None if limit is None else f"{Decimal(limit.numerator) / Decimal(limit.denominator)}"


# -- in words ---------------------------------------------------------------------------------------------------------


def rule_text(bands: tuple[Band, ...], word: str = "落后") -> str:
    """●达标：不落后；▲基本达标：落后不超过10个百分点；◆滞后：10—30个百分点；▼低于预警值：超过30个百分点."""
    parts = []
    for band in bands:
        if band.upto is None:
            text = f"超过{_points(band.over)}个百分点"
        elif band.over is None:
            text = f"不{word}" if not band.upto else f"{word}不超过{_points(band.upto)}个百分点"
        else:
            text = f"超过{_points(band.over)}、不超过{_points(band.upto)}个百分点"
        parts.append(f"{light_text(band.light)}：{text}")
    return "；".join(parts)


def since_text(rule: LightRule) -> str:
    return f"{month_text(rule.since)}起" if rule.since else "系统默认"


def _points(limit: Fraction) -> str:
    return digits(limit, next(places for places in (0, 1, 2) if (limit * 10**places).denominator == 1 or places == 2))
