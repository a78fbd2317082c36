"""Small counts of villages: what is hidden, from whom, and that it is the same at every door."""

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import insert, select

from data_access import engine as engines
from data_access import schema
from data_access.areas import add_areas, add_duties
from data_access.derivation import RatioSpec, StoredSpec, SumSpec
from data_access.own import ENDS
from data_access.reads import figures, observations
from data_access.returns import commit, rebuild
from data_access.scope import EVERYTHING
from data_access.specs import SCALE, AreaRow, DutyRow, Return
from data_access.suppression import Thresholds, threshold_of
from data_access.witness import COVER, SMALL, SmallTable
from tests.data_access.conftest import AREAS, COUNTY, DERIVATION, JIA, V1, V2, YI, observed

V3 = "990301001003"
VILLAGES = (V1, V2, V3)
VIEWER = replace(EVERYTHING, account="viewer", may_see_small=False)
STORED = {
    "orphans": StoredSpec("orphans", "stock", "child"),
    "unattended": StoredSpec("unattended", "stock", "child"),
    "cared_for": StoredSpec("cared_for", "stock", "child"),
    "relief": StoredSpec("relief", "flow", "child"),
    "minors": StoredSpec("minors", "stock", "population", yearly=True),
    "share": StoredSpec("share", "rate", "child"),
}
SMALL_COUNTS = replace(
    DERIVATION,
    stored=STORED,
    sums=(SumSpec("cared_for", ("orphans", "unattended")),),
    ratios=(RatioSpec("share", "orphans", "minors", "period_end", True),),
    sensitive=frozenset({"orphans", "unattended", "cared_for", "relief"}),
)


