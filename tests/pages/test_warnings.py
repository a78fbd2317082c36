"""需关注事项: listed, assigned, answered, closed, filtered, and refused in Chinese."""

import shutil
from datetime import date, timedelta

import pytest

from data_access import engine, follow_ups
from data_access.follow_ups import Raised
from data_access.scope import EVERYTHING, Scope
from tests.pages.test_screens import COUNTY, TOWNSHIP, words

AT = {"area": COUNTY, "span": "ytd", "to": "2025-10", "compare": "yoy"}
DUE = (date.today() + timedelta(days=30)).isoformat()
GONE = Raised(
    f"logic.{TOWNSHIP}.cremation_zone_rate.202502", TOWNSHIP, "cremation_zone_rate", "month", 202502, "枫林乡旧事项", "待核实", ""
)


@pytest.fixture
def open_screen(run_screen, demo_dir, tmp_path, monkeypatch):
    """A demo county of its own, since these tests write."""
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(shutil.copytree(demo_dir, tmp_path / "demo")))
    return run_screen


def cases() -> dict:
    with engine.reading() as connection:
        return follow_ups.cases(connection, EVERYTHING)


def first_item(open_screen) -> str:
    app = open_screen("warnings", **AT).button(key="follow_up.open.0").click().run()
    return app.query_params["item"][0] if isinstance(app.query_params["item"], list) else app.query_params["item"]


def type_in(app, key: str, **values: str):
    for name, value in values.items():
        app.text_input(key=f"{key}.{name}").input(value)
    return app.button(key=f"{key}.go").click().run()


def put(raised: Raised, due: date, today: date) -> None:
    with engine.writing() as connection:
        follow_ups.assign(connection, EVERYTHING, raised, "殡葬股", due.isoformat(), "", today)


def test_the_screen_lists_what_the_overview_lists(open_screen):
    """Each with its rule, its number's inspector or its returns, and its state."""
    overview = open_screen("overview", **AT)
    raised = [one.label.split("**")[1] for one in overview.button if str(one.key).startswith("attention.")]
    app = open_screen("warnings", **AT)
    shown = words(app)
    rows = [one for one in app.button if str(one.key).startswith("follow_up.open.")]

    assert raised
    assert len(rows) == len(raised) + 1  # and the grave finding of the checks, which only this screen lists
    assert all(title in shown for title in raised)
    assert shown.count("未交办") == len(rows)
    assert any(str(one.key).startswith("inspect.follow_up.") for one in app.button)
    assert not app.exception


def test_assigned_answered_and_closed(open_screen):
    item = first_item(open_screen)
    key = f"follow_up.{item}"

    app = type_in(open_screen("warnings", item=item, **AT), f"{key}.0.assign", who="殡葬股", due=DUE, text="核对名单")
    assert not app.error
    assert "已交办 殡葬股" in words(app)
    assert "已交办 殡葬股" in str([one.label for one in open_screen("overview", **AT).get("page_link")])

    app = type_in(open_screen("warnings", item=item, **AT), f"{key}.1.answer", who="殡葬股", text="已核对，差2例")
    assert "◕ 已反馈" in words(app)

    app = type_in(open_screen("warnings", item=item, **AT), f"{key}.2.close", text="补报2例")
    assert "● 已销号" in words(app)
    assert "销号后仍在提示" in words(app)
    assert [(step.kind, step.text) for step in cases()[item].steps] == [
        ("assign", "核对名单"), ("answer", "已核对，差2例"), ("close", "补报2例"),
    ]  # fmt: skip
    history = words(open_screen("warnings", item=item, **AT))
    assert all(text in history for text in ("核对名单", "已核对，差2例", "补报2例"))


@pytest.mark.parametrize(
    ("typed", "word"), [({"due": DUE}, "还没有填写责任人"), ({"who": "殡葬股", "due": "下周五"}, "不是有效日期")]
)
def test_a_bad_assignment_is_refused_on_the_screen(open_screen, typed, word):
    item = first_item(open_screen)
    app = type_in(open_screen("warnings", item=item, **AT), f"follow_up.{item}.0.assign", **typed)

    assert word in app.error[0].value
    assert cases() == {}


def test_what_is_raised_no_more_stays_listed_and_overdue_is_said(open_screen):
    put(GONE, date.today() - timedelta(days=3), date.today() - timedelta(days=9))
    app = open_screen("warnings", state="逾期", **AT)

    shown = words(app).replace("\\", "")
    assert "枫林乡旧事项" in shown
    assert "目前不再提示" in shown
    assert "▲ 已交办 殡葬股" in shown
    assert "逾期3天" in shown
    assert len([one for one in app.button if str(one.key).startswith("follow_up.open.")]) == 1


def test_an_account_that_may_not_submit_sees_no_form(open_screen, monkeypatch):
    item = first_item(open_screen)
    monkeypatch.setattr("pages.views.session.who", lambda: Scope("reader", ("",)))
    app = open_screen("warnings", item=item, **AT)

    assert "当前账户不能办理这一步" in words(app)
    assert not app.text_input or all(not str(one.key).startswith("follow_up") for one in app.text_input)


def test_a_link_to_what_is_not_there_says_so(open_screen):
    app = open_screen("warnings", item="target.990101.nothing.2025", **AT)

    assert any("没有提示" in one.value for one in app.info)
    assert not app.exception


def test_grave_findings_of_quality_are_raised_and_the_rank_rule_can_be_set(open_screen):
    app = open_screen("warnings", area="990101", span="ytd", to="2025-10")
    assert any("柳塘镇2025年3—6月死亡74人" in one.value for one in app.markdown)
    assert any("还没有设置按名次提示" in one.label for one in app.expander)
    assert not app.exception
