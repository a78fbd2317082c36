"""The systems and duties that the published reports name, and which indicators show each (`catalogue/systems.toml`).

Data, checked on loading: whoever asks "where is …?" finds the indicator, or the return that would bring its figures.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd
from pydantic import Field, ValidationError

from metrics.errors import CatalogueError
from metrics.evaluate import numbers
from metrics.formatting import number_text
from metrics.loading import FOLDER, Catalogue, catalogue
from metrics.model import Frozen
from metrics.results import View
from metrics.source import Source

FILE = FOLDER / "systems.toml"
NO_SOURCE = "无数据来源"
COLUMNS = ["制度（系统）", "指标", "本期", "说明", "见于"]


class System(Frozen):
    """One system or duty as reports name it: indicators that show it, or needs = the return that would bring it."""

    line: str
    name: str = Field(min_length=1)
    also: tuple[str, ...] = ()  # other wordings of the reports
    reports: tuple[str, ...] = Field(min_length=1)
    indicators: tuple[str, ...] = ()
    needs: str = ""
    moved_to: str = ""  # which authority took it over in 2018 or 2023–24


@dataclass(frozen=True)
class Systems:
    entries: tuple[System, ...]
    reports: Mapping[str, str]  # id of a published text: its short name

    def on_line(self, line: str) -> tuple[System, ...]:
        return tuple(one for one in self.entries if one.line == line)

    def named_in(self, report: str) -> set[str]:
        """Every wording under which a report's systems can be found."""
        return {word for one in self.entries if report in one.reports for word in (one.name, *one.also)}

    def seen_in(self, one: System) -> str:
        return "、".join(self.reports[report] for report in one.reports)


@cache
def systems() -> Systems:
    """The product's own list, read once."""
    return load_systems(FILE, catalogue())


def load_systems(path: Path, known: Catalogue) -> Systems:
    """Raises CatalogueError with every mistake of the file."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    problems, entries = [], []
    for number, entry in enumerate(content.get("system", ()), start=1):
        try:
            entries.append(System(**entry))
        except ValidationError as error:
            keys = "、".join(str(fault["loc"][0]) for fault in error.errors())
            problems.append(f"systems.toml：第{number}条（{entry.get('name', '无名称')}）的键有误：{keys}。")
    found = Systems(tuple(entries), content.get("reports", {}))
    problems += _problems(found, known)
    if problems:
        raise CatalogueError(problems)
    return found


def _problems(found: Systems, known: Catalogue) -> Iterator[str]:
    lines = {line.id for line in known.lines}
    seen: set[tuple[str, str]] = set()
    for one in found.entries:
        where = f"systems.toml：{one.name}"
        if one.line not in lines:
            yield f"{where}：条线“{one.line}”不在 lines.toml 中。"
        if bool(one.indicators) == bool(one.needs):
            yield f"{where}：“indicators”和“needs”应当写且只写一个。"
        yield from (f"{where}：没有指标“{code}”。" for code in one.indicators if code not in known.indicators)
        yield from (f"{where}：没有报告“{report}”。" for report in one.reports if report not in found.reports)
        if (one.line, one.name) in seen:
            yield f"{where}：同一条线重复。"
        seen.add((one.line, one.name))


def system_table(source: Source, view: View, line: str) -> pd.DataFrame:
    """A row per system and indicator; columns COLUMNS, printed text, and `indicator`, empty for what has no source.

    `attrs["keys"]`: each row's figure, "" for what has none.
    """
    listed = systems().on_line(line)
    found = numbers(source, list(dict.fromkeys(code for one in listed for code in one.indicators)), view.area, view.span)
    rows = []
    for one in listed:
        moved = f"已划转：{one.moved_to}" if one.moved_to else ""
        for code in one.indicators:
            number = found[code]
            why = "" if number.is_known else number.reason if number.expected else "本单位不报这一项"
            rows.append(
                [
                    one.name,
                    source.indicator(code).name,
                    number_text(number, dense=True),
                    moved or why,
                    systems().seen_in(one),
                    code,
                ]
            )
        if one.needs:
            rows.append(
                [one.name, NO_SOURCE, "—", "；".join(filter(None, (f"需要{one.needs}", moved))), systems().seen_in(one), ""]
            )
    frame = pd.DataFrame(rows, columns=[*COLUMNS, "indicator"])
    frame.attrs["keys"] = {COLUMNS[2]: [found[code].key if code else "" for code in frame["indicator"]]}
    return frame
