"""考评 · 归档: results frozen with scheme and data version, signer and time; computed again, and what has changed since."""

from __future__ import annotations

import streamlit as st

from data_access import assessments
from data_access.assessments import Frozen
from metrics.assessment import freezing, tables
from metrics.formatting import month_key, month_text
from metrics.source import open_source
from pages.views import download, inspector, messages
from pages.views.address import go
from pages.views.assessment_choice import TAB, Chosen
from pages.views.text import plain

ROW, ITEM = 28, "item"


def show(chosen: Chosen) -> None:
    _freeze(chosen)
    source, found = chosen.screen.source, chosen.found
    kept = [one for one in assessments.freezes(source.connection, source.scope, found.scheme.code) if one.area == chosen.area]
    if not kept:
        st.caption("这个方案还没有归档的结果。")
        return
    names = {str(one.id): _name(one) for one in kept}
    asked = st.query_params.get(ITEM, "")
    st.session_state[chosen.key("kept")] = asked if asked in names else next(iter(names))
    with st.container(border=True):
        number = st.selectbox(
            f"已归档的结果（{len(kept)}）", list(names), key=chosen.key("kept"), format_func=names.get, width=720,
            on_change=lambda: go(**{ITEM: st.session_state[chosen.key("kept")]}),
        )  # fmt: skip
        _open(chosen, assessments.frozen(source.connection, source.scope, int(number)))


def _name(one: Frozen) -> str:
    return f"{one.id}号　截至{month_text(one.month)}　方案第{one.scheme_version}版　数据版本{one.version}　{one.signer}　{one.at:%Y-%m-%d}"


def _freeze(chosen: Chosen) -> None:
    found = chosen.found
    if not found.scheme_version:
        st.info("示例方案的结果不能归档。请先在“方案”里另存为本局方案，核对后再归档。")
        return
    if not chosen.screen.source.scope.may_publish:
        st.caption("当前账户只能查看，不能归档。")
        return
    key = chosen.key("freeze")
    with st.container(border=True), st.form(key, border=False, enter_to_submit=False, clear_on_submit=True):
        which = f"截至{month_text(found.month)}，方案第{found.scheme_version}版，数据版本{found.version}"
        st.markdown(f"**归档现在的结果**　:small[:gray[{which}；归档后不能改，更正只列在旁边]]")
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            st.text_input("签发人（职务或股室）", key=f"{key}.signer", width=240)
            st.text_input("备注", key=f"{key}.remark", width="stretch")
            st.form_submit_button("归档", key=f"{key}.go", type="primary", on_click=_frozen, args=(chosen, key))


def _frozen(chosen: Chosen, key: str) -> None:
    """A form's callback. The result is computed again at the version that was on the screen."""
    signer, remark = st.session_state[f"{key}.signer"], st.session_state[f"{key}.remark"]

    def work(connection, scope) -> None:
        with open_source(scope, chosen.found.version) as source:
            freezing.freeze(connection, source, chosen.found, signer, remark)

    if messages.written(work):
        st.toast("已归档。")
        go(**{ITEM: None})


def _open(chosen: Chosen, kept: Frozen) -> None:
    source = chosen.screen.source
    same = freezing.recomputed(source, kept) == kept.content
    if same:
        st.success(f"按归档时的方案、数据、评分和目标重新计算，结果逐字节一致。校验码 {kept.sha256[:16]}")
    else:
        st.error("重新计算的结果与归档的不一致：程序或指标口径在归档后有改动。归档的内容以文件为准，没有被改动。")
    if kept.remark:
        st.caption(plain(f"备注：{kept.remark}"))
    table = tables.kept(kept.content)
    inspector.table(
        table.frame, {name: [""] * len(table.areas) for name in table.frame}, chosen.key(f"kept.{kept.id}"),
        otherwise=lambda row, column: _as_it_was(kept, table, row, column), row_height=ROW,
        height=ROW * (len(table.frame) + 1) + 14, alt="归档的结果",
        column_config={name: st.column_config.TextColumn(alignment="right") for name in table.frame.columns[2:] if name != "等次"},
    )  # fmt: skip
    st.caption("点分数看它在归档时的数据版本里的口径与来源；点其他格，按归档时的数据打开该单位。")
    name = f"{kept.scheme}_{kept.month}_{kept.id}.json"
    download.offer(source.scope, "下载归档文件", lambda: kept.content, name, "application/json")
    later = freezing.later(source, kept)
    st.markdown(f"**归档以后的更正（{len(later)}处）**　:small[:gray[按同一版方案和现在的数据、评分、目标计算；归档的结果不变]]")
    if later:
        st.dataframe(tables.later(later), hide_index=True, row_height=ROW, alt="归档以后的更正")


def _as_it_was(kept: Frozen, table: tables.Table, row: int, column: str) -> None:
    """The figure behind a score, or the unit, at the data version of the frozen result."""
    key = table.keys.get(column, [""] * (row + 1))[row]
    then = {"asof": str(kept.version), "to": month_key(kept.month)}
    go(**then, **({inspector.KEY: key} if key else {"area": table.areas[row], TAB: "unit"}))
