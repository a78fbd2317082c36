"""Tables and cards that screens only print: rows and words whole, on the tiny county."""

from fractions import Fraction

import pandas as pd

from data_access import reads
from data_access.scope import EVERYTHING
from metrics import overview, transferred
from metrics.benchmarks import Benchmark, _benchmark, national
from metrics.catalogue_table import catalogue_table, search
from metrics.loading import catalogue
from metrics.pace import Progress, key_tasks
from metrics.systems import systems
from tests.metrics.conftest import COUNTY, JIA, YI, view_of

DEATHS, RATE, LISTED = "deaths_persons", "cremation_rate", "dibao_persons"
ZONE, ZONE_N, ZONE_D = "cremation_zone_rate", "cremation_zone_cremations_count", "cremation_zone_deaths_persons"
VIEW = view_of("ytd", 202502)


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
