"""Faults and notices, in the reader's words: what happened, then what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import streamlit as st
from sqlalchemy import Connection

from data_access import engine
from data_access.errors import CockpitError
from data_access.scope import Scope
from pages.views import sign_in
from pages.views.text import plain

FAULT = "messages.fault"


def show(error: CockpitError) -> None:
    """One calm box; single problems as a list below it."""
    st.error(f"{plain(error.what)}  \n{plain(error.remedy)}", icon=None)
    for problem in error.problems[:50]:
        st.text(f"· {problem}")
    if len(error.problems) > 50:
        st.text(f"……共{len(error.problems)}处，先改正以上各处。")


def notices(texts: Iterable[str]) -> None:
    for text in texts:
        st.warning(plain(text))


def written(work: Callable[[Connection, Scope], object]) -> bool:
    """Do a callback's writing with the rights of whoever clicks, as they are at the click; whether it was done.

    What was refused is kept for `show_fault`.
    """
    try:
        scope = sign_in.scope()
        with engine.writing() as connection:
            work(connection, scope)
    except CockpitError as fault:
        st.session_state[FAULT] = fault
        return False
    return True


def show_fault() -> None:
    """What the last callback was refused; said once."""
    fault = st.session_state.pop(FAULT, None)
    if fault is not None:
        show(fault)
