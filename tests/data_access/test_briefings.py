"""Briefings: what their events leave, for whom, and what is refused; what an exported file printed is kept under its code."""

import pytest
from sqlalchemy import func, select

from data_access import briefings, engine, exported
from data_access.areas import add_areas
from data_access.briefings import BriefingError
from data_access.exported import Printed
from data_access.schema_briefing import briefing_event
from data_access.schema_briefing import exported as exported_table
from data_access.scope import EVERYTHING, NOTHING, Scope
from data_access.setup import remove
from data_access.specs import AreaRow
from tests.data_access.conftest import COUNTY, JIA, YI

NAME, TREND = "三季度调度会", "funeral.deaths.trend"


def add(area=COUNTY, scope=EVERYTHING, name=NAME, exhibit=TREND, version=3, **keys) -> int:
    with engine.writing() as connection:
        return briefings.add(connection, scope, name, exhibit, {"area": area} | keys, version, "死亡：10月下降")


def change(what: str, *values, scope=EVERYTHING, name=NAME) -> None:
    with engine.writing() as connection:
        getattr(briefings, what)(connection, scope, name, *values)


def pins(scope=EVERYTHING, name=NAME) -> list[briefings.Pin]:
    with engine.reading() as connection:
        return briefings.pins(connection, scope, name)


def events(table=briefing_event) -> int:
    with engine.reading() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar()


def test_pins_stand_in_the_order_in_which_they_were_added_and_moved(county):
    first, second, third = add(), add(area=JIA), add(area=YI, to="2025-10")

    change("move", third, -1)
    change("move", first, -1)
    assert [pin.id for pin in pins()] == [first, third, second]

    change("move", first, 1)
    change("remove", third)
    assert [pin.id for pin in pins()] == [first, second]
    assert events() == 6  # the move beyond the end left none


def test_a_pin_keeps_title_note_and_version_and_every_step_is_appended(county):
    item = add(asof="3", to="2025-10")
    change("retitle", item, " 死亡人数平稳 ")
    change("annotate", item, "与卫健局核对过")
    change("refresh", item, 5, "死亡：10月上升")
    change("retitle", item, "死亡人数平稳")  # nothing new

    pin = pins()[0]
    assert (pin.title, pin.note, pin.version, pin.found) == ("死亡人数平稳", "与卫健局核对过", 5, "死亡：10月上升")
    assert pin.keys == {"area": COUNTY, "to": "2025-10"}
    assert events() == 4

    change("retitle", item, "")
    assert (pins()[0].title, pins()[0].found) == ("", "死亡：10月上升")


def test_the_same_exhibit_is_pinned_once_a_version_and_briefing(county):
    add(to="2025-10")
    with pytest.raises(BriefingError, match="没有重复选入"):
        add(to="2025-10")
    add(to="2025-10", version=4)
    add(to="2025-10", name="考评")
    assert (len(pins()), len(pins(name="考评"))) == (2, 1)


def test_a_briefing_that_is_full_takes_no_more(county):
    for number in range(briefings.MOST):
        add(version=number + 1)
    with pytest.raises(BriefingError, match="已满60个"):
        add(version=99)
    assert len(pins()) == briefings.MOST


def test_the_chosen_briefing_comes_first_and_an_empty_one_is_forgotten(county):
    def named() -> list[str]:
        with engine.reading() as connection:
            return briefings.names(connection, EVERYTHING)

    def choose(name: str) -> None:
        with engine.writing() as connection:
            briefings.choose(connection, EVERYTHING, name)

    assert named() == [briefings.FIRST]
    add()
    choose(NAME)
    assert named() == [NAME]
    choose(" 考评 ")
    assert named() == ["考评", NAME]
    for wrong, word in (("  ", "还没有填写"), ("长" * 41, "名称太长")):
        with pytest.raises(BriefingError, match=word):
            choose(wrong)
    assert named() == ["考评", NAME]


@pytest.mark.parametrize(
    "wrong", [{"area": ""}, {"area": JIA, "scope": Scope("township", (YI,))}, {"scope": NOTHING}, {"exhibit": ""}]
)
def test_what_cannot_be_shown_is_not_pinned(county, wrong):
    with pytest.raises(BriefingError):
        add(**wrong)
    assert events() == 0


@pytest.mark.parametrize(("values", "word"), [(("retitle", "长" * 121), "标题太长"), (("annotate", "长" * 1001), "备注太长")])
def test_what_is_too_long_is_refused(county, values, word):
    item = add()
    with pytest.raises(BriefingError, match=word):
        change(values[0], item, values[1])
    assert events() == 1


@pytest.mark.parametrize(
    "values", [("move", 9, 1), ("remove", 9), ("retitle", 9, "新"), ("annotate", 9, "新"), ("refresh", 9, 2, "")]
)
def test_what_is_not_pinned_cannot_be_changed(county, values):
    with pytest.raises(BriefingError, match="已不在汇报材料里"):
        change(*values)


def test_a_briefing_is_its_account_s_own(county):
    item = add()
    deputy = Scope("deputy", ("",))
    add(scope=deputy, area=JIA)
    mine = add(scope=deputy, area=YI)

    assert [pin.area for pin in pins(deputy)] == [JIA, YI]
    assert [pin.area for pin in pins(Scope("deputy", (YI,)))] == [YI]
    with pytest.raises(BriefingError):
        change("remove", item, scope=deputy)
    change("move", mine, -1, scope=Scope("deputy", (YI,)))
    assert [pin.area for pin in pins(deputy)] == [JIA, YI]


def keep(code: str, *areas: str, rows=(("1月", "7人"),)) -> None:
    entries = [Printed(TREND, {"area": area, "to": "2025-10"}, area, 3, ("月份", "2025年"), rows) for area in areas]
    with engine.writing() as connection:
        exported.keep(connection, EVERYTHING, code, "三季度", entries)


def kept(code: str, scope=EVERYTHING) -> list[Printed]:
    with engine.reading() as connection:
        return exported.kept(connection, scope, code)


def test_what_a_file_printed_is_found_by_its_code_the_newest_first(county):
    keep("AB12CD34", JIA, YI)
    keep("AB12CD34", YI, rows=(("1月", "8人"),))
    keep("FFFFFFFF", JIA)

    (one,) = kept("AB12CD34")
    assert (one.area, one.rows, one.heads, one.version, one.title) == (YI, (("1月", "8人"),), ("月份", "2025年"), 3, "三季度")
    assert one.keys == {"area": YI, "to": "2025-10"}
    assert kept("00000000") == []
    assert kept("FFFFFFFF", Scope("township", (YI,))) == []


def test_pins_and_files_of_areas_that_are_taken_away_leave_with_them(county):
    with engine.writing() as connection:
        add_areas(connection, [AreaRow("990401", "示例小县", "county", "", "县", setting="demo")])
    gone, left = add(area="990401"), add()
    change("move", gone, 1)
    keep("AB12CD34", "990401", JIA)

    with engine.writing() as connection:
        remove(connection, "demo", before=1)

    assert [pin.id for pin in pins()] == [left]
    assert (events(), events(exported_table)) == (1, 1)
