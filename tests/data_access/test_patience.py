"""A server that freezes: nobody waits for ever, nothing is taken for an answer that is none, and it heals by itself."""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager

import psutil
import pytest
from sqlalchemy import text

from data_access import engine
from data_access.errors import CockpitError
from data_access.patience import PatientConnection
from tests.conftest import databases_of


@contextmanager
def frozen(server):
    """The server and all its processes stopped, as on a machine whose disk hangs."""
    first = psutil.Process(server.get_pid())
    everyone = [first, *first.children(recursive=True)]
    for one in everyone:
        os.kill(one.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for one in everyone:
            os.kill(one.pid, signal.SIGCONT)


def test_a_frozen_server_is_said_calmly_and_heals_by_itself(postgresql, monkeypatch, tmp_path):
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("COCKPIT_DATABASE_URL", databases_of(postgresql.get_uri())())
    monkeypatch.setattr(PatientConnection, "patience", 0.5)
    with engine.reading() as connection:
        connection.execute(text("SELECT 1"))
    with frozen(postgresql), pytest.raises(CockpitError, match="数据库暂时连不上"), engine.reading() as connection:
        connection.execute(text("SELECT 2"))
    for _ in range(3):
        with engine.reading() as connection:
            assert connection.execute(text("SELECT 3")).scalar() == 3
