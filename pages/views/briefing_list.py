"""The pins of a briefing on the screen: order, title, note; what the newest version would change."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data_access import briefings
from data_access.briefings import Pin
from data_access.errors import CockpitError
from metrics.formatting import span_text
from metrics.source import Source
from pages.exports import briefing
from pages.views import messages
from pages.views.address import go
from pages.views.entry import page_of
from pages.views.text import plain

MOST_CHANGES = 12  # named one by one; of more, how many


def choose(source: Source, name: str) -> None:
    """Which briefing is open, and a new one by its name: the open one takes what is pinned on the screens."""
    st.session_state["briefing.name"] = name
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        st.selectbox(
            "汇报材料", briefings.names(source.connection, source.scope), key="briefing.name", width=320,
            on_change=_chosen, args=("briefing.name",),
        )  # fmt: skip
        st.text_input("另建一份，写名称后回车", key="briefing.new", width=320, on_change=_chosen, args=("briefing.new",))


def _chosen(key: str) -> None:
    if messages.written(lambda connection, scope: briefings.choose(connection, scope, st.session_state[key])):
        st.session_state["briefing.new"] = ""


def listing(source: Source, name: str, pins: Sequence[Pin]) -> None:
    for place, pin in enumerate(pins, start=1):
        with st.container(border=True, gap="small"):
            with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
                st.markdown(f"**{place}**　{plain(pin.title or pin.found)}", width="stretch")
                st.page_link(page_of(pin.exhibit.partition(".")[0]), label="打开", query_params=_address(pin))
                for label, step, end in (("前移", -1, 1), ("后移", 1, len(pins))):
                    _act(label, f"briefing.{step}.{pin.id}", briefings.move, (name, pin.id, step), disabled=place == end)
                _act("移除", f"briefing.remove.{pin.id}", briefings.remove, (name, pin.id))
            st.caption(plain(_described(source, pin)))
            with st.container(horizontal=True, gap="small"):
                _typed("标题（留空用图表自己的结论）", pin.title, "title", briefings.retitle, (name, pin.id))
                _typed("备注（Word 正文、PPT 演讲者备注）", pin.note, "note", briefings.annotate, (name, pin.id))


def _address(pin: Pin) -> dict[str, str]:
    """Of the screen on which the exhibit stands, at the pin's version and with what was chosen there."""
    kept = {name: text for name, text in pin.keys.items() if name != "exhibit"} | {"asof": str(pin.version)}
    page, choice = pin.exhibit.partition(".")[0], pin.keys.get("exhibit", "")
    way, _, among = choice.partition(".")
    chosen = {"progress": {"exhibit": f"progress.{choice}"}, "compare": {"tab": way, "among": among}}.get(page, {})
    return kept | {name: text for name, text in chosen.items() if text} if choice else kept


def _described(source: Source, pin: Pin) -> str:
    view = briefing.view_of(pin.keys, pin.version)
    area = source.tree.name(pin.area) if pin.area in source.tree else "单位已不在区划表中"
    newest = "（最新）" if pin.version == source.version else f"（最新为{source.version}）"
    return f"{area} · {span_text(view.span)} · 数据版本{pin.version}{newest}"


def _act(label: str, key: str, work, values: tuple, *, disabled: bool = False) -> None:
    st.button(
        label, key=key, disabled=disabled,
        on_click=lambda: messages.written(lambda connection, scope: work(connection, scope, *values)),
    )  # fmt: skip


def _typed(label: str, text: str, kind: str, work, values: tuple) -> None:
    key = f"briefing.{kind}.{values[-1]}"

    def changed() -> None:
        messages.written(lambda connection, scope: work(connection, scope, *values, st.session_state[key]))

    st.text_input(label, text, key=key, on_change=changed)


def renewal(source: Source, name: str, pins: Sequence[Pin]) -> None:
    """Pins of an older version: on demand, which printed figures the newest changes; then, by one more click, renewed."""
    old = [pin for pin in pins if pin.version != source.version]
    if not old:
        return
    st.info(
        f"有{len(old)}个图表选入后又有新数据（最新数据版本{source.version}）。下载按选入时的版本，数字与当时一致；也可更新到最新版本。"
    )
    if st.query_params.get("tab") != "compare":
        st.button("比对最新版本", key="briefing.compare", on_click=go, kwargs={"tab": "compare"}, width="content")
        return
    renewed = []
    for pin in old:
        try:
            now, changes = briefing.pin_changes(source, pin)
        except CockpitError as fault:
            messages.show(fault)
            continue
        renewed.append((pin.id, now.title))
        lines = [f"{one.where}：{one.before} → {one.now}" for one in changes[:MOST_CHANGES]]
        more = f"；另有{len(changes) - MOST_CHANGES}处" if len(changes) > MOST_CHANGES else ""
        said = f"{len(changes)}处数字有变化：{'；'.join(lines)}{more}" if changes else "数字没有变化"
        own = "。标题是自拟的，请核对其中的数字" if changes and pin.title else ""
        st.markdown(plain(f"{pins.index(pin) + 1}　{pin.title or pin.found}：{said}{own}。"))
    if renewed:
        st.button(
            f"更新到数据版本{source.version}", key="briefing.refresh", on_click=_renew, args=(name, source.version, renewed)
        )


def _renew(name: str, version: int, renewed: Sequence[tuple[int, str]]) -> None:
    def work(connection, scope) -> None:
        for item, title in renewed:
            briefings.refresh(connection, scope, name, item, version, title)

    messages.written(work)
