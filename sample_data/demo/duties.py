"""Who must report what since when."""

from __future__ import annotations

from data_access.specs import DutyRow
from sample_data.demo import canteens
from sample_data.demo.areas import COUNTY, TOWNSHIPS, township_code, villages
from sample_data.demo.profile import MONTHS

BY_TOWNSHIP = ("dibao", "tekun", "temporary_relief", "disability", "child", "elderly", "funeral", "township_basics")
BY_VILLAGE = ("canteen_village", "facility", "denominators")
BY_COUNTY = ("county_register", "institutions", "budget")


def duties() -> list[DutyRow]:
    first = MONTHS[0]
    townships = [township_code(index) for index in range(len(TOWNSHIPS))]
    rows = [DutyRow(group, COUNTY, first) for group in BY_COUNTY]
    rows += [DutyRow(group, area, first) for group in BY_TOWNSHIP for area in townships]
    rows += [DutyRow(group, row.code, first) for group in BY_VILLAGE for row in villages()]
    since = zip(villages(), canteens.opened(), strict=True)
    return rows + [DutyRow("canteen", row.code, int(month)) for row, month in since if month != canteens.NEVER]
