"""考评: which scheme, and which of its parts is open; both stand in the address, and only the open part is computed."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from metrics.assessment import library, words
from metrics.assessment.model import Scheme
from metrics.assessment.score import Assessment
from metrics.formatting import span_text
from metrics.results import Span
from pages.views import messages
from pages.views.address import go
from pages.views.session import Screen
from pages.views.text import plain

SCHEME, TAB = "scheme", "tab"
FIRST = "township_work"  # the example that opens where the bureau has no scheme of its own
PARTS = {"rank": "排名", "losses": "扣分清单", "unit": "单位得分与自评", "try": "模拟测算", "scheme": "方案", "archive": "归档"}


@dataclass(frozen=True)
class Chosen:
    """What the parts need. area: whose assessment it is: the county's, also where a township is looked at."""

    screen: Screen
    found: Assessment
    area: str

    @property
    def unit(self) -> str:
        """The one area that is looked at; "" for all of them."""
        own = self.screen.view.area
        if self.found.scheme.way == "up":
            return self.area
        return own if own in {one.area for one in self.found.results} else ""

    @property
    def units(self) -> tuple[str, ...]:
        return (self.unit,) if self.unit else ()

    def key(self, name: str) -> str:
        """A widget's key that belongs to this scheme, area and month alone."""
        found = self.found
        return f"assessment.{name}.{found.scheme.code}.{found.scheme_version}.{self.screen.view.area}.{found.month}"


def scheme(screen: Screen) -> tuple[Scheme, int]:
    """The scheme that the address names, with its version; 0 of a ready example."""
    listed = {one.code: one for one in library.listing(screen.source)}
    own = next((one.code for one in listed.values() if one.version), FIRST)
    asked = st.query_params.get(SCHEME, "")
    if asked and asked not in listed:
        messages.notices([f"没有考评方案“{asked}”，已显示“{listed[own].name}”。"])
    code = asked if asked in listed else own
    st.session_state["assessment.scheme"] = code  # the address rules
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.selectbox(
            "考评方案", list(listed), key="assessment.scheme", width=380,
            format_func=lambda one: f"{words.WAYS[listed[one].way]} · {listed[one].name}",
            on_change=lambda: go(**{SCHEME: st.session_state["assessment.scheme"]}),
        )  # fmt: skip
        found, version = library.find(screen.source, code)
        through = span_text(Span("ytd", screen.view.span.last))
        which = f"方案第{version}版" if version else "示例方案，供复制修改"
        st.caption(plain(f"按{through}的累计数计分 · {which} · {len(found.items)}项 · 满分{found.full:f}分"), width="stretch")
    return found, version


def part(found: Scheme, is_below: bool) -> str:
    """The open part. is_below: a single township is looked at."""
    parts = {name: word for name, word in PARTS.items() if found.way == "down" or name != "rank"}
    first = "unit" if is_below or found.way == "up" else "rank"
    asked = st.query_params.get(TAB, "")
    st.session_state["assessment.part"] = asked if asked in parts else first
    st.segmented_control(
        "考评内容", list(parts), key="assessment.part", format_func=parts.get, required=True, label_visibility="collapsed",
        on_change=lambda: go(**{TAB: st.session_state["assessment.part"]}),
    )  # fmt: skip
    return st.session_state["assessment.part"]
