"""Which areas take part in a comparison; the choice is in the address as `among`, nothing there means all."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from pages.views.address import go

KEY = "among"  # codes joined by "-"


def choose(names: Mapping[str, str], word: str) -> list[str]:
    """Codes of the chosen areas; empty for all. Codes that are none of these are left out in silence."""
    asked = st.query_params.get(KEY, "").split("-")
    st.session_state[KEY] = [code for code in names if code in asked]
    st.multiselect(
        f"参加比较的{word}", list(names), key=KEY, format_func=names.get, placeholder=f"全部{len(names)}个", width=420,
        on_change=lambda: go(**{KEY: "-".join(st.session_state[KEY])}),
    )  # fmt: skip
    return st.session_state[KEY]
