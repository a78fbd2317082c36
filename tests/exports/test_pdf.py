"""The PDF is read back as a reader's program sees it: text that can be selected, no picture, the same letters as on the screen."""

import io
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from pypdf import PdfReader

from metrics.rebuild import exhibit_of
from metrics.results import Span, View
from metrics.township_profile import profile
from pages.charts import BUILDERS
from pages.exports import paper, township_page, write
from pages.exports.grids import Grid
from pages.exports.lettering import GETA, printable, runs, width_of, wrapped
from pages.exports.vector import Picture
from tests.charts import test_outlines, test_progress, test_tiles, test_waterfall
from tests.charts.samples import EVERY, exhibit
from tests.exports.test_pack import MADE, RATE, VIEW, _titled

SAMPLES = [
    *EVERY, test_waterfall.rates(), test_waterfall.amounts(), exhibit("progress", test_progress.ROWS),
    exhibit("tiles", test_tiles.ROWS, direction="higher_better"),
    exhibit("outlines", test_tiles.ROWS, direction="higher_better", shapes=test_outlines.SHAPES),
]  # fmt: skip


def pages_of(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def words_of(content: bytes) -> str:
    """All text without line ends and blanks: a long title or remark is broken where the line is full."""
    return re.sub(r"\s", "", "".join(pages_of(content)))


@pytest.fixture
def content(source):
    return write(source, [exhibit_of(source, name, VIEW) for name in RATE], ".pdf", made=MADE)


def test_every_figure_title_and_definition_is_text(source, content):
    text = words_of(content)
    for name in RATE:
        shown = exhibit_of(source, name, VIEW)
        figures = shown.frame["text"].str.partition(" ")[0] if shown.kind == "heat" else shown.frame["text"]
        assert re.sub(r"\s", "", shown.title) in text
        assert [figure for figure in figures if re.sub(r"\s", "", figure) not in text] == []
    assert re.sub(r"\s", "", source.indicator("cremation_zone_rate").definition) in text


def test_each_page_says_where_its_figures_stand_and_which_page_it_is(source, content):
    found = pages_of(content)
    for place, text in enumerate(found, start=1):
        assert all(word in text for word in ("示例数据", "示例县", f"数据版本{source.version}", "校验码")), place
        assert f"第{place}页" in text
        assert f"共{len(found)}页" in text


def test_there_is_no_picture_and_only_the_bundled_font_is_used_and_inside(content):
    """A page that asked for another font would look different, or empty, on another machine."""
    fonts = set()
    for page in PdfReader(io.BytesIO(content)).pages:
        resources = page["/Resources"]
        assert not resources.get("/XObject")
        for font in resources["/Font"].values():
            fonts.add(font.get_object()["/BaseFont"])
            assert "/FontFile2" in font["/FontDescriptor"]
            assert "/ToUnicode" in font
    assert fonts
    assert all("NotoSansCJKsc" in name for name in fonts)


def test_a_long_table_has_its_head_on_every_page_and_no_row_alone():
    rows = tuple((f"第{number}村", f"{number}人") for number in range(1, 104))
    found = pages_of(paper.bound([paper.table(Grid(("单位", "低保人数"), rows))], "甲", "乙", MADE))

    assert len(found) > 1
    assert all("低保人数" in text for text in found)
    assert sum(text.count("人\n") for text in found) >= 103
    assert len(re.findall(r"第\d+村", found[-1])) >= paper.FEWEST


def test_a_table_too_wide_for_the_page_stands_in_parts_with_the_names_again():
    heads = ("单位", *(f"指标名称{number}" for number in range(40)))
    grid = Grid(heads, (("城关镇", *(f"{number}00万元" for number in range(40))),), total=False)
    parts = paper.parts(grid)

    assert len(parts) > 1
    assert {part.heads[0] for part in parts} == {"单位"}
    assert [head for part in parts for head in part.heads[1:]] == list(heads[1:])
    assert [text for part in parts for text in part.rows[0][1:]] == list(grid.rows[0][1:])
    for part in parts:
        paper.table(part).wrap(paper.INNER, 800)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: one.id)
