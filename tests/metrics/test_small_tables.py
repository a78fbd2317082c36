"""Tables and cards that screens only print: rows and words whole, on the tiny county."""

from dataclasses import replace
from fractions import Fraction

import pandas as pd
import pytest

from data_access import engine as engines
from data_access import reads
from data_access.areas import AreaTree, add_areas
from data_access.scope import EVERYTHING
from data_access.specs import AreaRow
from metrics import overview, township_table, transferred
from metrics import ranking as ranks
from metrics.benchmarks import Benchmark, _benchmark, national
from metrics.catalogue_table import catalogue_table, search
from metrics.findings import extreme, ranking_finding, series_finding
from metrics.loading import catalogue
from metrics.pace import Progress, key_tasks
from metrics.ranking_exhibits import bars, tiles
from metrics.results import Number, Span
from metrics.systems import systems
from metrics.township_profile import profile
from tests.metrics.conftest import COUNTY, JIA, YI, view_of

DEATHS, CREMATED, RATE, LISTED = "deaths_persons", "cremations_count", "cremation_rate", "dibao_persons"
ZONE, ZONE_N, ZONE_D = "cremation_zone_rate", "cremation_zone_cremations_count", "cremation_zone_deaths_persons"
VIEW = view_of("ytd", 202502)


def counts(county, top, bottom, **pairs):
    """甲镇 and 乙乡: a pair since January each."""
    for area, (n, d) in zip((JIA, YI), pairs.values(), strict=False):
        county.report((top, area, "202501-202502", n), (bottom, area, "202501-202502", d))


# -- the catalogue ----------------------------------------------------------------------------------------------------


def test_the_catalogue_as_a_table():
    every = catalogue().indicators
    table = catalogue_table(
        catalogue(),
        [every[code] for code in (DEATHS, ZONE, "dibao_funds_amount", "urban_dibao_standard", "urban_population_persons")],
    )

    assert list(table.columns) == ["指标", "条线", "类型", "单位", "统计级", "报送", "方向", "编号"]
    line = {one.id: one.name for one in catalogue().lines}
    assert table.values.tolist() == [
        ["死亡人数", line["funeral"], "时段量", "人", "村", "按月", "中性", DEATHS],
        ["火化率（火化区）", line["funeral"], "比率", "%", "村", "", "越高越好", ZONE],
        ["城乡低保金发放额", line["social_assistance"], "合计", "元", "乡镇", "", "中性", "dibao_funds_amount"],
        ["城市低保标准", line["social_assistance"], "标准", "元/月", "县", "按月", "越高越好", "urban_dibao_standard"],
        [
            every["urban_population_persons"].name,
            line["population"],
            "时点量",
            "人",
            "村",
            "按年",
            "中性",
            "urban_population_persons",
        ],
    ]


def test_the_catalogue_is_searched_by_name_alias_and_id():
    def ids(wanted, line="", core=False):
        return [one.id for one in search(catalogue(), wanted, line, core)]

    assert ids(" Cremation_ZONE_rate ") == [ZONE]
    assert {RATE, ZONE} <= set(ids("火化率")) and ids("火化率", "disability") == []
    everything, core = ids(""), ids("", core=True)
    assert len(core) < len(everything) and set(core) == {one.id for one in catalogue().indicators.values() if one.tier == "core"}
    assert set(ids("", "funeral")) == {one.id for one in catalogue().indicators.values() if one.line == "funeral"}


def test_a_national_figure_is_exact_and_in_our_unit():
    row = {
        "value": "5646",
        "unit": "元/人·年",
        "year": "2021",
        "source_title": "公报",
        "source_address": "http://x",
        "note": "水平",
    }

    assert _benchmark(row, 12, catalogue()) == Benchmark(2021, Fraction(941, 2), "公报", "http://x", "水平")
    months = national("urban_dibao_standard")
    assert [one.year for one in months] == sorted(one.year for one in months)
    assert (months[-1].year, months[-1].value, months[-1].note) == (2015, Fraction(4511, 10), "水平")
    assert national(DEATHS) == []


# -- findings in one clause -------------------------------------------------------------------------------------------


