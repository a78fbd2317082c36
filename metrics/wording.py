"""The sentences of the narrative, as data (`wording.toml`): read once, every mistake named by its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from data_access.errors import CockpitError
from metrics.results import Number

FILE = Path(__file__).parent / "wording.toml"
PLACE = re.compile(r"\{(\w*)\}")
# what each sentence may be filled with
FIGURE, CHANGE, TARGET = {"name", "value", "detail"}, {"word", "base", "amount"}, {"goal", "completion", "gap", "remaining"}
RANKED, GAP = {"level", "name", "word", "first", "last"}, {"expected", "reporting", "word", "count"}
KNOWN: dict[str, dict[str, set[str]]] = {
    "lead": {"flow": {"span"}, "point": {"month"}, "year": {"year"}, "nothing": {"span"}},
    "figure": dict.fromkeys(
        ("plain", "cumulative", "detailed", "cumulative_detailed", "missing", "not_due", "masked"), FIGURE
    ),
    "change": dict.fromkeys(
        ("rise", "fall", "points_rise", "points_fall", "standard_rise", "standard_fall", "flat", "nearly_flat", "zero_base"), CHANGE
    )
    | {"like_with_like": {"count"}, "noise": {"words"}},
    "target": dict.fromkeys(("ahead", "on_pace", "behind", "fulfilled", "remaining", "met", "short", "within", "above"), TARGET),
    "areas": {
        "equal": {"level", "name", "value"}, "ranked": RANKED, "uneven": RANKED, "amounts": RANKED, "two": RANKED, "place": {"area", "value"},
        "small_place": {"area", "value"}, "tied_place": {"area", "count", "value"}, "unreported": {"names", "name"},
    },
    "close": {"gap": GAP, "gap_compared": GAP, "cause": {"name", "causes"}, "uncompared": {"names", "reason", "word"}},
}  # fmt: skip


class WordingError(CockpitError):
    """wording.toml cannot be used; `problems` names every mistake with its line."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(f"叙述句式有{len(problems)}处错误。", "请按下列各条改正 metrics/wording.toml 后重新打开页面。", problems)

    def __str__(self) -> str:
        return "\n".join((super().__str__(), *self.problems))


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text, and the figure that it prints or says something of."""

    text: str
    figure: Number | None = None

    @property
    def number(self) -> str | None:
        """The key of the figure."""
        return None if self.figure is None else self.figure.key


Filling = str | Segment | list[Segment]


def said(name: str, /, **filling: Filling) -> list[Segment]:
    """The sentence `change.rise` with its places filled."""
    section, _, sentence = name.partition(".")
    found: list[Segment] = []
    for index, piece in enumerate(PLACE.split(wording()[section][sentence])):
        part = filling[piece] if index % 2 else piece
        found += part if isinstance(part, list) else [part if isinstance(part, Segment) else Segment(part)]
    return [segment for segment in found if segment.text]


@cache
def wording() -> Mapping[str, Mapping[str, str]]:
    return load(FILE)


def load(path: Path) -> dict[str, dict[str, str]]:
    """Raises WordingError."""
    try:
        text = path.read_text(encoding="utf-8")
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise WordingError((f"第{line[1] if line else '末'}行：写法不对，请核对引号与等号。",)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise WordingError(("文件不存在或不是UTF-8编码。",)) from error
    problems = tuple(_problems(content, text.splitlines()))
    if problems:
        raise WordingError(problems)
    return content


def _problems(content: dict, lines: list[str]) -> Iterator[str]:
    for section in content.keys() - KNOWN.keys():
        yield f"第{_line(lines, section)}行：不认识的部分“[{section}]”。"
    for section, sentences in KNOWN.items():
        found = content.get(section, {})
        for name in sorted(sentences.keys() - found.keys()):
            yield f"第{_line(lines, section)}行：“[{section}]”缺少句式“{name}”。"
        for name, sentence in found.items():
            yield from (f"第{_line(lines, section, name)}行：{fault}" for fault in _faults(name, sentence, sentences))


def _faults(name: str, sentence: object, known: Mapping[str, set[str]]) -> Iterator[str]:
    if name not in known:
        yield f"不认识的句式“{name}”。"
    elif not isinstance(sentence, str) or not sentence.strip():
        yield f"句式“{name}”应为引号里的一句话。"
    else:
        used = PLACE.findall(sentence)
        allowed = "、".join(f"{{{place}}}" for place in sorted(known[name]))
        yield from (f"句式“{name}”里的“{{{place}}}”填不了，可用{allowed}。" for place in used if place not in known[name])
        if "{" in PLACE.sub("", sentence) or "}" in PLACE.sub("", sentence):
            yield f"句式“{name}”的花括号不成对。"


def _line(lines: list[str], section: str, name: str = "") -> int:
    """Where the section, or the sentence inside it, stands; the last line if it does not."""
    start = next((number for number, line in enumerate(lines) if line.strip() == f"[{section}]"), len(lines) - 1)
    if not name:
        return start + 1
    return next((n + 1 for n in range(start, len(lines)) if re.match(rf'\s*"?{re.escape(name)}"?\s*=', lines[n])), start + 1)
