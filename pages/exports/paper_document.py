"""A work report as .docx in the look of official papers; what the writer must fill in is marked in yellow."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from docx.document import Document

from metrics.papers.paper import Block, Paper, Piece
from pages.exports.grids import Grid
from pages.exports.official import (
    CELL,
    HEAD_FONT,
    SMALL_CELL,
    TITLE,
    TITLE_FONT,
    Text,
    footnote,
    heading,
    new_paper,
    paragraph,
    saved,
    table,
)

DATE = "【年　月　日】"
DENSE = 7  # columns from which a table is set smaller


def docx(paper: Paper, made: datetime | None = None) -> bytes:
    """The file; the same paper and moment give the same bytes."""
    document = new_paper()
    footnote(document, " · ".join(paper.facts))
    paragraph(document, [Text(paper.title, TITLE_FONT)], TITLE, align="centre")
    paragraph(document, [])
    end = next((at for at, block in enumerate(paper.blocks) if block.kind == "annex"), len(paper.blocks))
    _write(document, paper.blocks[:end])
    paragraph(document, [])
    paragraph(document, [Text(paper.signed)], align="right")
    paragraph(document, [Text(DATE, is_blank=True)], align="right")
    _write(document, paper.blocks[end:])
    return saved(document, paper.name, made or datetime.now(UTC).replace(microsecond=0, tzinfo=None))


def _write(document: Document, blocks: Sequence[Block]) -> None:
    run_in: Block | None = None  # a heading 1. goes on in the paragraph that follows it
    for block in blocks:
        if run_in is not None:
            goes_on = block.kind == "text"
            heading(document, f"{run_in.text}。", 3, _texts(block.pieces) if goes_on else ())
            run_in = None
            if goes_on:
                continue
        if block.kind == "heading" and block.level == 3:
            run_in = block
        elif block.kind == "heading":
            heading(document, block.text, block.level)
        elif block.kind == "annex":
            paragraph(document, [Text(block.pieces[0].text, HEAD_FONT)], align="left", new_page=True)
            paragraph(document, [Text(block.pieces[1].text, TITLE_FONT)], TITLE, align="centre", level=1, keep=True)
            paragraph(document, [], keep=True)
        elif block.kind == "table":
            table(
                document, Grid(block.heads, block.rows, total=block.has_total), SMALL_CELL if len(block.heads) >= DENSE else CELL
            )
        else:
            paragraph(document, _texts(block.pieces), align="left" if block.level < 0 else "")


def _texts(pieces: Sequence[Piece]) -> list[Text]:
    return [Text(piece.text, is_blank=piece.is_blank) for piece in pieces]