def line(code, *values, kind="month", unit="人", reporting=2, year=2025):
    return [Number(code, COUNTY, Span(kind, year * 100 + month), None if value is None else Fraction(value), unit, reporting=reporting, expected=2)
            for month, value in enumerate(values, start=1)]  # fmt: skip


def told(county, numbers, code=LISTED, span=Span("month", 202503)):  # noqa: B008
    return county.ask(lambda source: series_finding(source, source.indicator(code), numbers, span))


def test_the_newest_figure_and_its_change(county):
    now, before = line(LISTED, 10, 12), line(LISTED, 10, 10, year=2024)

    assert told(county, before + now) == "2月12人，同比+20.0%"
    assert told(county, now) == "2月12人"
    assert told(county, [*before, *now, *line(LISTED, None, None, None)[2:]]) == "2月12人，同比+20.0%"
    assert told(county, before) == "本年无数据"
    assert told(county, line(LISTED, 10, 12, reporting=1)) == "2月12人（上报1/2）"
    assert told(county, line(LISTED, 10, 10, year=2024, reporting=1) + now) == "2月12人"
    assert told(county, line(LISTED, 10, 10, year=2024) + line(LISTED, 10, 10)) == "2月10人，同比持平"
    assert told(county, line(DEATHS, 10, 12, kind="ytd"), DEATHS) == "1—2月12人"
    assert told(county, line(DEATHS, 10, kind="ytd"), DEATHS) == "1月10人"


def found(county, code, jia, yi, whole, unit, reporting=2):
    below = {
        area: Number(code, area, VIEW.span, None if value is None else Fraction(value), unit, reason="未报")
        for area, value in ((JIA, jia), (YI, yi))
    }
    all_of = Number(code, COUNTY, VIEW.span, None if whole is None else Fraction(whole), unit, reporting=reporting, expected=2)
    return county.ask(lambda source: ranking_finding(source, source.indicator(code), below, all_of))


@pytest.mark.parametrize(
    ("code", "jia", "yi", "whole", "unit", "reporting", "expected"),
    [
        (RATE, 90, 80, 85, "%", 2, "乙乡最低80.0%，小县85.0%"),
        (RATE, 90, 80, None, "%", 2, "乙乡最低80.0%"),
        (RATE, 90, None, 90, "%", 1, "只有甲镇有数：90.0%"),
        (RATE, None, None, None, "%", 0, "未报"),
        (LISTED, 30, 10, 40, "人", 2, "甲镇最多30人，占75.0%"),
        (LISTED, 30, 10, 40, "人", 1, "甲镇最多30人"),  # of an incomplete whole there is no share
        (LISTED, 10, 30, None, "人", 2, "乙乡最多30人"),
        ("dibao_avg_topup", 400, 300, 350, "元/月", 2, "甲镇最高400元/月，乙乡最低300元/月"),
        ("urban_dibao_standard", 400, 300, None, "元/月", 2, "甲镇最多400元/月"),
    ],
)
def test_who_stands_out(county, code, jia, yi, whole, unit, reporting, expected):
    assert found(county, code, jia, yi, whole, unit, reporting) == expected


def test_the_end_that_matters(county):
    def asked(code, jia, yi, unit="%"):
        last = {
            area: Number(code, area, VIEW.span, None if value is None else Fraction(value), unit)
            for area, value in ((JIA, jia), (YI, yi))
        }
        return county.ask(lambda source: extreme(source, source.indicator(code), last))

    assert asked(RATE, 90, 80) == "乙乡最低80.0%"
    assert asked(LISTED, 90, 80, "人") == "甲镇最高90人"
    assert asked(RATE, 90, 90) == "" == asked(RATE, 90, None) == asked(RATE, None, None)


# -- rankings as exhibits ---------------------------------------------------------------------------------------------


def ranked(county, code, question, *more):
    return county.ask(lambda source: question(source, VIEW, ranks.of_areas(source, VIEW, code, COUNTY), "compare", *more))


