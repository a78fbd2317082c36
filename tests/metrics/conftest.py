"""A tiny county with the product's own catalogue in a real database: two townships, three villages, invented figures."""

from __future__ import annotations

import shutil
from fractions import Fraction

import pytest

from data_access import engine as engines
from data_access import plans
from data_access.areas import add_areas, add_duties
from data_access.returns import commit
from data_access.scope import EVERYTHING
from data_access.specs import SCALE, AreaRow, DutyRow, Observation, Return, TargetRow
from metrics.compare import changes
from metrics.derivation import derivation
from metrics.evaluate import children, numbers
from metrics.results import Span, View
from metrics.source import open_source
from tests.tables import table

COUNTY, JIA, YI = "990301", "990301001", "990301002"
DONG, XI, NAN = "990301001001", "990301001002", "990301002001"
AREAS = [
    AreaRow(COUNTY, "小县", "county", "", "县"),
    AreaRow(JIA, "甲镇", "township", COUNTY, "镇"),
    AreaRow(YI, "乙乡", "township", COUNTY, "乡"),
    AreaRow(DONG, "东村", "village", JIA, "村"),
    AreaRow(XI, "西村", "village", JIA, "村"),
    AreaRow(NAN, "南村", "village", YI, "村"),
]
CODES = {row.name: row.code for row in AREAS}
SINCE = 202301
OF_TOWNSHIPS = ("funeral", "dibao", "tekun", "temporary_relief", "disability", "child", "elderly", "township_basics")
OF_VILLAGES = ("denominators", "facility", "canteen_village")
OF_COUNTY = ("county_register", "institutions", "budget")
DUTIES = [DutyRow(group, area, SINCE) for group in OF_TOWNSHIPS for area in (JIA, YI)]
DUTIES += [DutyRow(group, area, SINCE) for group in OF_VILLAGES for area in (DONG, XI, NAN)]
DUTIES += [DutyRow(group, COUNTY, SINCE) for group in OF_COUNTY]
DUTIES += [DutyRow("canteen", DONG, 202507), DutyRow("canteen", NAN, SINCE)]


class County:
    """Commits returns and asks the metrics floor for figures."""

    def __init__(self) -> None:
        self._count = 0

    def report(self, *rows, **more) -> int:
        """One return. rows: (indicator, area, months, value[, approx]); months as `observed` reads them."""
        return self.send(*(observed(*row) for row in rows), **more)

    def send(self, *made: Observation, **more) -> int:
        self._count += 1
        with engines.writing() as connection:
            return commit(connection, [Return("monthly", f"第{self._count}份", COUNTY, list(made), **more)], derivation())[0]

    def report_table(self, text: str) -> int:
        """A return drawn as a table with the columns 指标, 地区, 期间, 数值."""
        return self.report(*((row["指标"], CODES[row["地区"]], row["期间"], row["数值"]) for row in table(text)))

    def aim(self, indicator: str, area: str, value, **more) -> None:
        """A target for 2025; milestones in whole units."""
        milestones = {month: scaled(amount) for month, amount in more.pop("milestones", {}).items()}
        amount = None if value is None else scaled(value)
        with engines.writing() as connection:
            plans.add_targets(
                connection, [TargetRow(indicator, area, 2025, amount, "县民〔2025〕1号", milestones=milestones, **more)]
            )

    def number(self, indicator: str, area: str, kind: str, month: int, as_of: int | None = None):
        with open_source(EVERYTHING, as_of) as source:
            return numbers(source, [indicator], area, Span(kind, month))[indicator]

    def value(self, *cell, **more) -> Fraction | None:
        return self.number(*cell, **more).value

    def pair(self, *cell, **more):
        number = self.number(*cell, **more)
        return number.n, number.d

    def children(self, indicator: str, area: str, kind: str, month: int):
        with open_source(EVERYTHING) as source:
            return children(source, [indicator], area, Span(kind, month))[indicator]

    def change(self, indicator: str, area: str, kind: str, month: int, compare: str = "yoy"):
        with open_source(EVERYTHING) as source:
            return changes(source, [indicator], area, Span(kind, month), compare)[indicator]

    def ask(self, question, *more, **options):
        """`question(source, …)` over one consistent read."""
        with open_source(EVERYTHING) as source:
            return question(source, *more, **options)


def scaled(value) -> int:
    return int(Fraction(str(value)) * SCALE)


def observed(indicator, area, months, value, approx="", **more) -> Observation:
    """months: 202503, "202503", "202501-202503"; 2025 alone is a bare year. A value "余1400" or None (blank) is read too."""
    first, _, last = str(months).partition("-")
    last = last or first
    text = str(value)
    if text[:1] in ("约", "余"):
        text, approx = text[1:], text[0]
    amount = None if value is None or text == "" else scaled(text)
    if len(first) == 4:
        return Observation(area, indicator, amount, 0, 0, int(first), approx=approx, **more)
    return Observation(area, indicator, amount, int(first), int(last), int(last) // 100, approx=approx, **more)


def monthly(indicator, area, values, year=2025):
    """A row per month from January on; None leaves the month out."""
    return [(indicator, area, year * 100 + m, value) for m, value in enumerate(values, start=1) if value is not None]


def view_of(kind: str, month: int, area: str = COUNTY, compare: str = "yoy") -> View:
    return View(area, Span(kind, month), compare)


@pytest.fixture(scope="session")
def empty_county(tmp_path_factory):
    """The county's database before its first return, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("county")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COCKPIT_DATA_DIR", str(folder))
        patch.delenv("COCKPIT_DATABASE_URL", raising=False)
        engines.create_schema()
        with engines.writing() as connection:
            add_areas(connection, AREAS)
            add_duties(connection, DUTIES)
        engines.engine().dispose()  # the last connection folds the journal into the file
    return folder / "cockpit.db"


@pytest.fixture
def county(empty_county, tmp_path, monkeypatch) -> County:
    shutil.copy(empty_county, tmp_path / "cockpit.db")
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("COCKPIT_DATABASE_URL", raising=False)
    return County()


@pytest.fixture
def reported(county):
    """甲镇 87 of 90 cremated, 12 of 20 households; 乙乡 48 of 50, its households not reported."""
    county.report_table(
        """
        指标                            | 地区 | 期间   | 数值
        cremation_zone_deaths_persons   | 甲镇 | 202503 |  90
        cremation_zone_cremations_count | 甲镇 | 202503 |  87
        cremation_zone_deaths_persons   | 乙乡 | 202503 |  50
        cremation_zone_cremations_count | 乙乡 | 202503 |  48
        home_adaptation_households      | 甲镇 | 202503 |  12
    """.replace("202503", "202501-202503")
    )
    county.aim("home_adaptation_households", JIA, 20)
    county.aim("home_adaptation_households", YI, 10)
    return county
