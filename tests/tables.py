"""Hand-computed cases as people write them down: a table drawn with pipes between its columns."""

from __future__ import annotations


def table(text: str) -> list[dict[str, str]]:
    """A dict per row, by the words of the first line; the lines may be indented, empty ones are left out."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    head, *rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    for row in rows:
        if len(row) != len(head):
            raise ValueError(f"{len(head)} columns are named, but this line has {len(row)}: {row}")
    return [dict(zip(head, row, strict=True)) for row in rows]
