"""The template of a return: what is owed, last month's figures in grey, locked; and what is filled in comes back whole."""

import io

import openpyxl
import pandas as pd
import pytest

from data_access.importing.reading import mark_file
from data_access.scope import EVERYTHING
from data_access.specs import SCALE
from metrics import returning
from metrics.returning import template
from metrics.source import open_source
from pages.exports import return_form
from tests.metrics.conftest import COUNTY, DONG, JIA

MONTH = 202506


def made(unit: str, line: str) -> tuple[template.Form, bytes]:
    with open_source(EVERYTHING) as source:
        form = template.form(source, unit, MONTH, line)
    return form, return_form.workbook(form)


def filled(content: bytes, *values) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    for row, value in enumerate(values, start=return_form.FIRST_ROW):
        book.active.cell(row, return_form.VALUE, value)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(content: bytes) -> returning.Draft:
    with open_source(EVERYTHING) as source:
        return returning.check(content, "模板.xlsx", source)


def test_every_line_of_every_level_comes_back_as_it_was_filled_in(county, read_here):
    for unit in (COUNTY, JIA):
        with open_source(EVERYTHING) as source:
            lines = template.lines(source, unit, MONTH)
        assert "funeral" in lines
        for line in lines:
            form, empty = made(unit, line)
            draft = read(filled(empty, *range(1, len(form.asked) + 1)))
            with open_source(EVERYTHING) as source:
                back = [
                    (row.area, source.indicator(row.indicator).name, row.value, row.first, row.last) for row in draft.observations
                ]
            assert draft.errors == []
            assert back == [
                (one.area, one.indicator, number * SCALE, MONTH, MONTH) for number, one in enumerate(form.asked, start=1)
            ]


def test_last_month_stands_beside_and_only_figures_can_be_changed(county):
    county.report(("deaths_persons", JIA, 202505, 12))
    form, content = made(JIA, "funeral")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    row = next(row for row, one in enumerate(form.asked, return_form.FIRST_ROW) if one.indicator == "死亡人数")

    assert sheet["A1"].value == "甲镇2025年6月殡葬管理报表"
    assert [sheet.cell(row, column).value for column in range(1, 7)] == [JIA, "甲镇", "死亡人数", "人", 12, None]
    assert sheet.protection.sheet
    assert sheet.cell(row, 5).protection.locked and not sheet.cell(row, return_form.VALUE).protection.locked
    assert [one.type for one in sheet.data_validations.dataValidation] == ["decimal"]


def test_an_empty_template_is_no_return(county):
    assert [one.reason for one in read(made(JIA, "funeral")[1]).errors] == ["表里只有表头，没有一个数。"]


def test_mistakes_come_back_red_with_a_comment_and_leave_when_mended(county):
    content = filled(made(JIA, "funeral")[1], "三人", 4)
    found = read(content).findings
    notes = [(one.sheet, one.cell, one.text) for one in found]
    red = mark_file(content, "模板.xlsx", notes, "E39A6B")
    sheet = openpyxl.load_workbook(io.BytesIO(red)).active

    assert "不是数字" in sheet["F4"].comment.text
    assert sheet["F4"].fill.fgColor.rgb.endswith("E39A6B")
    assert sheet["F4"].value == "三人" and sheet["F5"].value == 4
    assert sheet["F5"].comment is None and sheet.protection.sheet

    clean = openpyxl.load_workbook(io.BytesIO(mark_file(red, "模板.xlsx", [], "E39A6B"))).active
    assert clean["F4"].comment is None and clean["F4"].fill.fill_type is None
    assert clean["C4"].comment is not None  # the definition stays


def test_a_merged_cell_is_marked_at_its_beginning_and_an_unknown_sheet_is_left(county):
    book = openpyxl.Workbook()
    book.active.merge_cells("A1:C2")
    stream = io.BytesIO()
    book.save(stream)
    notes = [("Sheet", "B2", "错误"), ("别的", "A1", "错误")]
    sheet = openpyxl.load_workbook(io.BytesIO(mark_file(stream.getvalue(), "a.xlsx", notes, "E39A6B"))).active

    assert sheet["A1"].comment.text == "错误"


