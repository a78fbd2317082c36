"""How long an export takes from the click, and its peak memory: `python -m benchmarks.exports FORM EXHIBITS DATA_FOLDER`

Each run is a process of its own, as a command by a timer is; it prints one line of JSON. Imports are in the memory, not in
the time, since a running server has them.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

from data_access.errors import CockpitError
from data_access.scope import EVERYTHING
from metrics.line_plans import PLANS
from metrics.rebuild import exhibit_of
from metrics.results import Span, View
from metrics.source import open_source
from metrics.stories import STORIES
from pages.exports import briefing, written
from pages.exports.pack import packed

GOALS = {("deck", ".pptx", 10): 5, ("report", ".docx", 42): 10, ("print", ".pdf", 42): 10}  # name, form, exhibits: seconds
VIEW = View("990101", Span("ytd", 202510))
KINDS = ("trend", "ranking", "heat", "why")


def names(count: int) -> list[str]:
    """As a bureau's briefing goes: for each line its own exhibits, then one indicator in depth."""
    found = []
    for page, plan in PLANS.items():
        found += [name for name in STORIES if name.startswith(f"{page}.")]
        found += [f"{page}.{plan.focus[0]}.{kind}" for kind in KINDS] + ([f"{page}.table"] if plan.table else [])
    return found[:count]


def made(form: str, count: int) -> dict:
    """Read, written and kept under its code, as the button does."""
    start, spent = time.perf_counter(), time.process_time()
    with open_source(EVERYTHING) as source:
        exhibits = []
        for name in names(3 * count):
            try:
                exhibits.append(exhibit_of(source, name, VIEW))
            except CockpitError:  # nothing lies below a register of the county
                continue
        pack = packed(source, exhibits[:count])
        content = written(source, pack, form)
    briefing.keep(EVERYTHING, pack)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    taken = {"seconds": time.perf_counter() - start, "cpu_seconds": time.process_time() - spent}
    return {name: round(value, 2) for name, value in taken.items()} | {"peak_mb": round(peak), "kb": len(content) // 1024}


def measure(folder: Path) -> dict:
    """The deck of twelve slides, the report of forty pages and more, the same for print; each beside its goal."""
    found = {}
    for (name, form, count), goal in GOALS.items():
        line = [sys.executable, "-m", "benchmarks.exports", form, str(count), str(folder)]
        said = subprocess.run(line, check=True, capture_output=True, text=True).stdout
        found[name] = {"form": form, "exhibits": count, **json.loads(said.splitlines()[-1]), "goal_seconds": goal}
    return found


if __name__ == "__main__":
    os.environ["COCKPIT_DATA_DIR"] = sys.argv[3]
    print(json.dumps(made(sys.argv[1], int(sys.argv[2]))))
