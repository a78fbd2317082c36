"""What eight published texts state, figure by figure, as returns: quoted, doubted where a careful reader would, never mended."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

from data_access.errors import InputError
from data_access.specs import SCALE, DutyRow, Observation, Return

FOLDER = Path(__file__).parent / "published"

# The villages whose canteens opened in July 2022. Before that there was nothing to report.
CANTEEN_VILLAGES = ("341524103201", "341524103202", "341524103207")
CANTEENS_SINCE = 202207

Unit = Callable[[str], tuple[str, int]]  # a unit as printed → its base unit and the integer factor


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a careful reader doubts about one figure."""

    fact: str
    indicator: str
    quote: str
    text: str


@dataclass(frozen=True, slots=True)
class PublishedText:
    """One text as a source. area: its bureau. year 0: the text names none. quality: remarks on the text as a whole."""

    id: str
    title: str
    area: str
    year: int
    kind: str
    quality: tuple[str, ...]
    stated: int
    masked: int
    doubts: tuple[Doubt, ...]
    dated: datetime | None = None  # the day on which the text is signed or was published, where it says so


def texts() -> list[PublishedText]:
    return [_text(row) for row in _rows("texts.csv")]


def published_returns(unit: Unit) -> list[Return]:
    """One return per text; `unit` is the catalogue's, so that figures arrive in base units."""
    return [
        Return(
            kind="published",
            title=text.title,
            area=text.area,
            observations=[_observation(row, unit) for row in _figures(text.id)],
            file_name=text.id,
            note="；".join(text.quality),
            submitted_at=text.dated,
        )
        for text in texts()
    ]


def published_duties() -> list[DutyRow]:
    """The canteens of 燕子河镇. Nobody owes anything else: the texts were not written for us."""
    return [DutyRow("canteen", village, CANTEENS_SINCE) for village in CANTEEN_VILLAGES]


def _text(row: dict[str, str]) -> PublishedText:
    figures = _figures(row["id"])
    return PublishedText(
        id=row["id"],
        title=row["title"],
        area=row["area"],
        year=int(row["year"] or 0),
        kind=row["kind"],
        quality=tuple(row["quality"].split("；")),
        stated=sum(1 for one in figures if one["value"]),
        masked=sum(1 for one in figures if not one["value"]),
        dated=datetime.fromisoformat(row["dated"]) if row["dated"] else None,
        doubts=tuple(Doubt(one["fact"], one["indicator"], one["quote"], one["doubt"]) for one in figures if one["doubt"]),
    )


def _observation(row: dict[str, str], unit: Unit) -> Observation:
    return Observation(
        area=row["area"],
        indicator=row["indicator"],
        value=_scaled(row, unit) if row["value"] else None,
        first=int(row["first"]),
        last=int(row["last"]),
        year=int(row["year"]),
        nature=row["nature"],
        approx=row["qualifier"],
        place=row["place"],
        covers_whole=row["covers_whole"] == "1",
        stated_span=row["stated_span"],
        source=row["fact"],
        quote=row["quote"],
        note=row["doubt"],
    )


def _scaled(row: dict[str, str], unit: Unit) -> int:
    """51 万元 → 5_100_000_000, exactly."""
    _, factor = unit(row["unit"])
    scaled = Decimal(row["value"]) * factor * SCALE
    if scaled != int(scaled):
        raise InputError(f"{row['fact']}：{row['value']}{row['unit']}不能精确入库。", "请核对数值与单位。")
    return int(scaled)


def _figures(text: str) -> list[dict[str, str]]:
    return [row for row in _rows("figures.csv") if row["text"] == text]


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
