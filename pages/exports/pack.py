"""What a slide deck, a document and a workbook share: the exhibits in order, with everything that is printed beside them."""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from data_access.errors import InputError
from metrics.compare import COMPARE_WORDS
from metrics.formatting import completeness_text, month_text, span_text
from metrics.keys import is_rolling
from metrics.narrative import paragraph
from metrics.provenance import bearing
from metrics.results import Exhibit, Number
from metrics.source import Source
from pages.exports.grids import Grid, grid

SOURCES_NAMED = 5
TORN = re.compile(r"[\d.,+−-]+$")
STAMP = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
ZIP_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Entry:
    """grid: every figure as it is printed. story: a paragraph on the indicator. definitions, sources: a line each.

    version: of its data. note: what the account wrote beside it.
    """

    exhibit: Exhibit
    title: str
    grid: Grid
    story: str
    completeness: str
    definitions: tuple[str, ...]
    sources: tuple[str, ...]
    version: int
    note: str = ""


@dataclass(frozen=True)
class Pack:
    title: str
    area: str
    when: str
    footer: str
    code: str
    demo: bool
    entries: tuple[Entry, ...]


def packed(source: Source, exhibits: Sequence[Exhibit], title: str = "", notes: Sequence[str] = ()) -> Pack:
    """Exhibits as a pack, each at the data version of its View. notes: one an exhibit, or none at all.

    Raises InputError where there is no exhibit, or nothing in any of them.
    """
    if not any(exhibit.has_figures for exhibit in exhibits):
        raise InputError("所选单位和期间没有可以导出的数据。", "请换一个单位或期间，或先上报数据。")
    told: set[tuple] = set()
    found: dict[tuple, tuple[str, ...]] = {}
    notes = notes or [""] * len(exhibits)
    entries = tuple(_entry(_at(source, one), one, told, found, note) for one, note in zip(exhibits, notes, strict=True))
    views = [exhibit.view for exhibit in exhibits]
    area = _listed([source.tree.name(view.area) for view in views], "个单位")
    when = _listed([span_text(view.span) for view in views], "个期间")
    compare = _listed([COMPARE_WORDS.get(view.compare) or "不对比" for view in views], "种对比")
    demo = any(source.tree[view.area].setting == "demo" for view in views)
    code = verification_code(entries)
    closing = month_text(max(view.span.last for view in views))
    versions = "、".join(map(str, sorted({entry.version for entry in entries})))
    facts = [f"{area}　{when}　{compare}", f"数据截至{closing}", f"数据版本{versions}", f"校验码{code}"]
    footer = " · ".join(["示例数据"] * demo + facts)
    return Pack(clean(title) or f"{area}民政工作数据", area, when, footer, code, demo, entries)


def _at(source: Source, exhibit: Exhibit) -> Source:
    return replace(source, as_of=exhibit.view.as_of)


def _listed(words: Sequence[str], unit: str) -> str:
    """One as it is, two joined, of more the first and how many there are."""
    different = list(dict.fromkeys(words))
    return "、".join(different) if len(different) <= 2 else f"{different[0]}等{len(different)}{unit}"


def verification_code(entries: Sequence[Entry]) -> str:
    """Eight hexadecimal digits over the data versions and every printed figure: another figure gives another code."""
    return hashlib.sha256(repr([_said(entry) for entry in entries]).encode()).hexdigest()[:8].upper()


def _said(entry: Entry) -> tuple:
    """All that is printed of an exhibit: its table, and what stands in the chart, the text and the notes beside it."""
    one = entry.exhibit
    marks = (tuple(one.frame.get("text", ())), one.options.get("references"), one.options.get("target_text"))
    where = (one.view.area, one.view.span, one.view.compare)
    return entry.version, one.id, where, entry.title, entry.grid.heads, entry.grid.rows, marks, entry.story, one.notes


def _entry(source: Source, exhibit: Exhibit, told: set[tuple], found: dict[tuple, tuple[str, ...]], note: str) -> Entry:
    """told: the indicators of a View that have had their paragraph; the next exhibit of one does not repeat it.

    found: the sources of figures that other exhibits of the pack had too, since finding them takes the longest.
    """
    codes = list(dict.fromkeys(number.indicator for number in exhibit.numbers))
    ones = [source.indicator(code) for code in codes]
    topic = (exhibit.view, *codes[:1])
    story = paragraph(source, exhibit.view, codes[:1]).text if codes and topic not in told else ""
    told.add(topic)
    definitions = tuple(clean(f"{one.name}：{one.definition}{f'口径：{one.scope}' if one.scope else ''}") for one in ones)
    own = [number for number in exhibit.numbers if number.area == exhibit.view.area]
    closing, lead = _newest(own), _newest([number for number in own if number.is_known])
    completeness = _completeness(closing) if closing is not None else ""
    version, shown = source.as_of or source.version, printed_grid(source, exhibit)
    at = (version, lead.key if lead is not None else "")
    sources = found[at] = found[at] if at in found else _sources(source, lead)
    return Entry(exhibit, clean(exhibit.title), shown, clean(story), completeness, definitions, sources, version, clean(note))


def printed_grid(source: Source, exhibit: Exhibit) -> Grid:
    """An exhibit's table of printed figures, its columns named by the indicators' labels."""
    codes = dict.fromkeys(number.indicator for number in exhibit.numbers)
    return grid(exhibit, {code: source.indicator(code).label for code in codes})


def _completeness(closing: Number) -> str:
    """Of the closing month; a sum over months that could not be made says so before who has reported."""
    counted = completeness_text(closing.reporting, closing.expected) if closing.expected else ""
    why = closing.reason if not counted or (is_rolling(closing) and not closing.is_known) else ""
    return "：".join(filter(None, (why, counted)))


def _newest(own: Sequence[Number]) -> Number | None:
    return max(own, key=lambda number: number.span.month, default=None)


def _sources(source: Source, number: Number | None) -> tuple[str, ...]:
    """The returns that a figure rests on."""
    return tuple(dict.fromkeys(clean(row.title) for row in bearing(source, number))) if number is not None else ()


def listed(titles: Sequence[str]) -> str:
    """The first of many sources, and how many there are."""
    more = f"等{len(titles)}份" if len(titles) > SOURCES_NAMED else ""
    return "、".join(titles[:SOURCES_NAMED]) + more


def shortened(text: str, most: int) -> str:
    """A text cut to `most` letters, never inside a number: half a figure would be another figure."""
    return text if len(text) <= most else TORN.sub("", text[: most - 1]) + "…"


NO_XML = "\ufffe\uffff"


def clean(text: str) -> str:
    """A text without control characters and what else no document may hold."""
    return "".join(
        letter
        for letter in str(text)
        if letter in "\n\t" or not (unicodedata.category(letter) in ("Cc", "Cs") or letter in NO_XML)
    )


def steady(content: bytes, made: datetime) -> bytes:
    """The same file with one date throughout, so that the same figures give the same bytes; embedded workbooks too."""
    stamp = made.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = old.read(name)
            if name.endswith("docProps/core.xml"):
                member = STAMP.sub(stamp, member)
            elif name.endswith(".xlsx"):
                member = steady(member, made)
            info = zipfile.ZipInfo(name, ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, member)
    return result.getvalue()
