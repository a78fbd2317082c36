"""The queue of 会议演示: the button that saves a view, the keys that walk the queue, its order, and the minutes."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data_access import meeting
from data_access.meeting import SavedView
from metrics.formatting import date_text, span_text
from metrics.results import View
from metrics.source import Source
from pages import SCREENS
from pages.views import messages
from pages.views.address import arrive, go, keys_of
from pages.views.text import plain

ITEM = "item"  # the address key of the view that is shown
KEYS = (*"1234567890", *(f"Shift+{digit}" for digit in "1234567890"))


def save(name: str, view: View) -> None:
    """Queue the view of a screen: a callback."""
    title = next(screen.title for screen in SCREENS if screen.name == name)
    if messages.written(lambda connection, scope: meeting.add(connection, scope, name, keys_of(view), title)):
        st.toast("已加入会议队列，可在“会议演示”里查看。")


def offer(name: str, view: View) -> None:
    """The one small button on every screen with a view bar."""
    st.button("加入会议", key="meeting.save", on_click=save, args=(name, view), width="content", help="把当前画面存入会议队列")


def open_item(saved: SavedView) -> None:
    """Show a saved view as it was saved: a callback."""
    st.query_params.from_dict(dict(saved.keys) | {ITEM: str(saved.id)})


def strip(views: Sequence[SavedView], current: SavedView, root: str, way_back: str) -> None:
    """One row at the foot: back and forth, the numbers, the way back to the county; each has its key."""
    place = views.index(current)
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        _step("上一个", "Left", views[place - 1] if place else None)
        for index, saved in enumerate(views):
            label = f"**▸{index + 1}**" if saved.id == current.id else str(index + 1)
            st.button(
                label, key=f"meeting.to.{saved.id}", width="content", shortcut=KEYS[index],
                on_click=open_item, args=(saved,),
            )  # fmt: skip
        _step("下一个", "Right", views[place + 1] if place + 1 < len(views) else None)
        st.button(
            way_back, key="meeting.home", shortcut="Esc", width="content", on_click=go, kwargs={"area": root, "exhibit": None}
        )
        st.button("会议队列", key="meeting.list", width="content", on_click=go, kwargs={ITEM: None, "exhibit": None})


def _step(label: str, shortcut: str, to: SavedView | None) -> None:
    st.button(
        label, key=f"meeting.{shortcut}", shortcut=shortcut, width="content", disabled=to is None, on_click=open_item, args=(to,)
    )  # fmt: skip


def listing(source: Source, views: Sequence[SavedView]) -> None:
    """The queue before and after the meeting: what is in it, in which order, and what was decided."""
    st.markdown(f"**会议队列（{len(views)}个画面，最多{meeting.MOST}个）**")
    for place, saved in enumerate(views, start=1):
        with st.container(horizontal=True, gap="xsmall", vertical_alignment="center", border=True):
            name, decided = plain(f"{saved.title} · {described(source, saved)}"), plain(_decided(saved))
            st.markdown(f"**{place}**　{name}" + (f"  \n{decided}" if decided else ""), width="stretch")
            st.button("打开", key=f"meeting.open.{saved.id}", on_click=open_item, args=(saved,))
            for label, step, end in (("前移", -1, 1), ("后移", 1, len(views))):
                st.button(
                    label,
                    key=f"meeting.{step}.{saved.id}",
                    disabled=place == end,
                    on_click=_move,
                    args=(saved.id, step),
                )
            st.button("移除", key=f"meeting.remove.{saved.id}", on_click=_remove, args=(saved.id,))


def described(source: Source, saved: SavedView) -> str:
    """枫林乡 · 2025年1—10月 · 火化率（火化区）: what the saved address shows."""
    if saved.area not in source.tree:
        return "单位已不在区划表中"
    view = arrive(source, dict(saved.keys)).view
    indicator = source.indicator(view.indicator).label if view.indicator else ""
    return " · ".join(filter(None, (source.tree.name(view.area), span_text(view.span), indicator)))


def _decided(saved: SavedView) -> str:
    owner, due = saved.owner or "责任人未定", date_text(saved.due) if saved.due else "时限未定"
    return f"决定：{saved.decision}（{owner}，{due}）" if saved.decision else ""


def _move(item: int, step: int) -> None:
    messages.written(lambda connection, scope: meeting.move(connection, scope, item, step))


def _remove(item: int) -> None:
    messages.written(lambda connection, scope: meeting.remove(connection, scope, item))


def decide(saved: SavedView) -> None:
    """Decision, owner and day, typed beside the figures."""
    key = f"meeting.decision.{saved.id}"
    with st.form(f"meeting.form.{saved.id}", border=False, enter_to_submit=False):  # its hint is English
        st.text_area("决定事项", saved.decision, key=f"{key}.decision", height=110)
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            st.text_input("责任人", saved.owner, key=f"{key}.owner")
            due = saved.due.isoformat() if saved.due else ""
            st.text_input("完成时限", due, key=f"{key}.due", placeholder="年-月-日")
            st.form_submit_button("保存决定", on_click=_record, args=(saved.id, key))
    messages.show_fault()


def _record(item: int, key: str) -> None:
    values = [st.session_state[f"{key}.{name}"] for name in ("decision", "owner", "due")]
    if messages.written(lambda connection, scope: meeting.record(connection, scope, item, *values)):
        st.toast("决定已保存。")
