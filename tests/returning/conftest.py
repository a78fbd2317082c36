"""The small county of the metrics' tests, for returns too."""

import pytest

from data_access.importing import grids
from tests.metrics.conftest import county, empty_county  # noqa: F401


@pytest.fixture
def read_here(monkeypatch):
    """Reads in this process: what it reads is harmless, and a process of its own takes half a second."""
    monkeypatch.setattr("metrics.returning.read_file", grids.read)
