"""A file that is made when its button is clicked, and told of in the audit."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from data_access import audit, engine
from data_access.scope import Scope


def offer(
    scope: Scope, label: str, made: Callable[[], str | bytes], name: str, mime: str, *, is_told: bool = False, **look
) -> None:  # fmt: skip
    """look: as `st.download_button` takes it. The click comes outside a run of the screen, so all is handed in now.

    is_told: `made` tells the audit itself, as `exported.keep` does.
    """
    origin = audit.origin.get()

    def told() -> str | bytes:
        audit.origin.set(origin)
        content = made()
        if not is_told:
            with engine.writing() as connection:
                audit.record(connection, scope.account, "export", name)
        return content

    st.download_button(label, told, name, mime, on_click="ignore", **look)
