"""会议演示: saved from a screen, walked by its buttons, drilled into, decided at, and refused in Chinese."""

import io
import shutil

import pytest
from docx import Document

from data_access import engine, meeting
from data_access.scope import EVERYTHING
from tests.pages.test_screens import COUNTY, TOWNSHIP, metrics, words

AT = {"span": "ytd", "to": "2025-10", "compare": "yoy"}


@pytest.fixture
def folder(demo_dir, tmp_path):
    """A demo county of its own, since these tests write."""
    return shutil.copytree(demo_dir, tmp_path / "demo")


@pytest.fixture
def open_screen(run_screen, folder, monkeypatch):
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(folder))
    return run_screen


def put(page: str, title: str, **keys: str) -> int:
    with engine.writing() as connection:
        return meeting.add(connection, EVERYTHING, page, AT | keys, title)


def queued() -> list[meeting.SavedView]:
    with engine.reading() as connection:
        return meeting.queue(connection, EVERYTHING)


def opened(open_screen, item: int):
    """The saved view as its button in the list opens it."""
    return open_screen("meeting").button(key=f"meeting.open.{item}").click().run()


def test_an_empty_queue_says_how_to_fill_it(open_screen):
    app = open_screen("meeting")

    assert "会议队列还是空的" in app.info[0].value
    assert not app.exception


def test_a_view_is_saved_from_its_screen_once(open_screen):
    app = open_screen("funeral", area=TOWNSHIP, **AT)
    app.button(key="meeting.save").click().run()
    assert [(view.page, view.title, dict(view.keys)) for view in queued()] == [("funeral", "殡葬管理", AT | {"area": TOWNSHIP})]
    assert not app.error

    app.button(key="meeting.save").click().run()
    assert "已在会议队列里" in app.error[0].value
    assert len(queued()) == 1


def test_the_21st_view_is_refused_on_the_screen(open_screen):
    for number in range(meeting.MOST):
        put("funeral", "殡葬管理", area=f"9901010{number + 1:02d}")
    app = open_screen("funeral", area=COUNTY, **AT)
    app.button(key="meeting.save").click().run()

    assert "已满20个" in app.error[0].value
    assert len(queued()) == meeting.MOST


def test_a_saved_view_opens_with_the_figures_of_its_screen(open_screen):
    item = put("funeral", "殡葬管理", area=TOWNSHIP)
    there = metrics(open_screen("funeral", area=TOWNSHIP, **AT))
    app = opened(open_screen, item)
    shown = metrics(app)

    assert shown
    assert {label: there[label] for label in shown} == shown
    assert "枫林乡" in words(app)


def test_the_queue_stays_while_going_down_and_next_is_the_next_as_saved(open_screen):
    first, second = put("funeral", "殡葬管理", area=COUNTY), put("elderly_care", "养老服务", area=COUNTY)
    app = opened(open_screen, first)
    app.query_params["area"] = TOWNSHIP  # as a click on the township's bar does
    app.run()
    assert "1/2　殡葬管理 · 枫林乡" in words(app)

    app.button(key="meeting.home").click().run()
    assert "1/2　殡葬管理 · 示例县" in words(app)

    app.button(key="meeting.Right").click().run()
    assert "2/2　养老服务 · 示例县" in words(app)
    assert app.query_params["item"] == str(second)
    assert app.button(key="meeting.Right").disabled


def test_a_decision_is_kept_and_a_bad_one_refused(open_screen):
    item = put("funeral", "殡葬管理", area=COUNTY)
    app = opened(open_screen, item)
    key, save = f"meeting.decision.{item}", lambda: next(one for one in app.button if one.label == "保存决定").click().run()
    save()
    assert "还没有填写决定事项" in app.error[0].value

    app.text_area(key=f"{key}.decision").input("每月核对名单")
    app.text_input(key=f"{key}.due").input("下周五")
    save()
    assert "不是有效日期" in app.error[0].value
    assert queued()[0].decision == ""

    app.text_area(key=f"{key}.decision").input("每月核对名单")  # the forwarding front door of an AppTest drops typed text
    app.text_input(key=f"{key}.owner").input("殡葬股")
    app.text_input(key=f"{key}.due").input("2026-03-31")
    save()
    assert [box.value for box in app.error] == []
    kept = queued()[0]
    assert (kept.decision, kept.owner, kept.due.isoformat()) == ("每月核对名单", "殡葬股", "2026-03-31")
    assert "决定：每月核对名单（殡葬股，2026年3月31日）" in words(open_screen("meeting")).replace("\\", "")


def test_order_and_removal(open_screen):
    first, second = put("funeral", "殡葬管理", area=COUNTY), put("elderly_care", "养老服务", area=COUNTY)
    app = open_screen("meeting")
    app.button(key=f"meeting.1.{first}").click().run()
    assert [view.id for view in queued()] == [second, first]

    app.button(key=f"meeting.remove.{second}").click().run()
    assert [view.id for view in queued()] == [first]
    assert not app.exception


def test_a_link_to_a_removed_view_leads_to_the_queue(open_screen):
    put("funeral", "殡葬管理", area=COUNTY)
    app = open_screen("meeting", item="99")

    assert "已不在会议队列里" in app.warning[0].value
    assert not app.exception


@pytest.mark.parametrize(
    ("page", "area"), [("marriage", TOWNSHIP), ("quality", COUNTY), ("funeral", "990101010001"), ("overview", "341524")]
)
def test_every_kind_of_saved_view_opens(open_screen, page, area):
    app = opened(open_screen, put(page, "画面", area=area))

    assert not app.exception
    assert not app.error


def test_the_minutes_hold_the_figures_of_the_screen(open_screen, folder):
    from pages import meeting as screen
    from pages.views import meeting_minutes

    item = put("funeral", "殡葬管理", area=TOWNSHIP)
    with engine.writing() as connection:
        meeting.record(connection, EVERYTHING, item, "每月核对名单", "殡葬股", "2026-03-31")
    shown = metrics(opened(open_screen, item))
    text = "\n".join(
        one.text for one in Document(io.BytesIO(meeting_minutes.written(EVERYTHING, queued(), screen._saved_codes))).paragraphs
    )

    assert shown
    assert all(f"{label}{value}" in text for label, value in shown.items())
    assert "数据版本" in text
    assert "示例数据" in text
    assert "决定事项：每月核对名单" in text
