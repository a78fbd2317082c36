"""A work report as plain data: headings, paragraphs whose figures are linked, tables, and what stands in its footer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from metrics.results import Number


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of a paragraph; the figure that it prints, with the key under which its sources are found; or a blank to fill in."""

    text: str
    number: Number | None = None
    key: str = ""
    is_blank: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """kind `heading` with its level (1 to 3), `text`, `table` with its head and rows, or `annex`: the title of one.

    level of a text: 0 with the usual indent, −1 without. has_total: whether a table's first row is the whole.
    """

    kind: Literal["heading", "text", "table", "annex"]
    pieces: tuple[Piece, ...] = ()
    level: int = 0
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    has_total: bool = False

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Paper:
    """facts: what the footer says, a text each. signed: whose report it is. printed: name, text and key of each figure.

    code: eight hexadecimal digits over the data version and every printed figure.
    """

    title: str
    blocks: tuple[Block, ...]
    facts: tuple[str, ...]
    signed: str
    version: int
    printed: tuple[tuple[str, str, str], ...] = ()
    code: str = ""

    @property
    def name(self) -> str:
        """The title in one line."""
        return self.title.replace("\n", "")

    @property
    def pieces(self) -> Iterator[Piece]:
        return (piece for block in self.blocks for piece in block.pieces)

    @property
    def numbers(self) -> tuple[Number, ...]:
        """The figures that it prints, each once, in the order of the text."""
        return tuple({piece.key: piece.number for piece in self.pieces if piece.number is not None}.values())

    @property
    def blanks(self) -> int:
        """How many places are left to the writer."""
        return sum(piece.is_blank for piece in self.pieces)

    @property
    def text(self) -> str:
        return "\n".join(block.text for block in self.blocks if block.pieces)
