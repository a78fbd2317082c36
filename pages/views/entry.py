"""The way in: every address leads through cockpit.py, and keeps its keys on the way."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from pathlib import Path

import streamlit as st

ENTRY = "cockpit.py"
WANTED = "page"  # the key that carries a screen's name through the front door


def front_door(file: str) -> None:
    """Lead a visitor of a screen's own file to the front door, with the address's keys.

    Beside a `pages/` folder Streamlit answers `/funeral` straight from the file until `st.navigation` has run once.
    app.py sees to that at its start; this holds where the server was started without it.
    """
    st.switch_page(ENTRY, query_params={**st.query_params, WANTED: Path(file).stem})


@cache
def page_of(name: str) -> st.Page:
    """The screen as `st.page_link` and `st.switch_page` want it; give a link its own label.

    Streamlit knows a page made of a function by its address alone, so the function named here is never called, and one
    object serves everybody.
    """
    return st.Page(forward, url_path=name)


def forward(names: Collection[str], home: str) -> None:
    """The hidden default page: go on to the wanted screen, or home; the other keys stay in the address."""
    keys = st.query_params.to_dict()
    wanted = keys.pop(WANTED, home)
    st.switch_page(page_of(wanted if wanted in names else home), query_params=keys)
