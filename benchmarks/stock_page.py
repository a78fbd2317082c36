"""The yardstick: a bare Streamlit page with the charts and metrics of one of our screens, from literals.

Started over a folder with `shown.json`, see `literals.taken`; a screen's address is `/?page=funeral`. No database, no menu, no table, no links:
what everybody gets who draws the same charts with `st.plotly_chart`.
"""

import json
import os
from functools import partial
from pathlib import Path

import streamlit as st

SPANS = {"month": "本月", "ytd": "本年累计"}


@st.cache_resource
def shown() -> dict:
    return json.loads((Path(os.environ["COCKPIT_DATA_DIR"]) / "shown.json").read_text(encoding="utf-8"))


def drill(key: str) -> None:
    """A click on a mark of any township shows the one that there are figures of."""
    points = st.session_state[key]["selection"]["points"]
    if points:
        st.session_state["below"] = True


st.set_page_config(layout="wide")
screen = shown()[st.query_params["page"]]
span = st.segmented_control("期间", list(SPANS), default="ytd", format_func=SPANS.get, required=True)
view = screen["township" if st.session_state.get("below") else span]

for column, (label, value) in zip(st.columns(len(view["metrics"])), view["metrics"], strict=True):
    column.metric(label, value)
for place, figure in enumerate(view["charts"]):
    key = f"chart{place}"
    if place % 2 == 0:
        row = st.columns(2)
    row[place % 2].plotly_chart(figure, key=key, on_select=partial(drill, key), selection_mode="points")
