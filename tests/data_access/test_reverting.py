"""A return taken back: the figures as before, every past version untouched, a rebuild the same."""

import pytest
from sqlalchemy import select

from data_access import engine as engines
from data_access import schema
from data_access.errors import InputError
from data_access.quality import arrivals, batches, bearing_returns, revisions
from data_access.reads import extent, observations
from data_access.returns import standing_version
from data_access.reverting import revert
from data_access.scope import EVERYTHING, Scope
from tests.data_access.conftest import COUNTY, DERIVATION, JIA, YI


def take_back(version: int) -> int:
    with engines.writing() as connection:
        return revert(connection, version, DERIVATION, EVERYTHING, "错表")


def test_after_a_revert_the_earlier_figure_stands_again(county):
    county.report(("deaths", JIA, 202501, 202501, 10), ("deaths", YI, 202501, 202501, 5))
    wrong = county.report(("deaths", JIA, 202501, 202501, 100))
    past = county.everything()

    take_back(wrong)

    assert county.value("deaths", COUNTY, "month", 202501) == 15
    assert county.value("deaths", COUNTY, "month", 202501, as_of=wrong) == 105
    assert past <= county.everything()


def test_a_month_that_only_the_reverted_return_stated_is_missing_again(county):
    county.report(("deaths", JIA, 202501, 202501, 10), ("old_age", JIA, 202503, 202503, 7))
    wrong = county.report(("deaths", JIA, 202505, 202505, 3))

    take_back(wrong)

    assert county.row("deaths", JIA, "month", 202505) is None
    with engines.reading() as connection:
        assert extent(connection, EVERYTHING, COUNTY).last == 202503


def test_a_rebuild_gives_the_same_rows_for_every_version(county):
    county.report(("deaths", JIA, 202501, 202501, 10), ("old_age", JIA, 202503, 202503, 7))
    wrong = county.report(("deaths", JIA, 202508, 202508, 3), ("paid", YI, 202508, 202508, 9))
    take_back(wrong)
    county.report(("deaths", JIA, 202504, 202504, 4))
    before = county.everything()

    county.rebuild()

    assert county.everything() == before


def test_a_batch_is_taken_back_once_and_a_revert_never(county):
    wrong = county.report(("deaths", JIA, 202501, 202501, 10))
    by = take_back(wrong)

    for version, words in ((wrong, "已经由版本"), (by, "不能撤回"), (99, "没有数据版本99")):
        with pytest.raises(InputError, match=words):
            take_back(version)


def test_a_reverted_return_bears_nothing_from_then_on_and_still_did_before(county):
    wrong = county.report(("deaths", JIA, 202501, 202501, 10))
    by = take_back(wrong)

    with engines.reading() as connection:
        for as_of, versions in ((wrong, {wrong}), (by, set()), (None, set())):
            seen = observations(connection, EVERYTHING, area=JIA, as_of=as_of)
            arrived = arrivals(connection, EVERYTHING, [JIA], 202501, 202501, as_of=as_of)
            assert set(seen["version"]) == {one.version for one in arrived} == versions
            assert {row.version for row in batches(connection, EVERYTHING, COUNTY, 202501, 202501, as_of=as_of)} == versions
            cells = [(JIA, "deaths")]
            assert {
                row.version for row in bearing_returns(connection, EVERYTHING, cells, 202501, 202501, as_of=as_of)
            } == versions
        assert set(observations(connection, EVERYTHING, version=wrong)["version"]) == {wrong}
        assert len(observations(connection, EVERYTHING, with_taken_back=True)) == 1


def test_a_revision_that_was_taken_back_is_none(county):
    county.report(("deaths", JIA, 202501, 202501, 10))
    second = county.report(("deaths", JIA, 202501, 202501, 12))
    third = county.report(("deaths", JIA, 202501, 202501, 13))

    def said(version: int) -> list:
        with engines.reading() as connection:
            return [(one.before, one.value) for one in revisions(connection, EVERYTHING, COUNTY, [version])]

    assert said(third) == [(120_000, 130_000)]
    take_back(second)
    assert said(second) == []
    assert said(third) == [(100_000, 130_000)]


def test_what_was_taken_back_may_come_again_byte_for_byte_and_again(county):
    mark = {"sha256": "ab" * 32}
    for value, reverting in ((10, 2), (10, 4)):
        version = county.report(("deaths", JIA, 202501, 202501, value), **mark)
        with pytest.raises(InputError, match=f"数据版本{version}"):
            county.report(("deaths", JIA, 202501, 202501, value), **mark)
        with engines.reading() as connection:
            assert standing_version(connection, mark["sha256"]) == version
        assert take_back(version) == reverting

    assert county.report(("deaths", JIA, 202501, 202501, 10), **mark) == 5
    assert county.value("deaths", JIA, "month", 202501) == 10
    with engines.reading() as connection:
        marks = connection.execute(select(schema.batch.c.sha256)).scalars().all()
    assert all(len(one) <= 64 for one in marks)


def test_who_does_not_cover_the_area_cannot_take_it_back(county):
    version = county.report(("deaths", JIA, 202501, 202501, 10))

    with pytest.raises(InputError, match="没有数据版本"), engines.writing() as connection:
        revert(connection, version, DERIVATION, Scope("other", ("990302",), may_submit=True), "x")
