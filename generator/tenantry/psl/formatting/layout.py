"""Where the pieces of a file stand."""

from __future__ import annotations

from collections.abc import Sequence

from tenantry.psl.formatting.pieces import BlankLines, Block, BlockAttribute, Comments, Item, Member, Piece, Verbatim
from tenantry.psl.formatting.reading import read
from tenantry.psl.formatting.table import BLANK, Row, render


def reformat(text: str, *, tab_size: int = 2, objects: bool = True) -> str:
    """A text in Prisma's layout; `objects` as `read` has it. Broken lines stay as they are. Never raises."""
    return layout(read(text, objects=objects), tab_size=tab_size)


def layout(pieces: Sequence[Piece], *, tab_size: int = 2) -> str:
    """The text that the pieces of a file make."""
    written: list[str] = []
    if pieces and isinstance(pieces[0], BlankLines):
        pieces = pieces[1:]
    for index, piece in enumerate(pieces):
        if not isinstance(piece, BlankLines):
            written.append(_piece(piece, " " * tab_size))
        elif index < len(pieces) - 1:
            written.append("\n")
    whole = "".join(written)
    return whole if whole.endswith("\n") else f"{whole}\n"


def _piece(piece: Block | Comments | Verbatim, indent: str) -> str:
    match piece:
        case Block():
            return f"{piece.keyword} {piece.name} {{\n{_inside(piece.items, indent)}}}\n"
        case Comments():
            return "".join(f"{line}\n" for line in piece.lines)
        case Verbatim():
            return piece.text


def _inside(items: Sequence[Item], indent: str) -> str:
    """Members in tables that end at blank lines; the attributes of the block come last."""
    tables: list[list[Row]] = [[]]
    attributes: list[tuple[int, list[Row]]] = []
    before: Sequence[Row] = ()  # comments that move with the attribute they stand before
    after_blank = False
    following: Sequence[Item | None] = [*items[1:], None]
    for index, (item, next_item) in enumerate(zip(items, following, strict=False)):
        match item:
            case BlankLines():
                # Those at the begin and the end are left out, and those before attributes are given back at the end.
                if index and next_item and not isinstance(next_item, (BlockAttribute, Comments)):
                    tables.append([BLANK])
            case Comments():
                rows = [Row(comment=line) for line in item.lines]
                if isinstance(next_item, BlockAttribute):
                    before = rows
                else:
                    if after_blank:
                        tables.append([BLANK])
                    tables[-1] += rows
            case BlockAttribute():
                attributes.append((item.rank, [*before, Row((item.text,), item.comment)]))
                before = ()
            case Member():
                tables[-1].append(Row(item.columns, item.comment))
            case Verbatim():
                tables[-1].append(Row(verbatim=item.text.removesuffix("\n")))
        after_blank = bool(index) and isinstance(item, BlankLines)
    if attributes:
        attributes.sort(key=lambda ranked: ranked[0])
        tables.append([BLANK, *(row for _, rows in attributes for row in rows)])
    return "".join(render(table, indent) for table in tables)
