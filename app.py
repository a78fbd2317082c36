"""What `streamlit run` starts: the server around cockpit.py, its start-up and its headers."""

import gc
import logging
import sys
from contextlib import asynccontextmanager

import streamlit as st
from cockpit_chart import BUNDLE
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route

from data_access.errors import CockpitError
from pages import HOME, SCREENS
from pages.views import entry
from pages.views.shell import ChineseShell
from sample_data import start

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "frame-ancestors 'self'",
    "Referrer-Policy": "same-origin",
}


class SafeHeaders:
    """Adds HEADERS to every answer: no guessing of types, no foreign frame around us, no address told to others.

    And lets a browser keep Plotly's bundle, which Streamlit would pack and send anew for every opened page.
    """

    def __init__(self, app) -> None:
        self.app = app

    async def __call__(self, scope, receive, send) -> None:
        async def send_with_headers(message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                if scope["path"] == BUNDLE:
                    headers["cache-control"] = "public, immutable, max-age=31536000"
            await send(message)

        await self.app(scope, receive, send_with_headers)


async def home(request: Request) -> RedirectResponse:
    """`/` leads to the overview here already: forwarded inside the page, the browser's Back would be caught at `/`."""
    return RedirectResponse(f"{HOME}?{request.url.query}".removesuffix("?"))


def close_side_doors() -> None:
    """Once `st.navigation` has run in this process, Streamlit answers no page file's address by itself any more."""
    logging.disable(logging.WARNING)  # it would warn that nobody is there to see the menu
    st.navigation([st.Page(entry.forward)])
    logging.disable(logging.NOTSET)


def prepare() -> None:
    """Create or migrate the database, import every screen, and take what is loaded out of the collector's rounds."""
    start.initialise()
    close_side_doors()
    for screen in SCREENS:
        screen.load()
    gc.collect()
    gc.freeze()  # without this each of the collector's rounds walks all the libraries


def apologise(_fault: Exception) -> bool:
    """A fault that nobody foresaw stands in the log; the reader gets a sentence in place of Streamlit's English one."""
    st.error("这一页出现意外问题，没有显示完整；数据没有改动。请刷新重试，如仍出现，请联系信息管理员查看运行日志。")
    return True


@asynccontextmanager
async def lifespan(app):
    print("正在准备数据，首次启动约需半分钟……", flush=True)
    try:
        prepare()
    except CockpitError as error:
        print(f"启动失败：{error.what}{error.remedy}", *error.problems, sep="\n", file=sys.stderr, flush=True)
        logging.getLogger("uvicorn.error").disabled = True  # it would print a stack below what has been said
        sys.exit(1)
    address, port = st.get_option("server.address") or "127.0.0.1", st.get_option("server.port")
    print(f"民政领导驾驶舱已启动，请用浏览器打开 http://{address}:{port}（按 Ctrl+C 停止）", flush=True)
    yield


app = st.App(
    "cockpit.py",
    lifespan=lifespan,
    routes=[Route("/", home)],
    middleware=[Middleware(SafeHeaders), Middleware(ChineseShell)],
    on_script_error=apologise,
)
