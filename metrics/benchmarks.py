"""National figures beside ours: only those that count the same thing (`catalogue/benchmarks.toml`)."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from metrics.loading import FOLDER, Catalogue, catalogue

FIGURES = Path(__file__).parent.parent / "sample_data" / "reference" / "national_benchmarks.csv"


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One year's national figure, exact, in the indicator's own unit."""

    year: int
    value: Fraction
    source: str
    address: str = ""
    note: str = ""


def national(indicator_id: str) -> list[Benchmark]:
    """Oldest first; empty where no national figure has the same meaning. Raises UnknownIndicator."""
    return list(_all().get(catalogue().resolve(indicator_id), ()))


@cache
def _all() -> Mapping[str, tuple[Benchmark, ...]]:
    mapping = tomllib.loads((FOLDER / "benchmarks.toml").read_text(encoding="utf-8"))["benchmark"]
    by_printed = {(entry["printed"], entry["unit"]): entry for entry in mapping}
    found: dict[str, list[Benchmark]] = {}
    with FIGURES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            entry = by_printed[row["indicator_zh"], row["unit"]]
            found.setdefault(entry["indicator"], []).append(_benchmark(row, entry.get("divide", 1), catalogue()))
    return {code: tuple(sorted(rows, key=lambda one: one.year)) for code, rows in found.items()}


def _benchmark(row: Mapping[str, str], divide: int, source: Catalogue) -> Benchmark:
    """divide: 12 turns a yearly standard into our monthly one."""
    _, factor = source.unit(row["unit"])
    value = Fraction(row["value"]) * factor / divide
    return Benchmark(int(row["year"]), value, row["source_title"], row["source_address"], row["note"])
