"""Every screen at every level, for the demo county and for the bureaus of the published reports."""

import pytest

from pages import SCREENS

COUNTY, TOWNSHIP, VILLAGE = "990101", "990101010", "990101010001"
DEMO = {"county": COUNTY, "township": TOWNSHIP, "village": VILLAGE}
PUBLISHED = {
    "燕子河镇": {"area": "341524103", "span": "ytd", "to": "2022-11"},
    "蔡畈村": {"area": "341524103201", "span": "ytd", "to": "2022-11"},
    "鸠江区": {"area": "340207", "span": "ytd", "to": "2022-10"},
    "临武县": {"area": "431025", "span": "year", "to": "2024-12"},
    "金寨县": {"area": "341524"},
    "某县": {"area": "990201"},
}
NAMES = [screen.name for screen in SCREENS]


def words(app) -> str:
    """Everything that the screen prints as text."""
    kinds = (app.markdown, app.caption, app.warning, app.error, app.info)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def metrics(app) -> dict[str, str]:
    return {metric.label: metric.value for metric in app.metric}


@pytest.mark.parametrize("level", DEMO)
@pytest.mark.parametrize("name", NAMES)
def test_opens_for_the_demo_county(run_screen, name, level):
    app = run_screen(name, area=DEMO[level])

    assert not app.exception
    assert not app.error
    assert not app.warning


@pytest.mark.parametrize("bureau", PUBLISHED)
@pytest.mark.parametrize("name", NAMES)
def test_opens_for_a_published_bureau(run_screen, name, bureau):
    app = run_screen(name, **PUBLISHED[bureau])

    assert not app.exception
    assert not app.error
    assert not app.warning


@pytest.mark.parametrize("span", ["month", "quarter", "half", "ytd", "year"])
@pytest.mark.parametrize("compare", ["yoy", "prev", "target", "none"])
def test_overview_opens_for_every_span_and_comparison(run_screen, span, compare):
    app = run_screen("overview", area=COUNTY, span=span, to="2025-09", compare=compare)

    assert not app.exception
    assert not app.error
    assert len(app.metric) == 8


def test_yanzihe_shows_the_meals_of_its_three_canteens_and_doubts_the_elders_share(run_screen):
    """1400余 + 1034 + 854 = 3,288余; 617 is of three villages together and its scope is in doubt."""
    app = run_screen("elderly_care", **PUBLISHED["燕子河镇"])

    shown = metrics(app)
    assert shown["老年助餐人次"] == "3,288余人次"
    assert shown["60周岁及以上老年人助餐人次"] == "617人次"
    assert "60周岁及以上老年人就餐占比" not in shown
    assert "口径存疑" in words(app)


def test_jiujiang_shows_the_report_s_own_figures(run_screen):
    shown = metrics(run_screen("social_assistance", **PUBLISHED["鸠江区"]))

    assert shown["城乡低保户数"] == "5,647户"
    assert shown["城乡低保人数"] == "8,204人"
    assert shown["城乡低保金发放额"] == "6,664.1万元"


def test_jiujiang_s_beds_are_shown_for_the_year_without_a_month(run_screen):
    app = run_screen("elderly_care", **PUBLISHED["鸠江区"])

    assert metrics(app)["养老机构床位入住率"] == "约40.5%"
    assert "2022年，月份未注明" in words(app)


def test_linwu_has_cremations_and_no_rate(run_screen):
    app = run_screen("funeral", **PUBLISHED["临武县"])

    assert metrics(app)["遗体火化数"] == "165具"
    assert not [label for label in metrics(app) if "火化率" in label]
    assert "未列死亡人数" in words(app)


def test_zhenhai_s_two_scopes_stand_side_by_side(run_screen):
    app = run_screen("reports", exhibit="002-2")

    sums = app.dataframe[0].value
    rates = sums[sums["指标"].str.contains("火化率")].set_index("指标")
    assert rates["核算"].tolist() == ["99.6%", "100.0%"]
    assert rates["算式"].tolist() == ["701/704", "704/704"]


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ({"area": "000000"}, "没有区划"),
        ({"to": "2025-13"}, "写法不对"),
        ({"to": "1999-01"}, "写法不对"),
        ({"to": "2031-01"}, "没有数据"),
        ({"span": "decade"}, "没有“decade”这种期间"),
        ({"compare": "mars"}, "没有“mars”这种对比方式"),
        ({"indicator": "nonsense"}, "nonsense"),
        ({"asof": "99999"}, "没有数据版本"),
    ],
)
def test_an_unknown_value_in_the_address_falls_back_with_a_notice(run_screen, keys, word):
    app = run_screen("overview", **keys)

    assert not app.exception
    assert any(word in warning.value.replace("\\", "") for warning in app.warning)
    assert len(app.metric) == 8


def test_an_older_version_shows_its_own_figures(run_screen):
    """A version before the 2025 returns knows nothing of October 2025."""
    app = run_screen("funeral", area=COUNTY, to="2025-10", asof="9")

    assert not app.exception
    assert "历史版本" in words(app)


def test_a_marriage_figure_below_the_county_says_why_there_is_none(run_screen):
    app = run_screen("elderly_care", area=TOWNSHIP, indicator="elder_bed_occupancy_rate")

    assert not app.exception
    assert "县" in words(app)
