"""The two bureaus whose own reports were published: what the report states and the product holds stands in our report too."""

import csv
from fractions import Fraction

import pytest

from data_access.scope import EVERYTHING
from metrics.formatting import number_text
from metrics.loading import catalogue
from metrics.papers.compose import compose, view_for
from metrics.papers.structure import structure
from metrics.source import open_source
from tests.metrics.test_stated import EXPECTED, JIUJIANG, LINWU, library  # noqa: F401 its fixture

# where the quote alone names nothing: what stands before it in the report
FULLER = {
    "f003-023": "为全区60周岁及以上低保、分散供养特困老年人购买老年人意外伤害综合保险",
    "f003-025": "完成具有本区户籍的80周岁以上(含79-80岁)老年人购买意外伤害保险",
    "f004-043": "大力拓展福彩销售渠道",
    "f004-050": "减免低保和特困人员基本火化费用",
}
REPORTS = {"f003": (JIUJIANG, 202210), "f004": (LINWU, 202412)}


@pytest.fixture(scope="module")
def papers(library):  # noqa: F811
    with open_source(EVERYTHING) as source:
        form = structure("annual")
        yield {name: compose(source, form, view_for(form, *where)) for name, where in REPORTS.items()}


def facts(name):
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["fact_id"].startswith(name)]


def expected_value(row) -> Fraction:
    return Fraction(row["value"]) * catalogue().unit(row["unit"])[1]


@pytest.mark.parametrize("name", REPORTS)
def test_every_stated_figure_stands_in_its_own_sentence(name, papers):
    """A piece of text that bears the fact's indicator with the fact's value, printed as that Number prints."""
    pieces = [piece for piece in papers[name].pieces if piece.number is not None]
    there = {(piece.number.indicator, piece.number.value) for piece in pieces}
    rows = facts(name)

    assert len(rows) > 50
    assert [row["fact_id"] for row in rows if (row["indicator_code"], expected_value(row)) not in there] == []
    assert [piece.text for piece in pieces if piece.text != number_text(piece.number)] == []


def sentences(paper):
    """Each sentence as text with the figures that it prints."""
    for block in paper.blocks:
        text, figures = "", set()
        for piece in block.pieces:
            head, stop, rest = piece.text.partition("。")
            text += head
            if piece.number is not None:
                figures.add((piece.number.indicator, piece.number.value))
            if stop:
                yield text, figures
                text, figures = rest, set()
        yield text, figures


def words(text: str) -> set[str]:
    """Pairs of Chinese letters."""
    return {text[at : at + 2] for at in range(len(text) - 1) if all("一" <= letter <= "鿿" for letter in text[at : at + 2])}


@pytest.mark.parametrize("name", REPORTS)
def test_the_sentence_speaks_of_what_the_report_s_own_words_speak_of(name, papers):
    """So that no figure stands in the sentence of another: the quote and our sentence have words in common."""
    ours = list(sentences(papers[name]))
    strange = []
    for row in facts(name):
        figure = (row["indicator_code"], expected_value(row))
        told = [text for text, figures in ours if figure in figures]
        if not any(words(text) & words(FULLER.get(row["fact_id"], row["quote"])) for text in told):
            strange.append((row["fact_id"], row["quote"], told))

    assert not strange, "\n".join(map(str, strange))
