"""What a clerk does not see in a workbook, or what lies outside it, is said: read, but never in silence."""

import io

import openpyxl
import pytest

from data_access.importing import grids
from data_access.scope import EVERYTHING
from data_access.specs import SCALE
from metrics import returning
from metrics.source import open_source
from tests.metrics.conftest import JIA, YI
from tests.returning.test_hostile_files import repacked


def book(edit) -> bytes:
    made = openpyxl.Workbook()
    for row in (("2025年3月报表",), ("乡镇", "死亡人数"), ("甲镇", 3), ("乙乡", 4)):
        made.active.append(row)
    edit(made)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def hide_row(made) -> None:
    made.active.row_dimensions[4].hidden = True


def hide_sheet(made) -> None:
    other = made.copy_worksheet(made.active)
    other.title, other.sheet_state = "旧表", "hidden"
    other["A1"], other["B3"], other["B4"] = "2025年2月报表", 5, 6


def linked(content: bytes) -> bytes:
    return repacked(content, "xl/externalLinks/externalLink1.xml", lambda _: b"<externalLink/>")


@pytest.mark.parametrize(
    ("content", "words", "count"),
    [
        (book(hide_row), "这一行是隐藏的，其中的数也读入了", 2),
        (book(hide_sheet), "这张工作表是隐藏的，其中的数也读入了", 4),
        (linked(book(lambda made: None)), "引用了别的工作簿", 2),
    ],
    ids=["row", "sheet", "link"],
)
def test_what_is_not_seen_is_read_with_a_warning_that_needs_a_reason(county, monkeypatch, content, words, count):
    monkeypatch.setattr(returning, "read_file", grids.read)
    with open_source(EVERYTHING) as source:
        draft = returning.check(content, "报表.xlsx", source)

    assert draft.errors == [] and len(draft.observations) == count
    assert [one.reason for one in draft.warnings if words in one.reason]
    march = {row.area: row.value for row in draft.observations if row.last == 202503}
    assert march == {JIA: 3 * SCALE, YI: 4 * SCALE}
