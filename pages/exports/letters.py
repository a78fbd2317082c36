"""Letters of Office files: a Chinese font and the language on every run, else Japanese shapes of the same letters appear."""

from __future__ import annotations

from lxml import etree
from pptx.oxml.ns import qn

SANS = "微软雅黑"
RUN_PROPERTIES = ("a:rPr", "a:defRPr", "a:endParaRPr")


def in_chinese(root: etree._Element, face: str = SANS) -> None:
    """Every run of a slide, its notes or a chart."""
    for run in root.iter(qn("a:r")):
        run.get_or_add_rPr()
    for name in RUN_PROPERTIES:
        for properties in root.iter(qn(name)):
            properties.set("lang", "zh-CN")
            for font in ("a:latin", "a:ea"):
                for old in properties.findall(qn(font)):
                    properties.remove(old)
            for font in ("a:latin", "a:ea"):
                etree.SubElement(properties, qn(font)).set("typeface", face)
