"""A deck's template: three layouts with placeholders by name, the bureau's own or the built-in one.

A layout and its placeholders are found by the names that PowerPoint and WPS show in the slide master's selection pane.
Whatever else a template holds (logo, background, typefaces, colours) stays as the bureau made it.
"""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide, SlideLayout
from pptx.util import Emu, Inches, Pt

from data_access import settings
from data_access.errors import InputError
from data_access.scope import Scope
from pages.charts.theme import LIGHT
from pages.exports.letters import SANS

COVER, AGENDA, FINDING = "封面", "目录", "图表"
TITLE, UNDER, LIST, CHART, NOTE, FOOT = "标题", "副标题", "条目", "图表区", "说明", "页脚"
NAMES = {COVER: (TITLE, UNDER, FOOT), AGENDA: (TITLE, LIST, FOOT), FINDING: (TITLE, CHART, NOTE, FOOT)}
LARGEST, LARGEST_OPENED, MOST_MEMBERS = 10 * 1024 * 1024, 200 * 1024 * 1024, 5000
LEAST = (Inches(4), Inches(2.5))  # of the chart's placeholder: what is smaller cannot be read from the back
SMALLEST = 9  # points
HOW = "可用 slide-template 命令或“下载自带模板”取得一份样板，在幻灯片母版里照样命名后再上传。"

Box = tuple[int, int, int, int]  # left, top, width, height in EMU


@dataclass(frozen=True)
class Template:
    """deck: without slides. face: the typeface of Chinese letters."""

    deck: Deck
    layouts: Mapping[str, SlideLayout]
    face: str

    @property
    def width(self) -> int:
        return self.deck.slide_width

    def slide(self, name: str, texts: Mapping[str, str]) -> Slide:
        """A slide of that layout with its placeholders filled; what has no text is taken away."""
        layout = self.layouts[name]
        slide = self.deck.slides.add_slide(layout)
        there = {shape.placeholder_format.idx: shape for shape in slide.placeholders}
        for spot in layout.placeholders:
            number, text = spot.placeholder_format.idx, texts.get(spot.name, "")
            if text and number not in there:  # a footer is not copied by itself
                slide.shapes.clone_placeholder(spot)
                there |= {shape.placeholder_format.idx: shape for shape in slide.placeholders}
            if text:
                _fill(there[number].text_frame, text, _fitting(text, box_of(spot), _points(spot)))
            elif number in there:
                there[number]._element.getparent().remove(there[number]._element)
        return slide

    def box(self, layout: str, name: str) -> Box:
        return box_of(next(spot for spot in self.layouts[layout].placeholders if spot.name == name))


def box_of(spot) -> Box:
    return spot.left, spot.top, spot.width, spot.height


def _fill(frame, text: str, size: float | None) -> None:
    frame.text = text
    frame.word_wrap = True
    if size is not None:
        for paragraph in frame.paragraphs:
            for run in paragraph.runs:
                run.font.size = Pt(size)


def _fitting(text: str, box: Box, size: float) -> float | None:
    """The size at which a text fits its box, if it is not the template's own."""
    wide, high = Emu(box[2]).pt - 15, Emu(box[3]).pt - 8
    found = size
    while found > SMALLEST and sum(math.ceil(len(line) * found / wide) or 1 for line in text.split("\n")) * found * 1.2 > high:
        found -= 1
    return None if found == size else found


def _points(spot) -> float:
    """The size of a placeholder's letters: its own, its master's, or that of the master's style."""
    master = spot.part.slide_layout.slide_master
    kind = spot.element.ph.type
    above = [shape for shape in master.placeholders if shape.element.ph.type == kind]
    style = "p:titleStyle" if spot.name == TITLE else "p:bodyStyle"
    for element in (spot._element, *(shape._element for shape in above), *master._element.iter(qn(style))):
        for level in element.iter(qn("a:lvl1pPr")):
            found = level.find(qn("a:defRPr"))
            if found is not None and found.get("sz"):
                return int(found.get("sz")) / 100
    return 18.0


