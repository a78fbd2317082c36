"""Who must report what in an own county: as the form lists it, else by the level at which a return is filled in."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from data_access.specs import AreaRow, DutyRow
from metrics.loading import Catalogue
from sample_data.cells import Line
from sample_data.setup_form import GROUPS

DEPTH = {"county": 0, "township": 1, "village": 2}


def read_duties(rows: Sequence[Line], areas: Mapping[str, AreaRow]) -> list[DutyRow]:
    found: dict[tuple, DutyRow] = {}
    for line in rows:
        text, code = line.needed("责任组"), line.code("区划代码")
        group = next((group for group, (name, _) in GROUPS.items() if text in (group, name)), "")
        first, last = line.month("起始月"), line.month("终止月")
        if text and not group:
            line.fault("责任组", f"没有责任组“{text}”，只能是：{'、'.join(name for name, _ in GROUPS.values())}。")
        if code not in areas:
            line.fault("区划代码", f"“区划”表里没有代码“{code}”，请先登记或改正。")
        if not first and not line.cells.get("起始月"):
            line.fault("起始月", "必填，请补上。")
        if last and last < first:
            line.fault("终止月", "早于起始月，请核对。")
        if (group, code, first) in found:
            line.fault("责任组", "与前面的行重复（责任组、区划代码、起始月都相同），请只留一行。")
        elif group and code in areas and first:
            found[group, code, first] = DutyRow(group, code, first, last)
    return list(found.values())


def default_duties(areas: Sequence[AreaRow], source: Catalogue, lines: str, first: int, stated: Collection[str]) -> list[DutyRow]:
    """lines: ids of the lines the bureau still has, joined by commas; empty: all. stated: groups that the form lists."""
    kept = set(lines.split(",")) if lines else {line.id for line in source.lines}
    found = []
    for group, (_, level) in GROUPS.items():
        of_group = {one.line for one in source.indicators.values() if one.duty == group}
        if not level or group in stated or not of_group & kept:
            continue
        for row in _reporters(areas, level):
            last = row.valid_to
            start = max(first, row.valid_from)
            if not last or start <= last:
                found.append(DutyRow(group, row.code, start, last))
    return found


def _reporters(areas: Sequence[AreaRow], level: str) -> list[AreaRow]:
    """The areas of the level; where the list goes less deep (a township without its villages), the deepest above."""
    parents = {row.parent for row in areas}
    exact = [row for row in areas if row.level == level]
    shallow = [row for row in areas if DEPTH[row.level] < DEPTH[level] and row.code not in parents]
    return exact + shallow
