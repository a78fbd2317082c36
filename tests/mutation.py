"""Are the tests of the figures worth their green? Changes the arithmetic of metrics/ one place at a time and counts who notices.

`python -m tests.mutation [module …]` draws a seeded sample of mutmut's changes per module, runs the module's own tests on
each in a process of its own, and writes what they said to docs/verification/mutation.json: of every module, or anew of those
that are named. No other file is changed.
"""

from __future__ import annotations

import difflib
import json
import os
import random
import signal
import sys
from collections.abc import Iterator
from importlib.machinery import SourceFileLoader
from pathlib import Path

import hypothesis  # noqa: F401  these are loaded once here, so that each process does not load them again
import pandas  # noqa: F401
import pytest
from mutmut.mutation.file_mutation import create_mutations, deep_replace

import data_access.plans
import data_access.returns  # noqa: F401
from tests.sizes import scaled

HOUSE = Path(__file__).resolve().parent.parent
RESULT = HOUSE / "docs" / "verification" / "mutation.json"
SEED, SAMPLE, SECONDS = 20250601, 60, 240
SPEC = ("spec", "properties/test_rollup.py")
OWN = {
    "spans": ("metrics/test_spans.py", "properties/test_spans.py"),
    "evaluate": ("metrics/test_evaluate.py", *SPEC),
    "compare": ("metrics/test_compare.py", *SPEC),
    "attribute": ("metrics/test_attribute.py", "properties/test_attribute.py", "metrics/test_why.py"),
    "pace": ("metrics/test_pace.py", "metrics/test_progress_board.py"),
    "expectation": ("metrics/test_expectation.py", "metrics/test_pace.py"),
    "light_rules": ("metrics/test_light_rules.py", "metrics/test_lights.py", "metrics/test_pace.py"),
    "lights": ("metrics/test_lights.py", "metrics/test_pace.py"),
    "noise": ("metrics/test_noise.py",),
    "addends": ("metrics/test_inspect.py", *SPEC),
    "formatting": ("metrics/test_formatting.py",),
    "ranking": ("metrics/test_ranking.py",),
    "five": ("metrics/test_five.py",),
    "reporting": ("metrics/test_reporting.py",),
    "death_stop": ("metrics/test_death_stop.py",),
    "checks/model": ("metrics/test_checks.py", "metrics/test_catalogue.py"),
    "checks/loading": ("metrics/test_checks.py", "metrics/test_catalogue.py"),
    "quality/figure_sums": ("metrics/test_quality_figures.py",),
    "quality/in_returns": ("metrics/test_quality_figures.py",),
    "quality/jumps": ("metrics/test_quality_figures.py",),
    "quality/text_sums": ("metrics/test_quality_texts.py",),
    "quality/texts": ("metrics/test_quality_texts.py",),
}


def mutants(module: str, size: int) -> Iterator[tuple[str, str]]:
    """(mutated source, its diff) of `size` changes drawn from all that mutmut knows; the same ones in every run."""
    path = HOUSE / "metrics" / f"{module}.py"
    source = path.read_text(encoding="utf-8")
    tree, found, *_ = create_mutations(path.name, source)
    drawn = random.Random(f"{SEED} {module}").sample(range(len(found)), min(size, len(found)))
    for place in sorted(drawn):
        mutated = deep_replace(tree, found[place].original_node, found[place].mutated_node).code
        lines = difflib.unified_diff(source.splitlines(), mutated.splitlines(), lineterm="", n=0)
        yield mutated, "\n".join(list(lines)[2:])


def verdict(module: str, source: str | None) -> str:
    """What the module's tests say to `source` in its place: killed, survived, or killed by time; None is the module as it is."""
    child = os.fork()
    if child == 0:
        _run_tests(module, source)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return "killed by time"
    return "killed" if os.WEXITSTATUS(status) else "survived"  # also one that cannot even be imported


def _run_tests(module: str, source: str | None) -> None:
    path = str(HOUSE / "metrics" / f"{module}.py")
    read = SourceFileLoader.get_code

    def code(loader, name):
        return compile(source, path, "exec") if source is not None and loader.path == path else read(loader, name)

    SourceFileLoader.get_code = code
    signal.alarm(SECONDS)
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    own = [str(HOUSE / "tests" / name) for name in OWN[module]]
    answer = 1
    try:
        answer = pytest.main(["-x", "-q", "--assert=plain", "-p", "no:cacheprovider", "--hypothesis-seed=0", *own])
    finally:
        os._exit(answer)  # never back into the loop that asked


def examine(module: str, size: int) -> dict:
    """killed, survived and each survivor's diff; refused if the tests fail on the module as it is."""
    if verdict(module, None) != "survived":
        raise SystemExit(f"{module}: its tests do not pass as it is; nothing can be said about them")
    seen, survivors = [], []
    for source, diff in mutants(module, size):
        seen.append(verdict(module, source))
        if seen[-1] == "survived":
            survivors.append(diff)
    return {
        "mutants": len(seen),
        "killed": len(seen) - len(survivors),
        "by_time": seen.count("killed by time"),
        "survivors": survivors,
    }


def main(modules: list[str]) -> None:
    os.chdir(HOUSE)
    loaded = [name for name in sys.modules if name.split(".")[0] == "metrics"]
    assert not loaded, f"already loaded, so no change in them would be seen: {loaded}"
    found = json.loads(RESULT.read_text(encoding="utf-8"))["modules"] if modules and RESULT.exists() else {}
    for module in modules or OWN:
        found[module] = examine(module, scaled(SAMPLE, least=3))
        print(f"{module}: {found[module]['killed']} of {found[module]['mutants']} killed", flush=True)
        RESULT.write_text(json.dumps({"seed": SEED, "modules": found}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    killed, drawn = (sum(one[what] for one in found.values()) for what in ("killed", "mutants"))
    print(f"{killed} of {drawn} killed: {100 * killed / drawn:.1f} %")


if __name__ == "__main__":
    main(sys.argv[1:])
