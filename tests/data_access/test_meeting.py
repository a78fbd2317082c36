"""The queue of a meeting: what its events leave, for whom, and what is refused. And an older folder that lacks its table."""

import pytest
from sqlalchemy import func, select, text

from data_access import engine, meeting
from data_access.areas import add_areas
from data_access.meeting import MeetingError
from data_access.schema_meeting import meeting_event
from data_access.scope import EVERYTHING, NOTHING, Scope
from data_access.setup import remove
from data_access.specs import AreaRow
from tests.data_access.conftest import COUNTY, JIA, YI


def add(page="funeral", area=COUNTY, scope=EVERYTHING, title="殡葬管理", **keys) -> int:
    with engine.writing() as connection:
        return meeting.add(connection, scope, page, {"area": area} | keys, title)


def change(name: str, *values, scope=EVERYTHING) -> None:
    with engine.writing() as connection:
        getattr(meeting, name)(connection, scope, *values)


def queued(scope=EVERYTHING) -> list[meeting.SavedView]:
    with engine.reading() as connection:
        return meeting.queue(connection, scope)


def events() -> int:
    with engine.reading() as connection:
        return connection.execute(select(func.count()).select_from(meeting_event)).scalar()


def test_views_stand_in_the_order_in_which_they_were_added_and_moved(county):
    first, second, third = add(), add(area=JIA), add(area=YI, to="2025-10")

    change("move", third, -1)
    assert [view.id for view in queued()] == [first, third, second]
    assert queued()[1].keys == {"area": YI, "to": "2025-10"}

    change("move", first, -1)
    assert [view.id for view in queued()] == [first, third, second]

    change("move", first, 1)
    change("remove", third)
    assert [view.id for view in queued()] == [first, second]


def test_every_change_is_appended(county):
    item = add()
    change("record", item, "先核后报", "救助股", "2026-03-31")
    change("record", item, "改为按月核", "救助股", "")
    change("remove", item)

    assert events() == 4
    assert queued() == []


def test_the_last_decision_stands(county):
    item = add()
    change("record", item, " 先核后报 ", "救助股", "2026-03-31")
    kept = queued()[0]
    assert (kept.decision, kept.owner, kept.due.isoformat()) == ("先核后报", "救助股", "2026-03-31")

    change("record", item, "改为按月核", "", "")
    kept = queued()[0]
    assert (kept.decision, kept.owner, kept.due) == ("改为按月核", "", None)


def test_a_21st_view_is_refused(county):
    for number in range(meeting.MOST):
        add(to=f"20{number + 30}-01")

    with pytest.raises(MeetingError, match="已满20个"):
        add(to="2025-01")
    assert len(queued()) == 20

    change("remove", queued()[0].id)
    add(to="2025-01")
    assert len(queued()) == 20


def test_the_same_view_is_not_queued_twice(county):
    add(to="2025-10")

    with pytest.raises(MeetingError, match="已在会议队列里"):
        add(to="2025-10")
    add(page="elderly_care", to="2025-10")
    assert len(queued()) == 2


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (("  ", "救助股", ""), "还没有填写决定事项"),
        (("先核后报", "救助股", "下周五"), "不是有效日期"),
        (("先核后报", "救助股", "2026-02-30"), "不是有效日期"),
        (("先核后报", "救助股", "20260301"), "不是有效日期"),
        (("核" * 2001, "", ""), "决定事项太长"),
        (("先核后报", "股" * 61, ""), "责任人太长"),
    ],
)
def test_a_decision_that_cannot_be_kept_is_refused(county, values, words):
    item = add()

    with pytest.raises(MeetingError, match=words):
        change("record", item, *values)
    assert events() == 1


@pytest.mark.parametrize("values", [("move", 99, 1), ("remove", 99), ("record", 99, "先核后报", "", "")])
def test_what_is_not_in_the_queue_cannot_be_changed(county, values):
    with pytest.raises(MeetingError, match="已不在会议队列里"):
        change(*values)


@pytest.mark.parametrize(
    "wrong",
    [
        {"page": "../etc"},
        {"area": ""},
        {"area": JIA, "scope": Scope("township", (YI,))},
        {"scope": NOTHING},
        {"title": "长" * 201},
    ],
)
def test_a_view_that_cannot_be_shown_is_refused(county, wrong):
    with pytest.raises(MeetingError):
        add(**wrong)
    assert events() == 0


def test_a_queue_is_its_account_s_own(county):
    """And what left an account's areas afterwards is neither shown nor moved past."""
    item = add()
    other = Scope("deputy", ("",))
    add(scope=other, area=JIA)
    mine = add(scope=other, area=YI)

    assert [view.area for view in queued(other)] == [JIA, YI]
    assert [view.area for view in queued(Scope("deputy", (YI,)))] == [YI]
    with pytest.raises(MeetingError):
        change("remove", item, scope=other)

    change("move", mine, -1, scope=Scope("deputy", (YI,)))
    assert [view.area for view in queued(other)] == [JIA, YI]


def test_a_folder_of_an_older_program_gets_the_table_and_keeps_its_figures(county):
    county.report(("deaths", JIA, 202501, 202501, 7), ("cremations", JIA, 202501, 202501, 6))
    before = county.everything()
    with engine.writing() as connection:
        connection.execute(text("DROP TABLE meeting_event"))

    assert engine.create_schema() is False

    assert before
    assert county.everything() == before
    assert queued() == []
    add()
    assert len(queued()) == 1


def test_views_of_areas_that_are_taken_away_leave_with_them(county):
    """The demo county leaves no trace when a bureau sets up its own; the other views of the queue stay."""
    with engine.writing() as connection:
        add_areas(connection, [AreaRow("990401", "示例小县", "county", "", "县", setting="demo")])
    gone, kept = add(area="990401"), add()
    change("record", gone, "先核后报", "", "")
    change("move", gone, 1)

    with engine.writing() as connection:
        remove(connection, "demo", before=1)

    assert [view.id for view in queued()] == [kept]
    assert events() == 1
