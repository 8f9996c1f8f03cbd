"""What a file is taken apart into, and laid out from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Member:
    """A field, a property or a value of an enum. `columns` has no empty one at its end."""

    columns: tuple[str, ...]
    comment: str


@dataclass(frozen=True, slots=True)
class BlockAttribute:
    rank: int
    text: str
    comment: str


@dataclass(frozen=True, slots=True)
class Comments:
    """Comments on lines of their own, with nothing between them: the lines as they are to be written."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BlankLines:
    """One or several."""


@dataclass(frozen=True, slots=True)
class Verbatim:
    """What is kept as it is, with its line's end where it has one."""

    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A block begins at `start`; `dropped` follows its brace on the line, where Prisma's layout has no place for it."""

    keyword: str
    name: str
    items: tuple[Item, ...]
    dropped: str
    start: int


Item = Member | BlockAttribute | Comments | BlankLines | Verbatim
Piece = Block | Comments | BlankLines | Verbatim
