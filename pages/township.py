"""乡镇概况（一乡一表）: one township, all lines, worst first; at the county a list to choose from."""

from datetime import UTC, datetime
from functools import partial

import streamlit as st

from metrics import area_tables, exhibits
from metrics.township_profile import Profile, profile
from pages.exports import paper, township_page
from pages.views import area_table, download, entry, exhibit, session, sparse, township_sheet
from pages.views.text import plain


def render() -> None:
    with session.open_screen("township") as screen:
        tree, area = screen.source.tree, screen.view.area
        if sparse.is_sparse(screen):
            sparse.show(screen)
        elif tree[area].level == "village":
            st.info(f"一乡一表按乡镇编制，{plain(screen.area_name)}是村（社区）。")
            st.page_link(
                screen.page, label=f"打开{tree.name(tree.parent(area))}的一乡一表", query_params=_with_area(tree.parent(area))
            )
        elif tree[area].level != "township" or tree.parent(area) not in tree:
            township_sheet.choose(screen)
        else:
            _sheet(screen, screen.ask(profile))


def _with_area(area: str) -> dict:
    return st.query_params.to_dict() | {"area": area}


def _sheet(screen: session.Screen, found: Profile) -> None:
    left, right = st.columns([10, 3], gap="small")
    with left:
        township_sheet.table(screen, found)
    with right:
        township_sheet.summary(screen, found)
        download.offer(
            screen.source.scope, "下载打印版（A4一页）", partial(_printed, screen, found),
            f"{screen.area_name}一乡一表.pdf", paper.PDF, width="stretch", help="PDF，正好一页A4，可直接打印。",
        )  # fmt: skip
        if found.rows:
            code = screen.view.indicator or found.rows[0].indicator.id
            exhibit.show(screen, screen.ask(exhibits.trend, code, "township"))
    table = screen.ask(area_tables.table_of, "township")
    if table is not None:
        area_table.show(screen, table)


def _printed(screen: session.Screen, found: Profile) -> bytes:
    return township_page.pdf(screen.source, screen.view, found, datetime.now(UTC).replace(microsecond=0, tzinfo=None))


if __name__ == "__main__":
    entry.front_door(__file__)