def test_bars_carry_place_parts_distance_and_doubt(county):
    """28/30 and 5/10: 95 % of ten are 9.5, so five more; 33 of 40 are 82.5 %."""
    counts(county, CREMATED, DEATHS, jia=(28, 30), yi=(5, 10))
    county.aim(RATE, COUNTY, 95)
    county.aim(RATE, JIA, 90)

    chart = ranked(county, RATE, bars, JIA)

    finding = "甲镇第1，乙乡末位50.0%，再增5具可达目标"
    assert (chart.id, chart.kind, chart.unit) == ("compare.cremation_rate.ranking", "ranking", "%")
    assert (chart.title, chart.finding) == (f"火化率（全部死亡）：{finding}", f"遗体火化率（全部死亡人口）排名，{finding}")
    assert chart.notes == ("2025年1—2月", "距离按分母不变、遗体火化数还差多少计算，不足1的进为1")
    assert list(chart.frame.columns) == ["area", "name", "value", "text", "role", "light", "detail"]
    assert chart.frame.values.tolist() == [
        [JIA, "1 甲镇", pytest.approx(280 / 3), "93.3%", "subject", "on", "28/30"],
        [YI, "2 乙乡", 50, "50.0%", "context", "off", "5/10 差5具 基数小"],
    ]
    assert chart.options == {
        "direction": "higher_better", "height": 200, "references": [("小县82.5%", 82.5)], "target": 95.0, "target_text": "目标95.0%",
        "stated": (),
    }  # fmt: skip
    assert [number.key for number in chart.numbers] == [f"{RATE}.{area}.ytd.202502" for area in (JIA, YI)]


def test_high_rates_are_points_and_who_is_missing_has_no_bar(county):
    counts(county, CREMATED, DEATHS, jia=(28, 30))

    chart = ranked(county, RATE, bars)
    assert chart.options["points"] is True
    assert chart.title == "火化率（全部死亡）：只有甲镇有数：93.3%"
    assert chart.frame["name"].tolist() == ["1 甲镇", "乙乡"]
    assert chart.frame["role"].tolist() == ["context", "missing"]
    assert chart.frame["value"].isna().tolist() == [False, True]


def test_many_bars_take_more_room(county):
    with engines.writing() as connection:
        add_areas(connection, [AreaRow(f"9903010{number}", f"{number}乡", "township", COUNTY, "乡") for number in range(10, 18)])

    assert ranked(county, RATE, bars).options["height"] == 22 * 10 + 50


def tiled(county, code):
    """With a place for 甲镇 alone: row 2, column 3."""

    def ask(source):
        tree = AreaTree(source.tree.rows | {JIA: replace(source.tree[JIA], grid_row=2, grid_column=3)})
        there = replace(source, tree=tree)
        return tiles(there, VIEW, ranks.of_areas(there, VIEW, code, COUNTY), "compare")

    return county.ask(ask)


def test_tiles_stand_at_their_places(county):
    counts(county, CREMATED, DEATHS, jia=(28, 30), yi=(5, 10))
    county.aim(RATE, COUNTY, 95)
    assert ranked(county, RATE, tiles) is None

    chart = tiled(county, RATE)
    finding = "甲镇第1，乙乡末位50.0%，再增5具可达目标"
    assert (chart.id, chart.kind, chart.title, chart.unit) == (
        "compare.cremation_rate.tiles",
        "tiles",
        "方格地图 · 火化率（全部死亡）",
        "%",
    )
    assert chart.finding == f"遗体火化率（全部死亡人口）按方位排列，{finding}"
    assert chart.notes == ("每格一个单位，按大致方位摆放", "橙色较差、绿色较好", "未设方位：乙乡")
    assert list(chart.frame.columns) == ["area", "name", "value", "text", "light", "row", "column"]
    assert chart.frame.values.tolist() == [[JIA, "甲镇", pytest.approx(280 / 3), "93.3%", "behind", 2, 3]]
    assert chart.options == {"direction": "higher_better", "target": 95.0}
    assert [number.area for number in chart.numbers] == [JIA]


def test_tiles_of_a_neutral_figure_only_grow_darker(county):
    county.report((LISTED, JIA, 202502, 9), (LISTED, YI, 202502, 8))

    chart = tiled(county, LISTED)
    assert (chart.notes[1], chart.options) == ("颜色越深数值越高", {"direction": "neutral"})


# -- the township's sheet ---------------------------------------------------------------------------------------------


