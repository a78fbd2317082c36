"""One place, many spellings: 蔡畈村, 蔡畈村委会 and 蔡畈村民委员会 are the same village."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from data_access.specs import AreaRow

# The bodies that sign for a place, each with the kind of place it speaks for, where its name says so.
BODIES = (
    ("社区居民委员会", "社区"),
    ("社区居委会", "社区"),
    ("居民委员会", "社区"),
    ("居委会", "社区"),
    ("村民委员会", "村"),
    ("村委会", "村"),
    ("街道办事处", "街道"),
    ("街道办", "街道"),
    ("人民政府", ""),
)
KINDS = ("街道", "社区", "村", "镇", "乡", "县", "区", "市")


def stem(name: str) -> str:
    """What is left of a place's name without its kind and without the body that signs for it."""
    return _parts(name)[0]


def match(name: str, areas: Iterable[AreaRow]) -> str | None:
    """The code of the area that is meant: by its code, its exact name, or its stem if only one area has it.

    A kind that is stated must agree (城中社区 is not 城中街道). In doubt None: the caller asks, nothing is guessed.
    """
    areas = list(areas)
    wanted = _plain(name)
    by_code_or_name = {area.code for area in areas if wanted in (area.code, _plain(area.name))}
    if by_code_or_name:
        return _only(by_code_or_name)
    root, kind = _parts(wanted)
    if not root:
        return None
    return _only({area.code for area in areas if _agrees(root, kind, *_parts(area.name))})


def _only(codes: set[str]) -> str | None:
    return next(iter(codes)) if len(codes) == 1 else None


def _agrees(root: str, kind: str, other_root: str, other_kind: str) -> bool:
    return root == other_root and (not kind or kind == other_kind)


@lru_cache(maxsize=50_000)
def _plain(name: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", name))


@lru_cache(maxsize=50_000)
def _parts(name: str) -> tuple[str, str]:
    """Stem and kind (empty: not stated)."""
    root, kind = _plain(name), ""
    for body, of_kind in BODIES:
        if root.endswith(body) and len(root) > len(body):
            root, kind = root.removesuffix(body), of_kind
            break
    for ending in KINDS if not kind else (kind,):
        if root.endswith(ending) and len(root) > len(ending):
            return root.removesuffix(ending), ending
    return root, kind
