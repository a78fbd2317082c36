"""A page reads what it shows: rows of figures are counted as they leave the database, and a longer history adds none."""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter

import pytest

from data_access import reads
from pages import SCREENS
from tests.pages.test_screens import COUNTY, TOWNSHIP

NAMES = [screen.name for screen in SCREENS]


@pytest.fixture
def rows_read(monkeypatch) -> Counter:
    """By exhibit-like read (indicators, span, months), how many figure rows it brought."""
    counted = Counter()
    inner = reads.shown

    def counting(rows, scope):
        found = inner(rows, scope)
        counted["reads"] += 1
        counted["rows"] += len(found)
        return found

    monkeypatch.setattr(reads, "shown", counting)
    return counted
