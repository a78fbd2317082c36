"""提交 → 审核 → 发布: nothing counts before the office publishes, each step comes after the one before, and off is off."""

import pytest

from commands import main
from data_access import engine as engines
from data_access import plans, submissions
from data_access.errors import InputError
from data_access.importing import grids
from data_access.scope import EVERYTHING, NOTHING, Scope
from data_access.submissions import BACK, PASSED
from metrics import returning, sealing
from metrics.derivation import derivation
from metrics.returning import review
from metrics.source import open_source
from tests.metrics.conftest import COUNTY, DONG, JIA, YI
from tests.pages.test_returns import sheet

DEATHS = "deaths_persons"
TOWN = Scope("甲镇", (JIA,), may_submit=True)


@pytest.fixture(autouse=True)
def here(monkeypatch):
    """The same reader without a process of its own, which the hostile files are for."""
    monkeypatch.setattr(returning, "read_file", grids.read)


@pytest.fixture
def waiting(county):
    """The county with the setting on, and its first return there."""
    county.report((DEATHS, JIA, 202503, 12), (DEATHS, YI, 202503, 7))
    with engines.writing() as connection:
        plans.put_settings(connection, {submissions.SETTING: "1"}, "办公室")
        engines.remember(connection, "ready", "1")
        engines.remember(connection, "catalogue_hash", derivation().hash)
    return county


def file(*rows, title="2025年3月殡葬报表") -> bytes:
    return sheet(*rows, title=title, head=("乡镇", "死亡人数"))


def hand_in(content: bytes, scope: Scope = EVERYTHING, reason: str = "") -> int:
    with open_source(scope) as source:
        shown = returning.check(content, "报表.xlsx", source).findings
    return review.hand_in(content, "报表.xlsx", scope, reason, shown)


def listed() -> list[tuple]:
    with open_source(EVERYTHING) as source:
        table = review.table(source, submissions.submissions(source.connection, source.scope))
    return [(row.号, row.状态, row.单位, row.个数) for row in table.itertuples()]


def test_a_return_counts_from_its_publishing_on(waiting):
    number = hand_in(file(("甲镇", 14)), TOWN)
    assert listed() == [(number, "待审核", "甲镇", 1)]
    assert waiting.value(DEATHS, COUNTY, "month", 202503) == 19
    with pytest.raises(InputError, match="还没有审核通过"):
        review.publish(number, EVERYTHING)

    review.decide(number, EVERYTHING, PASSED, "与台账一致")
    assert listed()[0][1] == "待发布" and waiting.value(DEATHS, COUNTY, "month", 202503) == 19
    assert review.publish(number, EVERYTHING) == 2

    assert waiting.value(DEATHS, COUNTY, "month", 202503) == 21
    with open_source(EVERYTHING) as source:
        one = submissions.submissions(source.connection, source.scope)[0]
        words = review.steps_text(one)
    assert words.startswith("审核通过（local ") and "：与台账一致；发布（local " in words and "数据版本2）" in words
    with pytest.raises(InputError, match="已经入库（数据版本2）"):
        review.publish(number, EVERYTHING)
    with pytest.raises(InputError, match="已经发布"):
        review.decide(number, EVERYTHING, BACK, "迟了")


def test_nothing_goes_past_it(waiting):
    with open_source(EVERYTHING) as source:
        draft = returning.check(file(("甲镇", 14)), "报表.xlsx", source)
    for commit in (
        lambda: returning.commit(draft, "local"),
        lambda: returning.send(file(("甲镇", 14)), "报表.xlsx", EVERYTHING, "", []),
    ):
        with pytest.raises(InputError, match="已启用“提交—审核—发布”"):
            commit()
    assert waiting.value(DEATHS, COUNTY, "month", 202503) == 19


