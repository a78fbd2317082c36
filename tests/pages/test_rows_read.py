"""A page reads what it shows: figure rows are counted as they leave the database, and a longer history adds none."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from base64 import b64decode

import pytest

from data_access import reads
from metrics import keeping
from pages import SCREENS
from pages.views import exhibit
from tests.pages.test_screens import COUNTY

# These check whole years or all townships (before a month is sealed, who has reported) and state what they find in
# sentences, which are not counted as figures.
NAMES = [screen.name for screen in SCREENS if screen.name not in ("quality", "warnings", "versions")]
# A figure is read with what it is compared with, its parts and the months of its chart.
ROWS_PER_FIGURE = 6
OLDER = """insert into figure select indicator, span, parent, month - 200, area, layer, version, value, numerator, denominator,
    reporting, expected, basis, approx, other, mask from figure where area like '990101%' and month between 202401 and 202512"""


@pytest.fixture
def rows_read(monkeypatch) -> list[int]:
    """How many figure rows each read brought, in the order of the reads."""
    counted: list[int] = []
    inner = reads.shown

    def counting(rows, scope):
        found = inner(rows, scope)
        counted.append(len(found))
        return found

    monkeypatch.setattr(reads, "shown", counting)
    return counted


@pytest.fixture
def marks(monkeypatch) -> list[int]:
    """How many marks each chart of the page got."""
    drawn: list[int] = []

    def drawing(figure, **_):
        drawn.append(sum(len(trace.get("y") or ()) for trace in json.loads(figure)["data"]))

    monkeypatch.setattr(exhibit, "chart", drawing)
    return drawn


def figures_shown(app, marks: list[int]) -> int:
    """Metrics and the points of their small charts, marks of charts, cells of tables."""
    pictures = re.findall(r"base64,([^\"]+)", "".join(one.proto.body for one in app.get("html")))
    sparks = sum(b64decode(one).count(b",") for one in pictures)
    return len(app.metric) + sparks + sum(marks) + sum(one.value.size for one in app.dataframe)


def run_fresh(run_screen, name: str):
    """The county's page with nothing kept from earlier ones."""
    keeping.forget()
    return run_screen(name, area=COUNTY, span="ytd", to="2025-10")


@pytest.fixture(scope="module")
def longer_history(demo_dir, tmp_path_factory):
    """The demo county with each of its years' figures once more, two years earlier."""
    folder = tmp_path_factory.mktemp("longer")
    shutil.copy(demo_dir / "cockpit.db", folder)
    with sqlite3.connect(folder / "cockpit.db") as connection:
        added = connection.execute(OLDER).rowcount
        connection.execute("update batch set first = first - 200 where first > 0 and area like '990101%'")
    connection.close()
    assert added > 10000
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_a_page_reads_little_more_than_it_shows_whatever_is_stored(
    run_screen, rows_read, marks, longer_history, monkeypatch, name
):
    app = run_fresh(run_screen, name)
    read, shown = sum(rows_read), figures_shown(app, marks)
    rows_read.clear()
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(longer_history))
    again = run_fresh(run_screen, name)

    assert not app.exception and not again.exception
    assert read <= ROWS_PER_FIGURE * shown
    assert sum(rows_read) == read


def test_the_count_sees_figure_rows(run_screen, rows_read, marks):
    """A count that always stays at zero would keep nothing."""
    app = run_fresh(run_screen, "funeral")

    assert len(marks) == 5
    assert sum(rows_read) > len(app.metric) == 8