# -- a bureau's own ------------------------------------------------------------------------------------------------------


def opened(content: bytes | None) -> Template:
    """A template to build on; None: the built-in one. Raises InputError that says what is wrong and how to mend it."""
    if content is None:
        return _template(_built_in())
    _check_archive(content)
    try:
        deck = Presentation(io.BytesIO(content))
    except ValueError as fault:  # another kind of Office file
        raise InputError("这个文件不是演示文稿，模板没有换。", "请在 PowerPoint 或 WPS 里另存为 .pptx 后再上传。") from fault
    except Exception as fault:  # the library meets broken parts in as many ways as there are parts
        raise _broken() from fault
    try:
        problems = tuple(_problems(deck))
        if not problems:
            _take_slides_away(deck)
            return _template(deck)
    except Exception as fault:
        raise _broken() from fault
    raise InputError(f"模板有{len(problems)}处不合要求，没有使用。", HOW, problems)


def _broken() -> InputError:
    return InputError("模板文件已损坏，打不开，没有使用。", "请在 PowerPoint 或 WPS 里打开并另存为 .pptx 后再上传。")


def _check_archive(content: bytes) -> None:
    if len(content) > LARGEST:
        raise InputError("模板文件超过10MB，没有使用。", "请压缩或删去母版里的大图片后再上传。")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except zipfile.BadZipFile as fault:
        raise _broken() from fault
    if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > LARGEST_OPENED:
        raise InputError("模板文件展开后过大，没有使用。", "请删去母版里的大图片和多余版式后再上传。")
    if any(one.filename.lower().endswith(("vbaproject.bin", ".bin.vba")) for one in members):
        raise InputError("模板里有宏，没有使用。", "请另存为不带宏的 .pptx 后再上传。")


def _problems(deck: Deck) -> Iterator[str]:
    layouts = _layouts(deck)
    for name, wanted in NAMES.items():
        if name not in layouts:
            yield f"没有名为“{name}”的版式。"
            continue
        there = {spot.name: spot for spot in layouts[name].placeholders}
        lacking = [one for one in wanted if one not in there]
        if lacking:
            yield f"版式“{name}”里没有名为“{'”“'.join(lacking)}”的占位符。"
        chart = there.get(CHART) if name == FINDING else None
        if chart is not None and (chart.width < LEAST[0] or chart.height < LEAST[1]):
            yield f"版式“{name}”里的“{CHART}”太小，宽至少10.2厘米、高至少6.4厘米。"


def _layouts(deck: Deck) -> dict[str, SlideLayout]:
    return {layout.name: layout for master in reversed(list(deck.slide_masters)) for layout in master.slide_layouts}


def _take_slides_away(deck: Deck) -> None:
    """Samples that a template came with."""
    listed = deck.slides._sldIdLst
    for one in list(listed):
        deck.part.drop_rel(one.rId)
        listed.remove(one)


def _template(deck: Deck) -> Template:
    layouts = _layouts(deck)
    theme = next(rel.target_part for rel in layouts[FINDING].slide_master.part.rels.values() if rel.reltype.endswith("/theme"))
    minor = etree.fromstring(theme.blob).find(f".//{qn('a:minorFont')}/{qn('a:ea')}")
    return Template(deck, layouts, (minor.get("typeface") if minor is not None else "") or SANS)


# -- the built-in one ----------------------------------------------------------------------------------------------------

