"""The catalogue's files to one frozen Catalogue; every mistake in them is named in one go."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from metrics import rules
from metrics.errors import CatalogueError, SplitIndicator, UnknownIndicator, UnknownUnit
from metrics.model import Indicator, Line

FOLDER = Path(__file__).parent / "catalogue"
SIDE = ("aliases.toml", "lines.toml", "units.toml")  # what an id, a line and a unit are; other files only speak of indicators
NOT_LINES = {*SIDE, "benchmarks.toml", "checks.toml", "scope_tags.toml", "systems.toml"}
REASONS = {
    "extra_forbidden": "不认识的键",
    "missing": "缺少必填的键",
    "literal_error": "取值不在允许范围",
    "string_pattern_mismatch": "编号只能用小写字母、数字和下划线",
}


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Everything that is stored or computed, with the words, units and old ids under which it may arrive."""

    indicators: Mapping[str, Indicator]
    lines: tuple[Line, ...]
    units: Mapping[str, tuple[str, int]]  # as printed: base unit and factor
    like_units: tuple[frozenset[str], ...]  # base units that count the same things (具, 例, 人)
    merged: Mapping[str, str]
    split: Mapping[str, tuple[str, ...]]
    places: Mapping[str, str]  # the file of each indicator
    hash: str

    def resolve(self, code: str) -> str:
        """The current id of an id that may be an old one. Raises UnknownIndicator, or SplitIndicator."""
        if code in self.indicators:
            return code
        if code in self.merged:
            return self.merged[code]
        names = {one.id: one.name for one in self.indicators.values()}
        if code in self.split:
            raise SplitIndicator(code, self.split[code], names)
        raise UnknownIndicator(code, names)

    def on_line(self, line: str, tier: str = "core") -> tuple[Indicator, ...]:
        """In the order of the file. tier "": both."""
        return tuple(one for one in self.indicators.values() if one.line == line and tier in ("", one.tier))

    def headlines(self) -> tuple[Indicator, ...]:
        """The overview's cards, in their order."""
        return tuple(sorted((one for one in self.indicators.values() if one.headline), key=lambda one: one.headline))

    def stored(self) -> tuple[Indicator, ...]:
        return tuple(one for one in self.indicators.values() if one.is_stored)

    def ratios(self) -> tuple[Indicator, ...]:
        return tuple(one for one in self.indicators.values() if one.kind == "ratio")

    def sums(self) -> tuple[Indicator, ...]:
        return tuple(one for one in self.indicators.values() if one.kind == "sum")

    def parts_of(self, code: str) -> tuple[str, ...]:
        """What it is computed from directly: members, or numerator and denominator."""
        return rules.parts(self.indicators[self.resolve(code)])

    def dependents(self, code: str) -> tuple[str, ...]:
        """What is computed from it, directly or through others."""
        return self._dependents.get(self.resolve(code), ())

    @cached_property
    def _dependents(self) -> dict[str, tuple[str, ...]]:
        direct: dict[str, list[str]] = {}
        for one in self.indicators.values():
            for part in rules.parts(one):
                direct.setdefault(part, []).append(one.id)

        def above(code: str) -> dict[str, None]:
            found = dict.fromkeys(direct.get(code, ()))
            for upper in list(found):
                found |= above(upper)
            return found

        return {code: tuple(above(code)) for code in direct}

    def unit(self, printed: str) -> tuple[str, int]:
        """The base unit of a unit as printed, and how many of it make one: 万元 is 10,000 元. Raises UnknownUnit."""
        cleaned = printed.strip().replace("(", "（").replace(")", "）")
        if cleaned not in self.units:
            raise UnknownUnit(printed, self.units)
        return self.units[cleaned]

    def accepts_unit(self, code: str, printed: str) -> bool:
        """Whether figures of the indicator may be printed in that unit: 人 does for 具, never for 人次."""
        base, _ = self.unit(printed)
        return rules.alike(base, self.indicators[self.resolve(code)].unit, self.like_units)


