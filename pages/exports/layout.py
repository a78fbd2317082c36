"""How wide the columns of a table are and where its texts are broken, for every form of file. Widths in points."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from pages.exports.grids import Grid
from pages.exports.lettering import width_of, wrapped

LONGEST, LEAST = 22, 8  # letters of a column: of a remark before it is broken, and below which no text is squeezed


def natural(grid: Grid, size: float, pad: float) -> list[float]:
    """A figure stays in one line, a head may take two, a long remark more."""
    return [_natural(grid, column, size) + 2 * pad for column in range(len(grid.heads))]


def _natural(grid: Grid, column: int, size: float) -> float:
    head = width_of(grid.heads[column], size)
    heads = head if head < 4 * size else head / 2 + size
    texts = [line for row in grid.rows for line in row[column].split("\n")]
    return min(max([heads, *(width_of(text, size) for text in texts)]), LONGEST * size)


def fitted(grid: Grid, width: float, size: float, pad: float) -> list[float]:
    """Widths that fill at most `width`: where there is too little room, the widest columns give way first."""
    found = natural(grid, size, pad)
    least = LEAST * size / 2
    while sum(found) > width + 0.01:
        widest = max(found)
        others = [one for one in found if one < widest - 0.01]
        lower = max([least, *others, widest - (sum(found) - width) / (len(found) - len(others))])
        if lower >= widest:
            return [one * width / sum(found) for one in found]
        found = [lower if one >= widest - 0.01 else one for one in found]
    return found


def parts(grid: Grid, width: float, size: float, pad: float) -> list[Grid]:
    """A grid too wide even with its texts broken, as several of like width, each with the first column."""
    least = [min(one, LEAST * size + 2 * pad) for one in natural(grid, size, pad)]
    count = ceil(sum(least[1:]) / (width - least[0]))
    if count < 2 or len(least) < 4:
        return [grid]
    step = ceil((len(least) - 1) / count)
    return [_columns(grid, (0, *range(first, min(first + step, len(least))))) for first in range(1, len(least), step)]


def _columns(grid: Grid, chosen: Sequence[int]) -> Grid:
    rows = tuple(tuple(row[at] for at in chosen) for row in grid.rows)
    return Grid(tuple(grid.heads[at] for at in chosen), rows, grid.total)


def broken(texts: Sequence[str], widths: Sequence[float], size: float, pad: float) -> list[list[str]]:
    """The lines of each cell of a row."""
    return [wrapped(text, wide - 2 * pad + 0.1, size) for text, wide in zip(texts, widths, strict=True)]
