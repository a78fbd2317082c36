"""The business lines' screens: published figures checked by hand, and what a county's register says to a township."""

import pytest

from metrics.systems import systems
from tests.pages.test_screens import COUNTY, PUBLISHED, TOWNSHIP, metrics, words

JIUJIANG_TO_SEPTEMBER = PUBLISHED["鸠江区"] | {"to": "2022-09"}
LINWU = PUBLISHED["临武县"]
LISTED = sorted({one.line for one in systems().entries})


def test_jiujiang_s_marriage_cases_close(run_screen):
    """2,651 + 811 + 580 + 103 = 4,145, January to September; 811 of 2,651 is 30.6%."""
    shown = metrics(run_screen("marriage", **JIUJIANG_TO_SEPTEMBER))

    assert shown["结婚登记对数"] == "2,651对"
    assert shown["离婚登记对数"] == "811对"
    assert shown["补领结婚证对数"] == "580对"
    assert shown["补领离婚证对数"] == "103对"
    assert shown["婚姻登记总办件数"] == "4,145对"
    assert shown["离婚登记与结婚登记之比"] == "30.6%"


def test_linwu_s_marriage_cases_close(run_screen):
    """1,063 + 574 + 136 + 40 = 1,813."""
    shown = metrics(run_screen("marriage", **LINWU))

    assert shown["结婚登记对数"] == "1,063对"
    assert shown["离婚登记对数"] == "574对"
    assert shown["补领结婚证对数"] == "136对"
    assert shown["补领离婚证对数"] == "40对"
    assert shown["婚姻登记总办件数"] == "1,813对"


def test_linwu_s_lottery(run_screen):
    """18.39 million from 25 outlets."""
    shown = metrics(run_screen("charity_lottery", **LINWU))

    assert shown["福利彩票销售额"] == "1,839.0万元"
    assert shown["福利彩票销售网点数"] == "25家"


def test_linwu_s_three_lists_of_children_are_not_added(run_screen):
    app = run_screen("child_welfare", **LINWU)

    shown = metrics(app)
    assert shown["农村留守儿童人数"] == "1,074人"
    assert shown["困境儿童人数"] == "3,085人"
    assert shown["流动儿童人数"] == "776人"
    assert "4,935人" not in shown.values()


def test_jiujiang_s_two_allowances(run_screen):
    """4,020 living, 8,337 nursing; people may have both, so only the money is added: 988.8万元."""
    table = run_screen("disability", **PUBLISHED["鸠江区"]).dataframe[0].value

    stated = dict(zip(table["指标"], table["数值"], strict=True))
    assert "4,020人" in stated.values() and "8,337人" in stated.values()
    assert stated["残疾人两项补贴发放额"] == "988.8万元"


@pytest.mark.parametrize("name", ["marriage", "charity_lottery", "place_names", "administration"])
def test_a_county_s_register_sends_a_township_to_the_county(run_screen, name):
    app = run_screen(name, area=TOWNSHIP)

    assert any("不分乡镇" in info.value for info in app.info)
    assert "看示例县的数字" in [link.label for link in app.get("page_link")]
    assert len(app.metric) == 0 and len(app.get("bidi_component")) == 0


def test_marriages_name_their_peaks_and_are_not_ranked(run_screen):
    app = run_screen("marriage", area=COUNTY, span="ytd", to="2025-10")

    assert "结婚：高峰在2月、5月、8月" in words(app)
    assert any("不分乡镇" in info.value for info in app.info)
    assert "分乡镇趋势" not in words(app)


def test_duties_that_left_are_found_by_report(run_screen):
    """镇海区: 4,418 person-times of 医疗救助, 1,395,700元, 316元 each; it left for 医疗保障."""
    app = run_screen("transferred", area=COUNTY)

    overview, table = app.dataframe[0].value, app.dataframe[1].value
    assert overview.set_index("制度").loc["医疗救助", "划转至"] == "医疗保障"
    stated = table.set_index("指标")["数值"]
    assert (stated["医疗救助人次"], stated["医疗救助资金支出额"], stated["医疗救助次均救助额"]) == (
        "4,418人次",
        "139.57万元",
        "316元/人次",
    )
    assert table["口径"].str.len().min() > 0


@pytest.mark.parametrize("line", LISTED)
def test_every_line_lists_its_systems_at_its_foot(run_screen, line):
    listed = systems().on_line(line)
    app = run_screen(line, area=COUNTY)

    assert f"本条线的制度与指标（{len(listed)}项" in app.expander[-1].label
