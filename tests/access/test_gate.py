"""A server with a sign-in service, asked by people who are not signed in, or whose sign-in does not hold any more."""

from __future__ import annotations

import time
from contextlib import ExitStack

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from pages import SCREENS
from tests.access.conftest import person
from tests.access.probe import Probe, ask, cookie_of
from tests.browser.driving import serving
from tests.sizes import FULL

DOOR = "请先登录".encode()
FILES = ("/media/1234.xlsx", "/_stcore/metrics", "/_stcore/upload_file/a/b")


def nobody_and_former_people(address):
    old = person("leader", iat=int(time.time()) - 13 * 3600)
    return {"nobody": None, "expired": old, "stranger": person("who"), "gone": person("gone")}


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize("who", ["nobody", "expired", "stranger", "gone"])
def test_files_uploads_and_counters_are_for_those_signed_in(guarded, path, who):
    method = "PUT" if "upload" in path else "GET"

    status, said = ask(guarded, path, nobody_and_former_people(guarded)[who], method, b"x")

    assert (status, said.decode()) == (403, "请先登录。")
    assert ask(guarded, path, person("leader"), method, b"x")[0] != 403 or "upload" in path  # there the XSRF token is missing


@pytest.mark.parametrize(
    ("path", "status"), [("/nowhere", 404), ("/.env", 404), ("/app.py", 404), ("/overview", 200), ("/readyz", 200)]
)
def test_an_unknown_path_is_said_to_be_unknown(guarded, path, status):
    assert ask(guarded, path)[0] == status


def test_ready_says_more_than_that_the_process_lives(guarded):
    assert ask(guarded, "/readyz") == (200, b'{"database":"ok"}')


def test_a_tampered_cookie_is_nobody(guarded):
    good = cookie_of(person("leader"), guarded)
    with Probe(guarded, Cookie=good[:-4] + "AAAA") as probe:
        assert DOOR in probe.open("overview")


def test_signing_out_ends_every_copy_of_the_cookie(guarded):
    who = person("leader", iat=int(time.time()) - 123)
    with Probe(guarded, who) as probe:
        assert DOOR not in probe.open("overview")
    ask(guarded, "/auth/logout", who)
    with Probe(guarded, who) as thief:
        assert "已经退出登录".encode() in thief.open("overview")
    assert ask(guarded, "/_stcore/metrics", who)[0] == 403


def test_twenty_strangers_may_wait_and_no_more(guarded):
    """Nobody signed in can fill the server with open connections; those signed in still come in."""
    with ExitStack() as waiting:
        for _ in range(20):
            waiting.enter_context(Probe(guarded, **{"X-Forwarded-For": "10.9.9.9"}))
        with pytest.raises(Exception, match=r"403|1013|rejected"), Probe(guarded, **{"X-Forwarded-For": "10.9.9.9"}) as one:
            one.open("overview")
        with Probe(guarded, **{"X-Forwarded-For": "10.9.9.8"}) as other:
            assert DOOR in other.open("overview")
        with Probe(guarded, person("leader"), **{"X-Forwarded-For": "10.9.9.9"}) as known:
            assert DOOR not in known.open("catalogue")


def test_nobody_empties_the_caches_of_everybody(guarded):
    """The frame is dropped, and the conversation goes on."""
    clear = BackMsg(clear_cache=True)
    with Probe(guarded) as probe:
        probe.socket.send(clear.SerializeToString())
        assert DOOR in probe.open("overview")


@pytest.mark.parametrize("name", [screen.name for screen in SCREENS] if FULL else ["overview", "accounts"])
def test_no_page_opens_without_sign_in_on_a_server_that_nobody_visited_yet(
    guarded_options, staffed_dir, tmp_path, monkeypatch, name
):
    """Until `st.navigation` has run once, Streamlit would answer a page's address straight from its file."""
    with serving(staffed_dir, tmp_path / "log", options=guarded_options) as fresh, Probe(fresh) as probe:
        heard = probe.open(name)

    assert DOOR in heard
    assert "示例县".encode() not in heard
