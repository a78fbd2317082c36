"""Through a real sign-in service in a real browser: in, no account yet, an account, out, and a stolen cookie."""

from __future__ import annotations

import re
import shutil

import pytest
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from data_access import accounts, audit, engine
from data_access.scope import EVERYTHING
from tests.access.provider import PASSWORD, USER, secrets, signing_in
from tests.browser.driving import Visitor, free_port, serving


@pytest.fixture
def cockpit(demo_dir, tmp_path, monkeypatch):
    """The address (by name, as the cookies want it) of a server that asks a real service who is there."""
    data = tmp_path / "data"
    shutil.copytree(demo_dir, data)
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(data))
    port = free_port()
    address = f"http://localhost:{port}"
    with signing_in(tmp_path, address) as service:
        options = ["--secrets.files", str(secrets(tmp_path, address, service)), "--browser.serverAddress", "localhost"]
        with serving(data, tmp_path / "log", options=options, port=port):
            yield address


def sign_in(visitor: Visitor) -> None:
    page = visitor.page
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/login**")
    page.locator("input[name=login]").fill(USER)
    page.locator("button[type=submit], input[type=submit]").first.click()
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("button[type=submit], input[type=submit]").first.click()
    accept = page.locator("button[value=accept]")
    accept.or_(page.get_by_test_id("stApp")).first.wait_for()
    if accept.count():
        accept.click()
    page.wait_for_url(f"{visitor.address}/**")
    visitor.settle()


def wait_until_out(visitor: Visitor) -> None:
    for _ in range(100):
        if not any(one["name"] == USER_COOKIE_NAME for one in visitor.context.cookies()):
            return
        visitor.page.wait_for_timeout(100)
    raise AssertionError("the cookie of the sign-in is still there after signing out")


def test_in_without_an_account_then_with_one_then_out_and_the_copied_cookie_is_worthless(browser, cockpit):
    visitor = Visitor(browser, cockpit)
    assert "请先登录" in visitor.visit("/funeral?area=990101").get_by_test_id("stMain").inner_text()
    sign_in(visitor)
    said = visitor.page.get_by_test_id("stMain").inner_text()
    issuer, subject = re.search(r"发行者 (\S+)，用户标识 (\S+)", said).groups()

    with engine.writing() as connection:
        accounts.put(connection, accounts.Account("wang", "leader", ("990101",), (), issuer, subject), EVERYTHING)
    page = visitor.visit("/funeral?area=990101")
    assert "殡葬管理" in page.title()
    assert page.get_by_test_id("stMetric").count() or "火化" in page.get_by_test_id("stMain").inner_text()

    copied = visitor.context.cookies()
    page.get_by_role("button", name="wang").click()
    page.get_by_role("button", name="退出登录").click()
    wait_until_out(visitor)

    thief = Visitor(browser, cockpit)
    thief.context.add_cookies(copied)
    assert "已经退出登录" in thief.visit("/overview").get_by_test_id("stMain").inner_text()
    with engine.reading() as connection:
        assert [one.action for one in audit.events(connection)][:2] == ["sign_out", "sign_in"]
    thief.close(), visitor.close()
