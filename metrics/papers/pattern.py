"""A sentence as the clerk writes it, read into pieces: text, places for figures, clauses that may fall away, blanks.

截至 and 期间 open it, {城乡低保人数} is a figure, {城乡低保人数|同比} its change, […] falls away where one of its figures
is unknown, 【…】 is left for the writer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from metrics.loading import catalogue

WORDS = ("地区", "单位", "全县", "县", "我局", "年", "上年", "次年", "月", "报告期", "期间", "截至")
TIMES = ("上年", "本月")  # another span than the paper's own
CLAUSES = ("同比", "环比", "进度")  # a clause about the figure; nothing where there is none
STATED = ("预计", "计划", "目标")  # no actual figure: a forecast or a plan as reported, the target in force
ELSEWHERE = "@"  # {城乡低保人数|@城关镇}
AHEAD = "居前"  # the first three areas below
MODIFIERS = (*TIMES, *CLAUSES, *STATED, AHEAD)
BRANCHES = ("升", "降", "平", "其他")
ELSE = "否则"  # stands where the line before it does not
BRANCH = re.compile(rf"^({'|'.join((*BRANCHES, ELSE))})：")
TOKEN = re.compile(r"\{([^{}]*)\}|\[([^\[\]]*)\]|【([^】]*)】")
SENTENCE = re.compile(r"(?:\[[^\]]*\]|【[^】]*】|\{[^}]*\}|[^。])+。?")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure goes. code: the indicator; modifiers: of TIMES, CLAUSES, STATED, AHEAD; area: code or name, if another."""

    code: str
    modifiers: tuple[str, ...] = ()
    area: str = ""

    @property
    def clause(self) -> str:
        return next((one for one in self.modifiers if one in CLAUSES), "")

    @property
    def time(self) -> str:
        return next((one for one in self.modifiers if one in TIMES), "")

    @property
    def stated(self) -> str:
        return next((one for one in self.modifiers if one in STATED), "")


@dataclass(frozen=True, slots=True)
class Word:
    """A place that holds no figure: 地区, 年, 期间 …"""

    name: str


@dataclass(frozen=True, slots=True)
class Blank:
    """What the writer fills in by hand."""

    text: str


@dataclass(frozen=True, slots=True)
class Clause:
    """Falls away as a whole."""

    parts: tuple[str | Place | Word | Blank, ...]


Part = str | Place | Word | Blank | Clause
Sentence = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """branch: of BRANCHES where it is one of several forms, ELSE where it stands in for the line before it; else empty."""

    sentences: tuple[Sentence, ...]
    branch: str = ""


@cache
def codes_by_name() -> dict[str, str]:
    everything = catalogue().indicators
    return {one.name: one.id for one in everything.values()} | {code: code for code in everything}


def faults(text: str) -> Iterator[str]:
    """What is wrong with a line as written, in Chinese."""
    bare = re.sub(r"\[[^\[\]]*\]", "", re.sub(r"【[^【】]*】", "", re.sub(r"\{[^{}]*\}", "", text)))
    for opening, closing, name in (("{", "}", "花括号{ }"), ("[", "]", "方括号[ ]"), ("【", "】", "方头括号【 】")):
        if opening in bare or closing in bare:
            yield f"{name}不成对或套在同一种括号里，请补齐或去掉多余的一个。"
    for inside in re.findall(r"\{([^{}]*)\}", text):
        yield from _place_faults(inside)


def _place_faults(inside: str) -> Iterator[str]:
    name, *modifiers = inside.split("|")
    if name in WORDS and not modifiers:
        return
    known = codes_by_name()
    if name not in known:
        near = get_close_matches(name, [*known, *WORDS], n=2, cutoff=0.5) or [one for one in known if name and name in one][:2]
        hint = f"是否应为“{'”或“'.join(near)}”？" if near else "请在“指标口径”页查找指标名称。"
        yield f"没有指标“{name}”。{hint}"
    for one in modifiers:
        if one not in MODIFIERS and not (one.startswith(ELSEWHERE) and len(one) > 1):
            yield f"“{{{inside}}}”里的“{one}”不能用，可用{'、'.join(MODIFIERS)}，或@乡镇名称。"


def line_of(text: str) -> Line:
    """A line that `faults` has nothing against."""
    branch = BRANCH.match(text)
    body = text[branch.end() :] if branch else text
    return Line(tuple(tuple(_parts(found)) for found in SENTENCE.findall(body)), branch[1] if branch else "")


def _parts(text: str) -> Iterator[Part]:
    end = 0
    for found in TOKEN.finditer(text):
        if found.start() > end:
            yield text[end : found.start()]
        place, clause, blank = found.groups()
        yield _place(place) if place is not None else Clause(tuple(_parts(clause))) if clause is not None else Blank(blank)
        end = found.end()
    if end < len(text):
        yield text[end:]


def _place(inside: str) -> Place | Word:
    name, *modifiers = inside.split("|")
    if name in WORDS and not modifiers:
        return Word(name)
    area = next((one[1:] for one in modifiers if one.startswith(ELSEWHERE)), "")
    return Place(codes_by_name()[name], tuple(one for one in modifiers if not one.startswith(ELSEWHERE)), area)


def places(line: Line) -> Iterator[Place]:
    """Every place of a line, those inside clauses too."""
    for sentence in line.sentences:
        yield from places_in(sentence)


def places_in(parts: tuple[Part, ...]) -> Iterator[Place]:
    for part in parts:
        if isinstance(part, Place):
            yield part
        elif isinstance(part, Clause):
            yield from places_in(part.parts)
