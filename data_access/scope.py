"""What an account may see and do. Every read takes one; rows outside never leave this floor."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, true


@dataclass(frozen=True, slots=True)
class Scope:
    """Frozen and hashable, so that a cache keyed on it cannot hand one person's rows to another.

    areas: area-code prefixes; `("",)` is everything, `()` nothing. lines: business lines, None = all.
    """

    account: str = ""
    areas: tuple[str, ...] = ()
    lines: frozenset[str] | None = None
    may_see_small: bool = False
    may_see_draft: bool = False
    may_submit: bool = False

    def covers(self, code: str) -> bool:
        return any(code.startswith(prefix) for prefix in self.areas)

    def where(self, column) -> ColumnElement[bool]:
        """The SQL condition that keeps a query inside the areas."""
        if "" in self.areas:
            return true()
        return or_(False, *(column.startswith(prefix, autoescape=True) for prefix in self.areas))


EVERYTHING = Scope(account="local", areas=("",), may_see_small=True, may_see_draft=True, may_submit=True)
NOTHING = Scope()
