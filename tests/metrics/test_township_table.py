"""The township's sheet and the list of townships: whole, on the tiny county."""

import pytest

from metrics import township_table
from metrics.loading import catalogue
from metrics.township_profile import profile
from tests.metrics.conftest import COUNTY, JIA, YI, view_of

ZONE, ZONE_N, ZONE_D = "cremation_zone_rate", "cremation_zone_cremations_count", "cremation_zone_deaths_persons"
VIEW = view_of("ytd", 202502)


def counts(county, top, bottom, **pairs):
    """甲镇 and 乙乡: a pair since January each."""
    for area, (n, d) in zip((JIA, YI), pairs.values(), strict=False):
        county.report((top, area, "202501-202502", n), (bottom, area, "202501-202502", d))


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
