"""A county with accounts: what each of them sees, through the real front door."""

from __future__ import annotations

import re
import shutil
import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data_access import accounts, engine
from data_access.accounts import Account
from data_access.scope import EVERYTHING
from tests.browser.driving import serving
from tests.conftest import HOUSE

COUNTY, TOWNSHIP, OTHER = "990101", "990101003", "990101005"
ISSUER = "https://id.example.cn"
PEOPLE = (
    Account("leader", "leader", (COUNTY,), (), ISSUER, "leader"),
    Account("section", "section", (COUNTY,), ("funeral",), ISSUER, "section"),
    Account("office", "office", (COUNTY,), (), ISSUER, "office", sees_small=True),
    Account("township", "township", (TOWNSHIP,), (), ISSUER, "township"),
    Account("administrator", "administrator", (COUNTY,), (), ISSUER, "administrator"),
    Account("gone", "leader", (COUNTY,), (), ISSUER, "gone", is_active=False),
    Account("invited", "leader", (COUNTY,), email="new@example.cn"),
)
AUTH = {"auth": {"redirect_uri": "http://127.0.0.1/oauth2callback", "cookie_secret": "k" * 40, "client_id": "a", "client_secret": "b",
                 "server_metadata_url": "http://127.0.0.1/none"}}  # fmt: skip


@pytest.fixture(scope="session")
def staffed_dir(demo_dir, tmp_path_factory) -> Path:
    """The demo county with PEOPLE; read it, never write."""
    folder = tmp_path_factory.mktemp("staffed") / "demo"
    shutil.copytree(demo_dir, folder)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("COCKPIT_DATA_DIR", str(folder))
        engine.create_schema()
        with engine.writing() as connection:
            for one in PEOPLE:
                accounts.put(connection, one, EVERYTHING)
    return folder


@pytest.fixture
def staffed(staffed_dir, monkeypatch) -> Path:
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(staffed_dir))
    return staffed_dir


def person(subject: str, **claims) -> dict:
    """What the sign-in service says of somebody who has just signed in."""
    return {"is_logged_in": True, "iss": ISSUER, "sub": subject, "iat": int(time.time()) - 60} | claims


@pytest.fixture
def open_as(staffed):
    """`open_as(person("leader"), "funeral", area="990101003")`: the screen as that person gets it, as an AppTest."""

    def run(who: dict, name: str, **address: str) -> AppTest:
        app = AppTest.from_file(str(HOUSE / "cockpit.py"), default_timeout=30)
        app.secrets = dict(AUTH)
        app.user = who
        app.query_params.update(address, page=name)
        return app.run()

    return run


def words(app: AppTest) -> str:
    """All that stands on the page, as read: without the backslashes that keep a text from being markup."""
    kinds = (app.markdown, app.caption, app.info, app.warning, app.error, app.title, app.text, app.metric)
    written = "\n".join(str(one.value) + str(getattr(one, "label", "")) for kind in kinds for one in kind)
    return re.sub(r"\\([^\w\s])", r"\1", written)


@pytest.fixture(scope="session")
def guarded_options(tmp_path_factory) -> list[str]:
    """Options of a server with a sign-in service (that nobody answers for: the probes bring signed cookies)."""
    path = tmp_path_factory.mktemp("secrets") / "secrets.toml"
    lines = [f'{name} = "{value}"' for name, value in AUTH["auth"].items()]
    path.write_text("\n".join(["[auth]", *lines]), encoding="utf-8")
    return ["--secrets.files", str(path)]


@pytest.fixture(scope="session")
def guarded(staffed_dir, guarded_options, tmp_path_factory) -> str:
    """The address of a server over the staffed county where everybody must sign in."""
    with serving(staffed_dir, tmp_path_factory.mktemp("guarded") / "log", options=guarded_options) as address:
        yield address