def test_townships_stand_by_what_is_gravest(county):
    """Target 97: 甲镇 95/100 is two points short (behind), 乙乡 10/20 is 47 short (off). Both owe all else of the sheet."""
    counts(county, ZONE_N, ZONE_D, jia=(95, 100), yi=(10, 20))
    county.aim(ZONE, COUNTY, 97)

    table = county.ask(township_table.townships, VIEW)

    assert list(table.columns) == ["area", "key", "乡镇", "▼低于预警值", "◆滞后", "▲基本达标", "●达标", "未报", "最需关注"]
    label = catalogue().indicators[ZONE].label
    (yi, jia) = table.to_dict("records")
    assert (yi["area"], yi["乡镇"], yi["▼低于预警值"], yi["◆滞后"], yi["最需关注"]) == (YI, "乙乡", 1, 0, f"{label}50.0%")
    assert (jia["area"], jia["乡镇"], jia["▼低于预警值"], jia["◆滞后"], jia["最需关注"]) == (JIA, "甲镇", 0, 1, f"{label}95.0%")
    assert yi["key"] == f"{ZONE}.{YI}.ytd.202502" and jia["key"] == f"{ZONE}.{JIA}.ytd.202502"
    assert (
        yi["▲基本达标"] == yi["●达标"] == 0 and yi["未报"] == jia["未报"] + 2
    )  # its two figures of canteens: 东村 has one from July on


def test_the_gravest_of_a_township_come_first(county):
    """乙乡: 50.0 % of 97 is farther off than 2/4 = 50 % of 60; both are named, off before behind."""
    counts(county, ZONE_N, ZONE_D, jia=(30, 30), yi=(10, 20))
    for area in (JIA, YI):
        county.report((HOMES := "home_adaptation_households", area, "202501-202502", 1))
        county.aim(HOMES, area, 60)
    county.aim(ZONE, COUNTY, 97)

    yi = county.ask(township_table.townships, VIEW).set_index("area").loc[YI]
    assert yi["最需关注"] == f"{catalogue().indicators[ZONE].label}50.0%、{catalogue().indicators[HOMES].label}1户"
    assert (yi["▼低于预警值"], yi["◆滞后"]) == (1, 1)


def test_a_township_that_owes_everything_says_how_much(county):
    table = county.ask(township_table.townships, VIEW)

    for row in table.to_dict("records"):
        assert row["最需关注"] == f"未报{row['未报']}项" and row["未报"] > 20
        assert row["key"].split(".")[1] == row["area"]


def test_the_sheet_prints_each_figure_beside_its_measures(county):
    """28/30 against 33/50 of the county, a target of 97 and 24/30 a year before: 28 of 30 lacks two (97 % of 30 is 29.1)."""
    counts(county, ZONE_N, ZONE_D, jia=(28, 30), yi=(5, 20))
    county.report((ZONE_N, JIA, "202401-202402", 24), (ZONE_D, JIA, "202401-202402", 30))
    county.aim(ZONE, COUNTY, 97)

    view = view_of("ytd", 202502, JIA)
    table = county.ask(lambda source: township_table.profile_table(profile(source, view), view))
    assert list(table.columns) == [
        "条线",
        "指标",
        "本乡镇",
        "全县",
        "目标",
        "灯",
        "位次",
        "同比",
        "同类均值",
        "距目标",
        "近12个月",
    ]
    (row,) = table[table["指标"] == catalogue().indicators[ZONE].label].values.tolist()
    assert row == [
        "殡葬",
        "火化率（火化区）",
        "93.3%",
        "66.0%",
        "97.0%",
        "▼低于预警值",
        "1/2",
        "+13.3个百分点",
        "25.0%",
        "差2具",
        [pytest.approx(280 / 3)],
    ]
    (listed,) = table[table["指标"] == "低保人数"].values.tolist()
    assert listed == ["救助", "低保人数", "未报", "—", "—", "", "—", "—", "—", "—", []]
    monthly_view = view_of("month", 202502, JIA, "prev")
    renamed = county.ask(lambda source: township_table.profile_table(profile(source, monthly_view), monthly_view))
    assert "环比" in renamed.columns and "同比" not in renamed.columns


# -- the overview -----------------------------------------------------------------------------------------------------