@cache
def catalogue() -> Catalogue:
    """The product's own catalogue, read once."""
    return load_catalogue()


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """Raises CatalogueError with every mistake of every file."""
    root = folder or FOLDER
    problems: list[str] = []
    side = {name: _read(root / name, root, problems) for name in SIDE}
    lines = _lines(side["lines.toml"], problems)
    found: dict[str, Indicator] = {}
    places: dict[str, str] = {}
    for path in _files(root, lines):
        _indicators(path, root, found, places, problems)
    loaded = Catalogue(
        indicators=MappingProxyType(found),
        lines=lines,
        units=MappingProxyType(_units(side["units.toml"], problems)),
        like_units=tuple(frozenset(group) for group in side["units.toml"].get("alike", ())),
        merged=MappingProxyType(side["aliases.toml"].get("merged", {})),
        split=MappingProxyType({old: tuple(new) for old, new in side["aliases.toml"].get("split", {}).items()}),
        places=MappingProxyType(places),
        hash=_hash(found, side),
    )
    problems += rules.problems(loaded)
    if problems:
        raise CatalogueError(problems)
    return loaded


def _files(root: Path, lines: tuple[Line, ...]) -> list[Path]:
    """Core before documentary, lines in their order."""
    order = {line.id: line.order for line in lines}
    files = [path for path in (*root.glob("*.toml"), *root.glob("documentary/*.toml")) if path.name not in NOT_LINES]
    return sorted(files, key=lambda path: (path.parent != root, order.get(path.stem, len(order) + 1), path.stem))


def _read(path: Path, root: Path, problems: list[str]) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        problems.append(f"{path.relative_to(root)}：缺少这个文件。")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems.append(f"{path.relative_to(root)}：不是有效的TOML文件（{error}）。")
    return {}


def _lines(content: dict[str, Any], problems: list[str]) -> tuple[Line, ...]:
    found = []
    for number, entry in enumerate(content.get("line", ()), start=1):
        try:
            found.append(Line(**entry))
        except ValidationError as error:
            problems += _explained(error, f"lines.toml：第{number}条（{entry.get('id', '无编号')}）")
    return tuple(sorted(found, key=lambda line: line.order))


def _units(content: dict[str, Any], problems: list[str]) -> dict[str, tuple[str, int]]:
    found = {}
    for printed, entry in content.get("units", {}).items():
        if isinstance(entry, list) and len(entry) == 2:
            found[printed] = (entry[0], entry[1])
        else:
            problems.append(f"units.toml：“{printed}”应写作 [基本单位, 倍数]。")
    return found


def _indicators(path: Path, root: Path, found: dict[str, Indicator], places: dict[str, str], problems: list[str]) -> None:
    content = _read(path, root, problems)
    where = path.relative_to(root).as_posix()
    if content and "line" not in content:
        problems.append(f'{where}：文件开头缺少 line = "条线编号"。')
    problems.extend(f"{where}：不认识的键“{key}”。" for key in content if key not in ("line", "indicator"))
    for number, entry in enumerate(content.get("indicator", ()), start=1):
        code = entry.get("id", "")
        place = f"{where}：第{number}条（{code or '无编号'}）"
        try:
            one = Indicator(**{**entry, "line": content.get("line", "")})
        except ValidationError as error:
            problems += _explained(error, place)
            continue
        if code in found:
            problems.append(f"{place}：编号与 {places[code]} 中的重复。")
            continue
        found[code], places[code] = one, where


def _explained(error: ValidationError, place: str) -> list[str]:
    texts = []
    for fault in error.errors():
        key = ".".join(str(step) for step in fault["loc"])
        texts.append(f"{place}：键“{key}”有误：{REASONS.get(fault['type'], fault['msg'])}。")
    return texts


def _hash(indicators: dict[str, Indicator], side: dict[str, dict[str, Any]]) -> str:
    """Of the content, not of the files' bytes: a comment or a moved line is no change."""
    content = {"indicators": {code: one.model_dump(mode="json") for code, one in sorted(indicators.items())}, **side}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
