"""A cockpit server on a free port, and a browser page that knows when it has come to rest."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

HOUSE = Path(__file__).resolve().parents[2]
START_SECONDS = 120  # a first start creates the demo county

# On a deep link Streamlit's own shell first asks below the page's name for these two, then at the root.
PROBES = ("/_stcore/health", "/_stcore/host-config")

# At rest: connected, something drawn, nothing running, waiting or stale, and all that for a while (a forwarded address
# comes to rest for a moment on its way). `calmSince` counts in ms from the start of the navigation.
CALM_MS = 300
AT_REST = f"""() => {{
    const app = document.querySelector('[data-testid="stApp"]');
    const calm = app && app.dataset.testConnectionState === 'CONNECTED' && app.dataset.testScriptState === 'notRunning'
        && document.querySelector('[data-testid="stMain"] [data-testid="stElementContainer"]')
        && !document.querySelector('[data-testid="stSkeleton"], [data-testid="stMain"] [data-stale="true"]');
    window.calmSince = calm ? window.calmSince ?? performance.now() : null;
    return calm && performance.now() - window.calmSince > {CALM_MS};
}}"""

# Every text and label that a reader meets on the page, those of icons (ligatures) left out
CHINESE_NOT_NEEDED = '[data-testid="stIconMaterial"], script, style, noscript, [translate="no"]'
WORDS_ON_THE_PAGE = """(left_out) => {
    const found = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const holder = texts.currentNode.parentElement;
        if (!holder.closest(left_out) && holder.checkVisibility()) found.push(texts.currentNode.data);
    }
    for (const name of ['placeholder', 'title', 'aria-label', 'alt'])
        for (const one of document.querySelectorAll(`[${name}]`)) found.push(one.getAttribute(name));
    return [...new Set(found)];
}"""

# Where on the page a mark stands that carries a certain area code
MARK = """(code) => {
    for (const chart of document.querySelectorAll('.js-plotly-plot')) {
        for (const trace of chart._fullData) {
            const index = (trace.customdata || []).findIndex((one) => [].concat(one).includes(code));
            if (index < 0) continue;
            const layout = chart._fullLayout;
            const x = layout[trace.xaxis.replace('x', 'xaxis')], y = layout[trace.yaxis.replace('y', 'yaxis')];
            const box = chart.getBoundingClientRect();
            const from = trace.base ? trace.base[index] : 0;
            const across = trace.type === 'bar' ? (x.d2p(from) + x.d2p(from + trace.x[index])) / 2 : x.d2p(trace.x[index]);
            return [box.left + x._offset + across, box.top + y._offset + y.d2p(trace.y[index])];
        }
    }
    return null;
}"""


def house_with(cockpit: str, house: Path) -> Path:
    """A copy of the house with another cockpit.py and a start-up that does nothing."""
    for folder in ("pages", "metrics", "data_access", "sample_data", ".streamlit"):
        shutil.copytree(HOUSE / folder, house / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(HOUSE / "app.py", house)
    (house / "sample_data" / "start.py").write_text("def initialise():\n    pass\n", encoding="utf-8")
    (house / "cockpit.py").write_text(cockpit, encoding="utf-8")
    return house


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(
    data_dir: Path, log: Path, house: Path = HOUSE, script: str = "app.py", options: Sequence[str] = (), port: int = 0
) -> Iterator[str]:
    """The address of a freshly started server over `data_dir`; it ends with the block. Its output goes to `log`."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port), *options]
    with log.open("w") as output:
        server = subprocess.Popen(
            command, cwd=house, env={**os.environ, "COCKPIT_DATA_DIR": str(data_dir)}, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_until_up(address, server, log)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()


def _wait_until_up(address: str, server: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise RuntimeError(f"the server ended with {server.returncode}:\n{log.read_text()}")
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"the server did not answer within {START_SECONDS} s:\n{log.read_text()}")


class Visitor:
    """One browser tab on the cockpit, and what it asked for and complained of on the way.

    beside: a visitor whose browser memory it shares, so that it need not load Streamlit's six megabytes again.
    """

    def __init__(
        self, browser: Browser, address: str, width: int = 1920, height: int = 1080, dark: bool = False,
        beside: Visitor | None = None,
    ) -> None:  # fmt: skip
        self.address = address
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.is_guest = beside is not None
        self.context = beside.context if beside else browser.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN", color_scheme="dark" if dark else "light"
        )  # fmt: skip
        self.page: Page = self.context.new_page()
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _listen(self, message) -> None:
        path = urlsplit(message.location.get("url", "")).path
        is_probe = path.endswith(PROBES) and path not in PROBES
        if message.type == "error" and not is_probe:
            self.complaints.append(f"{message.text} ({path})")

    def visit(self, address: str) -> Page:
        """Open an address such as `/funeral?area=990101003` and wait until the page is at rest."""
        self.page.goto(self.address + address)
        return self.settle()

    def settle(self, seconds: float = 30) -> Page:
        """Wait until the page is at rest: after a click, too."""
        self.page.evaluate("window.calmSince = null")
        self.page.wait_for_function(AT_REST, timeout=seconds * 1000)
        return self.page

    def opened_after(self) -> float:
        """Milliseconds from the start of the last `visit` until the page came to rest."""
        return self.page.evaluate("window.calmSince")

    def where(self) -> str:
        """The path and keys of the address bar (Playwright's own `url` lags behind changes made by scripts)."""
        return self.page.evaluate("location.pathname + location.search")

    def strangers(self) -> list[str]:
        """Requests that left the machine."""
        home = urlsplit(self.address).netloc
        own = ("data:", "blob:", "about:")
        return [url for url in self.requests if not url.startswith(own) and urlsplit(url).netloc != home]

    def close(self) -> None:
        (self.page if self.is_guest else self.context).close()
