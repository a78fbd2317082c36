"""Slides, document and workbook say what the screen says: read back with the libraries that others open them with."""

import io
import re
import zipfile
from datetime import datetime
from fractions import Fraction

import openpyxl
import pytest
from docx import Document
from pptx import Presentation

from data_access.errors import InputError
from metrics.errors import UnknownIndicator
from metrics.rebuild import exhibit_of
from metrics.results import Exhibit, Number, Span, View
from pages.exports import WRITERS, book, write
from pages.exports.pack import packed

MADE = datetime(2025, 11, 3, 8, 30)
VIEW = View("990101", Span("ytd", 202510))
RATE = ("funeral.cremation_zone_rate.trend", "funeral.cremation_zone_rate.ranking", "funeral.cremation_zone_rate.heat")


def deck(content: bytes):
    return Presentation(io.BytesIO(content))


def charts(presentation) -> list:
    return [shape.chart for slide in presentation.slides for shape in slide.shapes if shape.has_chart]


def texts_of_deck(presentation) -> set[str]:
    """Titles, tables and the figures at the marks of charts."""
    found = {shape.text_frame.text for slide in presentation.slides for shape in slide.shapes if shape.has_text_frame}
    for slide in presentation.slides:
        for shape in slide.shapes:
            if shape.has_table:
                found |= {cell.text for row in shape.table.rows for cell in row.cells}
    for chart in charts(presentation):
        for label in chart._chartSpace.iter("{http://schemas.openxmlformats.org/drawingml/2006/chart}dLbl"):
            found.add("".join(node.text or "" for node in label.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}t")))
    return found


def test_figures_at_the_marks_are_printed_as_on_the_screen(source):
    ranking = exhibit_of(source, RATE[1], VIEW)
    known = ranking.frame[ranking.frame["value"].notna()]

    assert set(known["text"]) <= texts_of_deck(deck(write(source, [ranking], ".pptx", made=MADE)))


def test_what_is_missing_is_a_word_in_the_chart_and_no_bar(source):
    (chart,) = charts(deck(write(source, [exhibit_of(source, RATE[1], VIEW)], ".pptx", made=MADE)))
    values = dict(zip(chart.plots[0].categories, chart.plots[0].series[0].values, strict=True))

    assert values["三岔乡（未报）"] is None
    assert 0 not in values.values()


def test_every_run_of_a_deck_names_a_chinese_font_and_the_language(source):
    content = write(source, [exhibit_of(source, name, VIEW) for name in RATE], ".pptx", made=MADE)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [
            archive.read(n).decode() for n in archive.namelist() if re.match(r"ppt/(slides|charts|notesSlides)/[^/]+\.xml", n)
        ]
    runs = [run for part in parts for run in re.findall(r"<a:r>.*?</a:r>", part, re.S)]

    assert len(runs) > 200
    assert [run for run in runs if 'lang="zh-CN"' not in run or "<a:ea " not in run] == []


def test_the_footer_says_where_the_figures_stand_and_the_notes_what_they_count(source):
    slide = deck(write(source, [exhibit_of(source, RATE[0], VIEW)], ".pptx", made=MADE)).slides[2]
    footer = next(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame and "校验码" in shape.text_frame.text)
    notes = slide.notes_slide.notes_text_frame.text

    assert all(
        word in footer
        for word in ("示例数据", "示例县", "2025年1—10月", "同比", "数据截至2025年10月", f"数据版本{source.version}")
    )
    assert source.indicator("cremation_zone_rate").definition in notes
    assert "来源：" in notes


@pytest.mark.parametrize("form", WRITERS)
def test_the_same_figures_give_the_same_bytes(source, form):
    first, second = (write(source, [exhibit_of(source, name, VIEW) for name in RATE], form, made=MADE) for _ in range(2))

    assert first == second


def test_other_figures_give_another_code(source):
    codes = {packed(source, [exhibit_of(source, RATE[0], View("990101", Span("ytd", month)))]).code for month in (202509, 202510)}

    assert len(codes) == 2


def test_a_total_that_is_a_plain_sum_is_a_formula_with_the_screen_s_value(source):
    exhibit = exhibit_of(source, "x.dibao_persons.ranking", VIEW)
    content = write(source, [exhibit], ".xlsx", made=MADE)
    last = len(openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]["D"])
    formula, value = (
        openpyxl.load_workbook(io.BytesIO(content), data_only=only).worksheets[0][f"D{last}"].value for only in (0, 1)
    )

    assert formula == f"=SUM(D5:D{last - 1})"
    assert value == exhibit.numbers[0].value


