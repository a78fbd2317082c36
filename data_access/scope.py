"""What an account may see and do. Every read takes one; rows outside never leave this floor."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, true

from data_access.errors import InputError

RIGHTS = {
    "may_submit": "报送",
    "may_check": "审核",
    "may_publish": "发布和改动公布数据",
    "may_assign": "交办和销号",
    "may_administer": "管理账号和设置",
}


@dataclass(frozen=True, slots=True)
class Scope:
    """Frozen and hashable, so that a cache keyed on it cannot hand one person's rows to another.

    areas: area-code prefixes; `("",)` is everything, `()` nothing. lines: business lines, None = all. indicators: those of
    the lines and what they are made of, None = all.
    """

    account: str = ""
    areas: tuple[str, ...] = ()
    lines: frozenset[str] | None = None
    indicators: frozenset[str] | None = None
    may_see_small: bool = False
    may_see_draft: bool = False
    may_submit: bool = False  # hand in a return
    may_check: bool = False  # pass or send back what was handed in
    may_publish: bool = False  # take back, seal, set targets and rules: what all readers see
    may_assign: bool = False  # 交办 and 销号
    may_administer: bool = False  # accounts, settings, the county itself

    def demand(self, right: str) -> None:
        """Raises InputError without the right, one of RIGHTS. Every writing function asks, whatever a screen shows."""
        if not getattr(self, right):
            what = f"账号“{self.account or '（未登录）'}”没有{RIGHTS[right]}的权限，没有写入任何数据。"
            raise InputError(what, "请由有这项权限的账号操作，或请系统管理员开通。")

    def covers(self, code: str) -> bool:
        return any(code.startswith(prefix) for prefix in self.areas)

    @property
    def sees_all(self) -> bool:
        """Whether neither a line nor a small count is hidden from it."""
        return self.indicators is None and self.may_see_small

    def sees(self, indicator: str, area: str) -> bool:
        return self.covers(area) and (self.indicators is None or indicator in self.indicators)

    def where(self, column) -> ColumnElement[bool]:
        """The SQL condition that keeps a query inside the areas."""
        if "" in self.areas:
            return true()
        return or_(False, *(column.startswith(prefix, autoescape=True) for prefix in self.areas))

    def of_lines(self, column) -> ColumnElement[bool]:
        """The SQL condition that keeps a query to the indicators of the account's lines."""
        return true() if self.indicators is None else column.in_(sorted(self.indicators))


EVERYTHING = Scope(
    account="local", areas=("",), may_see_small=True, may_see_draft=True, may_submit=True, may_check=True, may_publish=True,
    may_assign=True, may_administer=True,
)  # fmt: skip
NOTHING = Scope()
