"""The rules of data quality speak before a return is written: with what is in force, at the cell that shows the doubt."""

import pytest

from data_access.importing import grids
from data_access.scope import EVERYTHING
from metrics import returning
from metrics.source import open_source
from tests.metrics.conftest import JIA, YI, monthly
from tests.pages.test_returns import sheet

TITLE = "2025年3月报表"


@pytest.fixture(autouse=True)
def here(monkeypatch):
    """The same reader without a process of its own, which the hostile files are for."""
    monkeypatch.setattr(returning, "read_file", grids.read)


def warned(head, *rows, title=TITLE) -> list[tuple[str, str]]:
    with open_source(EVERYTHING) as source:
        draft = returning.check(sheet(*rows, title=title, head=head), "报表.xlsx", source)
    assert draft.errors == []
    return [(one.cell, one.reason) for one in draft.warnings]


def test_a_whole_below_its_part_in_force_is_told(county):
    """甲镇 has 10 cremations in its zone; a return that says 9 cremations in all contradicts it, 10 does not."""
    county.report(("cremation_zone_cremations_count", JIA, 202503, 10))

    (found,) = warned(("乡镇", "遗体火化数"), ("甲镇", 9), ("乙乡", 4))
    assert found[0] == "B3" and "10具，大于" in found[1] and "9具" in found[1]
    assert warned(("乡镇", "遗体火化数"), ("甲镇", 10)) == []


def test_one_contradiction_in_the_file_is_told_once(county):
    assert [cell for cell, _ in warned(("乡镇", "死亡人数", "遗体火化数"), ("甲镇", 3, 5))] == ["C3"]


def test_an_average_outside_its_band_is_told(county):
    """8 times of relief for 1,000,000 元 are 125,000 元 each, above 20,000."""
    head = ("乡镇", "临时救助人次", "临时救助金支出额")
    (found,) = warned(head, ("甲镇", 8, 1_000_000), ("乙乡", 8, 12_000))

    assert found[0] == "C3" and "125,000" in found[1]


def test_a_jump_out_of_the_area_s_own_past_is_told(county):
    """Deaths of about 10 a month; 2√60 − 2√10 is 9 times the usual, 2√14 − 2√10 is 1."""
    county.report(*monthly("deaths_persons", JIA, [10, 11, 9, 10, 10, 11, 9, 10, 10, 11, 9, 10], 2024))
    county.report(*monthly("deaths_persons", JIA, [10, 11]))

    (found,) = warned(("乡镇", "死亡人数"), ("甲镇", 60))
    assert found[0] == "B3" and "前六个月中位数10人" in found[1]
    assert warned(("乡镇", "死亡人数"), ("甲镇", 14)) == []
    assert warned(("乡镇", "死亡人数"), ("乙乡", 60)) == []  # without a past nothing is judged


def test_a_row_of_the_county_beside_its_townships_with_another_sum(county):
    (found,) = warned(("单位", "死亡人数"), ("甲镇", 3), ("乙乡", 4), ("小县", 9))

    assert found == ("B5", "小县是9人，下级相加是7人。")
    assert warned(("单位", "死亡人数"), ("甲镇", 3), ("乙乡", 4), ("小县", 7)) == []


def test_both_of_the_ministry_s_layouts_bring_in_the_count_alone(county):
    for beside in (("上季度", "环比"), ("上年数据", "同比")):
        head = ("指标名称", "计量单位", "数量", *beside)
        with open_source(EVERYTHING) as source:
            content = sheet(("死亡人数", "人", 12, 11, "9%"), title=TITLE, head=head)
            draft = returning.check(content, "部表.xlsx", source, area=YI)
        assert draft.findings == []
        assert [(row.area, row.indicator, row.value) for row in draft.observations] == [(YI, "deaths_persons", 120_000)]
