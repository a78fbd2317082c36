"""Whatever a file prints is what the screen prints: random exhibits, read back with the libraries that others open them with."""

import io
import random
import re
import zipfile
from dataclasses import dataclass

import openpyxl
import pytest
from docx import Document
from lxml import etree
from pptx import Presentation

from data_access.errors import CockpitError
from metrics.formatting import number_text, reported_text, span_text
from metrics.rebuild import BUILDERS, exhibit_of
from metrics.results import Exhibit, Span, View
from metrics.stories import STORIES
from pages.exports import WRITERS, written
from pages.exports.chart_plans import BASE, plan
from pages.exports.pack import Pack, packed
from tests.exports.test_pack import MADE
from tests.sizes import scaled

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
CHART, DRAWING = (
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}",
    "{http://schemas.openxmlformats.org/drawingml/2006/main}",
)


@dataclass
class Case:
    exhibit: Exhibit
    pack: Pack


def random_cases(source, count: int):
    """Indicator or story, area, span and filter drawn by chance, where something is known."""
    dice = random.Random(20251103)
    codes = [one.id for one in source.catalogue.indicators.values() if one.tier == "core"]
    areas = ["990101", "990101", *(row.code for row in source.tree.children("990101"))]
    names = [*STORIES, "funeral.table", "overview.cards", "elderly_care.cards", "township.table", "coverage.table"]
    found = 0
    while found < count:
        ranked = dice.random() < 0.75
        name = f"explore.{dice.choice(codes)}.{dice.choice(list(BUILDERS))}" if ranked else dice.choice(names)
        span = Span(dice.choice(("month", "quarter", "half", "ytd")), dice.choice((202410, 202506, 202509, 202510)))
        compare, choice = dice.choice(("yoy", "prev", "none")), dice.choice(("", "", "all.off", "villages."))
        view = View(dice.choice(areas), span, compare, exhibit=choice)
        try:
            exhibit = exhibit_of(source, name, view)
            pack = packed(source, [exhibit])
        except CockpitError:
            continue
        if exhibit.has_figures:
            found += 1
            yield Case(exhibit, pack)


def said_on_screen(source, case: Case) -> str:
    """Everything that the screen prints of the exhibit, its inspector and its frame."""
    exhibit, (entry,) = case.exhibit, case.pack.entries
    words = [exhibit.title, exhibit.finding, *exhibit.notes, case.pack.footer, case.pack.title, case.pack.when]
    words += [entry.story, entry.completeness, *entry.definitions, *entry.sources, *entry.grid.heads]
    words += [str(cell) for row in exhibit.frame.itertuples(index=False) for cell in row if isinstance(cell, str)]
    words += [word for label, _ in exhibit.options.get("references", ()) for word in [label]]
    words += [str(exhibit.options.get("target_text", ""))]
    for number in exhibit.numbers:
        one = source.indicator(number.indicator)
        words += [
            number_text(number),
            number_text(number, dense=True),
            reported_text(number),
            span_text(number.span),
            number.reason,
        ]
        words += [one.name, one.label, source.tree.name(number.area), f"{number.reporting}/{number.expected}"]
    return "\n".join(words)


def strangers(text: str, screen: str, allowed: set[str] = frozenset()) -> set[str]:
    """Numbers that are printed in a file and not on the screen; months and the places of lists are no figures."""
    known = set(NUMBER.findall(screen)) | allowed | {str(number) for number in range(1, 61)}
    return set(NUMBER.findall(text)) - known


def words_of_deck(deck) -> str:
    found = []
    for slide in deck.slides:
        for element in slide._element.iter(f"{DRAWING}t"):
            found.append(element.text or "")
        for shape in slide.shapes:
            if shape.has_chart:
                found += [node.text or "" for node in shape.chart._chartSpace.iter(f"{DRAWING}t")]
    return "\n".join(found)


def labels_of(root) -> dict[tuple[str, int], str]:
    """Series and place of the category → the figure that is written there."""
    found = {}
    for series in root.iter(f"{CHART}ser"):
        for label in series.iter(f"{CHART}dLbl"):
            words = "".join(node.text or "" for node in label.iter(f"{DRAWING}t"))
            found[_name(series), int(label.find(f"{CHART}idx").get("val"))] = words
    return found


def _name(series) -> str:
    return next(series.find(f"{CHART}tx").iter(f"{CHART}v")).text


def check_chart(case: Case, root, book: bytes) -> None:
    """What is drawn, what the embedded workbook holds and what is written at the marks is the plan's, pair by pair."""
    asked = plan(case.exhibit)
    head, *rows = openpyxl.load_workbook(io.BytesIO(book)).active.iter_rows(values_only=True)
    assert [str(name) for name in head[1:]] == [series.name for series in asked.series]
    assert [str(row[0]) for row in rows] == list(asked.categories)
    drawn = {}
    for series in root.iter(f"{CHART}ser"):
        points = {int(one.get("idx")): float(one.find(f"{CHART}v").text) for one in series.find(f"{CHART}val").iter(f"{CHART}pt")}
        drawn[_name(series)] = [points.get(place) for place in range(len(asked.categories))]
    labels = labels_of(root)
    for column, series in enumerate(asked.series, start=1):
        assert _same([row[column] for row in rows], series.values), series.name  # a workbook keeps sixteen digits
        assert drawn[series.name] == list(series.values), series.name
        for place, text in enumerate(series.texts):
            assert labels.get((series.name, place), "").replace("\n", "").replace("\v", "") == text


