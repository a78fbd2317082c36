"""开县设置: a form is checked before anything is written, and enabled by one button."""

import shutil

import pytest
from streamlit.testing.v1 import AppTest

import manage
from tests.sample_data.forms import AREAS, form
from tests.sample_data.test_boundary_file import feature, packed


def steps() -> None:
    """The screen's own second step; a file cannot be uploaded behind the front door of an AppTest."""
    from pages import setup

    setup._check_and_enable()


@pytest.fixture
def screen(tmp_path, monkeypatch) -> AppTest:
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("COCKPIT_DEMO", "0")
    assert manage.main(["versions"]) == 0
    return AppTest.from_function(steps, default_timeout=30).run()


def test_a_good_form_is_summed_up_then_enabled(screen):
    screen.file_uploader[0].upload("小县.xlsx", form()).run()
    checked = [box.value for box in screen.success]
    screen.button(key="setup.enable").click().run()

    assert not screen.exception
    assert checked == ["检查通过。小县：县级1个、乡镇（街道）2个、村（社区）2个，目标1项，历史数据6条。"]
    assert "已启用小县" in screen.success[1].value


def test_mistakes_are_listed_by_cell_and_nothing_can_be_enabled(screen):
    screen.file_uploader[0].upload("小县.xlsx", form(areas=[*AREAS, ("88010100", "丙乡", "片区")])).run()

    assert "有1处需要改正" in screen.error[0].value
    assert [line.value for line in screen.text] == ["· “区划”表C7（级别）：“片区”不是级别，只能是：县、乡镇、村。"]
    assert not screen.button


def test_a_file_that_is_no_workbook_is_refused(screen):
    screen.file_uploader[0].upload("小县.xlsx", b"name,code").run()

    assert "这不是 Excel 工作簿" in screen.error[0].value


def boundary() -> None:
    from data_access.scope import EVERYTHING
    from pages.views import boundary_upload

    boundary_upload.show(EVERYTHING)


def test_a_boundary_file_is_checked_then_taken(demo_dir, tmp_path, monkeypatch):
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(shutil.copytree(demo_dir, tmp_path / "demo")))
    screen = AppTest.from_function(boundary, default_timeout=30).run()
    screen.file_uploader[0].upload("界.geojson", packed(feature("999"))).run()
    assert "有1处问题，没有写入" in screen.error[0].value
    assert not screen.button

    screen.file_uploader[0].upload("界.geojson", packed(feature("990101001"))).run()
    assert "检查通过。读到1个单位的边界" in screen.success[0].value
    screen.button(key="setup.boundary.enable").click().run()
    assert "已启用" in screen.success[1].value


def test_the_screen_shows_what_is_set_up_and_asks_before_going_back(run_screen):
    screen = run_screen("setup")

    assert not screen.exception
    assert "单位：示例县" in " ".join(text.value for text in screen.markdown).replace("\\", "")
    assert screen.button(key="setup.reset").disabled
