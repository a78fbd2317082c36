"""Spellings of one place, and the refusal to guess."""

import pytest

from data_access.names import match, stem
from data_access.specs import AreaRow

AREAS = [
    AreaRow("990101001", "城中街道", "township"),
    AreaRow("990101002", "三岔乡", "township"),
    AreaRow("990101003", "西山瑶族乡", "township"),
    AreaRow("990101001001", "和平社区", "village"),
    AreaRow("990101002001", "蔡畈村", "village"),
    AreaRow("990101002002", "东风村", "village"),
    AreaRow("990101003001", "东风村", "village"),
    AreaRow("990101003002", "双河村", "village"),
    AreaRow("990101003003", "双河社区", "village"),
    AreaRow("990101003004", "中村", "village"),
]


@pytest.mark.parametrize("name", ["蔡畈", "蔡畈村", "蔡畈村委会", "蔡畈村民委员会", "蔡畈村村民委员会", " 蔡畈 村 "])
def test_every_spelling_of_a_village_has_one_stem(name):
    assert stem(name) == "蔡畈"
    assert match(name, AREAS) == "990101002001"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("和平社区居委会", "990101001001"),
        ("和平居民委员会", "990101001001"),
        ("城中街道办事处", "990101001"),
        ("三岔乡人民政府", "990101002"),
        ("三岔", "990101002"),
        ("９９０１０１００２", "990101002"),
        ("西山瑶族乡", "990101003"),
        ("中村村委会", "990101003004"),
        ("双河社区", "990101003003"),
    ],
)
def test_bodies_and_codes_lead_to_their_place(name, code):
    assert match(name, AREAS) == code


@pytest.mark.parametrize("name", ["城中社区", "三岔镇", "东风村", "东风", "双河", "蔡畈镇", "龙塘村", "", "村", "某乡"])
def test_in_doubt_nothing_is_guessed(name):
    """Another kind, two places of one name, an unknown place, no name at all."""
    assert match(name, AREAS) is None
