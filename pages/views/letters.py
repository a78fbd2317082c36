"""How large the letters of the theme are: what is set in pixels beside them grows with them."""

from __future__ import annotations

import streamlit as st

DESK = 15  # pixels, as in .streamlit/desk.toml


def size() -> int:
    return st.get_option("theme.baseFontSize") or DESK


def are_large() -> bool:
    """Whether the screens stand on a wall: .streamlit/projector.toml."""
    return size() > DESK + 2


def scaled(pixels: int) -> int:
    return round(pixels * size() / DESK)
