"""资金发放: four totals that are never merged, their programmes with rhythm, budget and amount per head."""

import streamlit as st

from metrics import exhibits
from metrics.programmes import programme_table
from pages.views import entry, inspector, line, session, sparse
from pages.views.coloured import coloured
from pages.views.text import plain

TOTALS = ("subsidy_total_a", "subsidy_total_b", "subsidy_total_c", "subsidy_total_d")
RATES = ("subsidy_a_execution_rate", "subsidy_b_execution_rate", "dibao_avg_topup", "tekun_avg_payment")
PLAN = line.Plan(
    line="subsidies",
    cards=((*TOTALS, *RATES),),
    focus=(*TOTALS, "dibao_funds_amount", "disability_two_allowances_amount", "age_allowance_amount"),
    table=(
        "subsidy_total_a",
        "subsidy_total_b",
        "dibao_funds_amount",
        "tekun_support_and_nursing_amount",
        "temporary_relief_amount",
        "orphans_defacto_allowance_amount",
        "disability_two_allowances_amount",
        "age_allowance_amount",
        "poor_disabled_elder_subsidy_amount",
        "home_care_service_amount",
    ),
    story=lambda screen: (screen.ask(exhibits.programmes, TOTALS, "subsidies", "四类资金各自成项"),),
)


def render() -> None:
    with session.open_screen("subsidies") as screen:
        line.show(screen, PLAN)
        if not sparse.is_sparse(screen):
            _programmes(screen)


def _programmes(screen: session.Screen) -> None:
    table = screen.ask(programme_table, TOTALS)
    with st.container(border=True):
        st.markdown(f"**{plain(screen.area_name)}分项目发放、预算与节奏**　:small[:gray[A—D各自合计，互不相加]]")
        totals = [at for at, name in enumerate(table["项目"]) if name.endswith("合计")]
        bold = coloured(table, {(at, name): "font-weight:700" for at in totals for name in table})
        how = {"row_height": 30, "height": 40 + 30 * len(table), "alt": "分项目发放、预算与节奏"}
        inspector.table(table, table.attrs["keys"], "programmes", shown=bold, **how)


if __name__ == "__main__":
    entry.front_door(__file__)
