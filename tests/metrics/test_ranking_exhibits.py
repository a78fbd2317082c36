"""Rankings as bars and tiles, and findings in one clause: whole, on the tiny county."""

from dataclasses import replace
from fractions import Fraction

import pytest

from data_access import engine as engines
from data_access.areas import AreaTree, add_areas
from data_access.specs import AreaRow
from metrics import ranking as ranks
from metrics.findings import extreme, ranking_finding, series_finding
from metrics.ranking_exhibits import area_map, bars
from metrics.results import Number, Span
from tests.metrics.conftest import COUNTY, JIA, YI, view_of

DEATHS, CREMATED, RATE, LISTED = "deaths_persons", "cremations_count", "cremation_rate", "dibao_persons"
VIEW = view_of("ytd", 202502)


def counts(county, top, bottom, **pairs):
    """甲镇 and 乙乡: a pair since January each."""
    for area, (n, d) in zip((JIA, YI), pairs.values(), strict=False):
        county.report((top, area, "202501-202502", n), (bottom, area, "202501-202502", d))


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
        return area_map(there, VIEW, ranks.of_areas(there, VIEW, code, COUNTY), "compare")

    return county.ask(ask)


def test_tiles_stand_at_their_places(county):
    counts(county, CREMATED, DEATHS, jia=(28, 30), yi=(5, 10))
    county.aim(RATE, COUNTY, 95)
    assert ranked(county, RATE, area_map) is None

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
