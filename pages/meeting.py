"""会议演示: the queue of saved views in large letters, walked by keyboard; decisions typed in place, minutes as .docx."""

from collections.abc import Sequence

import streamlit as st

from data_access import meeting
from metrics.line_plans import PLANS
from metrics.overview import columns
from metrics.source import Source
from metrics.why import whole_word
from pages.views import entry, meeting_minutes, meeting_queue, meeting_stage, messages, session


def render() -> None:
    asked = st.query_params.get(meeting_queue.ITEM, "")
    with session.open_screen("meeting", head=not asked, bar=False) as screen:
        views = meeting.queue(screen.source.connection, screen.source.scope)
        current = next((saved for saved in views if str(saved.id) == asked), None)
        if current is None:
            _list(screen, views, asked)
            return
        above = screen.source.tree.ancestors(screen.view.area)
        root = above[-1] if above else screen.view.area
        codes = _codes(screen.source, current, screen.view.indicator)
        meeting_stage.show(screen, views, current, codes, (root, f"返回{whole_word(screen.source, root)}"))


def _list(screen: session.Screen, views: Sequence[meeting.SavedView], asked: str) -> None:
    messages.show_fault()
    if asked:
        st.warning("这个画面已不在会议队列里。请从下面的队列里另选一个。")
    if not views:
        st.info("会议队列还是空的。请打开要在会上看的画面，点右上方的“加入会议”；最多存20个。")
        st.page_link(entry.page_of("overview"), label="去民政工作总览")
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.button("开始演示", type="primary", width="content", on_click=meeting_queue.open_item, args=(views[0],))
        meeting_minutes.offer(views, _saved_codes)
        st.caption("演示时按 ← → 翻页，数字键直达（第11至20个按 Shift＋数字），Esc 返回全县。")
    meeting_queue.listing(screen.source, views)


def _saved_codes(source: Source, saved: meeting.SavedView) -> list[str]:
    return _codes(source, saved, saved.keys.get("indicator", ""))


def _codes(source: Source, saved: meeting.SavedView, indicator: str) -> list[str]:
    """The indicators of a saved view: the chosen one, then what its screen looks at first; of other screens the overview's."""
    plan = PLANS.get(saved.page)
    listed = [*plan.focus[:1], *plan.cards] if plan else columns(source)
    chosen = [source.indicator(indicator).id] if indicator else []
    return list(dict.fromkeys([*chosen, *(source.preferred(code) for code in listed)]))


if __name__ == "__main__":
    entry.front_door(__file__)
