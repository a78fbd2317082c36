"""A return taken back: the figures as before, every past version untouched, a rebuild the same."""

import pytest

from data_access import engine as engines
from data_access.errors import InputError
from data_access.reads import extent
from data_access.reverting import revert
from data_access.scope import EVERYTHING
from tests.data_access.conftest import COUNTY, DERIVATION, JIA, YI


def take_back(version: int) -> int:
    with engines.writing() as connection:
        return revert(connection, version, DERIVATION, "local", "错表")


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
