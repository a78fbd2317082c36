"""数据报送: the template of a unit's return, its check, and its way into the data: at once, or by 审核 and 发布."""

import streamlit as st

from pages.views import entry, messages, return_check, return_form, review, session


def render() -> None:
    with session.open_screen("returns", bar=False) as screen:
        st.title("数据报送")
        return_form.show(screen)
        return_check.show(screen)
        messages.show_fault()
        review.show(screen)


if __name__ == "__main__":
    entry.front_door(__file__)
