"""数据报送: the template of a unit's return, its check, and its way into the data."""

import streamlit as st

from pages.views import entry, return_check, return_form, session


def render() -> None:
    with session.open_screen("returns", bar=False) as screen:
        st.title("数据报送")
        return_form.show(screen)
        return_check.show(screen)


if __name__ == "__main__":
    entry.front_door(__file__)
