"""Charts draw what the frame says: gaps stay gaps, texts come from the frame, every mark can be clicked."""

import re
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import pytest

from metrics.results import Exhibit, Span, View
from pages import charts
from pages.charts import pieces, theme

NAN = float("nan")
FOLDER = Path(charts.__file__).parent
MONTHS = [202411, 202412, 202501, 202502]


def exhibit(kind: str, rows: list[dict], unit: str = "%", **options) -> Exhibit:
    view = View("990101", Span("ytd", 202510))
    return Exhibit(f"page.{kind}", kind, "火化率", pd.DataFrame(rows), unit, view, options=options)


def trend(*values: float, **options) -> Exhibit:
    rows = [
        {"month": month, "series": "全县", "role": "subject", "value": value, "text": f"甲{month}"}
        for month, value in zip(MONTHS, values, strict=True)
    ]
    return exhibit("trend", rows, **options)


def ranking(**options) -> Exhibit:
    rows = [
        {"area": "990101", "name": "全县合计", "value": 97.0, "text": "97.0%", "role": "total", "light": "on"},
        {"area": "990101001", "name": "城关镇", "value": 96.0, "text": "96.0%", "role": "context", "light": "behind"},
        {"area": "990101002", "name": "三岔乡", "value": NAN, "text": "未报", "role": "missing", "light": "none"},
        {"area": "990101003", "name": "枫林乡", "value": 88.6, "text": "88.6%", "role": "subject", "light": "off"},
        {"area": "990101004", "name": "双溪镇", "value": 99.4, "text": "99.4%", "role": "context", "light": "on"},
    ]
    return exhibit("ranking", [row | {"detail": "1/2"} for row in rows], **options)


def by_area(kind: str, **options) -> Exhibit:
    values = {"城关镇": [98.0, 97.0, 98.5, 98.1], "三岔乡": [98.0, NAN, 97.0, NAN]}
    rows = [
        {
            "area": f"99010100{index}",
            "name": name,
            "month": month,
            "value": value,
            "text": "未报" if value != value else f"{value}%",
        }
        for index, (name, series) in enumerate(values.items(), 1)
        for month, value in zip(MONTHS, series, strict=True)
    ]
    county = [{"area": "", "name": "全县", "month": month, "value": 97.5, "text": "97.5%", "role": "context"} for month in MONTHS]
    return exhibit(kind, rows + (county if kind != "heat" else []), **options)


def flow() -> Exhibit:
    stages = [("死亡", 2684.0, "2,684人", ""), ("火化", 2604.0, "2,604具", "97.0%"), ("减免", NAN, "未报", "")]
    return exhibit("flow", [dict(zip(("stage", "value", "text", "share"), stage, strict=True)) for stage in stages], "人")


def columns(**options) -> Exhibit:
    def series(name: str, role: str, values: list[float]) -> list[dict]:
        return [
            {"category": month, "series": name, "role": role, "value": value, "text": f"{name}{month}"}
            for month, value in zip(MONTHS, values, strict=True)
        ]

    rows = series("去年", "last_year", [1e6, 2e6, 3e6, 4e6]) + series("今年", "subject", [1e6, NAN, 2e6, 3e6])
    return exhibit("columns", rows, "元", **options)


EVERY = [
    trend(98.0, NAN, 97.0, 97.5),
    ranking(target=97.0, references=[("全县", 97.0)]),
    ranking(points=True, direction="lower_better"),
    by_area("multiples", highlight=["990101001"]),
    by_area("spaghetti", highlight=["990101002"]),
    by_area("heat", direction="higher_better", target=97.0),
    flow(),
    columns(),
    columns(stack=True),
    exhibit("trend", []),
]


@pytest.mark.parametrize("shown", EVERY, ids=lambda shown: shown.kind)
@pytest.mark.parametrize("mode", [{}, {"dark": True}, {"projector": True}], ids=str)
def test_every_figure_is_valid(shown, mode):
    """The builders skip Plotly's checks at run time, so they are made here."""
    go.Figure(charts.spec(shown, **mode))
    assert "NaN" not in charts.figure(shown, **mode).to_json()


def test_a_missing_month_is_a_gap_with_a_word():
    line, word = charts.spec(trend(98.0, NAN, 97.0, 97.5))["data"]

    assert line["y"] == [98.0, None, 97.0, 97.5]
    assert line["connectgaps"] is False
    assert line["customdata"] == MONTHS
    assert (word["text"], word["customdata"]) == (["—"], [202412])  # its own word is too long for a month's width
    assert word["hovertext"] == ["<b>全县</b> 2024年12月<br>甲202412"]


