"""考评 · 单位得分与自评: one area item by item, its scores by month, the page to print, and what is entered by hand."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import streamlit as st

from data_access import assessments
from data_access.assessments import KINDS
from data_access.scope import Scope
from metrics.assessment import contradictions, entering, history, library, tables
from metrics.assessment.model import Scheme
from metrics.assessment.score import AreaScore, Assessment, assess
from metrics.source import Source, open_source
from pages.exports import score_book, score_page, sheet
from pages.views import download, exhibit, inspector, messages
from pages.views.address import go
from pages.views.assessment_choice import Chosen
from pages.views.text import plain

ROW = 28
TEXTS = {"reason": "原因说明（必填）", "evidence": "佐证材料（文号、链接）", "remedy": "整改措施"}
NUMBERS = frozenset({"分值", "目标", "得分", "失分", "加分", "自评分", "考评分"})
WIDTHS = {"编号": 48, "分组": 110, "项目": 190, "实际": 230, "计分规则": 330, "说明": 260, "未完成原因及改进措施": 260}


def show(chosen: Chosen) -> None:
    if not chosen.unit:
        _choose(chosen)
        return
    found = chosen.found
    one = found.of(chosen.unit)
    _head(chosen, one)
    messages.notices(
        f"{flag.item.name}的{KINDS[flag.kind]}与规则不符：{contradictions.text_of(flag)}"
        for flag in contradictions.found_in(found)
        if flag.area == chosen.unit
    )
    table = tables.unit(chosen.screen.source, found, chosen.unit)
    config = {name: st.column_config.TextColumn(width=width) for name, width in WIDTHS.items() if name in table.frame}
    config |= {name: st.column_config.TextColumn(alignment="right") for name in NUMBERS if name in table.frame}
    inspector.table(
        table.frame, table.keys, chosen.key("unit"), row_height=ROW, height=ROW * (len(table.frame) + 1) + 14, column_config=config,
        alt=f"{one.name}各项得分",
    )  # fmt: skip
    left, right = st.columns([1, 1], gap="small")
    with left:
        exhibit.show(chosen.screen, history.trend(chosen.screen.view, one.name, _line(_which(chosen))))
    with right:
        _entry(chosen)


def _choose(chosen: Chosen) -> None:
    st.caption("请选择单位：")
    with st.container(horizontal=True, gap="small"):
        for one in chosen.found.results:
            place = f"第{one.rank}" if one.rank else "不排名"
            st.button(f"{one.name}　{place}", key=f"assessment.unit.{one.area}", on_click=go, kwargs={"area": one.area})


def _head(chosen: Chosen, one: AreaScore) -> None:
    """The result in one line, and the files."""
    found = chosen.found
    place = f"　第{one.rank}/{found.ranked}" if one.rank and found.scheme.way == "down" else ""
    ahead = f"，距上一名{tables.points(one.ahead)}分（{one.ahead_name}）" if one.ahead is not None else ""
    total = f"总分{tables.scored(found, one.total)}　{one.grade}" if one.total is not None else one.reason
    parts = f"得{tables.scored(found, one.score)}/{tables.points(one.full)}，失{tables.scored(found, one.lost)}"
    gaps = f"，{tables.points(one.unscored)}分的项目没有计分" if one.unscored else ""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{plain(f'{one.name}：{total}{place}')}**　:small[:gray[{plain(parts + gaps + ahead)}]]", width="stretch")
        name, which = f"{one.name}_{found.scheme.name}_{found.month}", _which(chosen)
        download.offer(which.scope, "下载打印版（A4一页）", partial(_page, which), f"{name}.html", "text/html")
        download.offer(which.scope, "下载 Excel", partial(_sheet, which), f"{name}.xlsx", sheet.XLSX)


class _Which(NamedTuple):
    """One area's result: all that it depends on but what is entered by hand and the targets."""

    scope: Scope
    version: int
    code: str
    scheme_version: int
    parent: str
    area: str
    month: int

    def scheme(self, source: Source) -> Scheme:
        return library.find(source, self.code, self.scheme_version or None)[0]

    def assessed(self, source: Source) -> Assessment:
        return assess(source, self.scheme(source), self.parent, self.month, scheme_version=self.scheme_version)


def _which(chosen: Chosen) -> _Which:
    found = chosen.found
    return _Which(
        chosen.screen.source.scope, found.version, found.scheme.code, found.scheme_version, chosen.area, chosen.unit, found.month
    )


def _line(which: _Which) -> history.Line:
    with st.spinner("正在计算各月得分……"), open_source(which.scope, which.version) as source:
        return source.ask(_scores, which)


def _scores(source: Source, which: _Which) -> history.Line:
    return history.scores(source, which.scheme(source), which.scheme_version, which.parent, which.area, which.month)


def _page(which: _Which) -> str:
    """Read anew, since the click comes after the screen has closed its reading."""
    line = _line(which)
    with open_source(which.scope, which.version) as source:
        return score_page.html(source, which.assessed(source), which.area, line)


def _sheet(which: _Which) -> bytes:
    line = _line(which)
    with open_source(which.scope, which.version) as source:
        return score_book.unit(source, which.assessed(source), which.area, line)


# -- entered by hand --------------------------------------------------------------------------------------------------


def _entry(chosen: Chosen) -> None:
    scheme = chosen.found.scheme
    scope = chosen.screen.source.scope
    if not (scope.may_submit or scope.may_check):
        st.caption("当前账户只能查看，不能填写自评分和考评分。")
        return
    fields, key = entering.fields(scheme), chosen.key("entry")
    with st.container(border=True), st.form(key, border=False, enter_to_submit=False, clear_on_submit=True):
        st.markdown("**填写自评分、考评分或登记情形**　:small[:gray[每次都留下原因、填写人和时间；新的一条代替旧的]]")
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            st.selectbox("项目", list(fields), format_func=fields.get, key=f"{key}.item", width=300)
            st.segmented_control("谁评", list(KINDS), format_func=KINDS.get, default="self", required=True, key=f"{key}.kind")
            st.text_input("实际完成值", key=f"{key}.value", width=110)
            st.text_input("得分", key=f"{key}.points", width=90)
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            for name, label in TEXTS.items():
                st.text_input(label, key=f"{key}.{name}", width="stretch")
        st.form_submit_button(
            "保存", key=f"{key}.go", type="primary", on_click=_save, args=(scheme, chosen.unit, chosen.found.month, key)
        )  # fmt: skip


def _save(scheme: Scheme, area: str, month: int, key: str) -> None:
    """A form's callback."""
    typed = {name: st.session_state[f"{key}.{name}"] for name in ("value", "points", *TEXTS)}
    item, kind = st.session_state[f"{key}.item"], st.session_state[f"{key}.kind"]

    def work(connection, scope) -> None:
        assessments.enter(connection, scope, scheme.code, month // 100, entering.entry(scheme, area, item, kind, **typed))

    if messages.written(work):
        st.toast("已保存。")
