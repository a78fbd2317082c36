"""The demo county, open, for every test of a file."""

import pytest

from data_access.scope import EVERYTHING
from metrics.source import open_source


@pytest.fixture
def source(demo_dir, monkeypatch):
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(demo_dir))
    with open_source(EVERYTHING) as opened:
        yield opened
