"""Structures of work reports: TOML files that a clerk edits, checked as a whole, every mistake named by file and line.

The program's own lie in `structures/`; a file of the same name in the data folder's `structures/` stands in for it, a
further one there is a further structure. `sentences.toml` holds the sentences that several structures share.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from data_access import settings
from data_access.errors import CockpitError, InputError
from metrics.papers import pattern
from metrics.papers.pattern import Line

BUILT_IN = Path(__file__).parent / "structures"
SENTENCES = "sentences"
KINDS = ("text", "problems", "plans", "areas", "township")
SPANS = ("month", "quarter", "half", "ytd")
LEVELS = ("county", "township")
HEAD = {
    "name": str,
    "title": str,
    "span": str,
    "levels": list,
    "upward": bool,
    "salutation": str,
    "opening": list,
    "closing": list,
}
PART = {"level": int, "heading": str, "kind": str, "use": list, "lines": list, "listed": bool, "columns": list, "annex": bool}
DEEPEST = 3
LONGEST_FILE = 512 * 1024


class StructureError(CockpitError):
    """Files of structures cannot be used; `problems` names every mistake with its file and line."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(f"工作报告的句式文件有{len(problems)}处错误，报告没有生成。", "请按下列各条改正后重试。", problems)

    def __str__(self) -> str:
        return "\n".join((super().__str__(), *self.problems))


@dataclass(frozen=True, slots=True)
class Part:
    """A heading of its level and what stands under it. level 0: no heading.

    kind: `text` has lines only; `problems` has candidates to tick as lines; `plans` what is unfinished; `areas` is a table
    of the areas below by `columns`; `township` the sheet of one township. listed: its lines are 一是…，二是… in one paragraph.
    """

    level: int
    heading: str
    kind: str
    lines: tuple[Line, ...]
    candidates: tuple[str, ...]
    columns: tuple[str, ...]
    listed: bool
    annex: bool


@dataclass(frozen=True, slots=True)
class Structure:
    """upward: goes to the superior, so that no township's shortcoming is offered first. span: kind of its period."""

    id: str
    name: str
    title: Line
    span: str
    levels: tuple[str, ...]
    upward: bool
    salutation: str
    opening: tuple[Line, ...]
    closing: tuple[Line, ...]
    parts: tuple[Part, ...]


def own_folder() -> Path:
    return settings.data_dir() / "structures"


def files() -> dict[str, Path]:
    """Each structure's id and the file in force: the bureau's own before the program's."""
    found = {path.stem: path for folder in (BUILT_IN, own_folder()) for path in sorted(folder.glob("*.toml"))}
    found.pop(SENTENCES, None)
    return found


def structures() -> dict[str, Structure]:
    """All that can be used, by id. Raises StructureError where a file has a mistake."""
    shared = _shared()
    found: dict[str, Structure] = {}
    problems: list[str] = []
    for name, path in files().items():
        made, wrong = _read(path, shared)
        problems += wrong
        if made is not None:
            found[name] = made
    if problems:
        raise StructureError(tuple(problems))
    return found


def structure(wanted: str) -> Structure:
    """By id or Chinese name. Raises StructureError, InputError where there is none."""
    everything = structures()
    for one in everything.values():
        if wanted in (one.id, one.name):
            return one
    known = "、".join(f"{one.name}（{one.id}）" for one in everything.values())
    raise InputError(f"没有名为“{wanted}”的报告结构。", f"现有：{known}。")


def check(path: Path) -> Structure | None:
    """A file before it is put into force; None for one of shared sentences. Raises StructureError."""
    if path.stem == SENTENCES:
        _sentences(path)
        return None
    made, problems = _read(path, _shared())
    if problems:
        raise StructureError(tuple(problems))
    return made


