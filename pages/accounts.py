"""账号与权限: who may see and do what, and the audit of what was done."""

import streamlit as st

from data_access import accounts, audit, engine
from pages.exports import sheet
from pages.views import account_form, download, entry, messages, session

SHOWN = 200


def render() -> None:
    with session.open_screen("accounts", bar=False) as screen:
        st.title("账号与权限")
        connection, scope = screen.source.connection, screen.source.scope
        messages.show_fault()
        known, form = st.columns([3, 2], gap="medium")
        with known, st.container(border=True):
            found = accounts.everyone(connection)
            table = account_form.table(screen.source, found)
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"**账号（{len(found)}个）**　:small[:gray[没有列出的人什么都看不到]]", width="content")
                st.space("stretch")
                download.offer(scope, "下载权限清单", lambda: sheet.xlsx(table, "权限清单"), "权限清单.xlsx", sheet.XLSX)
            st.dataframe(table, hide_index=True, row_height=30, alt="账号与权限清单")
        with form, st.container(border=True):
            account_form.show(screen.source, found)
        with st.container(border=True):
            events = audit.table(connection, SHOWN)
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"**审计记录**　:small[:gray[最近{SHOWN}条；只能追加，可用命令核对是否被改动]]", width="content")
                st.space("stretch")
                download.offer(scope, "下载全部审计记录", _everything, "审计记录.xlsx", sheet.XLSX)
            st.dataframe(
                events, hide_index=True, row_height=30, height=min(360, 30 * (len(events) + 1) + 14), alt="最近的审计记录"
            )


def _everything() -> bytes:
    """Read on the click: it grows without end."""
    with engine.reading() as connection:
        return sheet.xlsx(audit.table(connection), "审计记录")


if __name__ == "__main__":
    entry.front_door(__file__)
