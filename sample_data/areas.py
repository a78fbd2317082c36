"""The areas of the published reports: eight bureaus, their townships, and the villages of 燕子河镇."""

from __future__ import annotations

import csv
from pathlib import Path

from data_access.specs import AreaRow

FILE = Path(__file__).parent / "areas" / "published.csv"


def published_areas() -> list[AreaRow]:
    """Parents before children."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return [AreaRow(**row) for row in csv.DictReader(file)]