def test_every_kind_of_chart_is_drawn_with_all_its_words(sample):
    """What the screen writes at its marks, axes and edges is text in the PDF; a kind that could not be drawn would raise."""
    picture = Picture(sample)
    text = words_of(paper.bound([picture], "甲", "乙", MADE))
    said = [note["text"] for note in picture.layout.get("annotations", ())]
    for trace in picture.data:
        if trace["type"] == "bar" and trace.get("textposition") != "none":
            said += trace.get("text", [])
        elif trace.get("mode") == "text":
            said += trace["text"]
    for axis in picture.axes.values():
        said += axis.get("ticktext", [])
    lines = ["".join(run.text for run in line) for one in said for line in runs(one, "#000000")]
    assert [line for line in lines if re.sub(r"\s", "", line) not in text] == []


def test_the_samples_cover_every_kind():
    assert {sample.kind for sample in SAMPLES} == set(BUILDERS)


def test_no_line_begins_with_a_comma_and_no_number_is_torn():
    text = "截至2025年10月底，城乡低保人数13,360人（上报17/18），同比下降0.6%（按两期均已上报的17个单位计算）。" * 3
    for width in range(60, 200, 7):
        lines = wrapped(text, width, 10.5)
        assert "".join(lines) == text
        assert not any(line[0] in "，。）、%" for line in lines)
        assert not any(line[-1] == "（" for line in lines)
        assert not any(one[-1].isdigit() and other[0] in "0123456789,." for one, other in pairwise(lines))
        assert all(width_of(line, 10.5) <= width for line in lines)


def test_a_letter_that_the_font_lacks_is_marked_and_named(source):
    shown = _titled(exhibit_of(source, RATE[0], VIEW), "𠮷祥镇火化率")
    text = words_of(write(source, [shown], ".pdf", made=MADE))

    assert f"{GETA}祥镇火化率" in text
    assert "U+20BB7" in text
    assert printable("火化率97.2%▲●") == "火化率97.2%▲●"


def test_a_very_long_title_is_whole(source):
    title = "火化率上升" * 40
    assert title in words_of(write(source, [_titled(exhibit_of(source, RATE[0], VIEW), title)], ".pdf", made=MADE))


@pytest.mark.parametrize("area", ["990101010", "990101012"])
def test_a_township_is_one_page_with_every_row(source, area):
    """Also that of 三岔乡, whose list of what is not reported is the longest."""
    view = View(area, Span("ytd", 202510))
    found = profile(source, view)
    pages = pages_of(township_page.pdf(source, view, found, MADE))

    assert len(pages) == 1
    text = re.sub(r"\s", "", pages[0])
    assert "示例数据2025年1—10月" in text
    assert [row.indicator.label for row in found.rows if re.sub(r"\s", "", row.indicator.label) not in text] == []


def test_a_name_is_never_markup(source):
    name = "<b>枫林</b>&amp;"
    rows = source.tree.rows | {"990101010": replace(source.tree["990101010"], name=name)}
    other = replace(source, tree=replace(source.tree, rows=rows))
    view = View("990101010", Span("ytd", 202510))

    assert name in words_of(township_page.pdf(other, view, profile(other, view), MADE))


def test_two_files_at_once_do_not_mix_their_letters(source):
    """Two readers press the button in the same moment; each file keeps its own set of letters."""
    from concurrent.futures import ThreadPoolExecutor

    grids = [Grid(("单位", "数值"), tuple((chr(0x4E00 + start + row), f"{row}人") for row in range(60))) for start in (0, 900)]

    def made(grid: Grid) -> bytes:
        return paper.bound([paper.table(grid)], "甲", "乙", MADE)

    alone = [made(grid) for grid in grids]
    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(made, grids * 4))
    assert together == alone * 4