def test_every_total_of_a_table_is_a_formula_over_its_own_areas(source):
    """Two amounts of a table have two totals; a rate among them has none."""
    exhibit = exhibit_of(source, "subsidies.table", VIEW)
    content = write(source, [exhibit], ".xlsx", made=MADE)
    formulas, values = (openpyxl.load_workbook(io.BytesIO(content), data_only=only).worksheets[0] for only in (False, True))
    wholes = {source.indicator(one.indicator).name: one for one in exhibit.numbers if one.area == VIEW.area}
    totals = [line for line in range(5, values.max_row + 1) if str(formulas.cell(line, 4).value).startswith("=SUM(")]

    assert len(totals) > 3
    for line in totals:
        whole = wholes[values.cell(line, 2).value]
        assert values.cell(line, 1).value == source.tree.name(VIEW.area)
        assert values.cell(line, 4).value == whole.value
        assert whole.d is None


def test_a_rate_is_never_a_sum():
    half = Number("r", "1", Span("month", 202510), Fraction(50), "%", Fraction(1), Fraction(2))

    assert not book.is_plain_sum(half, [half])


def test_text_that_looks_like_a_formula_or_holds_control_characters_stays_text(source):
    title = '=HYPERLINK("x")\x07甲'
    exhibit = exhibit_of(source, RATE[0], VIEW)
    workbook = openpyxl.load_workbook(io.BytesIO(write(source, [_titled(exhibit, title)], ".xlsx", made=MADE)))
    deck(write(source, [_titled(exhibit, title)], ".pptx", made=MADE))
    Document(io.BytesIO(write(source, [_titled(exhibit, title)], ".docx", made=MADE)))
    cell = workbook.worksheets[0]["A1"]

    assert (cell.value, cell.data_type) == ('=HYPERLINK("x")甲', "s")


def test_a_very_long_title_is_cut_on_the_slide_and_whole_in_the_notes(source):
    title = "火化率" * 100
    slide = deck(write(source, [_titled(exhibit_of(source, RATE[0], VIEW), title)], ".pptx", made=MADE)).slides[2]

    assert len(slide.shapes.title.text_frame.text) == 90
    assert title in slide.notes_slide.notes_text_frame.text


def _titled(exhibit: Exhibit, title: str) -> Exhibit:
    from dataclasses import replace

    return replace(exhibit, title=title)


def test_an_area_without_figures_is_refused_before_anything_is_written(source):
    with pytest.raises(InputError, match="没有可以导出的数据"):
        write(source, [exhibit_of(source, RATE[0], View("990101", Span("ytd", 203010)))], ".pptx")


@pytest.mark.parametrize("name", ["funeral", "funeral.cremation_zone_rate.pie", "cremation_zone_rate.trend"])
def test_an_id_that_cannot_be_drawn_is_refused(source, name):
    with pytest.raises(InputError, match="不能按编号"):
        exhibit_of(source, name, VIEW)


def test_a_retired_indicator_is_named(source):
    with pytest.raises(UnknownIndicator):
        exhibit_of(source, "funeral.no_longer_there.trend", VIEW)


def test_a_closing_month_with_a_gap_is_never_called_complete(source):
    """The whole's twelve months are unknown in October, when 三岔乡 has not reported; September's were complete."""
    (entry,) = packed(source, [exhibit_of(source, RATE[2], VIEW)]).entries

    assert entry.completeness == "近12个月有未报：已上报17个，未报1个"
