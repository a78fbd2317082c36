"""需关注事项 with what became of each: 交办 → 反馈 → 销号. What was assigned stays until it is closed, raised or not."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date

from data_access.areas import AreaTree
from data_access.follow_ups import Case, Raised, Step
from data_access.scope import EVERYTHING
from metrics.attention import Item
from metrics.formatting import date_text
from metrics.results import View

STATES = {"": "未交办", "assign": "已交办", "answer": "已反馈", "close": "已销号"}
STEPS = {"assign": "交办", "answer": "反馈", "close": "销号"}
OVERDUE = "逾期"


@dataclass(frozen=True, slots=True)
class Matter:
    """One item of attention and its case, if it was ever assigned. kind: the item's, "" where it is no longer raised."""

    raised: Raised
    kind: str
    case: Case | None

    @property
    def stands(self) -> str:
        """The last step: assign, answer, close, or "" where nobody was asked yet."""
        return self.case.stands if self.case else ""

    @property
    def is_open(self) -> bool:
        return self.case is None or self.case.is_open

    def is_overdue(self, today: date) -> bool:
        return self.case is not None and self.case.is_overdue(today)


def raised_in(item: Item, view: View) -> Raised:
    """The item as a case keeps it."""
    return Raised(item.key, item.area, item.indicator, view.span.kind, view.span.month, item.title, item.rule, item.figure)


def matters(tree: AreaTree, items: Sequence[Item], cases: Mapping[str, Case], view: View) -> list[Matter]:
    """What the View raises, then what was assigned under its area and is raised no more; open ones first.

    Closed and no longer raised: only those of the View's year, for their history.
    """
    now = {item.key for item in items}
    found = [Matter(raised_in(item, view), item.kind, cases.get(item.key)) for item in items]
    found += [
        Matter(case.raised, "", case)
        for key, case in cases.items()
        if key not in now and _is_under(tree, case.raised.area, view.area) and (case.is_open or _year(case) == view.span.year)
    ]
    return sorted(found, key=lambda matter: not matter.is_open)


def _is_under(tree: AreaTree, area: str, above: str) -> bool:
    return area in tree and (area == above or above in tree.ancestors(area))


def _year(case: Case) -> int:
    return case.raised.month // 100


def state_text(matter: Matter, today: date) -> str:
    """未交办 / 已交办 殡葬股 限2026年3月31日前（逾期3天） / 已反馈 / 已销号."""
    word = STATES[matter.stands]
    if matter.stands != "assign":
        return word
    step = matter.case.assigned
    late = f"（{OVERDUE}{(today - step.due).days}天）" if matter.is_overdue(today) else ""
    return f"{word} {step.who} 限{date_text(step.due)}前{late}"


def step_text(step: Step) -> str:
    """2026年3月1日 交办 殡葬股，限2026年3月31日前：核对名单（本机账户）."""
    day = date_text(step.at.replace(tzinfo=UTC).astimezone().date())
    account = "本机账户" if step.account == EVERYTHING.account else f"账户 {step.account}"
    head = f"{day} {STEPS[step.kind]}" + (f" {step.who}" if step.who else "")
    due = f"，限{date_text(step.due)}前" if step.due else ""
    return f"{head}{due}" + (f"：{step.text}" if step.text else "") + f"（{account}）"


def counts(found: Collection[Matter], today: date) -> dict[str, int]:
    """How many stand in each state, and how many of them are overdue."""
    by_state = {word: sum(STATES[matter.stands] == word for matter in found) for word in STATES.values()}
    return by_state | {OVERDUE: sum(matter.is_overdue(today) for matter in found)}


def in_state(found: Collection[Matter], word: str, today: date) -> list[Matter]:
    """Those of one state, or the overdue; all where the word names none."""
    if word == OVERDUE:
        return [matter for matter in found if matter.is_overdue(today)]
    return [matter for matter in found if word not in STATES.values() or STATES[matter.stands] == word]
