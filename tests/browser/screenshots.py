"""Every screen as pictures: `python -m tests.browser.screenshots [address …]` writes to screenshots/."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from pages import SCREENS
from tests.browser import provide
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
    with serving(data_dir, TARGET / "server.log") as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=provide.FLAGS)
        take(browser, server, addresses)
        browser.close()


if __name__ == "__main__":
    main()
