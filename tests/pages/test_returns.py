"""数据报送 and 数据版本 by themselves: template, check, warnings that need a reason, commit once, and the way back."""

import io
import shutil

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from data_access import engine, plans, reads, submissions
from data_access.errors import InputError
from data_access.scope import EVERYTHING, NOTHING
from metrics import returning
from metrics.source import open_source
from tests.pages.test_screens import words

COUNTY, FENGLIN = "990101", "990101003"
NAME = "殡葬.xlsx"


def sheet(*rows, title="2025年10月殡葬报表", head=("乡镇", "死亡人数", "遗体火化数")) -> bytes:
    book = openpyxl.Workbook()
    for row in ((title,), head, *rows):
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def second_step() -> None:
    """The step by itself: a file cannot be uploaded behind the front door of an AppTest."""
    import streamlit as st

    from data_access.scope import EVERYTHING
    from metrics.results import Span, View
    from metrics.source import open_source
    from pages import SCREENS
    from pages.views import return_check
    from pages.views.session import Screen

    def body() -> None:
        with open_source(EVERYTHING) as source:
            return_check.show(Screen("returns", source, View("990101", Span("ytd", 202510))))

    doors = [st.Page(screen.render, title=screen.title, url_path=screen.name) for screen in SCREENS]
    st.navigation([st.Page(body, default=True, url_path="desk"), *doors], position="hidden").run()


@pytest.fixture
def folder(run_screen, demo_dir, tmp_path, monkeypatch):
    """A demo county of its own, since these tests write."""
    copy = shutil.copytree(demo_dir, tmp_path / "demo")
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(copy))
    return copy


def uploaded(content: bytes, name: str = NAME) -> AppTest:
    app = AppTest.from_function(second_step, default_timeout=60).run()
    app.file_uploader[0].upload(name, content).run()
    assert not app.exception
    return app


def newest() -> int:
    with open_source(EVERYTHING) as source:
        return source.version


def test_a_part_above_its_whole_is_written_only_with_a_tick_and_a_reason_and_only_once(folder):
    before, content = newest(), sheet(("枫林乡", 3, 5))
    app = uploaded(content)
    assert "大于" in " ".join(app.dataframe[0].value["原因"])
    assert app.button(key="returns.commit").disabled

    app.checkbox(key="returns.sure").check().run()
    assert app.button(key="returns.commit").disabled
    app.text_input(key="returns.reason").input("含上月迟报").run()
    app.button(key="returns.commit").click().run()

    assert f"已入库：数据版本{before + 1}" in app.success[0].value
    assert newest() == before + 1
    assert f"已入库：数据版本{before + 1}" in uploaded(content).success[0].value  # the tab was closed and opened again
    with engine.reading() as connection:
        assert "含上月迟报" in reads.versions(connection, EVERYTHING)["note"].iloc[0]


def test_errors_are_listed_at_their_cells_and_there_is_no_way_to_write(folder):
    before = newest()
    app = uploaded(sheet(("枫林乡", "三人", 2)))

    assert app.dataframe[0].value["单元格"].tolist()[0] == "B3"
    assert not [one for one in app.button if one.key == "returns.commit"]
    assert newest() == before


def test_what_was_shown_is_checked_again_and_who_may_not_submit_writes_nothing(folder):
    before, content = newest(), sheet(("枫林乡", 3, 5))

    with pytest.raises(InputError, match="与刚才显示的不同"):
        returning.send(content, NAME, EVERYTHING, "含上月迟报", ())
    with pytest.raises(InputError, match="处错误"):
        wrong = sheet(("枫林乡", "三人", 5))
        with open_source(EVERYTHING) as source:
            shown = returning.check(wrong, NAME, source).findings
        returning.send(wrong, NAME, EVERYTHING, "含上月迟报", shown)
    with pytest.raises(InputError, match="没有报送的权限"):
        returning.send(content, NAME, NOTHING, "x", ())
    with pytest.raises(InputError, match="没有发布"):
        returning.take_back(before, NOTHING, "x")
    assert newest() == before


def test_the_first_step_offers_the_lines_that_a_unit_owes(run_screen):
    app = run_screen("returns", area=FENGLIN)

    assert "殡葬管理" in app.selectbox(key="returns.line").options
    assert not app.exception
    assert "没有报送任务" in words(run_screen("returns", area="340207")) + run_screen("returns", area="340207").info[0].value


