"""A pack as a PDF for print and sign-off: each finding with its drawn chart and its table, definitions and sources at the end."""

from __future__ import annotations

from datetime import datetime

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer

from metrics.formatting import chinese_number
from pages import charts
from pages.charts.theme import LIGHT
from pages.exports import paper
from pages.exports.grids import Grid
from pages.exports.lettering import GETA, printable
from pages.exports.pack import Entry, Pack, listed
from pages.exports.paper import Words
from pages.exports.vector import Picture

TITLE, HEADING, BODY, SMALL = 20, 13, 10.5, 9
NO_FIGURES = "所选单位和期间没有数据。"


def pdf(pack: Pack, made: datetime) -> bytes:
    """The file; the same pack and moment give the same bytes."""
    lacking: set[str] = set()
    story = [
        Words(printable(pack.title, lacking), TITLE, LIGHT.accent, bold=True, centred=True, leading=1.35),
        Words(printable(f"{pack.area}　{pack.when}", lacking), BODY, LIGHT.muted, centred=True, after=6),
    ]
    for place, entry in enumerate(pack.entries, start=1):
        story += _section(place, entry, lacking)
    story += _sources(pack, lacking)
    printable(pack.footer, lacking)
    if lacking:
        named = "、".join(f"U+{ord(letter):04X}" for letter in sorted(lacking))
        story.append(Words(f"{GETA}：字库中没有的字（{named}）。", SMALL, LIGHT.muted))
    return paper.bound(story, pack.title, pack.footer, made)


def _section(place: int, entry: Entry, lacking: set[str]) -> list[Flowable]:
    exhibit = entry.exhibit
    heading = Words(
        f"{chinese_number(place)}、{printable(entry.title, lacking)}", HEADING, before=10, bold=True, mark=f"section{place}"
    )
    told = [Words(printable(text, lacking), BODY) for text in (entry.note, entry.story) if text]
    below = " · ".join(filter(None, (*exhibit.notes, entry.completeness)))
    small = [Words(printable(below, lacking), SMALL, LIGHT.muted)] if below else []
    if not entry.grid.rows:
        return [CondPageBreak(90), heading, *told, Words(NO_FIGURES, BODY, LIGHT.muted)]
    drawn = exhibit.kind in charts.BUILDERS and exhibit.frame["value"].notna().any()
    picture = Picture(exhibit) if drawn else None
    first = [picture, *small] if picture else small
    begun = [CondPageBreak(120), heading, *told, KeepTogether(first)] if told else [KeepTogether([heading, *first])]
    if picture and picture.prints_every_figure:
        return [*begun, Spacer(1, 8)]
    grid = _printable(entry.grid, lacking)
    tables = [[Spacer(1, 4), CondPageBreak(90), paper.table(one)] for one in paper.parts(grid)]
    return [*begun, *(one for part in tables for one in part), Spacer(1, 8)]


def _printable(grid: Grid, lacking: set[str]) -> Grid:
    rows = tuple(tuple(printable(text, lacking) for text in row) for row in grid.rows)
    return Grid(tuple(printable(head, lacking) for head in grid.heads), rows, grid.total)


def _sources(pack: Pack, lacking: set[str]) -> list[Flowable]:
    heading = Words(f"{chinese_number(len(pack.entries) + 1)}、口径与来源", HEADING, before=10, bold=True, mark="sources")
    definitions = dict.fromkeys(text for entry in pack.entries for text in entry.definitions)
    sources = dict.fromkeys(text for entry in pack.entries for text in entry.sources)
    lines = [f"{number}. {text}" for number, text in enumerate(definitions, start=1)]
    lines += [f"来源：{listed(list(sources))}。"] if sources else []
    return [heading, *(Words(printable(text, lacking), SMALL) for text in lines)]
