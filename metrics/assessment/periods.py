"""Through which month a year is assessed."""

from __future__ import annotations

from data_access import reads
from data_access.errors import InputError
from metrics.source import Source


def closing_month(source: Source, area: str, year: int) -> int:
    """The year's last month (yyyymm) with figures of the area, December of a year that is over. Raises InputError."""
    known = reads.extent(source.connection, source.scope, area)
    last = min(known.last, year * 100 + 12)
    if not known.last or last < year * 100 + 1 or known.first // 100 > year:
        name = source.tree.name(area)
        raise InputError(f"{name}没有{year}年的数据，没有计分。", "请换一个年度，或先导入该年的报表。")
    return last
