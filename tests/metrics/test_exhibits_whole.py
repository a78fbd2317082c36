"""Exhibits whole: id, kind, title, alternative text, notes, options and every row of the frame, worked out by hand."""

import math

import pytest

from metrics import exhibits
from metrics.results import Span
from tests.metrics.conftest import COUNTY, DONG, JIA, XI, YI, monthly, view_of

DEATHS, CREMATED, RATE, LISTED = "deaths_persons", "cremations_count", "cremation_rate", "dibao_persons"
FEBRUARY = view_of("month", 202502)


@pytest.fixture
def winter(county):
    """甲镇 8/10 a month and 乙乡 5/5 in 2024; 19/20 and 9/10, 4/5 and nothing in January and February 2025."""
    for area, cremated, died in ((JIA, 8, 10), (YI, 5, 5)):
        county.report(*monthly(CREMATED, area, [cremated] * 12, 2024), *monthly(DEATHS, area, [died] * 12, 2024))
    county.report(*monthly(DEATHS, JIA, [20, 10]), *monthly(CREMATED, JIA, [19, 9]))
    county.report((DEATHS, YI, 202501, 5), (CREMATED, YI, 202501, 4))
    county.report(*monthly(LISTED, JIA, [100, 90], 2024), *monthly(LISTED, YI, [50, 50], 2024))
    county.report(*monthly(LISTED, JIA, [80, 70]), *monthly(LISTED, YI, [20]))
    county.aim(RATE, COUNTY, 95)
    county.aim(RATE, JIA, 90)
    return county


def rows(exhibit):
    """Values rounded to two decimals; a gap is None."""
    return [
        tuple((None if math.isnan(cell) else round(cell, 2)) if isinstance(cell, float) else cell for cell in row)
        for row in exhibit.frame.itertuples(index=False)
    ]


def keys(exhibit):
    return [number.key for number in exhibit.numbers]


def told(exhibit):
    return exhibit.id, exhibit.kind, exhibit.title, exhibit.finding, exhibit.unit, exhibit.notes


def test_a_rare_rate_s_months_are_cumulative_beside_last_year_target_and_nation(winter):
    """23/25 in January, then 28/30 of 甲镇 alone; 13/15 in every month of 2024. The national figure in force is that of 2019."""
    found = winter.ask(exhibits.trend, FEBRUARY, RATE, "funeral")

    finding = "1—2月93.3%（上报1/2）"
    assert told(found) == (
        "funeral.cremation_rate.trend", "trend", f"火化率（全部死亡）：{finding}",
        f"小县遗体火化率（全部死亡人口）逐月走势（本年累计），{finding}", "%",
        ("逐月（本年累计），灰线为上年同期", "2025年2月未报全（1/2）"),
    )  # fmt: skip
    assert list(found.frame.columns) == ["month", "series", "role", "value", "text"]
    assert rows(found) == [
        *((202400 + month, "2024年", "last_year", 86.67, "86.7%") for month in range(1, 13)),
        (202501, "2025年", "subject", 92, "92.0%"), (202502, "2025年", "subject", 93.33, "93.3%（上报1/2）"),
        (202512, "目标", "target", 95, "95.0%"), (202512, "全国2019年", "target", 52.4, "52.4%"),
    ]  # fmt: skip
    assert keys(found) == [f"{RATE}.{COUNTY}.ytd.{month}" for month in (*range(202401, 202413), 202501, 202502)]
    assert found.options == {"height": 260}


def test_a_stock_s_incomplete_month_is_a_gap_of_its_line(winter):
    found = winter.ask(exhibits.trend, FEBRUARY, LISTED, "social_assistance")

    assert told(found) == (
        "social_assistance.dibao_persons.trend", "trend", "低保人数：2月70人（上报1/2）",
        "小县城乡低保人数逐月走势，2月70人（上报1/2）", "人", ("逐月，灰线为上年同期", "2025年2月未报全（1/2）"),
    )  # fmt: skip
    own = [(month, value, text) for month, series, _, value, text in rows(found) if series == "2025年"]
    assert own == [(202501, 100, "100人"), (202502, None, "70人（上报1/2）")]
    assert [value for _, series, _, value, _ in rows(found) if series == "2024年"] == [150, 140, *[None] * 10]


def test_only_the_newest_three_gaps_are_noted(county):
    county.report(*monthly(LISTED, JIA, [1, 2, 3, 4, 5]))

    assert county.ask(exhibits.trend, view_of("month", 202505), LISTED, "x").notes[1:] == (
        "2025年3月未报全（1/2）", "2025年4月未报全（1/2）", "2025年5月未报全（1/2）",
    )  # fmt: skip


