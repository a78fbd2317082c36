"""数据报送, third step where the bureau has it: what waits to be checked and published, and what became of it."""

from __future__ import annotations

import streamlit as st

from data_access import submissions
from data_access.errors import CockpitError
from data_access.seals import SealedError
from data_access.submissions import BACK, PASSED, Submission
from metrics.returning import preview, review
from metrics.returning.finding import Draft
from pages.views import messages
from pages.views.return_check import change_tables, finding_tables
from pages.views.session import Screen, who
from pages.views.text import plain

TALLEST, ROW = 300, 35


def show(screen: Screen) -> None:
    several = submissions.submissions(screen.source.connection, who())
    if not several and not review.is_on(screen.source):
        return
    waiting = [one for one in several if one.is_open]
    with st.container(border=True):
        st.markdown("**第三步　审核与发布**　:small[:gray[科室审核通过后由办公室发布；发布前不计入任何数字]]")
        if not several:
            st.caption("还没有提交的报表。")
            return
        table = review.table(screen.source, several)
        st.dataframe(
            table, hide_index=True, height=min(TALLEST, ROW * (len(table) + 1) + 3), alt="提交的报表，新的在前",
            column_config={"经过": st.column_config.TextColumn(width="large")},
        )  # fmt: skip
        if waiting:
            _decide(screen, waiting)


def _decide(screen: Screen, waiting: list[Submission]) -> None:
    by_number = {one.id: one for one in waiting}
    chosen = st.selectbox(
        "办理", list(by_number), key="review.chosen", width=520,
        format_func=lambda number: f"第{number}号　{review.WORDS[by_number[number].stands]}　{by_number[number].file_name}",
    )  # fmt: skip
    one = by_number[chosen]
    try:
        with st.spinner("正在核对……"):
            draft = screen.source.ask(review.draft_of, one)
    except CockpitError as fault:
        messages.show(fault)
        return
    _shown(screen, one, draft)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input("意见（退回必填；与数据版本一同保存）", key=f"review.text.{one.id}", max_chars=300, width=420)
        if one.stands == PASSED:
            st.button(
                "发布", type="primary", key="review.publish", on_click=_publish, args=(one.id,), disabled=bool(draft.errors)
            )
        else:
            st.button(
                "审核通过", type="primary", key="review.pass", on_click=_step, args=(one.id, PASSED), disabled=bool(draft.errors)
            )
        st.button("退回", key="review.back", on_click=_step, args=(one.id, BACK))


def _shown(screen: Screen, one: Submission, draft: Draft) -> None:
    if one.reason:
        st.markdown(plain(f"报送说明：{one.reason}"))
    st.markdown(plain(f"{preview.counts_text(draft)}以上按现在的数据重新核对。"))
    finding_tables(draft)
    change_tables(screen, draft)


def _step(number: int, kind: str) -> None:
    try:
        review.decide(number, who(), kind, st.session_state.get(f"review.text.{number}", ""))
    except CockpitError as fault:
        st.session_state[messages.FAULT] = fault


def _publish(number: int) -> None:
    try:
        version = review.publish(number, who(), st.session_state.get(f"review.text.{number}", ""))
    except SealedError as fault:
        st.session_state[messages.FAULT] = SealedError(fault.what, "确属更正的，请在“意见”里写明修订原因后再发布。")
    except CockpitError as fault:
        st.session_state[messages.FAULT] = fault
    else:
        st.toast(f"已发布：数据版本{version}。")