# -- reading ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _File:
    """Its tables, and the lines as written, to say where something stands."""

    path: Path
    content: dict
    written: tuple[str, ...]

    def at(self, line: int, words: str) -> str:
        return f"{self.path.name} 第{line}行：{words}"

    def line(self, text: str, after: int = 0) -> int:
        """Where a text stands at or after a line; that line itself if it is nowhere."""
        sought = text.replace("\\", "\\\\").replace('"', '\\"')
        return next(
            (n for n, written in enumerate(self.written[after:], after + 1) if text in written or sought in written),
            max(after, 1),
        )

    def key(self, name: str, after: int = 0) -> int:
        """Where `name = …` stands at or after a line; that line itself if it does not."""
        sought = re.compile(rf'\s*"?{re.escape(name)}"?\s*=')
        return next((n for n, written in enumerate(self.written[after:], after + 1) if sought.match(written)), max(after, 1))

    def parts(self) -> list[int]:
        """Where each [[part]] begins."""
        return [number for number, written in enumerate(self.written, 1) if written.strip() == "[[part]]"]


def _open(path: Path) -> _File:
    try:
        if path.stat().st_size > LONGEST_FILE:
            raise StructureError((f"{path.name}：文件超过512KB，不像句式文件，请核对。",))
        text = path.read_text(encoding="utf-8-sig")
        return _File(path, tomllib.loads(text), tuple(text.splitlines()))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        where = f"第{line[1]}行" if line else "文件末尾"
        raise StructureError((f"{path.name} {where}：写法不对，请核对这一行和上一行的引号、逗号和方括号。",)) from error
    except OSError as error:
        raise StructureError((f"{path.name}：文件打不开，请核对文件是否还在。",)) from error
    except UnicodeDecodeError as error:
        raise StructureError((f"{path.name}：不是UTF-8编码，请用记事本“另存为”，编码选UTF-8。",)) from error


def _shared() -> Mapping[str, tuple[str, ...]]:
    """The program's shared sentences, those of the bureau in their place. Raises StructureError."""
    own = own_folder() / f"{SENTENCES}.toml"
    return _sentences(BUILT_IN / f"{SENTENCES}.toml") | (_sentences(own) if own.exists() else {})


def _sentences(path: Path) -> dict[str, tuple[str, ...]]:
    file = _open(path)
    problems: list[str] = []
    for name, lines in file.content.items():
        start = file.key(name)
        problems += _line_faults(file, lines, start - 1, f"“{name}”")
    if problems:
        raise StructureError(tuple(problems))
    return {name: tuple(lines) for name, lines in file.content.items()}


def _line_faults(file: _File, lines: object, start: int, whose: str) -> Iterator[str]:
    if not isinstance(lines, list) or not all(isinstance(one, str) for one in lines):
        yield file.at(start + 1, f"{whose}应写成方括号里的若干句话，每句用英文引号括起，句间用英文逗号隔开。")
        return
    after = start
    for text in lines:
        after = file.line(text, after) - 1
        yield from (file.at(after + 1, words) for words in pattern.faults(text))


def _read(path: Path, shared: Mapping[str, tuple[str, ...]]) -> tuple[Structure | None, list[str]]:
    try:
        file = _open(path)
    except StructureError as error:
        return None, list(error.problems)
    problems = [*_head_faults(file), *_part_faults(file, shared)]
    return (None if problems else _structure(file, shared)), problems


def _head_faults(file: _File) -> Iterator[str]:
    content = file.content
    for name in content.keys() - HEAD.keys() - {"part"}:
        yield file.at(file.key(name), f"不认识的项目“{name}”，可用{'、'.join(HEAD)}。")
    for name in ("name", "title", "span", "levels"):
        if name not in content:
            yield file.at(1, f"缺少“{name}”，请在文件开头补上。")
    for name, kind in HEAD.items():
        if name in content and not isinstance(content[name], kind):
            yield file.at(file.key(name), f"“{name}”的写法不对，请对照程序自带的文件改写。")
    if isinstance(content.get("span"), str) and content["span"] not in SPANS:
        yield file.at(file.key("span"), f"“span”只能是{'、'.join(SPANS)}。")
    levels = content.get("levels", [])
    if isinstance(levels, list) and ((not levels and "levels" in content) or any(one not in LEVELS for one in levels)):
        yield file.at(file.key("levels"), f"“levels”只能写{'、'.join(LEVELS)}。")
    if isinstance(content.get("title"), str):
        yield from (file.at(file.key("title"), words) for words in pattern.faults(content["title"]))
    for name in ("opening", "closing"):
        if isinstance(content.get(name), list):
            yield from _line_faults(file, content[name], file.key(name) - 1, f"“{name}”")


