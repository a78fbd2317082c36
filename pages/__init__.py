"""The screens: their names (which are their addresses), titles and places in the menu. cockpit.py walks SCREENS."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from data_access.scope import Scope

HOME = "overview"


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen: `pages/<name>.py`, reached at `/<name>`. section "": stands by itself at the head of the menu."""

    name: str
    title: str
    section: str = ""
    needs: tuple[str, ...] = ()  # rights of Scope: without any of them it stays closed

    def is_open_to(self, scope: Scope) -> bool:
        return not self.needs or any(getattr(scope, right) for right in self.needs)

    def load(self):
        """Its module; imported when first wanted, so that listing the screens costs nothing."""
        return import_module(f"pages.{self.name}")

    def render(self) -> None:
        self.load().render()


SCREENS = (
    Screen(HOME, "民政工作总览"),
    Screen("progress", "重点工作推进", "重点工作"),
    Screen("social_assistance", "社会救助", "业务"),
    Screen("elderly_care", "养老服务", "业务"),
    Screen("disability", "残疾人福利", "业务"),
    Screen("child_welfare", "儿童福利", "业务"),
    Screen("funeral", "殡葬管理", "业务"),
    Screen("marriage", "婚姻登记", "业务"),
    Screen("community", "基层治理与社会组织", "业务"),
    Screen("charity_lottery", "慈善与福彩", "业务"),
    Screen("place_names", "区划地名", "业务"),
    Screen("subsidies", "资金发放", "业务"),
    Screen("coverage", "覆盖率", "业务"),
    Screen("administration", "机构与行政", "业务"),
    Screen("transferred", "划转职能", "业务"),
    Screen("township", "乡镇概况（一乡一表）", "乡镇"),
    Screen("compare", "乡镇排名", "乡镇"),
    Screen("explore", "指标分析", "乡镇"),
    Screen("assessment", "目标考核与综合考评", "考评"),
    Screen("meeting", "会议演示", "汇报材料"),
    Screen("briefing", "汇报材料", "汇报材料"),
    Screen("warnings", "需关注事项", "数据管理"),
    Screen("returns", "数据报送", "数据管理", ("may_submit", "may_check", "may_publish")),
    Screen("versions", "数据版本", "数据管理"),
    Screen("quality", "数据质量", "数据管理"),
    Screen("reports", "公开报告", "数据管理"),
    Screen("catalogue", "指标口径", "数据管理"),
    Screen("setup", "开县设置", "数据管理", ("may_administer",)),
    Screen("accounts", "账号与权限", "数据管理", ("may_administer",)),
)