def test_months_are_chinese_and_january_carries_the_year():
    axis = charts.spec(trend(98.0, 98.0, 97.0, 97.5))["layout"]["xaxis"]

    assert axis["ticktext"] == ["11月<br>2024年", "12月", "1月<br>2025年", "2月"]


def test_texts_are_the_frames_own():
    drawn = charts.spec(trend(98.0, 98.0, 97.0, 97.5))

    assert drawn["layout"]["annotations"][0]["text"] == "全县 甲202502"
    assert drawn["data"][0]["hovertext"][0] == "<b>全县</b> 2024年11月<br>甲202411"


def test_last_years_own_months_lie_under_this_years():
    rows = trend(98.0, 98.0, 97.0, 97.5).frame.to_dict("records")
    rows += [row | {"month": row["month"] - 100, "series": "上年同期", "role": "last_year"} for row in rows]
    grey, own = charts.spec(exhibit("trend", rows))["data"]

    assert grey["x"] == own["x"]
    assert grey["customdata"] == [month - 100 for month in MONTHS]
    assert grey["line"]["color"] == theme.LIGHT.context


def test_one_target_row_spans_the_axis_dashed():
    rows = trend(98.0, 98.0, 97.0, 97.5).frame.to_dict("records")
    rows.append({"month": 202502, "series": "目标", "role": "target", "value": 98.0, "text": "98.0%"})
    line = charts.spec(exhibit("trend", rows))["data"][0]

    assert (line["y"], line["mode"], line["line"]["dash"]) == ([98.0, 98.0], "lines", "dash")


@pytest.mark.parametrize(
    ("direction", "order"),
    [
        ("higher_better", ["全县合计", "双溪镇", "城关镇", "枫林乡", "三岔乡"]),
        ("lower_better", ["全县合计", "枫林乡", "城关镇", "双溪镇", "三岔乡"]),
    ],
)
def test_the_best_stands_on_top_and_the_missing_at_the_bottom(direction, order):
    names = charts.spec(ranking(direction=direction))["layout"]["yaxis"]

    assert [re.sub("<.*?>", "", name) for name in names["ticktext"]] == order
    assert names["range"] == [4.5, -0.5]


def test_what_is_missing_has_a_word_and_no_bar():
    bars, words = charts.spec(ranking())["data"]

    assert bars["customdata"] == ["990101", "990101004", "990101001", "990101003"]
    assert 0 not in bars["x"]
    assert words["text"][-1].strip() == "未报"
    assert words["customdata"][-1] == "990101002"


def test_bars_start_at_zero_and_points_need_not():
    assert charts.spec(ranking())["layout"]["xaxis"]["range"][0] == 0
    assert charts.spec(ranking(points=True))["layout"]["xaxis"]["range"][0] > 80
    assert charts.spec(ranking(points=True))["data"][0]["marker"]["symbol"] == ["circle", "circle", "diamond", "triangle-down"]


def test_target_and_references_are_drawn_and_named():
    drawn = charts.spec(ranking(target=97.0, target_text="目标97%", references=[("全县", 97.0)]))
    lines = [trace for trace in drawn["data"] if trace.get("mode") == "lines"]
    words = {note["text"]: note["yshift"] for note in drawn["layout"]["annotations"] if "yshift" in note}

    assert [line["x"] for line in lines] == [[97.0, 97.0], [97.0, 97.0]]
    assert set(words) == {"目标97%", "全县"}
    assert len(set(words.values())) == 2  # they would meet, so one stands a level higher


def test_attention_has_a_colour_and_a_shape():
    bars, words = charts.spec(ranking(direction="higher_better"))["data"]

    assert bars["marker"]["color"][1:] == [theme.LIGHT.context, theme.LIGHT.warn, theme.LIGHT.bad]
    assert "◆" in words["text"][2] and "▼" in words["text"][3]


def test_a_total_that_would_dwarf_the_rest_is_only_written():
    frame = ranking().frame.assign(value=[500.0, 96.0, NAN, 88.6, 99.4])
    bars, words = charts.spec(exhibit("ranking", frame.to_dict("records"), "人"))["data"]

    assert "990101" not in bars["customdata"]
    assert words["text"][0].endswith("97.0%")


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