def test_versions_show_what_a_return_changed_and_take_it_back(folder, run_screen):
    with open_source(EVERYTHING) as source:
        draft = returning.check(sheet(("枫林乡", 7, 7)), NAME, source)
    version = returning.commit(draft, "local", "更正")
    app = run_screen("versions", area=COUNTY)

    assert app.dataframe[0].value["版本"].iloc[0] == version
    assert set(app.dataframe[1].value["单位"]) == {"枫林乡"}
    assert set(app.dataframe[1].value["新数"]) <= {"7人", "7具"}

    app.button(key=f"versions.revert.{version}").click().run()
    assert "没有写明撤回的原因" in app.error[0].value
    app.text_input(key=f"versions.reason.{version}").input("错表")
    app.button(key=f"versions.revert.{version}").click().run()
    assert newest() == version + 1
    assert app.dataframe[0].value["状态"].tolist()[:2] == ["撤回报表", f"已由版本{version + 1}撤回"]
    assert not [one for one in app.button if one.key and one.key.startswith("versions.revert")]


def test_an_unknown_version_falls_back_with_a_notice(run_screen):
    assert "没有数据版本" in run_screen("versions", area=COUNTY, version="99999").warning[0].value


def test_a_month_is_sealed_and_its_amendment_is_shown(folder, run_screen):
    address = {"area": COUNTY, "to": "2025-10"}
    app = run_screen("versions", **address)
    app.button(key="seal.seal").click().run()
    assert "未报齐" in app.error[0].value
    app.text_input(key="seal.reason").input("三岔乡年底补报")
    app.button(key="seal.seal").click().run()
    assert not [one for one in app.button if one.key == "seal.seal"]
    assert "此后没有改动" in words(app)

    screen = uploaded(sheet(("枫林乡", 9, 8), title="2025年10月殡葬报表"))
    assert "已于" in " ".join(screen.dataframe[0].value["原因"])
    screen.checkbox(key="returns.sure").check().run()
    screen.text_input(key="returns.reason").input("漏登").run()
    screen.button(key="returns.commit").click().run()
    app = run_screen("versions", **address)

    assert "修订2025年10月定稿数" in app.dataframe[0].value["状态"].iloc[0]
    assert set(app.dataframe[-1].value["原因"]) == {f"漏登（版本{newest()}）"}
    assert "2025年10月已定稿，修订1次" in run_screen("funeral", **address).caption[0].value


def test_a_form_is_saved_once_and_its_next_month_is_read_by_it(folder):
    head = ("乡镇", "死亡人数", "遗体火化数")
    first = uploaded(sheet(("枫林乡", 25, 24), title="2025年10月殡葬报表", head=head), "10月殡葬台账.xlsx")
    assert first.text_input(key="returns.form.name").value == "殡葬台账"
    first.button(key="returns.form.save").click().run()
    assert "已按保存的“殡葬台账”读取" in words(first)

    again = uploaded(sheet(("枫林乡", 25, 24), title="2025年9月殡葬报表", head=head), "9月殡葬台账.xlsx")
    assert "已按保存的“殡葬台账”读取" in words(again)
    assert again.button(key="returns.commit").disabled is False
    assert not [one for one in again.button if one.key == "returns.form.save"]


def test_heads_that_are_not_known_can_be_declared_on_the_screen(folder):
    app = uploaded(sheet(("枫林", 9), title="2025年10月", head=("镇别", "走的人")))

    assert not app.exception and "没有找到认识的表头" in app.dataframe[0].value["原因"].iloc[0]
    assert [one.label for one in app.expander] == ["列与指标的对应（1列没有对应）"]
    assert app.number_input[0].value == 2


def test_where_returns_wait_the_screen_hands_in_passes_and_publishes(folder, run_screen):
    with engine.writing() as connection:
        plans.put_settings(connection, {submissions.SETTING: "1"}, "办公室")
    before = newest()
    app = uploaded(sheet(("枫林乡", 25, 24), title="2025年9月殡葬报表"))
    assert app.button(key="returns.commit").label == "提交审核"
    app.button(key="returns.commit").click().run()
    assert "已提交（第1号），待审核" in app.success[0].value and newest() == before

    desk = run_screen("returns", area=COUNTY)
    assert desk.dataframe[0].value["状态"].tolist() == ["待审核"]
    desk.button(key="review.pass").click().run()
    assert desk.dataframe[0].value["状态"].tolist() == ["待发布"]
    desk.button(key="review.publish").click().run()
    assert desk.dataframe[0].value["状态"].tolist() == ["已发布"] and newest() == before + 1
