"""Answers are kept per Scope, state of the database, data version and arguments; a commit is seen at the next question."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from sqlalchemy import select

from data_access import engine, plans, schema
from data_access.returns import moment_now
from data_access.scope import EVERYTHING, Scope
from metrics import exhibits, keeping
from metrics.evaluate import numbers
from metrics.results import Span
from metrics.source import open_source
from tests.metrics.conftest import COUNTY, JIA, YI, view_of

DIBAO = "dibao_persons"
DEATHS, CREMATIONS, RATE = "cremation_zone_deaths_persons", "cremation_zone_cremations_count", "cremation_zone_rate"
MAY = view_of("month", 202505)
OF_JIA = Scope(account="jia", areas=(JIA,))


@pytest.fixture(autouse=True)
def nothing_kept():
    keeping.forget()


@pytest.fixture
def reported(county):
    county.report((DEATHS, JIA, 202505, 10), (CREMATIONS, JIA, 202505, 9), (DEATHS, YI, 202505, 8), (CREMATIONS, YI, 202505, 8))
    county.report((DIBAO, JIA, 202505, 30), (DIBAO, YI, 202505, 40))
    return county


def asked(work, *arguments, scope: Scope = EVERYTHING, as_of: int | None = None):
    with open_source(scope, as_of) as source:
        return source.ask(work, *arguments)


def rate_of_county(source) -> str:
    return str(numbers(source, [RATE], COUNTY, Span("month", 202505))[RATE].value)


def test_the_same_question_is_answered_once(reported):
    first = asked(exhibits.ranking, MAY, DIBAO, "dibao")

    assert asked(exhibits.ranking, MAY, DIBAO, "dibao") is first
    assert asked(exhibits.ranking, MAY, DEATHS, "dibao") is not first
    assert asked(exhibits.ranking, view_of("ytd", 202505), DIBAO, "dibao") is not first


def test_a_commit_is_seen_at_the_next_question(reported):
    before = asked(rate_of_county)
    reported.report((CREMATIONS, YI, 202505, 4))

    assert (before, asked(rate_of_county)) == ("850/9", "650/9")
    assert asked(rate_of_county, as_of=1) == "850/9"


def test_a_township_never_gets_the_leaders_answer(reported):
    whole = asked(exhibits.ranking, MAY, DIBAO, "dibao")
    own = asked(exhibits.ranking, MAY, DIBAO, "dibao", scope=OF_JIA)
    keeping.forget()
    fresh = asked(exhibits.ranking, MAY, DIBAO, "dibao", scope=OF_JIA)

    assert own.frame.equals(fresh.frame)
    assert not own.frame.equals(whole.frame)


@pytest.mark.parametrize(
    "write",
    [
        lambda connection: plans.put_settings(connection, {"default_month": "2025-05"}),
        lambda connection: connection.execute(schema.target.delete()),
        lambda connection: connection.exec_driver_sql("UPDATE area SET name = '新名' WHERE code = '990301001'"),
    ],
    ids=["setting", "target", "own words"],
)
def test_whatever_figures_rest_on_changes_the_state(reported, write):
    first = asked(exhibits.ranking, MAY, DIBAO, "dibao")
    with engine.writing() as connection:
        write(connection)

    assert asked(exhibits.ranking, MAY, DIBAO, "dibao") is not first


def test_what_stands_apart_and_what_is_only_read_leaves_the_answers(reported):
    first = asked(exhibits.ranking, MAY, DIBAO, "dibao")
    with engine.writing() as connection:
        connection.execute(select(schema.batch)).all()
        table = schema.metadata.tables["meeting_event"]
        values = {"id": 1, "account": "local", "item": 1, "kind": "add", "at": moment_now()}
        connection.execute(table.insert().values(values))

    assert asked(exhibits.ranking, MAY, DIBAO, "dibao") is first


def test_what_was_broken_off_changes_nothing(reported):
    first = asked(exhibits.ranking, MAY, DIBAO, "dibao")
    with pytest.raises(ZeroDivisionError), engine.writing() as connection:
        plans.put_settings(connection, {"default_month": "2025-05"})
        raise ZeroDivisionError

    assert asked(exhibits.ranking, MAY, DIBAO, "dibao") is first


def test_a_database_without_a_mark_is_asked_anew(reported):
    with engine.engine().connect() as connection, connection.begin():
        connection.execute(schema.meta.delete().where(schema.meta.c.name == engine.STATE))

    assert asked(exhibits.ranking, MAY, DIBAO, "dibao") is not asked(exhibits.ranking, MAY, DIBAO, "dibao")


def test_many_who_ask_the_same_at_once_are_answered_by_one_answer(reported):
    count, ready, calls = 6, Barrier(6), []
    begun = Event()

    def slow(source) -> str:
        calls.append(1)
        begun.wait(0.2)
        return rate_of_county(source)

    def reader(_):
        ready.wait()
        return asked(slow)

    with ThreadPoolExecutor(count) as pool:
        found = set(pool.map(reader, range(count)))

    assert found == {"850/9"}
    assert len(calls) == 1


def test_a_question_that_failed_is_asked_anew():
    tries = []

    def fails_once():
        tries.append(1)
        return 1 / (len(tries) - 1)

    with pytest.raises(ZeroDivisionError):
        keeping.keep("question", fails_once)

    assert keeping.keep("question", fails_once) == 1


def test_the_answer_that_nobody_asked_for_longest_goes_first(monkeypatch):
    monkeypatch.setattr(keeping, "MOST", 2)
    for key in ("a", "b", "a", "c"):
        keeping.keep(key, object)
    kept_a, kept_c = keeping.keep("a", list), keeping.keep("c", list)

    assert (type(kept_a), type(kept_c)) == (object, object)
    assert keeping.keep("b", list) == []
