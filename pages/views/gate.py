"""What surrounds Streamlit's own server: safe headers, a closed door for those who are not signed in, a way to ask if all is well."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Mapping

import streamlit as st
from anyio.to_thread import run_sync
from cockpit_chart import BUNDLE
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, PlainTextResponse
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from data_access import accounts, audit, engine
from data_access.errors import CockpitError
from pages import SCREENS
from pages.views import sign_in

# Only what comes from here runs; styles are written into the page by Streamlit's own components.
POLICY = (
    "default-src 'self'; script-src 'self' blob:{hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; worker-src 'self' blob:; connect-src 'self'; frame-src 'self'; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'self'"
)
HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}
INLINE = re.compile(rb"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)

# First parts of the paths that there are; any other would be answered with Streamlit's page and 200.
STREAMLITS = {"", "_stcore", "static", "media", "component", "auth", "oauth2callback", "entry", "favicon.png", "manifest.json"}
KNOWN = STREAMLITS | {"readyz", "healthz"} | {screen.name for screen in SCREENS}
SIGNED_IN_ONLY = ("/media/", "/_stcore/upload_file/", "/_stcore/metrics", "/_stcore/agent")
SIGN_OUT = "/auth/logout"
MOST_STRANGERS = 20  # open connections of people not signed in, by address


def policy(page: bytes = b"") -> str:
    """The Content-Security-Policy; of a page, with the hash of every script that stands in it."""
    hashes = (b64encode(hashlib.sha256(script).digest()).decode() for script in INLINE.findall(page))
    return POLICY.format(hashes="".join(f" 'sha256-{one}'" for one in hashes))


class SafeHeaders:
    """To every answer: no guessing of types, no foreign frame around us, no script from elsewhere, no address told to others."""

    def __init__(self, app) -> None:
        self.app = app

    async def __call__(self, scope, receive, send) -> None:
        async def send_with_headers(message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers.setdefault("Content-Security-Policy", policy())
                if scope["path"] == BUNDLE:  # Streamlit would pack and send it anew for every opened page
                    headers["cache-control"] = "public, immutable, max-age=31536000"
            await send(message)

        await self.app(scope, receive, send_with_headers)


class Gate:
    """Files, uploads and counters only for those signed in; unknown paths are said to be unknown; signing out really ends it."""

    def __init__(self, app) -> None:
        self.app = app
        self.strangers: Counter[str] = Counter()

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] == "websocket":
            await self._talk(scope, receive, send)
        elif scope["type"] == "http":
            refusal = await self._refusal(HTTPConnection(scope))
            await (refusal or self.app)(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _refusal(self, request: HTTPConnection):
        base = (st.get_option("server.baseUrlPath") or "").strip("/")
        path = request.url.path.removeprefix(f"/{base}") if base else request.url.path
        if path.lstrip("/").partition("/")[0] not in KNOWN:
            return PlainTextResponse("没有这个页面。请从 / 进入。", 404)
        if not sign_in.is_required():
            return None
        person = person_of(request.cookies)
        if path.startswith(SIGNED_IN_ONLY) and not await run_sync(is_signed_in, person):
            return PlainTextResponse("请先登录。", 403)
        if path == SIGN_OUT and person:
            await run_sync(_end, person, address_of(request))
        return None

    async def _talk(self, scope, receive, send) -> None:
        """A conversation of one browser tab, without the frames that would empty everybody's caches."""
        request = HTTPConnection(scope)
        address, is_stranger = address_of(request), False
        if sign_in.is_required():
            is_stranger = not await run_sync(is_signed_in, person_of(request.cookies))
        if is_stranger and self.strangers[address] >= MOST_STRANGERS:
            await send({"type": "websocket.close", "code": 1013, "reason": "连接过多"})
            return
        self.strangers[address] += is_stranger

        async def without_clearing():
            while True:
                message = await receive()
                if not _clears_caches(message.get("bytes")):
                    return message

        try:
            await self.app(scope, without_clearing, send)
        finally:
            self.strangers[address] -= is_stranger


def _clears_caches(frame: bytes | None) -> bool:
    if not frame or len(frame) > 64:  # such a frame holds nothing else
        return False
    try:
        return BackMsg.FromString(frame).WhichOneof("type") == "clear_cache"
    except Exception:
        return False


def person_of(cookies: Mapping[str, str]) -> dict:
    """What the well-signed cookie of a sign-in says; empty without one."""

    def signed(name: str) -> bytes | None:
        value = cookies.get(name)
        return value and decode_signed_value(get_cookie_secret(), name, value.encode("latin-1"))

    raw = get_cookie_with_chunks(signed, USER_COOKIE_NAME)
    return json.loads(raw) if raw else {}


def is_signed_in(person: dict) -> bool:
    """Whether an account stands behind the cookie, now."""
    try:
        with engine.reading() as connection:
            return sign_in.account_of(connection, person) is not None
    except CockpitError:
        return False


def _end(person: dict, address: str) -> None:
    audit.origin.set(address)
    try:
        with engine.writing() as connection:
            try:
                found = sign_in.account_of(connection, person)
            except sign_in.NoAccount:  # disabled by now; the cookie must end all the same
                found = None
            accounts.end_sign_in(connection, sign_in.token_of(person), found.name if found else "")
    except CockpitError:
        return  # it has ended already


def address_of(request: HTTPConnection) -> str:
    """Where a request comes from; behind a proxy on the same machine, where that says it comes from."""
    direct = request.client.host if request.client else ""
    told = Headers(scope=request.scope).get("x-forwarded-for", "").split(",")[-1].strip()
    return told if told and direct in ("127.0.0.1", "::1") else direct


async def ready(_request: Request) -> JSONResponse:
    """/readyz: 200 while the database answers, else 503. Streamlit's own health says "ok" whatever the database does."""
    is_ready = await run_sync(_answers)
    return JSONResponse({"database": "ok" if is_ready else "away"}, 200 if is_ready else 503)


def _answers() -> bool:
    try:
        engine.remembered("ready")
    except CockpitError:
        return False
    return True
