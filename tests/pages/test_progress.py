"""重点工作推进: opens everywhere, filters by the address, and keeps a new rule of lights only after checking it."""

import shutil

import pytest

from data_access import engine
from metrics import light_rules
from metrics.source import open_source
from pages.views.session import who
from tests.pages.test_screens import PUBLISHED, words

COUNTY, TOWNSHIP, VILLAGE = "990101", "990101010", "990101010001"


def plain_words(app) -> str:
    return words(app).replace("\\", "")


def test_the_county_s_tasks_stand_with_pace_and_light(run_screen):
    app = run_screen("progress", area=COUNTY, to="2025-10")
    table = app.dataframe[0].value.set_index("任务")

    assert not app.exception
    assert "12项重点任务" in plain_words(app)
    assert list(table["类别"].unique()) == ["民生实事", "上级目标", "年度任务"]
    homes = table.loc["特殊困难老年人家庭适老化改造"]
    assert homes[["灯", "目标", "完成率", "序时", "差距", "还差"]].tolist() == [
        "◆滞后", "520户", "61.0%", "83.3%", "滞后序时22.4个百分点", "203户",
    ]  # fmt: skip
    assert table.loc["县中心敬老院失能照护楼建设", "完成"] == "开工（3/4）"


def test_every_light_has_its_shape_and_word(run_screen):
    lights = run_screen("progress", area=COUNTY, to="2025-10").dataframe[0].value["灯"]

    assert all(text[0] in "●▲◆▼○—" and len(text) > 1 for text in lights)


def test_a_township_shows_its_own_targets(run_screen):
    app = run_screen("progress", area=TOWNSHIP, to="2025-10")
    table = app.dataframe[0].value

    assert not app.exception
    assert set(table["类别"]) == {"指标目标"}
    assert set(table["文号"]) == {"示民〔2025〕5号"}


def test_a_village_hears_where_the_targets_are(run_screen):
    app = run_screen("progress", area=VILLAGE, to="2025-10")

    assert not app.exception
    assert "没有给" in plain_words(app)
    assert app.button(key="progress.up").label == "查看枫林乡的任务"


@pytest.mark.parametrize("bureau", PUBLISHED)
def test_a_published_bureau_gets_a_calm_message(run_screen, bureau):
    app = run_screen("progress", **PUBLISHED[bureau])

    assert not app.exception
    assert not app.error
    assert not app.warning
    assert "没有可供跟踪的年度任务清单" in plain_words(app)


def test_a_year_without_targets_is_no_fault(run_screen):
    app = run_screen("progress", area=TOWNSHIP, to="2023-05")

    assert not app.exception
    assert "下达2023年的任务或目标" in plain_words(app)


@pytest.mark.parametrize(
    ("exhibit", "count"),
    [
        ("progress.people.all", 4),
        ("progress.people.behind", 2),
        ("progress.plain.all", 7),
        ("progress.all.stage", 1),
        ("nonsense.x.y", 13),
    ],
)
def test_the_address_filters(run_screen, exhibit, count):
    app = run_screen("progress", area=COUNTY, to="2025-10", exhibit=exhibit)

    assert not app.exception
    assert len(app.dataframe[0].value) == count


def test_a_filter_that_leaves_nothing_says_so(run_screen):
    app = run_screen("progress", area=COUNTY, to="2025-10", exhibit="progress.yearly.off")

    assert not app.exception
    assert "没有任务" in plain_words(app)


def test_the_address_chooses_the_task_below(run_screen):
    app = run_screen("progress", area=COUNTY, to="2025-10", indicator="lottery_sales_amount")

    assert not app.exception
    assert "福利彩票销售2330万元：" in plain_words(app)
    assert "上年同期占全年" in plain_words(app)


# -- the rule ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def own(run_screen, demo_dir, tmp_path, monkeypatch):
    """The screen over a copy of the demo county, which may be written to."""
    shutil.copytree(demo_dir, tmp_path / "data")
    app = run_screen("progress", area=COUNTY, to="2025-10")
    engine._engine.cache_clear()
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(tmp_path / "data"))
    yield app
    engine._engine.cache_clear()


def rules() -> list[int]:
    with open_source(who()) as source:
        return [rule.since for rule in light_rules.every(source.settings)]


def save(app):
    return next(button for button in app.button if button.label == "保存规则").click().run()


def test_a_good_rule_is_kept_and_lights_follow_it(own):
    """22.4 points behind is yellow until 20 is the warning level."""
    own.number_input(key="rule.pace.2.upto.0").set_value(20.0)
    own.number_input(key="rule.pace.3.over.0").set_value(20.0)
    app = save(own)

    assert not app.exception
    assert [box.value.replace("\\", "") for box in app.success] == ["已保存：自2025年10月起按新规则亮灯，此前各月仍按原规则。"]
    assert app.dataframe[0].value.set_index("任务").loc["特殊困难老年人家庭适老化改造", "灯"] == "▼低于预警值"
    assert rules() == [202510, 0]


def test_overlapping_bands_are_refused_in_words_and_nothing_is_kept(own):
    own.number_input(key="rule.pace.1.upto.0").set_value(15.0)
    app = save(own)

    assert not app.exception
    assert "1处需要改正，没有保存" in app.error[0].value
    assert any("在10至15个百分点之间重叠" in line.value for line in app.text)
    assert rules() == [0]


def test_a_month_that_is_none_is_refused(own):
    own.text_input(key="rule.since").set_value("明年")
    app = save(own)

    assert any("启用月份“明年”写法不对" in line.value for line in app.text)
    assert rules() == [0]
