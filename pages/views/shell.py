"""The page that Streamlit serves before any screen is drawn, made Chinese: its language, its title, its own words.

Streamlit 1.67 has no setting for any of these. `.streamlit/chinese.js` is the only list of the words; `tables.js` keeps
its tables from opening by themselves.
"""

from __future__ import annotations

from pathlib import Path

from cockpit_chart import BUNDLE, FILES
from starlette.datastructures import Headers, MutableHeaders

from pages.views import gate

SCRIPTS = tuple(Path(__file__).resolve().parents[2] / ".streamlit" / name for name in ("chinese.js", "tables.js"))
# Streamlit's frontend connects at once where it is told where the server is; else it first asks for it below the page's
# own name, then at the root, then for the sites that may frame it (by default those of a hosting service).
CONNECT = """{
  const here = new URL(".", location).href.replace(/\\/$/, "")
  window.__streamlit = { BACKEND_BASE_URL: here, HOST_CONFIG: { allowedOrigins: [location.origin], useExternalAuthToken: false } }
}"""
TITLE = "<title>Streamlit</title>"
NO_SCRIPT = "请在浏览器中启用 JavaScript 后再打开本页。"


def in_chinese(page: bytes, script: str) -> bytes:
    """Streamlit's index.html with the language zh-CN and the script in it; another HTML page only gets the language.

    It also names the chart's files, which a browser would otherwise ask for when the first chart is already waiting.
    """
    text = page.decode("utf-8").replace('<html lang="en">', '<html lang="zh-CN">', 1)
    if TITLE not in text:
        return text.encode("utf-8")
    text = text.replace(TITLE, "<title>民政领导驾驶舱</title>", 1)
    before, start, rest = text.partition("<noscript>")
    if start:
        text = f"{before}{start}<p>{NO_SCRIPT}</p></noscript>{rest.partition('</noscript>')[2]}"
    early = "".join(f'<link rel="modulepreload" href=".{file}">' for file in (BUNDLE, FILES + "chart.js"))
    return text.replace("</head>", f"{early}<script>{CONNECT}{script}</script></head>", 1).encode("utf-8")


class ChineseShell:
    """Rewrites answers of type text/html; all others pass untouched, in the pieces in which they come."""

    def __init__(self, app) -> None:
        self.app = app
        self.script = "\n".join(path.read_text(encoding="utf-8") for path in SCRIPTS)

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
            await self.app(scope, receive, send)
            return
        # Unpacked and whole: neither a compressed page nor "304, you have it already" could be rewritten.
        packed = (b"accept-encoding", b"if-none-match", b"if-modified-since")
        plain = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in packed]}
        await self.app(plain, receive, self._rewriting(send))

    def _rewriting(self, send):
        head, body = {}, bytearray()

        async def rewriting(message) -> None:
            if message["type"] == "http.response.start":
                head.update(message)
                if Headers(raw=message["headers"]).get("content-type", "").startswith("text/html"):
                    return  # its length is known when the body is
                head["sent"] = True
            elif message["type"] == "http.response.body" and "sent" not in head:
                body.extend(message.get("body", b""))
                if message.get("more_body"):
                    return
                page = in_chinese(bytes(body), self.script)
                headers = MutableHeaders(raw=list(head["headers"]))
                headers["content-length"] = str(len(page))
                headers["content-security-policy"] = gate.policy(page)
                del headers["etag"]
                await send({**head, "headers": headers.raw})
                message = {"type": "http.response.body", "body": page}
            await send(message)

        return rewriting
