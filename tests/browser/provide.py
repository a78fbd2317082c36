"""A Chromium for the tests: `find()` looks for one, `python -m tests.browser.provide` also tries to install one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
MISSING = "no Chromium: set CHROMIUM to its path, or install one with `apt-get install chromium` or `playwright install chromium`"


def find() -> str | None:
    """Path of CHROMIUM, of an installed browser, or of Playwright's own."""
    if named := os.environ.get("CHROMIUM"):
        return shutil.which(named)
    return next(filter(None, map(shutil.which, NAMES)), None) or _playwrights_own()


def _playwrights_own() -> str | None:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def _has_chinese_font() -> bool:
    listed = shutil.which("fc-list") and subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True).stdout
    return bool(listed)


def _attempt(*command: str) -> None:
    """Failing is allowed: what could not be had is said at the end."""
    print("$", *command, flush=True)
    subprocess.run(command, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})


def provide() -> None:
    may_apt = shutil.which("apt-get") and getattr(os, "geteuid", lambda: 1)() == 0
    if not find():
        _attempt(sys.executable, "-m", "playwright", "install", "chromium")
    wanted = [package for package, there in (("chromium", find()), ("fonts-noto-cjk", _has_chinese_font())) if not there]
    if wanted and may_apt:
        _attempt("apt-get", "update", "-qq")
        _attempt("apt-get", "install", "-y", "-qq", "--no-install-recommends", *wanted)
    if not find():
        print(f"the browser tests will be skipped: {MISSING}")
    if not _has_chinese_font():
        print("no Chinese font: screens work, but pictures of them show empty boxes (apt-get install fonts-noto-cjk)")


if __name__ == "__main__":
    provide()
