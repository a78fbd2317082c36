"""Native charts in a Word document: the same chart part that a slide gets, with its workbook, which the library cannot add itself."""

from __future__ import annotations

from docx.document import Document as Paper
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, nsmap
from docx.oxml.ns import qn as named
from docx.shared import Mm, Pt
from lxml import etree
from pptx import Presentation
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.shapes.shapetree import SlideShapes

from metrics.results import Exhibit
from pages import charts
from pages.exports import chart_plans, native
from pages.exports.chart_plans import Plan
from pages.exports.letters import in_chinese

WIDTH, HEIGHT, ROW, HEAD = Mm(156), Mm(82), Mm(6.5), Mm(14)
BLANK = 6  # the layout of the library's own template
ENDING = "/word/charts/chart"
INLINE = """<w:r {names}><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">
<wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{number}" name="图表{number}"/>
<a:graphic><a:graphicData uri="{kind}"><c:chart r:id="{relation}"/></a:graphicData></a:graphic>
</wp:inline></w:drawing></w:r>"""
NAMES, KIND = nsdecls("w", "wp", "a", "c", "r"), nsmap["c"]


def scratch() -> SlideShapes:
    """A slide that nobody sees, on which the charts of one document are drawn."""
    deck = Presentation()
    return deck.slides.add_slide(deck.slide_layouts[BLANK]).shapes


def add(paper: Paper, shapes: SlideShapes, exhibit: Exhibit) -> bool:
    """The exhibit's chart in a paragraph of its own at the end of the document; False where it is none in Office.

    shapes: as `scratch` gives them.
    """
    plan = chart_plans.plan(exhibit)
    if plan is None:
        return False
    height = max(HEIGHT, HEAD + len(plan.categories) * ROW) if plan.form == "bar" else HEIGHT
    number, part = _part(paper, shapes, plan, height)
    relation = paper.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    paragraph = paper.add_paragraph()
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(6)
    paragraph.paragraph_format.line_spacing = 1.0  # an exact one would cut the chart off
    paragraph.paragraph_format.keep_with_next = True
    inline = parse_xml(INLINE.format(names=NAMES, kind=KIND, width=WIDTH, height=height, number=number, relation=relation))
    inline.find(f".//{named('wp:docPr')}").set("descr", charts.alt_text(exhibit))
    paragraph._element.append(inline)
    return True


def _part(paper: Paper, shapes: SlideShapes, plan: Plan, height: int) -> tuple[int, Part]:
    """Drawn on the hidden slide, then taken over with the workbook behind it."""
    package = paper.part.package
    number = 1 + sum(str(part.partname).startswith(ENDING) for part in package.iter_parts())
    chart = native.draw(shapes, plan, (0, 0, WIDTH, height), narrow=True)
    in_chinese(chart._chartSpace)
    book = Part(
        PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"), CONTENT_TYPE.SML_SHEET,
        chart.part.chart_workbook.xlsx_part.blob, package,
    )  # fmt: skip
    part = Part(PackURI(f"{ENDING}{number}.xml"), CONTENT_TYPE.DML_CHART, b"", package)
    chart._chartSpace.find(qn("c:externalData")).set(qn("r:id"), part.relate_to(book, RELATIONSHIP_TYPE.PACKAGE))
    part._blob = etree.tostring(chart._chartSpace, xml_declaration=True, encoding="UTF-8", standalone=True)
    return number, part
