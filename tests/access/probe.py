"""Somebody at a real server without a browser: a websocket with a signed cookie, and every byte that comes back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import ExitStack
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, generate_xsrf_token_string
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME, XSRF_COOKIE_NAME
from websockets.sync.client import connect

SECRET = "k" * 40
PATIENCE = 60


def cookie_of(who: Mapping, address: str) -> str:
    """The cookie that the server itself would have set after `who` signed in; empty for nobody."""
    if not who:
        return ""
    signed = create_signed_value(SECRET, USER_COOKIE_NAME, json.dumps(dict(who) | {"origin": address}))
    return f"{USER_COOKIE_NAME}={signed.decode()}"


def ask(
    address: str, path: str, who: Mapping | None = None, method: str = "GET", body: bytes | None = None, **headers
) -> tuple[int, bytes]:
    """Status and content of one plain request; redirects are not followed."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE)
    connection.request(method, path, body, {"Cookie": cookie_of(who or {}, address), **headers})
    answer: HTTPResponse = connection.getresponse()
    found = answer.status, answer.read()
    connection.close()
    return found


class Probe:
    """One connection of one person. `heard` holds every byte that the server has sent."""

    def __init__(self, address: str, who: Mapping | None = None, **headers: str) -> None:
        token = generate_xsrf_token_string()
        cookies = "; ".join(filter(None, (f"{XSRF_COOKIE_NAME}={token}", cookie_of(who or {}, address))))
        self.heard = b""
        self._open = ExitStack()
        dialled = connect(
            f"ws://{urlsplit(address).netloc}/_stcore/stream", subprotocols=["streamlit", token], max_size=None, origin=address,
            additional_headers={"Cookie": cookies, **headers},
        )  # fmt: skip
        self.socket = self._open.enter_context(dialled)

    def __enter__(self) -> Probe:
        return self

    def __exit__(self, *_) -> None:
        self._open.close()

    def open(self, page: str, **keys: str) -> bytes:
        """Ask for a page and wait until it has been drawn; what came."""
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.query_string = urlencode(keys)
        return self.run(message)

    def run(self, message: BackMsg) -> bytes:
        before = len(self.heard)
        self.socket.send(message.SerializeToString())
        while True:
            raw = self.socket.recv(PATIENCE)
            self.heard += raw
            answer = ForwardMsg.FromString(raw)
            if answer.WhichOneof("type") == "script_finished" and answer.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return self.heard[before:]
