"""A bureau's own county: it replaces the demo in one transaction, and changes later without losing what was reported."""

from datetime import datetime
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from data_access import assessments, engine, plans, schema, setup
from data_access.areas import add_areas, add_duties, load_tree
from data_access.assessments import Entry, Frozen
from data_access.errors import InputError
from data_access.returns import commit, current_version
from data_access.schema_assessment import score_entry, score_freeze
from data_access.scope import EVERYTHING
from data_access.setup import Done, OwnCounty
from data_access.specs import SCALE, AreaRow, DutyRow, Observation, Return, TargetRow
from tests.data_access.conftest import DERIVATION

ROOT, A, B, C = "880101", "880101001", "880101002", "880101003"
DEMO, DEMO_TOWN = "990101", "990101001"
AREAS = (
    AreaRow(ROOT, "小县", "county", "", "县"),
    AreaRow(A, "甲镇", "township", ROOT, "镇"),
    AreaRow(B, "乙乡", "township", ROOT, "乡"),
)
DUTIES = tuple(DutyRow("funeral", area, 202401) for area in (A, B))
TARGET = TargetRow("deaths", ROOT, 2024, 100 * SCALE, "小民〔2024〕1号")


def deaths(area, value, month=202401) -> Observation:
    return Observation(area, "deaths", value * SCALE, month, month, month // 100)


def own(areas=AREAS, duties=DUTIES, **more) -> OwnCounty:
    return OwnCounty(areas, duties, **more)


def set_up(county: OwnCounty) -> Done:
    with engine.writing() as connection:
        return setup.set_up(connection, county, DERIVATION, "local")


def send(area, *observations, kind="monthly") -> int:
    with engine.writing() as connection:
        title = f"第{current_version(connection)}份"
        return commit(connection, [Return(kind, title, area, list(observations))], DERIVATION)[0]


def figure(area, parent, span="month", month=202401, indicator="deaths"):
    """The newest row as (value, reporting, expected) in whole units; None if there is none."""
    columns = schema.figure.c
    query = (
        select(columns.value, columns.reporting, columns.expected, columns.basis)
        .where(columns.indicator == indicator, columns.area == area, columns.parent == parent)
        .where(columns.span == span, columns.month == month)
        .order_by(columns.version.desc())
    )
    with engine.reading() as connection:
        row = connection.execute(query).first()
    return None if row is None or row.basis == "gone" else (row.value // SCALE, row.reporting, row.expected)


def everything(like: str) -> dict[str, int]:
    """How many rows of each table name an area under the code."""
    columns = [schema.area.c.code, schema.duty.c.area, schema.target.c.area, schema.batch.c.area, schema.observation.c.area,
               schema.figure.c.area, score_entry.c.area, score_freeze.c.area]  # fmt: skip
    with engine.reading() as connection:
        counts = {
            column.table.name: connection.execute(select(func.count()).where(column.startswith(like))).scalar()
            for column in columns
        }
    return {name: count for name, count in counts.items() if count}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A demo county with a return, a target and a setting; beside it a published bureau with one figure."""
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("COCKPIT_DATABASE_URL", raising=False)
    engine.create_schema()
    with engine.writing() as connection:
        add_areas(connection, [
            AreaRow(DEMO, "示例县", "county", setting="demo"),
            AreaRow(DEMO_TOWN, "城关镇", "township", DEMO, setting="demo"),
            AreaRow("431025", "临武县", "county", kind="县", setting="published"),
        ])  # fmt: skip
        add_duties(connection, [DutyRow("funeral", DEMO_TOWN, 202401)])
        plans.add_targets(connection, [TargetRow("deaths", DEMO, 2024, 5 * SCALE, "")])
        plans.put_settings(connection, {"home_area": DEMO, "threshold": "7"}, "示例数据")
        assessments.enter(
            connection, EVERYTHING, "scheme_1", 2024, Entry(DEMO_TOWN, "1", "self", points=Decimal(8), reason="示例")
        )
        kept = Frozen(0, "scheme_1", 1, DEMO, 202412, 1, 1, 1, "主任", "", b"{}", "", "", datetime.min)
        assessments.freeze(connection, EVERYTHING, kept)
    send("431025", deaths("431025", 50), kind="published")
    send(DEMO, deaths(DEMO_TOWN, 3))
    return tmp_path


def test_nothing_of_the_demo_stays_and_the_published_reports_do(folder):
    before = everything("431025")
    assert {"score_entry", "score_freeze"} <= set(everything("99"))
    done = set_up(own(settings={"home_area": ROOT}, history=(deaths(A, 10), deaths(B, 20)), targets=(TARGET,)))
    with engine.reading() as connection:
        settings, targets = plans.settings(connection), plans.targets(connection, EVERYTHING, 2024, [ROOT])

    assert everything("99") == {}
    assert everything("431025") == before
    assert settings == {"home_area": ROOT}
    assert targets == [TARGET]
    assert figure(ROOT, "") == (30, 2, 2)
    assert done == Done(4, added=3, targets=1, history=2)


def test_data_versions_go_on_counting_when_the_demo_leaves(folder):
    """A version that came twice would let a screen show the demo's cached figures as the county's."""
    set_up(own())
    with engine.reading() as connection:
        kept = connection.execute(select(schema.batch.c.version, schema.batch.c.kind)).all()

    assert [tuple(row) for row in kept] == [(1, "published"), (3, "setup")]


def test_nothing_is_written_when_something_fails(folder):
    """A figure of an area outside the form is refused at the end: the demo must still be there, and no half county."""
    with pytest.raises(InputError):
        set_up(own(history=(deaths("880101999", 1),)))

    assert everything("88") == {}
    assert everything(DEMO)["observation"] == 1


def test_the_same_form_again_changes_nothing(folder):
    county = own(settings={"home_area": ROOT}, targets=(TARGET,), history=(deaths(A, 10),))
    set_up(county)

    assert set_up(county) == Done(0)


def test_a_renamed_area_keeps_its_code_and_history(folder):
    set_up(own(history=(deaths(A, 10),)))
    renamed = (AREAS[0], AreaRow(A, "新甲镇", "township", ROOT, "镇", valid_from=202507), AREAS[2])
    done = set_up(own(areas=renamed))
    with engine.reading() as connection:
        name = load_tree(connection).name(A)
        query = select(schema.area.c.name, schema.area.c.valid_from, schema.area.c.valid_to).where(schema.area.c.code == A)
        names = connection.execute(query.order_by(schema.area.c.valid_from)).all()

    assert done.renamed == 1
    assert name == "新甲镇"
    assert [tuple(row) for row in names] == [("甲镇", 0, 202506), ("新甲镇", 202507, 0)]
    assert figure(A, ROOT) == (10, 1, 1)


def test_a_new_township_is_expected_from_its_first_month_only(folder):
    """Twelve months before it existed, nobody missed it."""
    set_up(own(history=(deaths(A, 10), deaths(B, 20), deaths(A, 1, 202402), deaths(B, 2, 202402))))
    areas = (*AREAS, AreaRow(C, "丙镇", "township", ROOT, "镇", valid_from=202402))
    done = set_up(own(areas=areas, duties=(*DUTIES, DutyRow("funeral", C, 202402))))

    assert done.added == 1
    assert figure(ROOT, "", month=202401) == (30, 2, 2)
    assert figure(ROOT, "", month=202402) == (3, 2, 3)


def test_a_merged_township_names_its_successor_and_is_expected_no_more(folder):
    set_up(own(history=(deaths(A, 10), deaths(A, 1, 202402))))
    merged = (*AREAS[:2], AreaRow(B, "乙乡", "township", ROOT, "乡", valid_to=202401, successor=A))
    done = set_up(own(areas=merged, duties=(DUTIES[0], DutyRow("funeral", B, 202401, 202401))))
    with engine.reading() as connection:
        row = load_tree(connection)[B]

    assert done.changed == 1
    assert (row.valid_to, row.successor) == (202401, A)
    assert figure(ROOT, "", month=202401) == (10, 1, 2)
    assert figure(ROOT, "", month=202402) == (1, 1, 1)


def test_an_area_keeps_the_duty_it_had_where_the_form_only_presumes_one(folder):
    """A form sent in July must not excuse the months before July."""
    set_up(own())
    set_up(own(duties=tuple(DutyRow("funeral", area, 202507) for area in (A, B))))
    with engine.reading() as connection:
        first = connection.execute(select(schema.duty.c.first).where(schema.duty.c.area == A)).scalars().all()

    assert first == [202401]


def test_a_group_that_the_form_lists_is_taken_as_listed(folder):
    set_up(own())
    set_up(own(duties=(DutyRow("funeral", B, 202403),), stated_groups=frozenset({"funeral"})))
    with engine.reading() as connection:
        rows = connection.execute(select(schema.duty.c.area, schema.duty.c.first)).all()

    assert [tuple(row) for row in rows] == [(B, 202403)]


def test_back_data_sent_again_does_not_undo_a_correction(folder):
    set_up(own(history=(deaths(A, 10),)))
    send(ROOT, deaths(A, 12))
    done = set_up(own(history=(deaths(A, 10), deaths(B, 20))))

    assert done.history == 1
    assert figure(A, ROOT) == (12, 1, 1)


def test_a_changed_target_is_appended(folder):
    set_up(own(targets=(TARGET,)))
    set_up(own(targets=(TargetRow("deaths", ROOT, 2024, 90 * SCALE, "小民〔2024〕8号"),)))
    with engine.reading() as connection:
        in_force = plans.targets(connection, EVERYTHING, 2024, [ROOT])
        count = connection.execute(select(func.count()).select_from(schema.target)).scalar()

    assert (in_force[0].document, count) == ("小民〔2024〕8号", 2)


def test_another_county_is_refused(folder):
    set_up(own())
    with pytest.raises(InputError) as caught:
        set_up(own(areas=(AreaRow("880202", "大县", "county"),), duties=()))

    assert "已经启用小县（880101）" in caught.value.what


def test_a_bureau_of_the_published_reports_takes_its_own_code_and_gives_it_back(folder):
    """临武县 may set itself up: its published figures are its own; when it leaves they stand as before."""
    areas = (AreaRow("431025", "临武县", "county", "", "县"), AreaRow("431025100", "舜峰镇", "township", "431025", "镇"))
    before = everything("431025")
    set_up(OwnCounty(areas, (DutyRow("funeral", "431025100", 202401),), history=(deaths("431025100", 7),)))
    with engine.reading() as connection:
        while_set_up = load_tree(connection)["431025"].setting
    with engine.writing() as connection:
        setup.restart(connection, "恢复示例县", DEMO, "local")
    with engine.reading() as connection:
        afterwards = load_tree(connection)["431025"].setting

    assert (while_set_up, afterwards) == ("own", "published")
    assert everything("431025") == before
    assert figure("431025", "") == (50, 1, 0)


def test_the_way_back_to_the_demo_is_cleared_of_everything_own(folder):
    set_up(own(targets=(TARGET,), settings={"home_area": ROOT}, history=(deaths(A, 10),)))
    with engine.writing() as connection:
        version = setup.restart(connection, "恢复示例县", DEMO, "local")
        settings = plans.settings(connection)

    assert everything("88") == {}
    assert settings == {}
    assert version == 5