def test_a_rate_by_area_has_the_whole_on_top_and_its_lines(winter):
    """28/30 of 甲镇 since January meets its own 90, the county behind 95."""
    found = winter.ask(exhibits.ranking, FEBRUARY, RATE, "funeral")

    assert told(found) == (
        "funeral.cremation_rate.ranking", "ranking", "火化率（全部死亡）：只有甲镇有数：93.3%",
        "小县2025年1—2月遗体火化率（全部死亡人口）按下级排列，只有甲镇有数：93.3%", "%", ("2025年1—2月",),
    )  # fmt: skip
    assert list(found.frame.columns) == ["area", "name", "value", "text", "role", "light", "detail"]
    assert rows(found) == [
        (JIA, "甲镇", 93.33, "93.3%", "context", "on", "28/30"),
        (YI, "乙乡", None, "未报", "missing", "none", ""),
        (COUNTY, "小县", 93.33, "93.3%", "total", "behind", "28/30 基数小"),
    ]
    assert found.options == {
        "direction": "higher_better", "height": 240, "references": [("全县93.3%", pytest.approx(280 / 3))], "target": 95.0,
        "target_text": "目标95.0%", "points": True,
    }  # fmt: skip
    assert keys(found)[:3] == [f"{RATE}.{area}.ytd.202502" for area in (COUNTY, JIA, YI)]


def test_a_quantity_by_area_leaves_the_whole_to_the_finding(winter):
    """January: 80 of 100; February's 70 are all of one township, which is no share."""
    january = winter.ask(exhibits.ranking, view_of("month", 202501), LISTED, "x")
    assert january.title == "低保人数：甲镇最多80人，占80.0%"
    assert rows(january) == [(JIA, "甲镇", 80, "80人", "context", "none", ""), (YI, "乙乡", 20, "20人", "context", "none", "")]
    assert january.options == {"direction": "neutral", "height": 240, "references": [("平均50人", 50.0)]}

    assert winter.ask(exhibits.ranking, FEBRUARY, LISTED, "x").title == "低保人数：只有甲镇有数：70人"


def test_a_low_rate_starts_its_bars_at_zero(county):
    county.report(
        *(
            (code, area, 202501, value)
            for area, cremated in ((JIA, 6), (YI, 9))
            for code, value in ((CREMATED, cremated), (DEATHS, 10))
        )
    )

    found = county.ask(exhibits.ranking, view_of("ytd", 202501), RATE, "x")
    assert "points" not in found.options and "target" not in found.options
    assert found.title == "火化率（全部死亡）：甲镇最低60.0%，小县75.0%"


def test_a_rare_rate_by_area_rolls_over_twelve_months(winter):
    """甲镇 11 × 8 + 19 of 11 × 10 + 20 in January, 108 of 130 in February; 乙乡 lacks February, and with it the county."""
    found = winter.ask(exhibits.by_area, FEBRUARY, RATE, "funeral")

    assert told(found) == (
        "funeral.cremation_rate.multiples", "multiples", "分乡镇趋势 · 火化率（全部死亡）",
        "小县下级各单位遗体火化率（全部死亡人口）走势，近12个月滚动，附分子/分母", "%",
        ("近12个月滚动，附分子/分母；灰线为小县",),
    )  # fmt: skip
    assert list(found.frame.columns) == ["area", "name", "month", "value", "text", "role"]
    lines = {area: [row[2:] for row in rows(found) if row[0] == area] for area in (YI, JIA, "")}
    assert [len(line) for line in lines.values()] == [12, 12, 12]
    assert lines[YI][-3:] == [
        (202412, 100, "100.0% 60/60", "subject"), (202501, 98.33, "98.3% 59/60", "subject"), (202502, None, "—", "subject"),
    ]  # fmt: skip
    assert lines[JIA][-3:] == [
        (202412, 80, "80.0% 96/120", "subject"), (202501, 82.31, "82.3% 107/130", "subject"), (202502, 83.08, "83.1% 108/130", "subject"),
    ]  # fmt: skip
    assert lines[""][-3:] == [
        (202412, 86.67, "86.7% 156/180", "context"), (202501, 87.37, "87.4% 166/190", "context"), (202502, None, "—", "context"),
    ]  # fmt: skip
    assert [row[0] for row in rows(found)[::12]] == [YI, JIA, ""]  # the best first, the whole last
    assert found.options == {"highlight": [JIA]}
    assert keys(found)[:13:12] == [f"{RATE}.{COUNTY}.month.202403", f"{RATE}.{JIA}.month.202403"]


