"""The house around the screens: the menu, the way in, the server's headers and its start-up."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from cockpit_chart import BUNDLE, FILES

from pages import HOME, SCREENS
from tests.conftest import HOUSE


@pytest.mark.parametrize("name", [screen.name for screen in SCREENS])
def test_every_screen_opens_without_a_fault(run_screen, name):
    screen = run_screen(name)

    assert not screen.exception
    assert screen.main.children


def test_an_address_that_names_no_screen_leads_home_with_its_keys(run_screen):
    """A mistyped or outdated link must not end on an empty page."""
    screen = run_screen("no_such_screen", area="990101003")

    assert not screen.exception
    assert screen.query_params.get("area") == "990101003"
    assert "page" not in screen.query_params


def test_the_screens_listed_are_the_modules_there_are():
    """A page file that is not listed would be reachable by nobody; one that is listed and missing breaks the menu."""
    files = {path.stem for path in (HOUSE / "pages").glob("*.py")} - {"__init__"}

    assert {screen.name for screen in SCREENS} == files
    assert SCREENS[0].name == HOME


def answer(server: str, address: str):
    """Status and headers, redirects not followed."""
    connection = HTTPConnection(urlsplit(server).netloc)
    connection.request("GET", address)
    got = connection.getresponse()
    connection.close()
    return got


@pytest.mark.parametrize("address", ["/overview", "/_stcore/health", "/"])
def test_every_answer_carries_the_safe_headers(server, address):
    headers = answer(server, address).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]


def test_a_browser_may_keep_the_chart_s_bundle_and_hears_of_it_early(server):
    """1.5 MB that would else be packed and sent for every opened page, and asked for when the first chart waits."""
    page = HTTPConnection(urlsplit(server).netloc)
    page.request("GET", "/overview", headers={"Accept": "text/html"})
    named = re.findall(r'<link rel="modulepreload" href="\.(/_stcore[^"]+)">', page.getresponse().read().decode())

    assert named == [BUNDLE, f"{FILES}chart.js"]
    assert [answer(server, name).status for name in named] == [200, 200]
    assert "immutable" in answer(server, BUNDLE).headers["cache-control"]
    assert "immutable" not in answer(server, f"{FILES}chart.js").headers["cache-control"]


@pytest.mark.parametrize(("address", "to"), [("/", "overview"), ("/?area=99&to=2025-10", "overview?area=99&to=2025-10")])
def test_the_root_redirects_to_the_overview_with_its_keys(server, address, to):
    got = answer(server, address)

    assert (got.status, got.headers["location"]) == (307, to)


def test_a_start_that_fails_says_why_in_chinese_and_ends(tmp_path):
    """A data folder that cannot be used: one clear message and the remedy, no stack of file names."""
    blocked = tmp_path / "a file, not a folder"
    blocked.touch()
    environment = {**os.environ, "COCKPIT_DATA_DIR": str(blocked)}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", "0"]

    ended = subprocess.run(command, cwd=HOUSE, env=environment, capture_output=True, text=True, timeout=60)

    assert ended.returncode != 0
    assert "启动失败" in ended.stderr
    assert "COCKPIT_DATA_DIR" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_taken_port_is_said_in_chinese_with_the_remedy():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        command = [sys.executable, "-m", "data_access.preflight", "--port", str(port)]
        ended = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True)

    assert ended.returncode != 0
    assert f"端口 {port}" in ended.stderr
    assert "make run PORT=" in ended.stderr
