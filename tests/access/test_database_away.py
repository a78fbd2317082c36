"""The screens on a real PostgreSQL server that goes away, freezes and comes back: calm words, never zeros, no restart."""

from __future__ import annotations

import signal
import subprocess
import sys
import time

import psutil
import pytest

from pages import SCREENS
from tests.access.probe import Probe, ask
from tests.browser.driving import serving
from tests.conftest import HOUSE, databases_of
from tests.data_access.test_patience import frozen

AWAY = "数据库暂时连不上".encode()
SHOWN = "民政工作总览".encode()  # the menu

pytestmark = pytest.mark.full


@pytest.fixture(scope="module")
def on_server(postgresql, tmp_path_factory):
    """The address of a server over a demo county that it has made itself on PostgreSQL."""
    folder = tmp_path_factory.mktemp("on_server")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("COCKPIT_DATA_DIR", str(folder))
        patched.setenv("COCKPIT_DATABASE_URL", databases_of(postgresql.get_uri())())
        made = [sys.executable, "-c", "from sample_data import start; start.initialise()"]
        subprocess.run(made, cwd=HOUSE, check=True)  # takes longer than a server may take to come up
        with serving(folder, folder / "log") as address:
            yield address


def test_every_page_opens_on_a_server(on_server):
    for screen in SCREENS:
        with Probe(on_server) as probe:
            heard = probe.open(screen.name)
        assert SHOWN in heard and AWAY not in heard, screen.name


def test_every_page_says_calmly_that_a_frozen_database_is_away_and_heals(on_server, postgresql, record_measure):
    with Probe(on_server) as probe:
        probe.open("overview")
    longest = 0.0
    with frozen(postgresql):
        for screen in SCREENS:
            start = time.monotonic()
            with Probe(on_server) as probe:
                heard = probe.open(screen.name)
            longest = max(longest, time.monotonic() - start)
            assert AWAY in heard, screen.name
            assert b"Traceback" not in heard and b"psycopg" not in heard
        assert ask(on_server, "/readyz")[0] == 503
    record_measure("seconds until a page says that a frozen database is away, the longest", round(longest, 1))
    with Probe(on_server) as probe:
        assert AWAY not in probe.open("overview")
    assert ask(on_server, "/readyz")[0] == 200


def test_a_stopped_database_is_said_at_once_and_healed_when_it_is_back(on_server, postgresql, record_measure):
    postgresql.psql("SELECT 1")
    longest = 0.0
    stop(postgresql)
    try:
        for screen in SCREENS:
            start = time.monotonic()
            with Probe(on_server) as probe:
                assert AWAY in probe.open(screen.name), screen.name
            longest = max(longest, time.monotonic() - start)
    finally:
        start_again(postgresql)
    record_measure("seconds until a page says that a stopped database is away, the longest", round(longest, 1))
    with Probe(on_server) as probe:
        assert AWAY not in probe.open("overview")


def start_again(server) -> None:
    """It recovers first, for which the package waits only ten seconds."""
    for _ in range(6):
        try:
            return server.ensure_postgres_running()
        except subprocess.TimeoutExpired:
            continue
    raise RuntimeError("PostgreSQL did not come up again")


def stop(server) -> None:
    first = psutil.Process(server.get_pid())
    first.send_signal(signal.SIGQUIT)  # at once, as in a power cut
    first.wait(20)
