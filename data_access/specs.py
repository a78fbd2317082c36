"""Plain rows that cross this floor's door: what a return holds, and what an area, a duty and a target are.

Values are integers of 10⁻⁴ base units (人, 户, 人次, 元; percent for rates): 6,664.1 万元 is 666_410_000_000.
Months are integers yyyymm; 0 means none.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

SCALE = 10_000

Nature = Literal["actual", "target", "forecast"]


@dataclass(frozen=True, slots=True)
class Observation:
    """One figure as it was reported.

    first, last: the months it spans (a stock: both the same). A bare year: `year` alone, first = last = 0.
    Undated: all three 0. value None: the source prints a masked or blank figure.
    covers_whole: False where `place` (as printed) is only a part of `area`, such as three of its villages.
    approx: 余, 约 or 以上 as printed. nature `forecast`: 预计, 认捐, 申报 and the like.
    """

    area: str
    indicator: str
    value: int | None
    first: int = 0
    last: int = 0
    year: int = 0
    nature: Nature = "actual"
    approx: str = ""
    place: str = ""
    covers_whole: bool = True
    stated_span: str = ""  # the span as the source words it
    source: str = ""  # sheet and cell, or the fact's id
    quote: str = ""  # the short fragment that bears the figure
    note: str = ""


@dataclass(frozen=True, slots=True)
class Return:
    """One submitted return; it becomes one batch and so one data version."""

    kind: str  # published | monthly | yearly | history
    title: str
    area: str
    observations: list[Observation]
    file_name: str = ""
    sha256: str = ""
    submitted_by: str = ""
    submitted_at: datetime | None = None
    note: str = ""
    layer: str = "published"
    amends: str = ""  # why sealed months are changed; without it a return that changes one is refused


@dataclass(frozen=True, slots=True)
class AreaRow:
    """level: county, township or village. kind: what it calls itself (县/区/镇/乡/街道/村/社区)."""

    code: str
    name: str
    level: str
    parent: str = ""
    kind: str = ""
    setting: str = ""  # demo, published or own
    valid_from: int = 0
    valid_to: int = 0
    successor: str = ""
    grid_row: int | None = None
    grid_column: int | None = None


@dataclass(frozen=True, slots=True)
class DutyRow:
    """`area` must report the indicators of `group` from month `first` through `last` (0: still)."""

    group: str
    area: str
    first: int
    last: int = 0


@dataclass(frozen=True, slots=True)
class TargetRow:
    """value and milestones in 10⁻⁴ base units; milestones: {month 1–12: value}, cumulative."""

    indicator: str
    area: str
    year: int
    value: int | None
    document: str
    task: str = ""  # empty: an indicator's target; else the name of a key task (重点任务)
    category: str = ""  # 民生实事 / 上级目标 / 年度任务
    owner: str = ""  # responsible section
    milestones: dict[int, int] = field(default_factory=dict)
    stage: str = ""
