"""The waterfall: each bar begins where the one above ended, small parts are one bar, clicks lead to the area."""

import pandas as pd
import plotly.graph_objects as go
import pytest

from metrics.results import Exhibit, Span, View
from pages import charts
from pages.charts import theme

NAN = float("nan")


def row(name, value, role="part", area="", tone="neutral", text="") -> dict:
    return {
        "area": area,
        "name": name,
        "value": value,
        "text": text or f"{value:+g}",
        "role": role,
        "tone": tone,
        "detail": "自身变化；比重变化",
    }


def exhibit(rows: list[dict], unit: str = "%", **options) -> Exhibit:
    return Exhibit(
        "page.why", "waterfall", "变动原因", pd.DataFrame(rows), unit, View("990101", Span("ytd", 202510)), options=options
    )


def rates() -> Exhibit:
    return exhibit(
        [
            row("上年同期", 97.4, "start"),
            row("枫林乡", -0.6, area="990101010", tone="bad"),
            row("柳塘镇", 0.2, area="990101003", tone="good"),
            row("甲乡", 0.1, "folded", area="990101011"),
            row("乙乡", 0.1, "folded", area="990101012"),
            row("其余2个", 0.2, "rest"),
            row("本期", 97.2, "end"),
        ]
    )


def amounts() -> Exhibit:
    return exhibit([row("基期", 100.0, "start"), row("甲<乡>", 900.0), row("乙乡", -50.0), row("本期", 950.0, "end")], "元")


def traces(shown: Exhibit) -> dict:
    found = {}
    for trace in charts.spec(shown)["data"]:
        found["bars" if trace["type"] == "bar" else "points" if trace["mode"] == "markers" else "labels"] = trace
    return found


@pytest.mark.parametrize(
    "shown", [rates(), amounts(), exhibit([]), exhibit([row("甲", NAN)])], ids=["rates", "amounts", "empty", "unknown"]
)
@pytest.mark.parametrize("mode", [{}, {"dark": True}, {"projector": True}], ids=str)
def test_every_figure_is_valid(shown, mode):
    """The builders skip Plotly's checks at run time, so they are made here."""
    go.Figure(charts.spec(shown, **mode))
    assert "NaN" not in go.Figure(charts.spec(shown, **mode)).to_json()


def test_each_bar_begins_where_the_one_above_ended():
    bars = traces(amounts())["bars"]

    assert bars["x"] == [100.0, 900.0, -50.0, 950.0]
    assert bars["base"] == [0.0, 100.0, 1000.0, 0.0]
    assert bars["y"] == [0, 1, 2, 3]


def test_bars_of_the_whole_stand_on_zero_and_on_a_cut_axis_it_is_a_point():
    assert set(traces(amounts())) == {"bars", "labels"}
    assert charts.spec(amounts())["layout"]["xaxis"]["range"][0] == 0

    cut = traces(rates())
    assert cut["points"]["x"] == [97.4, 97.2]
    assert cut["bars"]["base"][0] == 97.4
    assert charts.spec(rates())["layout"]["xaxis"]["range"][0] > 90


def test_folded_parts_are_not_drawn():
    names = charts.spec(rates())["layout"]["yaxis"]["ticktext"]

    assert names == ["<b>上年同期</b>", "枫林乡", "柳塘镇", "其余2个", "<b>本期</b>"]
    assert traces(rates())["bars"]["customdata"] == ["990101010", "990101003", ""]


def test_a_click_leads_to_the_area_and_the_rest_leads_nowhere():
    assert [charts.clicked(data)[0] for data in traces(rates())["labels"]["customdata"]] == ["", "990101010", "990101003", "", ""]


def test_what_pulls_the_wrong_way_is_red_with_its_sign_and_the_rest_is_grey():
    drawn = traces(rates())

    assert drawn["bars"]["marker"]["color"] == [theme.LIGHT.bad, theme.LIGHT.good, theme.LIGHT.context]
    assert drawn["labels"]["text"][1].strip() == "-0.6"
    assert drawn["labels"]["textfont"]["color"][1] == theme.LIGHT.bad


def test_texts_are_the_frames_own_and_escaped():
    drawn = charts.spec(amounts())

    assert drawn["layout"]["yaxis"]["ticktext"][1] == "甲&lt;乡&gt;"
    assert drawn["data"][0]["hovertext"][1] == "<b>甲&lt;乡&gt;</b><br>+900<br>自身变化<br>比重变化"


def test_labels_have_room_beside_the_plot():
    long = exhibit([row("基期", 1.0, "start"), row("甲", 5.0, text="+1,234.5万元"), row("本期", 6.0, "end")], "元")

    assert charts.spec(long)["layout"]["margin"]["r"] > charts.spec(amounts())["layout"]["margin"]["r"]


def test_the_alternative_text_names_the_parts_where_there_is_no_finding():
    assert charts.alt_text(rates()).startswith("变动原因：")
