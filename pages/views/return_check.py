"""数据报送, second step: a file is checked and shown, comes back marked, and is committed by one button."""

from __future__ import annotations

import hashlib
from functools import partial

import streamlit as st

from data_access import mappings, returns, settings, submissions
from data_access.errors import CockpitError
from data_access.importing.reading import mark_file
from data_access.scope import Scope
from data_access.seals import SealedError
from metrics import returning
from metrics.returning import preview, review
from metrics.returning.finding import ERROR, Draft, Finding
from metrics.returning.mapping import form_map as form_map_of
from metrics.source import open_source
from pages.charts import theme
from pages.exports import sheet
from pages.views import entry, form_map, messages
from pages.views.session import Screen, who

FAULT, AMENDS, TALLEST = "returns.fault", "returns.amends", 420  # AMENDS: the file that changes a sealed month


def show(screen: Screen) -> None:
    with st.container(border=True):
        st.markdown("**第二步　上传填好的报表**　:small[:gray[先检查、后写入；只收汇总数，不收任何人的姓名和证件号]]")
        file = st.file_uploader(
            "报表文件（.xlsx、.xls、.csv或.parquet，10MB以内）", type=["xlsx", "xls", "csv", "parquet"], key="returns.file"
        )
        fault = st.session_state.pop(FAULT, None)
        if fault is not None:
            messages.show(fault)
        if file is None:
            return
        content = file.getvalue()
        form, kept = form_map.chosen(hashlib.sha256(content).hexdigest()), tuple(mappings.saved(screen.source.connection, who()))
        draft = _checked(
            settings.database_url(),
            who(),
            screen.source.state,
            content,
            file.name,
            screen.view.area,
            form_map.period(),
            form,
            kept,
        )
        if _arrived(screen, draft):
            return
        form_map.used(draft)
        _said(draft)
        finding_tables(draft)
        form_map.show(screen, draft)
        change_tables(screen, draft)
        if draft.findings and draft.file_name.lower().endswith(".xlsx"):
            _marked(draft, content)
        if not draft.errors:
            _confirm(screen, draft, content)
            form_map.offer(screen, draft)


def _arrived(screen: Screen, draft: Draft) -> bool:
    """Whether the file is in the data already, or waits to come; says so."""
    standing = returns.standing_version(screen.source.connection, draft.sha256)
    if standing:
        st.success(f"已入库：数据版本{standing}。同一份文件不会重复写入；需要更正的，请上传改正后的报表。")
        with st.container(horizontal=True, gap="small"):
            keys = st.query_params.to_dict()
            link = keys | {"version": str(standing)}
            st.page_link(entry.page_of("versions"), label="查看这个版本 ›", query_params=link, width="content")
            st.page_link(entry.page_of("overview"), label="民政工作总览 ›", query_params=keys, width="content")
        return True
    several = submissions.submissions(screen.source.connection, who())
    waiting = next((one for one in several if one.sha256 == draft.sha256 and one.is_open), None)
    if waiting is not None:
        st.success(f"已提交（第{waiting.id}号），{review.WORDS[waiting.stands]}。发布前不计入任何数字；结果见下方“审核与发布”。")
    return waiting is not None


@st.cache_data(max_entries=8, show_spinner="正在检查……")
def _checked(
    database: str,
    scope: Scope,
    state: tuple[str, str] | None,
    content: bytes,
    name: str,
    area: str,
    month: int,
    form: str | None,
    kept: tuple,
) -> Draft:
    """Kept per database, account's Scope and state of the data (a seal makes no version); a tick or a letter typed below does not read the file again."""
    with open_source(scope) as source:
        declared = None if form is None else form_map_of(form, source.catalogue)
        try:
            return returning.check(content, name, source, month, declared, area, kept)
        except returning.NoHeads as fault:  # they can be declared on the screen
            fault.draft.add([Finding(ERROR, "", "A1", "", fault.what, "请在“列与指标的对应”里指明表头和各列，或按模板填报。")])
            return fault.draft


def _said(draft: Draft) -> None:
    counts = preview.counts_text(draft)
    if draft.errors:
        st.error(f"{counts}有错误，不能写入。请按下表改正后重新上传。")
    elif draft.warnings:
        st.warning(f"{counts}请逐条核对提醒。")
    else:
        st.success(f"{counts}检查通过，还没有写入。")


def finding_tables(draft: Draft) -> None:
    if draft.findings:
        _table(preview.finding_table(draft.findings), "需要改正或核对的地方")


def change_tables(screen: Screen, draft: Draft) -> None:
    changes = preview.of_draft(draft)
    if changes:
        st.markdown("**与现有数据的不同**")
        _table(preview.change_table(screen.source, changes), "与现有数据的不同")


def _table(table, alt: str) -> None:
    st.dataframe(table, hide_index=True, height=min(TALLEST, 35 * (len(table) + 1) + 3), alt=alt)


def _marked(draft: Draft, content: bytes) -> None:
    """The sender's own workbook; written on the click."""
    name = f"{draft.file_name.rpartition('.')[0]}（核对）.xlsx"
    notes = [(one.sheet, one.cell, one.text) for one in draft.findings]
    colour = theme.LIGHT.bad_to_good[0].removeprefix("#")
    st.download_button(
        "下载标红的原表", partial(mark_file, content, draft.file_name, notes, colour), name, sheet.XLSX, on_click="ignore",
        help="在您的原表上把有问题的单元格标红，批注里写明原因和改法",
    )  # fmt: skip


def _confirm(screen: Screen, draft: Draft, content: bytes) -> None:
    is_sure = not draft.warnings and st.session_state.get(AMENDS) != draft.sha256
    if not is_sure:
        st.checkbox("提醒已逐条核对，数字无误", key="returns.sure")
        st.text_input("原因（与数据版本一同保存）", key="returns.reason", max_chars=300)
        is_sure = st.session_state.get("returns.sure", False) and bool(st.session_state.get("returns.reason", "").strip())
    waits = review.is_on(screen.source)
    st.button(
        "提交审核" if waits else "确认写入", type="primary", key="returns.commit", disabled=not is_sure or not screen.source.scope.may_submit,
        on_click=_commit, args=(content, draft, screen.view.area, waits),
    )  # fmt: skip


def _commit(content: bytes, draft: Draft, area: str, waits: bool) -> None:
    """The bytes are checked again; what the next run finds in the database is the outcome that is shown."""
    reason = st.session_state.get("returns.reason", "") if st.session_state.get("returns.sure") else ""
    try:
        send = review.hand_in if waits else returning.send
        send(content, draft.file_name, who(), reason, draft.findings, form_map.period(), area, draft.form)
    except CockpitError as fault:
        st.session_state[FAULT] = fault
        if isinstance(fault, SealedError):  # told only by the roll-up: now a reason is asked for
            st.session_state[AMENDS] = hashlib.sha256(content).hexdigest()