def test_a_rare_count_by_area_is_cumulative_and_names_the_most(winter):
    winter.report((DEATHS, YI, 202502, 1))

    found = winter.ask(exhibits.by_area, FEBRUARY, DEATHS, "x", height=99)

    assert told(found) == (
        "x.deaths_persons.multiples", "multiples", "分乡镇趋势 · 死亡人数：甲镇最高30人", "小县下级各单位死亡人数走势，本年累计", "人", ("本年累计",),
    )  # fmt: skip
    assert rows(found) == [
        (JIA, "甲镇", 202501, 20, "20人", "subject"), (JIA, "甲镇", 202502, 30, "30人", "subject"),
        (YI, "乙乡", 202501, 5, "5人", "subject"), (YI, "乙乡", 202502, 6, "6人", "subject"),
    ]  # fmt: skip
    assert found.options == {"highlight": [JIA], "height": 99}


def test_a_stock_by_area_shows_thirteen_months(winter):
    found = winter.ask(exhibits.by_area, FEBRUARY, LISTED, "x", kind="heat")

    assert (found.id, found.kind, found.notes) == ("x.dibao_persons.heat", "heat", ("逐月",))
    jia = [row[2:4] for row in rows(found) if row[0] == JIA]
    assert (len(jia), jia[0], jia[-2:]) == (13, (202402, 90), [(202501, 80), (202502, 70)])


def test_of_villages_it_says_so(county):
    county.report(*((DEATHS, village, 202501, value) for village, value in ((DONG, 2), (XI, 5))))

    found = county.ask(exhibits.by_area, view_of("month", 202501, JIA), DEATHS, "x")
    assert (found.title, found.finding) == ("分村趋势 · 死亡人数：西村最高5人", "甲镇下级各单位死亡人数走势，本年累计")


def test_a_part_and_the_rest_of_a_whole_stand_on_each_other(winter):
    """January 23 of 25; February 9 of 10, both of 甲镇 alone; since January 28 of 30."""
    found = winter.ask(exhibits.of_which, FEBRUARY, DEATHS, CREMATED, "funeral", "去向", ("火化", "其他"))

    title = "去向：2025年1—2月占93.3%"
    assert told(found) == ("funeral.cremations_count.of_which", "columns", title, title, "人", ("2025年2月未报全（1/2）",))
    assert list(found.frame.columns) == ["category", "series", "value", "text", "role"]
    assert rows(found) == [
        (202501, "火化", 23, "23具", "subject"), (202501, "其他", 2, "2具", "context"), (202501, "合计", 25, "25人", "total"),
        (202502, "火化", 9, "9具", "subject"), (202502, "其他", 1, "1具", "context"), (202502, "合计", 10, "10人", "total"),
    ]  # fmt: skip
    assert found.options == {"stack": True, "height": 260, "labels": False}
    assert keys(found) == [f"{code}.{COUNTY}.month.{month}" for code in (DEATHS, CREMATED) for month in (202501, 202502)]


def test_a_part_of_one_township_is_no_share_of_the_other(county):
    """Deaths of 甲镇 and cremations of 乙乡: one of two each, and no share."""
    county.report((DEATHS, JIA, 202501, 10), (CREMATED, YI, 202501, 4))

    view = view_of("month", 202501)
    found = county.ask(exhibits.of_which, view, DEATHS, CREMATED, "x", "去向", ("火化", "其他"))
    assert (rows(found), found.title) == ([], "去向")
    assert county.ask(exhibits.stages, view, [(DEATHS, "死亡"), (CREMATED, "火化")], "x", "去向").frame["share"].tolist() == [
        "",
        "",
    ]


def test_a_whole_without_its_part_is_left_out(county):
    county.report(*monthly(DEATHS, JIA, [10, 10, 10], 2025), (CREMATED, JIA, 202502, 5))
    county.report(*monthly(DEATHS, YI, [10, 10, 10], 2025), (CREMATED, YI, 202502, 5), (CREMATED, JIA, 202503, 5))

    found = county.ask(exhibits.of_which, view_of("month", 202503), DEATHS, CREMATED, "x", "去向", ("火化", "其他"))
    assert [row[:3] for row in rows(found)] == [(202502, "火化", 10), (202502, "其他", 10), (202502, "合计", 20)]


