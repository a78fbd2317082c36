"""交办 → 反馈 → 销号: what the steps leave, for whom, and what is refused."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select, text

from data_access import engine, follow_ups
from data_access.areas import add_areas
from data_access.follow_ups import FollowUpError, Raised
from data_access.schema_follow_up import follow_up
from data_access.scope import EVERYTHING, NOTHING, Scope
from data_access.setup import remove
from data_access.specs import AreaRow
from tests.data_access.conftest import COUNTY, JIA, YI

TODAY = date(2026, 3, 1)
ITEM = f"target.{YI}.cremation_rate.2025"
LATE = f"missing.{JIA}..202510"


def raised(item=ITEM, area=YI, **changes) -> Raised:
    return replace(Raised(item, area, "cremation_rate", "ytd", 202510, "乙乡火化率88.0%", "明显低于目标98.5%", "key"), **changes)


def assign(who="殡葬股", due="2026-03-31", words="核对名单", one=None, scope=EVERYTHING, today=TODAY) -> None:
    with engine.writing() as connection:
        follow_ups.assign(connection, scope, one or raised(), who, due, words, today)


def answer(who="殡葬股", words="已核对", item=ITEM, scope=EVERYTHING) -> None:
    with engine.writing() as connection:
        follow_ups.answer(connection, scope, item, who, words)


def close(words="补火化2例", item=ITEM, scope=EVERYTHING) -> None:
    with engine.writing() as connection:
        follow_ups.close(connection, scope, item, words)


def cases(scope=EVERYTHING, items=None) -> dict:
    with engine.reading() as connection:
        return follow_ups.cases(connection, scope, items)


def steps() -> int:
    with engine.reading() as connection:
        return connection.execute(select(func.count()).select_from(follow_up)).scalar()


def test_from_assigned_to_closed(county):
    assign(" 殡葬股 ")
    assert (cases()[ITEM].stands, cases()[ITEM].is_open) == ("assign", True)
    answer()
    assert (cases()[ITEM].stands, cases()[ITEM].is_open) == ("answer", True)
    close()

    case = cases()[ITEM]
    assert (case.stands, case.is_open) == ("close", False)
    assert case.raised == raised()
    assert [(step.kind, step.who, step.text, step.due, step.account) for step in case.steps] == [
        ("assign", "殡葬股", "核对名单", date(2026, 3, 31), "local"),
        ("answer", "殡葬股", "已核对", None, "local"),
        ("close", "", "补火化2例", None, "local"),
    ]


def test_the_last_assignment_is_in_force_and_the_first_stays_in_the_history(county):
    assign("殡葬股", "2026-03-31")
    answer()
    assign("乙乡民政办", "2026-04-30", one=raised(title="乙乡火化率87.0%"))

    case = cases()[ITEM]
    assert (case.stands, case.assigned.who, case.assigned.due) == ("assign", "乙乡民政办", date(2026, 4, 30))
    assert [step.title for step in case.steps] == ["乙乡火化率88.0%", "乙乡火化率88.0%", "乙乡火化率87.0%"]


def test_what_was_closed_can_be_assigned_anew_with_its_history(county):
    assign()
    close()
    assign("局长室")

    assert [step.kind for step in cases()[ITEM].steps] == ["assign", "close", "assign"]
    assert cases()[ITEM].is_open


@pytest.mark.parametrize(("day", "overdue"), [(date(2026, 3, 31), False), (date(2026, 4, 1), True)])
def test_overdue_from_the_day_after_until_it_is_answered(county, day, overdue):
    assign()
    assert cases()[ITEM].is_overdue(day) is overdue
    answer()
    assert not cases()[ITEM].is_overdue(day)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"who": "  "}, "还没有填写责任人"),
        ({"who": "股" * 61}, "责任人太长"),
        ({"due": ""}, "还没有填写完成期限"),
        ({"due": "下周五"}, "不是有效日期"),
        ({"due": "2026-02-30"}, "不是有效日期"),
        ({"due": "20260331"}, "不是有效日期"),
        ({"due": "2026-02-28"}, "已经过去"),
        ({"words": "核" * 2001}, "内容太长"),
        ({"one": raised("../etc")}, "这个事项不存在"),
        ({"one": raised(area="")}, "不在当前账户的单位范围内"),
        ({"scope": NOTHING}, "不能交办"),
        ({"scope": Scope("reader", ("",))}, "不能交办"),
        ({"scope": Scope("jia", (JIA,), may_submit=True)}, "不能交办"),
        ({"scope": Scope("jia", (JIA,), may_assign=True)}, "不在当前账户的单位范围内"),
    ],
)
def test_an_assignment_that_cannot_be_kept_is_refused(county, values, words):
    with pytest.raises(FollowUpError, match=words):
        assign(**values)
    assert steps() == 0


def test_today_is_not_past(county):
    assign(due="2026-03-01")
    assert not cases()[ITEM].is_overdue(TODAY)


def test_what_was_never_assigned_is_neither_answered_nor_closed(county):
    with pytest.raises(FollowUpError, match="还没有交办，不能反馈"):
        answer()
    with pytest.raises(FollowUpError, match="还没有交办，不能销号"):
        close()
    assert steps() == 0


def test_what_is_closed_is_neither_answered_nor_closed_again(county):
    assign()
    close()
    with pytest.raises(FollowUpError, match="已经销号，不能再反馈"):
        answer()
    with pytest.raises(FollowUpError, match="已经销号，不能再销号"):
        close()
    assert steps() == 2


@pytest.mark.parametrize(
    ("work", "values", "words"),
    [
        (answer, {"words": " "}, "还没有填写办理情况"),
        (answer, {"who": ""}, "还没有填写反馈人"),
        (answer, {"who": "股" * 61}, "反馈人太长"),
        (answer, {"words": "核" * 2001}, "内容太长"),
        (answer, {"scope": Scope("reader", ("",))}, "不能反馈"),
        (answer, {"scope": Scope("jia", (JIA,), may_submit=True)}, "不在当前账户的单位范围内"),
        (close, {"words": ""}, "还没有填写办理结果"),
        (close, {"scope": Scope("reader", ("",))}, "不能销号"),
        (close, {"scope": Scope("jia", (JIA,), may_submit=True)}, "不能销号"),
        (close, {"scope": Scope("jia", (JIA,), may_assign=True)}, "不在当前账户的单位范围内"),
    ],
)
def test_a_step_that_cannot_be_kept_is_refused(county, work, values, words):
    assign()
    with pytest.raises(FollowUpError, match=words):
        work(**values)
    assert steps() == 1


def test_every_account_sees_the_matters_of_its_areas(county):
    assign()
    assign(one=raised(LATE, JIA, indicator=""))

    assert list(cases()) == [ITEM, LATE]
    assert list(cases(items=[LATE])) == [LATE]
    assert cases(items=[]) == {}
    assert list(cases(Scope("jia", (JIA,)))) == [LATE]
    assert cases(NOTHING) == {}
    answer(scope=Scope("yi", (YI,), may_submit=True))
    assert cases()[ITEM].steps[-1].account == "yi"


def test_a_folder_of_an_older_program_gets_the_table_and_keeps_its_figures(county):
    county.report(("deaths", JIA, 202501, 202501, 7))
    before = county.everything()
    with engine.writing() as connection:
        connection.execute(text("DROP TABLE follow_up"))

    assert engine.create_schema() is False
    assert county.everything() == before
    assign()
    assert steps() == 1


def test_matters_of_areas_that_are_taken_away_leave_with_them(county):
    with engine.writing() as connection:
        add_areas(connection, [AreaRow("990401", "示例小县", "county", "", "县", setting="demo")])
    assign(one=raised("target.990401.cremation_rate.2025", "990401"))
    assign(one=raised(f"target.{COUNTY}.cremation_rate.2025", COUNTY))

    with engine.writing() as connection:
        remove(connection, "demo", before=1)
    assert list(cases()) == [f"target.{COUNTY}.cremation_rate.2025"]


def test_an_account_of_some_lines_sees_their_cases_and_those_of_no_indicator(county):
    assign()
    assign(one=raised(LATE, JIA, indicator=""))

    def of(*indicators):
        return set(cases(Scope("section", ("",), frozenset(), frozenset(indicators))))

    assert of("cremation_rate") == {ITEM, LATE}
    assert of("deaths_persons") == {LATE}
