"""Screens over kept answers: nobody sees another account's, nobody changes one, and a second look reads no figure."""

from __future__ import annotations

import io
import pickle
import shutil

import pytest
from streamlit.testing.v1 import AppTest

from data_access import engine, plans, reads
from data_access.scope import Scope
from data_access.specs import TargetRow
from metrics import keeping
from metrics.results import Exhibit
from pages.views import session
from tests.conftest import HOUSE
from tests.pages.test_screens import COUNTY, TOWNSHIP, metrics, words

TOWN = Scope(account="town", areas=(TOWNSHIP,), may_submit=True)
NAMES = ("overview", "funeral", "subsidies", "township", "coverage", "explore", "warnings")
MONTH = {"span": "ytd", "to": "2025-10"}
RATE = "cremation_zone_rate"


@pytest.fixture(autouse=True)
def nothing_kept():
    keeping.forget()


def shown(app) -> tuple:
    """All that was printed, drawn and listed."""
    charts = [element.proto.json for element in app.get("bidi_component")]
    return words(app), metrics(app), charts, [one.value.to_csv() for one in app.dataframe]


class Content(pickle.Pickler):
    """An answer without what screens made of it."""

    def reducer_override(self, one):
        if isinstance(one, Exhibit):
            return tuple, ([value for name, value in vars(one).items() if name != "drawn"],)
        return NotImplemented


def contents() -> dict:
    found = {}
    for key, slot in keeping._slots.items():
        if key[0] != "ground":
            Content(written := io.BytesIO()).dump(slot.answer)
            found[key] = written.getvalue()
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_township_sees_the_same_whether_or_not_the_leader_looked_before(run_screen, monkeypatch, name):
    run_screen(name, area=TOWNSHIP, **MONTH)
    monkeypatch.setattr(session, "who", lambda: TOWN)
    after = run_screen(name, area=TOWNSHIP, **MONTH)
    keeping.forget()
    fresh = run_screen(name, area=TOWNSHIP, **MONTH)

    assert not after.exception
    assert shown(after) == shown(fresh)


def test_the_two_accounts_do_see_different_things(run_screen, monkeypatch):
    """Else the test above would pass over a cache that is never asked."""
    leader = run_screen("compare", area=TOWNSHIP, indicator=RATE, **MONTH)
    monkeypatch.setattr(session, "who", lambda: TOWN)
    town = run_screen("compare", area=TOWNSHIP, indicator=RATE, **MONTH)

    assert shown(leader) != shown(town)


@pytest.mark.parametrize("name", NAMES)
def test_a_second_look_changes_no_answer_and_prints_the_same(run_screen, name):
    area = TOWNSHIP if name == "township" else COUNTY
    first = shown(run_screen(name, area=area, **MONTH))
    before = contents()
    second = shown(run_screen(name, area=area, **MONTH))

    assert second == first
    assert contents() == before != {}


@pytest.mark.parametrize("name", NAMES)
def test_a_second_look_reads_hardly_a_figure(run_screen, monkeypatch, name):
    """What is read again is a handful of numbers that a screen asks for by itself."""
    area = TOWNSHIP if name == "township" else COUNTY
    run_screen(name, area=area, **MONTH)
    counted: list[int] = []
    inner = reads.shown
    monkeypatch.setattr(reads, "shown", lambda rows, scope: counted.append(len(found := inner(rows, scope))) or found)
    run_screen(name, area=area, **MONTH)

    assert sum(counted) <= 60


def test_a_new_target_is_on_the_next_page_view(demo_dir, tmp_path, monkeypatch):
    shutil.copy(demo_dir / "cockpit.db", tmp_path)
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(tmp_path))
    app = AppTest.from_file(str(HOUSE / "cockpit.py"), default_timeout=30)
    app.query_params.update(page="funeral", area=COUNTY, **MONTH)
    before = words(app.run())
    with engine.writing() as connection:
        plans.add_targets(connection, [TargetRow(RATE, COUNTY, 2025, 991_000, "县民〔2025〕99号")])
    app.query_params.update(page="funeral", area=COUNTY, **MONTH)
    after = words(app.run())

    assert "距目标99\\.1%" not in before
    assert "距目标99\\.1%" in after
