"""Which bureaus count different things under one name: `catalogue/scope_tags.toml`. Such figures are never ranked."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from metrics.loading import FOLDER

UNSAID = "口径未注明"


@dataclass(frozen=True, slots=True)
class Tag:
    """areas: code of a bureau and what it counts; whoever is not named has not said what it counts."""

    topic: str
    reason: str
    areas: Mapping[str, str]

    def scope(self, area: str) -> str:
        return self.areas.get(area, UNSAID)

    def is_mixed(self, areas: Collection[str]) -> bool:
        scopes = [self.scope(area) for area in areas]
        return len(set(scopes)) > 1 or (len(scopes) > 1 and UNSAID in scopes)


def tag_of(indicator_id: str) -> Tag | None:
    return _tags().get(indicator_id)


@cache
def _tags() -> Mapping[str, Tag]:
    entries = tomllib.loads((FOLDER / "scope_tags.toml").read_text(encoding="utf-8"))["tag"]
    return MappingProxyType({
        code: Tag(entry["topic"], entry["reason"], MappingProxyType(entry["areas"]))
        for entry in entries
        for code in entry["indicators"]
    })  # fmt: skip
