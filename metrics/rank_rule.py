"""末几名且灯不好为红: who is among the last and behind besides, as a rule with the month from which it holds.

A rule is a setting of its own per effective month, as the lights' rule is: an older month is judged by the rule that held
then. Nothing is raised before somebody has set one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from data_access import audit, engine, plans
from data_access.errors import InputError
from data_access.scope import Scope
from metrics.formatting import light_text, month_key, month_text
from metrics.light_rules import LIGHTS, MONTH

PREFIX = "rank_rule."
MOST = 10
WORDS = {"mark": "基本达标及以下", "behind": "滞后及以下", "off": "低于预警值"}


@dataclass(frozen=True, slots=True)
class RankRule:
    """since: yyyymm, 0 for never set. last: how many from the end, 0 for none. light: at least as bad as this one."""

    since: int = 0
    last: int = 0
    light: str = "behind"

    def catches(self, area: str, places: Mapping[str, int], light: str) -> bool:
        """places: 1 the best, ties alike. Among the last: fewer than `last` stand behind it, not everybody, and never the first."""
        if area not in places or light not in LIGHTS[LIGHTS.index(self.light) :] or len(places) <= self.last:
            return False
        return places[area] > 1 and sum(place > places[area] for place in places.values()) < self.last


def in_force(settings: Mapping[str, str], month: int) -> RankRule:
    """The rule of the month (yyyymm): the one that began last."""
    begun = {int(name.removeprefix(PREFIX)): text for name, text in settings.items() if name.startswith(PREFIX) and text}
    since = max((one for one in begun if one <= month), default=0)
    return RankRule(since, **json.loads(begun[since])) if since else RankRule()


def checked(since: str, last: object, light: str) -> RankRule:
    """Raises InputError that names every mistake."""
    match = MONTH.fullmatch(since.strip())
    problems = [] if match else [f"启用月份“{since[:20]}”写法不对，应如 2025-07。"]
    if not isinstance(last, int) or isinstance(last, bool) or not 0 <= last <= MOST:
        problems.append(f"末几名应是0到{MOST}之间的整数；0 表示不按名次提示。")
    if light not in WORDS:
        problems.append(f"灯只能选：{'、'.join(WORDS.values())}。")
    if problems:
        raise InputError(f"名次提示规则有{len(problems)}处需要改正，没有保存。", "请按下列各条改好后再保存。", tuple(problems))
    return RankRule(int(match[1]) * 100 + int(match[2]), last, light)


def save(rule: RankRule, scope: Scope) -> str:
    """Keep the rule from its month on; says so. Raises InputError."""
    scope.demand("may_publish")
    again = checked(month_key(rule.since), rule.last, rule.light)
    with engine.writing() as connection:
        text = json.dumps({"last": again.last, "light": again.light})
        plans.put_settings(connection, {f"{PREFIX}{again.since}": text}, scope.account)
        audit.record(connection, scope.account, "setting", f"名次提示规则（自{month_key(again.since)}起）", text)
    return f"已保存：{rule_text(again)}"


def rule_text(rule: RankRule) -> str:
    """2025年7月起：末3名且◆滞后及以下的标红."""
    if not rule.since:
        return "还没有设置按名次提示。"
    if not rule.last:
        return f"{month_text(rule.since)}起：不按名次提示。"
    shape = light_text(rule.light)[:1]
    return f"{month_text(rule.since)}起：末{rule.last}名且{shape}{WORDS[rule.light]}的标红。"
