"""The pictures of the manual and the README, taken anew from the running cockpit over the demo county."""

from __future__ import annotations

import io
import os
import shutil
from datetime import date, timedelta
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from data_access import briefings, engine, follow_ups, meeting
from data_access.scope import EVERYTHING
from metrics import following
from metrics.attention import attention
from metrics.overview import columns
from metrics.results import Span, View
from metrics.source import open_source
from tests.browser.driving import HOUSE, Visitor

TARGET = HOUSE / "docs" / "manual" / "images"
SIZE = (1366, 768)
COLOURS = 96  # of a palette: a picture then takes well under 150 kB and its letters stay clean
AT = {"span": "ytd", "to": "2025-10", "compare": "yoy"}
COUNTY, FENGLIN, RATE = "990101", "990101010", "cremation_zone_rate"
KEYS = f"area={COUNTY}&span=ytd&to=2025-10&compare=yoy"
PICTURES = {  # name → address, and a text to which the page is scrolled
    "overview": (f"/overview?{KEYS}", ""),
    "progress": (f"/progress?{KEYS}", ""),
    "warnings": (f"/warnings?{KEYS}&item=target.{FENGLIN}.{RATE}.2025", ""),
    "funeral": (f"/funeral?{KEYS}&indicator={RATE}", ""),
    "why": (f"/funeral?{KEYS}&indicator={RATE}", "各自的影响"),
    "source": (f"/funeral?{KEYS}&exhibit={RATE}.{FENGLIN}.ytd.202510", ""),
    "compare": (f"/compare?{KEYS}&indicator={RATE}", ""),
    "township": (f"/township?{KEYS.replace(COUNTY, FENGLIN)}", ""),
    "stage": (f"/meeting?{KEYS}&indicator={RATE}&item=1", ""),
    "queue": ("/meeting", ""),
    "briefing": ("/briefing", ""),
    "returns": (f"/returns?{KEYS.replace(COUNTY, FENGLIN)}", ""),
    "quality": (f"/quality?{KEYS}", ""),
    "calendar": (f"/quality?{KEYS}&tab=calendar", ""),
    "versions": ("/versions", ""),
}
DRAWN = ("overview", "progress", "funeral", "why", "compare", "township", "stage")  # whose charts come after the page


def prepared(data_dir: Path, folder: Path) -> Path:
    """A copy of the demo county in which a meeting, a briefing and a follow-up have begun."""
    shutil.copytree(data_dir, folder)
    os.environ["COCKPIT_DATA_DIR"] = str(folder)
    view = View(COUNTY, Span("ytd", 202510), "yoy", "", None)
    with open_source(EVERYTHING) as source:
        items, version = attention(source, view, columns(source)), source.version
    with engine.writing() as connection:
        for page, title, more in (
            ("funeral", "殡葬管理", {"indicator": RATE}),
            ("elderly_care", "养老服务", {}),
            ("overview", "民政工作总览", {}),
        ):
            meeting.add(connection, EVERYTHING, page, AT | {"area": COUNTY} | more, title)
        meeting.record(connection, EVERYTHING, 1, "枫林乡逐村核对土葬情况，月底前提出整改办法", "殡葬管理所", f"{_soon()}")
        name = briefings.current(connection, EVERYTHING)
        for exhibit, title in (
            (f"funeral.{RATE}.trend", "火化率走势"),
            (f"funeral.{RATE}.ranking", "各乡镇火化率"),
            ("elderly_care.elder_canteen_meals_person_times.trend", "老年助餐人次走势"),
        ):
            briefings.add(connection, EVERYTHING, name, exhibit, AT | {"area": COUNTY}, version, title)
        raised = following.raised_in(items[0], view)
        follow_ups.assign(connection, EVERYTHING, raised, "枫林乡政府", f"{_soon()}", "逐村核对原因", date.today())
    return folder


def _soon() -> date:
    return date.today() + timedelta(days=14)


def take(browser: Browser, server: str, folder: Path = TARGET) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    tab = Visitor(browser, server, *SIZE)
    for name, (address, text) in PICTURES.items():
        page = tab.visit(address)
        if text:
            page.get_by_text(text).first.scroll_into_view_if_needed()
        if name in DRAWN:
            page.locator(".cockpit-chart .main-svg").first.wait_for()
        page.wait_for_timeout(1500)
        shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        shot.quantize(COLOURS, dither=Image.Dither.NONE).save(folder / f"{name}.png", optimize=True)
        print(f"{folder / name}.png", flush=True)
    tab.close()