UNUSED = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.SLIDE_NUMBER)
WIDTH, HEIGHT, EDGE = Inches(13.333), Inches(7.5), Inches(0.55)
INNER = WIDTH - 2 * EDGE
# layout of the library's own template → what it becomes: its placeholders in their order with name, box, size, shade, bold
PLAN = {
    "Title Slide": (COVER, (
        (TITLE, (EDGE, Inches(2.4), INNER, Inches(1.3)), 36, LIGHT.accent, True),
        (UNDER, (EDGE, Inches(3.8), INNER, Inches(0.6)), 22, LIGHT.ink, False),
        (FOOT, (EDGE, Inches(6.6), INNER, Inches(0.4)), 12, LIGHT.muted, False),
    )),
    "Title and Content": (AGENDA, (
        (TITLE, (EDGE, Inches(0.3), INNER, Inches(0.95)), 26, LIGHT.ink, True),
        (LIST, (EDGE, Inches(1.4), INNER, Inches(5.4)), 18, LIGHT.ink, False),
        (FOOT, (EDGE, Inches(7.06), INNER, Inches(0.3)), 10, LIGHT.muted, False),
    )),
    "Two Content": (FINDING, (
        (TITLE, (EDGE, Inches(0.3), INNER, Inches(0.95)), 26, LIGHT.ink, True),
        (CHART, (EDGE, Inches(1.3), INNER, Inches(5.35)), 18, LIGHT.ink, False),
        (NOTE, (EDGE, Inches(6.72), INNER, Inches(0.3)), 11, LIGHT.muted, False),
        (FOOT, (EDGE, Inches(7.06), INNER, Inches(0.3)), 10, LIGHT.muted, False),
    )),
}  # fmt: skip


def built_in() -> bytes:
    """The built-in template as a file to start from."""
    content = io.BytesIO()
    _built_in().save(content)
    return content.getvalue()


def _built_in() -> Deck:
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    for layout in list(deck.slide_layouts):
        if layout.name not in PLAN:
            deck.slide_layouts.remove(layout)
            continue
        name, spots = PLAN[layout.name]
        layout._element.cSld.set("name", name)
        shapes = [shape for shape in layout.placeholders if shape.placeholder_format.type not in UNUSED]
        for shape in [one for one in layout.placeholders if one not in shapes]:
            shape._element.getparent().remove(shape._element)
        for shape, spot in zip(shapes, spots, strict=True):
            _shape(shape, *spot)
    for shape in list(deck.slide_master.placeholders):
        if shape.placeholder_format.type in UNUSED:
            shape._element.getparent().remove(shape._element)
        elif shape.placeholder_format.type == PP_PLACEHOLDER.FOOTER:
            _shape(shape, *PLAN["Two Content"][1][-1])
    return deck


def _shape(shape, name: str, box: Box, size: int, shade: str, bold: bool) -> None:
    shape.name = name
    shape.left, shape.top, shape.width, shape.height = box
    body = shape._element.txBody
    body.bodyPr.set("anchor", "ctr" if name == TITLE else "t")
    styles = body.find(qn("a:lstStyle"))
    for old in list(styles):
        styles.remove(old)
    level = etree.SubElement(styles, qn("a:lvl1pPr"), marL="0", indent="0", algn="l")
    etree.SubElement(level, qn("a:buNone"))
    letters = etree.SubElement(level, qn("a:defRPr"), sz=str(size * 100), b="1" if bold else "0")
    fill = etree.SubElement(etree.SubElement(letters, qn("a:solidFill")), qn("a:srgbClr"))
    fill.set("val", shade.lstrip("#"))


# -- the one that is kept ------------------------------------------------------------------------------------------------


def _kept_at() -> Path:
    return settings.data_dir() / "templates" / "slides.pptx"


def kept() -> bytes | None:
    """The bureau's own, if it has one."""
    return _kept_at().read_bytes() if _kept_at().exists() else None


def keep(content: bytes, scope: Scope) -> None:
    """From now on all decks are built on it. Raises InputError where it cannot be, or the account may not."""
    scope.demand("may_publish")
    opened(content)
    _kept_at().parent.mkdir(exist_ok=True)
    _kept_at().write_bytes(content)


def forget(scope: Scope) -> None:
    """Back to the built-in one. Raises InputError where the account may not."""
    scope.demand("may_publish")
    _kept_at().unlink(missing_ok=True)
