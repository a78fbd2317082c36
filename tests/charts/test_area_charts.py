"""Panels, lines, heat tables, flows and columns: the charts of many areas, and what all charts share."""

import re

import pytest

from pages import charts
from pages.charts import pieces, theme
from tests.charts.samples import EVERY, FOLDER, MONTHS, NAN, by_area, columns, exhibit, flow, ranking, trend


def test_panels_share_one_scale_and_show_the_county():
    drawn = charts.spec(by_area("multiples"))
    county, own, _, gaps = drawn["data"]

    assert len({tuple(axis["range"]) for name, axis in drawn["layout"].items() if name.startswith("yaxis")}) == 1
    assert county["y"] == [97.5] * 4
    assert own["customdata"][0] == ["990101001", 202411]
    assert gaps["y"] == [98.0, None, 97.0, None]
    assert "98.1%" in drawn["layout"]["annotations"][0]["text"]
    assert "未报" in drawn["layout"]["annotations"][1]["text"]


def test_a_wide_panel_has_room_for_the_parts():
    rows = by_area("multiples").frame.assign(text="98.1% 2,139/2,140").to_dict("records")
    narrow, wide = (charts.spec(exhibit("multiples", rows, columns=2, width=width)) for width in (200, 620))

    assert "2,139" not in narrow["layout"]["annotations"][0]["text"]
    assert "2,139" in wide["layout"]["annotations"][0]["text"]


def test_highlights_stand_over_the_grey_rest():
    grey, county, chosen = charts.spec(by_area("spaghetti", highlight=["990101002"]))["data"]

    assert grey["y"] == [98.0, 97.0, 98.5, 98.1, None]
    assert county["customdata"][0] == ["", 202411]
    assert chosen["line"]["color"] == theme.LIGHT.accent
    assert chosen["y"] == [98.0, None, 97.0, None]


def test_heat_keeps_the_frames_order_and_its_empty_cells():
    table, words = charts.spec(by_area("heat"))["data"]

    assert table["z"] == [[98.0, 97.0, 98.5, 98.1], [98.0, None, 97.0, None]]
    assert table["text"][0][0] == "98.0%"
    assert table["customdata"][1][1] == ["990101002", 202412]
    assert words["text"] == ["未报", "未报"]


def test_a_missing_figure_keeps_its_own_word():
    """Nobody died, so there is no rate: to call that 未报 would blame the township."""
    rows = [{"area": "1", "name": "甲", "value": NAN, "text": "分母为0，不计算"}]

    assert charts.spec(exhibit("ranking", rows))["data"][-1]["text"] == [" 分母为0，不计算"]


def test_parts_after_the_figure_stay_out_of_a_cell():
    rows = [{"area": "1", "name": "甲", "month": month, "value": 98.1, "text": "98.1% 139/140"} for month in MONTHS]
    table = charts.spec(exhibit("heat", rows))["data"][0]

    assert table["text"] == [["98.1%"] * 4]
    assert table["hovertext"][0][0].endswith("98.1% 139/140")


def test_a_table_cell_takes_its_lights_colour():
    assert theme.light_style("on") == theme.light_style("none") == ""
    assert theme.light_style("off") == f"color:{theme.LIGHT.bad};font-weight:600"
    assert theme.light_style("behind", dark=True) == f"color:{theme.DARK.warn}"


def test_a_shared_unit_is_written_once():
    rows = [{"area": "1", "name": "甲", "month": month, "value": 1e6, "text": "100.0万元"} for month in MONTHS]
    drawn = charts.spec(exhibit("heat", rows, "元"))

    assert drawn["data"][0]["text"] == [["100.0"] * 4]
    assert drawn["layout"]["annotations"][0]["text"] == "单位：万元"


def test_stages_narrow_and_name_their_share():
    drawn = charts.spec(flow())

    assert drawn["data"][0]["x"] == [2684.0, 2604.0, None]
    assert [note["text"] for note in drawn["layout"]["annotations"]] == ["↓ 97.0%"]
    assert drawn["data"][1]["text"][2].strip() == "未报"


