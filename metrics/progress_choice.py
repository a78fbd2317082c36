"""Which tasks the board lists: by category and by light, written as `category.light`."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.progress_board import PLAIN, Row, board
from metrics.results import View
from metrics.source import Source

ALL = "all"
TASKS = "tasks"
KEYS = {"民生实事": "people", "上级目标": "above", "年度任务": "yearly", "": "other", PLAIN: "plain"}


def categories(rows: Sequence[Row]) -> list[str]:
    """The categories there are. The key tasks come first; an area without any has its plain targets."""
    found = [KEYS.get(name, "other") for name in dict.fromkeys(row.category for row in rows)]
    has_both = KEYS[PLAIN] in found and len(found) > 1
    return list(dict.fromkeys([*([TASKS] if has_both else []), *([ALL] if len(found) > 1 else []), *found]))


def parted(choice: str, known: Sequence[str]) -> tuple[str, str]:
    """Category and light of a choice; what it does not name is the first category and every light."""
    category, _, light = choice.partition(".")
    return category if category in known else known[0], light or ALL


def kept(rows: Sequence[Row], choice: str) -> list[Row]:
    known = categories(rows)
    if not known:
        return []
    category, light = parted(choice, known)
    return [row for row in rows if _is_in(row, category) and light in (ALL, row.light)]


def _is_in(row: Row, category: str) -> bool:
    own = KEYS.get(row.category, "other")
    return category in (ALL, own) or (category == TASKS and row.category != PLAIN)


def listed(source: Source, view: View) -> list[Row]:
    """The tasks that a View lists; its `exhibit` is the choice."""
    return kept(board(source, view), view.exhibit)
