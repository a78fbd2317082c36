"""What `streamlit run` starts: the server around cockpit.py, its start-up and its headers."""

import gc
import logging
import sys
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route

from data_access import settings
from data_access.errors import CockpitError, SettingsError
from pages import HOME, SCREENS
from pages.views import entry, gate, sign_in
from pages.views.shell import ChineseShell
from sample_data import start

LOOPBACK = ("127.0.0.1", "localhost", "::1")


async def home(request: Request) -> RedirectResponse:
    """`/` leads to the overview here already: forwarded inside the page, the browser's Back would be caught at `/`."""
    return RedirectResponse(f"{HOME}?{request.url.query}".removesuffix("?"))


def close_side_doors() -> None:
    """Once `st.navigation` has run in this process, Streamlit answers no page file's address by itself any more."""
    logging.disable(logging.WARNING)  # it would warn that nobody is there to see the menu
    st.navigation([st.Page(entry.forward)])
    logging.disable(logging.NOTSET)


def refuse_open_door() -> None:
    """Other machines may come in only where everybody signs in; raises SettingsError."""
    if sign_in.has_unreadable_secrets():
        raise SettingsError(
            "登录配置文件 secrets.toml 无法读取，程序没有启动。", "请检查文件内容和读取权限；不需要登录的，请移走该文件。"
        )
    address = st.get_option("server.address")
    if address in LOOPBACK or sign_in.is_required():
        return
    if settings.allows_open_door():
        logging.getLogger("cockpit").warning(
            "没有配置登录，但已按 COCKPIT_OPEN_DOOR=1 监听 %s：能连到本机的人都能查看和修改全部数据", address
        )
        return
    raise SettingsError(
        f"没有配置登录，程序不在本机以外的地址（{address or '全部地址'}）上监听。",
        "请在 .streamlit/secrets.toml 配置统一身份登录，或只在本机使用（--server.address 127.0.0.1）。",
    )


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
        refuse_open_door()
        prepare()
    except CockpitError as error:
        print(f"启动失败：{error.what}{error.remedy}", *error.problems, sep="\n", file=sys.stderr, flush=True)
        logging.getLogger("uvicorn.error").disabled = True  # it would print a stack below what has been said
        sys.exit(1)
    address, port = st.get_option("server.address") or "0.0.0.0", st.get_option("server.port")
    print(f"民政领导驾驶舱已启动，请用浏览器打开 http://{address}:{port}（按 Ctrl+C 停止）", flush=True)
    yield


app = st.App(
    "cockpit.py",
    lifespan=lifespan,
    routes=[Route("/", home), Route("/readyz", gate.ready)],
    middleware=[Middleware(gate.SafeHeaders), Middleware(gate.Gate), Middleware(ChineseShell)],
    on_script_error=apologise,
)
