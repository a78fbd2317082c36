"""A sentence filled with figures, by the written rule for what is missing; never a zero, never a made-up sentence.

1. A clause in […] falls away where one of its figures is unknown.
2. A sentence with a figure outside of […] that nobody owes, or that is not paid in this span, is left out.
3. Where such a figure is owed and not reported, the sentence is a blank that names it: 【…未报，待补】.
4. A total is not written beside all its parts where they do not add up to it.
5. A line none of whose sentences with figures stands is left out with all its sentences.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import groupby

from metrics.cards import parts_text
from metrics.derivation import is_point
from metrics.formatting import number_text
from metrics.lights import Judge
from metrics.narrative import against_target, movement
from metrics.noise import is_noise
from metrics.papers.figures import COMPARES, Figure, Figures
from metrics.papers.paper import Piece
from metrics.papers.pattern import AHEAD, BRANCHES, ELSE, Blank, Clause, Line, Part, Place, Sentence, Word, places_in
from metrics.results import Number
from metrics.why import whole_word

DATES = ("截至", "期间")  # of what stands at a month's end, of what adds up over months
CAUSE = "【原因】"
STOPS = "，、；。："
BESIDE = frozenset("，、；：（")


class Writer:
    """Fills lines for one paper."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        self.source, self.view = figures.source, figures.view
        self._judges: dict[str, Judge] = {}
        self._lead = ""  # what the line has last been dated by

    # -- lines -----------------------------------------------------------------------------------------------------------

    def lines(self, lines: Sequence[Line]) -> list[list[Piece]]:
        """A paragraph per line that stands; the forms of one line are one, and go on in the paragraph before them."""
        found: list[list[Piece]] = []
        for branches, group in groupby(lines, lambda line: line.branch in BRANCHES):
            ones = list(group)
            if branches:
                chosen = self._chosen(ones)
                more = self.line(chosen) if chosen is not None else []
                found[-1:] = [found[-1] + more] if found else [more]
                continue
            for line in ones:
                is_needed = line.branch != ELSE or not (found and found[-1])
                found += [self.line(line)] if is_needed else []
        return [pieces for pieces in found if pieces]

    def _chosen(self, group: Sequence[Line]) -> Line | None:
        """升 where all figures that are held against last year rose, 降, 平 likewise; else 其他."""
        way = self._way([place for line in group for sentence in line.sentences for place in places_in(sentence)])
        return next((line for line in group if line.branch == way), next((line for line in group if line.branch == "其他"), None))

    def _way(self, places: Iterable[Place]) -> str:
        signs = set()
        for place in places:
            if place.time != "上年":
                continue
            before = self.figures.at(place).number
            now = self.figures.at(Place(place.code, area=place.area)).number
            if before.value is None or now.value is None:
                return "其他"
            signs.add((now.value > before.value) - (now.value < before.value))
        return {1: "升", -1: "降", 0: "平"}[signs.pop()] if len(signs) == 1 else "其他"

    def line(self, line: Line) -> list[Piece]:
        """Empty where nothing of it stands."""
        self._lead = ""
        filled = [(self.sentence(sentence), bool(list(places_in(sentence)))) for sentence in line.sentences]
        bears = [pieces for pieces, has_figures in filled if has_figures]
        if bears and not any(bears):
            return []
        return tidy(piece for pieces, _ in filled for piece in pieces)

    # -- one sentence ----------------------------------------------------------------------------------------------------

    def sentence(self, sentence: Sentence) -> list[Piece]:
        """Empty where it is left out."""
        found = {
            place: self.figures.at(place) for place in places_in(sentence) if not place.clause and AHEAD not in place.modifiers
        }
        self._leave_out_wrong_totals(found)
        required = [part for part in sentence if isinstance(part, Place) and part in found]
        lacking = [place for place in required if not found[place].is_there]
        if any(AHEAD in part.modifiers and not self.figures.first_areas(part) for part in sentence if isinstance(part, Place)):
            return []
        if lacking:
            return self._owed(found, lacking)
        standing = [place for part in sentence for place in self._standing(part, found)]
        if found and not standing:
            return []
        words = self._words(sentence, found, standing)
        return [piece for part in sentence for piece in self._pieces(part, found, words)]

    def _owed(self, found: dict[Place, Figure], lacking: Sequence[Place]) -> list[Piece]:
        numbers = [found[place].number for place in lacking]
        if any(number.state != "missing" or not number.expected or number.d is not None for number in numbers):
            return []
        names = "、".join(dict.fromkeys(self.source.indicator(number.indicator).name for number in numbers))
        return [Piece(f"【{names}未报，待补】", is_blank=True), Piece("。")]

    def _leave_out_wrong_totals(self, found: dict[Place, Figure]) -> None:
        own = {place.code: place for place in found if not place.modifiers and not place.area}
        for code, place in own.items():
            parts = self._parts(code, own)
            values = [found[one].number.value for one in parts]
            total = found[place].number
            if parts and total.value is not None and None not in values and sum(values, Fraction(0)) != total.value:
                found[place] = Figure(_unknown(total), found[place].words)

    def _parts(self, code: str, own: dict[str, Place]) -> list[Place]:
        """The places that print everything a total is made of, down to the members of its members; none if one is not printed."""
        found: list[Place] = []
        for member in self.source.indicator(code).members:
            below = [own[member]] if member in own else self._parts(member, own)
            if not below:
                return []
            found += below
        return found

    def _standing(self, part: Part, found: dict[Place, Figure]) -> list[Place]:
        """The places with figures that a part of the sentence prints."""
        if isinstance(part, Place):
            return [part] if part in found else []
        if isinstance(part, Clause) and self._stands(part, found):
            return [place for place in places_in(part.parts) if place in found]
        return []

    def _stands(self, clause: Clause, found: dict[Place, Figure]) -> bool:
        for place in places_in(clause.parts):
            if place in found and not found[place].is_there:
                return False
            if AHEAD in place.modifiers and not self.figures.first_areas(place):
                return False
        return True

    def _words(self, sentence: Sentence, found: dict[Place, Figure], standing: Sequence[Place]) -> dict[str, str]:
        """What 截至 and 期间 read where the sentence has them: what most of its figures of that kind are dated by."""
        own = {"截至": self.figures.point_words(), "期间": self.figures.flow_words()}
        dated_by = {place: found[place].words for place in standing if not place.time}
        for name, are_points in zip(DATES, (True, False), strict=True):
            said = Counter(words for place, words in dated_by.items() if self._is_point(place) == are_points)
            said = said or Counter(dated_by.values())
            if said and Word(name) in sentence and own[name] not in said:
                own[name] = said.most_common(1)[0][0]
        return own

    def _is_point(self, place: Place) -> bool:
        return is_point(self.source.indicator(place.code), self.source.catalogue.indicators)

    # -- pieces ----------------------------------------------------------------------------------------------------------

    def _pieces(self, part: Part, found: dict[Place, Figure], words: dict[str, str]) -> list[Piece]:
        if isinstance(part, str):
            return [Piece(part)]
        if isinstance(part, Blank):
            return [Piece(f"【{part.text}】", is_blank=True)]
        if isinstance(part, Word):
            return self._word(part, words)
        if isinstance(part, Clause):
            return [one for inner in part.parts for one in self._pieces(inner, found, words)] if self._stands(part, found) else []
        if AHEAD in part.modifiers:
            return self._first_areas(part)
        return self._clause(part) if part.clause else self._value(part, found[part], words)

    def _word(self, part: Word, words: dict[str, str]) -> list[Piece]:
        """A date that the line has just been given is not given again."""
        text = self.word(part.name, words)
        if part.name in DATES:
            if text == self._lead:
                return []
            self._lead = text
        return [Piece(text)]

    def word(self, name: str, words: dict[str, str] | None = None) -> str:
        """Of the area and the time."""
        row, year, span = self.source.tree[self.view.area], self.view.span.year, words or {}
        whole = whole_word(self.source, row.code)
        if name == "截至":
            said = span.get("截至") or self.figures.point_words()
            return f"截至{said}，" if said.endswith("底") else f"{dated(said)}，"
        texts = {
            "地区": row.name, "全县": whole, "县": whole.removeprefix("全"), "年": f"{year}年", "上年": f"{year - 1}年",
            "次年": f"{year + 1}年", "月": f"{self.view.span.last % 100}月", "我局": "我局" if row.level == "county" else f"我{whole[1:]}",
            "报告期": self.figures.flow_words(), "期间": f"{dated(span.get('期间') or self.figures.flow_words())}，",
            "单位": row.name + ("民政局" if row.level == "county" else ""),
        }  # fmt: skip
        return texts[name]

    def _value(self, place: Place, figure: Figure, words: dict[str, str]) -> list[Piece]:
        number = figure.number
        one = self.source.indicator(place.code)
        text = number_text(number)
        notes = [parts_text(self.source, one, number) if one.unit == "%" and not place.time else ""]
        notes += ["" if place.time or figure.words in words.values() else figure.words, self._gap(number)]
        notes += [
            "数值较小，不公开具体数" if number.state == "masked" else "",
            "引用报送的比率" if number.state == "quoted" else "",
        ]
        detail = "，".join(filter(None, notes))
        return [Piece(text, number, figure.key), *([Piece(f"（{detail}）")] if detail else [])]

    def _gap(self, number: Number) -> str:
        if (
            number.value is None
            or number.state == "nearest"
            or number.is_complete
            or (number.reporting, number.expected) == self.figures.gap
        ):
            return ""
        return f"上报{number.reporting}/{number.expected}"

    def _first_areas(self, place: Place) -> list[Piece]:
        pieces: list[Piece] = []
        for name, number in self.figures.first_areas(place):
            pieces += [Piece(("、" if pieces else "") + name), Piece(number_text(number), number, number.key)]
        return pieces

    def _clause(self, place: Place) -> list[Piece]:
        """，同比下降2.1%; a worsening that is more than chance leaves its cause to the writer."""
        one = self.source.indicator(place.code)
        if place.clause not in COMPARES:
            number = self.figures.at(place).number
            progress = self._judge(number.area).progress(one, number)
            return [Piece(segment.text, segment.figure) for segment in against_target(one, progress)]
        change = self.figures.change(place)
        if change is None or not change.current.is_known:
            return []
        said = movement(self.source, COMPARES[place.clause], one, change, self.figures.like)
        pieces = [Piece(segment.text) for segment in said]
        if pieces and _is_worse(one.direction, change.difference) and is_noise(self.source, one, change).kind != "noise":
            return [Piece("，受"), Piece(CAUSE, is_blank=True), Piece("影响"), *pieces]
        return pieces

    def _judge(self, area: str) -> Judge:
        if area not in self._judges:
            self._judges[area] = Judge(self.source, area, self.view.span)
        return self._judges[area]

    def gap_note(self, pieces: Sequence[Piece]) -> list[Piece]:
        """Once a paragraph: of how many areas the figures that most others share their gap with are summed."""
        gap = self.figures.gap
        shared = [one.number for one in pieces if one.number is not None and (one.number.reporting, one.number.expected) == gap]
        if gap is None or not any(number.value is not None and number.state != "nearest" for number in shared):
            return []
        is_compared = self.figures.like and any(word in one.text for one in pieces for word in COMPARES)
        compared = f"，对比按两期均已上报的{self.figures.like}个计算" if is_compared else ""
        return [Piece(f"（以上未报全的各项，按{gap[1]}个应报单位中已上报的{gap[0]}个汇总{compared}。）")]


def _unknown(number: Number) -> Number:
    return replace(number, value=None, state="missing", reason="与分项之和不符", expected=0)


def dated(words: str) -> str:
    """2022年（月份未注明）, where a comma follows."""
    return words.replace("，月份未注明", "（月份未注明）")


def _is_worse(direction: str, difference: Fraction | None) -> bool:
    return bool(difference) and direction != "neutral" and (difference > 0) == (direction == "lower_better")


def tidy(pieces: Iterable[Piece]) -> list[Piece]:
    """No two marks in a row, none after an opening bracket, no empty brackets: what a clause that fell away leaves behind."""
    found: list[Piece] = []
    for piece in pieces:
        text = piece.text
        last = found[-1].text[-1:] if found else "。"
        if text[:1] in STOPS and (last in BESIDE or last == "。"):
            if text[:1] == "。" and found and last in BESIDE:
                _drop_last_mark(found)
            else:
                text = text[1:]
        if text:
            found.append(Piece(text, piece.number, piece.key, piece.is_blank))
    return found


def _drop_last_mark(found: list[Piece]) -> None:
    last = found.pop()
    if last.text[:-1]:
        found.append(Piece(last.text[:-1], last.number, last.key, last.is_blank))
