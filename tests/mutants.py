"""Runs in mutants/, for `tests/mutation.py`: the tests that reach each mutant, the quickest first, in a fork of its own.

One process collects the tests and learns from one run which function each of them reaches; a fork then costs no start-up.
Tests that need the demo county are left out, and a mutant's tests may take BUDGET seconds of processor time together: what
they leave unnoticed by then has survived.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from time import process_time

import pytest
from _pytest.runner import runtestprotocol
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.state import state

TESTS = ("tests/metrics", "tests/spec", "tests/returning")
OPTIONS = ("-q", "-m", "not browser and not full", "-p", "no:cacheprovider", "-o", "addopts=--import-mode=importlib",
           "--assert=plain", "--tb=no")  # fmt: skip
BUDGET, PATIENCE = 3, 300  # seconds: of processor time; by the clock, when a mutant is taken for an endless loop
KILLED, SURVIVED, UNREACHED = "killed", "survived", "unreached"
CLOSED = 3  # the fork's exit status where all its tests passed
# Their functions run once a process, when the catalogue or a list is first read, so a fork must read it again.
READ_ONCE = ("loading", "rules", "derivation", "benchmarks", "systems", "scope_tags", "checks.loading")


class Loop:
    """A pytest plugin in place of its run of the tests."""

    def __init__(self, names: Sequence[str], told: Path) -> None:
        self.names, self.told, self.verdicts = names, told, {}
        self.reaching: dict[str, list] = defaultdict(list)
        self.seconds: dict[str, float] = {}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if "demo_dir" not in item.fixturenames]

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.learn(session.items)
        running: dict[int, str] = {}
        for name in self.names:
            if items := self.tests_of(name):
                running[_fork(name, items)] = name
            else:
                self.verdicts[name] = UNREACHED
            if len(running) >= (os.cpu_count() or 1):
                self.wait(running)
        while running:
            self.wait(running)
        return True

    def wait(self, running: dict[int, str]) -> None:
        child, status = os.wait()
        self.verdicts[running.pop(child)] = SURVIVED if os.waitstatus_to_exitcode(status) == CLOSED else KILLED
        if len(self.verdicts) % 25 == 0:
            killed = sum(verdict == KILLED for verdict in self.verdicts.values())
            os.write(2, f"{killed} of {len(self.verdicts)} killed, {len(self.names)} to try\n".encode())
            self.tell()

    def tell(self) -> None:
        self.told.write_text(json.dumps(self.verdicts), encoding="utf-8")

    def learn(self, items: Sequence[pytest.Item]) -> None:
        """Which tests reach which function, and how long each takes; the session's own fixtures stay for the forks."""
        set_mutant_under_test("stats")
        for item, following in zip(items, [*items[1:], items[0]], strict=True):
            state()._stats.clear()
            start = process_time()
            if failed := [report for report in runtestprotocol(item, log=False, nextitem=following) if report.failed]:
                raise SystemExit(f"{item.nodeid} fails without any change: {failed[0].longreprtext}")
            self.seconds[item.nodeid] = process_time() - start
            for function in state()._stats:
                self.reaching[function].append(item)
        set_mutant_under_test("")

    def tests_of(self, name: str) -> list[pytest.Item]:
        function = name.rpartition("__mutmut_")[0]
        found = list(self.reaching.get(function, ()))
        module = function.rpartition(".")[0]
        if module.removeprefix("metrics.") in READ_ONCE:
            of_module = {item for each, items in self.reaching.items() if each.startswith(f"{module}.") for item in items}
            found += of_module.difference(found)
        return sorted(found, key=lambda item: self.seconds[item.nodeid])


def _fork(name: str, items: Sequence[pytest.Item]) -> int:
    child = os.fork()
    if child == 0:
        signal.alarm(PATIENCE)
        os._exit(_noticed(name, items))
    return child


def _noticed(name: str, items: Sequence[pytest.Item]) -> int:
    set_mutant_under_test(name)
    if name.rpartition(".")[0].removeprefix("metrics.") in READ_ONCE:
        _forget()
    start = process_time()
    for item, following in zip(items, [*items[1:], None], strict=True):
        if any(report.failed for report in runtestprotocol(item, log=False, nextitem=following)):
            return 1
        if process_time() - start > BUDGET:
            break
    return CLOSED


def _forget() -> None:
    for name, module in list(sys.modules.items()):
        if name.startswith("metrics."):
            for value in vars(module).values():
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


if __name__ == "__main__":
    asked, told = map(Path, sys.argv[1:])
    loop = Loop(json.loads(asked.read_text(encoding="utf-8")), told)
    if pytest.main([*OPTIONS, *TESTS], plugins=[loop]) not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        sys.exit("the tests did not run through")
    loop.tell()
