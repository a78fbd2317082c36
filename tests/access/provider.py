"""A real sign-in service for the tests: Canaille, with one user and the cockpit as its client."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.browser.driving import free_port

USER, PASSWORD = "wang", "correct horse battery"
CLIENT, CLIENT_SECRET = "cockpit", "cockpit-secret"
UP_SECONDS = 90


@contextmanager
def signing_in(folder: Path, cockpit: str) -> Iterator[str]:
    """The address of a service that knows the cockpit at that address; it ends with the block."""
    port = free_port()
    environment = {**os.environ, "CANAILLE_CONFIG": str(folder / "canaille.toml"), "AUTHLIB_INSECURE_TRANSPORT": "1"}

    def canaille(*arguments: str) -> str:
        command = [sys.executable, "-m", "canaille.commands", *arguments]
        return subprocess.run(
            command, env=environment, cwd=folder, capture_output=True, text=True, check=True, timeout=120
        ).stdout

    _configure(folder, port, "")
    key = json.loads(canaille("jwk", "create", "rsa"))
    _configure(folder, port, ", ".join(f"{name} = {json.dumps(value)}" for name, value in key.items()))
    canaille("install")
    canaille("create", "user", "--user-name", USER, "--password", PASSWORD, "--family-name", "王", "--emails", "wang@example.cn")
    made = canaille(
        "create", "client", "--client-id", CLIENT, "--client-secret", CLIENT_SECRET, "--client-name", "cockpit",
        "--redirect-uris", f"{cockpit}/oauth2callback", "--post-logout-redirect-uris", cockpit,
        "--token-endpoint-auth-method", "client_secret_basic", "--grant-types", "authorization_code", "--response-types", "code",
        "--scope", "openid", "--scope", "profile", "--scope", "email",
    )  # fmt: skip
    client = re.search(r'"id": "([^"]+)"', made)[1]
    canaille("set", "client", client, "--audience", client)
    command = [sys.executable, "-m", "canaille.commands", "run", "--bind", f"127.0.0.1:{port}"]
    with (folder / "canaille.log").open("w") as log:
        service = subprocess.Popen(command, env=environment, cwd=folder, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait_until_up(f"http://localhost:{port}/.well-known/openid-configuration", service, folder / "canaille.log")
        yield f"http://localhost:{port}"
    finally:
        service.terminate()
        service.wait(timeout=20)


def secrets(folder: Path, cockpit: str, service: str) -> Path:
    """The cockpit's secrets.toml for that service."""
    lines = {
        "redirect_uri": f"{cockpit}/oauth2callback", "cookie_secret": "k" * 40, "client_id": CLIENT, "client_secret": CLIENT_SECRET,
        "server_metadata_url": f"{service}/.well-known/openid-configuration",
    }  # fmt: skip
    text = "\n".join(["[auth]", *(f'{name} = "{value}"' for name, value in lines.items())])
    path = folder / "secrets.toml"
    path.write_text(f'{text}\nclient_kwargs = {{ scope = "openid profile email", prompt = "consent" }}\n', encoding="utf-8")
    return path


def _configure(folder: Path, port: int, key: str) -> None:
    keys = f"ACTIVE_JWKS = [{{ {key} }}]" if key else ""
    (folder / "canaille.toml").write_text(
        f'SECRET_KEY = "{"s" * 40}"\nSERVER_NAME = "localhost:{port}"\nPREFERRED_URL_SCHEME = "http"\n\n'
        f'[CANAILLE]\nDATABASE = "sql"\n\n[CANAILLE_SQL]\nDATABASE_URI = "sqlite:///{folder}/canaille.db"\n\n[CANAILLE_OIDC]\n{keys}\n',
        encoding="utf-8",
    )


def _wait_until_up(address: str, service: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + UP_SECONDS
    while time.monotonic() < deadline and service.poll() is None:
        try:
            with urlopen(address, timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.3)
    raise RuntimeError(f"the sign-in service did not come up:\n{log.read_text()}")
