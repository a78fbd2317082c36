"""乡镇概况, 乡镇排名, 指标分析: what they show for the demo county and for the bureaus of the published reports."""

import shutil

import pytest

from data_access import boundaries, engine
from data_access.scope import EVERYTHING
from tests.pages.test_screens import COUNTY, TOWNSHIP, VILLAGE, words


def frames(app) -> list:
    return [table.value for table in app.dataframe]


def test_the_county_is_asked_which_township(run_screen):
    app = run_screen("township", area=COUNTY)

    assert "请选择乡镇" in words(app)
    assert len(frames(app)[0]) == 18


def test_a_township_has_its_sheet_and_its_villages(run_screen):
    app = run_screen("township", area=TOWNSHIP)

    sheet, villages = frames(app)
    assert sheet["指标"].tolist()[:2] == ["助餐设施覆盖率", "火化率（火化区）"]
    assert len(villages) == 11  # the township and its ten
    assert "短板" in words(app)


def test_a_village_is_led_to_its_township(run_screen):
    app = run_screen("township", area=VILLAGE)

    assert "按乡镇编制" in words(app)


def test_townships_are_ranked_with_bars_tiles_and_table(run_screen):
    app = run_screen("compare", area=COUNTY, indicator="cremation_zone_rate")

    assert "枫林乡末位88" in words(app).replace("\\", "")
    assert "方格地图" in words(app)
    table = frames(app)[0]
    assert table["单位"].tolist()[14] == "枫林乡"
    assert table["距目标"].tolist()[14] == "差15具"


def test_with_boundaries_the_map_shows_the_townships_as_they_lie(run_screen, demo_dir, tmp_path, monkeypatch):
    """Two of eighteen have one; the others are named, and stay in the bars and the table."""
    run = run_screen  # it sets the data folder, which is then another
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(shutil.copytree(demo_dir, tmp_path / "demo")))
    square = [[(112.0, 30.0), (112.1, 30.0), (112.1, 30.1), (112.0, 30.0)]]
    with engine.writing() as connection:
        boundaries.put(connection, EVERYTHING, {TOWNSHIP: square, "990101001": square})
    app = run("compare", area=COUNTY, indicator="cremation_zone_rate")

    assert not app.exception
    assert "乡镇地图" in words(app)
    assert "方格地图" not in words(app)
    assert "没有边界：" in words(app)
    assert len(frames(app)[0]) == 18


def test_a_chosen_few_are_ranked_among_themselves(run_screen):
    app = run_screen("compare", area=COUNTY, among="990101010-990101001-nonsense")

    assert frames(app)[0]["位次"].tolist() == ["1/2", "2/2"]


def test_an_open_township_s_villages_can_be_ranked(run_screen):
    beside = run_screen("compare", area=TOWNSHIP, indicator="canteen_facility_coverage_rate")
    inside = run_screen("compare", area=TOWNSHIP, indicator="canteen_facility_coverage_rate", tab="villages")

    assert len(frames(beside)[0]) == 18
    assert len(frames(inside)[0]) == 10


def test_bureaus_are_compared_by_what_they_state(run_screen):
    app = run_screen("compare", area="340207", indicator="dibao_persons")

    assert not app.warning
    assert frames(app)[0]["单位"].tolist() == ["临武县", "鸠江区", "镇海区", "中捷产业园区"]


@pytest.mark.parametrize("code", ["medical_assistance_avg_per_time", "marriage_total_cases_couples", "home_care_served_persons"])
def test_an_unfair_ranking_is_refused_with_the_reason(run_screen, code):
    app = run_screen("compare", area="340207", indicator=code)

    assert "口径不同" in app.warning[0].value
    assert "位次" not in frames(app)[0].columns


def test_any_indicator_can_be_looked_at(run_screen):
    app = run_screen("explore", area=COUNTY, indicator="temporary_relief_amount", tab="table")

    assert not app.exception
    table = frames(app)[0]
    assert table["单位"].tolist()[0] == "示例县"
    assert len(table) == 19
    assert [one.label for one in app.get("download_button")] == ["下载 Excel", "下载 CSV", "导出 PPT", "导出 Word", "导出 PDF"]


def test_only_the_open_part_is_computed(run_screen):
    app = run_screen("explore", area=COUNTY, indicator="temporary_relief_amount", tab="heat")

    assert frames(app) == []
    assert len(app.get("bidi_component")) == 3


def test_a_documentary_indicator_of_a_link_is_shown_too(run_screen):
    app = run_screen("explore", area=COUNTY, indicator="medical_assistance_amount")

    assert not app.exception
    assert app.selectbox(key="explore.one").value == "medical_assistance_amount"


def test_of_a_bureau_the_stated_figures_are_shown(run_screen):
    app = run_screen("explore", area="340207", indicator="marriage_registrations_couples")

    assert frames(app)[0]["数值"].tolist() == ["2,651对"]