def test_what_cannot_be_marked_says_so(county):
    from data_access.errors import InputError

    with pytest.raises(InputError, match="损坏"):
        mark_file(b"PK\x03\x04 broken", "a.xlsx", [("Sheet", "A1", "x")], "E39A6B")


def test_quarterly_and_yearly_figures_are_asked_for_where_they_fall_due(county):
    """A quarterly one in June with March's figure beside it, a yearly one in December with last year's."""
    with open_source(EVERYTHING) as source:
        core = [one for one in source.catalogue.stored() if one.tier == "core" and one.duty]
        quarterly = next(one for one in core if one.kind == "flow" and one.rhythm == "quarter" and one.duty == "elderly")
        yearly = next(one for one in core if one.is_yearly and not one.due_months and one.duty == "denominators")
    county.report((quarterly.id, JIA, 202503, 300), (yearly.id, DONG, 2024, 57))

    def asked(unit: str, month: int, line: str) -> dict:
        with open_source(EVERYTHING) as source:
            return {(one.area, one.indicator): one.before for one in template.form(source, unit, month, line).asked}

    assert asked(JIA, 202506, quarterly.line)[JIA, quarterly.name] == 300
    assert (JIA, quarterly.name) not in asked(JIA, 202505, quarterly.line)
    assert asked(JIA, 202512, yearly.line)[DONG, yearly.name] == 57
    assert (DONG, yearly.name) not in asked(JIA, 202511, yearly.line)


def test_the_year_s_last_template_comes_back_whole(county):
    with open_source(EVERYTHING) as source:
        yearly = {one.name for one in source.catalogue.stored() if one.is_yearly}
        forms = [template.form(source, COUNTY, 202512, line) for line in template.lines(source, COUNTY, 202512)]
        form = next(form for form in forms if any(one.indicator in yearly for one in form.asked))
    draft = read(filled(return_form.workbook(form), *range(1, len(form.asked) + 1)))

    assert draft.errors == [] and len(draft.observations) == len(form.asked)
    returning.commit(draft, "local", "试")
    one = next((number, asked) for number, asked in enumerate(form.asked, start=1) if asked.indicator in yearly)
    with open_source(EVERYTHING) as source:
        code = next(each.id for each in source.catalogue.stored() if each.name == one[1].indicator)
    assert county.value(code, one[1].area, "year", 202512) == one[0]


@pytest.mark.parametrize("kind", ["csv", "parquet", "xlsx"])
def test_the_empty_list_is_filled_and_read_back(county, kind):
    rows = [
        (JIA, "甲镇", "死亡人数", "", "2025-03", 12, "", ""),
        (JIA, "甲镇", "遗体火化数", "2025-01", "2025-03", 30, "具", "累计"),
    ]
    empty = return_form.long_table(kind)
    if kind == "csv":
        content = empty + "".join(",".join(map(str, row)) + "\r\n" for row in rows).encode()
    elif kind == "parquet":
        heads = list(pd.read_parquet(io.BytesIO(empty)).columns)
        stream = io.BytesIO()
        pd.DataFrame(rows, columns=heads).to_parquet(stream, index=False)
        content = stream.getvalue()
    else:
        book = openpyxl.load_workbook(io.BytesIO(empty))
        for row in rows:
            book.active.append(row)
        stream = io.BytesIO()
        book.save(stream)
        content = stream.getvalue()
    with open_source(EVERYTHING) as source:
        nothing = returning.check(empty, f"空.{kind}", source)
        draft = returning.check(content, f"长表.{kind}", source)

    assert [one.reason for one in nothing.errors] == ["表里只有表头，没有一个数。"]
    assert draft.errors == []
    assert [(row.area, row.indicator, row.value, row.first, row.last) for row in draft.observations] == [
        (JIA, "deaths_persons", 12 * SCALE, 202503, 202503),
        (JIA, "cremations_count", 30 * SCALE, 202501, 202503),
    ]
