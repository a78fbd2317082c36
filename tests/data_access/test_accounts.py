"""Accounts, their rights and the audit of what was done, on a real database."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from data_access import accounts, audit, engine
from data_access.accounts import ROLES, Account
from data_access.errors import InputError
from data_access.reverting import revert
from data_access.scope import EVERYTHING, NOTHING, RIGHTS
from metrics import permissions
from metrics.loading import catalogue
from tests.data_access.conftest import COUNTY, DERIVATION, JIA

LEADER = Account("wang", "leader", (COUNTY,), email="wang@example.cn")
JIA_CLERK = Account("jia", "township", (JIA,), issuer="https://id", subject="u7")


def put(one: Account, by=EVERYTHING) -> None:
    with engine.writing() as connection:
        accounts.put(connection, one, by)


def everyone() -> list[Account]:
    with engine.reading() as connection:
        return accounts.everyone(connection)


def events() -> list:
    with engine.reading() as connection:
        return audit.events(connection)


def test_the_audit_calls_areas_and_lines_by_name(county):
    with engine.writing() as connection:
        accounts.put(connection, replace(LEADER, areas=(JIA,), lines=("funeral",)), EVERYTHING, {"funeral": "殡葬"})

    assert events()[-1].detail == f"局领导；区划：甲镇（{JIA}）；条线：殡葬；启用"


def test_an_account_is_kept_as_it_was_last_set_and_each_change_is_told(county):
    put(LEADER)
    put(replace(LEADER, role="office", lines=("funeral",)))
    put(replace(LEADER, role="office", lines=("funeral",)))  # no change, nothing to tell

    assert everyone() == [replace(LEADER, role="office", lines=("funeral",))]
    assert [(one.action, one.target, one.account) for one in events()] == [("account", "wang", "local")] * 2


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (replace(LEADER, name="local"), "账号名“local”不能用"),
        (replace(LEADER, name="a b"), "账号名“a b”不能用"),
        (replace(LEADER, role="king"), "没有角色“king”"),
        (replace(LEADER, areas=()), "没有写可以查看的区划"),
        (replace(LEADER, areas=("999999",)), "没有代码为“999999”的区划"),
        (replace(LEADER, email=""), "没有写登录身份"),
        (replace(LEADER, subject="u1"), "要么都写，要么都不写"),
        (replace(JIA_CLERK, name="other"), "登录身份已经属于账号“jia”"),
        (replace(LEADER, name="other", email="WANG@example.cn"), "登录身份已经属于账号“wang”"),
    ],
)
def test_an_account_that_cannot_be_is_refused_with_nothing_written(county, one, said):
    put(LEADER), put(JIA_CLERK)
    before = len(events())

    with pytest.raises(InputError) as refused:
        put(one)

    assert any(said in problem for problem in refused.value.problems)
    assert (everyone(), len(events())) == ([JIA_CLERK, LEADER], before)


@pytest.mark.parametrize("role", [role for role in ROLES if role != "administrator"])
def test_only_an_administrator_changes_accounts(county, role):
    with pytest.raises(InputError, match="没有管理账号和设置的权限"):
        put(LEADER, replace(LEADER, role=role).scope())


def test_each_role_may_what_is_listed_and_nothing_else():
    """The table of the decision, spelled out: default deny."""
    may = {
        role: {
            right for right in (*RIGHTS, "may_see_draft", "may_see_small") if getattr(replace(LEADER, role=role).scope(), right)
        }
        for role in ROLES
    }

    assert may == {
        "leader": {"may_assign"},
        "section": {"may_see_draft", "may_check", "may_assign"},
        "office": {"may_see_draft", "may_submit", "may_check", "may_publish", "may_assign"},
        "township": {"may_submit"},
        "administrator": {"may_administer"},
    }
    assert not any(getattr(NOTHING, right) for right in RIGHTS)
    assert replace(LEADER, is_active=False).scope().areas == ()


def test_a_line_stands_for_its_indicators_and_what_they_are_made_of():
    scope = permissions.scope_of(replace(LEADER, role="section", lines=("funeral",)))

    assert "cremation_zone_rate" in scope.indicators
    assert "deaths_persons" in scope.indicators  # the denominator
    assert "dibao_persons" not in scope.indicators
    assert permissions.scope_of(LEADER).indicators is None
    assert {catalogue().indicators[one].line for one in scope.indicators} >= {"funeral"}


class TestSignIn:
    def test_an_invitation_is_bound_once_and_then_found_by_issuer_and_subject(self, county):
        put(LEADER)
        with engine.writing() as connection:
            assert accounts.invited(connection, " Wang@Example.cn ") == LEADER
            accounts.bind(connection, LEADER, "https://id", "u1")
        with engine.reading() as connection:
            assert accounts.of_identity(connection, "https://id", "u1").name == "wang"
            assert accounts.of_identity(connection, "https://other", "u1") is None
            assert accounts.of_identity(connection, "", "") is None
            assert accounts.invited(connection, "wang@example.cn") is None

    def test_a_sign_in_is_told_once_and_stays_ended(self, county):
        with engine.writing() as connection:
            for _ in range(2):
                accounts.begin_sign_in(connection, "token", "wang")
            assert accounts.is_open(connection, "token") is True
            for _ in range(2):
                accounts.end_sign_in(connection, "token", "wang")
            accounts.begin_sign_in(connection, "token", "wang")  # a copied cookie comes back

            assert accounts.is_open(connection, "token") is False
            assert accounts.is_open(connection, "unseen") is None
        assert [one.action for one in events()] == ["sign_out", "sign_in"]


class TestAudit:
    def test_a_whole_chain_is_found_whole(self, county):
        for number in range(5):
            with engine.writing() as connection:
                audit.record(connection, "wang", "export", f"文件{number}")
        with engine.reading() as connection:
            found = audit.verify(connection)

            assert (found.events, found.broken) == (5, ())
            assert audit.contains(connection, found.head)
            assert not audit.contains(connection, "0" * 64)

    @pytest.mark.parametrize(
        "change", ["UPDATE audit_event SET account = 'li' WHERE id = 3", "DELETE FROM audit_event WHERE id = 3"]
    )
    def test_the_database_itself_refuses_a_change(self, county, change):
        for number in range(5):
            with engine.writing() as connection:
                audit.record(connection, "wang", "export", f"文件{number}")
        with pytest.raises(DatabaseError, match="只能追加"), engine.writing() as connection:
            connection.execute(text(change))

        assert len(events()) == 5

    @pytest.mark.parametrize(
        ("change", "broken"),
        [
            ("UPDATE audit_event SET account = 'li' WHERE id = 3", (3,)),
            ("UPDATE audit_event SET at = '2020-01-01 00:00:00.000000' WHERE id = 3", (3,)),
            ("UPDATE audit_event SET hash = 'x' WHERE id = 3", (3, 4)),
            ("DELETE FROM audit_event WHERE id = 3", (4,)),
            ("DELETE FROM audit_event WHERE id = 1", (2,)),
        ],
    )
    def test_who_goes_around_the_database_is_found_by_the_chain(self, county, change, broken):
        for number in range(5):
            with engine.writing() as connection:
                audit.record(connection, "wang", "export", f"文件{number}")
        with engine.writing() as connection:
            of_table = "" if connection.dialect.name == "sqlite" else " ON audit_event"
            for act in ("update", "delete"):
                connection.execute(text(f"DROP TRIGGER audit_event_{act}{of_table}"))
            connection.execute(text(change))
        with engine.reading() as connection:
            assert audit.verify(connection).broken == broken

    def test_what_is_refused_tells_nothing(self, county):
        """The event stands and falls with what it tells of."""
        with pytest.raises(InputError), engine.writing() as connection:
            audit.record(connection, "wang", "export", "文件")
            raise InputError("停", "止")

        assert events() == []

    def test_an_unknown_action_is_a_mistake_of_the_program(self, county):
        with pytest.raises(ValueError, match="unknown audit action"), engine.writing() as connection:
            audit.record(connection, "wang", "dance", "")


def test_a_return_and_its_taking_back_are_told_in_their_own_transaction(county):
    version = county.report(("deaths", JIA, 202501, 202501, 5))
    with engine.writing() as connection:
        revert(connection, version, DERIVATION, EVERYTHING, "报错了")

    assert [(one.action, one.target) for one in events()] == [("revert", f"版本{version}：第1份")]