def _part_faults(file: _File, shared: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    parts = file.content.get("part", [])
    if not isinstance(parts, list) or not parts or not all(isinstance(one, dict) for one in parts):
        yield file.at(1, "没有任何部分，请写至少一个 [[part]]。")
        return
    starts = file.parts()
    for place, part in enumerate(parts):
        yield from _faults_of(file, part, starts[place] if place < len(starts) else 1, shared)


def _faults_of(file: _File, part: dict, start: int, shared: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for name in part.keys() - PART.keys():
        yield file.at(file.key(name, start), f"不认识的项目“{name}”，可用{'、'.join(PART)}。")
    for name, kind in PART.items():
        if name in part and (not isinstance(part[name], kind) or (kind is int and isinstance(part[name], bool))):
            yield file.at(file.key(name, start), f"“{name}”的写法不对，请对照程序自带的文件改写。")
            return
    if not 0 <= part.get("level", 0) <= DEEPEST:
        yield file.at(file.key("level", start), f"“level”只能是0（没有标题）到{DEEPEST}。")
    if part.get("level", 0) and not part.get("heading", "").strip():
        yield file.at(start, "有层次却没有标题，请补上 heading。")
    if part.get("kind", "text") not in KINDS:
        yield file.at(file.key("kind", start), f"“kind”只能是{'、'.join(KINDS)}。")
    yield from (file.at(file.key("heading", start), words) for words in pattern.faults(part.get("heading", "")))
    yield from (
        file.at(file.line(f'"{name}"', start), f"{SENTENCES}.toml 里没有“{name}”这组句子，请核对名称。")
        for name in part.get("use", ())
        if name not in shared
    )
    yield from (
        file.at(file.line(name, start), words) for name in part.get("columns", ()) for words in pattern.faults(f"{{{name}}}")
    )
    if part.get("kind") == "areas" and not part.get("columns"):
        yield file.at(start, '分单位附表没有写列，请补上 columns = ["指标名称", …]。')
    if "lines" in part:
        yield from _line_faults(file, part["lines"], file.key("lines", start) - 1, "“lines”")


def _structure(file: _File, shared: Mapping[str, tuple[str, ...]]) -> Structure:
    content = file.content

    def lines(name: str) -> tuple[Line, ...]:
        return tuple(map(pattern.line_of, content.get(name, ())))

    return Structure(
        file.path.stem, content["name"], pattern.line_of(content["title"]), content["span"], tuple(content["levels"]),
        content.get("upward", True), content.get("salutation", ""), lines("opening"), lines("closing"),
        tuple(_part(part, shared) for part in content["part"]),
    )  # fmt: skip


def _part(part: dict, shared: Mapping[str, tuple[str, ...]]) -> Part:
    written = (*(line for name in part.get("use", ()) for line in shared[name]), *part.get("lines", ()))
    codes = pattern.codes_by_name()
    kind = part.get("kind", "text")
    is_choice = kind == "problems"
    return Part(
        part.get("level", 0), part.get("heading", ""), kind, () if is_choice else tuple(map(pattern.line_of, written)),
        written if is_choice else (), tuple(codes[name] for name in part.get("columns", ())), part.get("listed", False),
        part.get("annex", False),
    )  # fmt: skip


def copy_built_in() -> list[str]:
    """The program's files into the data folder, to be edited there; what is there stays. The names of those copied."""
    own_folder().mkdir(exist_ok=True)
    made = []
    for path in sorted(BUILT_IN.glob("*.toml")):
        copy = own_folder() / path.name
        if not copy.exists():
            copy.write_bytes(path.read_bytes())
            made.append(path.name)
    return made


def digest() -> str:
    """Another one whenever a file of structures is another one."""
    everything = [*BUILT_IN.glob("*.toml"), *own_folder().glob("*.toml")]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(everything))).hexdigest()[:16]
