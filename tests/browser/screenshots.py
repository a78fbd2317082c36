"""Every screen as pictures into screenshots/, and those of the manual: `python -m tests.browser.screenshots [address …]`.

Addresses: only these, and nothing of the manual. The manual's pictures are of the demo county, which is made anew for them.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from pages import SCREENS
from tests.browser import pictures, provide
from tests.browser.driving import HOUSE, Visitor, serving

SIZES = ((1920, 1080), (1366, 768))
TARGET = HOUSE / "screenshots"


def take(browser: Browser, server: str, addresses: list[str]) -> None:
    """One tab per size and theme; the names tell the address, the size and the theme."""
    for width, height in SIZES:
        for dark in (False, True):
            tab = Visitor(browser, server, width, height, dark)
            for address in addresses:
                name = f"{re.sub(r'[^0-9A-Za-z_]+', '-', address).strip('-')}_{width}_{'dark' if dark else 'light'}.png"
                tab.visit(address).screenshot(path=TARGET / name)
                print(TARGET.name + "/" + name, flush=True)
            tab.close()


def main() -> None:
    addresses = sys.argv[1:] or [f"/{screen.name}" for screen in SCREENS]
    path = provide.find() or sys.exit(provide.MISSING)
    TARGET.mkdir(exist_ok=True)
    data_dir = Path(os.environ.get("COCKPIT_DATA_DIR") or HOUSE / "var")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=provide.FLAGS)
        with serving(data_dir, TARGET / "server.log") as server:
            take(browser, server, addresses)
        if not sys.argv[1:]:
            illustrate(browser)
        browser.close()


def illustrate(browser: Browser) -> None:
    os.environ.pop("COCKPIT_DATABASE_URL", None)  # a meeting is begun for the pictures: never in a bureau's own database
    with tempfile.TemporaryDirectory() as folder:
        demo = Path(folder) / "demo"
        command = [sys.executable, "-c", "from sample_data import start; start.initialise()"]
        subprocess.run(command, cwd=HOUSE, env={**os.environ, "COCKPIT_DATA_DIR": str(demo)}, check=True)
        with serving(pictures.prepared(demo, Path(folder) / "begun"), TARGET / "manual.log") as server:
            pictures.take(browser, server)


if __name__ == "__main__":
    main()
