"""Does a test notice when the arithmetic is changed? `python -m tests.mutation [--share 0.06] [--seed 1] [--modules a,b]`

mutmut changes metrics/ in thousands of small ways; this draws some of them for every module, runs the tests that reach
each (`tests/mutants.py`), and writes docs/verification/mutation-<day>.json: per module how many were tried and killed, and
each survivor's change. Exit status 1 below the least share that must be killed.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import subprocess
import sys
from contextlib import redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path

from mutmut.__main__ import create_mutants
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.utils.file_utils import copy_also_copy_files, copy_src_dir

HOUSE = Path(__file__).resolve().parent.parent
MUTANTS = HOUSE / "mutants"
LEAST_KILLED, LEAST_TRIED = 0.85, 8
KILLED = "killed"


def made() -> dict[str, list[str]]:
    """By module, the names of all its mutants; mutmut writes them beside its changed copy of metrics/ in mutants/."""
    os.chdir(HOUSE)
    MUTANTS.mkdir(exist_ok=True)
    set_mutant_under_test("mutant_generation")
    with redirect_stdout(StringIO()):
        copy_src_dir()
        copy_also_copy_files()
        create_mutants(os.cpu_count() or 1)
    set_mutant_under_test("")
    folder = MUTANTS / "metrics"
    files = sorted(folder.rglob("*.py.meta"))
    read = {file: json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"] for file in files}
    return {file.relative_to(folder).as_posix().removesuffix(".py.meta"): sorted(names) for file, names in read.items() if names}


def drawn(names: dict[str, list[str]], share: float, seed: int) -> list[str]:
    """The same mutants for the same seed and sources: a share of each module, and not fewer than LEAST_TRIED."""
    chosen = []
    for module, found in names.items():
        count = min(len(found), max(LEAST_TRIED, math.ceil(len(found) * share)))
        chosen += random.Random(f"{seed}.{module}").sample(found, count)
    random.Random(seed).shuffle(chosen)  # so that a run that is ended early has tried all modules alike
    return chosen


def tried(chosen: list[str]) -> dict[str, str]:
    """By mutant: killed, survived or unreached; fewer where it was interrupted (Ctrl-C). Raises where the tests fail anyway."""
    asked, told = MUTANTS / "asked.json", MUTANTS / "told.json"
    asked.write_text(json.dumps(chosen), encoding="utf-8")
    told.unlink(missing_ok=True)
    try:
        subprocess.run([sys.executable, "-m", "tests.mutants", str(asked), str(told)], cwd=MUTANTS, check=True)
    except KeyboardInterrupt:
        print(f"ended early, {len(chosen)} were drawn")
    return json.loads(told.read_text(encoding="utf-8"))


def summary(names: dict[str, list[str]], verdicts: dict[str, str]) -> dict:
    """Per module and in all: tried, killed; and the names of those that nobody noticed."""
    modules = {}
    for module, found in names.items():
        ours = [name for name in found if name in verdicts]
        survivors = [name for name in ours if verdicts[name] != KILLED]
        if ours:
            modules[module] = {"tried": len(ours), "killed": len(ours) - len(survivors), "survivors": survivors}
    total, killed = (sum(one[key] for one in modules.values()) for key in ("tried", "killed"))
    return {"mutants": sum(map(len, names.values())), "tried": total, "killed": killed, "share": round(killed / total, 4),
            "unreached": sum(verdict == "unreached" for verdict in verdicts.values()), "modules": modules}  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--share", type=float, default=0.06)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--modules", default="", help="only these, by commas")
    asked = parser.parse_args()
    names = made()
    if asked.modules:
        names = {module: found for module, found in names.items() if module in asked.modules.split(",")}
    found = summary(names, tried(drawn(names, asked.share, asked.seed))) | {"seed": asked.seed, "share_drawn": asked.share}
    survivors = [name for one in found["modules"].values() for name in one["survivors"]]
    found["changes"] = {name: get_diff_for_mutant(name) for name in survivors}
    path = HOUSE / "docs" / "verification" / f"mutation-{date.today():%Y-%m-%d}.json"
    path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{found['killed']} of {found['tried']} killed ({found['share']:.1%}); {path.relative_to(HOUSE)}")
    return int(found["share"] < LEAST_KILLED)


if __name__ == "__main__":
    sys.exit(main())
