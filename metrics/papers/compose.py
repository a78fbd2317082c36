"""A structure, an area and a period become a paper: parts without anything to say are left out, the rest is numbered."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from data_access.errors import InputError
from metrics.attention import completeness
from metrics.exhibits import area_table
from metrics.formatting import UNKNOWN, chinese_number, completeness_text, month_text, number_text, reported_text, span_text
from metrics.overview import columns
from metrics.papers import problems
from metrics.papers.figures import Figures
from metrics.papers.filling import Writer, tidy
from metrics.papers.paper import Block, Paper, Piece
from metrics.papers.pattern import Line, line_of, places
from metrics.papers.structure import LEVELS, Part, Structure
from metrics.results import Span, View
from metrics.source import Source
from metrics.township_profile import profile, strengths, unreported, weaknesses
from metrics.township_table import profile_table

LEVEL_NAMES = {"county": "县（市、区）", "township": "乡镇（街道）"}
PROBLEMS = [Piece("【请从备选问题中勾选，或自行填写】", is_blank=True), Piece("。")]
MORE_PLANS = [Piece("【其他工作安排】", is_blank=True), Piece("。")]


def view_for(structure: Structure, area: str, month: int, version: int | None = None) -> View:
    """month: the closing month (yyyymm)."""
    return View(area, Span(structure.span, month), "yoy", as_of=version)


def compose(source: Source, structure: Structure, view: View, ticked: Sequence[str] = ()) -> Paper:
    """The whole report. ticked: keys of `problems.candidates`.

    Raises InputError for an area of another level, or where nothing at all is known of the period.
    """
    row = source.tree[view.area]
    if row.level not in structure.levels:
        wanted = "、".join(LEVEL_NAMES[level] for level in LEVELS if level in structure.levels)
        raise InputError(f"“{structure.name}”不能按{row.name}生成。", f"请改选{wanted}。")
    every = [*structure.opening, *structure.closing, *(line for part in structure.parts for line in part.lines)]
    figures = Figures(source, view, [place for line in every for place in places(line)])
    composer = _Composer(source, structure, view, Writer(figures), tuple(ticked))
    blocks = tuple(composer.blocks())
    version = source.as_of or source.version
    printed = tuple(_printed(source, piece) for block in blocks for piece in block.pieces if piece.number is not None)
    if not printed:
        raise InputError(f"{row.name}{span_text(view.span)}没有可以写进报告的数据。", "请换一个单位或期间，或先上报数据。")
    code = hashlib.sha256(repr((version, printed)).encode()).hexdigest()[:8].upper()
    title, signed = _plain(composer.writer, structure.title), composer.writer.word("单位")
    return Paper(title, blocks, (*_facts(source, view, figures), f"校验码{code}"), signed, version, printed, code)


def _printed(source: Source, piece: Piece) -> tuple[str, str, str]:
    number = piece.number
    name = f"{source.tree.name(number.area)}{source.indicator(number.indicator).name}·{span_text(number.span)}"
    return name, piece.text, piece.key


def _plain(writer: Writer, line: Line) -> str:
    return "".join(piece.text for piece in writer.line(line))


def _facts(source: Source, view: View, figures: Figures) -> tuple[str, ...]:
    demo = ("示例数据",) if source.tree[view.area].setting == "demo" else ()
    owing = completeness(source, view, columns(source))
    silent = sum(row.missing == row.due for row in owing)
    partly = sum(0 < row.missing < row.due for row in owing)
    said = completeness_text(len(owing) - silent, len(owing)) + (f"，漏项{partly}个" if partly else "")
    reported = (f"{month_text(view.span.last)}{said}",) if owing else ()
    closing = f"数据截至{month_text(view.span.last)}"
    version = f"数据版本{source.as_of or source.version}"
    return (*demo, source.tree.name(view.area), figures.flow_words(), closing, version, *reported)


class _Composer:
    def __init__(self, source: Source, structure: Structure, view: View, writer: Writer, ticked: tuple[str, ...]) -> None:
        self.source, self.structure, self.view, self.writer, self.ticked = source, structure, view, writer, ticked

    def blocks(self) -> Iterator[Block]:
        if self.structure.salutation:
            yield Block("text", (Piece(self.structure.salutation),), level=-1)
        yield from self._paragraphs(self.structure.opening)
        yield from _numbered([(part, self._heading(part), list(self._inside(part))) for part in self.structure.parts])
        yield from self._paragraphs(self.structure.closing)

    def _heading(self, part: Part) -> str:
        return _plain(self.writer, line_of(part.heading)) if part.heading else ""

    def _inside(self, part: Part) -> Iterator[Block]:
        if part.kind == "areas":
            yield from self._areas(part)
        elif part.kind == "township":
            yield from self._township()
        elif part.kind == "problems":
            yield from self._apart([[Piece(text)] for text in self._ticked()] or [PROBLEMS])
        elif part.kind == "plans":
            tasks = problems.unfinished(self.source, self.view)
            bearing = [task for task in tasks if any(piece.number is not None for piece in task)]
            if bearing:
                bearing[-1] += self.writer.gap_note([piece for task in bearing for piece in task])
            yield from self._apart([*tasks, *self.writer.lines(part.lines), MORE_PLANS])
        elif part.listed:
            items = self.writer.lines(part.lines)
            yield from [self._listed(items)] if items else []
        else:
            yield from self._paragraphs(part.lines)

    def _ticked(self) -> list[str]:
        return problems.chosen(self.source, self.structure, self.view, self.ticked)

    def _paragraphs(self, lines: Sequence[Line]) -> Iterator[Block]:
        for pieces in self.writer.lines(lines):
            yield self._text(pieces)

    def _listed(self, items: Sequence[Sequence[Piece]]) -> Block:
        """一是…二是… in one paragraph."""
        return self._text(tidy(piece for item in _enumerated(items) for piece in item))

    def _apart(self, items: Sequence[Sequence[Piece]]) -> Iterator[Block]:
        """一是…二是…, a paragraph each."""
        return (Block("text", tuple(item)) for item in _enumerated(items))

    def _text(self, pieces: list[Piece]) -> Block:
        return Block("text", (*pieces, *self.writer.gap_note(pieces)))

    def _areas(self, part: Part) -> Iterator[Block]:
        """The areas below with the whole on top; nothing where none of them has a figure."""
        found = area_table(self.source, self.view, part.columns, "paper", part.heading)
        if not any(number.is_known for number in found.numbers if number.area != self.view.area):
            return
        cells = {
            (number.indicator, number.area): number_text(number) + reported_text(number)
            for number in found.numbers
            if number.is_known
        }
        rows = tuple(
            (row.name, *(cells.get((code, row.area), UNKNOWN) for code in part.columns))
            for row in found.frame.itertuples(index=False)
        )
        labels = [self.source.indicator(code).label for code in part.columns]
        yield Block("table", heads=("单位", *labels), rows=rows, has_total=True)
        yield Block("text", (Piece(f"注：{'；'.join(found.notes)}。“{UNKNOWN}”为未报或没有数据。"),), level=-1)

    def _township(self) -> Iterator[Block]:
        """The sheet of one township, worst first, and in words what is weak, strong and not reported."""
        found = profile(self.source, self.view)
        for word, items in (("短板", weaknesses(found)), ("长处", strengths(found)), ("未报", unreported(found))):
            if items:
                yield Block("text", (Piece(f"{word}：{'；'.join(items)}。"),))
        frame = profile_table(found, self.view).iloc[:, 1:-1]
        rows = tuple(tuple(map(str, row)) for row in frame.itertuples(index=False))
        yield Block("table", heads=tuple(frame.columns), rows=rows)


def _enumerated(items: Sequence[Sequence[Piece]]) -> Iterator[list[Piece]]:
    """一是…二是…; a single one without a number."""
    for place, item in enumerate(items, 1):
        yield [*([Piece(f"{chinese_number(place)}是")] if len(items) > 1 else []), *item]


Filled = tuple[Part, str, list[Block]]


def _numbered(parts: Sequence[Filled]) -> Iterator[Block]:
    """Headings 一、（一） 1. over what stands; a heading under which nothing stands is left out with its number."""
    counts = [0, 0, 0, 0]
    annexes = sum(part.annex and bool(inside) for part, _, inside in parts)
    for place, (part, heading, inside) in enumerate(parts):
        if not inside and not _has_below(parts, place):
            continue
        if part.annex:
            counts[0] += 1
            number = str(counts[0]) if annexes > 1 else ""
            yield Block("annex", (Piece(f"附件{number}"), Piece(heading)))
        elif part.level:
            counts[part.level] += 1
            counts[part.level + 1 :] = [0] * (3 - part.level)
            yield Block("heading", (Piece(_number(part.level, counts[part.level]) + heading),), level=part.level)
        yield from inside


def _number(level: int, count: int) -> str:
    return {1: f"{chinese_number(count)}、", 2: f"（{chinese_number(count)}）", 3: f"{count}."}[level]


def _has_below(parts: Sequence[Filled], place: int) -> bool:
    """Whether a deeper part that follows before the next of its own level has anything to say."""
    level = parts[place][0].level
    for part, _, inside in parts[place + 1 :]:
        if part.level <= level and not (part.level == 0 and not part.annex):
            return False
        if inside:
            return True
    return False