def test_the_headlines_carry_the_figures_asked_for_next(county):
    county.report((LISTED, JIA, 202502, 100), (LISTED, YI, 202502, 8))

    found = county.ask(lambda source: overview.headline_cards(source, VIEW, key_tasks(source, COUNTY, VIEW.span), 3))

    assert [card.indicator.id for card in found] == [one.id for one in catalogue().headlines()] + ["key_tasks"]
    persons = next(card for card in found if card.indicator.id == LISTED)
    assert persons.value == "108人"
    tasks = found[-1]
    assert (tasks.label, tasks.value, tasks.detail, tasks.number.key) == (
        "重点任务达序时", "—", "需关注3件", f"key_tasks.{COUNTY}.ytd.202502",
    )  # fmt: skip
    assert tasks.explained == "到本期末完成率不低于序时进度（或任务自定的节点）的重点任务数 / 有数量目标的重点任务数。"
    assert tasks.indicator.unit == tasks.number.unit == "项"


def test_the_tasks_on_pace_are_counted_of_those_with_a_number():
    target = None
    lights = ("on", "mark", "off", "none", "none")
    card = overview._tasks_card(VIEW, [Progress(target, None, None, light=light) for light in lights], 0)

    assert (card.value, card.detail) == ("2/3", "滞后1项 · 按阶段推进2项 · 需关注0件")


def test_the_small_print_stands_beside_its_card(county):
    county.report((ZONE_N, JIA, "202501-202502", 9), (ZONE_D, JIA, "202501-202502", 10))
    county.report(
        (LISTED, JIA, 202502, 100),
        (LISTED, YI, 202502, 8),
        ("dibao_households", JIA, 202502, 50),
        ("dibao_households", YI, 202502, 5),
    )

    cards = county.ask(lambda source: overview.headline_cards(source, VIEW, [], 0))
    persons = next(card for card in cards if card.indicator.id == LISTED)
    assert [(text, number.key) for text, number in persons.beside] == [("低保户数55户", f"dibao_households.{COUNTY}.ytd.202502")]


def test_the_first_indicator_and_the_columns_are_the_bureau_s(county):
    assert county.ask(overview.leading) == ZONE
    assert county.ask(overview.columns) == list(overview.COLUMNS)


# -- duties that left -------------------------------------------------------------------------------------------------


def test_figures_of_duties_that_left_are_told_by_system(county):
    """In the list's order of systems, whatever the text's; another line's figure is not among them."""
    entries = [one for one in systems().on_line("transferred") if one.indicators and one.moved_to][:2]
    codes = [next(code for code in one.indicators if catalogue().indicators[code].kind == "flow") for one in entries]
    county.report((codes[1], COUNTY, 2022, 7), (codes[0], COUNTY, 2022, "约5"), (DEATHS, COUNTY, 2022, 9))

    seen = county.ask(lambda source: reads.observations(source.connection, EVERYTHING))
    table = county.ask(transferred.of_report, seen)

    assert list(table.columns) == ["制度", "划转至", "指标", "数值", "期间", "性质", "原文", "口径"]
    assert table["制度"].tolist() == [one.name for one in entries]
    assert table["划转至"].tolist() == [one.moved_to for one in entries]
    names = [catalogue().indicators[code] for code in codes]
    assert table["指标"].tolist() == [one.name for one in names]
    assert table["数值"].tolist() == [f"约5{names[0].unit}", f"7{names[1].unit}"]
    assert table["口径"].tolist() == [one.scope.rstrip("。") for one in names]
    assert table["性质"].tolist() == ["实际", "实际"]
    assert table.attrs["keys"]["数值"] == ["stated.1.1", "stated.1.0"] or len(set(table.attrs["keys"]["数值"])) == 2

    counted = transferred.overview({"一文": table, "二文": table.iloc[:0]})
    assert list(counted.columns) == ["制度", "划转至", "一文", "二文", "合计"]
    by_name = counted.set_index("制度")
    assert by_name.loc[entries[0].name].tolist() == [entries[0].moved_to, "1", "—", "1"]
    assert counted["制度"].tolist() == [one.name for one in systems().on_line("transferred")]
    assert (counted["合计"] == "0").sum() == len(counted) - 2


def test_without_figures_the_table_is_empty(county):
    table = county.ask(transferred.of_report, pd.DataFrame())

    assert (len(table), table.attrs["keys"], list(table.columns)) == (0, {"数值": []}, transferred.COLUMNS)
