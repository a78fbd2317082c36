"""Does a test notice when the arithmetic is changed? `python -m tests.mutation [--share 0.06] [--seed 1]`

mutmut changes metrics/ in thousands of small ways; this draws some of them for every module, runs the tests that reach
each, and writes docs/verification/<day>-mutation.json: per module how many were tried and killed, and each survivor's change.
Exit status 1 below the least share that must be killed.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import subprocess
import sys
from datetime import date
from pathlib import Path

from mutmut.mutation.diff_apply import get_diff_for_mutant

from tests.conftest import kept_demo

HOUSE = Path(__file__).resolve().parent.parent
MUTANTS = HOUSE / "mutants" / "metrics"
LEAST_KILLED, LEAST_TRIED = 0.85, 8
SURVIVED = 0  # the tests' exit code under a mutant; 33: no test reaches it; anything else ended in a failure
UNREACHED = 33


def _mutmut(*arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-m", "mutmut", *arguments], cwd=HOUSE, capture_output=True, text=True)


def _codes() -> dict[str, dict[str, int | None]]:
    """By module, each mutant's name and how its tests ended; None: not tried."""
    files = sorted(MUTANTS.rglob("*.py.meta"))
    read = {file: json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"] for file in files}
    return {file.relative_to(MUTANTS).as_posix().removesuffix(".py.meta"): codes for file, codes in read.items() if codes}


def drawn(codes: dict[str, dict[str, int | None]], share: float, seed: int) -> list[str]:
    """The same mutants for the same seed and sources: a share of each module, and not fewer than LEAST_TRIED."""
    chosen = []
    for module, found in codes.items():
        names = sorted(found)
        count = min(len(names), max(LEAST_TRIED, math.ceil(len(names) * share)))
        chosen += random.Random(f"{seed}.{module}").sample(names, count)
    return chosen


def summary(codes: dict[str, dict[str, int | None]], chosen: list[str]) -> dict:
    """Per module and in all: tried, killed; and the names of those that nobody noticed."""
    wanted = set(chosen)
    modules = {}
    for module, found in codes.items():
        tried = {name: code for name, code in found.items() if name in wanted}
        survivors = sorted(name for name, code in tried.items() if code in (SURVIVED, UNREACHED, None))
        modules[module] = {"tried": len(tried), "killed": len(tried) - len(survivors), "survivors": survivors}
    tried, killed = (sum(one[key] for one in modules.values()) for key in ("tried", "killed"))
    return {"mutants": sum(map(len, codes.values())), "tried": tried, "killed": killed, "share": round(killed / tried, 4),
            "modules": modules}  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--share", type=float, default=0.06)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    kept_demo(HOUSE)
    _mutmut("run", "metrics.results.*")  # makes the mutants and learns which test reaches which
    chosen = drawn(_codes(), asked.share, asked.seed)
    print(f"{len(chosen)} mutants", flush=True)
    _mutmut("run", *chosen)
    found = summary(_codes(), chosen) | {"seed": asked.seed}
    names = [name for one in found["modules"].values() for name in one["survivors"]]
    found["changes"] = {name: get_diff_for_mutant(name) for name in names}
    path = HOUSE / "docs" / "verification" / f"{date.today():%Y-%m-%d}-mutation.json"
    path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{found['killed']} of {found['tried']} killed ({found['share']:.1%}); {path.relative_to(HOUSE)}")
    return int(found["share"] < LEAST_KILLED)


if __name__ == "__main__":
    sys.exit(main())