def test_amounts_stand_beside_last_year_s(winter):
    found = winter.ask(exhibits.programmes, FEBRUARY, [DEATHS, CREMATED], "x", "两项")

    finding = "死亡人数10人，遗体火化数9具"
    assert told(found) == ("x.programmes", "columns", f"两项：{finding}", finding, "人", ())
    assert list(found.frame.columns) == ["category", "series", "value", "text", "role"]
    assert rows(found) == [
        ("死亡人数", "2024年2月", 15, "15人", "last_year"), ("遗体火化数", "2024年2月", 13, "13具", "last_year"),
        ("死亡人数", "2025年2月", 10, "10人", "subject"), ("遗体火化数", "2025年2月", 9, "9具", "subject"),
    ]  # fmt: skip
    assert keys(found) == [f"{code}.{COUNTY}.month.{month}" for month in (202502, 202402) for code in (DEATHS, CREMATED)]
    empty = winter.ask(exhibits.programmes, view_of("month", 202301), [DEATHS], "x", "两项")
    assert (empty.title, rows(empty)) == ("两项", [])


def test_steps_say_their_share_of_the_step_before(winter):
    steps = [(DEATHS, "死亡"), (CREMATED, "火化"), ("ashes_tracked_count", "跟踪"), ("cremations_home_place_count", "回原籍")]
    found = winter.ask(exhibits.stages, view_of("month", 202502, JIA), steps, "funeral", "骨灰去向")

    assert told(found) == ("funeral.stages", "flow", "骨灰去向：死亡10人，火化9具", "死亡10人，火化9具，跟踪未报", "", ())
    assert list(found.frame.columns) == ["stage", "value", "text", "share"]
    assert rows(found) == [("死亡", 10, "10人", ""), ("火化", 9, "9具", "占上一步90.0%"), ("跟踪", None, "未报", "")]
    assert keys(found) == [f"{code}.{JIA}.month.202502" for code, _ in steps[:3]]  # the last is the county's alone


def test_the_table_of_areas_names_what_is_cumulative(winter):
    found = winter.ask(exhibits.area_table, FEBRUARY, [RATE, LISTED], "overview", "一览")

    assert told(found) == ("overview.table", "table", "一览", "一览", "", ("2025年2月", "火化率（全部死亡）为本年累计"))
    columns = [RATE, f"{RATE}.light", f"{RATE}.value", LISTED, f"{LISTED}.light", f"{LISTED}.value"]
    assert list(found.frame.columns) == ["area", "name", *columns, "known"]
    assert rows(found) == [
        (COUNTY, "小县合计", "93.3%", "behind", 93.33, "70人", "none", 70, 2),
        (JIA, "甲镇", "93.3%", "on", 93.33, "70人", "none", 70, 2),
        (YI, "乙乡", "—", "none", None, "—", "none", None, 0),
    ]
    assert found.options == {"codes": [RATE, LISTED]}
    assert keys(found) == [
        f"{code}.{area}.{kind}.202502" for code, kind in ((RATE, "ytd"), (LISTED, "month")) for area in (COUNTY, JIA, YI)
    ]


def test_a_spark_line_leaves_out_what_is_incomplete(winter):
    """Deaths since January: 25, then a gap. Persons: this January's 100; February lacks one township."""
    winter.report(*monthly(LISTED, JIA, [None, None, 60], 2024), *monthly(LISTED, YI, [None, None, 40], 2024))

    assert winter.ask(exhibits.sparkline, FEBRUARY, DEATHS) == [25]
    assert winter.ask(exhibits.sparkline, FEBRUARY, LISTED) == [100, 100]
    assert winter.ask(exhibits.sparkline, view_of("month", 202412), DEATHS) == [15 * month for month in range(1, 13)]


def test_twelve_months_with_a_gap_say_how_many_lack(winter):
    line = winter.ask(lambda source: exhibits.rolled(
        source.indicator(RATE), exhibits.series(source, RATE, COUNTY, [Span("month", m) for m in exhibits.months_ending(202502, 12)])))  # fmt: skip

    assert [(one.value, one.reason, one.reporting, one.expected, one.state) for one in line] == [
        (None, "近12个月有未报", 1, 2, "missing")
    ]
    assert line[0].key == f"{RATE}.{COUNTY}.month.202502"


def test_twelve_months_before_a_duty_began_lack_figures_and_nobody_s_return(county):
    """Since January 2023 only: nothing was owed in 2022."""
    for area in (JIA, YI):
        county.report(*monthly(CREMATED, area, [1] * 6, 2023), *monthly(DEATHS, area, [1] * 6, 2023))

    (one,) = county.ask(lambda source: exhibits.rolled(
        source.indicator(RATE), exhibits.series(source, RATE, COUNTY, [Span("month", m) for m in exhibits.months_ending(202306, 12)])))  # fmt: skip
    assert (one.value, one.reason, one.reporting >= one.expected) == (None, "近12个月有月份没有数", True)
