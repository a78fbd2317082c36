"""How fast a return is checked and committed: `python -m benchmarks.importing [--rows 1000000]`

A county of its own, 20 townships with 15 villages each, in a fresh folder. 10,000 figures as .xlsx, then a million as
.parquet: years of months of what villages and townships report. Beside them the bare floor: the same observations by one
`executemany` into a table of the same columns. Each is done in a process of its own, whose peak memory is read at its end.
Writes docs/verification/<day>-importing.json. A missed goal is no failure.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]
COUNTY, TOWNSHIPS, VILLAGES = "990801", 20, 15
GOALS = {"small": {"rows": 10_000, "seconds": 10}, "bulk": {"rows": 1_000_000, "seconds": 90, "megabytes": 1024}}
GROUPS = ("denominators", "facility", "canteen", "canteen_village", "dibao", "tekun", "temporary_relief", "disability", "child",
          "elderly", "funeral")  # fmt: skip
FIRST_YEAR = 2012
HEADS = ("区划代码", "指标", "月份", "数值")


def townships() -> list[str]:
    return [f"{COUNTY}{number:03}" for number in range(1, TOWNSHIPS + 1)]


def villages() -> list[str]:
    return [f"{township}{number:03}" for township in townships() for number in range(1, VILLAGES + 1)]


def make_county(folder: Path) -> None:
    """The areas and duties of the county, in a data folder that is ready."""
    from data_access import engine
    from data_access.areas import add_areas, add_duties
    from data_access.specs import AreaRow, DutyRow
    from metrics.derivation import derivation

    folder.mkdir(parents=True, exist_ok=True)
    engine.create_schema()
    areas = [AreaRow(COUNTY, "测县", "county", "", "县")]
    areas += [AreaRow(code, f"测{code[-3:]}镇", "township", COUNTY, "镇") for code in townships()]
    areas += [AreaRow(code, f"测{code[-6:]}村", "village", code[:9], "村") for code in villages()]
    with engine.writing() as connection:
        add_areas(connection, areas)
        add_duties(connection, [DutyRow(group, code, FIRST_YEAR * 100 + 1) for group in GROUPS for code in villages()])
        engine.remember(connection, "ready", "1")
        engine.remember(connection, "catalogue_hash", derivation().hash)


def reported(count: int, months: list[int]) -> Iterator[tuple[str, str, str, int]]:
    """`count` figures, month by month: area, indicator, month and value as a village would have them."""
    from metrics.loading import catalogue

    found = catalogue()
    wholes = {one.numerator: one.denominator for one in found.ratios() if one.unit == "%" and one.numerator}
    asked = [one.id for one in found.indicators.values() if one.duty in GROUPS and one.kind in ("flow", "stock")]
    asked = [one for one in asked if (found.indicators[one].finest, found.indicators[one].frequency) == ("village", "month")]
    less = {one: 2 * _depth(one, wholes) for one in asked}  # a part is never above its whole
    chance, left = random.Random(1), count
    for month in months:
        for code in villages():
            many = chance.choice((8, 12, 17, 26, 41, 60))
            yield from ((code, one, f"{month // 100}-{month % 100:02}", many - less[one]) for one in asked[:left])
            left -= len(asked[:left])
            if not left:
                return
    raise ValueError(f"only {count - left} figures fit into these months")


def _depth(one: str, wholes: dict[str, str]) -> int:
    return 1 + _depth(wholes[one], wholes) if one in wholes else 0


def every_month() -> list[int]:
    return [year * 100 + month for year in range(FIRST_YEAR, date.today().year) for month in range(1, 13)]


def make_file(path: Path, count: int) -> None:
    rows = list(reported(count, every_month() if path.suffix == ".parquet" else every_month()[-2:]))
    if path.suffix == ".parquet":
        import pandas as pd

        pd.DataFrame(rows, columns=HEADS).to_parquet(path, index=False)
        return
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("长表")
    for row in (HEADS, *rows):
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    path.write_bytes(stream.getvalue())


def send(path: Path) -> dict:
    """Check a file and commit it, as the command does; the seconds of each."""
    from data_access.scope import EVERYTHING
    from metrics import returning
    from metrics.source import open_source

    began, spent = time.perf_counter(), sum(os.times()[:4])  # CPU: this process's and its readers'
    with open_source(EVERYTHING) as source:
        draft = returning.check(path.read_bytes(), path.name, source)
    checked = time.perf_counter()
    version = returning.commit(draft, "bench", "测速")
    done = time.perf_counter()
    said = {"rows": len(draft.observations), "errors": len(draft.errors), "warnings": len(draft.warnings), "version": version}
    times = {
        "check_s": checked - began,
        "commit_s": done - checked,
        "seconds": done - began,
        "cpu_s": sum(os.times()[:4]) - spent,
    }
    return said | {name: round(value, 2) for name, value in times.items()}


def load_bare(path: Path) -> dict:
    """The observations of a database by one `executemany` into an empty table of the same columns."""
    with closing(sqlite3.connect(path)) as old, tempfile.TemporaryDirectory(dir=path.parent) as folder:
        rows = old.execute("SELECT * FROM observation").fetchall()
        made = old.execute("SELECT sql FROM sqlite_master WHERE name = 'observation'").fetchone()[0]
        with closing(sqlite3.connect(Path(folder, "bare.db"))) as new:
            new.execute("PRAGMA journal_mode=WAL")
            new.execute(made)
            began = time.perf_counter()
            with new:
                new.executemany(f"INSERT INTO observation VALUES ({','.join('?' * len(rows[0]))})", rows)
            return {"rows": len(rows), "seconds": round(time.perf_counter() - began, 2)}


def apart(*arguments: str, folder: Path) -> dict:
    """A step in a process of its own, with its peak memory and that of its readers."""
    environment = os.environ | {"COCKPIT_DATA_DIR": str(folder), "COCKPIT_DEMO": "0"}
    command = [sys.executable, "-m", "benchmarks.importing", *arguments]
    done = subprocess.run(command, cwd=HOUSE, env=environment, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def peak() -> dict:
    own, readers = (resource.getrusage(one).ru_maxrss / 1024 for one in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {"megabytes": round(own), "reader_megabytes": round(readers)}


def measure(rows: int) -> dict:
    found: dict = {"cores": os.cpu_count(), "load": os.getloadavg()[0], "goals": GOALS}
    with tempfile.TemporaryDirectory(prefix="importing-") as name:
        for step, count, ending in (("small", GOALS["small"]["rows"], ".xlsx"), ("bulk", rows, ".parquet")):
            folder, file = Path(name, step), Path(name, f"{step}{ending}")
            apart("--make", str(file), "--rows", str(count), folder=folder)
            found[step] = apart("--send", str(file), folder=folder)
            found[step]["bare"] = load_bare(folder / "cockpit.db")
            found[step]["ratio"] = round(found[step]["seconds"] / max(0.01, found[step]["bare"]["seconds"]), 1)
            print(step, json.dumps(found[step]), file=sys.stderr)
    return found | {"load_after": os.getloadavg()[0]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=GOALS["bulk"]["rows"], help="of the bulk file")
    parser.add_argument("--into", type=Path, default=HOUSE / "docs" / "verification" / f"{date.today():%Y-%m-%d}-importing.json")
    parser.add_argument("--make", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--send", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.make:
        make_county(Path(os.environ["COCKPIT_DATA_DIR"]))
        make_file(asked.make, asked.rows)
        print(json.dumps({}))
    elif asked.send:
        print(json.dumps(send(asked.send) | peak()))
    else:
        found = measure(asked.rows)
        asked.into.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        print(json.dumps(found, ensure_ascii=False, indent=1), asked.into, sep="\n")


if __name__ == "__main__":
    main()
