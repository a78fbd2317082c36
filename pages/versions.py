"""数据版本: every return that was committed, what it changed, the way back, the screens as they were then, and sealed months."""

import streamlit as st

from data_access import reads
from metrics import sealing
from metrics.returning import preview
from pages.views import code_lookup, entry, messages, seal, session, version_detail


def render() -> None:
    with session.open_screen("versions", bar=False) as screen:
        st.title("数据版本")
        versions = reads.versions(screen.source.connection, screen.source.scope)
        messages.show_fault()
        if versions.empty:
            st.info("还没有任何数据版本。请到“数据报送”提交报表。")
            return
        st.caption(f"每次入库是一个数据版本，共{len(versions)}个；只增不改，任何版本都能照原样再看。撤回也是新增一个版本。")
        code_lookup.show(screen)
        st.dataframe(
            preview.version_table(versions, sealing.marks(screen.source)), hide_index=True, height=320, alt="全部数据版本，新的在前",
            column_config={name: st.column_config.TextColumn(width="medium") for name in ("内容", "状态", "说明")},
        )  # fmt: skip
        version_detail.show(screen, versions)
        seal.show(screen)


if __name__ == "__main__":
    entry.front_door(__file__)
