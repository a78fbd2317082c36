"""Decks on a bureau's own template: placeholders by name, its look kept, and a clear message for what cannot be used."""

import io
import zipfile
from datetime import datetime

import pytest
from docx import Document
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.util import Inches

import manage
from data_access.errors import InputError
from data_access.scope import EVERYTHING
from metrics.rebuild import exhibit_of
from metrics.results import Span, View
from metrics.source import open_source
from pages.exports import slide_template, slides, written
from pages.exports.pack import packed
from pages.exports.slide_template import CHART, FINDING, FOOT, NAMES, built_in, opened

MADE = datetime(2025, 11, 3, 9)
VIEW = View("990101", Span("ytd", 202510))
EXHIBITS = ("funeral.cremation_zone_rate.trend", "funeral.cremation_zone_rate.heat")
PAPER = RGBColor(0xF4, 0xEE, 0xE0)


@pytest.fixture(scope="module")
def source(demo_dir):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COCKPIT_DATA_DIR", str(demo_dir))
        with open_source(EVERYTHING) as found:
            yield found


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Templates are kept in a folder of their own."""
    monkeypatch.setattr(slide_template.settings, "data_dir", lambda: tmp_path)
    return tmp_path


def changed(work) -> bytes:
    """The built-in template after `work(deck)`."""
    deck = Presentation(io.BytesIO(built_in()))
    work(deck)
    content = io.BytesIO()
    deck.save(content)
    return content.getvalue()


def own(deck) -> None:
    """4:3, on tinted paper, the chart lower, with a sample slide in it."""
    deck.slide_width = Inches(10)
    for layout in deck.slide_layouts:
        layout.background.fill.solid()
        layout.background.fill.fore_color.rgb = PAPER
        for spot in layout.placeholders:
            spot.left, spot.width = Inches(0.5), Inches(9)
    next(spot for spot in layout_of(deck, FINDING).placeholders if spot.name == CHART).top = Inches(1.5)
    deck.slides.add_slide(deck.slide_layouts[0]).shapes.title.text = "样张"


def layout_of(deck, name: str):
    return next(layout for layout in deck.slide_layouts if layout.name == name)


def rename(layout: str, spot: str, name: str):
    def work(deck) -> None:
        next(one for one in layout_of(deck, layout).placeholders if one.name == spot).name = name

    return work


@pytest.fixture(scope="module")
def pack(source):
    return packed(source, [exhibit_of(source, name, VIEW) for name in EXHIBITS], "汇报")


def built(pack, template: bytes | None):
    return Presentation(io.BytesIO(slides.pptx(pack, MADE, template)))


@pytest.fixture(scope="module")
def mine(pack):
    return built(pack, changed(own))


def texts(deck) -> list[list[str]]:
    return [sorted(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame) for slide in deck.slides]


def test_the_built_in_template_bears_the_names_that_are_asked_for():
    deck = Presentation(io.BytesIO(built_in()))

    assert {layout.name: tuple(spot.name for spot in layout.placeholders) for layout in deck.slide_layouts} == NAMES
    assert len(deck.slides) == 0


def test_the_own_template_gives_the_same_words_and_charts_in_its_own_look(pack, mine):
    plain = built(pack, None)
    chart = next(shape for slide in mine.slides for shape in slide.shapes if shape.has_chart)
    table = next(shape for slide in mine.slides for shape in slide.shapes if shape.has_table)

    assert texts(mine) == texts(plain) and "样张" not in str(texts(mine))
    assert mine.slide_width == Inches(10)
    assert (chart.left, chart.top, chart.width) == (Inches(0.5), Inches(1.5), Inches(9))
    assert table.left == Inches(0.5) and sum(column.width for column in table.table.columns) <= Inches(9)
    assert mine.slides[2].slide_layout.background.fill.fore_color.rgb == PAPER
    assert all(any("校验码" in text for text in slide) for slide in texts(mine))


def test_no_placeholder_is_left_to_click_into(mine):
    for slide in mine.slides:
        assert [shape.name for shape in slide.placeholders if not shape.text_frame.text] == []


def test_a_typeface_of_the_own_theme_is_kept(pack):
    def work(deck) -> None:
        part = next(rel.target_part for rel in deck.slide_master.part.rels.values() if rel.reltype.endswith("/theme"))
        head, rest = part.blob.split(b"<a:minorFont>", 1)
        part._blob = head + b"<a:minorFont>" + rest.replace(b'<a:ea typeface=""/>', '<a:ea typeface="华文中宋"/>'.encode(), 1)

    faces = {one.get("typeface") for slide in built(pack, changed(work)).slides for one in slide._element.iter(qn("a:ea"))}
    assert faces == {"华文中宋"}


def test_the_same_template_gives_the_same_bytes(pack):
    template = changed(own)

    assert slides.pptx(pack, MADE, template) == slides.pptx(pack, MADE, template)


def with_macro() -> bytes:
    content = io.BytesIO(built_in())
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("ppt/vbaProject.bin", b"x")
    return content.getvalue()


def without_a_part() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(built_in())) as old, zipfile.ZipFile(content, "w") as new:
        for name in old.namelist():
            if "slideMaster1.xml" not in name:
                new.writestr(name, old.read(name))
    return content.getvalue()


def a_document() -> bytes:
    content = io.BytesIO()
    Document().save(content)
    return content.getvalue()


def small(deck) -> None:
    next(spot for spot in layout_of(deck, FINDING).placeholders if spot.name == CHART).width = Inches(3)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "已损坏"),
        (b"no archive at all", "已损坏"),
        (built_in()[:5000], "已损坏"),
        (without_a_part(), "已损坏"),
        (a_document(), "不是演示文稿"),
        (with_macro(), "模板里有宏"),
        (b"x" * (slide_template.LARGEST + 1), "超过10MB"),
    ],
)
def test_what_cannot_be_used_is_said_and_what_to_do(content, words):
    with pytest.raises(InputError) as caught:
        opened(content)

    assert words in caught.value.what and "上传" in caught.value.remedy


@pytest.mark.parametrize(
    ("work", "problem"),
    [
        (rename(FINDING, FOOT, "Footer"), "版式“图表”里没有名为“页脚”的占位符。"),
        (lambda deck: layout_of(deck, FINDING)._element.cSld.set("name", "Chart"), "没有名为“图表”的版式。"),
        (small, "版式“图表”里的“图表区”太小，宽至少10.2厘米、高至少6.4厘米。"),
    ],
)
def test_each_missing_name_is_listed(work, problem):
    with pytest.raises(InputError) as caught:
        opened(changed(work))

    assert caught.value.problems == (problem,) and "slide-template" in caught.value.remedy


def test_an_archive_that_would_fill_the_memory_is_refused(monkeypatch):
    monkeypatch.setattr(slide_template, "LARGEST_OPENED", 1000)
    with pytest.raises(InputError, match="展开后过大"):
        opened(built_in())


# -- kept and by command -------------------------------------------------------------------------------------------------


def test_the_kept_template_serves_every_deck_until_it_is_taken_back(source, pack):
    def width() -> int:
        return Presentation(io.BytesIO(written(source, pack, ".pptx", MADE))).slide_width

    slide_template.keep(changed(own), EVERYTHING)
    assert width() == Inches(10)

    slide_template.forget(EVERYTHING)
    slide_template.forget(EVERYTHING)
    assert width() == slide_template.WIDTH


def test_a_wrong_template_is_not_kept_and_leaves_the_former_one():
    slide_template.keep(changed(own), EVERYTHING)
    with pytest.raises(InputError):
        slide_template.keep(b"no archive", EVERYTHING)

    assert opened(slide_template.kept()).width == Inches(10)


def test_from_the_command_line(folder, capsys):
    file = folder / "a.pptx"
    assert manage.main(["slide-template", str(file)]) == 0
    assert manage.main(["slide-template", str(file), "--use"]) == 0 and slide_template.kept() is not None
    assert manage.main(["slide-template", "--reset"]) == 0 and slide_template.kept() is None
    assert "已恢复自带的模板" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["slide-template"], "没有写文件名"),
        (["slide-template", "nowhere.pptx", "--use"], "打不开模板文件"),
        (
            ["export", "a.docx", "--exhibits", EXHIBITS[0], "--area", "990101", "--to", "2025-10", "--template", "x"],
            "只用于 .pptx",
        ),
        (
            ["export", "a.pptx", "--exhibits", EXHIBITS[0], "--area", "990101", "--to", "2025-10", "--template", "x"],
            "打不开模板文件",
        ),
    ],
)
def test_wrong_input_is_answered_in_one_sentence(arguments, words, folder, capsys, monkeypatch):
    monkeypatch.chdir(folder)

    assert manage.main(arguments) == 2
    assert words in capsys.readouterr().err