class Township:
    """甲镇 with three villages: commits returns and reads back what a scope sees."""

    def report(self, *rows) -> int:
        with engines.writing() as connection:
            moment = str(datetime.now())
            one = Return("monthly", "月报", COUNTY, [observed(*row) for row in rows], sha256=moment)
            return commit(connection, [one], SMALL_COUNTS)[0]

    def stocks(self, indicator, month, *values) -> int:
        return self.report(*((indicator, area, month, month, value) for area, value in zip(VILLAGES, values, strict=False)))

    def seen(self, indicator, span, month, scope=VIEWER, **more) -> list:
        """What stands for the villages, in order: a whole number, "<" or "＊"."""
        with engines.reading() as connection:
            rows = figures(connection, scope, [indicator], span, month, month, parent=JIA, **more)
        return [row.value // SCALE if row.value is not None else {SMALL: "<", COVER: "＊"}[row.mask] for row in rows]

    def everything(self) -> set[tuple]:
        with engines.reading() as connection:
            return {tuple(row) for row in connection.execute(select(*schema.figure.c))}

    def limit(self, value: str) -> None:
        with engines.writing() as connection:
            row = {"name": "small_count_threshold", "valid_from": datetime.now(), "value": value, "who": ""}
            connection.execute(insert(schema.setting), [row])


@pytest.fixture
def township(tmp_path, monkeypatch) -> Township:
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("COCKPIT_DATABASE_URL", raising=False)
    engines.create_schema()
    with engines.writing() as connection:
        add_areas(connection, [*AREAS, AreaRow(V3, "南村", "village", JIA, "村")])
        add_duties(connection, [DutyRow("child", area, 202401) for area in (JIA, YI)])
        add_duties(connection, [DutyRow("population", area, 202401) for area in VILLAGES])
    return Township()


# -- by hand ----------------------------------------------------------------------------------------------------------


def table_of(rows: dict[str, tuple[int, int]], threshold: int = 3) -> dict:
    """rows: per village orphans and unattended children; both together stand beside them."""
    key = ("month", 202501)
    cells = {}
    for area, (orphans, unattended) in rows.items():
        cells |= {
            ("orphans", area, key): orphans,
            ("unattended", area, key): unattended,
            ("both", area, key): orphans + unattended,
        }
    made = SmallTable(
        {cell: value * SCALE for cell, value in cells.items()}, lambda one, key: (1,), {"both": ("orphans", "unattended")},
        frozenset({"orphans", "unattended", "both"}), threshold,
    )  # fmt: skip
    pattern = made.pattern()
    return {area: "".join("ox*"[pattern.get((one, area, key), 0)] for one in ("orphans", "unattended", "both")) for area in rows}


def test_a_table_of_three_villages_by_three_columns():
    """o shown, x "<3", * hidden beside it. 东's 2 needs one more hidden in its column, and its row then still adds up:

               孤儿  事无  合计            孤儿  事无  合计
          东     2    10    12       东      x     *     o
          西     7     9    16       西      *     *     o
          南    20    30    50       南      o     o     o
    The exchange (东 −1 +1, 西 +1 −1) gives the same totals, so that nobody can tell 2 from 1.
    """
    assert table_of({"东": (2, 10), "西": (7, 9), "南": (20, 30)}) == {"东": "x*o", "西": "**o", "南": "ooo"}


def test_nothing_is_hidden_where_nothing_is_small():
    assert table_of({"东": (3, 0), "西": (0, 9), "南": (20, 30)}) == {"东": "ooo", "西": "ooo", "南": "ooo"}


def test_two_small_counts_hide_each_other():
    """1 and 2: either may be the one."""
    assert table_of({"东": (1, 0), "西": (2, 0), "南": (5, 5)}) == {"东": "xox", "西": "xox", "南": "ooo"}


def test_the_only_case_of_a_township_hides_every_zero_of_its_column():
    assert {area: marks[0] for area, marks in table_of({"东": (1, 9), "西": (0, 9), "南": (0, 9)}).items()} == dict.fromkeys(
        "东西南", "x"
    )


def test_months_and_cumulative_figures_of_two_villages():
    """东: January 1, February 4. Shown: what holds both months. Hidden: January in all its spans, and February."""
    months = {"东": (1, 4, 6), "西": (5, 6, 7)}
    cells = {
        ("relief", area, (kind, 202500 + m)): sum(values[start:end])
        for area, values in months.items()
        for (kind, m), (start, end) in ENDS.items()
        if m <= 3
    }
    made = SmallTable(
        {cell: value * SCALE for cell, value in cells.items()},
        lambda one, key: tuple(range(ENDS[key[0], key[1] % 100][0] + 1, key[1] % 100 + 1)), {}, frozenset({"relief"}), 3,
    )  # fmt: skip
    hidden = {(area, *key) for _, area, key in made.pattern()}
    january = {(area, kind, 202501) for area in "东西" for kind in ("month", "quarter", "half", "ytd")}

    assert hidden == january | {(area, "month", 202502) for area in "东西"}


# -- in the database --------------------------------------------------------------------------------------------------


def test_a_viewer_sees_less_than_three_and_the_leader_the_number(township):
    township.stocks("orphans", 202501, 2, 7, 12)

    assert township.seen("orphans", "month", 202501) == ["<", "＊", 12]
    assert township.seen("orphans", "month", 202501, EVERYTHING) == [2, 7, 12]


def test_townships_and_the_county_stay_shown(township):
    township.stocks("orphans", 202501, 2, 0, 0)
    with engines.reading() as connection:
        rows = [figures(connection, VIEWER, ["orphans"], "month", 202501, 202501, parent=parent)[0] for parent in ("", COUNTY)]

    assert [row.value // SCALE for row in rows] == [2, 2]


def test_zero_is_shown_unless_it_must_hide_another(township):
    township.stocks("orphans", 202501, 0, 5, 0)
    township.stocks("orphans", 202502, 1, 5, 0)
    township.stocks("orphans", 202503, 1, 0, 0)

    assert township.seen("orphans", "month", 202501) == [0, 5, 0]
    assert township.seen("orphans", "month", 202502) == ["<", "＊", 0]
    assert township.seen("orphans", "month", 202503) == ["<", "<", "<"]


def test_a_rate_goes_with_its_numerator(township):
    """12.5 % of 16 would say 2."""
    township.report(*(("minors", area, 2025, 0, value) for area, value in zip(VILLAGES, (16, 70, 120), strict=True)))
    township.stocks("orphans", 202501, 2, 7, 12)
    with engines.reading() as connection:
        rows = figures(connection, VIEWER, ["share"], "month", 202501, 202501, parent=JIA)

    assert [row.basis for row in rows] == ["masked", "masked", "derived"]
    assert [(row.value, row.numerator, row.denominator) for row in rows[:2]] == [(None, None, None)] * 2


def test_a_village_outside_the_rate_is_no_partner(township):
    """西 has no number of minors: the township's rate adds 东 and 南 only, and would give 东 by 南."""
    township.report(("minors", V1, 2025, 0, 16), ("minors", V3, 2025, 0, 120))
    township.stocks("orphans", 202501, 2, 7, 12)

    assert township.seen("orphans", "month", 202501) == ["<", 7, "＊"]


def test_what_was_returned_is_hidden_too(township):
    township.stocks("orphans", 202501, 2, 7, 12)
    with engines.reading() as connection:
        viewer, leader = (observations(connection, scope, indicator="orphans") for scope in (VIEWER, EVERYTHING))

    assert [
        None if one is None else one // SCALE for one in viewer["value"].astype(object).where(viewer["value"].notna(), None)
    ] == [
        None,
        None,
        12,
    ]
    assert list(leader["value"] // SCALE) == [2, 7, 12]


def test_cumulative_figures_two_months_apart_hide_the_difference(township):
    """To April 10, to June 11: one case between them, though no span has it."""
    for area, values in zip(VILLAGES, ((10, 11), (20, 30), (20, 30)), strict=True):
        township.report(("relief", area, 202501, 202504, values[0]), ("relief", area, 202501, 202506, values[1]))

    assert [township.seen("relief", "ytd", 202504)[0], township.seen("relief", "ytd", 202506)[0]].count("＊") >= 1


# -- versions ---------------------------------------------------------------------------------------------------------


def test_a_correction_keeps_what_was_hidden_beside_it(township):
    """西's 7 stays hidden when 东 becomes 9, else the version before would give 东's old figure."""
    first = township.stocks("orphans", 202501, 2, 7, 12)
    township.report(("orphans", V1, 202501, 202501, 9))

    assert township.seen("orphans", "month", 202501)[1] == "＊"
    assert township.seen("orphans", "month", 202501).count("＊") == 2
    assert township.seen("orphans", "month", 202501, as_of=first) == ["<", "＊", 12]


def test_a_new_small_count_hides_its_neighbour_by_a_new_row(township):
    first = township.stocks("orphans", 202501, 5, 7, 12)
    township.report(("orphans", V1, 202501, 202501, 2))

    assert township.seen("orphans", "month", 202501, as_of=first) == [5, 7, 12]
    assert township.seen("orphans", "month", 202501) == ["<", "＊", 12]


def test_another_threshold_holds_from_the_next_return_for_everything(township):
    first = township.stocks("orphans", 202401, 4, 7, 12)
    township.limit("5")
    township.stocks("unattended", 202501, 9, 9, 9)

    assert township.seen("orphans", "month", 202401) == ["<", "＊", 12]
    assert township.seen("orphans", "month", 202401, as_of=first) == [4, 7, 12]


def test_a_rebuild_sets_the_same_masks(township):
    township.stocks("orphans", 202501, 2, 7, 12)
    township.stocks("unattended", 202501, 1, 0, 4)
    township.limit("5")
    township.report(("orphans", V1, 202501, 202501, 9), ("relief", V1, 202501, 202501, 1), ("relief", V2, 202501, 202501, 8))
    before = township.everything()
    with engines.writing() as connection:
        rebuild(connection, SMALL_COUNTS)

    assert township.everything() == before
    assert any(row[-1] for row in before)


def test_what_is_no_number_counts_as_the_default(township):
    assert [threshold_of({"small_count_threshold": text}) for text in ("", "many", "５", "-1", "5")] == [3, 3, 3, 3, 5]
    with engines.reading() as connection:
        assert Thresholds(connection).at(datetime(2030, 1, 1)) == 3
