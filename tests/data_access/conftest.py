"""A tiny county in a real database: two townships, 甲镇 with two villages, and a handful of indicators."""

import pytest
from sqlalchemy import select

from data_access import engine as engines
from data_access import schema
from data_access.areas import add_areas, add_duties
from data_access.derivation import Derivation, RatioSpec, StoredSpec, SumSpec
from data_access.reads import figures
from data_access.returns import commit, rebuild
from data_access.scope import EVERYTHING
from data_access.specs import SCALE, AreaRow, DutyRow, Observation, Return
from metrics import spans

COUNTY, JIA, YI, V1, V2 = "990301", "990301001", "990301002", "990301001001", "990301001002"
AREAS = [
    AreaRow(COUNTY, "小县", "county", "", "县"),
    AreaRow(JIA, "甲镇", "township", COUNTY, "镇"),
    AreaRow(YI, "乙乡", "township", COUNTY, "乡"),
    AreaRow(V1, "东村", "village", JIA, "村"),
    AreaRow(V2, "西村", "village", JIA, "村"),
]
QUARTERS = frozenset({3, 6, 9, 12})
STORED = [
    StoredSpec("deaths", "flow", "funeral"),
    StoredSpec("cremations", "flow", "funeral"),
    StoredSpec("recipients", "stock", "dibao"),
    StoredSpec("paid", "flow", "dibao"),
    StoredSpec("old_age", "flow", "dibao", QUARTERS),
    StoredSpec("one_off", "flow", "dibao", frozenset()),
    StoredSpec("standard", "standard", "dibao"),
    StoredSpec("elders", "stock", "population", yearly=True),
    StoredSpec("meals", "flow", "canteen"),
    StoredSpec("budget", "flow", "", yearly=True),
    StoredSpec("budget_more", "flow", "", yearly=True),
    StoredSpec("budget_of_all", "flow", "", yearly=True),
    StoredSpec("execution_of_all", "rate", "dibao"),
    StoredSpec("total", "flow", "dibao"),
    StoredSpec("cremation_rate", "rate", "funeral"),
    StoredSpec("per_head", "rate", "dibao"),
    StoredSpec("coverage", "rate", "dibao"),
    StoredSpec("execution", "rate", "dibao"),
]
DERIVATION = Derivation(
    stored={one.id: one for one in STORED},
    sums=(SumSpec("total", ("paid", "old_age")), SumSpec("budget_of_all", ("budget", "budget_more"))),
    ratios=(
        RatioSpec("cremation_rate", "cremations", "deaths", "same_span", False),
        RatioSpec("per_head", "paid", "recipients", "person_months", False),
        RatioSpec("coverage", "recipients", "elders", "period_end", True),
        RatioSpec("execution", "total", "budget", "same_span", False),
        RatioSpec("execution_of_all", "total", "budget_of_all", "same_span", False),
    ),
    solve=spans.solve,
    stated=spans.Stated,
    merge_approx=spans.merge_approx,
    hash="test",
)
DUTIES = [DutyRow(group, area, 202401) for group in ("funeral", "dibao") for area in (JIA, YI)]
DUTIES += [DutyRow("population", area, 202401) for area in (V1, V2, YI)]
DUTIES += [DutyRow("canteen", V1, 202507)]


class County:
    """Commits returns written as short tuples and reads figures back."""

    def __init__(self) -> None:
        self._count = 0

    def report(self, *rows, **more) -> int:
        """rows: (indicator, area, first, last, value[, approx]); first 2025 alone is a bare year."""
        return self.send(*(observed(*row) for row in rows), **more)

    def send(self, *made: Observation, **more) -> int:
        self._count += 1
        with engines.writing() as connection:
            return commit(connection, [Return("monthly", f"第{self._count}份", COUNTY, list(made), **more)], DERIVATION)[0]

    def rebuild(self) -> None:
        with engines.writing() as connection:
            rebuild(connection, DERIVATION)

    def everything(self) -> set[tuple]:
        """Every row of the figure table, all versions."""
        with engines.reading() as connection:
            return {tuple(row) for row in connection.execute(select(*schema.figure.c))}

    def row(self, indicator: str, area: str, span: str, month: int, as_of: int | None = None):
        """The figure's row, or None: amounts back in whole units."""
        parents = {row.code: row.parent for row in AREAS}
        with engines.reading() as connection:
            found = figures(
                connection, EVERYTHING, [indicator], span, month, month, parent=parents[area], areas=[area], as_of=as_of
            )
        return found[0] if found else None

    def value(self, *cell, **more):
        row = self.row(*cell, **more)
        return None if row is None or row.value is None else row.value / SCALE

    def pair(self, *cell, **more):
        row = self.row(*cell, **more)
        return None if row is None else (row.numerator / SCALE, row.denominator / SCALE)

    def counts(self, *cell):
        row = self.row(*cell)
        return row.reporting, row.expected


def observed(indicator, area, first, last, value, approx="") -> Observation:
    amount = None if value is None else round(value * SCALE)
    if not last:
        return Observation(area, indicator, amount, 0, 0, first, approx=approx)
    return Observation(area, indicator, amount, first, last, last // 100, approx=approx)


@pytest.fixture
def county(tmp_path, monkeypatch) -> County:
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("COCKPIT_DATABASE_URL", raising=False)
    return made()


def made() -> County:
    """The tiny county in whatever database the settings name."""
    engines.create_schema()
    with engines.writing() as connection:
        add_areas(connection, AREAS)
        add_duties(connection, DUTIES)
    return County()
