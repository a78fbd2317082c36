"""Who is let in, and what stands on the screen for those who are not."""

from __future__ import annotations

import dataclasses
import time
import types

import pytest

from data_access import accounts, audit, engine
from data_access.scope import EVERYTHING
from pages import SCREENS
from pages.views import messages, sign_in
from tests.access.conftest import ISSUER, TOWNSHIP, person, words

HOUR = 3600


def test_without_a_sign_in_service_nobody_is_asked(run_screen):
    assert "登录" not in [one.label for one in run_screen("catalogue").button]


@pytest.mark.parametrize("name", [screen.name for screen in SCREENS])
def test_no_screen_shows_a_figure_to_somebody_who_is_not_signed_in(open_as, name):
    app = open_as({"is_logged_in": False}, name)

    assert [one.label for one in app.button] == ["登录"]
    assert words(app).replace("民政领导驾驶舱", "").strip() == "请先登录。点击下面的按钮，用单位的统一身份登录。"


@pytest.mark.parametrize(
    ("who", "said"),
    [
        (person("nobody"), f"还没有账号，不能查看任何数据。请把下面的内容告诉系统管理员：发行者 {ISSUER}，用户标识 nobody"),
        (person("leader", iss="https://elsewhere"), "还没有账号"),
        (person("gone"), "账号“gone”已停用"),
        (person("leader", email_verified=False), "没有核实过这个邮箱"),
        (person("new", email="new@example.cn"), "还没有账号"),  # nobody verified the address
        (person("leader", iat=int(time.time()) - 12 * HOUR - 60), "登录已超过12小时"),
        (person("leader", iat=int(time.time()) + HOUR), "登录已超过12小时"),
        (person("leader", iat=0), "登录已超过12小时"),
    ],
)
def test_whoever_may_not_come_in_is_told_why_and_sees_nothing_else(open_as, who, said):
    app = open_as(who, "overview")

    assert said in words(app)
    assert not app.metric and not app.exception
    assert len(app.button) == 1


def test_a_leader_comes_in_and_the_sign_in_is_told_once(open_as, staffed):
    def told() -> int:
        with engine.reading() as connection:
            return sum(one.action == "sign_in" and one.account == "leader" for one in audit.events(connection))

    who, before = person("leader", iat=int(time.time()) - 77), told()
    for _ in range(2):
        assert not open_as(who, "funeral").exception

    with engine.reading() as connection:
        assert accounts.is_open(connection, sign_in.token_of(who))
    assert told() == before + 1


def test_an_ended_sign_in_stays_ended_for_every_copy_of_its_cookie(open_as, staffed):
    who = person("leader", iat=int(time.time()) - 88)
    open_as(who, "funeral")
    with engine.writing() as connection:
        accounts.end_sign_in(connection, sign_in.token_of(who), "leader")

    assert "已经退出登录" in words(open_as(dict(who), "funeral"))


def test_a_change_of_rights_holds_at_the_next_run(open_as, staffed):
    first = accounts.Account("mover", "administrator", ("990101",), (), ISSUER, "mover")
    with engine.writing() as connection:
        accounts.put(connection, first, EVERYTHING)
    app = open_as(person("mover"), "accounts")
    assert not app.error

    with engine.writing() as connection:
        accounts.put(connection, accounts.Account("mover", "township", (TOWNSHIP,), (), ISSUER, "mover"), EVERYTHING)
    app.run()

    assert "不能打开“账号与权限”" in words(app)


def test_an_account_disabled_while_its_page_is_open_writes_nothing_by_a_click(staffed, monkeypatch):
    one = accounts.Account("leaver", "administrator", ("990101",), (), ISSUER, "leaver")
    with engine.writing() as connection:
        accounts.put(connection, one, EVERYTHING)
    here = types.SimpleNamespace(
        user=types.SimpleNamespace(to_dict=lambda: person("leaver")), context=types.SimpleNamespace(ip_address="127.0.0.1"),
        session_state={},
    )  # fmt: skip
    monkeypatch.setattr(sign_in, "is_required", lambda: True)
    monkeypatch.setattr(sign_in, "st", here)
    monkeypatch.setattr(messages, "st", here)
    done = []
    assert messages.written(lambda connection, scope: done.append(scope.account))
    with engine.writing() as connection:
        accounts.put(connection, dataclasses.replace(one, is_active=False), EVERYTHING)

    assert not messages.written(lambda connection, scope: done.append(scope.account))
    assert done == ["leaver"]


def test_an_invited_address_is_bound_at_its_first_verified_sign_in(open_as, staffed):
    who = person("u-new", email="New@example.cn", email_verified=True)

    assert not open_as(who, "funeral").error
    with engine.reading() as connection:
        assert accounts.of_identity(connection, ISSUER, "u-new").name == "invited"


@pytest.mark.parametrize(
    ("role", "closed"),
    [
        ("leader", {"returns", "setup", "accounts"}),
        ("township", {"setup", "accounts"}),
        ("office", {"setup", "accounts"}),
        ("administrator", {"returns"}),
        ("section", {"setup", "accounts", "elderly_care", "social_assistance", "disability", "child_welfare", "marriage",
                     "community", "charity_lottery", "place_names", "subsidies",  "administration", "transferred"}),
    ],
)  # fmt: skip
def test_a_screen_that_a_role_may_not_open_says_so(open_as, role, closed):
    for name in sorted(closed):
        app = open_as(person(role), name)
        assert "不能打开" in words(app), name
        assert not app.metric