def test_what_is_sent_back_says_why_and_may_come_again(waiting):
    number = hand_in(file(("甲镇", 14)))
    with pytest.raises(InputError, match="同一份文件已经提交（第1号）"):
        hand_in(file(("甲镇", 14)))
    with pytest.raises(InputError, match="没有写明退回的原因"):
        review.decide(number, EVERYTHING, BACK, " ")
    review.decide(number, EVERYTHING, BACK, "与火化台账不符")

    assert listed()[0][1] == "已退回"
    with pytest.raises(InputError, match="已经退回"):
        review.decide(number, EVERYTHING, PASSED)
    assert hand_in(file(("甲镇", 14))) == 2


def test_it_is_read_again_when_it_is_published(waiting):
    """Meanwhile another return has changed the figure: what is in force then decides, and the same content is committed once."""
    number = hand_in(file(("甲镇", 14)))
    review.decide(number, EVERYTHING, PASSED)
    waiting.report((DEATHS, JIA, 202503, 600))  # 14 is now less than a third of it

    with pytest.raises(InputError, match="提醒需要说明"):
        review.publish(number, EVERYTHING)
    assert review.publish(number, EVERYTHING, "600为误报") == 3
    assert waiting.value(DEATHS, JIA, "month", 202503) == 14


def test_a_sealed_month_is_amended_for_the_reasons_of_sender_and_office(waiting):
    number = hand_in(file(("甲镇", 14)))
    review.decide(number, EVERYTHING, PASSED)
    sealing.seal(EVERYTHING, COUNTY, 202503, "其余下月补")  # while it waits
    with pytest.raises(InputError, match="提醒需要说明"):
        review.publish(number, EVERYTHING)

    version = review.publish(number, EVERYTHING, "漏登2人，已核")
    with open_source(EVERYTHING) as source:
        (one,) = sealing.amendments_of(source, sealing.seals_of(source, COUNTY))
    assert (one.version, one.reason) == (version, "漏登2人，已核")


def test_names_are_told_apart_as_the_sender_saw_them(waiting):
    """A list that names other townships without a figure is the sender's own to read, whoever publishes it."""
    number = hand_in(file(("甲镇", 14), ("乙乡", "")))
    review.decide(number, EVERYTHING, PASSED)
    assert review.publish(number, EVERYTHING) == 2


def test_each_step_asks_for_the_account_s_right_and_areas(waiting):
    number = hand_in(file(("甲镇", 14)), TOWN)
    for scope in (NOTHING, Scope("乙乡", (YI,), may_submit=True), Scope("看", ("",))):
        with pytest.raises(InputError):
            review.decide(number, scope, PASSED)
    with pytest.raises(InputError, match="没有报送的权限"):
        hand_in(file(("甲镇", 15)), Scope("看", ("",)))
    with engines.reading() as connection:
        assert submissions.submissions(connection, Scope("东村", (DONG,))) == []
        with pytest.raises(InputError, match="没有第1号"):
            submissions.content_of(connection, Scope("乙乡", (YI,)), number)


def test_without_the_setting_a_return_is_written_at_once(county):
    with open_source(EVERYTHING) as source:
        assert not review.is_on(source)
    assert returning.send(file(("甲镇", 14)), "报表.xlsx", EVERYTHING, "", []) == 1


def test_the_commands_walk_the_three_steps(waiting, tmp_path, capsys):
    (tmp_path / "r.xlsx").write_bytes(file(("甲镇", 14)))

    assert main(["import", str(tmp_path / "r.xlsx"), "--commit"]) == 0
    assert "已提交第1号" in capsys.readouterr().out
    assert main(["submissions"]) == 0
    assert "1,待审核,甲镇,r.xlsx,1,local" in capsys.readouterr().out
    assert main(["publish", "1"]) == 2
    assert main(["review", "1"]) == 2
    assert main(["review", "1", "--pass"]) == 0
    assert main(["publish", "1"]) == 0
    assert "数据版本2" in capsys.readouterr().out
    assert waiting.value(DEATHS, COUNTY, "month", 202503) == 21
