"""The words of a sheet's heads."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from data_access.importing.grids import Grid

LOOKED_AT = 15  # rows among which the heads stand
KEPT = 1 << 16  # answers that are kept: a long table says the same few words a million times


@lru_cache(maxsize=KEPT)
def plain(cell: str | None) -> str:
    """Half-width, without any white space (a no-break space included)."""
    return re.sub(r"[\s\u200b\ufeff]", "", unicodedata.normalize("NFKC", cell or ""))


def head_words(grid: Grid, index: int, depth: int) -> list[str]:
    """By column; of two rows both, where they differ: 死亡人数累计."""
    first = grid.rows[index][1]
    if depth == 1:
        return [(cell or "").strip() for cell in first]
    second = grid.rows[index + 1][1]
    found = []
    for at in range(max(len(first), len(second))):
        above, below = upper(first, at), cell_at(second, at)
        own = cell_at(first, at)
        found.append(own if not below else below if above in ("", below) else f"{above}{below}")
    return found


def upper(cells: list[str | None], at: int) -> str:
    """A merged cell's words stand in its first cell only."""
    return next((cell_at(cells, place) for place in range(at, -1, -1) if cell_at(cells, place)), "")


def cell_at(cells: list[str | None], at: int) -> str:
    return (cells[at] or "").strip() if at < len(cells) else ""
