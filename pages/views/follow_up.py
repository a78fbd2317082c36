"""One matter of 需关注事项: its rule, its number, where it stands; opened, its whole history and the form for the next step."""

from __future__ import annotations

from datetime import date

import streamlit as st

from data_access import follow_ups
from metrics.following import STEPS, Matter, step_text
from metrics.formatting import month_text
from pages.views import attention_list, entry, inspector, messages
from pages.views.address import go, keys_of
from pages.views.session import Screen
from pages.views.text import plain

ITEM = "item"  # the address key of the matter that is open
PLACE = "follow_up"
NEXT = {"": ("assign",), "assign": ("answer", "close", "assign"), "answer": ("close", "answer", "assign"), "close": ("assign",)}
FIELDS = {
    "assign": (("who", "责任人"), ("due", "完成期限（年-月-日）"), ("text", "交办要求（可不填）")),
    "answer": (("who", "反馈人"), ("text", "办理情况")),
    "close": (("text", "办理结果"),),
}
DONE = {"assign": "已交办。", "answer": "反馈已保存。", "close": "已销号。"}
AGAIN = "销号后仍在提示，可重新交办"
GONE = "目前不再提示，销号前仍列在这里"


def row(screen: Screen, matter: Matter, number: int, today: date) -> None:
    """number: of the row on the screen."""
    is_open = st.query_params.get(ITEM) == matter.raised.item
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            _words(matter)
            _source(screen, matter, number)
            attention_list.state(matter, today)
            st.button(
                "收起" if is_open else "办理与经过", key=f"{PLACE}.open.{number}", width="content",
                on_click=go, kwargs={ITEM: None if is_open else matter.raised.item, "exhibit": None},
            )  # fmt: skip
        if is_open:
            _history(matter)
            _next(screen, matter, today)


def _words(matter: Matter) -> None:
    colour, shape = attention_list.COLOURS.get(matter.kind, "gray"), attention_list.SHAPES.get(matter.kind, "○")
    rule = matter.raised.rule
    if not matter.kind:
        seen = f"{month_text(matter.raised.month)}提示：{rule}"
        rule = f"{seen}　{GONE}" if matter.is_open else seen
    elif not matter.is_open:
        rule = f"{rule}　{AGAIN}"
    with st.container(gap="xxsmall"):
        st.markdown(f":{colour}[{shape}] **{plain(matter.raised.title)}**")
        st.caption(plain(rule))


def _source(screen: Screen, matter: Matter, number: int) -> None:
    if matter.raised.figure:
        inspector.button(matter.raised.figure, f"{PLACE}.{number}")
    else:
        keys = keys_of(screen.view) | {"tab": "calendar"}
        st.page_link(entry.page_of("quality"), label="报送情况 ›", query_params=keys, width="content")


def _history(matter: Matter) -> None:
    if matter.case is None:
        st.caption("还没有交办过。")
        return
    lines = []
    for step in matter.case.steps:
        then = f"　当时：{step.title}" if step.kind == "assign" and step.title != matter.raised.title else ""
        lines.append(f"- {plain(step_text(step) + then)}")
    st.markdown("\n".join(lines))


def _next(screen: Screen, matter: Matter, today: date) -> None:
    if matter.stands == "close" and not matter.kind:
        return
    scope = screen.source.scope
    steps = [step for step in NEXT[matter.stands] if scope.may_assign or (step == "answer" and scope.may_submit)]
    if not steps:
        st.caption("当前账户不能办理这一步。")
        return
    turn = f"{PLACE}.{matter.raised.item}.{len(matter.case.steps) if matter.case else 0}"
    step = steps[0]
    if len(steps) > 1:
        step = st.segmented_control(
            "下一步", steps, format_func=lambda kind: _word(kind, matter), default=step, required=True, key=f"{turn}.step"
        )  # fmt: skip
    _form(screen, matter, step, f"{turn}.{step}", today)


def _word(kind: str, matter: Matter) -> str:
    return "重新交办" if kind == "assign" and matter.case else STEPS[kind]


def _form(screen: Screen, matter: Matter, step: str, key: str, today: date) -> None:
    with (
        st.form(key, border=False, enter_to_submit=False),  # its hint is English
        st.container(horizontal=True, vertical_alignment="bottom", gap="small"),
    ):
        for name, label in FIELDS[step]:
            value = matter.case.assigned.who if matter.case and name == "who" else ""
            st.text_input(label, value, key=f"{key}.{name}", width=220 if name != "text" else "stretch")
        st.form_submit_button(
            _word(step, matter), key=f"{key}.go", type="primary", on_click=_take, args=(matter, step, key, today)
        )  # fmt: skip


def _take(matter: Matter, step: str, key: str, today: date) -> None:
    """Write the step: a form's callback."""
    typed = {name: st.session_state[f"{key}.{name}"] for name, _ in FIELDS[step]}
    if step == "assign":
        work = lambda connection, scope: follow_ups.assign(connection, scope, matter.raised, today=today, **typed)  # noqa: E731
    else:
        work = lambda connection, scope: getattr(follow_ups, step)(connection, scope, matter.raised.item, **typed)  # noqa: E731
    if messages.written(work):
        st.toast(DONE[step])
