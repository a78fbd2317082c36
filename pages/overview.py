"""民政工作总览: one sentence, eight figures, townships × indicators, what needs attention."""

import streamlit as st

from metrics import exhibits
from metrics.attention import Item, attention, late_names
from metrics.narrate import headline, reported
from metrics.pace import key_tasks
from pages.views import address, area_table, entry, exhibit, kpi_card, session, sparse
from pages.views.text import plain

LEADING = "cremation_zone_rate"
TABLE = {
    "cremation_zone_rate": "火化率",
    "ashes_standard_burial_rate": "骨灰规范安葬率",
    "canteen_facility_coverage_rate": "助餐设施覆盖率",
    "elder_canteen_meals_per_open_day": "人次/点·日",
    "tekun_centralized_rate": "特困集中供养率",
    "tekun_home_visit_rate": "探视巡访率",
    "home_adaptation_households": "适老化改造",
    "elder_canteen_60plus_share_rate": "60岁以上占比",
}


def render() -> None:
    with session.open_screen("overview") as screen:
        if sparse.is_sparse(screen):
            sparse.show(screen)
            return
        source, view = screen.source, screen.view
        tasks = key_tasks(source, view.area, view.span)
        items = attention(source, view, TABLE)
        below = source.tree.children(view.area)
        with st.container(border=True, gap=None):
            st.markdown(f"**{plain(headline(source, view, tasks, items, LEADING))}**")
            st.caption(plain(reported(len(below), late_names(items, source))))
        kpi_card.row(screen, [one.id for one in source.catalogue.headlines()])
        left, right = st.columns([2, 1], gap="small")
        with left:
            table = exhibits.area_table(source, view, TABLE, "overview", "下级单位 × 指标一览")
            area_table.show(screen, table, height=590, shorts=TABLE)
        with right:
            chosen = view.indicator or LEADING
            exhibit.show(screen, exhibits.by_area(source, view, chosen, "overview", kind="spaghetti"))
            _attention(items)


def _attention(items: list[Item]) -> None:
    with st.container(border=True, gap="xsmall", height=250):
        st.markdown(f"**需关注事项（{len(items)}）**")
        for number, item in enumerate(items):
            colour = {"off": "red", "logic": "red", "missing": "orange", "behind": "orange"}[item.kind]
            with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
                st.button(
                    f":{colour}[**{plain(item.title)}**]", key=f"attention.{number}", type="tertiary", width="content",
                    on_click=address.go, kwargs={"area": item.area, "indicator": item.indicator or None},
                )  # fmt: skip
                st.caption(plain(item.rule), width="content")


if __name__ == "__main__":
    entry.front_door(__file__)
