"""Nobody gets a foreign figure: each township and line bears numbers that occur nowhere else, and every byte sent is searched."""

from __future__ import annotations

import itertools
import random
import re
import struct

import pytest

from commands.frame import main
from data_access import engine, reads
from data_access.errors import CockpitError
from data_access.returns import commit
from data_access.specs import SCALE, Observation, Return
from metrics import permissions
from metrics.derivation import derivation
from metrics.keys import number_at
from metrics.source import open_source
from pages import SCREENS
from tests.access.conftest import COUNTY, OTHER, PEOPLE, TOWNSHIP, person
from tests.access.probe import Probe
from tests.sizes import scaled

MONTH = 202510
MARKED = {  # an indicator of each line, reported by townships and months
    "funeral": "funeral_relief_persons", "elderly_care": "home_care_served_persons", "social_assistance": "temporary_relief_person_times",
}  # fmt: skip
ADDRESSES = (COUNTY, TOWNSHIP, OTHER, f"{OTHER}001")


def canary(area: str, line: str) -> int:
    """A count that nobody reports: below 10,000, from where on a figure is printed in 万 and loses its digits."""
    return 7_909 + 37 * int(area[-3:]) + 701 * list(MARKED).index(line)


def stands_in(value: int, heard: bytes) -> bool:
    """As printed, as a number of JSON, or in a binary table. Bare digits alone would be found in any hash."""
    printed, digits = f"{value:,}".encode(), str(value).encode()
    text = rb"(?<!\d)(?<!\d,)%b(?!,?\d)|[\[:\"]\s*%b(\.0)?[\],}\"]|,\s*%b\.0[,\]]|%b0000" % (printed, digits, digits, digits)
    packed = (struct.pack("<d", value), struct.pack("<q", value), struct.pack("<q", value * SCALE))
    return any(form in heard for form in packed) or re.search(text, heard) is not None


@pytest.fixture(scope="session")
def townships(staffed_dir) -> list[str]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("COCKPIT_DATA_DIR", str(staffed_dir))
        with open_source(permissions.scope_of(PEOPLE[0])) as source:
            return [row.code for row in source.tree.children(COUNTY)]


@pytest.fixture(scope="session")
def canaries(townships, staffed_dir, guarded) -> dict[tuple[str, str], int]:
    """Told after the server has come up: a commit must show there, too."""
    marked = {(area, line): canary(area, line) for area in townships for line in MARKED}
    assert len(set(marked.values())) == len(marked)
    rows = [Observation(area, MARKED[line], value * SCALE, MONTH, MONTH) for (area, line), value in marked.items()]
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("COCKPIT_DATA_DIR", str(staffed_dir))
        with engine.writing() as connection:
            commit(connection, [Return("monthly", "各乡镇十月更正", COUNTY, rows)], derivation())
    return marked


def foreign(role: str, canaries) -> list[int]:
    """What the role must never get to see."""
    kept = {"township": lambda area, _: area == TOWNSHIP, "section": lambda _, line: line == "funeral"}[role]
    return [value for (area, line), value in canaries.items() if not kept(area, line)]


def found(heard: bytes, values: list[int]) -> list[int]:
    return [value for value in values if stands_in(value, heard)]


def test_the_search_finds_what_is_there(guarded, canaries):
    """Else the tests below would prove nothing: the leader's pages show the canaries of every township."""
    with Probe(guarded, person("leader")) as probe:
        heard = probe.open("compare", area=COUNTY, indicator=MARKED["elderly_care"], to="2025-10", span="month")

    assert len(found(heard, [value for (_, line), value in canaries.items() if line == "elderly_care"])) > 10


SHOTS = list(itertools.product(("township", "section"), [screen.name for screen in SCREENS], ADDRESSES))


@pytest.mark.parametrize("order", ["leader first", "leader last"])
def test_no_byte_of_any_page_holds_a_foreign_figure(guarded, canaries, order, record_measure):
    """Warm caches and cold ones: whatever the leader has just looked at must not reach another person by a cache."""
    chosen = random.Random(1).sample(SHOTS, scaled(len(SHOTS), least=14))
    leaks, asked = [], 0
    with Probe(guarded, person("leader")) as leader:
        for role, name, area in chosen:
            keys = {"area": area, "to": "2025-10", "span": "month", "indicator": MARKED["elderly_care"]}
            if order == "leader first":
                leader.open(name, **keys)
            with Probe(guarded, person(role)) as probe:
                leaks += [(role, name, area, value) for value in found(probe.open(name, **keys), foreign(role, canaries))]
            asked += 1
    record_measure(f"canary probes of pages, {order}", asked)

    assert leaks == []


@pytest.mark.parametrize("role", ["township", "section"])
def test_no_function_below_the_pages_hands_out_a_foreign_figure(staffed, canaries, role):
    """Figures, observations, the inspector's keys and the versions, asked for by name."""
    scope = permissions.scope_of(next(one for one in PEOPLE if one.name == role))
    areas = {area for area, _ in canaries}
    heard = []
    with open_source(scope) as source:
        for indicator in MARKED.values():
            for parent in ("", COUNTY, OTHER):
                rows = reads.figures(source.connection, scope, [indicator], "month", MONTH, MONTH, parent=parent)
                heard += [value for row in rows for value in (row.value, row.numerator, row.denominator, row.other)]
            heard += list(reads.observations(source.connection, scope, indicator=indicator)["value"].dropna())
            for area in areas:
                try:
                    heard.append((number_at(source, f"{indicator}.{area}.month.{MONTH}").value or 0) * SCALE)
                except CockpitError:
                    continue

    assert not {value * SCALE for value in foreign(role, canaries)} & set(heard)


@pytest.mark.parametrize("area", [COUNTY, OTHER])
@pytest.mark.parametrize("command", ["value", "table", "export"])
def test_the_command_line_obeys_the_account(staffed, canaries, tmp_path, capsys, command, area):
    code = MARKED["funeral"]
    arguments = {
        "value": ["value", code, "--area", area, "--span", "month", "--to", "2025-10"],
        "table": ["table", "--indicators", code, "--area", area, "--children", "--from", "2025-10", "--to", "2025-10"],
        "export": ["export", str(tmp_path / "x.xlsx"), "--exhibits", f"funeral.{code}.ranking", "--area", area, "--to", "2025-10"],
    }  # fmt: skip

    status = main([*arguments[command], "--as", "township"])
    said = capsys.readouterr()

    assert status == 2
    assert "没有代码为" in said.err
    assert not found((said.out + said.err).encode(), list(canaries.values()))