def test_last_year_is_grey_and_a_missing_month_no_bar():
    grey, own, words = charts.spec(columns())["data"]

    assert grey["marker"]["color"] == [theme.LIGHT.context] * 4
    assert own["y"] == [1e6, None, 2e6, 3e6]
    assert own["customdata"] == MONTHS
    assert words["customdata"] == [202412]


def test_a_stack_fits_its_axis():
    axis = charts.spec(columns(stack=True))["layout"]["yaxis"]

    assert axis["range"][0] == 0 and axis["range"][1] > 7e6
    assert axis["ticktext"] == ["0元", "200万元", "400万元", "600万元"]


def test_names_and_masked_counts_are_no_markup():
    rows = [{"area": "1", "name": "<b>甲", "value": 2.0, "text": "<3"}]
    words = charts.spec(exhibit("ranking", rows, "人"))

    assert words["layout"]["yaxis"]["ticktext"] == ["&lt;b&gt;甲"]
    assert words["data"][-1]["text"][0].strip() == "&lt;3"
    assert "<3" in charts.alt_text(exhibit("ranking", rows, "人"))


def test_axes_have_no_half_persons_and_nothing_above_the_whole():
    look = theme.look()

    assert pieces.value_axis([0.0, 1.0], "人", look)["ticktext"] == ["0人", "1人"]
    assert pieces.value_axis([100.0], "%", look)["ticktext"][-1] == "100.0%"
    assert pieces.value_axis([80.0, 158.5], "%", look)["ticktext"][-1] == "150%"


def test_figures_are_left_out_where_they_cannot_fit():
    rows = [
        {"area": "1", "name": "甲", "month": year * 100 + month, "value": 1.0, "text": "1,234人"}
        for year in (2023, 2024, 2025)
        for month in range(1, 13)
    ]

    assert charts.spec(exhibit("heat", rows, "人"))["data"][0]["texttemplate"] == ""
    assert set(charts.spec(columns(labels=False))["data"][1]["text"]) == {""}


def test_height_is_the_exhibits_choice():
    for shown in EVERY[:-1]:
        shown.options["height"] = 417
        assert charts.spec(shown)["layout"]["height"] == 417
        del shown.options["height"]


def test_sentences_for_those_who_cannot_see():
    assert charts.alt_text(ranking()) == "火化率：最高双溪镇99.4%，最低枫林乡88.6%，未报1个。"
    assert charts.alt_text(trend(98.0, 98.0, 97.0, NAN)) == "火化率：全县2025年1月为甲202501。"
    assert charts.alt_text(by_area("heat")) == "火化率：2025年2月城关镇98.1%，未报1个。"
    assert charts.alt_text(flow()).startswith("火化率：死亡2,684人，火化2,604具")
    assert charts.alt_text(exhibit("trend", [])) == "火化率：暂无数据。"


def test_clicks_resolve_to_area_and_month():
    assert charts.clicked("990101001") == ("990101001", 0)
    assert charts.clicked(202510) == ("", 202510)
    assert charts.clicked(["990101001", 202510]) == ("990101001", 202510)
    assert charts.clicked(["", 202510]) == ("", 202510)
    assert charts.clicked("城市低保") == ("", 0)


@pytest.mark.parametrize(
    ("positions", "placed"),
    [([10, 100], [10, 100]), ([10, 12], [10, 26]), ([90, 95, 100], [76, 92, 108])],
)
def test_labels_are_pushed_apart_and_stay_inside(positions, placed):
    assert pieces.spread(positions, 16, 100) == placed


def test_only_the_theme_has_colour_codes_and_nothing_imports_express():
    for module in FOLDER.glob("*.py"):
        source = module.read_text(encoding="utf-8")
        assert "plotly.express" not in source
        assert module.name == "theme.py" or not re.search(r"#[0-9A-Fa-f]{6}\b", source), module.name
