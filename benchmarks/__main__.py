"""How fast the cockpit is beside a stock page: `python -m benchmarks [--rounds 10] [--users 20] [--changes 500] [--observations 0]`

Both servers run at the same time over the demo county, and one browser turns from one to the other. Writes
docs/verification/<day>-bench.json and prints the same as a table. A missed goal is no failure, only what could not be
measured is: exit status 1.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import shutil
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from statistics import mean, median, quantiles

import psutil
from playwright.sync_api import sync_playwright

from benchmarks import browsing, exports, larger, literals, users
from tests.browser import provide
from tests.browser.driving import HOUSE, serving
from tests.conftest import kept_demo

GOALS = {"open": 0.6, "filter": 0.6, "drill": 0.7}  # ours to the stock page's
STEPS = {"open": ("open",), "filter": ("month", "ytd"), "drill": ("drill",)}
GOAL_CPU_MS, GOAL_P95_MS = 25, 100
USER_SECONDS = 15
Servers = dict[str, tuple[str, psutil.Process]]


@contextmanager
def both(folder: Path) -> Iterator[Servers]:
    """Address and process of ours and of the stock page, each over a folder of its own."""
    with (
        serving(folder / "ours", folder / "ours.log") as ours,
        serving(folder / "stock", folder / "stock.log", script="benchmarks/stock_page.py") as stock,
    ):
        yield {name: (address, _process(address)) for name, address in (("ours", ours), ("stock", stock))}


def _process(address: str) -> psutil.Process:
    port = address.rpartition(":")[2]
    return next(child for child in psutil.Process().children() if port in child.cmdline())


def browsed(servers: Servers, shown: dict, rounds: int) -> dict:
    """By screen and step, the medians of both in ms, their ratio, its goal, and the server's CPU per interaction."""
    found = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=provide.find(), args=provide.FLAGS)
        for screen, views in shown.items():
            places = {"ours": f"/{screen}", "stock": f"/?page={screen}"}
            pages = {name: (address + places[name], process) for name, (address, process) in servers.items()}
            taken = browsing.contest(browser, pages, screen, views, rounds)
            found[screen] = {
                "charts": len(views["ytd"]["charts"]),
                "metrics": len(views["ytd"]["metrics"]),
                **{step: compared(step, taken) for step in STEPS},
            }
        browser.close()
    return found


def compared(step: str, taken: dict) -> dict:
    """One step on one screen. `painted`: the new figures are there; `still`: our charts have come to rest, too."""
    samples = {name: [one for part in STEPS[step] for one in steps[part]] for name, steps in taken.items()}
    found: dict = {"n": len(samples["ours"])}
    for moment in ("painted", "still"):
        both_ms = {name: median(one[moment] for one in of) for name, of in samples.items()}
        found[moment] = {f"{name}_ms": round(ms) for name, ms in both_ms.items()}
        found[moment]["ratio"] = round(both_ms["ours"] / both_ms["stock"], 2)
    cpu = {f"{name}_ms": round(mean(one["cpu"] for one in of), 1) for name, of in samples.items()}
    return found | {"goal": GOALS[step], "cpu": cpu | {"goal_ms": GOAL_CPU_MS}}


def crowded(server: tuple[str, psutil.Process], screen: str, count: int) -> dict:
    """Many readers on one screen: how long the server takes for a change, and what a change costs it."""
    address, process = server
    before = browsing.cpu_ms(process)
    taken = asyncio.run(users.crowd(address, screen, count, USER_SECONDS))
    spent = browsing.cpu_ms(process) - before
    return {
        "users": count,
        "changes": len(taken),
        "asked_for": count * USER_SECONDS,
        "p50_ms": round(median(taken)),
        "p95_ms": round(quantiles(taken, n=20)[-1]),
        "goal_p95_ms": GOAL_P95_MS,
        "cpu_ms_per_change": round(spent / len(taken), 1),  # their opening of the screen is in it
    }


