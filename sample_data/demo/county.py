"""All figures of the demo county, line by line, as they truly were."""

from __future__ import annotations

from functools import cache
from types import ModuleType

from sample_data.demo import (
    assistance,
    budgets,
    canteens,
    children,
    disability,
    elderly,
    facilities,
    funeral,
    population,
    registers,
)
from sample_data.demo.profile import Figures

SHEETS: dict[str, ModuleType] = {
    "表1": assistance, "表2": disability, "表3": children, "表4": elderly, "表5": canteens, "表6": funeral,
    "表7": registers, "表8": facilities, "表9": population, "表10": budgets,
}  # fmt: skip


@cache
def sheets() -> dict[str, Figures]:
    """Figures by the sheet of the return on which they stand."""
    return {sheet: module.figures() for sheet, module in SHEETS.items()}


def figures() -> Figures:
    return {name: series for sheet in sheets().values() for name, series in sheet.items()}