def _same(found, asked) -> bool:
    pairs = list(zip(found, asked, strict=True))
    return all(one == other or (one is not None and one == pytest.approx(other, rel=1e-14)) for one, other in pairs)


def check_values(case: Case) -> None:
    """The plan's own values are the frame's, each beside its own text; only a waterfall's base is reckoned."""
    frame = case.exhibit.frame
    extra = [value for _, value in case.exhibit.options.get("references", ())] + [case.exhibit.options.get("target")]
    known = {*frame["value"].dropna(), *(frame["pace"].dropna() if "pace" in frame else ()), *filter(None, extra)}
    known |= {abs(value) for value in known} if case.exhibit.kind == "waterfall" else set()
    texts = {(row.value, str(row.text)) for row in frame.itertuples(index=False)}
    for series in plan(case.exhibit).series:
        if series.name == BASE:
            continue
        assert {value for value in series.values if value is not None} <= known, series.name
        for value, text in zip(series.values, series.texts, strict=True):
            assert not text or any(value == other and str(word).partition(" ")[0] in text for other, word in texts), text


def check_deck(source, case: Case, content: bytes) -> None:
    deck = Presentation(io.BytesIO(content))
    charts = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    words = words_of_deck(deck)
    assert strangers(words, said_on_screen(source, case)) == set()
    if plan(case.exhibit):
        (chart,) = charts
        check_values(case)
        check_chart(case, chart._chartSpace, chart.part.chart_workbook.xlsx_part.blob)
    elif case.exhibit.kind != "tiles":
        assert [text for row in case.pack.entries[0].grid.rows for text in row if text and text not in words] == []


def check_paper(source, case: Case, content: bytes) -> None:
    paper = Document(io.BytesIO(content))
    cells = {cell.text for table in paper.tables for row in table.rows for cell in row.cells}
    assert {text for row in case.pack.entries[0].grid.rows for text in row} <= cells
    told = (re.sub(r"^\d+\.", "", one.text) for one in paper.paragraphs)  # the place of a definition in its list
    words = "\n".join([*cells, *told])
    assert strangers(words, said_on_screen(source, case)) == set()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        charts = [name for name in package.namelist() if name.startswith("word/charts/chart")]
        assert len(charts) == bool(plan(case.exhibit))
        for name in charts:
            book = package.read("word/embeddings/Microsoft_Excel_Sheet1.xlsx")
            check_chart(case, etree.fromstring(package.read(name)), book)


def check_workbook(source, case: Case, content: bytes) -> None:
    """Printed figures are the screen's; numbers are the exact values, totals are formulas that give them."""
    formulas, values = (openpyxl.load_workbook(io.BytesIO(content), data_only=only).worksheets[0] for only in (False, True))
    numbers = {number_text(one) + reported_text(one): one for one in case.exhibit.numbers}
    shown = 0
    for line in range(5, values.max_row + 1):
        printed, value = values.cell(line, 6).value, values.cell(line, 4).value
        if printed is None or not case.exhibit.numbers:
            continue
        shown += 1
        assert printed in numbers, printed
        formula = str(formulas.cell(line, 4).value)
        if formula.startswith("=SUM("):
            first, last = (int(one) for one in re.findall(r"D(\d+)", formula))
            assert last == line - 1
            above = [values.cell(each, 4).value for each in range(first, line)]
            assert sum(one for one in above if one is not None) == pytest.approx(value)
    assert shown == len(set(case.exhibit.numbers)) or not case.exhibit.numbers
    for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f" or str(cell.value).startswith("=SUM(D"), cell.value


def check_package(content: bytes) -> None:
    """Every part is well-formed, named once, declared in the list of types, and every relation leads to a part."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        assert len(names) == len(set(names))
        types = etree.fromstring(package.read("[Content_Types].xml"))
        declared = {one.get("PartName") for one in types if one.get("PartName")}
        by_ending = {one.get("Extension") for one in types if one.get("Extension")}
        for name in names:
            if name.endswith((".xml", ".rels")):
                root = etree.fromstring(package.read(name))
                ids = [one.get("id") for one in root.iter("{*}cNvPr", "{*}docPr")]
                assert len(ids) == len(set(ids)), name
            assert f"/{name}" in declared or name.rpartition(".")[2] in by_ending, name
            if name.endswith(".rels"):
                folder = name.partition("_rels/")[0]
                for one in etree.fromstring(package.read(name)):
                    target = one.get("Target")
                    path = target.lstrip("/") if target.startswith("/") else _joined(folder, target)
                    assert path in names, (name, target)


def _joined(folder: str, target: str) -> str:
    parts = folder.strip("/").split("/") if folder.strip("/") else []
    for part in target.split("/"):
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts)


def test_every_number_of_every_file_is_the_screen_s(source):
    kinds = set()
    for case in random_cases(source, scaled(100, least=6)):
        kinds.add(case.exhibit.kind)
        files = {form: written(source, case.pack, form, MADE) for form in WRITERS}
        check_deck(source, case, files[".pptx"])
        check_paper(source, case, files[".docx"])
        check_workbook(source, case, files[".xlsx"])
        for form in (".pptx", ".docx", ".xlsx"):
            check_package(files[form])
        assert files[".pdf"].startswith(b"%PDF")
    assert len(kinds) >= 3


def test_the_test_finds_a_number_that_the_screen_does_not_print():
    assert strangers("低保13,361人，97.2%", "低保13,360人，97.2%") == {"13,361"}