def remembered(server: tuple[str, psutil.Process], screen: str, count: int) -> dict:
    """The server's memory before and after many changes by one reader; the first ones fill the caches and are left out."""
    address, process = server
    asyncio.run(users.walk(address, screen, 20))
    before, spent = process.memory_info().rss, browsing.cpu_ms(process)
    asyncio.run(users.walk(address, screen, count))
    after, spent = process.memory_info().rss, browsing.cpu_ms(process) - spent
    mb = {"before_mb": round(before / 2**20, 1), "after_mb": round(after / 2**20, 1)}
    return {"changes": count, **mb, "cpu_ms_per_change": round(spent / count, 1), "goal_cpu_ms": GOAL_CPU_MS}


def table(found: dict) -> Iterator[str]:
    yield f"{'':26}{'ours':>8}{'stock':>8}{'ratio':>8}{'goal':>8}"
    for screen, measured in found["pages"].items():
        for step in STEPS:
            one = measured[step]
            painted, cpu = one["painted"], one["cpu"]
            row = f"{painted['ours_ms']:8}{painted['stock_ms']:8}{painted['ratio']:8}{one['goal']:8}"
            yield f"{screen + ' ' + step + ', ms':26}{row}"
            yield f"{'   at rest, ms':26}{one['still']['ours_ms']:8}{one['still']['stock_ms']:8}{one['still']['ratio']:8}"
            yield f"{'   server CPU, ms':26}{cpu['ours_ms']:8}{cpu['stock_ms']:8}{'':8}{cpu['goal_ms']:8}"
    for screen, one in found["users"].items():
        head = f"{screen} {one['users']} users p50/p95, ms"
        yield f"{head:34}{one['p50_ms']}/{one['p95_ms']}, goal {one['goal_p95_ms']}; {one['changes']} of {one['asked_for']} changes"
    for name, one in found["exports"].items():
        head = f"{name} {one['form']}, {one['exhibits']} exhibits, s"
        yield f"{head:34}{one['seconds']} (CPU {one['cpu_seconds']}), goal {one['goal_seconds']}; peak {one['peak_mb']} MB, file {one['kb']} KB"
    for screen, one in found["memory"].items():
        yield f"{screen + ' memory, MB':34}{one['before_mb']} -> {one['after_mb']} over {one['changes']} changes"


def measure(rounds: int, count: int, changes: int, observations: int) -> dict:
    """Everything, and what could not be measured under `faults`."""
    found: dict = {"machine": machine(), "rounds": rounds, "pages": {}, "users": {}, "memory": {}, "exports": {}, "faults": []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "stock").mkdir()
        shutil.copytree(kept_demo(HOUSE), folder / "ours")
        _try(found, lambda: found["exports"].update(exports.measure(folder / "ours")))
        found["observations"] = larger.grow(folder / "ours", observations)
        shown = literals.taken(folder / "ours", folder / "stock")
        with both(folder) as servers:
            _try(found, lambda: found["pages"].update(browsed(servers, shown, rounds)))
            for screen in shown:
                _try(found, lambda screen=screen: found["users"].update({screen: crowded(servers["ours"], screen, count)}))
                _try(found, lambda screen=screen: found["memory"].update({screen: remembered(servers["ours"], screen, changes)}))
    return found | {"load_after": os.getloadavg()[0]}


def _try(found: dict, part) -> None:
    """The rest is measured all the same."""
    try:
        part()
    except Exception as fault:
        found["faults"] += [repr(one) for one in getattr(fault, "exceptions", [fault])]
        traceback.print_exc()


def machine() -> dict:
    return {"cores": os.cpu_count(), "system": platform.system(), "python": platform.python_version(), "load": os.getloadavg()[0]}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--changes", type=int, default=500)
    parser.add_argument("--observations", type=int, default=0, help="a longer past of the demo county, such as 1000000")
    parser.add_argument("--into", type=Path, default=HOUSE / "docs" / "verification" / f"{date.today():%Y-%m-%d}-bench.json")
    asked = parser.parse_args()
    if not provide.find():
        print(provide.MISSING)
        return 1
    found = measure(asked.rounds, asked.users, asked.changes, asked.observations)
    asked.into.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(*table(found), *(f"not measured: {fault}" for fault in found["faults"]), asked.into, sep="\n")
    return int(bool(found["faults"]))


if __name__ == "__main__":
    sys.exit(main())
