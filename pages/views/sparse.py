"""A bureau that is known from a published report only: what it states, deliberately, instead of empty charts."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from data_access import reads
from data_access.areas import CONTEXT, PUBLISHED
from metrics.cards import Card, cards
from metrics.formatting import span_text
from metrics.stated import stated_table
from pages.views import inspector, kpi_card
from pages.views.session import Screen
from pages.views.text import plain

# What a head asks first of another bureau's report, in this order, as far as it is stated
FIRST = (
    "dibao_persons", "dibao_households", "dibao_funds_amount", "tekun_persons", "tekun_support_and_nursing_amount",
    "temporary_relief_person_times", "elder_canteens_built_count", "elder_canteen_meals_person_times",
    "elder_canteen_meals_60plus_person_times", "elder_bed_occupancy_rate", "elder_beds_count", "cremation_rate", "cremations_count",
    "severe_disability_nursing_persons", "severe_disability_nursing_amount", "disability_living_persons",
    "disability_living_amount", "disability_two_allowances_amount", "orphans_defacto_children_persons",
    "marriage_registrations_couples", "divorce_registrations_couples", "lottery_sales_amount",
)  # fmt: skip
MOST = 12


def is_sparse(screen: Screen) -> bool:
    return screen.source.tree[screen.view.area].setting in (PUBLISHED, CONTEXT)


def show(screen: Screen, line: str = "") -> None:
    """Cards for what is stated, then every stated figure of the line with its span and quote."""
    source, view = screen.source, screen.view
    seen = reads.observations(source.connection, source.scope, under=view.area, as_of=source.as_of)
    table = stated_table(source, seen, view.span.year, line)
    if not len(table):
        st.info(f"{plain(screen.area_name)}的公开报告没有列出这一条线的数字。可在“公开报告”中查看该报告的全部数字。")
        return
    every = cards(source, view, _wanted(screen, line), spark=False)
    found = [_dated(card) for card in every if card.value != "—" and not _is_torso(card)][:MOST]
    kpi_card.show(found, width=280)
    _not_computable(screen, every, set(table["indicator"]))
    _below(screen)
    with st.container(border=True):
        st.markdown(f"**报告列出的数字（{len(table)}）**")
        inspector.table(
            table.drop(columns="indicator"), table.attrs["keys"], "stated", row_height=30, height=min(40 + 30 * len(table), 560),
            alt="报告列出的数字、期间与原文",
        )  # fmt: skip


def _wanted(screen: Screen, line: str) -> list[str]:
    source = screen.source
    first = [code for code in FIRST if not line or source.indicator(code).line == line]
    rest = [one.id for one in source.catalogue.on_line(line)] if line else []
    return list(dict.fromkeys(first + rest))


def _dated(card: Card) -> Card:
    """Without a comparison beside it, a figure must say which span it belongs to."""
    card = replace(card, label=card.indicator.name)  # a report stands alone: the full name says what is counted
    if card.number.state == "nearest":
        return card
    span = card.number.span
    words = f"{span.year}年" if span.kind == "year" else span_text(span)  # the report may print the year alone
    return replace(card, detail=" · ".join(filter(None, (words, card.detail))))


def _is_torso(card: Card) -> bool:
    """A total of which the report states only a part; the four subsidy totals say themselves how many they hold."""
    return card.number.state == "partial" and card.indicator.line != "subsidies"


def _not_computable(screen: Screen, every: list[Card], stated: set[str]) -> None:
    """Rates of which the report gives one part only: named, so that nobody looks for them."""
    name = {code: one.name for code, one in screen.source.catalogue.indicators.items()}
    lacking = [
        f"{card.label}（未列{name[card.indicator.denominator]}）"
        for card in every
        if card.value == "—" and card.indicator.numerator in stated and card.indicator.denominator not in stated
    ]
    if lacking:
        st.caption(plain(f"报告只给出一部分、不能计算的比率：{'；'.join(lacking)}"))


def _below(screen: Screen) -> None:
    """The villages or townships that the report names, one click away."""
    source = screen.source
    named = [row for row in source.tree.children(screen.view.area) if _has_figures(screen, row.code)]
    if named:
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.markdown("**报告写到的下级**", width="content")
            for row in named:
                keys = st.query_params.to_dict() | {"area": row.code, inspector.KEY: ""}
                st.page_link(screen.page, label=row.name, query_params=keys, width="content")


def _has_figures(screen: Screen, code: str) -> bool:
    return reads.has_figures(screen.source.connection, screen.source.scope, code)
